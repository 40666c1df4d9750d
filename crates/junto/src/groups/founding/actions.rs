//! Founding a group by hand: whoever is written by address and unknown comes into the roster.

use peergroups::profile::{Email, Profile};
use peergroups::role::Role;

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
    pub(super) facilitator: Option<String>,
    pub(super) seats: usize,
    pub(super) minutes: u32,
    pub(super) is_listed: bool,
}

/// Founds the group and says how many seats are offered in it.
pub(super) async fn found(tx: &WriteTx, operator: &Operator, by_hand: &ByHand) -> Result<usize> {
    let seats = seats_for(tx, operator, by_hand).await?;
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
    Ok(offered)
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
        match member_with(tx, operator, &email.key()).await? {
            Some(member) => members.push(member),
            None => newcomers.push(Profile::new(name_for(tx, email).await?, email.clone())),
        }
    }
    members.extend(roster::enter(tx, operator.id(), &newcomers).await?.members);
    members.sort();
    members.dedup();
    let leads = match &by_hand.facilitator {
        Some(email) => member_with(tx, operator, email).await?,
        None => None,
    };
    let seat = |member| NewSeat {
        member,
        role: if leads == Some(member) { Role::Facilitator } else { Role::Member },
        reasons: Vec::new(),
    };
    Ok(members.into_iter().map(seat).collect())
}

async fn member_with(tx: &WriteTx, operator: &Operator, email: &str) -> Result<Option<MemberId>> {
    let Some(person) = accounts::address_by_email(tx.db(), email).await? else { return Ok(None) };
    let members = community::members_of_people(tx.db(), operator.id(), &[person.id]).await?;
    Ok(members.first().map(|member| member.id))
}

/// The name by which someone is known on this server, or what stands before the `@`.
async fn name_for(tx: &WriteTx, email: &Email) -> Result<String> {
    let known = accounts::address_by_email(tx.db(), &email.key()).await?;
    let own = email.as_str().split('@').next().unwrap_or_default();
    Ok(known.map_or_else(|| own.to_owned(), |address| address.name))
}
