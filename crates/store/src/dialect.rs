//! The few places where SQLite and PostgreSQL differ. Each function is tested on both.

use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, SimpleExpr};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use sqlx::postgres::PgListener;

use crate::{Backend, Store, StoreError};

const MIGRATION_LOCK: i64 = 0x6a75_6e74_6f01;

/// The channel that says "there is work" between nodes. Its messages carry a topic, never content.
const CHANNEL: &str = "junto";

/// Holds every other node's migration back until this transaction ends.
///
/// On SQLite the immediate transaction is that lock already.
pub async fn lock_migrations(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
    }
    Ok(())
}

/// Tells every node, when this transaction commits, that `topic` has news. Nothing on SQLite, which has
/// one node: the application wakes itself.
pub async fn notify(tx: &impl ConnectionTrait, topic: &str) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let statement = Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_notify($1, $2)",
            [CHANNEL.into(), topic.into()],
        );
        tx.execute_raw(statement).await?;
    }
    Ok(())
}

/// A connection that hears [`notify`] from every node; `None` on SQLite.
pub async fn listen(store: &Store) -> Result<Option<PgListener>, StoreError> {
    if store.backend() == Backend::Sqlite {
        return Ok(None);
    }
    let pool = store.read().get_postgres_connection_pool();
    let mut listener = PgListener::connect_with(pool).await.map_err(|error| driver(&error))?;
    listener.listen(CHANNEL).await.map_err(|error| driver(&error))?;
    Ok(Some(listener))
}

fn driver(error: &sqlx::Error) -> StoreError {
    StoreError::Database(DbErr::Custom(error.to_string()))
}

/// From here on, what this transaction deletes is overwritten in the file. PostgreSQL does so in its own
/// time, when it reclaims the space.
pub async fn overwrite_deleted(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Sqlite {
        tx.execute_unprepared("PRAGMA secure_delete = ON").await?;
    }
    Ok(())
}

/// Moves the log into the file and empties it, so that no earlier state of a page is left.
pub async fn empty_log(store: &Store) -> Result<(), DbErr> {
    if store.backend() == Backend::Sqlite {
        store.read().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    Ok(())
}

/// Keeps rows whose text column holds `words`, whatever their case.
///
/// `LIKE` ignores case on SQLite for ASCII only, so the caller stores a lower-case search text and this
/// compares with lower-case words on both.
pub fn holds_words(column: impl Into<Expr>, words: &str) -> SimpleExpr {
    let escaped = words.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    column.into().like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}
