//! Who has the duty to run a group's meetings: named by whoever runs the community on the group's page at
//! their desk, and handed on by the facilitator at the table. Where
//! nobody has it, whoever sits there can take it.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) use self::pages::panel;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/groups/{group}", Who::Operator, pages::structure),
        Route::post("/c/{community}/groups/{group}/facilitator", Who::Operator, pages::name),
        Route::post("/groups/{group}/facilitator", Who::Facilitator, pages::hand_on),
        Route::post("/groups/{group}/lead", Who::Seat, pages::take),
    ]
}
