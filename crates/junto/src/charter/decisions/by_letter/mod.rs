//! Answering by the link of a letter. The page shows what a letter may show; the words are read after signing in.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/decisions/{token}", Who::SignedLink, pages::by_link),
        Route::post("/decisions/{token}", Who::SignedLink, pages::answer),
    ]
}
