//! A mail server hands in a message: the bare message (RFC 5322) as the body, and a secret that both know.

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use mail::Unreadable;

use crate::app::routes::{Route, Who};
use crate::app::{App, AppError, Result, secrets};

pub fn routes() -> Vec<Route> {
    vec![Route::post("/mail/in", Who::MailServer, receive)]
}

/// 200 when the message is taken, 413 and 422 when it never will be, 503 when it may be later.
async fn receive(State(app): State<App>, headers: HeaderMap, body: Body) -> Result<Response> {
    let Some(secret) = &app.config().mail_in_secret else { return Err(AppError::NotFound) };
    let said = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let said = said.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    if !secrets::same(said, secret) {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    let too_large = AppError::TooLarge { megabytes: mail::LONGEST / (1024 * 1024) };
    let Ok(message) = to_bytes(body, mail::LONGEST).await else { return Err(too_large) };
    Ok(match super::take(&app, &message).await {
        Ok(Ok(())) => StatusCode::OK.into_response(),
        Ok(Err(Unreadable::TooLong)) => return Err(too_large),
        Ok(Err(Unreadable::NoHeader)) => return Err(AppError::Invalid("this is no message")),
        Err(error) => {
            tracing::error!(%error, "a message could not be taken in");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    })
}
