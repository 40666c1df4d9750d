//! Founding a group by hand: whoever is written by address and is not in the roster yet comes into it, under
//! the name that was given for them.

use peergroups::conflict::Kind;
use peergroups::profile::{Email, Profile};
use peergroups::role::Role;
use sea_orm::ConnectionTrait;

use crate::accounts;
use crate::app::{AppError, Result, WriteTx};
use crate::community::{self, MemberId, Operator};
use crate::groups::actions::{self, NewGroup, NewSeat};
use crate::roster;

/// A group as it was written by hand.
pub(super) struct ByHand {
    pub(super) name: String,
    pub(super) purpose: String,
    /// Members picked from the list.
    pub(super) picked: Vec<MemberId>,
    /// People written by their addresses.
    pub(super) people: Vec<Email>,
    /// How those of them are called who are not in the roster yet.
    pub(super) newcomers: Vec<(Email, String)>,
    pub(super) facilitator: Option<String>,
    pub(super) seats: usize,
    pub(super) minutes: u32,
    pub(super) is_listed: bool,
    /// Whether the operator has seen who is at odds, and founds it all the same.
    pub(super) is_at_odds_fine: bool,
}

/// What became of it.
pub(super) enum Founded {
    /// So many seats are offered.
    Offered(usize),
    /// These have a conflict of interest. Newcomers are in the roster then, so the caller must not commit.
    AtOdds(Vec<(MemberId, MemberId, Kind)>),
}

/// Founds the group, unless people in it are at odds and the operator has not said that this is fine.
pub(super) async fn found(tx: &WriteTx, operator: &Operator, by_hand: &ByHand) -> Result<Founded> {
    let seats = seats_for(tx, operator, by_hand).await?;
    if !by_hand.is_at_odds_fine {
        let members: Vec<MemberId> = seats.iter().map(|seat| seat.member).collect();
        let pairs = roster::at_odds(tx.db(), operator.id(), &members).await?;
        if !pairs.is_empty() {
            return Ok(Founded::AtOdds(pairs));
        }
    }
    let offered = seats.len();
    let group = NewGroup {
        name: by_hand.name.clone(),
        purpose: by_hand.purpose.clone(),
        size_min: 2,
        size_max: by_hand.seats,
        meeting_minutes: by_hand.minutes,
        is_listed: by_hand.is_listed,
        reasons: Vec::new(),
        seats,
    };
    let founding = actions::begin_founding(tx, operator).await?;
    actions::prepare(tx, founding, vec![group]).await?;
    actions::found(tx, founding).await?;
    Ok(Founded::Offered(offered))
}

/// The seats of those who were picked and those who were written, each once. Whoever is not a member yet
/// is entered into the roster.
async fn seats_for(tx: &WriteTx, operator: &Operator, by_hand: &ByHand) -> Result<Vec<NewSeat>> {
    let picked = community::members_by_id(tx.db(), operator.id(), &by_hand.picked).await?;
    if picked.len() != by_hand.picked.len() || picked.iter().any(|member| member.has_left) {
        return Err(AppError::NotFound);
    }
    let mut members: Vec<MemberId> = picked.into_iter().map(|member| member.id).collect();
    let mut newcomers = Vec::new();
    for email in &by_hand.people {
        if let Some(member) = member_with(tx.db(), operator, &email.key()).await? {
            members.push(member);
            continue;
        }
        let named = by_hand.newcomers.iter().find(|(named, _)| named.key() == email.key());
        let (email, name) = named.ok_or(AppError::NotFound)?;
        newcomers.push(Profile::new(name.clone(), email.clone()));
    }
    members.extend(roster::enter(tx, operator.id(), &newcomers).await?.members);
    members.sort();
    members.dedup();
    let leads = match &by_hand.facilitator {
        Some(email) => member_with(tx.db(), operator, email).await?,
        None => None,
    };
    let seat = |member| NewSeat {
        member,
        role: if leads == Some(member) { Role::Facilitator } else { Role::Member },
        reasons: Vec::new(),
    };
    Ok(members.into_iter().map(seat).collect())
}

/// The member with this address in lower case.
pub(super) async fn member_with(
    db: &impl ConnectionTrait,
    operator: &Operator,
    email: &str,
) -> Result<Option<MemberId>> {
    let Some(person) = accounts::address_by_email(db, email).await? else { return Ok(None) };
    let members = community::members_of_people(db, operator.id(), &[person.id]).await?;
    Ok(members.first().map(|member| member.id))
}
