//! Coming in: applying, being asked, answering, waiting, asking for a seat.

use peergroups::profile::{Email, Profile};
use peergroups::role::Role;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use store::{Id as _, Moment};

use super::emails::{self, Asked};
use super::entities::{
    About, Answered, ApplicationId, Decision, InvitationId, SeatRequestId, WaitingId, Why, application,
    invitation, seat_request, waiting,
};
use super::queries::{self, Application, Invitation, SeatRequest};
use super::rights::ToOperators;
use crate::accounts::{self, Address, PersonId};
use crate::app::keyring::Place;
use crate::app::secrets::Token;
use crate::app::throttle::{self, Pace};
use crate::app::{App, AppError, Result, WriteTx, letterbox};
use crate::community::{self, Community, CommunityId, Door, Member, MemberId, Operator};
use crate::groups::{self, Chair, Convener, Group, NewSeat, Offer, Offered, Reason, SeatId};
use crate::roster;

/// An invitation can be answered from its letter for three weeks; after signing in, for as long as it stands.
const INVITATION_SECONDS: i64 = 21 * 24 * 3600;
/// Whoever has not answered by then is reminded, once.
const REMINDER_SECONDS: i64 = 7 * 24 * 3600;
/// An application must be confirmed within a week.
pub(super) const CONFIRM_SECONDS: i64 = 7 * 24 * 3600;
const APPLICATIONS_PER_HOST: Pace = Pace { limit: 20, seconds: 15 * 60 };
const APPLICATIONS_PER_ADDRESS: Pace = Pace { limit: 3, seconds: 60 * 60 };

fn place(table: &'static str, row: Uuid) -> Place {
    Place { table, column: "words", row }
}

/// Where the words of an application lie.
pub(super) fn application_words(id: ApplicationId) -> Place {
    place("application", id.uuid())
}

/// Where the reason or the wish of an answer lies.
pub(super) fn invitation_words(id: InvitationId) -> Place {
    place("invitation", id.uuid())
}

/// Where the words of a request lie.
pub(super) fn request_words(id: SeatRequestId) -> Place {
    place("seat_request", id.uuid())
}

/// Invites whoever these seats are offered to: one letter a seat, however often this is done.
pub async fn invite(tx: &WriteTx, app: &App, seats: &[SeatId]) -> Result<()> {
    let mut last: Option<(Community, Vec<Chair>, String)> = None;
    let invited: Vec<SeatId> = queries::invitations_to(tx.db(), seats)
        .await?
        .into_iter()
        .map(|invitation| invitation.seat)
        .collect();
    for seat in seats.iter().filter(|seat| !invited.contains(seat)) {
        let Some(offer) = Offer::of(tx.db(), *seat).await? else { continue };
        let group = offer.group();
        // The seats of one group follow each other.
        let is_same =
            last.as_ref().is_some_and(|(_, table, _)| table.iter().any(|chair| chair.seat.id == *seat));
        if !is_same {
            let community = community::by_id(tx.db(), group.community).await?;
            let table = groups::table(tx.db(), group).await?;
            let run_by = run_by(tx, &community).await?;
            last = Some((community, table, run_by));
        }
        let Some((community, table, run_by)) = &last else { continue };
        let Some(to) = address_of(tx, community.id, offer.member()).await? else { continue };
        let token = Token::fresh();
        let expires_at = tx.now().plus_seconds(INVITATION_SECONDS);
        let row = invitation::ActiveModel {
            id: Set(InvitationId::at(tx.now())),
            community_id: Set(community.id),
            group_id: Set(group.id),
            seat_id: Set(*seat),
            token_hash: Set(token.hash()),
            invited_at: Set(tx.now()),
            expires_at: Set(expires_at),
            answered_at: Set(None),
            answer: Set(None),
            words: Set(None),
        };
        let once = OnConflict::column(invitation::Column::SeatId).do_nothing().to_owned();
        let is_new =
            invitation::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await? > 0;
        if is_new {
            let asked = Asked { community, offer: &offer, table, to: &to, run_by, expires_at };
            letterbox::post(tx, emails::invitation(app, &asked, &token)).await?;
            let later = tx.now().plus_seconds(REMINDER_SECONDS);
            letterbox::post(tx, emails::reminder(app, &asked, &token, later)).await?;
        }
    }
    Ok(())
}

