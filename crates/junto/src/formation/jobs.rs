//! Forming groups and preparing them for publication, in the background. Either may be broken off at any
//! moment and run again: the same seed forms the same groups, and prepared groups are counted with them.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::time::Duration;

use calendar::Date;
use peergroups::formation::{Entry, FormationError, Kept, Progress, attributes};
use peergroups::group::names;
use peergroups::role::Role;

use super::account::{Line, Speaker, attribute_words, contradiction};
use super::actions::{self, FORM, Failure, FormWork, Outcome, PUBLISH, PublishWork, WAIT};
use super::entities::{Document, KeptGroups, ProposalId, ProposedGroup, Waiting};
use super::formats::CriteriaFile;
use super::queries::{self, Candidates};
use crate::app::jobs::JobKind;
use crate::app::{App, AppError, Result};
use crate::community::MemberId;
use crate::frame;
use crate::groups::{self, NewGroup, NewSeat, Reason};
use crate::joining;
use crate::ui::Words;

pub fn kinds() -> Vec<JobKind> {
    vec![JobKind::new(FORM, form), JobKind::new(PUBLISH, publish), JobKind::new(WAIT, wait)]
}

/// Forms the groups of a proposal, telling how far it is, until it is done or discarded.
async fn form(app: App, work: FormWork) -> Result<()> {
    let Some((row, round)) = queries::work_on(app.db(), work.proposal).await? else { return Ok(()) };
    if row.proposed_at.is_some() || row.discarded_at.is_some() {
        return Ok(());
    }
    let candidates = queries::candidates(app.db(), row.community_id, &round.people).await?;
    let taken = groups::names_taken(app.db(), row.community_id).await?;
    let day = frame::local(row.created_at, "UTC").date();
    let watch = Arc::new(Watch::default());
    let asked = Asked {
        candidates,
        criteria: row.criteria.clone(),
        kept: queries::kept_of(&row),
        seed: u64::from_ne_bytes(row.seed.to_ne_bytes()),
        taken,
        day,
        words: app.words().clone(),
    };
    let searching = {
        let watch = Arc::clone(&watch);
        tokio::task::spawn_blocking(move || asked.answer(&watch))
    };
    let stop_with_the_job = StopOnDrop(Arc::clone(&watch));
    let outcome = tell(&app, work.proposal, &watch, searching).await?;
    drop(stop_with_the_job);
    if watch.stop.load(Ordering::Relaxed) && queries::is_discarded(app.db(), work.proposal).await? {
        return Ok(());
    }
    app.write(async |tx| actions::answer(tx, work.proposal, outcome.clone()).await).await
}

/// How far a search is, and whether it shall end.
#[derive(Default)]
struct Watch {
    permille: AtomicI32,
    stop: AtomicBool,
}

/// A job that loses its lease is dropped; its search must not go on alone.
struct StopOnDrop(Arc<Watch>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.stop.store(true, Ordering::Relaxed);
    }
}

