//! Uploading a file, seeing what was understood of it, having it imported.

use std::fs::File;
use std::io::{Seek as _, SeekFrom};

use askama::Template;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;
use tokio::task::spawn_blocking;

use super::super::formats::write_csv;
use super::super::pages::id_in;
use super::actions;
use super::entities::{ImportId, ProblemLine};
use super::formats::preview;
use super::queries::{self, Import};
use crate::app::forms::{Answer, Nothing, Submission, cookie, csrf_token, session_cookie};
use crate::app::{App, AppError, Result, secrets};
use crate::community::Operator;
use crate::frame::{self, Frame};
use crate::ui::Page;

/// The largest file taken here; a larger roster is imported in parts.
const FILE_MEGABYTES: usize = 64;
/// The largest request that brings one.
pub(super) const UPLOAD_BYTES: usize = (FILE_MEGABYTES + 1) << 20;
/// The file is kept in pieces of this many bytes.
const PART_BYTES: usize = 1 << 20;
/// Problems shown on the page; more are in the file of refused lines.
const LISTED: usize = 60;

#[derive(Template)]
#[template(path = "roster/import/choose.html")]
struct ChoosePage {
    page: Page,
    action: String,
}

pub(super) async fn choose(State(app): State<App>, frame: Frame, operator: Operator) -> Result<Response> {
    let action = operator.community().path("/roster/imports");
    frame::show(&ChoosePage { page: operator.page(&app, &frame), action })
}

pub(super) async fn upload(
    State(app): State<App>,
    operator: Operator,
    uri: Uri,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let mut form = form.map_err(|_| AppError::Invalid("a form with a file is expected"))?;
    let (mut token, mut key) = (String::new(), String::new());
    while let Some(field) = form.next_field().await.map_err(broken_off)? {
        match field.name() {
            Some("csrf") => token = field.text().await.map_err(broken_off)?,
            Some("idempotency_key") => key = field.text().await.map_err(broken_off)?,
            Some("file") => {
                if !secrets::same(&token, &csrf_token(&app, &headers)) {
                    return Err(AppError::Refused);
                }
                if key.is_empty() || key.len() > 255 {
                    return Err(AppError::Invalid("the form has no idempotency key"));
                }
                let (import, file, fingerprint) = receive(&app, &operator, field).await?;
                let words = app.words().clone();
                let found =
                    spawn_blocking(move || preview(&words, file)).await.map_err(AppError::internal)?;
                let found = found.map_err(AppError::internal)?;
                let session = cookie(&headers, session_cookie(&app)).map(secrets::hash).unwrap_or_default();
                let answer = Submission::new((), key, uri.path(), &session, &fingerprint)
                    .once(&app, async |tx| {
                        actions::finish_upload(tx, &operator, import, found.clone()).await?;
                        Ok(Answer::to(path(&operator, import)))
                    })
                    .await?;
                return Ok(answer.into_response());
            }
            _ => {}
        }
    }
    Err(AppError::Invalid("there is no file in the form"))
}

fn path(operator: &Operator, import: ImportId) -> String {
    operator.community().path(&format!("/roster/imports/{import}"))
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands it over")]
fn broken_off(error: MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge { megabytes: FILE_MEGABYTES }
    } else {
        AppError::Invalid("the file broke off on its way")
    }
}

