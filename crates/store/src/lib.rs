//! One database handle over SQLite and PostgreSQL.
//!
//! Queries are SeaORM and the same for both. What differs between the two (the migration lock, waking
//! other nodes, searching text) is a function of [`dialect`]. Every write goes through one helper of the
//! application, which alone calls [`Store::begin_write`].
//! This crate knows no capability: its migrations name tables, and who reads them is not its business.

mod connection;
mod day;
pub mod dialect;
mod ids;
pub mod migrations;
mod moment;

pub use connection::{Backend, Store, StoreError};
pub use day::Day;
pub use ids::{Id, IdError, short_text, uuid_from_short_text};
pub use migrations::{KeyringMigrations, Migrations};
pub use moment::Moment;
