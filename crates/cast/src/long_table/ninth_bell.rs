//! Ninth Bell: six whose organisations doubled in a few years, from Amman to Rotorua.

use crate::person::{NOBODY, Person};

pub(crate) const NOOR: Person = Person {
    name: "Noor Basriani",
    email: "noor.basriani@example.org",
    line: "runs a water company",
    city: "Amman",
    organisation: "Basriani Water",
    industry: "water supply",
    function: "general management",
    seniority: "chief executive",
    years_in_role: 9,
    interests: &["scale", "succession", "public trust"],
    goals: "Grow to three cities without losing the first",
    languages: &["Arabic", "English"],
    time_zone: "Asia/Amman",
    availability: "Sun-Thu 09:00-12:00; Sun-Thu 12:00-16:30 (acceptable)",
    hello: Some(
        "We doubled, and I still answer the complaints line on Sundays because I do not know how to stop.",
    ),
    ..NOBODY
};

pub(crate) const DILNOZA: Person = Person {
    name: "Dilnoza Karimbek",
    email: "dilnoza.karimbek@example.org",
    line: "leads a weaving mill",
    city: "Tashkent",
    organisation: "Karimbek Weaving Mill",
    industry: "textiles",
    function: "general management",
    seniority: "owner",
    years_in_role: 7,
    interests: &["scale", "export", "apprenticeship"],
    goals: "Fill the new hall with looms that are paid for",
    languages: &["Uzbek", "Russian", "English"],
    time_zone: "Asia/Tashkent",
    availability: "Mon-Fri 10:00-14:00; Mon-Fri 14:00-17:00 (acceptable)",
    hello: Some("The new hall is built and half of it is dark; nobody at home knows that yet."),
    ..NOBODY
};

pub(crate) const SUNITA: Person = Person {
    name: "Sunita Kelkarwala",
    email: "sunita.kelkarwala@example.org",
    line: "directs nine schools",
    city: "Pune",
    organisation: "Nine Wells Schools",
    industry: "education",
    function: "general management",
    seniority: "director",
    years_in_role: 12,
    interests: &["scale", "hiring", "public trust"],
    goals: "Give every school a head who may disagree with me",
    languages: &["Marathi", "Hindi", "English"],
    time_zone: "Asia/Kolkata",
    availability: "Mon-Sat 10:00-14:00; Mon-Fri 14:00-18:00 (acceptable)",
    hello: Some("A pupil's father called me a landlord last month and I keep turning the word over."),
    ..NOBODY
};

pub(crate) const MEI: Person = Person {
    name: "Mei Castellan",
    email: "mei.castellan@example.org",
    line: "insures ships",
    city: "Singapore",
    organisation: "Castellan Marine Mutual",
    industry: "insurance",
    function: "underwriting",
    seniority: "founder",
    years_in_role: 8,
    interests: &["scale", "governance", "pricing"],
    goals: "Write business that I have not read myself",
    languages: &["English", "Mandarin"],
    time_zone: "Asia/Singapore",
    availability: "Mon-Fri 12:00-16:00; Mon-Fri 16:00-19:00 (acceptable)",
    hello: Some("I priced a ship wrongly this spring and only the sea has forgiven me."),
    ..NOBODY
};

pub(crate) const HANA: Person = Person {
    name: "Hana Mizushiro",
    email: "hana.mizushiro@example.org",
    line: "heads research, ceramics",
    city: "Osaka",
    organisation: "Mizushiro Ceramics",
    department: "Research",
    industry: "ceramics",
    function: "research",
    seniority: "head",
    years_in_role: 5,
    interests: &["scale", "innovation", "hiring"],
    goals: "Lead people who know more than I do",
    languages: &["Japanese", "English"],
    time_zone: "Asia/Tokyo",
    availability: "Mon-Fri 13:00-17:00; Mon-Fri 17:00-20:00 (acceptable)",
    hello: Some("They made me head because I was quiet, and now quiet is what I am afraid of."),
    ..NOBODY
};

pub(crate) const WIREMU: Person = Person {
    name: "Wiremu Tahanore",
    email: "wiremu.tahanore@example.org",
    line: "chairs a forestry trust",
    city: "Rotorua",
    organisation: "Tahanore Forestry Trust",
    industry: "forestry",
    function: "governance",
    seniority: "chair",
    years_in_role: 11,
    interests: &["scale", "land and climate", "governance"],
    goals: "Plant for people who are not born yet, and explain it to the bank",
    languages: &["English", "Māori"],
    time_zone: "Pacific/Auckland",
    availability: "Tue-Wed 16:00-19:00; Tue-Wed 19:00-21:00 (acceptable); Fri 08:00-11:00 (acceptable)",
    hello: Some(
        "My aunties sit on the front bench at every meeting, and I would like one hour without them.",
    ),
    ..NOBODY
};
