//! The desk on which an operator reviews a proposal: groups as cards, moves weighed before they are made,
//! locks, comparison, and publication.

mod comparison;
mod moves;
mod outcome;
mod pages;
mod proposal;

use crate::app::routes::Route;

pub(super) fn routes() -> Vec<Route> {
    [proposal::routes(), moves::routes(), comparison::routes(), outcome::routes()]
        .into_iter()
        .flatten()
        .collect()
}
