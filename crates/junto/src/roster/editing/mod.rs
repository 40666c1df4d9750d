//! Writing what is known of someone: an operator for everyone, a member for themselves.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/roster/new", Who::Operator, pages::new),
        Route::post("/c/{community}/roster/people", Who::Operator, pages::add),
        Route::get("/c/{community}/roster/people/{member}/edit", Who::Operator, pages::editing),
        Route::post("/c/{community}/roster/people/{member}", Who::Operator, pages::edit),
        Route::get("/c/{community}/profile", Who::Member, pages::own),
        Route::post("/c/{community}/profile", Who::Member, pages::edit_own),
    ]
}
