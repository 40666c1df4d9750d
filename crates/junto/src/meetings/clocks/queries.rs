//! By which clock people read, and where letters to them go.

use sea_orm::entity::prelude::*;

use super::formats::ReadingClock;
use crate::accounts::Address;
use crate::app::Result;
use crate::availability;
use crate::community::{CommunityId, MemberId};
use crate::groups::{self, Chair, Seat};

/// The clock by which somebody at a table reads; `own` is their chair.
pub async fn clock_of(db: &impl ConnectionTrait, seat: &Seat, own: Option<&Chair>) -> Result<ReadingClock> {
    let chosen = seat.member().person().zone();
    clock_of_member(db, seat.group().community, seat.member().id(), (chosen, own)).await
}

/// The clock by which a member reads who has chosen this one; `own` is their chair, while they have one.
pub async fn clock_of_member(
    db: &impl ConnectionTrait,
    community: CommunityId,
    member: MemberId,
    (chosen, own): (&str, Option<&Chair>),
) -> Result<ReadingClock> {
    let journeys = availability::journeys(db, community, &[member]).await?.remove(&member);
    Ok(ReadingClock::of(chosen, own, journeys.unwrap_or_default()))
}

/// Somebody at a table to whom letters go, and by which clock they read them.
#[derive(Clone, Debug)]
pub struct Addressee {
    pub chair: Chair,
    pub address: Address,
    pub clock: ReadingClock,
}

impl Addressee {
    /// Name and address.
    pub fn to(&self) -> (&str, &str) {
        (&self.chair.name, &self.address.email)
    }
}

/// Those who sit on these chairs.
pub async fn addressees(
    db: &impl ConnectionTrait,
    community: CommunityId,
    chairs: impl IntoIterator<Item = Chair>,
) -> Result<Vec<Addressee>> {
    let chairs: Vec<Chair> = chairs.into_iter().collect();
    let members: Vec<MemberId> = chairs.iter().map(|chair| chair.seat.member).collect();
    let mut journeys = availability::journeys(db, community, &members).await?;
    let addressee = |(chair, address): (Chair, Address)| {
        let journeys = journeys.remove(&chair.seat.member).unwrap_or_default();
        Addressee { clock: ReadingClock::of(&address.zone, Some(&chair), journeys), chair, address }
    };
    Ok(groups::with_addresses(db, chairs).await?.into_iter().map(addressee).collect())
}
