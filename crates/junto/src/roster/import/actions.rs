//! Taking a file in, and entering the people it names.

use peergroups::profile::Profile;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use store::Id as _;

use super::super::actions::enter;
use super::entities::{ImportId, Outcome, Preview, roster_import, roster_import_part};
use super::jobs::{self, ToImport};
use super::queries;
use crate::app::jobs::{NewJob, enqueue};
use crate::app::{Result, WriteTx};
use crate::community::{self, CommunityId, Operator};

/// An upload that nobody imported is forgotten after a day.
const UPLOAD_KEPT_SECONDS: i64 = 24 * 3600;

/// Makes room for a file that is about to arrive.
pub async fn begin_upload(tx: &WriteTx, operator: &Operator, file_name: &str) -> Result<ImportId> {
    let id = ImportId::at(tx.now());
    let row = roster_import::ActiveModel {
        id: Set(id),
        community_id: Set(operator.id()),
        by_person: Set(operator.person().id()),
        file_name: Set(file_name.to_owned()),
        preview: Set(None),
        uploaded_at: Set(tx.now()),
        started_at: Set(None),
        finished_at: Set(None),
        outcome: Set(None),
    };
    roster_import::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// Keeps one piece of the file, counted from 0.
pub async fn keep_part(tx: &WriteTx, import: ImportId, number: i32, content: Vec<u8>) -> Result<()> {
    let row = roster_import_part::ActiveModel {
        import_id: Set(import),
        number: Set(number),
        content: Set(content),
    };
    roster_import_part::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Keeps what was understood of a file that has arrived whole.
pub async fn finish_upload(
    tx: &WriteTx,
    operator: &Operator,
    import: ImportId,
    preview: Preview,
) -> Result<()> {
    let row = roster_import::ActiveModel { preview: Set(Some(preview)), ..Default::default() };
    roster_import::Entity::update_many()
        .set(row)
        .filter(roster_import::Column::Id.eq(import))
        .filter(roster_import::Column::CommunityId.eq(operator.id()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Has the good lines of an uploaded file entered, in the background. Asking twice does it once.
pub async fn begin_import(tx: &WriteTx, operator: &Operator, import: ImportId) -> Result<()> {
    let begun = roster_import::Entity::update_many()
        .col_expr(roster_import::Column::StartedAt, Expr::value(Some(tx.now())))
        .filter(roster_import::Column::Id.eq(import))
        .filter(roster_import::Column::CommunityId.eq(operator.id()))
        .filter(roster_import::Column::StartedAt.is_null())
        .exec(tx.db())
        .await?;
    if begun.rows_affected == 0 {
        return Ok(());
    }
    enqueue(tx, NewJob::new(jobs::IMPORT, &ToImport { import })?).await?;
    community::act_as(tx, operator, "roster.import", &import.to_string()).await
}

/// Forgets an uploaded file, unless it is being imported.
pub async fn discard(tx: &WriteTx, operator: &Operator, import: ImportId) -> Result<()> {
    roster_import::Entity::delete_many()
        .filter(roster_import::Column::Id.eq(import))
        .filter(roster_import::Column::CommunityId.eq(operator.id()))
        .filter(roster_import::Column::StartedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Enters the next lines of an import and records how far it has come, so that it can go on from there.
pub async fn import_lines(tx: &WriteTx, import: ImportId, lines: &[(u64, Profile)]) -> Result<()> {
    let Some((community, done)) = queries::under_way(tx.db(), import).await? else { return Ok(()) };
    let outcome = enter_lines(tx, community, done, lines).await?;
    if outcome == done {
        return Ok(());
    }
    let row =
        roster_import::ActiveModel { id: Set(import), outcome: Set(Some(outcome)), ..Default::default() };
    roster_import::Entity::update(row).exec(tx.db()).await?;
    Ok(())
}

/// Enters the next lines of a file, of which `done` has been done before; answers with what is done now.
pub(super) async fn enter_lines(
    tx: &WriteTx,
    community: CommunityId,
    done: Outcome,
    lines: &[(u64, Profile)],
) -> Result<Outcome> {
    // Another worker may have been here since; what it entered is not entered again.
    let new = lines.iter().filter(|(line, _)| *line > done.line);
    let Some((last, _)) = new.clone().next_back() else { return Ok(done) };
    let entered = enter(tx, community, new.map(|(_, profile)| profile)).await?;
    Ok(Outcome {
        line: *last,
        added: done.added + entered.added,
        changed: done.changed + entered.changed,
        unchanged: done.unchanged + entered.unchanged,
    })
}

/// Ends an import. The file is forgotten; what was refused of it stays readable.
pub(super) async fn finish_import(tx: &WriteTx, import: ImportId) -> Result<()> {
    let row = roster_import::ActiveModel {
        id: Set(import),
        finished_at: Set(Some(tx.now())),
        ..Default::default()
    };
    roster_import::Entity::update(row).exec(tx.db()).await?;
    roster_import_part::Entity::delete_many()
        .filter(roster_import_part::Column::ImportId.eq(import))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Forgets the uploads that nobody imported within a day.
pub async fn sweep(tx: &WriteTx) -> Result<()> {
    roster_import::Entity::delete_many()
        .filter(roster_import::Column::StartedAt.is_null())
        .filter(roster_import::Column::UploadedAt.lt(tx.now().plus_seconds(-UPLOAD_KEPT_SECONDS)))
        .exec(tx.db())
        .await?;
    Ok(())
}
