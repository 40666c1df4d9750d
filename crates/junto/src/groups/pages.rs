//! A group's home, its purpose, the groups of a community, and founding one by hand.

use std::future::Future;
use std::pin::Pin;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use calendar::{CommonHour, Level, Zone};
use peergroups::profile::{Email, Profile};
use peergroups::role::Role;
use serde::Deserialize;
use store::Moment;

use super::actions::{self, NewGroup, NewSeat};
use super::facilitation;
use super::queries::{self, Chair, Group, GroupLine, Which};
use super::rights::{Insider, Seat};
use crate::accounts::{self, Person};
use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result, WriteTx};
use crate::community::{self, Card, Member, MemberId, Operator};
use crate::frame::{self, Frame};
use crate::roster;
use crate::ui::{Crest, Face, HourRow, HourStrip, Page, Words};

/// One part of a group's home, contributed by a capability.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Unique on the page.
    pub id: String,
    /// The side-head.
    pub heading: String,
    /// Rendered by the capability's own template.
    pub body: String,
    /// The reason, for the margin.
    pub margin: Option<String>,
}

type PanelsOfHome = Pin<Box<dyn Future<Output = Result<Vec<Panel>>> + Send>>;

/// The contribution of panels to a group's home.
pub struct Panels(pub fn(App, Seat) -> PanelsOfHome);

/// One person at the table as the page shows them.
struct AtTable {
    face: Face,
    name: String,
    line: String,
    city: String,
    time: String,
    leads: bool,
    is_seated: bool,
    has_agreed: bool,
    hello: Option<String>,
}

#[derive(Template)]
#[template(path = "groups/home.html")]
struct HomePage {
    page: Page,
    group: Group,
    crest: Crest,
    table: Vec<AtTable>,
    free: usize,
    agreed: usize,
    seated: usize,
    has_agreed: bool,
    own_hello: String,
    strip: Option<HourStrip>,
    silent: String,
    panels: Vec<Panel>,
}

pub(super) async fn home(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    let group = seat.group().clone();
    let now = app.clock().now();
    let chairs = queries::table(app.db(), &group).await?;
    let agreements = queries::agreements(app.db(), &seat).await?;
    let mut table = Vec::with_capacity(chairs.len());
    for chair in &chairs {
        let place = actions::hello_place(chair.seat.id);
        let hello = match chair.seat.hello() {
            Some(sealed) => Some(app.keyring().open_sealed(&seat, place, sealed).await?),
            None => None,
        };
        table.push(AtTable {
            face: Face::of(&chair.name),
            name: chair.name.clone(),
            line: chair.line.clone(),
            city: chair.city(),
            time: frame::local(now, &chair.zone).strftime("%H:%M").to_string(),
            leads: chair.leads(),
            is_seated: chair.is_seated(),
            has_agreed: agreements.contains(&chair.seat.id),
            hello,
        });
    }
    let reader = seat.member().person();
    let furniture = seat.member().community().member_furniture(&app);
    let page = frame.furnished(furniture, Some(&reader.reader()));
    let mut panels: Vec<Panel> = facilitation::panel(&page, &seat, &chairs)?.into_iter().collect();
    for Panels(of) in app.contributed::<Panels>() {
        panels.extend(of(app.clone(), seat.clone()).await?);
    }
    let own = chairs.iter().position(|chair| chair.seat.id == seat.id()).and_then(|own| table.get(own));
    let own_hello = own.and_then(|own| own.hello.clone()).unwrap_or_default();
    frame::show(&HomePage {
        page,
        crest: Crest::new(group.crest).large(),
        free: group.size_max.saturating_sub(chairs.len()),
        agreed: table.iter().filter(|person| person.has_agreed).count(),
        seated: table.iter().filter(|person| person.is_seated).count(),
        has_agreed: agreements.contains(&seat.id()),
        own_hello,
        strip: hour_strip(app.words(), &chairs, group.meeting_minutes, reader.zone(), now),
        silent: without_hours(&chairs),
        table,
        group,
        panels,
    })
}

