//! Opening the database that a URL names.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use crate::dialect;

/// Which of the two databases a [`Store`] speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// What can go wrong with the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The URL is neither `sqlite:PATH` nor `postgres://…`.
    #[error("the database URL must begin with sqlite: or postgres://")]
    UnknownUrl,
    /// The bundled SQLite is older than 3.51.3, which can corrupt a write-ahead log.
    #[error("SQLite {0} can corrupt its write-ahead log; 3.51.3 or newer is needed")]
    OldSqlite(String),
    /// The database was made by a newer release.
    #[error("the database was written by a newer release: it has the unknown migration {0}")]
    NewerSchema(String),
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// The database: many readers and, on SQLite, one writer.
#[derive(Clone, Debug)]
pub struct Store {
    backend: Backend,
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

const READERS: u32 = 8;
const BUSY: Duration = Duration::from_secs(10);

impl Store {
    /// Opens `sqlite:PATH` (made when missing) or `postgres://…`.
    ///
    /// SQLite runs in WAL mode with `synchronous=FULL`, one connection that writes and a pool that can
    /// only read; PostgreSQL runs one pool for both.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let mut options = quiet(url);
            options.max_connections(2 * READERS).acquire_timeout(BUSY);
            let pool = Database::connect(options).await?;
            return Ok(Self { backend: Backend::Postgres, reader: pool.clone(), writer: pool });
        }
        if !url.starts_with("sqlite:") {
            return Err(StoreError::UnknownUrl);
        }
        let mut writing = quiet(url);
        writing.max_connections(1).min_connections(1).acquire_timeout(Duration::from_mins(1));
        writing.map_sqlx_sqlite_opts(|options| {
            use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
            options
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(BUSY)
        });
        let writer = connect_patiently(writing).await?;
        refuse_old_sqlite(&sqlite_version(&writer).await?)?;
        let mut reading = quiet(url);
        reading.max_connections(READERS).acquire_timeout(BUSY);
        reading.map_sqlx_sqlite_opts(|options| options.pragma("query_only", "ON").busy_timeout(BUSY));
        let reader = Database::connect(reading).await?;
        Ok(Self { backend: Backend::Sqlite, reader, writer })
    }

    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// The connections that questions are asked on. On SQLite they cannot write.
    pub fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Begins the one kind of transaction that writes.
    ///
    /// On SQLite it is `BEGIN IMMEDIATE` on the one writing connection: a transaction that starts as a
    /// reader and writes later fails under load however long it waits. Only the application's write
    /// helper calls this; everything else takes the transaction it is handed.
    #[expect(clippy::disallowed_methods, reason = "this is what the write helper begins with")]
    pub async fn begin_write(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// Brings the schema to this release, all steps or none.
    ///
    /// The whole run is one transaction under one lock, so that nodes may boot at once on an empty
    /// database and a process killed half-way leaves nothing behind.
    #[expect(clippy::disallowed_methods, reason = "a migration is no verb; it writes on its own")]
    pub async fn migrate<M: MigratorTrait>(&self) -> Result<(), StoreError> {
        let tx = self.begin_write().await?;
        dialect::lock_migrations(&tx).await?;
        if let Some(name) = unknown_migration::<M>(&tx).await? {
            return Err(StoreError::NewerSchema(name));
        }
        M::up(&tx, None).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Waits until nothing is under way and closes every connection.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.reader.close_by_ref().await?;
        self.writer.close_by_ref().await?;
        Ok(())
    }
}

fn quiet(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false);
    options
}

/// Two nodes that turn one new file to WAL at once: SQLite refuses one of them without waiting, whatever
/// its busy timeout, so that one tries again.
async fn connect_patiently(options: ConnectOptions) -> Result<DatabaseConnection, DbErr> {
    const TRIES: u32 = 50;
    const PAUSE: Duration = Duration::from_millis(100);
    for _ in 1..TRIES {
        match Database::connect(options.clone()).await {
            Err(error) if error.to_string().contains("database is locked") => tokio::time::sleep(PAUSE).await,
            outcome => return outcome,
        }
    }
    Database::connect(options).await
}

async fn unknown_migration<M: MigratorTrait>(tx: &DatabaseTransaction) -> Result<Option<String>, DbErr> {
    M::install(tx).await?;
    let known = M::migrations();
    let applied = M::get_migration_models(tx).await?;
    Ok(applied
        .into_iter()
        .map(|row| row.version)
        .find(|version| known.iter().all(|step| step.name() != version)))
}

async fn sqlite_version(db: &DatabaseConnection) -> Result<String, DbErr> {
    let row = db
        .query_one_raw(Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version() AS version"))
        .await?;
    row.map_or(Ok(String::new()), |row| row.try_get("", "version"))
}

/// Versions 3.7.0 to 3.51.2 can lose pages when a WAL is reset while another connection reads.
fn refuse_old_sqlite(version: &str) -> Result<(), StoreError> {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let numbers = [parts.next(), parts.next(), parts.next()].map(Option::unwrap_or_default);
    if numbers < [3, 51, 3] { Err(StoreError::OldSqlite(version.to_owned())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sqlite_that_can_corrupt_its_log_is_refused() {
        assert!(refuse_old_sqlite("3.51.2").is_err());
        assert!(refuse_old_sqlite("3.40.1").is_err());
        assert!(refuse_old_sqlite("3.51.3").is_ok());
        assert!(refuse_old_sqlite("3.52.0").is_ok());
    }
}
