//! Puts pages together: the request's side of [`Page`], and the answer.
//!
//! Plumbing between `app` and `ui`. What stands in the navigation is contributed by a capability.

use std::future::Future;
use std::pin::Pin;

use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use sea_orm::prelude::Uuid;
use store::Moment;

use crate::app::forms::{self, Written};
use crate::app::{App, AppError, Result};
use crate::ui::{Mark, NavItem, Page, Words};

/// What of a page comes from the request.
#[derive(Clone, Debug)]
pub struct Frame {
    words: Words,
    form_token: String,
    said: Option<String>,
    here: String,
}

/// Who reads, as far as a frame must know.
#[derive(Clone, Debug)]
pub struct Reader {
    pub id: Uuid,
    pub name: String,
}

/// What a reader's pages are furnished with.
#[derive(Clone, Debug, Default)]
pub struct Furniture {
    pub community: Option<Mark>,
    pub nav: Vec<NavItem>,
}

type Furnishing = Pin<Box<dyn Future<Output = Result<Furniture>> + Send>>;

/// The contribution that furnishes the pages which belong to no one community.
pub struct Furnisher(pub fn(App, Uuid) -> Furnishing);

/// What a page that explains an error stands among: furniture, and who reads.
pub type Surroundings = Option<(Furniture, Reader)>;

type Guiding = Pin<Box<dyn Future<Output = Result<Surroundings>> + Send>>;

/// The contribution that furnishes a page about what went wrong. Of the request there are the address and the
/// cookies. The answer is `None` where it knows nothing better; for a place that the reader may not know of
/// it must be the same as for one that there is not.
pub struct Guide(pub fn(App, Parts) -> Guiding);

impl<S: Sync> FromRequestParts<S> for Frame
where
    App: axum::extract::FromRef<S>,
{
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let app = <App as axum::extract::FromRef<S>>::from_ref(state);
        Ok(Self::of(&app, &parts.headers, parts.uri.path()))
    }
}

impl Frame {
    fn of(app: &App, headers: &HeaderMap, path: &str) -> Self {
        Self {
            words: app.words().clone(),
            form_token: forms::csrf_token(app, headers),
            said: forms::said(headers),
            here: path.to_owned(),
        }
    }

    /// A page for whoever comes.
    pub fn plain(&self) -> Page {
        Page {
            words: self.words.clone(),
            community: None,
            nav: Vec::new(),
            reader: None,
            form_token: self.form_token.clone(),
            here: self.here.clone(),
            said: self.said.clone(),
        }
    }

    /// A page of this furniture, for this reader if there is one.
    pub fn furnished(&self, furniture: Furniture, reader: Option<&Reader>) -> Page {
        Page {
            community: furniture.community,
            nav: furniture.nav,
            reader: reader.map(|reader| reader.name.clone()),
            ..self.plain()
        }
    }

    /// A page of someone who is signed in, outside any one community.
    pub async fn personal(&self, app: &App, reader: &Reader) -> Result<Page> {
        let furniture = match app.contributed::<Furnisher>().first() {
            Some(Furnisher(furnish)) => furnish(app.clone(), reader.id).await?,
            None => Furniture::default(),
        };
        Ok(self.furnished(furniture, Some(reader)))
    }
}

/// Answers with a page.
pub fn show(template: &impl Template) -> Result<Response> {
    Ok(Html(template.render()?).into_response())
}

/// Shows a form again that cannot be taken as it is, with what was written and what is wrong.
pub fn show_again(template: &impl Template) -> Result<Response> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(template.render()?)).into_response())
}

/// Says what became of something to which an old link leads.
pub fn show_gone(template: &impl Template) -> Result<Response> {
    Ok((StatusCode::GONE, Html(template.render()?)).into_response())
}

/// A CSV file to be saved.
pub fn csv_file(name: &str, content: Vec<u8>) -> Response {
    let about = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (about, content).into_response()
}

/// `Thursday 14 January, 15:00` on the clock of `zone`.
pub fn day_and_time(moment: Moment, zone: &str) -> String {
    local(moment, zone).strftime("%A %-d %B, %H:%M").to_string()
}

/// `14 January 2027` in `zone`.
pub fn day(moment: Moment, zone: &str) -> String {
    local(moment, zone).strftime("%-d %B %Y").to_string()
}

/// The clock of `zone` at this moment; UTC where the zone is not known.
pub fn local(moment: Moment, zone: &str) -> calendar::DateTime {
    calendar::Zone::named(zone).unwrap_or_else(|_| calendar::Zone::utc()).local_at(moment.0)
}

#[derive(Template)]
#[template(path = "ui/error.html")]
struct ErrorPage {
    page: Page,
    status: u16,
    heading: String,
    what: String,
    written: Written,
    way_out: String,
    way_out_words: String,
}

