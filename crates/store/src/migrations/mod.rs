//! The schema, step by step, written once for both databases. A step that has been released is never edited.

mod m0001_house;
mod m0002_keyring;
mod m0003_roster;
mod m0004_groups;
mod m0005_joining;
mod m0006_formation;
mod m0007_orphan_keys;
mod m0008_letters;
mod m0009_availability;
mod m0010_meetings;
mod m0011_charter;
mod m0012_decisions;
mod m0013_coming_and_going;
mod m0014_attendance;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

/// The steps of the main database.
#[derive(Debug)]
pub struct Migrations;

impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_house::Step),
            Box::new(m0003_roster::Step),
            Box::new(m0004_groups::Step),
            Box::new(m0005_joining::Step),
            Box::new(m0006_formation::Step),
            Box::new(m0008_letters::Step),
            Box::new(m0009_availability::Step),
            Box::new(m0010_meetings::Step),
            Box::new(m0011_charter::Step),
            Box::new(m0012_decisions::Step),
            Box::new(m0013_coming_and_going::Step),
            Box::new(m0014_attendance::Step),
        ]
    }
}

/// The steps of the keyring's own database.
#[derive(Debug)]
pub struct KeyringMigrations;

impl MigratorTrait for KeyringMigrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0002_keyring::Step), Box::new(m0007_orphan_keys::Step)]
    }
}

/// A table under construction, in the words the steps need.
struct Table(TableCreateStatement);

fn table(name: &'static str) -> Table {
    let mut statement = sea_orm_migration::prelude::Table::create();
    statement.table(name);
    Table(statement)
}

impl Table {
    /// The primary key `id`, made by the application.
    fn id(mut self) -> Self {
        self.0.col(ColumnDef::new("id").uuid().not_null().primary_key());
        self
    }

    fn key(mut self, columns: &[&'static str]) -> Self {
        let mut index = Index::create();
        for column in columns {
            index.col(*column);
        }
        self.0.primary_key(&mut index);
        self
    }

    fn col(mut self, column: &mut ColumnDef) -> Self {
        self.0.col(column);
        self
    }

    fn uuid(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).uuid().not_null())
    }

    fn maybe_uuid(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).uuid())
    }

    fn text(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).text().not_null())
    }

    fn maybe_text(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).text())
    }

    fn bytes(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).blob().not_null())
    }

    fn maybe_bytes(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).blob())
    }

    fn moment(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).big_integer().not_null())
    }

    fn maybe_moment(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).big_integer())
    }

    fn integer(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).integer().not_null())
    }

    fn big(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).big_integer().not_null())
    }

    fn maybe_real(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).double())
    }

    fn flag(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).boolean().not_null())
    }

    /// A typed document.
    fn json(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).json_binary().not_null())
    }

    fn maybe_json(self, name: &'static str) -> Self {
        self.col(ColumnDef::new(name).json_binary())
    }

    /// Counts edits, for tables that people edit.
    fn version(self) -> Self {
        self.col(ColumnDef::new("version").integer().not_null().default(1))
    }

    fn refers(mut self, column: &'static str, to: &'static str) -> Self {
        let mut key = ForeignKey::create();
        key.from_col(column).to(to, "id").on_delete(ForeignKeyAction::Cascade);
        self.0.foreign_key(&mut key);
        self
    }

    async fn make(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(self.0).await
    }
}

async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    manager.create_index(index_of(table, columns)).await
}

async fn unique(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    manager.create_index(index_of(table, columns).unique().to_owned()).await
}

fn index_of(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}
