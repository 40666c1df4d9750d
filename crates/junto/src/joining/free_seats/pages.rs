//! Who could take a free seat of a group, and offering it to them.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::app::error::encode;
use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{self, MemberId, Operator};
use crate::frame::{self, Frame};
use crate::groups::{self, Chair, Fit, Group, GroupId, GroupLine, Line, Offered, Question, Ranking};
use crate::joining::actions::{self, Despite};
use crate::joining::queries::{self, SeatRequest, Waiting};
use crate::joining::requests::RequestLine;
use crate::roster::{self, Filter, PersonLine};
use crate::ui::{Crest, Face, Page};

/// As many of those who wait longest are looked at for each free seat.
pub(in crate::joining) const LOOKED_AT: u64 = 500;
/// Groups with a free seat on one page.
pub(in crate::joining) const GROUPS: u64 = 10;
/// As many are told of a group beside others, and on a page of its own.
const TOLD_AMONG: usize = 3;
const TOLD_ALONE: usize = 20;

/// Someone who could be invited, and how they would suit the table.
pub(in crate::joining) struct Suitor {
    pub(in crate::joining) member: MemberId,
    pub(in crate::joining) face: Face,
    pub(in crate::joining) name: String,
    /// What else is worth knowing: since when they wait, or what they do.
    pub(in crate::joining) about: String,
    pub(in crate::joining) lines: Vec<Line>,
    pub(in crate::joining) breaks_nothing: bool,
    /// Where the seat is offered.
    pub(in crate::joining) action: String,
    /// Where it is asked once more.
    pub(in crate::joining) asking: String,
}

/// A group with a free seat, beside others.
pub(in crate::joining) struct Vacancy {
    pub(in crate::joining) group: Group,
    pub(in crate::joining) crest: Crest,
    pub(in crate::joining) seated: usize,
    pub(in crate::joining) offered: usize,
    pub(in crate::joining) free: usize,
    pub(in crate::joining) best: Vec<Suitor>,
    /// How many who wait would break something.
    pub(in crate::joining) breaking: usize,
    /// The page of its free seats, and that of the group.
    pub(in crate::joining) address: String,
    pub(in crate::joining) home: String,
}

/// The groups of these lines, each with the best who wait.
pub(in crate::joining) async fn vacancies(
    app: &App,
    operator: &Operator,
    lines: Vec<GroupLine>,
) -> Result<Vec<Vacancy>> {
    let waiting = queries::longest_waiting(app.db(), operator.id(), LOOKED_AT).await?;
    let mut questions = Vec::with_capacity(lines.len());
    for line in &lines {
        questions.push(question(app, &line.group, &waiting, TOLD_AMONG).await?);
    }
    let rankings = groups::fits(app, operator.id(), questions).await?;
    let members = rankings.iter().flat_map(|ranking| &ranking.fitting).map(|fit| fit.member);
    let told = Told::of(app, operator, members.collect(), &waiting).await?;
    let vacancy = |(line, ranking): (GroupLine, Ranking)| Vacancy {
        crest: Crest::new(line.group.crest),
        seated: line.seated,
        offered: line.offered,
        free: line.free(),
        best: told.suitors(&line.group, &ranking.fitting),
        breaking: ranking.breaking_count,
        address: told.operator.community().path(&format!("/groups/{}/seats", line.group.id)),
        home: told.operator.community().path(&format!("/groups/{}", line.group.id)),
        group: line.group,
    };
    Ok(lines.into_iter().zip(rankings).map(vacancy).collect())
}

/// Those who wait, but for whoever was asked into this group before.
async fn question(app: &App, group: &Group, waiting: &[Waiting], most: usize) -> Result<Question> {
    let mut people: Vec<MemberId> = waiting.iter().map(|waiting| waiting.member).collect();
    let asked = groups::has_been_asked(app.db(), group.id, &people).await?;
    people.retain(|member| !asked.contains(member));
    Ok(Question { group: group.clone(), people, most })
}

