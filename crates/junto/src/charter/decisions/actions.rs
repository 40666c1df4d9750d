//! Putting a question to the group, answering it, taking it back, and what follows when it is settled.

use peergroups::decision::{self as rules, Asked, Outcome, Time, Voice};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use store::Id as _;

use super::emails;
use super::entities::{DecisionEnd, DecisionId, Subject, VoiceId, decision, decision_link, decision_voice};
use super::events::DecisionSettled;
use super::jobs;
use super::queries::{self, Decision, Spoken, hold, place, rule_for, rules_of, spoken, words_place};
use super::rights::{Adopted, Bearer};
use crate::accounts::PersonId;
use crate::app::keyring::{Sealed, Seals};
use crate::app::secrets::Token;
use crate::app::{App, AppError, Result, WriteTx, events};
use crate::community;
use crate::groups::{self, Chair, Group, GroupId, Seat, SeatId, SeatLeft};

const DAY_SECONDS: i64 = 86_400;
/// Nobody is given less, unless the charter does.
pub(super) const DAYS_LEAST: u16 = 2;
/// Fewer could not be called a group's decision about one of its own.
const REMOVED_BY_LEAST: usize = 2;
/// For so long a link still says what became of its question.
const TOLD_SECONDS: i64 = 90 * DAY_SECONDS;

/// What somebody asks their group.
#[derive(Clone, Debug)]
pub struct Question {
    pub subject: Subject,
    /// One sentence that can be agreed to. Of a purpose it is the purpose itself, and becomes level 0 once agreed.
    pub sentence: String,
    pub why: String,
    /// How long there is to answer; as long as the charter gives where nothing is said, and never longer.
    pub days: Option<u16>,
}

/// Puts a question to everyone at the table; whoever asks is for it, and may think again. Whoever is asked to leave is
/// told and not asked.
pub async fn ask(tx: &WriteTx, app: &App, seat: &Seat, question: Question) -> Result<DecisionId> {
    let (group, id) = (seat.group(), DecisionId::at(tx.now()));
    let table = groups::table(tx.db(), group).await?;
    if !may_be_asked(question.subject, seat.id(), &table) {
        return Err(AppError::Invalid("nobody can decide on this"));
    }
    let rules = rules_of(tx.db(), group.id).await?;
    let (rule, silence) = rule_for(rules, question.subject);
    let days = question.days.unwrap_or(rules.days).clamp(DAYS_LEAST.min(rules.days), rules.days);
    let reply_by = tx.now().plus_seconds(i64::from(days) * DAY_SECONDS);
    let row = decision::ActiveModel {
        id: Set(id),
        community_id: Set(group.community),
        group_id: Set(group.id),
        by_seat: Set(seat.id()),
        subject: Set(question.subject.name().to_owned()),
        about_seat: Set(question.subject.about()),
        sentence: Set(tx.seal(seat, place(id, "sentence"), &question.sentence).await?),
        why: Set(tx.seal(seat, place(id, "why"), &question.why).await?),
        word: Set(None),
        rule: Set(rule.name().to_owned()),
        silence: Set(silence.name().to_owned()),
        asked_at: Set(tx.now()),
        reply_by: Set(reply_by),
        ended_at: Set(None),
        end: Set(None),
    };
    decision::Entity::insert(row).exec_without_returning(tx.db()).await?;
    jobs::settle_at(tx, group.id, id, reply_by).await?;
    let decision = hold(tx.db(), group.id, id).await?.ok_or(AppError::NotFound)?;
    speak(tx, &decision, seat.id(), (Voice::For, None)).await?;
    emails::ask(tx, app, group, &decision).await?;
    act(tx, &decision, Some(seat.member().person().id()), "charter.ask").await?;
    weigh(tx, app, group, &decision, Time::Runs).await?;
    Ok(id)
}

/// Whether somebody can put this to their table. Whether one of them should leave takes two others at the least.
pub(super) fn may_be_asked(subject: Subject, by: SeatId, table: &[Chair]) -> bool {
    let Some(about) = subject.about() else { return true };
    let is_another = about != by && table.iter().any(|chair| chair.seat.id == about && chair.is_seated());
    is_another && table.iter().filter(|chair| chair.is_seated()).count() > REMOVED_BY_LEAST
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    Recorded,
    /// They are not among those who are asked.
    NotAsked,
    /// It is settled.
    TooLate,
}

