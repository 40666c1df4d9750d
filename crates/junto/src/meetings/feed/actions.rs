//! Making and ending the private address of a person's calendar.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use store::Id as _;

use crate::accounts::Person;
use crate::app::{Result, WriteTx};
use crate::community::{self, MemberId};
use crate::groups::{self, GroupId};
use crate::meetings::entities::{FeedId, calendar_feed};

/// A new address for the calendar of a person, in place of any they had.
pub(super) async fn make(tx: &WriteTx, person: &Person, hash: Vec<u8>) -> Result<()> {
    end(tx, person).await?;
    let row = calendar_feed::ActiveModel {
        id: Set(FeedId::at(tx.now())),
        person_id: Set(person.id()),
        hash: Set(hash),
        made_at: Set(tx.now()),
        changed_at: Set(tx.now()),
        ended_at: Set(None),
    };
    calendar_feed::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Ends the address of a person's calendar; whoever has it finds nothing there.
pub(super) async fn end(tx: &WriteTx, person: &Person) -> Result<()> {
    calendar_feed::Entity::update_many()
        .col_expr(calendar_feed::Column::EndedAt, Expr::value(Some(tx.now())))
        .filter(calendar_feed::Column::PersonId.eq(person.id()))
        .filter(calendar_feed::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Notes that a member took or left a seat: what their feed shows is other than before, and no date of what it
/// shows need be.
pub(in crate::meetings) async fn touch(tx: &WriteTx, group: GroupId, member: MemberId) -> Result<()> {
    let Some(group) = groups::group(tx.db(), group).await? else { return Ok(()) };
    let found = community::members_by_id(tx.db(), group.community, &[member]).await?;
    calendar_feed::Entity::update_many()
        .col_expr(calendar_feed::Column::ChangedAt, Expr::value(tx.now()))
        .filter(calendar_feed::Column::PersonId.is_in(found.iter().map(|member| member.person)))
        .filter(calendar_feed::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}
