//! The other members of Long Table. Among them are two of one railway, two rival foundries, a rival of Mei Castellan, two
//! former partners to be kept apart and two who ask to be together.

use crate::person::{NOBODY, Person};

pub(crate) const AOIFE: Person = Person {
    name: "Aoife Brennagh",
    email: "aoife.brennagh@example.org",
    line: "publishes school books",
    city: "Dublin",
    organisation: "Three Candles Press",
    industry: "publishing",
    function: "general management",
    seniority: "chief executive",
    years_in_role: 11,
    interests: &["digital change", "scale", "pricing"],
    goals: "Print half as many books and sell the same",
    languages: &["English", "Irish"],
    time_zone: "Europe/Dublin",
    availability: "Mon-Thu 09:00-13:00, 14:00-17:00",
    ..NOBODY
};

pub(crate) const JONAS: Person = Person {
    name: "Jonas Wetterkamp",
    email: "jonas.wetterkamp@example.org",
    line: "runs the timetable of a railway",
    city: "Berlin",
    organisation: "Saltmarsh Rail",
    department: "Operations",
    industry: "rail",
    function: "operations",
    seniority: "head",
    years_in_role: 7,
    interests: &["safety", "hiring", "scale"],
    goals: "Run a timetable that drivers believe in",
    languages: &["German", "English"],
    time_zone: "Europe/Berlin",
    availability: "Mon-Fri 08:00-17:00",
    ..NOBODY
};

pub(crate) const KASIA: Person = Person {
    name: "Kasia Dombrowicz",
    email: "kasia.dombrowicz@example.org",
    line: "heads people at a railway",
    city: "Warsaw",
    organisation: "Saltmarsh Rail",
    department: "People",
    industry: "rail",
    function: "people",
    seniority: "head",
    years_in_role: 6,
    interests: &["hiring", "public trust", "governance"],
    goals: "Keep the night shift from leaving",
    languages: &["Polish", "German", "English"],
    time_zone: "Europe/Warsaw",
    availability: "Mon-Thu 10:00-18:00; Fri 09:00-12:00 (acceptable)",
    ..NOBODY
};

pub(crate) const ELENI: Person = Person {
    name: "Eleni Vassarakou",
    email: "eleni.vassarakou@example.org",
    line: "runs two island hotels",
    city: "Athens",
    organisation: "Vassarakou Island Hotels",
    industry: "hospitality",
    function: "general management",
    seniority: "owner",
    years_in_role: 14,
    interests: &["family business", "succession", "hiring"],
    goals: "Spend one August away from the islands",
    languages: &["Greek", "English", "French"],
    time_zone: "Europe/Athens",
    availability: "Mon-Wed 11:00-17:00; Mon-Wed 17:00-20:00 (acceptable)",
    ..NOBODY
};

pub(crate) const INIGO: Person = Person {
    name: "Iñigo Etxebarren",
    email: "inigo.etxebarren@example.org",
    line: "owns a foundry",
    city: "Bilbao",
    organisation: "Etxebarren Foundry",
    industry: "metalworking",
    function: "general management",
    seniority: "owner",
    years_in_role: 18,
    interests: &["succession", "family business", "energy costs"],
    goals: "Decide whether the third furnace is lit again",
    languages: &["Spanish", "Basque", "French", "English"],
    time_zone: "Europe/Madrid",
    availability: "Mon-Fri 09:00-14:00, 16:00-19:00",
    competes_with: &["Fonderie Malaspori"],
    ..NOBODY
};

pub(crate) const AINO: Person = Person {
    name: "Aino Korpisaari",
    email: "aino.korpisaari@example.org",
    line: "makes hearing aids",
    city: "Helsinki",
    organisation: "Kuulo Instruments",
    industry: "medical devices",
    function: "research",
    seniority: "founder",
    years_in_role: 8,
    interests: &["scale", "innovation", "export"],
    goals: "Find a second market before the first is full",
    languages: &["Finnish", "Swedish", "English"],
    time_zone: "Europe/Helsinki",
    availability: "Mon-Thu 09:00-16:00; Tue 16:00-19:00 (acceptable)",
    ..NOBODY
};

