//! An invitation to a seat, as whoever is asked sees it and answers it.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/invitations/{token}", Who::SignedLink, pages::invitation),
        Route::post("/invitations/{token}", Who::SignedLink, pages::answer),
        Route::get("/c/{community}/offers/{seat}", Who::Member, pages::offer),
        Route::post("/c/{community}/offers/{seat}", Who::Member, pages::answer_offer),
    ]
}
