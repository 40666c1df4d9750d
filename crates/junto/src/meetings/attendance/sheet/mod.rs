//! Who was at one meeting: the page on which whoever leads notes it, and what each member sees of themselves.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/meetings/{meeting}/attendance", Who::Seat, pages::attendance),
        Route::post("/groups/{group}/meetings/{meeting}/attendance", Who::Facilitator, pages::note),
        Route::post("/groups/{group}/meetings/{meeting}/attendance/objections", Who::Seat, pages::object),
        Route::post(
            "/groups/{group}/attendance/objections/{objection}/settlement",
            Who::Facilitator,
            pages::settle,
        ),
    ]
}