pub(crate) const RETO: Person = Person {
    name: "Reto Amstalden",
    email: "reto.amstalden@example.org",
    line: "directs a family foundation",
    city: "Zurich",
    organisation: "Amstalden Foundation",
    industry: "philanthropy",
    function: "governance",
    seniority: "director",
    years_in_role: 10,
    interests: &["governance", "public trust", "boards"],
    goals: "Give money away and be told the truth afterwards",
    languages: &["German", "French", "English"],
    time_zone: "Europe/Zurich",
    availability: "Mon-Fri 09:00-12:00, 14:00-18:00",
    ..NOBODY
};

pub(crate) const GINEVRA: Person = Person {
    name: "Ginevra Malaspori",
    email: "ginevra.malaspori@example.org",
    line: "leads the family foundry",
    city: "Turin",
    organisation: "Fonderie Malaspori",
    industry: "metalworking",
    function: "finance",
    seniority: "chief executive",
    years_in_role: 12,
    interests: &["succession", "export", "energy costs"],
    goals: "Be chief executive in my father's lifetime",
    languages: &["Italian", "French", "English"],
    time_zone: "Europe/Rome",
    availability: "Mon-Thu 14:00-19:00; Mon-Thu 09:00-12:00 (acceptable)",
    competes_with: &["Etxebarren Foundry"],
    ..NOBODY
};

pub(crate) const SIGNE: Person = Person {
    name: "Signe Halvorkilde",
    email: "signe.halvorkilde@example.org",
    line: "builds harbours",
    city: "Copenhagen",
    organisation: "Halvorkilde Marine Works",
    department: "Projects",
    industry: "engineering",
    function: "engineering",
    seniority: "partner",
    years_in_role: 5,
    interests: &["scale", "boards", "land and climate"],
    goals: "Win one harbour that we did not lose money on",
    languages: &["Danish", "English", "German"],
    time_zone: "Europe/Copenhagen",
    availability: "Mon-Thu 08:00-16:00",
    ..NOBODY
};

pub(crate) const PETRU: Person = Person {
    name: "Petru Văcărean",
    email: "petru.vacarean@example.org",
    line: "writes software for farms",
    city: "Cluj",
    organisation: "Brazda Software",
    industry: "software",
    function: "product",
    seniority: "founder",
    years_in_role: 2,
    interests: &["hiring", "fundraising", "pricing"],
    goals: "Hire the first person who can tell me no",
    languages: &["Romanian", "English"],
    time_zone: "Europe/Bucharest",
    availability: "Mon-Fri 10:00-19:00; Mon-Fri 19:00-22:00 (acceptable)",
    ..NOBODY
};

pub(crate) const WANJIRU: Person = Person {
    name: "Wanjiru Kamatho",
    email: "wanjiru.kamatho@example.org",
    line: "exports tea",
    city: "Nairobi",
    organisation: "Kamatho Teas",
    industry: "tea",
    function: "sales",
    seniority: "chief executive",
    years_in_role: 9,
    interests: &["export", "fair prices", "scale"],
    goals: "Sell under our own name in two countries",
    languages: &["Swahili", "Kikuyu", "English"],
    time_zone: "Africa/Nairobi",
    availability: "Mon-Fri 09:00-17:00",
    ..NOBODY
};

pub(crate) const KWABENA: Person = Person {
    name: "Kwabena Osei-Drah",
    email: "kwabena.osei-drah@example.org",
    line: "puts solar panels on clinics",
    city: "Accra",
    organisation: "Osei-Drah Solar",
    industry: "renewable energy",
    function: "engineering",
    seniority: "founder",
    years_in_role: 6,
    interests: &["scale", "fundraising", "land and climate"],
    goals: "Be paid by the ministry in the year we build",
    languages: &["English", "Twi", "French"],
    time_zone: "Africa/Accra",
    availability: "Mon-Thu 08:00-12:00, 13:00-17:00; Sat 09:00-12:00 (acceptable)",
    ..NOBODY
};

pub(crate) const SALMA: Person = Person {
    name: "Salma El-Rafaiy",
    email: "salma.el-rafaiy@example.org",
    line: "leads forty pharmacies",
    city: "Cairo",
    organisation: "Rafaiy Pharmacies",
    industry: "pharmacy",
    function: "general management",
    seniority: "chief executive",
    years_in_role: 13,
    interests: &["family business", "succession", "digital change"],
    goals: "Tell my cousins that the shops need one purse",
    languages: &["Arabic", "English", "French"],
    time_zone: "Africa/Cairo",
    availability: "Sun-Thu 10:00-15:00; Sun-Thu 15:00-19:00 (acceptable)",
    ..NOBODY
};