/// Keeps the file as it arrives, piece by piece; answers with a copy to read and its hash.
async fn receive(app: &App, operator: &Operator, mut field: Field<'_>) -> Result<(ImportId, File, Vec<u8>)> {
    let name: String = field.file_name().unwrap_or_default().chars().take(200).collect();
    let import = app.write(async |tx| actions::begin_upload(tx, operator, &name).await).await?;
    let copy = tempfile::tempfile().map_err(AppError::internal)?;
    let mut copy = tokio::fs::File::from_std(copy);
    let mut hash = Sha256::new();
    let mut room = FILE_MEGABYTES << 20;
    let mut part = Vec::with_capacity(PART_BYTES);
    let mut number = 0;
    loop {
        let piece = field.chunk().await.map_err(broken_off)?;
        if let Some(piece) = &piece {
            room = room.checked_sub(piece.len()).ok_or(AppError::TooLarge { megabytes: FILE_MEGABYTES })?;
            part.extend_from_slice(piece);
        }
        if part.len() >= PART_BYTES || (piece.is_none() && !part.is_empty()) {
            hash.update(&part);
            copy.write_all(&part).await.map_err(AppError::internal)?;
            let content = std::mem::take(&mut part);
            app.write(async |tx| actions::keep_part(tx, import, number, content).await).await?;
            number += 1;
        }
        if piece.is_none() {
            break;
        }
    }
    copy.flush().await.map_err(AppError::internal)?;
    let mut copy = copy.into_std().await;
    copy.seek(SeekFrom::Start(0)).map_err(AppError::internal)?;
    Ok((import, copy, hash.finalize().to_vec()))
}

#[derive(Template)]
#[template(path = "roster/import/preview.html")]
struct PreviewPage {
    page: Page,
    import: Import,
    here: String,
    upload: String,
}

impl PreviewPage {
    fn listed(&self) -> &[ProblemLine] {
        let problems = &self.import.preview.problems;
        problems.get(..LISTED).unwrap_or(problems)
    }

    fn unlisted(&self) -> u64 {
        let listed = u64::try_from(self.listed().len()).unwrap_or(u64::MAX);
        self.import.preview.problems_total.saturating_sub(listed)
    }
}

#[derive(Template)]
#[template(path = "roster/import/under_way.html")]
struct UnderWayPage {
    page: Page,
    import: Import,
    here: String,
}

#[derive(Template)]
#[template(path = "roster/import/done.html")]
struct DonePage {
    page: Page,
    import: Import,
    here: String,
    roster: String,
}

pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, import)): Path<(String, String)>,
) -> Result<Response> {
    let import = queries::import(app.db(), &operator, id_in(&import)?).await?;
    let here = path(&operator, import.id);
    let page = operator.page(&app, &frame);
    let community = operator.community();
    match (import.started_at, import.finished_at) {
        (None, _) => {
            frame::show(&PreviewPage { page, import, here, upload: community.path("/roster/imports") })
        }
        (Some(_), None) => frame::show(&UnderWayPage { page, import, here }),
        (Some(_), Some(_)) => {
            frame::show(&DonePage { page, import, here, roster: community.path("/roster") })
        }
    }
}

/// What was refused, to be put right in a spreadsheet.
pub(super) async fn refused(
    State(app): State<App>,
    operator: Operator,
    Path((_, import)): Path<(String, String)>,
) -> Result<Response> {
    let import = queries::import(app.db(), &operator, id_in(&import)?).await?;
    let words = app.words();
    let header = [
        words.say("refused-line").to_string(),
        words.say("refused-column").to_string(),
        words.say("refused-value").to_string(),
        words.say("refused-reason").to_string(),
        words.say("refused-remedy").to_string(),
    ];
    let problems = import.preview.problems.into_iter();
    let lines =
        problems.map(|found| [found.line.to_string(), found.column, found.value, found.reason, found.remedy]);
    let mut file = Vec::new();
    write_csv(&mut file, std::iter::once(header).chain(lines)).map_err(AppError::internal)?;
    Ok(frame::csv_file("refused.csv", file))
}

pub(super) async fn begin(
    State(app): State<App>,
    operator: Operator,
    Path((_, import)): Path<(String, String)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    let import = queries::import(app.db(), &operator, id_in(&import)?).await?;
    submission
        .once(&app, async |tx| {
            actions::begin_import(tx, &operator, import.id).await?;
            Ok(Answer::to(path(&operator, import.id)))
        })
        .await
}

pub(super) async fn discard(
    State(app): State<App>,
    operator: Operator,
    Path((_, import)): Path<(String, String)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    let import = id_in(&import)?;
    submission
        .once(&app, async |tx| {
            actions::discard(tx, &operator, import).await?;
            Ok(Answer::to(operator.community().path("/roster")).saying(app.words().say("import-discarded")))
        })
        .await
}
