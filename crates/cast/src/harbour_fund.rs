//! A second community, so that tests can show that nothing crosses from one to the other. Callum is in both.

mod people;

use crate::long_table::callum;
use crate::person::{Community, Person};

/// A small community of people who live by the water.
pub const HARBOUR_FUND: Community = Community {
    name: "Harbour Fund",
    slug: "harbour-fund",
    ink: "irongall",
    purpose: "Harbour Fund lends to small ports and brings together the people who keep them alive.",
    for_whom: "For those who lead a business or an authority in a harbour town and answer for other people's winters.",
    how_to_join: "By invitation. Members may name one person a year; write to Barnaby if you think it should be you.",
    operator: people::BARNABY,
    people: &[
        *callum(),
        people::PADRAIG,
        people::SOLVEIG,
        people::MATEUS,
        people::ASTA,
        people::FINTAN,
        people::YSOLDE,
        people::TEODORA,
    ],
};

/// The operator of Harbour Fund.
pub const fn barnaby() -> &'static Person {
    &people::BARNABY
}

/// A member of Harbour Fund only. She builds boats, as Mara does at Long Table.
pub const fn solveig() -> &'static Person {
    &people::SOLVEIG
}

/// A member of Harbour Fund only, four years in her role.
pub const fn ysolde() -> &'static Person {
    &people::YSOLDE
}
