//! Slowing down what someone repeats too often, counted in the database so that nodes count together.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum_client_ip::ClientIp;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use store::Moment;

use super::{App, Result, WriteTx, secrets};

mod row {
    use super::Moment;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "throttle")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub count: i32,
        pub since: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// From where a request comes, as throttles count it: what [`Config::client_ip`] says. Without that header
/// nobody knows, and all such requests are counted as one.
///
/// [`Config::client_ip`]: super::config::Config::client_ip
pub struct Host(pub String);

impl FromRequestParts<App> for Host {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        parts.extensions.insert(app.config().client_ip.clone());
        let address = ClientIp::from_request_parts(parts, app).await;
        Ok(Self(address.map_or_else(|_| String::new(), |ClientIp(address)| address.to_string())))
    }
}

/// At most `limit` times in `seconds`.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub limit: i32,
    pub seconds: i64,
}

/// Counts one more of `what` by `whom`; `Some(seconds to wait)` when it is too many.
pub async fn count(tx: &WriteTx, what: &str, whom: &str, pace: Pace) -> Result<Option<i64>> {
    let key = secrets::derive(whom, what);
    let first = row::ActiveModel { key: Set(key.clone()), count: Set(0), since: Set(tx.now()) };
    let once = OnConflict::column(row::Column::Key).do_nothing().to_owned();
    row::Entity::insert(first).on_conflict(once).exec_without_returning(tx.db()).await?;
    let started = tx.now().plus_seconds(-pace.seconds);
    row::Entity::update_many()
        .col_expr(row::Column::Count, Expr::value(0))
        .col_expr(row::Column::Since, Expr::value(tx.now()))
        .filter(row::Column::Key.eq(key.clone()))
        .filter(row::Column::Since.lte(started))
        .exec(tx.db())
        .await?;
    row::Entity::update_many()
        .col_expr(row::Column::Count, Expr::col(row::Column::Count).add(1))
        .filter(row::Column::Key.eq(key.clone()))
        .exec(tx.db())
        .await?;
    let counted = row::Entity::find_by_id(key).one(tx.db()).await?;
    Ok(counted
        .filter(|row| row.count > pace.limit)
        .map(|row| Ord::max(row.since.plus_seconds(pace.seconds).seconds_since(tx.now()), 1)))
}

/// Forgets the counts begun before `old`.
pub(super) async fn sweep(tx: &WriteTx, old: Moment) -> Result<()> {
    row::Entity::delete_many().filter(row::Column::Since.lt(old)).exec(tx.db()).await?;
    Ok(())
}
