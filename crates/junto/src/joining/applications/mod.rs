//! Applications: the form at the door, the confirmation of an address, and the answer of those who run the
//! community.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/join", Who::Anyone, pages::join),
        Route::post("/c/{community}/join", Who::Anyone, pages::apply),
        Route::get("/c/{community}/join/sent", Who::Anyone, pages::sent),
        Route::get("/applications/{token}", Who::SignedLink, pages::application),
        Route::post("/applications/{token}", Who::SignedLink, pages::confirm),
        Route::get("/c/{community}/applications", Who::Operator, pages::applications),
        Route::post("/c/{community}/applications/{application}/decision", Who::Operator, pages::decide),
    ]
}
