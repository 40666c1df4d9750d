//! A member asks for a free seat; those who lead the group or run the community decide.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) use self::pages::{RequestLine, request_lines};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/groups/{group}/ask", Who::Member, pages::asking),
        Route::post("/c/{community}/groups/{group}/ask", Who::Member, pages::ask),
        Route::post("/c/{community}/groups/{group}/ask/withdrawal", Who::Member, pages::withdraw),
        Route::get("/groups/{group}/requests", Who::Facilitator, pages::requests),
        Route::post("/groups/{group}/requests/{request}/decision", Who::Facilitator, pages::decide_for_group),
        Route::post("/c/{community}/requests/{request}/decision", Who::Operator, pages::decide_request),
    ]
}