/// How those who ask for seats would suit these tables, where a seat is free that they have not been offered.
async fn fits_of(
    app: &App,
    operator: &Operator,
    requests: &[SeatRequest],
) -> Result<BTreeMap<(GroupId, MemberId), Fit>> {
    let ids: Vec<GroupId> = requests.iter().map(|request| request.group).collect();
    let lines = groups::lines(app.db(), groups::groups_by_id(app.db(), &ids).await?).await?;
    let seats = groups::seats(app.db(), &ids).await?;
    let has_seat = |request: &SeatRequest| {
        seats.iter().any(|seat| seat.group == request.group && seat.member == request.member)
    };
    let question = |line: GroupLine| {
        let of_group = requests.iter().filter(|request| request.group == line.group.id && !has_seat(request));
        let people: Vec<MemberId> = of_group.map(|request| request.member).collect();
        Question { most: people.len(), people, group: line.group }
    };
    let questions: Vec<Question> = lines.into_iter().filter(|line| line.free() > 0).map(question).collect();
    let asked: Vec<GroupId> = questions.iter().map(|question| question.group.id).collect();
    let rankings = groups::fits(app, operator.id(), questions).await?;
    let fits = asked.into_iter().zip(rankings).flat_map(|(group, ranking)| {
        let told = ranking.fitting.into_iter().chain(ranking.breaking);
        told.map(move |fit| ((group, fit.member), fit))
    });
    Ok(fits.collect())
}

/// Says with each request how whoever asks would suit the table, and where a yes is asked once more.
pub(in crate::joining) async fn suit(
    app: &App,
    operator: &Operator,
    requests: &[SeatRequest],
    lines: &mut [RequestLine],
) -> Result<()> {
    let fits = fits_of(app, operator, requests).await?;
    for (request, line) in requests.iter().zip(lines) {
        let Some(fit) = fits.get(&(request.group, request.member)) else { continue };
        line.lines = fit.lines();
        line.asking = (!fit.breaks_nothing()).then(|| asking(operator, request.group, request.member));
    }
    Ok(())
}

/// The page that says what a yes to a request would break; nothing where it breaks nothing.
pub(in crate::joining) async fn asked_again(
    app: &App,
    frame: &Frame,
    operator: &Operator,
    request: &SeatRequest,
) -> Result<Option<Response>> {
    let fits = fits_of(app, operator, std::slice::from_ref(request)).await?;
    if fits.values().all(Fit::breaks_nothing) {
        return Ok(None);
    }
    let group = group_of(app, operator, request.group).await?;
    let wanted = Wanted { who: Some(request.member), ..Wanted::default() };
    Ok(Some(frame::show_again(&table_page(app, frame, operator, group, &wanted).await?)?))
}

/// Where it is asked once more before somebody takes a free seat.
fn asking(operator: &Operator, group: GroupId, member: MemberId) -> String {
    operator.community().path(&format!("/groups/{group}/seats?who={member}#h-who"))
}

/// What is told of people beside how they suit a table.
struct Told<'a> {
    operator: &'a Operator,
    names: BTreeMap<MemberId, String>,
    about: BTreeMap<MemberId, String>,
}

impl<'a> Told<'a> {
    async fn of(
        app: &App,
        operator: &'a Operator,
        members: Vec<MemberId>,
        waiting: &[Waiting],
    ) -> Result<Self> {
        let zone = operator.person().zone();
        let since = |waiting: &Waiting| {
            let said = app.words().say("suitor-since").s("since", frame::day(waiting.since, zone));
            (waiting.member, said.to_string())
        };
        let names = community::members_by_id(app.db(), operator.id(), &members).await?;
        Ok(Self {
            operator,
            names: names.into_iter().map(|member| (member.id, member.name)).collect(),
            about: waiting.iter().map(since).collect(),
        })
    }

    fn suitor(&self, group: &Group, fit: &Fit) -> Suitor {
        let name = self.names.get(&fit.member).cloned().unwrap_or_default();
        let path = self.operator.community().path(&format!("/groups/{}", group.id));
        Suitor {
            member: fit.member,
            face: Face::of(&name),
            name,
            about: self.about.get(&fit.member).cloned().unwrap_or_default(),
            lines: fit.lines(),
            breaks_nothing: fit.breaks_nothing(),
            action: format!("{path}/offers"),
            asking: asking(self.operator, group.id, fit.member),
        }
    }

