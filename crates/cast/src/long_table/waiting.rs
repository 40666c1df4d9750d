//! Two for whom the autumn round found no place: June for her hours, Otto for his boss.

use crate::person::{NOBODY, Person};

pub(crate) const JUNE: Person = Person {
    name: "June Abernethy",
    email: "june.abernethy@example.org",
    line: "directs a museum",
    city: "Minneapolis",
    organisation: "Mill City Museum of Work",
    industry: "museums",
    function: "general management",
    seniority: "director",
    years_in_role: 15,
    interests: &["succession", "fundraising", "public trust"],
    goals: "Find a boat that can carry an exhibition",
    languages: &["English"],
    time_zone: "America/Chicago",
    availability: "Fri 17:00-21:00",
    hello: Some("Friday evening is the only hour nobody else owns, and I am giving it to you."),
    ..NOBODY
};

pub(crate) const OTTO: Person = Person {
    name: "Otto Wendelmark",
    email: "otto.wendelmark@example.org",
    line: "plant manager, district heating",
    city: "Gothenburg",
    organisation: "Västhamn District Heating",
    department: "Plant",
    industry: "energy",
    function: "operations",
    seniority: "manager",
    years_in_role: 10,
    interests: &["safety", "succession", "innovation"],
    goals: "Run the plant through a winter without being called at night",
    languages: &["Swedish", "German", "English"],
    time_zone: "Europe/Stockholm",
    availability: "Mon-Thu 09:00-17:00",
    reports_to: Some("tove.lindqvarn@example.org"),
    hello: Some("I have kept a whole city warm and never once said out loud that I was worried."),
    ..NOBODY
};
