//! Moving the demo's clock, so that a quarter can be lived in a minute.

use axum::Form;
use axum::extract::State;
use serde::Deserialize;

use super::commands::clock_file;
use crate::app::{App, AppError, Result, jobs};

#[derive(Deserialize)]
pub(super) struct Pass {
    #[serde(default)]
    days: i64,
    #[serde(default)]
    hours: i64,
    #[serde(default)]
    minutes: i64,
}

/// `POST /demo/clock` with `days`, `hours` or `minutes`; answers with the new time.
pub(super) async fn pass(State(app): State<App>, Form(pass): Form<Pass>) -> Result<String> {
    let Some(file) = clock_file(app.config()) else { return Err(AppError::NotFound) };
    let seconds = pass.days * 86_400 + pass.hours * 3_600 + pass.minutes * 60;
    if !(0..=3_700 * 86_400).contains(&seconds) || !app.clock().pass(seconds) {
        return Err(AppError::Invalid("the clock moves forward, by at most ten years"));
    }
    std::fs::write(&file, app.clock().moved_by().to_string()).map_err(AppError::internal)?;
    jobs::run_due(&app).await?;
    Ok(format!("{}\n", app.clock().now()))
}
