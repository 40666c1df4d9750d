//! Kittiwake: seven who will hand over what they lead. Ten hours a week in common.

use crate::person::{NOBODY, Person};

pub(crate) const MARA: Person = Person {
    name: "Mara Vellacourt",
    email: "mara.vellacourt@example.org",
    line: "runs a boatyard",
    city: "Lisbon",
    organisation: "Vellacourt Boatyard",
    industry: "boatbuilding",
    function: "general management",
    seniority: "owner",
    years_in_role: 14,
    interests: &["succession", "family business", "apprenticeship"],
    goals: "Hand the yard to Inês within three years",
    languages: &["English", "Portuguese", "French"],
    time_zone: "Europe/Lisbon",
    availability: "Mon-Fri 09:00-17:00; Mon-Fri 17:00-20:00 (acceptable)",
    hello: Some("I have never let anyone else sign off a keel, and I would like to learn how."),
    ..NOBODY
};

pub(crate) const CALLUM: Person = Person {
    name: "Callum Strathgarve",
    email: "callum.strathgarve@example.org",
    line: "chief executive, a ferry line",
    city: "Glasgow",
    organisation: "Strathgarve Ferries",
    industry: "passenger shipping",
    function: "general management",
    seniority: "chief executive",
    years_in_role: 11,
    interests: &["succession", "public trust", "safety"],
    goals: "Close one route and keep the islands with us",
    languages: &["English", "Gaelic"],
    time_zone: "Europe/London",
    availability: "Mon-Thu 13:00-18:00; Mon-Thu 18:00-20:00 (acceptable)",
    hello: Some("There is one sailing I should have ended four winters ago, and you may ask me about it."),
    ..NOBODY
};

pub(crate) const TOVE: Person = Person {
    name: "Tove Lindqvarn",
    email: "tove.lindqvarn@example.org",
    line: "finance director, district heating",
    city: "Gothenburg",
    organisation: "Västhamn District Heating",
    department: "Finance",
    industry: "energy",
    function: "finance",
    seniority: "director",
    years_in_role: 9,
    interests: &["succession", "public trust", "governance"],
    goals: "Step back from the budget round without losing sleep",
    languages: &["Swedish", "English"],
    time_zone: "Europe/Stockholm",
    availability: "Mon-Thu 12:00-16:00; Mon-Thu 08:00-12:00, 16:00-19:00 (acceptable)",
    hello: Some("Numbers are where I hide, so please notice when I start counting."),
    ..NOBODY
};

pub(crate) const IDRIS: Person = Person {
    name: "Idris Okonvale",
    email: "idris.okonvale@example.org",
    line: "runs operations for four hospitals",
    city: "Lagos",
    organisation: "Lantern Hospitals",
    department: "Operations",
    industry: "health care",
    function: "operations",
    seniority: "director",
    years_in_role: 10,
    interests: &["succession", "hiring", "safety"],
    goals: "Move the payroll of four hospitals and sleep well",
    languages: &["English", "Yoruba"],
    time_zone: "Africa/Lagos",
    availability: "Mon-Fri 14:00-18:30; Mon-Fri 09:00-12:00 (acceptable)",
    hello: Some("My deputy is better than I am at two things, and I have told her about one of them."),
    ..NOBODY
};

pub(crate) const BRAM: Person = Person {
    name: "Bram Osterhuys",
    email: "bram.osterhuys@example.org",
    line: "third baker of the family",
    city: "Cape Town",
    organisation: "Osterhuys & Zoon",
    industry: "bakery",
    function: "general management",
    seniority: "owner",
    years_in_role: 16,
    interests: &["succession", "family business", "a second site"],
    goals: "Open the second bakery without borrowing from my brother",
    languages: &["English", "Afrikaans", "Dutch"],
    time_zone: "Africa/Johannesburg",
    availability: "Tue-Fri 13:00-17:00; Tue-Fri 17:00-20:00 (acceptable)",
    hello: Some("I bake at three in the morning, so forgive me if I am slow and very honest."),
    ..NOBODY
};

pub(crate) const RAFAEL: Person = Person {
    name: "Rafael Quintamar",
    email: "rafael.quintamar@example.org",
    line: "leads a coffee co-operative",
    city: "Bogotá",
    organisation: "Cooperativa Quintamar",
    industry: "coffee",
    function: "general management",
    seniority: "chief executive",
    years_in_role: 12,
    interests: &["succession", "governance", "fair prices"],
    goals: "Find out whether two founders can want different futures",
    languages: &["Spanish", "English"],
    time_zone: "America/Bogota",
    availability: "Mon-Fri 08:00-12:00; Mon-Fri 12:00-14:00 (acceptable)",
    hello: Some("Two people I love founded this co-operative, and I am tired of standing between them."),
    ..NOBODY
};

pub(crate) const DELPHINE: Person = Person {
    name: "Delphine Auberlac",
    email: "delphine.auberlac@example.org",
    line: "manages an orchestra",
    city: "Montréal",
    organisation: "Orchestre des Trois Rives",
    industry: "performing arts",
    function: "general management",
    seniority: "director",
    years_in_role: 13,
    interests: &["succession", "public trust", "fundraising"],
    goals: "Leave an orchestra that no longer waits for my word",
    languages: &["French", "English"],
    time_zone: "America/Toronto",
    availability: "Tue-Thu 10:00-12:30; Tue-Thu 08:00-10:00 (acceptable)",
    hello: Some("I have applauded for thirteen years and said what I thought perhaps twice."),
    ..NOBODY
};
