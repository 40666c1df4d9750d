//! The people of Harbour Fund, except the one it shares with Long Table.

use crate::person::{NOBODY, Person};

pub(crate) const PADRAIG: Person = Person {
    name: "Pádraig Mulcahern",
    email: "padraig.mulcahern@example.org",
    line: "grows oysters",
    city: "Clifden",
    organisation: "Slyne Head Oysters",
    industry: "aquaculture",
    function: "general management",
    seniority: "owner",
    years_in_role: 9,
    interests: &["fair prices", "land and climate"],
    goals: "Sell to people who know what a tide is",
    languages: &["Irish", "English"],
    time_zone: "Europe/Dublin",
    availability: "Mon-Fri 10:00-16:00",
    ..NOBODY
};

pub(crate) const SOLVEIG: Person = Person {
    name: "Solveig Brattevåg",
    email: "solveig.brattevag@example.org",
    line: "directs a slipway",
    city: "Ålesund",
    organisation: "Brattevåg Slipway",
    industry: "boatbuilding",
    function: "operations",
    seniority: "director",
    years_in_role: 12,
    interests: &["succession", "apprenticeship"],
    goals: "Keep six apprentices through the winter",
    languages: &["Norwegian", "English"],
    time_zone: "Europe/Oslo",
    availability: "Mon-Thu 09:00-15:00",
    hello: Some("I have launched forty boats and have been afraid of deep water all my life."),
    ..NOBODY
};

pub(crate) const MATEUS: Person = Person {
    name: "Mateus Corvelhal",
    email: "mateus.corvelhal@example.org",
    line: "runs a cannery",
    city: "Horta",
    organisation: "Corvelhal Canneries",
    industry: "food processing",
    function: "general management",
    seniority: "owner",
    years_in_role: 17,
    interests: &["family business", "export"],
    goals: "Tin the last good year and start another",
    languages: &["Portuguese", "Spanish", "English"],
    time_zone: "Atlantic/Azores",
    availability: "Mon-Fri 09:00-17:00",
    ..NOBODY
};

pub(crate) const ASTA: Person = Person {
    name: "Ásta Hrafnsdal",
    email: "asta.hrafnsdal@example.org",
    line: "finance director, cold stores",
    city: "Ísafjörður",
    organisation: "Hrafnsdal Cold Stores",
    industry: "cold storage",
    function: "finance",
    seniority: "director",
    years_in_role: 8,
    interests: &["energy costs", "governance"],
    goals: "Cool the fish and not the town's accounts",
    languages: &["Icelandic", "Danish", "English"],
    time_zone: "Atlantic/Reykjavik",
    availability: "Mon-Thu 09:00-16:00",
    ..NOBODY
};

pub(crate) const FINTAN: Person = Person {
    name: "Fintan Ogilbrook",
    email: "fintan.ogilbrook@example.org",
    line: "harbour master",
    city: "Skerrow",
    organisation: "Port of Skerrow",
    department: "Harbour",
    industry: "ports",
    function: "operations",
    seniority: "head",
    years_in_role: 6,
    interests: &["safety", "public trust"],
    goals: "Open the pier to those who live behind it",
    languages: &["English"],
    time_zone: "Europe/London",
    availability: "Mon-Fri 09:00-17:00",
    ..NOBODY
};

pub(crate) const YSOLDE: Person = Person {
    name: "Ysolde Kervanec",
    email: "ysolde.kervanec@example.org",
    line: "lets lighthouses",
    city: "Brest",
    organisation: "Phares de Kervanec",
    industry: "tourism",
    function: "marketing",
    seniority: "founder",
    years_in_role: 4,
    interests: &["scale", "a second site"],
    goals: "Let people sleep in a lighthouse without ruining it",
    languages: &["French", "Breton", "English"],
    time_zone: "Europe/Paris",
    availability: "Mon-Thu 10:00-18:00",
    ..NOBODY
};

pub(crate) const TEODORA: Person = Person {
    name: "Teodora Marinkova",
    email: "teodora.marinkova@example.org",
    line: "repairs ships",
    city: "Varna",
    organisation: "Marinkova Ship Repair",
    industry: "ship repair",
    function: "engineering",
    seniority: "chief executive",
    years_in_role: 11,
    interests: &["hiring", "safety"],
    goals: "Find welders who are younger than I am",
    languages: &["Bulgarian", "Russian", "English"],
    time_zone: "Europe/Sofia",
    availability: "Mon-Fri 10:00-18:00",
    ..NOBODY
};

pub(crate) const BARNABY: Person = Person {
    name: "Barnaby Thistlewright",
    email: "barnaby.thistlewright@example.org",
    line: "runs Harbour Fund",
    city: "Plymouth",
    organisation: "Harbour Fund",
    industry: "philanthropy",
    function: "programmes",
    seniority: "director",
    years_in_role: 3,
    languages: &["English"],
    time_zone: "Europe/London",
    availability: "Mon-Fri 09:00-17:00",
    ..NOBODY
};