    fn suitors<'f>(&self, group: &Group, fits: impl IntoIterator<Item = &'f Fit>) -> Vec<Suitor> {
        fits.into_iter().map(|fit| self.suitor(group, fit)).collect()
    }
}

#[derive(Template)]
#[template(path = "joining/free_seats/table.html")]
struct TablePage {
    page: Page,
    group: Group,
    crest: Crest,
    home: String,
    all: String,
    here: String,
    add: String,
    /// Who sits there or was asked to, by name.
    table: Vec<(String, bool)>,
    free: usize,
    /// The one who was chosen, before the seat is offered.
    chosen: Option<Suitor>,
    /// Where their request is decided, if they asked for the seat.
    decision: Option<String>,
    fitting: Vec<Suitor>,
    fitting_more: usize,
    breaking: Vec<Suitor>,
    breaking_more: usize,
    /// How many wait, and how many of them were looked at.
    waiting: u64,
    looked_at: u64,
    search: String,
    found: Vec<Suitor>,
    found_more: u64,
    /// Those who are found and sit there already.
    there: Vec<String>,
}

impl TablePage {
    fn there_named(&self) -> String {
        self.there.join(", ")
    }

    fn unseen(&self) -> u64 {
        self.waiting.saturating_sub(self.looked_at)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    who: Option<MemberId>,
}

pub(super) async fn table(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, group)): Path<(String, GroupId)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let group = group_of(&app, &operator, group).await?;
    frame::show(&table_page(&app, &frame, &operator, group, &wanted).await?)
}

async fn group_of(app: &App, operator: &Operator, id: GroupId) -> Result<Group> {
    let group = groups::group(app.db(), id).await?;
    group.filter(|group| group.community == operator.id()).ok_or(AppError::NotFound)
}

async fn table_page(
    app: &App,
    frame: &Frame,
    operator: &Operator,
    group: Group,
    wanted: &Wanted,
) -> Result<TablePage> {
    let (db, community) = (app.db(), operator.community());
    let table = groups::table(db, &group).await?;
    let free = group.size_max.saturating_sub(table.len());
    let waiting = queries::longest_waiting(db, community.id, LOOKED_AT).await?;
    let sought = seek(app, operator, &table, wanted.q.trim()).await?;
    let is_there = |member: &MemberId| table.iter().any(|chair| chair.seat.member == *member);
    let chosen: Vec<MemberId> = wanted.who.into_iter().filter(|who| !is_there(who)).collect();
    let found: Vec<MemberId> = sought.people.iter().map(|person| person.member).collect();
    let [of_waiting, of_found, of_chosen] = if free > 0 {
        let about = |people| Question { group: group.clone(), people, most: TOLD_ALONE };
        let of_waiting = question(app, &group, &waiting, TOLD_ALONE).await?;
        let mut rankings =
            groups::fits(app, community.id, vec![of_waiting, about(found), about(chosen)]).await?.into_iter();
        [(); 3].map(|()| rankings.next().unwrap_or_default())
    } else {
        Default::default()
    };
    let everyone = [&of_waiting, &of_found, &of_chosen].into_iter().flat_map(all_of);
    let mut told = Told::of(app, operator, everyone.map(|fit| fit.member).collect(), &waiting).await?;
    told.about.extend(sought.people.iter().map(|person| (person.member, person.about())));
    let request = match wanted.who {
        Some(who) => queries::request_of(db, community.id, group.id, who).await?,
        None => None,
    };
    let home = community.path(&format!("/groups/{}", group.id));
    Ok(TablePage {
        decision: request.map(|request| community.path(&format!("/requests/{}/decision", request.id))),
        page: operator.page(app, frame),
        crest: Crest::new(group.crest).large(),
        all: community.path("/groups/seats"),
        here: format!("{home}/seats"),
        home,
        add: community.path("/roster/new"),
        free,
        chosen: told.suitors(&group, all_of(&of_chosen)).pop(),
        fitting: told.suitors(&group, &of_waiting.fitting),
        fitting_more: of_waiting.fitting_count.saturating_sub(of_waiting.fitting.len()),
        breaking: told.suitors(&group, &of_waiting.breaking),
        breaking_more: of_waiting.breaking_count.saturating_sub(of_waiting.breaking.len()),
        waiting: queries::count_waiting(db, community.id).await?,
        looked_at: u64::try_from(waiting.len()).unwrap_or_default(),
        found: told.suitors(&group, all_of(&of_found)),
        found_more: sought.more,
        there: sought.there,
        search: wanted.q.trim().to_owned(),
        table: table.into_iter().map(|chair| (chair.name.clone(), chair.is_seated())).collect(),
        group,
    })
}