async fn run_by(tx: &WriteTx, community: &Community) -> Result<String> {
    let names: Vec<String> =
        community::operators(tx.db(), community.id).await?.into_iter().map(|address| address.name).collect();
    Ok(if names.is_empty() { community.name.clone() } else { names.join(", ") })
}

/// Where somebody at a table is written to.
pub(super) async fn address_of_chair(tx: &WriteTx, chair: &Chair) -> Result<Option<Address>> {
    let found = accounts::addresses(tx.db(), &[chair.person]).await?;
    Ok(found.into_iter().next().map(|address| Address { name: chair.name.clone(), ..address }))
}

/// Where a member is written to; nowhere once they left.
pub(super) async fn address_of(
    tx: &WriteTx,
    community: CommunityId,
    member: MemberId,
) -> Result<Option<Address>> {
    let member = community::member_named(tx.db(), community, member).await?;
    if member.has_left {
        return Ok(None);
    }
    let found = accounts::addresses(tx.db(), &[member.person]).await?;
    Ok(found.into_iter().next().map(|address| Address { name: member.name, ..address }))
}

/// How an invitation is answered, by whoever holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Takes the seat, perhaps with a hello for the group alone.
    Accept { hello: Option<String> },
    /// With a reason for those who run the community, who must find somebody else.
    Decline { reason: Option<String>, waits: bool },
    /// The seat stays offered.
    AnotherHour { wish: String },
}

/// Answers an invitation. `false` when the seat is no longer offered.
pub async fn answer(tx: &WriteTx, invitation: &Invitation, reply: &Reply) -> Result<bool> {
    let Some(offer) = Offer::of(tx.db(), invitation.seat).await? else { return Ok(false) };
    let member = community::member_named(tx.db(), invitation.community, offer.member()).await?;
    if member.has_left {
        return Ok(false);
    }
    let (answer, words) = match reply {
        Reply::Accept { hello } => {
            if !groups::accept(tx, &offer, member.person, hello.as_deref()).await? {
                return Ok(false);
            }
            wait_no_more(tx, invitation.community, offer.member()).await?;
            (Answered::Accepted, None)
        }
        Reply::Decline { reason, waits } => {
            if !groups::decline(tx, &offer, member.person).await? {
                return Ok(false);
            }
            if *waits {
                wait(tx, invitation.community, offer.member(), Why::Declined).await?;
            }
            (Answered::Declined, reason.as_deref())
        }
        Reply::AnotherHour { wish } => (Answered::AnotherHour, Some(wish.as_str())),
    };
    let sealed = match words {
        Some(words) => {
            let right = ToOperators(invitation.community);
            Some(tx.seal(&right, invitation_words(invitation.id), words).await?)
        }
        None => None,
    };
    let row = invitation::ActiveModel {
        id: Set(invitation.id),
        answered_at: Set(Some(tx.now())),
        answer: Set(Some(answer)),
        words: Set(sealed),
        ..Default::default()
    };
    invitation::Entity::update(row).exec(tx.db()).await?;
    letterbox::take_back(tx, &emails::reminder_key(invitation.seat)).await?;
    Ok(true)
}

/// How an offer is taken back.
#[derive(Clone, Debug, Default)]
pub(super) struct Withdrawal {
    /// A sentence of the operator's own, for the letter.
    pub(super) said: String,
    /// Whether whoever was asked goes on the waiting list.
    pub(super) waits: bool,
}

