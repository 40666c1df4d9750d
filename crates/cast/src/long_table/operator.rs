//! Who runs Long Table.

use crate::person::{NOBODY, Person};

pub(crate) const AGNES: Person = Person {
    name: "Agnes Fairweather",
    email: "agnes.fairweather@example.org",
    line: "runs Long Table",
    city: "Edinburgh",
    organisation: "Long Table",
    industry: "associations",
    function: "programmes",
    seniority: "director",
    years_in_role: 6,
    languages: &["English", "French"],
    time_zone: "Europe/London",
    availability: "Mon-Fri 09:00-17:00",
    ..NOBODY
};
