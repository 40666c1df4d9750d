//! Something else asked for than of the proposal at hand.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/c/{community}/rounds/{round}/proposals/{number}/criteria",
        Who::Operator,
        pages::criteria,
    )]
}