/// Those of a ranking who are told, the best first.
fn all_of(ranking: &Ranking) -> impl Iterator<Item = &Fit> {
    ranking.fitting.iter().chain(&ranking.breaking)
}

/// Who of the roster was looked for.
#[derive(Default)]
struct Sought {
    people: Vec<PersonLine>,
    /// The names of those who sit at the table already or were asked to.
    there: Vec<String>,
    /// How many more there are than can be shown.
    more: u64,
}

async fn seek(app: &App, operator: &Operator, table: &[Chair], search: &str) -> Result<Sought> {
    if search.is_empty() {
        return Ok(Sought::default());
    }
    let filter = Filter { search: search.to_owned(), ..Filter::default() };
    let count = roster::count(app.db(), operator.id(), &filter).await?;
    let found = roster::people(app.db(), operator, &filter, 1).await?;
    let more = count.saturating_sub(u64::try_from(found.len()).unwrap_or_default());
    let is_there = |person: &PersonLine| table.iter().any(|chair| chair.seat.member == person.member);
    let (there, people): (Vec<_>, Vec<_>) = found.into_iter().partition(is_there);
    Ok(Sought { people, there: there.into_iter().map(|person| person.name).collect(), more })
}

#[derive(Deserialize)]
pub(super) struct OfferForm {
    member: MemberId,
    /// Whether the operator has read what they would break, and offers the seat all the same.
    #[serde(default)]
    all_the_same: Option<String>,
}

pub(super) async fn offer_seat(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, group)): Path<(String, GroupId)>,
    submission: Submission<OfferForm>,
) -> Result<Response> {
    let group = group_of(&app, &operator, group).await?;
    let member = submission.form.member;
    let question = Question { group: group.clone(), people: vec![member], most: 1 };
    let ranking = groups::fits(&app, operator.id(), vec![question]).await?.pop().unwrap_or_default();
    let despite =
        if submission.form.all_the_same.is_some() { Despite::EverythingTold } else { Despite::Nothing };
    if despite == Despite::Nothing && !ranking.breaking.is_empty() {
        let wanted = Wanted { who: Some(member), ..Wanted::default() };
        return frame::show_again(&table_page(&app, &frame, &operator, group, &wanted).await?);
    }
    let reasons = ranking.fitting.into_iter().chain(ranking.breaking).next();
    let reasons = reasons.map(|fit| fit.own).unwrap_or_default();
    let answer = submission
        .once(&app, async |tx| {
            let to = (member, reasons.clone());
            let offered = actions::offer_seat(tx, &app, &operator, &group, to, despite).await?;
            let (words, seats) = (app.words(), operator.community().path("/groups/seats"));
            Ok(match offered {
                Offered::Seat(_) => Answer::to(seats).saying(words.say("seat-offered")),
                Offered::NoSeatFree => Answer::to(seats).saying(words.say("request-no-seat")),
                // Found only now; the page says whom they should not meet.
                Offered::AtOdds => Answer::to(format!(
                    "{}?who={}",
                    operator.community().path(&format!("/groups/{}/seats", group.id)),
                    encode(&member.to_string())
                )),
            })
        })
        .await?;
    Ok(answer.into_response())
}
