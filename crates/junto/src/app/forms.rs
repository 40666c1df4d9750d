//! Forms that our pages send: who sent them, once, and the answer.
//!
//! Every form carries a token of its session and an idempotency key. The answer is stored in the
//! transaction of the work, so a form sent twice is done once and answered alike both times, whatever has
//! become of its subject since: the seat is left, the name is taken by the very form that is repeated.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::Moment;

use super::error::encode;
use super::{App, AppError, Result, WriteTx, secrets};

/// The cookie that holds a session's secret. `__Host-` pins it to this host over TLS.
pub fn session_cookie(app: &App) -> &'static str {
    if app.config().public_url().starts_with("https://") { "__Host-junto" } else { "junto" }
}

/// The value of a cookie of this request.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then_some(value)
        })
}

/// The token that forms of this session carry; empty for someone who is not signed in.
pub fn csrf_token(app: &App, headers: &HeaderMap) -> String {
    cookie(headers, session_cookie(app)).map_or_else(String::new, |secret| secrets::derive(secret, "form"))
}

/// A fresh idempotency key for one form on one page.
pub fn fresh_key() -> String {
    secrets::Token::fresh().text().to_owned()
}

/// A form of ours, checked and read into `T`.
pub struct Submission<T> {
    pub form: T,
    key: String,
    scope: String,
    fingerprint: Vec<u8>,
}

/// A form with nothing in it but its keys.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Nothing {}

#[derive(Deserialize)]
struct Keys {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    idempotency_key: String,
}

const FORM_BYTES: usize = 256 * 1024;

impl<T: DeserializeOwned> FromRequest<App> for Submission<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let headers = request.headers();
        if !is_form(headers) {
            return Err(AppError::Invalid("a form is expected"));
        }
        let expected = csrf_token(app, headers);
        let session = cookie(headers, session_cookie(app)).map(secrets::hash).unwrap_or_default();
        let path = request.uri().path().to_owned();
        let body = whole(request.into_body()).await?;
        let keys: Keys =
            serde_html_form::from_bytes(&body).map_err(|_| AppError::Invalid("the form is not whole"))?;
        if !secrets::same(&keys.csrf, &expected) {
            return Err(AppError::Refused);
        }
        if keys.idempotency_key.is_empty() || keys.idempotency_key.len() > 255 {
            return Err(AppError::Invalid("the form has no idempotency key"));
        }
        let form = serde_html_form::from_bytes(&body).map_err(|_| AppError::Invalid("a field is missing"))?;
        Ok(Self::new(form, keys.idempotency_key, &path, &session, &body))
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

async fn whole(body: Body) -> Result<axum::body::Bytes> {
    to_bytes(body, FORM_BYTES).await.map_err(|_| AppError::TooLarge { megabytes: 1 })
}

/// Around all handlers: a form that was answered before gets that answer. It is looked up when the handler is
/// through, so that the first of two forms sent at once cannot make the second one wrong.
pub async fn answer_alike(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    if !is_form(request.headers()) {
        return Ok(next.run(request).await);
    }
    let (parts, body) = request.into_parts();
    let body = whole(body).await?;
    let session = cookie(&parts.headers, session_cookie(&app)).map(secrets::hash).unwrap_or_default();
    let keys = serde_html_form::from_bytes::<Keys>(&body).ok();
    let sent = keys.map(|keys| Submission::new((), keys.idempotency_key, parts.uri.path(), &session, &body));
    let mut response = next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
    if matches!(response.extensions().get(), Some(AppError::Edited { .. })) {
        response.extensions_mut().insert(Written::of(&body));
    }
    let Some(sent) = sent else { return Ok(response) };
    let Some(answer) = sent.answered(app.db()).await? else { return Ok(response) };
    let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
    // The handler's own response may carry more than the answer, such as the end of a cookie.
    Ok(if to == Some(answer.to.as_str()) { response } else { answer.into_response() })
}

/// The sentences of a form that came too late, so that nobody has to write them again.
#[derive(Clone, Debug, Default)]
pub struct Written(pub Vec<String>);

impl Written {
    fn of(body: &[u8]) -> Self {
        let fields: Vec<(String, String)> = serde_html_form::from_bytes(body).unwrap_or_default();
        let is_sentence = |text: &String| text.trim().contains(char::is_whitespace);
        Self(fields.into_iter().map(|(_, value)| value).filter(is_sentence).collect())
    }
}

impl<T> Submission<T> {
    /// For readers of other kinds of body (a file, JSON) that have checked it themselves.
    pub fn new(form: T, key: String, path: &str, session: &[u8], body: &[u8]) -> Self {
        let mut scope = Sha256::new();
        scope.update(path.as_bytes());
        scope.update([0]);
        scope.update(session);
        let scope = scope.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Self { form, key, scope, fingerprint: Sha256::digest(body).to_vec() }
    }