/// The names of those who have not said their hours.
fn without_hours(chairs: &[Chair]) -> String {
    let names = chairs.iter().filter(|chair| chair.hours.is_none()).map(|chair| chair.name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

/// The hours of a group on the reader's clock, on the day of the best hour that those who said theirs have
/// in common. `None` when nobody said any.
pub fn hour_strip(
    words: &Words,
    chairs: &[Chair],
    minutes: u32,
    reader_zone: &str,
    now: Moment,
) -> Option<HourStrip> {
    let reader = Zone::named(reader_zone).unwrap_or_else(|_| Zone::utc());
    let known: Vec<(&Chair, Zone, &calendar::WeeklyHours)> =
        chairs.iter().filter_map(|chair| Some((chair, chair.zone(), chair.hours.as_ref()?))).collect();
    if known.is_empty() {
        return None;
    }
    let people: Vec<_> = known.iter().map(|(_, zone, hours)| (zone.clone(), (*hours).clone())).collect();
    let today = reader.local_at(now.0).date();
    let best = calendar::best_hours(&people, minutes, today, 1).into_iter().next();
    let begin = best.as_ref().map(|best| reader.local_at(best.moment));
    let day = begin.map_or(today, |begin| begin.date());
    let rows = known.iter().enumerate().map(|(index, (chair, zone, hours))| {
        let spans = calendar::strip(zone, hours, &reader, day);
        let said = spans.iter().map(|span| {
            let (from, to) = (clock(span.from), clock(span.to));
            let said = match span.level {
                Level::Preferred => words.say("common-hours-preferred-span"),
                Level::Acceptable => words.say("common-hours-acceptable-span"),
            };
            said.s("from", from).s("to", to).to_string()
        });
        let said: Vec<String> = said.collect();
        let (local, suits) = own_hour(words, best.as_ref(), index);
        HourRow {
            name: chair.name.split_whitespace().next().unwrap_or_default().to_owned(),
            city: zone.city(),
            words: if said.is_empty() { words.say("common-hours-none").to_string() } else { said.join(", ") },
            spans: spans.iter().map(|span| (span.from, span.to, span.level == Level::Preferred)).collect(),
            local,
            suits,
        }
    });
    let rows = rows.collect();
    let caption = match begin {
        Some(_) => words.say("common-hours-caption"),
        None => words.say("common-hours-caption-none"),
    };
    let caption =
        caption.s("day", day.strftime("%A")).s("city", reader.city()).n("minutes", minutes).to_string();
    let meeting = begin.map(|begin| {
        let from = u16::from(begin.hour().unsigned_abs()) * 60 + u16::from(begin.minute().unsigned_abs());
        (from, from.saturating_add(u16::try_from(minutes).unwrap_or(0)).min(24 * 60))
    });
    Some(HourStrip { caption, rows, meeting })
}

/// The best hour on one person's clock, and how it suits them.
fn own_hour(words: &Words, best: Option<&CommonHour>, index: usize) -> (String, String) {
    let Some(hour) = best.and_then(|best| best.members.get(index)) else { return Default::default() };
    let suits = match hour.level {
        Level::Preferred => words.say("common-hours-preferred"),
        Level::Acceptable => words.say("common-hours-acceptable"),
    };
    (hour.local.strftime("%H:%M").to_string(), suits.to_string())
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

const HELLO_LONGEST: usize = 2_000;
const PURPOSE_LONGEST: usize = 300;

#[derive(Deserialize)]
pub(super) struct Hello {
    words: String,
}

pub(super) async fn say_hello(
    State(app): State<App>,
    seat: Seat,
    submission: Submission<Hello>,
) -> Result<Response> {
    let words = submission.form.words.trim();
    if words.is_empty() || words.chars().count() > HELLO_LONGEST {
        let answer =
            Answer::to(seat.path("")).saying(app.words().say("hello-wrong").n("most", HELLO_LONGEST));
        return Ok(answer.into_response());
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::say_hello(tx, &seat, words).await?;
            Ok(Answer::to(seat.path("")).saying(app.words().say("hello-said")))
        })
        .await?;
    Ok(answer.into_response())
}

#[derive(Template)]
#[template(path = "groups/purpose.html")]
struct PurposePage {
    page: Page,
    group: Group,
    purpose: String,
    is_wrong: bool,
}

fn purpose_page(app: &App, frame: &Frame, seat: &Seat, purpose: String, is_wrong: bool) -> PurposePage {
    let furniture = seat.member().community().member_furniture(app);
    let page = frame.furnished(furniture, Some(&seat.member().person().reader()));
    PurposePage { page, group: seat.group().clone(), purpose, is_wrong }
}

pub(super) async fn purpose(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    frame::show(&purpose_page(&app, &frame, &seat, seat.group().purpose.clone(), false))
}

#[derive(Deserialize)]
pub(super) struct Purpose {
    purpose: String,
    version: i32,
}

pub(super) async fn propose_purpose(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    submission: Submission<Purpose>,
) -> Result<Response> {
    let purpose = submission.form.purpose.trim();
    if purpose.is_empty() || purpose.chars().count() > PURPOSE_LONGEST {
        let page = purpose_page(&app, &frame, &seat, purpose.to_owned(), true);
        return frame::show_again(&page);
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::propose_purpose(tx, &seat, submission.form.version, purpose).await?;
            Ok(Answer::to(seat.path("")).saying(app.words().say("purpose-proposed")))
        })
        .await?;
    Ok(answer.into_response())
}

#[derive(Deserialize)]
pub(super) struct Agreement {
    version: i32,
}

pub(super) async fn agree_purpose(
    State(app): State<App>,
    seat: Seat,
    submission: Submission<Agreement>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::agree_purpose(tx, &seat, submission.form.version).await?;
            Ok(Answer::to(seat.path("")).saying(app.words().say("purpose-agreed")))
        })
        .await
}

