//! What a request can end in when it does not succeed, and how that is said.
//!
//! Which one where: [`AppError::NotFound`] for what is not there *and* for what this reader may not know
//! of; [`AppError::SignIn`] when signing in would help; [`AppError::Elsewhere`] when a right rests and another page
//! says so; [`AppError::Refused`] for a request that no page of
//! ours makes (wrong origin, stale form); [`AppError::Edited`] when another person was faster;
//! [`AppError::SentBefore`] for a form that was taken before; [`AppError::TooMany`] to slow someone down;
//! [`AppError::Invalid`] for input that the form itself could not hold; everything unexpected is
//! [`AppError::Internal`], logged here once and told without detail.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::keyring::KeyringError;

pub type Result<T, E = AppError> = std::result::Result<T, E>;

#[derive(Debug, Clone, thiserror::Error)]
pub enum AppError {
    #[error("there is nothing here for this reader")]
    NotFound,
    #[error("signing in is needed first")]
    SignIn { next: String },
    #[error("the request did not come from one of our pages")]
    Refused,
    #[error("what stands here now is elsewhere")]
    Elsewhere { to: String },
    #[error("someone else changed this in the meantime")]
    Edited { back: String },
    #[error("this form was sent before with other content")]
    SentBefore,
    #[error("too many requests; again in {seconds} s")]
    TooMany { seconds: i64 },
    #[error("the request could not be understood: {0}")]
    Invalid(&'static str),
    #[error("the request is larger than {megabytes} MB")]
    TooLarge { megabytes: usize },
    #[error("{0}")]
    Internal(Arc<anyhow::Error>),
}

impl AppError {
    /// For what should not happen.
    pub fn internal(error: impl Into<anyhow::Error>) -> Self {
        Self::Internal(Arc::new(error.into()))
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignIn { .. } | Self::Elsewhere { .. } => StatusCode::SEE_OTHER,
            Self::Refused => StatusCode::FORBIDDEN,
            Self::Edited { .. } | Self::SentBefore => StatusCode::CONFLICT,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<sea_orm::DbErr> for AppError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::internal(error)
    }
}

impl From<store::StoreError> for AppError {
    fn from(error: store::StoreError) -> Self {
        Self::internal(error)
    }
}

impl From<KeyringError> for AppError {
    fn from(error: KeyringError) -> Self {
        Self::internal(error)
    }
}

impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        Self::internal(error)
    }
}

/// The page itself is written where the words are: see `frame::explain_errors`.
impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        if let Self::SignIn { next } = &self {
            return Redirect::to(&format!("/sign-in?next={}", encode(next))).into_response();
        }
        if let Self::Elsewhere { to } = &self {
            return Redirect::to(to).into_response();
        }
        if let Self::Internal(error) = &self {
            tracing::error!(error = format!("{error:#}"), "a request failed");
        }
        let mut response = self.status().into_response();
        if let Self::TooMany { seconds } = &self
            && let Ok(value) = seconds.to_string().parse()
        {
            response.headers_mut().insert("retry-after", value);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Percent-encodes a path for a query.
pub fn encode(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/');
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if keep(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}
