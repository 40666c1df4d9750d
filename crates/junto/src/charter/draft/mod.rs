//! Writing a charter together: wants and fears, clause by clause, and putting it up for signing.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/charter/draft", Who::Seat, pages::draft),
        Route::post("/groups/{group}/charter/draft", Who::Seat, pages::begin),
        Route::post("/groups/{group}/charter/draft/wishes", Who::Seat, pages::wish),
        Route::post("/groups/{group}/charter/draft/signing", Who::Facilitator, pages::put_up),
        Route::post("/groups/{group}/charter/draft/reopening", Who::Facilitator, pages::reopen),
        Route::post("/groups/{group}/charter/draft/withdrawal", Who::Facilitator, pages::withdraw),
        Route::post("/groups/{group}/charter/draft/patterns", Who::Seat, pages::begin_like),
        Route::get("/groups/{group}/charter/draft/{topic}", Who::Seat, pages::clause),
        Route::post("/groups/{group}/charter/draft/{topic}", Who::Seat, pages::keep_clause),
        Route::post("/groups/{group}/charter/draft/{topic}/removal", Who::Seat, pages::remove_clause),
        Route::post("/groups/{group}/charter/draft/{topic}/comments", Who::Seat, pages::comment),
        Route::post("/groups/{group}/charter/comments/{comment}/settlement", Who::Seat, pages::settle),
    ]
}