pub(crate) const YOUSSEF: Person = Person {
    name: "Youssef Benchekrane",
    email: "youssef.benchekrane@example.org",
    line: "prints cloth, as his father did",
    city: "Casablanca",
    organisation: "Impressions Benchekrane",
    industry: "textile printing",
    function: "operations",
    seniority: "owner",
    years_in_role: 15,
    interests: &["family business", "succession", "export"],
    goals: "Let the machines be chosen by those who run them",
    languages: &["French", "Arabic"],
    time_zone: "Africa/Casablanca",
    availability: "Mon-Fri 09:00-13:00, 14:00-18:00",
    ..NOBODY
};

pub(crate) const THANDEKA: Person = Person {
    name: "Thandeka Mabuzela",
    email: "thandeka.mabuzela@example.org",
    line: "directs a radio station",
    city: "Johannesburg",
    organisation: "Highveld Community Radio",
    industry: "broadcasting",
    function: "editorial",
    seniority: "director",
    years_in_role: 8,
    interests: &["public trust", "fundraising", "hiring"],
    goals: "Keep the newsroom free when the grant ends",
    languages: &["Zulu", "Sotho", "English"],
    time_zone: "Africa/Johannesburg",
    availability: "Mon-Thu 11:00-18:00",
    ..NOBODY
};

pub(crate) const DELROY: Person = Person {
    name: "Delroy Quashington",
    email: "delroy.quashington@example.org",
    line: "runs a community bank",
    city: "New York",
    organisation: "Flatbush Savings",
    industry: "banking",
    function: "finance",
    seniority: "chief executive",
    years_in_role: 12,
    interests: &["public trust", "boards", "succession"],
    goals: "Lend to people I was taught to refuse",
    languages: &["English"],
    time_zone: "America/New_York",
    availability: "Mon-Fri 08:00-12:00; Mon-Fri 12:00-16:00 (acceptable)",
    ..NOBODY
};

pub(crate) const PRIYA: Person = Person {
    name: "Priya Ramanthal",
    email: "priya.ramanthal@example.org",
    line: "founded four clinics",
    city: "Toronto",
    organisation: "Second Step Clinics",
    industry: "physiotherapy",
    function: "general management",
    seniority: "founder",
    years_in_role: 7,
    interests: &["scale", "hiring", "a second site"],
    goals: "Open the fifth clinic without being in it",
    languages: &["English", "Tamil", "French"],
    time_zone: "America/Toronto",
    availability: "Mon-Thu 09:00-13:00; Mon-Thu 13:00-17:00 (acceptable)",
    keep_with: &["maeve.corkindale@example.org"],
    hello: Some("I promised my board a number that I do not believe in any more."),
    ..NOBODY
};

pub(crate) const MAEVE: Person = Person {
    name: "Maeve Corkindale",
    email: "maeve.corkindale@example.org",
    line: "sells the catch of thirty boats",
    city: "Halifax",
    organisation: "Corkindale, Boyle & Daughters",
    industry: "fisheries",
    function: "sales",
    seniority: "partner",
    years_in_role: 9,
    interests: &["fair prices", "family business", "scale"],
    goals: "Land less and earn the same",
    languages: &["English"],
    time_zone: "America/Halifax",
    availability: "Mon-Fri 09:00-15:00",
    keep_with: &["priya.ramanthal@example.org"],
    ..NOBODY
};

pub(crate) const LORETTA: Person = Person {
    name: "Loretta Whitcomb-Hale",
    email: "loretta.whitcomb-hale@example.org",
    line: "directs a food bank",
    city: "Chicago",
    organisation: "Lakeside Food Bank",
    industry: "charity",
    function: "general management",
    seniority: "director",
    years_in_role: 25,
    interests: &["succession", "boards", "public trust"],
    goals: "Leave well, and tell no one how to do it after me",
    languages: &["English"],
    time_zone: "America/Chicago",
    availability: "Mon-Thu 09:00-16:00",
    ..NOBODY
};

pub(crate) const XIMENA: Person = Person {
    name: "Ximena Tlapanco",
    email: "ximena.tlapanco@example.org",
    line: "makes tiles",
    city: "Mexico City",
    organisation: "Azulejos Tlapanco",
    industry: "tiles",
    function: "design",
    seniority: "founder",
    years_in_role: 10,
    interests: &["scale", "export", "apprenticeship"],
    goals: "Make ten thousand tiles and have each look like ours",
    languages: &["Spanish", "English"],
    time_zone: "America/Mexico_City",
    availability: "Mon-Fri 09:00-14:00; Mon-Thu 14:00-18:00 (acceptable)",
    ..NOBODY
};

