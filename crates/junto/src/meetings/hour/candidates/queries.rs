//! Asks the search for the hours of a season; and where there is none, what would help.

use calendar::slots::{Member, Offer, Presence, apart, best_slots, suggest};
use calendar::{DateTime, Timestamp, what_would_help};

use crate::app::{AppError, Result};
use crate::groups::SeatId;
use crate::meetings::hour::formats::Wish;
use crate::meetings::queries::Seated;

/// What the search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The best few hours, the best first.
    pub offers: Vec<Offer>,
    /// Several hours in turn, where that is worth the trouble.
    pub rotation: Option<Offer>,
    /// How many members a date needs.
    pub quorum: u16,
    /// Without whom alone an hour would be possible, where none is.
    pub apart: Vec<String>,
    /// What little more of whose week would make one possible.
    pub nearest: Vec<Nearest>,
}

/// A stretch of somebody's week that would make an hour possible.
#[derive(Clone, Debug)]
pub struct Nearest {
    pub name: String,
    pub moment: Timestamp,
    /// On their own clock.
    pub from: DateTime,
    pub to: DateTime,
}

/// As many hours as are looked at for some that lie apart.
const WEIGHED: usize = 300;
/// As many as are offered.
const OFFERED: usize = 5;
/// More would be a list to work through.
const NEAREST_MOST: usize = 3;

/// The hours that suit those who have said theirs. The search takes some milliseconds of one processor.
pub async fn found(wish: Wish, table: Vec<Seated>, carry: Vec<(SeatId, u32)>) -> Result<Found> {
    tokio::task::spawn_blocking(move || search(&wish, &table, &carry)).await.map_err(AppError::internal)?
}

fn search(wish: &Wish, table: &[Seated], carry: &[(SeatId, u32)]) -> Result<Found> {
    let known: Vec<&Seated> = table.iter().filter(|seated| seated.availability.is_some()).collect();
    let members: Vec<Member> = known.iter().filter_map(|seated| member(wish, seated, carry)).collect();
    if members.is_empty() {
        return Ok(Found::default());
    }
    let season = wish.season();
    let quorum = season.quorum_of(members.len());
    let rotation = suggest(&season, &members).map_err(AppError::internal)?.rotation;
    let mut offers = best_slots(&season, &members, WEIGHED).map_err(AppError::internal)?.offers;
    offers.retain(|offer| offer.quorate > 0);
    let offers = apart(offers, OFFERED);
    if !offers.is_empty() {
        return Ok(Found { offers, rotation, quorum, ..Found::default() });
    }
    let is_possible_without = |place: usize| {
        let mut others = members.clone();
        others.remove(place);
        let best = best_slots(&season, &others, 1).map(|search| search.offers);
        best.is_ok_and(|best| best.first().is_some_and(|offer| offer.quorate > 0))
    };
    let name = |place: usize| known.get(place).map(|seated| seated.name().to_owned()).unwrap_or_default();
    let helps = what_would_help(&season, &members);
    let nearest = helps.into_iter().take(NEAREST_MOST).map(|help| Nearest {
        name: name(help.member),
        moment: help.moment,
        from: help.from,
        to: help.to,
    });
    let apart = (0..members.len()).filter(|place| is_possible_without(*place)).map(name).collect();
    Ok(Found { quorum, apart, nearest: nearest.collect(), ..Found::default() })
}

fn member(wish: &Wish, seated: &Seated, carry: &[(SeatId, u32)]) -> Option<Member> {
    let carried = carry.iter().find(|(seat, _)| *seat == seated.seat());
    let presence = if wish.needed.contains(&seated.seat()) { Presence::Required } else { Presence::Wanted };
    let availability = seated.availability.clone()?;
    Some(Member { availability, carry: carried.map_or(0, |(_, carried)| *carried), presence })
}