/// Waits for the search, writes each second how far it is, and stops it when the proposal is discarded.
async fn tell(
    app: &App,
    proposal: ProposalId,
    watch: &Watch,
    mut searching: tokio::task::JoinHandle<Outcome>,
) -> Result<Outcome> {
    let mut told = 0;
    loop {
        tokio::select! {
            outcome = &mut searching => return outcome.map_err(AppError::internal),
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
        if queries::is_discarded(app.db(), proposal).await? {
            watch.stop.store(true, Ordering::Relaxed);
        }
        let permille = watch.permille.load(Ordering::Relaxed);
        if permille != told {
            app.write(async |tx| actions::advance(tx, proposal, permille).await).await?;
            told = permille;
        }
    }
}

/// What is searched, with everything it needs.
struct Asked {
    candidates: Candidates,
    criteria: CriteriaFile,
    kept: KeptGroups,
    seed: u64,
    taken: Vec<String>,
    day: Date,
    words: Words,
}

impl Asked {
    /// The groups, or in words why there are none.
    fn answer(&self, watch: &Watch) -> Outcome {
        let explain =
            |error: &FormationError| Failure::of(contradiction(&self.words, &self.candidates.people, error));
        if self.candidates.people.is_empty() {
            return Err(Failure::of(self.words.say("contradiction-nobody-left").to_string()));
        }
        let (criteria, unknown) = self.criteria.clone().known(&attributes(&self.candidates.people));
        let round = self.candidates.question(&criteria, self.day).map_err(|error| explain(&error))?;
        let kept: Vec<Kept> = self.kept.0.iter().map(|group| self.kept(group)).collect();
        let mut progress = |progress: Progress| {
            let share = progress.of.map_or(0, |of| progress.done.min(of) * 1000 / of.max(1));
            watch.permille.store(i32::try_from(share).unwrap_or(1000), Ordering::Relaxed);
            if watch.stop.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let speaker =
            Speaker { words: &self.words, round: &round, people: &self.candidates.people, reader: None };
        let proposal =
            round.propose(&kept, self.seed, round.usual_budget(), &mut progress).map_err(|error| {
                Failure { contradictions: speaker.contradictions(&kept, &[]), ..explain(&error) }
            })?;
        let mut free = names(self.seed)
            .filter(|name| !self.taken.contains(name) && !self.kept.0.iter().any(|kept| kept.name == *name));
        let group = |(index, members): (usize, &Vec<usize>)| {
            let members = members.iter().filter_map(|who| self.candidates.member(*who)).collect();
            let is_told = index < GIVING_UP && !watch.stop.load(Ordering::Relaxed);
            let gives_up = if is_told { speaker.gives_up(&proposal.groups, index) } else { Vec::new() };
            if let Some(kept) = self.kept.0.get(index) {
                return ProposedGroup { members, gives_up, ..kept.clone() };
            }
            let name = free.next().unwrap_or_default();
            ProposedGroup { name, members, is_locked: false, locked: Vec::new(), gives_up }
        };
        let groups: Vec<ProposedGroup> = proposal.groups.iter().enumerate().map(group).collect();
        let names: Vec<String> = groups.iter().map(|group| group.name.clone()).collect();
        let unplaced = proposal.unplaced.iter().filter_map(|unplaced| {
            let member = self.candidates.member(unplaced.who)?;
            Some(Waiting { member, lines: speaker.unplaced(unplaced, &names) })
        });
        let nobody_has = |attribute: &String| {
            let said = self.words.say("contradiction-nobody-has");
            said.s("attribute", attribute_words(&self.words, attribute)).to_string()
        };
        let contradictions = if proposal.unplaced.is_empty() {
            Vec::new()
        } else {
            speaker.contradictions(&kept, &proposal.unplaced)
        };
        let percent = (proposal.gain() * 100.0).round().clamp(0.0, 100.0);
        Ok(Document {
            unplaced: unplaced.collect(),
            groups,
            percent: if proposal.wishes.is_empty() { None } else { format!("{percent:.0}").parse().ok() },
            of_hundred: proposal.of_hundred(),
            contradictions,
            notes: unknown.iter().map(nobody_has).chain(speaker.notes()).collect(),
        })
    }

    fn kept(&self, group: &ProposedGroup) -> Kept {
        let (members, entry) =
            if group.is_locked { (&group.members, Entry::Closed) } else { (&group.locked, Entry::Open) };
        Kept { members: self.candidates.indices(members), entry }
    }
}

/// So many groups say what they give up; to look at thousands would take longer than to form them.
pub(super) const GIVING_UP: usize = 100;

/// Prepares the groups of a publication in chunks, then founds them.
async fn publish(app: App, work: PublishWork) -> Result<()> {
    const CHUNK: usize = 50;
    let Some(publication) = queries::publication_by_id(app.db(), work.publication).await? else {
        return Ok(());
    };
    if publication.published_at.is_some() {
        return Ok(());
    }
    let Some((row, round)) = queries::work_on(app.db(), publication.proposal_id).await? else {
        return Ok(());
    };
    let document = queries::document_of(&row)?;
    let begun = usize::try_from(publication.prepared).unwrap_or_default();
    let chunks = document.groups.get(begun..).unwrap_or_default().chunks(CHUNK);
    let mut done = publication.prepared;
    // Another round may have been published since this one was decided on.
    let seated = if round.people.without_seat {
        groups::members_with_seats(app.db(), row.community_id).await?
    } else {
        BTreeSet::new()
    };
    for chunk in chunks {
        let members = chunk.iter().flat_map(|group| group.members.iter().copied());
        let members = members.filter(|member| !seated.contains(member)).collect();
        let candidates = queries::some_candidates(app.db(), row.community_id, members).await?;
        let day = frame::local(row.created_at, "UTC").date();
        let new = new_groups(app.words(), &candidates, &row.criteria, day, chunk)?;
        let now = done + i32::try_from(chunk.len()).unwrap_or_default();
        let before = done;
        let is_ours = app
            .write(async |tx| {
                if !actions::prepared(tx, publication.id, before, now).await? {
                    return Ok(false);
                }
                groups::prepare(tx, publication.founding_id, new.clone()).await?;
                Ok(true)
            })
            .await?;
        if !is_ours {
            return Ok(());
        }
        done = now;
    }
    app.write(async |tx| actions::founded(tx, work, publication.founding_id).await).await
}

/// Puts everyone without a place on the waiting list, in chunks; twice does no harm.
async fn wait(app: App, work: PublishWork) -> Result<()> {
    const CHUNK: usize = 100;
    let Some(publication) = queries::publication_by_id(app.db(), work.publication).await? else {
        return Ok(());
    };
    let Some((row, _)) = queries::work_on(app.db(), publication.proposal_id).await? else { return Ok(()) };
    let unplaced: Vec<MemberId> =
        queries::document_of(&row)?.unplaced.iter().map(|waiting| waiting.member).collect();
    let letter = work.tells_unplaced.then(|| format!("not-placed:{}", publication.id));
    for members in unplaced.chunks(CHUNK) {
        let community = row.community_id;
        app.write(async |tx| {
            joining::wait_for_next_round(tx, &app, community, members, letter.as_deref()).await
        })
        .await?;
    }
    Ok(())
}

/// Groups with their reasons; each member reads besides what concerns them alone.
fn new_groups(
    words: &Words,
    candidates: &Candidates,
    criteria: &CriteriaFile,
    day: Date,
    chunk: &[ProposedGroup],
) -> Result<Vec<NewGroup>> {
    let round = candidates.question_of_some(criteria, day).map_err(AppError::internal)?;
    let speaker = Speaker { words, round: &round, people: &candidates.people, reader: None };
    let reason = |line: &Line| {
        if line.is_cost() { Reason::price(&line.text) } else { Reason::for_it(&line.text) }
    };
    let group = |group: &ProposedGroup| {
        let account = round.account(&candidates.indices(&group.members));
        let seats = account.members.iter().filter_map(|who| {
            let reasons = speaker.about_oneself(*who, &account).into_iter().map(Reason::for_it).collect();
            Some(NewSeat { member: candidates.member(*who)?, role: Role::Member, reasons })
        });
        let size = &round.criteria().size;
        NewGroup {
            name: group.name.clone(),
            purpose: speaker.purpose(&account),
            size_min: (*size.start()).min(group.members.len()),
            size_max: (*size.end()).max(group.members.len()),
            meeting_minutes: round.criteria().hours.minutes,
            is_listed: true,
            seats: seats.collect(),
            reasons: speaker.open_reasons(&account).iter().map(reason).collect(),
        }
    };
    Ok(chunk.iter().map(group).collect())
}