    /// Does `work` in one transaction with storing its answer, or gives the answer stored before.
    pub async fn once(
        &self,
        app: &App,
        work: impl AsyncFnOnce(&WriteTx) -> Result<Answer>,
    ) -> Result<Answer> {
        app.write(async |tx| {
            if let Some(answer) = self.begin(tx).await? {
                return Ok(answer);
            }
            let answer = work(tx).await?;
            self.finish(tx, &answer).await?;
            Ok(answer)
        })
        .await
    }

    /// On PostgreSQL a second request with the key waits here until the first has committed.
    async fn begin(&self, tx: &WriteTx) -> Result<Option<Answer>> {
        let row = row::ActiveModel {
            scope: Set(self.scope.clone()),
            key: Set(self.key.clone()),
            fingerprint: Set(self.fingerprint.clone()),
            answer: Set(None),
            created_at: Set(tx.now()),
        };
        let once = OnConflict::columns([row::Column::Scope, row::Column::Key]).do_nothing().to_owned();
        if row::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await? > 0 {
            return Ok(None);
        }
        let earlier = row::Entity::find_by_id((self.scope.clone(), self.key.clone())).one(tx.db()).await?;
        let earlier = earlier.ok_or(AppError::Refused)?;
        if earlier.fingerprint != self.fingerprint {
            return Err(AppError::SentBefore);
        }
        let answer = earlier.answer.ok_or(AppError::Refused)?;
        serde_json::from_value(answer).map(Some).map_err(AppError::internal)
    }

    /// What this very form was answered with before.
    async fn answered(&self, db: &impl ConnectionTrait) -> Result<Option<Answer>> {
        let earlier = row::Entity::find_by_id((self.scope.clone(), self.key.clone())).one(db).await?;
        let same = earlier.filter(|earlier| earlier.fingerprint == self.fingerprint);
        let answer = same.and_then(|earlier| earlier.answer).map(serde_json::from_value);
        answer.transpose().map_err(AppError::internal)
    }

    async fn finish(&self, tx: &WriteTx, answer: &Answer) -> Result<()> {
        let row = row::ActiveModel {
            scope: Set(self.scope.clone()),
            key: Set(self.key.clone()),
            answer: Set(Some(serde_json::to_value(answer).map_err(AppError::internal)?)),
            ..Default::default()
        };
        row::Entity::update(row).exec(tx.db()).await?;
        Ok(())
    }
}

/// Forgets the answers given before `old`.
pub(super) async fn sweep(tx: &WriteTx, old: Moment) -> Result<()> {
    row::Entity::delete_many().filter(row::Column::CreatedAt.lt(old)).exec(tx.db()).await?;
    Ok(())
}

mod row {
    use super::Moment;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub scope: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub fingerprint: Vec<u8>,
        pub answer: Option<Json>,
        pub created_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What a form is answered with: the page to go to, and a sentence said there once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub to: String,
    pub said: Option<String>,
}

impl Answer {
    pub fn to(path: impl Into<String>) -> Self {
        Self { to: path.into(), said: None }
    }

    #[must_use]
    pub fn saying(mut self, words: impl std::fmt::Display) -> Self {
        self.said = Some(format!("{words}"));
        self
    }
}

const SAID: &str = "junto-said";

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Redirect::to(&self.to).into_response();
        let said = self
            .said
            .map(|words| format!("{SAID}={}; Path=/; Max-Age=30; HttpOnly; SameSite=Lax", encode(&words)));
        if let Some(value) = said.and_then(|cookie| HeaderValue::try_from(cookie).ok()) {
            response.headers_mut().append(SET_COOKIE, value);
        }
        response
    }
}

/// The sentence that the page after a form says once.
pub fn said(headers: &HeaderMap) -> Option<String> {
    let encoded = cookie(headers, SAID).filter(|value| !value.is_empty())?;
    Some(decode(encoded))
}

/// Clears the sentence, once a page has shown it.
pub fn forget_said(response: &mut Response) {
    let cookie = format!("{SAID}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    if let Ok(value) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

fn decode(encoded: &str) -> String {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
        let value = std::str::from_utf8(&digits).ok().and_then(|text| u8::from_str_radix(text, 16).ok());
        bytes.push(value.unwrap_or(b'?'));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_survives_its_cookie() {
        for words in ["Invited. Tove may answer until Friday.", "50 % är klart; «ja»", "%%%", ""] {
            assert_eq!(decode(&encode(words)), words);
        }
    }
}