pub(crate) const CAETANO: Person = Person {
    name: "Caetano Brandolim",
    email: "caetano.brandolim@example.org",
    line: "owns a packaging works",
    city: "São Paulo",
    organisation: "Embalagens Brandolim",
    industry: "packaging",
    function: "operations",
    seniority: "owner",
    years_in_role: 16,
    interests: &["family business", "succession", "energy costs"],
    goals: "Bring a sister back into the company",
    languages: &["Portuguese", "Spanish", "English"],
    time_zone: "America/Sao_Paulo",
    availability: "Mon-Fri 09:00-12:00, 14:00-18:00",
    ..NOBODY
};

pub(crate) const ANTONIA: Person = Person {
    name: "Antonia Huenchumil",
    email: "antonia.huenchumil@example.org",
    line: "grows wine",
    city: "Santiago",
    organisation: "Viña Huenchumil",
    industry: "wine",
    function: "general management",
    seniority: "owner",
    years_in_role: 12,
    interests: &["export", "land and climate", "family business"],
    goals: "Move the vineyard south before the heat does",
    languages: &["Spanish", "Mapudungun", "English"],
    time_zone: "America/Santiago",
    availability: "Mon-Thu 10:00-17:00",
    keep_apart: &["ernesto.paucarmayta@example.org"],
    ..NOBODY
};

pub(crate) const ERNESTO: Person = Person {
    name: "Ernesto Paucarmayta",
    email: "ernesto.paucarmayta@example.org",
    line: "exports fruit",
    city: "Lima",
    organisation: "Valle Alto Fruit",
    industry: "fruit export",
    function: "sales",
    seniority: "chief executive",
    years_in_role: 13,
    interests: &["export", "fair prices", "boards"],
    goals: "Be trusted by growers again",
    languages: &["Spanish", "Quechua"],
    time_zone: "America/Lima",
    availability: "Mon-Fri 08:00-13:00",
    keep_apart: &["antonia.huenchumil@example.org"],
    ..NOBODY
};

pub(crate) const SKYE: Person = Person {
    name: "Skye Lavallard",
    email: "skye.lavallard@example.org",
    line: "builds timber homes",
    city: "Vancouver",
    organisation: "Lavallard Timber Homes",
    industry: "construction",
    function: "design",
    seniority: "partner",
    years_in_role: 9,
    interests: &["a second site", "hiring", "land and climate"],
    goals: "Build for those who live here",
    languages: &["English", "French"],
    time_zone: "America/Vancouver",
    availability: "Mon-Thu 08:00-12:00; Mon-Thu 12:00-17:00 (acceptable)",
    ..NOBODY
};

pub(crate) const MARCUS: Person = Person {
    name: "Marcus Oyelandir",
    email: "marcus.oyelandir@example.org",
    line: "lights film sets",
    city: "Los Angeles",
    organisation: "Second Sun Lighting",
    industry: "film production",
    function: "operations",
    seniority: "founder",
    years_in_role: 5,
    interests: &["pricing", "hiring", "scale"],
    goals: "Say no to one studio a month",
    languages: &["English"],
    time_zone: "America/Los_Angeles",
    availability: "Mon-Thu 09:00-13:00; Fri 09:00-11:00",
    ..NOBODY
};

pub(crate) const ANJALI: Person = Person {
    name: "Anjali Thekkumoor",
    email: "anjali.thekkumoor@example.org",
    line: "runs six hundred buses",
    city: "Chennai",
    organisation: "Blue Peacock Buses",
    industry: "road transport",
    function: "operations",
    seniority: "chief executive",
    years_in_role: 11,
    interests: &["safety", "scale", "digital change"],
    goals: "A year without a serious accident",
    languages: &["Malayalam", "Tamil", "English"],
    time_zone: "Asia/Kolkata",
    availability: "Mon-Sat 10:00-18:00; Mon-Fri 18:00-20:30 (acceptable)",
    ..NOBODY
};

