//! Who runs a community: asking others to, and the end of a term.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/settings/operators", Who::Operator, pages::operators),
        Route::post("/c/{community}/settings/operators", Who::Operator, pages::add),
        Route::post("/c/{community}/settings/operators/{operator}/end", Who::Operator, pages::end),
    ]
}