/// A group in a list.
struct Entry {
    line: GroupLine,
    crest: Crest,
}

fn entries(lines: Vec<GroupLine>) -> Vec<Entry> {
    let entry = |line: GroupLine| {
        let crest = Crest::new(line.group.crest);
        Entry { line, crest }
    };
    lines.into_iter().map(entry).collect()
}

#[derive(Template)]
#[template(path = "groups/list.html")]
struct ListPage {
    page: Page,
    own: Vec<Entry>,
    others: Vec<Entry>,
    runs: bool,
    is_member: bool,
    /// Addresses of the pages before and after.
    before: Option<String>,
    after: Option<String>,
    address: String,
}

#[derive(Deserialize)]
pub(super) struct Paging {
    #[serde(default)]
    page: u64,
}

pub(super) async fn list(
    State(app): State<App>,
    frame: Frame,
    insider: Insider,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let community = &insider.community;
    let runs = insider.operator.is_some();
    let which = if runs { Which::All } else { Which::Open };
    let (others, has_more) = queries::groups(app.db(), community.id, which, paging.page).await?;
    let own = match &insider.member {
        Some(member) => own_groups(&app, member).await?,
        None => Vec::new(),
    };
    let own = queries::lines(app.db(), own).await?;
    let is_own = |line: &GroupLine| own.iter().any(|own| own.group.id == line.group.id);
    let others: Vec<GroupLine> = others.into_iter().filter(|line| runs || !is_own(line)).collect();
    let furniture = if runs { community.operator_furniture(&app) } else { community.member_furniture(&app) };
    let address = community.path("/groups");
    frame::show(&ListPage {
        page: frame.furnished(furniture, Some(&insider.person.reader())),
        own: entries(own),
        others: entries(others),
        runs,
        is_member: insider.member.is_some(),
        before: paging.page.checked_sub(1).map(|page| format!("{address}?page={page}")),
        after: has_more.then(|| format!("{address}?page={}", paging.page.saturating_add(1))),
        address,
    })
}

/// The groups in which a member has taken a seat.
async fn own_groups(app: &App, member: &Member) -> Result<Vec<Group>> {
    let seats = queries::seats_of(app.db(), member.community().id, member.id()).await?;
    let seated = seats.into_iter().filter(|(seat, _)| seat.accepted_at.is_some());
    Ok(seated.map(|(_, group)| group).collect())
}

#[derive(Template)]
#[template(path = "groups/card.html")]
struct GroupCard<'a> {
    words: &'a Words,
    group: &'a Group,
    crest: Crest,
    line: String,
}