pub(crate) const BISHAL: Person = Person {
    name: "Bishal Gurungsetu",
    email: "bishal.gurungsetu@example.org",
    line: "keeps a hydropower station",
    city: "Kathmandu",
    organisation: "Upper Seti Hydro",
    department: "Plant",
    industry: "hydropower",
    function: "engineering",
    seniority: "head",
    years_in_role: 6,
    interests: &["safety", "land and climate", "public trust"],
    goals: "Bring the valley with us to the second dam",
    languages: &["Nepali", "Hindi", "English"],
    time_zone: "Asia/Kathmandu",
    availability: "Sun-Fri 11:00-16:00; Sun-Fri 16:00-19:00 (acceptable)",
    ..NOBODY
};

pub(crate) const LAYLA: Person = Person {
    name: "Layla Al-Mansuriya",
    email: "layla.al-mansuriya@example.org",
    line: "insures cargo",
    city: "Dubai",
    organisation: "Mansuriya Cargo Cover",
    industry: "insurance",
    function: "sales",
    seniority: "chief executive",
    years_in_role: 8,
    interests: &["scale", "pricing", "export"],
    goals: "Double again, this time on purpose",
    languages: &["Arabic", "English", "Urdu"],
    time_zone: "Asia/Dubai",
    availability: "Mon-Thu 09:00-15:00; Mon-Thu 15:00-19:00 (acceptable)",
    competes_with: &["Castellan Marine Mutual"],
    ..NOBODY
};

pub(crate) const RATNA: Person = Person {
    name: "Ratna Wijayasari",
    email: "ratna.wijayasari@example.org",
    line: "makes tempeh for half a city",
    city: "Jakarta",
    organisation: "Tempe Wijaya",
    industry: "food processing",
    function: "general management",
    seniority: "owner",
    years_in_role: 12,
    interests: &["scale", "family business", "a second site"],
    goals: "Keep the taste when the kettles grow",
    languages: &["Indonesian", "Javanese", "English"],
    time_zone: "Asia/Jakarta",
    availability: "Mon-Fri 13:00-18:00; Mon-Thu 18:00-20:00 (acceptable)",
    ..NOBODY
};

pub(crate) const JUN: Person = Person {
    name: "Jun Pacheco-Salonga",
    email: "jun.pacheco-salonga@example.org",
    line: "directs a school of nursing",
    city: "Manila",
    organisation: "Salonga School of Nursing",
    industry: "education",
    function: "teaching",
    seniority: "director",
    years_in_role: 9,
    interests: &["hiring", "public trust", "scale"],
    goals: "Train nurses who may stay at home",
    languages: &["Tagalog", "English", "Spanish"],
    time_zone: "Asia/Manila",
    availability: "Mon-Fri 14:00-19:00; Sat 09:00-12:00 (acceptable)",
    ..NOBODY
};

pub(crate) const SEOYEON: Person = Person {
    name: "Seo-yeon Hwangbo",
    email: "seo-yeon.hwangbo@example.org",
    line: "makes quiet games",
    city: "Seoul",
    organisation: "Paper Lantern Games",
    industry: "games",
    function: "product",
    seniority: "founder",
    years_in_role: 3,
    interests: &["hiring", "scale", "fundraising"],
    goals: "Finish one game that I would play myself",
    languages: &["Korean", "English"],
    time_zone: "Asia/Seoul",
    availability: "Mon-Thu 13:00-19:00; Mon-Thu 19:00-22:00 (acceptable)",
    ..NOBODY
};

pub(crate) const GARETH: Person = Person {
    name: "Gareth Pemberwick",
    email: "gareth.pemberwick@example.org",
    line: "builds roads",
    city: "Sydney",
    organisation: "Pemberwick Civil",
    industry: "construction",
    function: "general management",
    seniority: "owner",
    years_in_role: 22,
    interests: &["succession", "safety", "boards"],
    goals: "Let the next bid go out unread by me",
    languages: &["English"],
    time_zone: "Australia/Sydney",
    availability: "Tue-Thu 15:00-20:00; Tue-Thu 20:00-22:00 (acceptable)",
    ..NOBODY
};

pub(crate) const IMOGEN: Person = Person {
    name: "Imogen Rosewarne",
    email: "imogen.rosewarne@example.org",
    line: "runs eleven homes for the old",
    city: "Adelaide",
    organisation: "Rosewarne Homes",
    industry: "aged care",
    function: "people",
    seniority: "chief executive",
    years_in_role: 10,
    interests: &["hiring", "public trust", "scale"],
    goals: "Pay carers so that they stay",
    languages: &["English"],
    time_zone: "Australia/Adelaide",
    availability: "Tue-Thu 14:30-19:00; Tue-Thu 19:00-21:00 (acceptable)",
    ..NOBODY
};
