//! A roster file comes in: it is kept in pieces, shown as it was understood, and then entered line by line.

mod actions;
mod commands;
mod entities;
mod formats;
mod jobs;
mod pages;
mod queries;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;

use crate::app::App;
use crate::app::daily::DayPassed;
use crate::app::events::Event as _;
use crate::app::jobs::JobKind;
use crate::app::routes::{Route, Who};

#[cfg(test)]
pub(super) use self::actions::{import_lines, sweep};
pub use self::commands::{ImportOptions, import};
pub use self::formats::{column_name, file_error, preview, problem_line};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/roster/import", Who::Operator, pages::choose),
        Route::post(
            "/c/{community}/roster/imports",
            Who::Operator,
            Handler::<_, App>::layer(pages::upload, DefaultBodyLimit::max(pages::UPLOAD_BYTES)),
        ),
        Route::get("/c/{community}/roster/imports/{import}", Who::Operator, pages::show),
        Route::get("/c/{community}/roster/imports/{import}/refused.csv", Who::Operator, pages::refused),
        Route::post("/c/{community}/roster/imports/{import}", Who::Operator, pages::begin),
        Route::post("/c/{community}/roster/imports/{import}/end", Who::Operator, pages::discard),
    ]
}

pub(super) fn jobs() -> Vec<JobKind> {
    jobs::kinds()
}

pub(super) fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(DayPassed::NAME, jobs::SWEEP)]
}