/// Turns every error into a page that says what can be done, or into problem+json for the API.
pub async fn explain_errors(State(app): State<App>, request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let mut response = next.run(request).await;
    let is_unread = match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => !is_html(&response),
        // What the address names is nothing that could be there.
        StatusCode::BAD_REQUEST => !is_html(&response) && !asked.is_of_api(),
        _ => false,
    };
    let error = response.extensions_mut().remove::<AppError>();
    let error = error.or_else(|| is_unread.then_some(AppError::NotFound));
    let Some(error) = error else {
        if is_html(&response) && forms::said(&asked.cookies).is_some() {
            forms::forget_said(&mut response);
        }
        return response;
    };
    let mut explained = if asked.is_of_api() {
        let (title, detail) = error_words(&app, &error);
        let problem =
            serde_json::json!({ "status": error.status().as_u16(), "title": title, "detail": detail });
        ([(header::CONTENT_TYPE, "application/problem+json")], problem.to_string()).into_response()
    } else {
        let written = response.extensions_mut().remove().unwrap_or_default();
        explain(&app, asked, &error, written).await
    };
    *explained.status_mut() = error.status();
    if let Some(wait) = response.headers().get(header::RETRY_AFTER) {
        explained.headers_mut().insert(header::RETRY_AFTER, HeaderValue::clone(wait));
    }
    explained
}

/// What is kept of every request in case it ends in an error. It costs next to nothing.
struct Asked {
    uri: Uri,
    cookies: HeaderMap,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let mut cookies = HeaderMap::new();
        for cookie in request.headers().get_all(header::COOKIE) {
            cookies.append(header::COOKIE, cookie.clone());
        }
        Self { uri: request.uri().clone(), cookies }
    }

    fn is_of_api(&self) -> bool {
        self.uri.path().starts_with("/api/")
    }

    fn into_parts(self) -> Parts {
        let mut request = axum::http::Request::new(());
        *request.uri_mut() = self.uri;
        *request.headers_mut() = self.cookies;
        request.into_parts().0
    }
}

async fn explain(app: &App, asked: Asked, error: &AppError, written: Written) -> Response {
    let frame = Frame::of(app, &asked.cookies, asked.uri.path());
    let surroundings = surroundings(app, asked, error).await;
    let (heading, what) = error_words(app, error);
    let (way_out, key) = match (error, &surroundings) {
        (AppError::Edited { back }, _) => (back.clone(), "error-back"),
        (_, Some(_)) | (AppError::Internal(_), None) => ("/today".to_owned(), "error-today"),
        (_, None) => ("/".to_owned(), "error-front"),
    };
    let page = ErrorPage {
        page: match surroundings {
            Some((furniture, reader)) => frame.furnished(furniture, Some(&reader)),
            None => frame.plain(),
        },
        status: error.status().as_u16(),
        heading,
        what,
        written,
        way_out,
        way_out_words: app.words().say(key).to_string(),
    };
    let Ok(html) = page.render() else { return error.status().into_response() };
    let mut response = Html(html).into_response();
    if frame.said.is_some() {
        forms::forget_said(&mut response);
    }
    response
}

/// An error of our own may be the database's, so then nothing is asked of it.
async fn surroundings(app: &App, asked: Asked, error: &AppError) -> Surroundings {
    if matches!(error, AppError::Internal(_)) {
        return None;
    }
    let parts = asked.into_parts();
    for Guide(of) in app.contributed::<Guide>() {
        match of(app.clone(), parts.clone()).await {
            Ok(None) => {}
            Ok(surroundings) => return surroundings,
            Err(unexplained) => {
                tracing::warn!(error = format!("{unexplained:#}"), "an error page could not be furnished");
                return None;
            }
        }
    }
    None
}

fn is_html(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

fn error_words(app: &App, error: &AppError) -> (String, String) {
    let words = app.words();
    let (heading, what) = match error {
        AppError::NotFound | AppError::SignIn { .. } | AppError::Elsewhere { .. } => {
            (words.say("error-not-found"), words.say("error-not-found-what"))
        }
        AppError::Refused => (words.say("error-refused"), words.say("error-refused-what")),
        AppError::Edited { .. } => (words.say("error-edited"), words.say("error-edited-what")),
        AppError::SentBefore => (words.say("error-sent-before"), words.say("error-sent-before-what")),
        AppError::TooMany { seconds } => {
            let minutes = (seconds + 59) / 60;
            (words.say("error-too-many"), words.say("error-too-many-what").n("minutes", minutes))
        }
        AppError::Invalid(_) => (words.say("error-invalid"), words.say("error-invalid-what")),
        AppError::TooLarge { megabytes } => {
            (words.say("error-too-large"), words.say("error-too-large-what").n("megabytes", *megabytes))
        }
        AppError::Internal(_) => (words.say("error-internal"), words.say("error-internal-what")),
    };
    (heading.to_string(), what.to_string())
}
