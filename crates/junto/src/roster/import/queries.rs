//! Questions about imports.

use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use store::Moment;

use super::entities::{ImportId, Outcome, Preview, roster_import, roster_import_part};
use crate::app::{AppError, Result};
use crate::community::{CommunityId, Operator};

/// An import as its pages show it.
#[derive(Clone, Debug)]
pub struct Import {
    pub id: ImportId,
    pub file_name: String,
    pub preview: Preview,
    pub started_at: Option<Moment>,
    pub finished_at: Option<Moment>,
    pub outcome: Outcome,
}

impl Import {
    fn of(row: roster_import::Model) -> Option<Self> {
        Some(Self {
            id: row.id,
            file_name: row.file_name,
            preview: row.preview?,
            started_at: row.started_at,
            finished_at: row.finished_at,
            outcome: row.outcome.unwrap_or_default(),
        })
    }
}

pub async fn import(db: &impl ConnectionTrait, operator: &Operator, id: ImportId) -> Result<Import> {
    let row = roster_import::Entity::find_by_id(id)
        .filter(roster_import::Column::CommunityId.eq(operator.id()))
        .one(db)
        .await?;
    row.and_then(Import::of).ok_or(AppError::NotFound)
}

/// Whose import a job has to do and how far it has come; `None` when it is done, or was never begun by an
/// operator.
pub(super) async fn under_way(
    db: &impl ConnectionTrait,
    id: ImportId,
) -> Result<Option<(CommunityId, Outcome)>> {
    let row: Option<(CommunityId, Option<Outcome>)> = roster_import::Entity::find_by_id(id)
        .select_only()
        .column(roster_import::Column::CommunityId)
        .column(roster_import::Column::Outcome)
        .filter(roster_import::Column::StartedAt.is_not_null())
        .filter(roster_import::Column::FinishedAt.is_null())
        .into_tuple()
        .one(db)
        .await?;
    Ok(row.map(|(community, outcome)| (community, outcome.unwrap_or_default())))
}

/// One piece of an import's file, counted from 0; `None` after the last.
pub(super) async fn part(db: &impl ConnectionTrait, id: ImportId, number: i32) -> Result<Option<Vec<u8>>> {
    let row = roster_import_part::Entity::find_by_id((id, number)).one(db).await?;
    Ok(row.map(|row| row.content))
}