pub(super) async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let mut cards = Vec::new();
    for member in Member::all_of(app, person).await? {
        let groups = own_groups(app, &member).await?;
        for line in queries::lines(app.db(), groups).await? {
            let group = &line.group;
            let words = app.words();
            let body = GroupCard {
                words,
                crest: Crest::new(group.crest),
                line: words.say("group-line").n("seated", line.seated).n("offered", line.offered).to_string(),
                group,
            };
            cards.push(Card {
                id: format!("group-{}", group.id),
                heading: words.say("card-your-group").to_string(),
                body: body.render()?,
                margin: None,
                rank: 40,
            });
        }
    }
    Ok(cards)
}

/// Who may be picked from the list when a group is founded by hand. Larger communities write addresses.
const LISTED: u64 = 60;
const MINUTES: [u32; 4] = [60, 90, 120, 180];

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct NewGroupForm {
    name: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    member: Vec<MemberId>,
    #[serde(default)]
    people: String,
    #[serde(default)]
    facilitator: String,
    #[serde(default)]
    seats: String,
    #[serde(default)]
    minutes: String,
    #[serde(default)]
    is_listed: Option<String>,
}

/// What is wrong with a group to be founded by hand, in words.
#[derive(Default)]
struct Wrongs {
    name: Option<String>,
    people: Option<String>,
    facilitator: Option<String>,
    seats: Option<String>,
}

#[derive(Template)]
#[template(path = "groups/new.html")]
struct NewPage {
    page: Page,
    action: String,
    form: NewGroupForm,
    wrongs: Wrongs,
    members: Vec<(MemberId, String, String)>,
}

impl NewPage {
    fn is_picked(&self, member: &MemberId) -> bool {
        self.form.member.contains(member)
    }

    fn minutes(&self) -> [u32; 4] {
        MINUTES
    }

    fn is_long(&self, minutes: &u32) -> bool {
        self.form.minutes == minutes.to_string()
    }
}

async fn new_page(
    app: &App,
    frame: &Frame,
    operator: &Operator,
    form: NewGroupForm,
    wrongs: Wrongs,
) -> Result<NewPage> {
    let members = community::members(app.db(), operator.id(), LISTED).await?;
    let people: Vec<_> = members.iter().map(|member| member.person).collect();
    let addresses = accounts::addresses(app.db(), &people).await?;
    let line = |member: community::Membership| {
        let email = addresses.iter().find(|address| address.id == member.person);
        (member.id, member.name, email.map_or_else(String::new, |address| address.email.clone()))
    };
    Ok(NewPage {
        page: operator.page(app, frame),
        action: operator.community().path("/groups/new"),
        form,
        wrongs,
        members: members.into_iter().map(line).collect(),
    })
}

pub(super) async fn new(State(app): State<App>, frame: Frame, operator: Operator) -> Result<Response> {
    let taken = queries::names_taken(app.db(), operator.id()).await?;
    let seed = u64::try_from(taken.len()).unwrap_or_default();
    let form = NewGroupForm {
        name: peergroups::group::names(seed).find(|name| !taken.contains(name)).unwrap_or_default(),
        seats: "8".to_owned(),
        minutes: "90".to_owned(),
        is_listed: Some(String::new()),
        ..NewGroupForm::default()
    };
    frame::show(&new_page(&app, &frame, &operator, form, Wrongs::default()).await?)
}

pub(super) async fn found(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    submission: Submission<NewGroupForm>,
) -> Result<Response> {
    let form = &submission.form;
    let read = match read_new_group(&app, &operator, form).await? {
        Ok(read) => read,
        Err(wrongs) => {
            let page = new_page(&app, &frame, &operator, form.clone(), wrongs).await?;
            return frame::show_again(&page);
        }
    };
    let answer = submission
        .once(&app, async |tx| {
            let seats = seats_for(tx, &operator, form, &read).await?;
            let offered = seats.len();
            let group = NewGroup {
                name: read.name.clone(),
                purpose: read.purpose.clone(),
                size_min: 2,
                size_max: read.seats,
                meeting_minutes: read.minutes,
                is_listed: form.is_listed.is_some(),
                reasons: Vec::new(),
                seats,
            };
            let founding = actions::begin_founding(tx, &operator).await?;
            actions::prepare(tx, founding, vec![group]).await?;
            actions::found(tx, founding).await?;
            let said = app.words().say("new-group-founded").s("name", &read.name).n("count", offered);
            Ok(Answer::to(operator.community().path("/groups")).saying(said))
        })
        .await?;
    Ok(answer.into_response())
}

