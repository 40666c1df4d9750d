//! What every request and answer passes: whence it came, and what a browser may do with the page.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, ORIGIN, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::{App, AppError};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses writes that another site sends.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    if changes_something(request.method()) && !is_from_here(&app, request.headers()) {
        AppError::Refused.into_response()
    } else {
        next.run(request).await
    }
}

/// Tells the browser with every answer what it may do with it.
pub async fn mark(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut mark = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    mark(CONTENT_SECURITY_POLICY, POLICY);
    mark(X_CONTENT_TYPE_OPTIONS, "nosniff");
    mark(REFERRER_POLICY, "same-origin");
    mark(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    mark(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    if app.config().public_url().starts_with("https://") {
        mark(STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    if !is_asset && !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

fn changes_something(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Browsers say where a request comes from. A program that says nothing is let through only where it
/// carries no cookie, so that there is nothing of a person's to abuse.
fn is_from_here(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(ORIGIN.as_str()) else {
        return !headers.contains_key(COOKIE);
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    origin == app.config().public_url() || (host.is_some() && host == text(HOST.as_str()))
}