/// Takes an offer back before it was answered, and tells whoever was asked. `false` when it is offered no
/// more.
pub(super) async fn withdraw(
    tx: &WriteTx,
    app: &App,
    operator: &Operator,
    offer: &Offer,
    withdrawal: &Withdrawal,
) -> Result<bool> {
    letterbox::take_back(tx, &emails::reminder_key(offer.id())).await?;
    if !groups::withdraw(tx, operator, offer).await? {
        return Ok(false);
    }
    if withdrawal.waits {
        wait(tx, operator.id(), offer.member(), Why::Withdrawn).await?;
    }
    if let Some(to) = address_of(tx, operator.id(), offer.member()).await? {
        let letter = emails::withdrawn_letter(app, operator, offer, withdrawal);
        letterbox::post(tx, emails::withdrawn(operator, offer, (&to, &letter))).await?;
    }
    Ok(true)
}

/// Lets go of whoever was taken out of the roster: nothing reminds them, and they wait for nothing.
pub(super) async fn let_go(tx: &WriteTx, community: CommunityId, member: MemberId) -> Result<()> {
    wait_no_more(tx, community, member).await?;
    for seat in groups::asked_for(tx.db(), community, member).await? {
        letterbox::take_back(tx, &emails::reminder_key(seat)).await?;
    }
    Ok(())
}

