//! The form that founds a group by hand.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use peergroups::conflict::Kind;
use peergroups::profile::{Email, tidy};
use serde::Deserialize;

use crate::accounts;
use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result, WriteTx};
use crate::community::{self, MemberId, Operator};
use crate::frame::{self, Frame};
use crate::groups::founding::actions::{self, ByHand, Founded};
use crate::groups::purpose::PURPOSE_LONGEST;
use crate::groups::queries;
use crate::roster;
use crate::ui::{Page, Said};

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
    #[serde(default)]
    at_odds_fine: Option<String>,
    /// Addresses that are not in the roster yet, in the order of their names.
    #[serde(default)]
    newcomer: Vec<String>,
    #[serde(default)]
    called: Vec<String>,
}

impl NewGroupForm {
    /// The name that was given for whoever has this address.
    fn name_of(&self, email: &Email) -> Option<String> {
        let mut named = self.newcomer.iter().zip(&self.called);
        let (_, name) = named.find(|(newcomer, _)| newcomer.trim().to_lowercase() == email.key())?;
        Some(tidy(name))
    }
}

/// Someone who would come into the roster with the group.
struct Newcomer {
    email: Email,
    name: String,
    wrong: Option<String>,
}

impl Newcomer {
    /// One page has a field of this name for each of them.
    fn id(&self) -> String {
        format!("called-{}", self.email.key())
    }
}

/// What is wrong with a group to be founded by hand, in words.
#[derive(Default)]
struct Wrongs {
    name: Option<String>,
    people: Option<String>,
    facilitator: Option<String>,
    seats: Option<String>,
    /// Who is not in the roster yet, when nobody has said how one of them is called.
    newcomers: Vec<Newcomer>,
    /// Two people each who have a conflict of interest, and what it is.
    at_odds: Vec<AtOdds>,
}

struct AtOdds {
    one: String,
    other: String,
    why: String,
}

#[derive(Template)]
#[template(path = "groups/founding/new.html")]
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

    fn lengths(&self) -> [(u32, Said<'_>); 4] {
        MINUTES.map(|minutes| (minutes, self.page.say("minutes").n("minutes", minutes)))
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
    let by_hand = match read(&app, &operator, form).await? {
        Ok(by_hand) => by_hand,
        Err(wrongs) => {
            let page = new_page(&app, &frame, &operator, form.clone(), wrongs).await?;
            return frame::show_again(&page);
        }
    };
    let mut at_odds = Vec::new();
    let answer = submission
        .once(&app, async |tx| {
            let offered = match actions::found(tx, &operator, &by_hand).await? {
                Founded::Offered(seats) => seats,
                Founded::AtOdds(pairs) => {
                    at_odds = name_pairs(&app, tx, &operator, pairs).await?;
                    return Err(AppError::Invalid("people in it are at odds")); // Takes newcomers out again.
                }
            };
            let said = app.words().say("new-group-founded").s("name", &by_hand.name).n("count", offered);
            Ok(Answer::to(operator.community().path("/groups")).saying(said))
        })
        .await;
    if at_odds.is_empty() {
        return Ok(answer?.into_response());
    }
    // Those who were named once stay named.
    let newcomers = newcomers(&app, &operator, form, &by_hand.people).await?;
    let wrongs = Wrongs { newcomers, at_odds, ..Wrongs::default() };
    frame::show_again(&new_page(&app, &frame, &operator, form.clone(), wrongs).await?)
}

/// Who is at odds with whom, in words.
async fn name_pairs(
    app: &App,
    tx: &WriteTx,
    operator: &Operator,
    pairs: Vec<(MemberId, MemberId, Kind)>,
) -> Result<Vec<AtOdds>> {
    let ids: Vec<MemberId> = pairs.iter().flat_map(|(one, other, _)| [*one, *other]).collect();
    let members = community::members_by_id(tx.db(), operator.id(), &ids).await?;
    let name = |id: MemberId| {
        members.iter().find(|member| member.id == id).map_or_else(String::new, |member| member.name.clone())
    };
    let pair = |(one, other, kind)| AtOdds {
        one: name(one),
        other: name(other),
        why: roster::conflict_sentence(app.words(), kind),
    };
    Ok(pairs.into_iter().map(pair).collect())
}

/// The form, understood, or what is wrong with it.
async fn read(app: &App, operator: &Operator, form: &NewGroupForm) -> Result<Result<ByHand, Wrongs>> {
    let words = app.words();
    let mut wrongs = Wrongs::default();
    let name = tidy(&form.name);
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
    let newcomers = newcomers(app, operator, form, &people).await?;
    let is_right = wrongs.name.is_none()
        && wrongs.people.is_none()
        && wrongs.facilitator.is_none()
        && wrongs.seats.is_none()
        && newcomers
            .iter()
            .all(|newcomer| newcomer.wrong.is_none() && form.name_of(&newcomer.email).is_some());
    let named = newcomers.iter().map(|newcomer| (newcomer.email.clone(), newcomer.name.clone())).collect();
    wrongs.newcomers = newcomers;
    let (Some(seats), true) = (seats, is_right) else { return Ok(Err(wrongs)) };
    Ok(Ok(ByHand {
        name,
        purpose: form.purpose.trim().chars().take(PURPOSE_LONGEST).collect(),
        picked: form.member.clone(),
        people,
        newcomers: named,
        facilitator: (!facilitator.is_empty()).then_some(facilitator),
        seats,
        minutes: form.minutes.parse().ok().filter(|minutes| MINUTES.contains(minutes)).unwrap_or(90),
        is_listed: form.is_listed.is_some(),
        is_at_odds_fine: form.at_odds_fine.is_some(),
    }))
}

/// Those who are not in the roster yet, each with the name that was given for them, or one to begin with.
async fn newcomers(
    app: &App,
    operator: &Operator,
    form: &NewGroupForm,
    people: &[Email],
) -> Result<Vec<Newcomer>> {
    let mut newcomers: Vec<Newcomer> = Vec::new();
    for email in people {
        let is_there = actions::member_with(app.db(), operator, &email.key()).await?.is_some();
        if is_there || newcomers.iter().any(|other| other.email.key() == email.key()) {
            continue;
        }
        let given = form.name_of(email);
        let wrong = given.as_ref().filter(|name| name.is_empty() || name.chars().count() > 200);
        newcomers.push(Newcomer {
            wrong: wrong.map(|_| app.words().say("new-group-newcomer-wrong").to_string()),
            name: given.unwrap_or_else(|| email.likely_name()),
            email: email.clone(),
        });
    }
    Ok(newcomers)
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
