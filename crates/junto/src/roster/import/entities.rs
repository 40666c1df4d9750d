//! Imports: the uploaded file in pieces, what was understood of it, how far it has been entered.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use store::typed_id;

typed_id!(ImportId, "an import of a roster");

/// What was understood of an uploaded file, in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Preview {
    /// Why nothing of the file can be used, and what to do.
    pub unusable: Option<String>,
    pub columns: Vec<ColumnLine>,
    /// Columns that would help and are not there.
    pub absent: Vec<String>,
    /// Lines that can be imported.
    pub accepted: u64,
    /// The first of them.
    pub sample: Vec<SampleLine>,
    /// Lines that cannot be imported.
    pub refused: u64,
    /// Reasons why not; one line can have several.
    pub problems_total: u64,
    /// The first of them.
    pub problems: Vec<ProblemLine>,
}

impl Preview {
    /// How many problems there are beyond one a line.
    pub fn more(&self) -> u64 {
        self.problems_total.saturating_sub(self.refused)
    }
}

/// What became of one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnLine {
    pub header: String,
    pub became: String,
    pub is_left_out: bool,
}

/// One person as understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleLine {
    pub name: String,
    pub email: String,
    pub about: String,
}

/// Why a line, or one cell of it, was refused, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemLine {
    pub line: u64,
    /// Empty where the whole line is meant.
    pub column: String,
    pub value: String,
    pub reason: String,
    pub remedy: String,
}

/// How far an import has come, and what it did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Outcome {
    /// The last line that was entered.
    pub line: u64,
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
}

impl Outcome {
    /// Lines entered so far.
    pub fn entered(&self) -> u64 {
        self.added + self.changed + self.unchanged
    }
}

pub(super) mod roster_import {
    use super::{ImportId, Outcome, Preview};
    use crate::accounts::PersonId;
    use crate::community::CommunityId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "roster_import")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ImportId,
        pub community_id: CommunityId,
        pub by_person: PersonId,
        pub file_name: String,
        /// Only once the whole file has arrived and been read.
        pub preview: Option<Preview>,
        pub uploaded_at: Moment,
        pub started_at: Option<Moment>,
        pub finished_at: Option<Moment>,
        pub outcome: Option<Outcome>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod roster_import_part {
    use super::ImportId;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "roster_import_part")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub import_id: ImportId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub content: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
