//! The desk on which an operator reviews a proposal: groups as cards, moves weighed before they are made,
//! locks, comparison, and publication.

mod asking;
mod comparison;
mod moves;
mod outcome;
mod pages;
mod proposal;

use crate::app::routes::Route;

pub(super) fn routes() -> Vec<Route> {
    [proposal::routes(), asking::routes(), moves::routes(), comparison::routes(), outcome::routes()]
        .into_iter()
        .flatten()
        .collect()
}