/// Says on the page whether one agrees, in place of what one said before.
pub(super) async fn answer(
    tx: &WriteTx,
    app: &App,
    seat: &Seat,
    id: DecisionId,
    (voice, words): (Voice, &str),
) -> Result<Taken> {
    let decision = hold(tx.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
    take(tx, app, (seat, seat.id()), &decision, (voice, words)).await
}

/// The same, by the link of a letter to the holder of a seat.
pub(super) async fn answer_by_letter(
    tx: &WriteTx,
    app: &App,
    link: &queries::DecisionLink,
    said: (Voice, &str),
) -> Result<Taken> {
    let decision = hold(tx.db(), link.group, link.decision).await?.ok_or(AppError::NotFound)?;
    take(tx, app, (&Bearer(&decision), link.seat), &decision, said).await
}

async fn take(
    tx: &WriteTx,
    app: &App,
    (right, seat): (&impl Seals, SeatId),
    decision: &Decision,
    (voice, words): (Voice, &str),
) -> Result<Taken> {
    if !decision.is_open(tx.now()) {
        return Ok(Taken::TooLate);
    }
    let Some(group) = groups::group(tx.db(), decision.group).await? else { return Ok(Taken::TooLate) };
    let table = groups::table(tx.db(), &group).await?;
    let own = table.iter().find(|chair| chair.seat.id == seat && decision.asks(&chair.seat));
    let Some(own) = own else { return Ok(Taken::NotAsked) };
    let id = VoiceId::at(tx.now());
    let words = match words {
        "" => None,
        words => Some((id, tx.seal(right, words_place(id), words).await?)),
    };
    speak(tx, decision, seat, (voice, words)).await?;
    emails::remind_never(tx, decision, seat).await?;
    act(tx, decision, Some(own.person), "charter.answer").await?;
    weigh(tx, app, &group, decision, Time::Runs).await?;
    Ok(Taken::Recorded)
}

/// One seat has one voice, the last.
async fn speak(
    tx: &WriteTx,
    decision: &Decision,
    seat: SeatId,
    (voice, words): (Voice, Option<(VoiceId, Sealed)>),
) -> Result<()> {
    decision_voice::Entity::delete_many()
        .filter(decision_voice::Column::DecisionId.eq(decision.id))
        .filter(decision_voice::Column::SeatId.eq(seat))
        .exec(tx.db())
        .await?;
    let (id, words) = words.map_or((VoiceId::at(tx.now()), None), |(id, words)| (id, Some(words)));
    let row = decision_voice::ActiveModel {
        id: Set(id),
        community_id: Set(decision.community),
        group_id: Set(decision.group),
        decision_id: Set(decision.id),
        seat_id: Set(seat),
        voice: Set(voice.name().to_owned()),
        words: Set(words),
        said_at: Set(tx.now()),
    };
    decision_voice::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Whoever is asked to leave says a word to those who decide, in place of an earlier one. `false` where it is not about
/// them, or is settled.
pub(super) async fn say(tx: &WriteTx, seat: &Seat, id: DecisionId, words: &str) -> Result<bool> {
    let decision = hold(tx.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
    if decision.subject.about() != Some(seat.id()) || !decision.is_open(tx.now()) {
        return Ok(false);
    }
    let word = tx.seal(seat, decision.place("word"), words).await?;
    decision::Entity::update_many()
        .col_expr(decision::Column::Word, Expr::value(Some(word)))
        .filter(decision::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    act(tx, &decision, Some(seat.member().person().id()), "charter.say").await?;
    Ok(true)
}

/// Takes back what one has asked. `false` where somebody else asked, or it is settled.
pub(super) async fn withdraw(tx: &WriteTx, app: &App, seat: &Seat, id: DecisionId) -> Result<bool> {
    let decision = hold(tx.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
    if decision.by != seat.id() || decision.ended.is_some() {
        return Ok(false);
    }
    end(tx, &decision, DecisionEnd::Withdrawn, &[]).await?;
    emails::tell(tx, app, seat.group(), &decision, DecisionEnd::Withdrawn).await?;
    act(tx, &decision, Some(seat.member().person().id()), "charter.withdraw").await?;
    Ok(true)
}

/// The time to answer is over.
pub(super) async fn settle(tx: &WriteTx, app: &App, group: GroupId, id: DecisionId) -> Result<()> {
    let Some(group) = groups::group(tx.db(), group).await? else { return Ok(()) };
    let decision = hold(tx.db(), group.id, id).await?;
    match decision.filter(|decision| decision.ended.is_none() && decision.reply_by <= tx.now()) {
        Some(decision) => weigh(tx, app, &group, &decision, Time::IsOver(decision.silence)).await,
        None => Ok(()),
    }
}

/// Somebody left the table: fewer have to agree, and what was about them falls away.
pub(super) async fn weigh_again(tx: &WriteTx, app: &App, left: SeatLeft) -> Result<()> {
    let group = groups::group(tx.db(), left.group).await?;
    for open in queries::open_decisions(tx.db(), &[left.group]).await? {
        emails::remind_never(tx, &open, left.seat).await?;
        let decision = hold(tx.db(), left.group, open.id).await?;
        let Some(decision) = decision.filter(|decision| decision.ended.is_none()) else { continue };
        match &group {
            Some(group) => weigh(tx, app, group, &decision, Time::Runs).await?,
            // With the last of them the group has ended, and its questions with it.
            None => end(tx, &decision, DecisionEnd::Lapsed, &[]).await?,
        }
    }
    Ok(())
}

/// Settles, if it can be settled. Those count who sit at the table now and sat there when it was asked.
async fn weigh(tx: &WriteTx, app: &App, group: &Group, decision: &Decision, time: Time) -> Result<()> {
    let table = groups::table(tx.db(), group).await?;
    let is_asked = |chair: &&Chair| decision.asks(&chair.seat) && chair.takes_part(tx.now());
    let asked: Vec<&Chair> = table.iter().filter(is_asked).collect();
    let said = spoken(tx.db(), std::slice::from_ref(decision)).await?;
    let Some(outcome) = outcome(decision, &table, (&asked, &said), time) else { return Ok(()) };
    end(tx, decision, outcome, &asked).await?;
    if let Some(adopted) = Adopted::of(decision, outcome) {
        let place = decision.place("sentence");
        let purpose = app.keyring().open_sealed(&adopted, place, &decision.sentence).await?;
        let is_for =
            |chair: &&Chair| said.iter().any(|said| said.seat == chair.seat.id && said.voice == Voice::For);
        let agreed: Vec<SeatId> = asked.iter().copied().filter(is_for).map(|chair| chair.seat.id).collect();
        groups::adopt_purpose(tx, group, &purpose, &agreed).await?;
    }
    emails::tell(tx, app, group, decision, outcome).await?;
    act(tx, decision, None, "charter.settle").await
}

/// What came of it so far, if anything.
fn outcome(
    decision: &Decision,
    table: &[Chair],
    (asked, said): (&[&Chair], &[Spoken]),
    time: Time,
) -> Option<DecisionEnd> {
    if let Some(about) = decision.subject.about() {
        let sits = table.iter().any(|chair| chair.seat.id == about);
        if !sits || asked.len() < REMOVED_BY_LEAST {
            return Some(DecisionEnd::Lapsed);
        }
    }
    if asked.is_empty() {
        return Some(DecisionEnd::Lapsed);
    }
    let voices: Vec<Asked> = asked
        .iter()
        .map(|chair| said.iter().find(|said| said.seat == chair.seat.id))
        .map(|said| Asked { voice: said.map_or(Voice::Silent, |said| said.voice), is_needed: false })
        .collect();
    match rules::outcome(decision.rule, &voices, time) {
        Outcome::Open => None,
        // Whoever it is about is heard first, and whoever has answered can think again.
        Outcome::Agreed if time == Time::Runs && decision.subject.about().is_some() => None,
        Outcome::Agreed => Some(DecisionEnd::Agreed),
        Outcome::Refused => Some(DecisionEnd::Refused),
    }
}

async fn end(tx: &WriteTx, decision: &Decision, outcome: DecisionEnd, asked: &[&Chair]) -> Result<()> {
    decision::Entity::update_many()
        .col_expr(decision::Column::EndedAt, Expr::value(Some(tx.now())))
        .col_expr(decision::Column::End, Expr::value(Some(outcome)))
        .filter(decision::Column::Id.eq(decision.id))
        .exec(tx.db())
        .await?;
    match outcome {
        DecisionEnd::Agreed | DecisionEnd::Refused => keep_voices(tx, decision, asked).await?,
        DecisionEnd::Withdrawn | DecisionEnd::Lapsed => keep_voices(tx, decision, &[]).await?,
    }
    jobs::settle_never(tx, decision.id).await?;
    let links = decision_link::Entity::find().filter(decision_link::Column::DecisionId.eq(decision.id));
    for link in links.all(tx.db()).await? {
        emails::remind_never(tx, decision, link.seat_id).await?;
    }
    let settled = DecisionSettled { group: decision.group, decision: decision.id, outcome };
    events::record(tx, &settled).await
}

/// What is kept of a question that ended are the voices that counted, also of those who were silent.
async fn keep_voices(tx: &WriteTx, decision: &Decision, counted: &[&Chair]) -> Result<()> {
    let seats = counted.iter().map(|chair| chair.seat.id);
    decision_voice::Entity::delete_many()
        .filter(decision_voice::Column::DecisionId.eq(decision.id))
        .filter(decision_voice::Column::SeatId.is_not_in(seats.clone()))
        .exec(tx.db())
        .await?;
    let kept = spoken(tx.db(), std::slice::from_ref(decision)).await?;
    for seat in seats.filter(|seat| kept.iter().all(|kept| kept.seat != *seat)) {
        speak(tx, decision, seat, (Voice::Silent, None)).await?;
    }
    Ok(())
}

/// A fresh link by which the holder of a seat answers a letter.
pub(super) async fn link(tx: &WriteTx, decision: &Decision, seat: SeatId) -> Result<Token> {
    let token = Token::fresh();
    let row = decision_link::ActiveModel {
        hash: Set(token.hash()),
        community_id: Set(decision.community),
        group_id: Set(decision.group),
        decision_id: Set(decision.id),
        seat_id: Set(seat),
        expires_at: Set(decision.reply_by),
    };
    decision_link::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(token)
}

/// Forgets links that expired long ago.
pub(super) async fn sweep(tx: &WriteTx) -> Result<()> {
    let old = tx.now().plus_seconds(-TOLD_SECONDS);
    decision_link::Entity::delete_many()
        .filter(decision_link::Column::ExpiresAt.lt(old))
        .exec(tx.db())
        .await?;
    Ok(())
}

async fn act(tx: &WriteTx, decision: &Decision, actor: Option<PersonId>, verb: &'static str) -> Result<()> {
    community::act(tx, decision.community, actor, verb, &decision.id.to_string()).await
}