/// Puts a member on the waiting list, if they are not on it.
pub async fn wait(tx: &WriteTx, community: CommunityId, member: MemberId, why: Why) -> Result<()> {
    if queries::waits(tx.db(), community, member).await? {
        return Ok(());
    }
    let row = waiting::ActiveModel {
        id: Set(WaitingId::at(tx.now())),
        community_id: Set(community),
        member_id: Set(member),
        why: Set(why),
        since: Set(tx.now()),
        until: Set(None),
    };
    waiting::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Puts everyone for whom a round found no group on the waiting list. With a `letter`, the beginning of its
/// key, each is told, once.
pub async fn wait_for_next_round(
    tx: &WriteTx,
    app: &App,
    community: CommunityId,
    members: &[MemberId],
    letter: Option<&str>,
) -> Result<()> {
    let of = community::by_id(tx.db(), community).await?;
    for member in members {
        let Some(to) = address_of(tx, community, *member).await? else { continue };
        wait(tx, community, *member, Why::NotPlaced).await?;
        if let Some(letter) = letter {
            let key = format!("{letter}:{member}");
            letterbox::post(tx, emails::not_placed(app, &of, &to, key)).await?;
        }
    }
    Ok(())
}

/// Takes a member off the waiting list.
pub async fn wait_no_more(tx: &WriteTx, community: CommunityId, member: MemberId) -> Result<()> {
    waiting::Entity::update_many()
        .col_expr(waiting::Column::Until, Expr::value(Some(tx.now())))
        .filter(waiting::Column::CommunityId.eq(community))
        .filter(waiting::Column::MemberId.eq(member))
        .filter(waiting::Column::Until.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Puts oneself on the waiting list. `false` when one is on it.
pub(super) async fn wait_oneself(tx: &WriteTx, member: &Member) -> Result<bool> {
    let community = member.community().id;
    if queries::waits(tx.db(), community, member.id()).await? {
        return Ok(false);
    }
    wait(tx, community, member.id(), Why::Themselves).await?;
    act_as(tx, member, "joining.wait").await?;
    Ok(true)
}

/// Takes oneself off the waiting list. `false` when one is not on it.
pub(super) async fn wait_oneself_no_more(tx: &WriteTx, member: &Member) -> Result<bool> {
    let community = member.community().id;
    if !queries::waits(tx.db(), community, member.id()).await? {
        return Ok(false);
    }
    wait_no_more(tx, community, member.id()).await?;
    act_as(tx, member, "joining.wait_no_more").await?;
    Ok(true)
}

async fn act_as(tx: &WriteTx, member: &Member, verb: &'static str) -> Result<()> {
    let actor = Some(member.person().id());
    community::act(tx, member.community().id, actor, verb, &member.id().to_string()).await
}

/// What an operator was told of before they offer a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Despite {
    Nothing,
    /// What the member would break at that table, and whom they should not meet there.
    EverythingTold,
}

/// Offers a free seat to a member, with the reasons that they read of it, and invites them.
pub async fn offer_seat(
    tx: &WriteTx,
    app: &App,
    operator: &Operator,
    group: &Group,
    (member, reasons): (MemberId, Vec<Reason>),
    despite: Despite,
) -> Result<Offered> {
    let place = community::member_named(tx.db(), operator.id(), member).await?;
    if place.has_left {
        return Err(AppError::NotFound);
    }
    let seat = NewSeat { member, role: Role::Member, reasons };
    let offered = match despite {
        Despite::Nothing => groups::offer(tx, Convener::Operator(operator), group, seat).await?,
        Despite::EverythingTold => groups::offer_all_the_same(tx, operator, group, seat).await?,
    };
    if let Offered::Seat(seat) = offered {
        invite(tx, app, &[seat]).await?;
    }
    Ok(offered)
}

/// Asks for a free seat. `None` when this member has asked already, or has a seat or an offer there.
pub async fn ask(
    tx: &WriteTx,
    app: &App,
    member: &Member,
    group: &Group,
    words: &str,
) -> Result<Option<SeatRequestId>> {
    let community = member.community();
    if group.community != community.id || !group.is_listed {
        return Err(AppError::NotFound);
    }
    let asked = queries::own_requests(tx.db(), member).await?;
    let seats = groups::seats(tx.db(), &[group.id]).await?;
    let has_asked = asked.iter().any(|request| request.group == group.id);
    if has_asked || seats.iter().any(|seat| seat.member == member.id()) {
        return Ok(None);
    }
    let id = SeatRequestId::at(tx.now());
    let sealed = tx.seal(&ToOperators(community.id), request_words(id), words).await?;
    let row = seat_request::ActiveModel {
        id: Set(id),
        community_id: Set(community.id),
        group_id: Set(group.id),
        member_id: Set(member.id()),
        words: Set(sealed),
        asked_at: Set(tx.now()),
        decided_at: Set(None),
        decided_by: Set(None),
        decision: Set(None),
    };
    seat_request::Entity::insert(row).exec_without_returning(tx.db()).await?;
    for operator in community::operators(tx.db(), community.id).await? {
        let about = (member.name(), group, community.path("/groups/seats"));
        letterbox::post(tx, emails::request_waits(app, community, &operator, id, about)).await?;
    }
    let table = groups::table(tx.db(), group).await?;
    for chair in table.iter().filter(|chair| chair.leads() && chair.is_seated()) {
        let Some(to) = address_of(tx, community.id, chair.seat.member).await? else { continue };
        let about = (member.name(), group, group.path("/requests"));
        letterbox::post(tx, emails::request_waits(app, community, &to, id, about)).await?;
    }
    Ok(Some(id))
}

/// Takes back one's own request before it was decided. `false` when there is none to take back. The record
/// stays, decided by whoever asked and neither with a yes nor a no.
pub async fn withdraw_request(tx: &WriteTx, member: &Member, group: &Group) -> Result<bool> {
    let withdrawn = seat_request::Entity::update_many()
        .col_expr(seat_request::Column::DecidedAt, Expr::value(Some(tx.now())))
        .col_expr(seat_request::Column::DecidedBy, Expr::value(Some(member.person().id())))
        .filter(seat_request::Column::CommunityId.eq(member.community().id))
        .filter(seat_request::Column::GroupId.eq(group.id))
        .filter(seat_request::Column::MemberId.eq(member.id()))
        .filter(seat_request::Column::DecidedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(withdrawn.rows_affected > 0)
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    Seated,
    Refused,
    /// Someone else was faster; nothing was changed.
    NoSeatFree,
    /// They must not meet someone at the table; nothing was changed.
    AtOdds,
}

/// Decides a request for a seat of a group. What a yes would break is no hindrance to an operator who was
/// told of it; whoever leads the group is not told.
pub async fn decide_request(
    tx: &WriteTx,
    app: &App,
    convener: Convener<'_>,
    request: &SeatRequest,
    (decision, despite): (Decision, Despite),
) -> Result<Decided> {
    let group = groups::group(tx.db(), request.group).await?.ok_or(AppError::NotFound)?;
    let community = community::by_id(tx.db(), group.community).await?;
    if decision == Decision::Yes {
        let seat = NewSeat { member: request.member, role: Role::Member, reasons: Vec::new() };
        let offered = match (despite, convener) {
            (Despite::EverythingTold, Convener::Operator(operator)) => {
                groups::offer_all_the_same(tx, operator, &group, seat).await?
            }
            _ => groups::offer(tx, convener, &group, seat).await?,
        };
        let seat = match offered {
            Offered::Seat(seat) => seat,
            Offered::NoSeatFree => return Ok(Decided::NoSeatFree),
            Offered::AtOdds => return Ok(Decided::AtOdds),
        };
        // Whoever asked has said yes already.
        let offer = Offer::of(tx.db(), seat).await?.ok_or(AppError::NotFound)?;
        groups::accept(tx, &offer, convener.person().id(), None).await?;
        wait_no_more(tx, community.id, request.member).await?;
    } else {
        wait(tx, community.id, request.member, Why::NoSeat).await?;
    }
    let decided = seat_request::Entity::update_many()
        .col_expr(seat_request::Column::DecidedAt, Expr::value(Some(tx.now())))
        .col_expr(seat_request::Column::DecidedBy, Expr::value(Some(convener.person().id())))
        .col_expr(seat_request::Column::Decision, Expr::value(Some(decision)))
        .filter(seat_request::Column::Id.eq(request.id))
        .filter(seat_request::Column::DecidedAt.is_null())
        .exec(tx.db())
        .await?;
    if decided.rows_affected == 0 {
        return Err(AppError::NotFound);
    }
    if let Some(to) = address_of(tx, community.id, request.member).await? {
        let letter = match decision {
            Decision::Yes => emails::seat_given(app, &community, &to, &group, request.id),
            Decision::No => emails::seat_refused(app, &community, &to, &group, request.id),
        };
        letterbox::post(tx, letter).await?;
    }
    let actor = Some(convener.person().id());
    community::act(tx, community.id, actor, "joining.decide_request", &request.id.to_string()).await?;
    Ok(if decision == Decision::Yes { Decided::Seated } else { Decided::Refused })
}

/// What someone writes who would like to come in.
#[derive(Clone, Debug)]
pub struct NewApplication {
    pub name: String,
    pub email: Email,
    pub about: About,
    pub words: String,
}

/// Takes an application and sends a link to confirm the address.
///
/// The answer is the same for everyone: only the owner of the mailbox learns whether they are a member
/// already. Too many for one address are dropped in silence; too many from one host are refused.
pub async fn apply(
    tx: &WriteTx,
    app: &App,
    community: &Community,
    new: &NewApplication,
    host: &str,
) -> Result<()> {
    if community.door == Door::Invitation {
        return Err(AppError::NotFound);
    }
    if let Some(seconds) = throttle::count(tx, "application host", host, APPLICATIONS_PER_HOST).await? {
        return Err(AppError::TooMany { seconds });
    }
    let email = new.email.key();
    if throttle::count(tx, "application address", &email, APPLICATIONS_PER_ADDRESS).await?.is_some() {
        return Ok(());
    }
    let id = ApplicationId::at(tx.now());
    if let Some(person) = accounts::address_by_email(tx.db(), &email).await?
        && !community::members_of_people(tx.db(), community.id, &[person.id]).await?.is_empty()
    {
        let key = format!("already:{id}");
        letterbox::post(tx, emails::already(app, community, &person, key)).await?;
        return Ok(());
    }
    let token = Token::fresh();
    let sealed = tx.seal(&ToOperators(community.id), application_words(id), &new.words).await?;
    let row = application::ActiveModel {
        id: Set(id),
        community_id: Set(community.id),
        email: Set(email.clone()),
        name: Set(new.name.clone()),
        words: Set(sealed),
        profile: Set(new.about.clone()),
        applied_at: Set(tx.now()),
        consented_at: Set(tx.now()),
        confirmed_at: Set(None),
        token_hash: Set(token.hash()),
        decided_at: Set(None),
        decided_by: Set(None),
        decision: Set(None),
    };
    application::Entity::insert(row).exec_without_returning(tx.db()).await?;
    letterbox::post(tx, emails::confirm(app, community, &new.name, &email, &token)).await?;
    Ok(())
}

/// Whether the link of an application can still confirm it.
pub(super) fn can_confirm(application: &Application, now: Moment) -> bool {
    !application.is_confirmed && application.applied_at.plus_seconds(CONFIRM_SECONDS) > now
}

/// Confirms that the address is the applicant's. Through an open door that makes them a member at once;
/// else those who run the community decide.
pub async fn confirm(
    tx: &WriteTx,
    app: &App,
    community: &Community,
    application: &Application,
) -> Result<()> {
    let confirmed = application::Entity::update_many()
        .col_expr(application::Column::ConfirmedAt, Expr::value(Some(tx.now())))
        .filter(application::Column::Id.eq(application.id))
        .filter(application::Column::ConfirmedAt.is_null())
        .exec(tx.db())
        .await?;
    if confirmed.rows_affected == 0 {
        return Ok(());
    }
    if community.door == Door::Open {
        return admit(tx, app, community, application, None).await;
    }
    let to = (application.name.as_str(), application.email.as_str());
    let run_by = run_by(tx, community).await?;
    letterbox::post(tx, emails::received(app, community, to, application.id, &run_by)).await?;
    for operator in community::operators(tx.db(), community.id).await? {
        let letter = emails::application_waits(app, community, &operator, application.id, &application.name);
        letterbox::post(tx, letter).await?;
    }
    Ok(())
}

/// Decides an application; `said` goes into the letter of a no. `false` when it was decided before.
pub async fn decide(
    tx: &WriteTx,
    app: &App,
    operator: &Operator,
    application: &Application,
    decision: Decision,
    said: &str,
) -> Result<bool> {
    if application.community != operator.id() || !application.is_confirmed {
        return Err(AppError::NotFound);
    }
    if application.is_decided {
        return Ok(false);
    }
    let community = operator.community();
    if decision == Decision::Yes {
        admit(tx, app, community, application, Some(operator.person().id())).await?;
    } else {
        record_decision(tx, application, Some(operator.person().id()), Decision::No).await?;
        let to = (application.name.as_str(), application.email.as_str());
        letterbox::post(tx, emails::regret(app, community, to, application.id, said)).await?;
    }
    Ok(true)
}

/// Makes an applicant a member, with their profile and their consent.
async fn admit(
    tx: &WriteTx,
    app: &App,
    community: &Community,
    application: &Application,
    by: Option<PersonId>,
) -> Result<()> {
    let email = Email::parse(&application.email).map_err(AppError::internal)?;
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let profile = Profile {
        organisation: given(&application.about.organisation),
        industry: given(&application.about.industry),
        function: given(&application.about.function),
        time_zone: given(&application.about.zone),
        ..Profile::new(application.name.clone(), email)
    };
    let entered = roster::enter(tx, community.id, &[profile]).await?;
    for member in entered.members {
        roster::record_consent(tx, community.id, member, "membership", "application").await?;
    }
    record_decision(tx, application, by, Decision::Yes).await?;
    let to = (application.name.as_str(), application.email.as_str());
    letterbox::post(tx, emails::welcome(app, community, to, application.id)).await?;
    Ok(())
}

async fn record_decision(
    tx: &WriteTx,
    application: &Application,
    by: Option<PersonId>,
    decision: Decision,
) -> Result<()> {
    let decided = application::Entity::update_many()
        .col_expr(application::Column::DecidedAt, Expr::value(Some(tx.now())))
        .col_expr(application::Column::DecidedBy, Expr::value(by))
        .col_expr(application::Column::Decision, Expr::value(Some(decision)))
        .filter(application::Column::Id.eq(application.id))
        .filter(application::Column::DecidedAt.is_null())
        .exec(tx.db())
        .await?;
    if decided.rows_affected == 0 {
        return Err(AppError::NotFound);
    }
    community::act(tx, application.community, by, "joining.decide", &application.id.to_string()).await
}