/// The form, understood.
struct ReadGroup {
    name: String,
    purpose: String,
    people: Vec<Email>,
    facilitator: Option<String>,
    seats: usize,
    minutes: u32,
}

async fn read_new_group(
    app: &App,
    operator: &Operator,
    form: &NewGroupForm,
) -> Result<Result<ReadGroup, Wrongs>> {
    let words = app.words();
    let mut wrongs = Wrongs::default();
    let name = peergroups::profile::tidy(&form.name);
    if name.is_empty() || name.chars().count() > 60 {
        wrongs.name = Some(words.say("new-group-name-wrong").to_string());
    } else if queries::names_taken(app.db(), operator.id()).await?.contains(&name) {
        wrongs.name = Some(words.say("new-group-name-taken").s("name", &name).to_string());
    }
    let written = form.people.split(['\n', ',', ';']).map(str::trim).filter(|line| !line.is_empty());
    let (mut people, mut unread) = (Vec::new(), Vec::new());
    for line in written {
        match Email::parse(line) {
            Ok(email) => people.push(email),
            Err(_) => unread.push(line),
        }
    }
    if !unread.is_empty() {
        wrongs.people = Some(words.say("new-group-people-wrong").s("lines", unread.join(", ")).to_string());
    } else if people.is_empty() && form.member.is_empty() {
        wrongs.people = Some(words.say("new-group-people-none").to_string());
    }
    let facilitator = form.facilitator.trim().to_lowercase();
    if !facilitator.is_empty() && !is_among(app, operator, &facilitator, &people, &form.member).await? {
        wrongs.facilitator = Some(words.say("new-group-facilitator-wrong").to_string());
    }
    let seats = form.seats.trim().parse().ok().filter(|seats| (2..=30).contains(seats));
    let fits = seats.is_some_and(|seats: usize| seats >= people.len() + form.member.len());
    if !fits {
        wrongs.seats = Some(words.say("new-group-seats-wrong").to_string());
    }
    let is_right = wrongs.name.is_none()
        && wrongs.people.is_none()
        && wrongs.facilitator.is_none()
        && wrongs.seats.is_none();
    let (Some(seats), true) = (seats, is_right) else { return Ok(Err(wrongs)) };
    Ok(Ok(ReadGroup {
        name,
        purpose: form.purpose.trim().chars().take(PURPOSE_LONGEST).collect(),
        people,
        facilitator: (!facilitator.is_empty()).then_some(facilitator),
        seats,
        minutes: form.minutes.parse().ok().filter(|minutes| MINUTES.contains(minutes)).unwrap_or(90),
    }))
}

async fn is_among(
    app: &App,
    operator: &Operator,
    email: &str,
    people: &[Email],
    members: &[MemberId],
) -> Result<bool> {
    if people.iter().any(|person| person.key() == email) {
        return Ok(true);
    }
    let members = community::members_by_id(app.db(), operator.id(), members).await?;
    let ids: Vec<_> = members.iter().map(|member| member.person).collect();
    Ok(accounts::addresses(app.db(), &ids).await?.iter().any(|address| address.email == email))
}

/// The seats of those who were picked and those who were written, each once. Whoever is not a member yet
/// is entered into the roster.
async fn seats_for(
    tx: &WriteTx,
    operator: &Operator,
    form: &NewGroupForm,
    read: &ReadGroup,
) -> Result<Vec<NewSeat>> {
    let picked = community::members_by_id(tx.db(), operator.id(), &form.member).await?;
    if picked.len() != form.member.len() || picked.iter().any(|member| member.has_left) {
        return Err(AppError::NotFound);
    }
    let mut members: Vec<MemberId> = picked.into_iter().map(|member| member.id).collect();
    let mut newcomers = Vec::new();
    for email in &read.people {
        match member_with(tx, operator, &email.key()).await? {
            Some(member) => members.push(member),
            None => newcomers.push(Profile::new(name_for(tx, email).await?, email.clone())),
        }
    }
    members.extend(roster::enter(tx, operator.id(), &newcomers).await?.members);
    members.sort();
    members.dedup();
    let leads = match &read.facilitator {
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
