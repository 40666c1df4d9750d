//! A browser within the program, by which the demo's cast does what people do: through the same pages, by
//! the same rights, with nothing let in by a back door.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use axum::response::Response;
use tower::ServiceExt as _;

use crate::app::secrets::{self, Token};
use crate::app::{AppError, Result, forms};

/// A browser with someone signed in.
pub(crate) struct Visitor {
    router: Router,
    cookie: String,
    token: String,
}

impl Visitor {
    /// Signs in by a link, as everyone does.
    pub(crate) async fn signed_in(router: Router, link: &Token) -> Result<Self> {
        let mut visitor = Self { router, cookie: String::new(), token: String::new() };
        let reply = visitor.send(&format!("/sign-in/{}", link.text()), &[]).await?;
        let cookie = reply.headers().get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok());
        let (name, secret) = cookie
            .and_then(|cookie| cookie.split(';').next()?.split_once('='))
            .ok_or_else(|| unexpected(&reply, "sign-in"))?;
        visitor.cookie = format!("{name}={secret}");
        visitor.token = secrets::derive(secret, "form");
        Ok(visitor)
    }

    /// Sends a form; answers with where it led.
    pub(crate) async fn send_form(&self, path: &str, fields: &[(&str, &str)]) -> Result<String> {
        let reply = self.send(path, fields).await?;
        let location = reply.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
        location.map(str::to_owned).ok_or_else(|| unexpected(&reply, path))
    }

    async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Result<Response> {
        let key = forms::fresh_key();
        let keys = [("csrf", self.token.as_str()), ("idempotency_key", key.as_str())];
        let fields: Vec<_> = keys.iter().chain(fields).collect();
        let form = serde_html_form::to_string(fields).map_err(AppError::internal)?;
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(form))
            .map_err(AppError::internal)?;
        let Ok(response) = self.router.clone().oneshot(request).await;
        Ok(response)
    }
}

fn unexpected(reply: &Response, path: &str) -> AppError {
    AppError::internal(std::io::Error::other(format!("{path} answered {}", reply.status())))
}
