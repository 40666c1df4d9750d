//! The people list, one person's profile, and who must be kept apart from them.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use peergroups::conflict::Kind;
use peergroups::profile::Profile;
use peergroups::roster::Column;
use serde::{Deserialize, Serialize};
use store::Id;

use super::actions;
use super::formats::write_csv;
use super::import::column_name;
use super::queries::{self, Facet, Facets, Filter, NamedConflict, PAGE, PersonLine, Standing};
use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{CommunityId, MemberId, Operator};
use crate::frame::{self, Frame};
use crate::ui::{Page, Pager, Words};

/// What the address of the list says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Listing {
    q: String,
    industry: String,
    function: String,
    page: String,
}

impl Listing {
    fn filter(&self) -> Filter {
        Filter {
            search: self.q.trim().to_owned(),
            industry: self.industry.clone(),
            function: self.function.clone(),
        }
    }

    fn number(&self) -> u64 {
        self.page.parse().unwrap_or(1).max(1)
    }
}

#[derive(Template)]
#[template(path = "roster/people.html")]
struct PeoplePage {
    page: Page,
    listing: Listing,
    /// People in the roster, whatever the filter.
    total: u64,
    found: u64,
    people: Vec<PersonLine>,
    facets: Facets,
    roster: String,
    export: String,
    pager: Pager,
}

impl PeoplePage {
    fn options(&self, facets: &[Facet]) -> Vec<(String, String)> {
        let all = (String::new(), self.page.say("roster-any").to_string());
        let some =
            facets.iter().map(|facet| (facet.value.clone(), format!("{} ({})", facet.value, facet.count)));
        std::iter::once(all).chain(some).collect()
    }
}

pub(super) async fn people(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Query(listing): Query<Listing>,
) -> Result<Response> {
    let filter = listing.filter();
    let total = queries::count(app.db(), operator.id(), &Filter::default()).await?;
    let found =
        if filter.is_empty() { total } else { queries::count(app.db(), operator.id(), &filter).await? };
    let page_count = found.div_ceil(PAGE).max(1);
    let number = listing.number().min(page_count);
    let people = queries::people(app.db(), &operator, &filter, number).await?;
    let facets = queries::facets(app.db(), operator.id()).await?;
    let page = operator.page(&app, &frame);
    let roster = operator.community().path("/roster");
    let at = |number: u64| address(&roster, &listing, Some(number));
    let first = (number - 1) * PAGE + 1;
    let last = (number * PAGE).min(found);
    let pager = Pager {
        said: page.say("roster-part").n("first", first).n("last", last).n("found", found).to_string(),
        earlier: (number > 1).then(|| at(number - 1)).transpose()?,
        later: (number < page_count).then(|| at(number + 1)).transpose()?,
    };
    let export = address(&format!("{roster}/people.csv"), &listing, None)?;
    frame::show(&PeoplePage { page, listing, total, found, people, facets, roster, export, pager })
}

fn address(path: &str, listing: &Listing, page: Option<u64>) -> Result<String> {
    let page = page.map(|number| number.to_string()).unwrap_or_default();
    let query =
        serde_html_form::to_string(Listing { page, ..listing.clone() }).map_err(AppError::internal)?;
    Ok(format!("{path}?{query}"))
}

/// The people whom the filter keeps, as a file that can be imported again.
pub(super) async fn export(
    State(app): State<App>,
    operator: Operator,
    Query(listing): Query<Listing>,
) -> Result<Response> {
    let filter = listing.filter();
    let mut attributes = BTreeSet::new();
    let mut after = None;
    loop {
        let (some, last) = queries::profiles_after(app.db(), operator.id(), &filter, after).await?;
        attributes.extend(some.into_iter().flat_map(|(_, profile)| profile.attributes).map(|(name, _)| name));
        after = last;
        if after.is_none() {
            break;
        }
    }
    // The mark at the start tells spreadsheets which encoding it is.
    let mut file = "\u{feff}".as_bytes().to_vec();
    let header = COLUMNS.iter().map(|column| column.name()).chain(attributes.iter().map(String::as_str));
    write_csv(&mut file, [header]).map_err(AppError::internal)?;
    loop {
        let (some, last) = queries::profiles_after(app.db(), operator.id(), &filter, after).await?;
        let rows = some.iter().map(|(_, profile)| {
            let attribute = |wanted: &String| {
                let found = profile.attributes.iter().find(|(name, _)| name == wanted);
                found.map(|(_, value)| value.clone()).unwrap_or_default()
            };
            COLUMNS.iter().map(|column| cell(profile, *column)).chain(attributes.iter().map(attribute))
        });
        write_csv(&mut file, rows).map_err(AppError::internal)?;
        after = last;
        if after.is_none() {
            break;
        }
    }
    Ok(frame::csv_file("roster.csv", file))
}

/// An id in an address; what is none leads nowhere.
pub(super) fn id_in<T: Id>(text: &str) -> Result<T> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// What is asked of one person, in the order of the form.
pub(super) const COLUMNS: [Column; 17] = [
    Column::Name,
    Column::Email,
    Column::Organisation,
    Column::Department,
    Column::Industry,
    Column::Function,
    Column::Seniority,
    Column::YearsInRole,
    Column::Interests,
    Column::Goals,
    Column::Languages,
    Column::TimeZone,
    Column::Availability,
    Column::ReportsTo,
    Column::CompetesWith,
    Column::KeepApart,
    Column::KeepWith,
];

/// What a profile says in a column, as a roster would.
pub(super) fn cell(profile: &Profile, column: Column) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    match column {
        Column::Name => profile.name.clone(),
        Column::Email => profile.email.to_string(),
        Column::Organisation => text(&profile.organisation),
        Column::Industry => text(&profile.industry),
        Column::Function => text(&profile.function),
        Column::Seniority => text(&profile.seniority),
        Column::YearsInRole => profile.years_in_role.map(|years| years.to_string()).unwrap_or_default(),
        Column::Interests => profile.interests.join("; "),
        Column::Goals => profile.goals.join("; "),
        Column::Languages => profile.languages.join("; "),
        Column::Department => text(&profile.department),
        Column::CompetesWith => profile.competes_with.join("; "),
        Column::TimeZone => text(&profile.time_zone),
        Column::Availability => text(&profile.availability),
        Column::ReportsTo => text(&profile.reports_to),
        Column::KeepApart => profile.keep_apart.join("; "),
        Column::KeepWith => profile.keep_with.join("; "),
        Column::GivenName | Column::FamilyName => String::new(),
    }
}

type Sentences = Pin<Box<dyn Future<Output = Result<Vec<String>>> + Send>>;

/// The contribution of what goes with somebody who is taken out of the roster, each in a sentence.
pub struct Ties(pub fn(App, CommunityId, MemberId) -> Sentences);

#[derive(Template)]
#[template(path = "roster/person.html")]
struct PersonPage {
    page: Page,
    standing: Standing,
    updated: String,
    facts: Vec<(String, String)>,
    conflicts: Vec<(PersonLine, Vec<String>)>,
    named: Vec<NamedConflict>,
    roster: String,
    here: String,
    /// What was written as the other person, and why it cannot be taken.
    who: String,
    wrong: String,
    /// What goes with them when they are removed.
    ties: Vec<String>,
}

pub(super) async fn person(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response> {
    frame::show(&person_page(&app, &frame, &operator, id_in(&member)?).await?)
}

async fn person_page(app: &App, frame: &Frame, operator: &Operator, member: MemberId) -> Result<PersonPage> {
    let standing = queries::standing(app.db(), operator.id(), member).await?;
    let found = queries::found_conflicts(app.db(), operator, &standing).await?;
    let named = queries::named_conflicts_of(app.db(), operator, member).await?;
    let words = app.words();
    let known =
        COLUMNS.iter().skip(1).map(|column| (column_name(words, *column), cell(&standing.profile, *column)));
    let more = standing.profile.attributes.iter().map(|(name, value)| (attribute_label(name), value.clone()));
    let facts = known.chain(more).filter(|(_, value)| !value.is_empty());
    let facts = facts.collect();
    let reasons = |kinds: Vec<Kind>| kinds.into_iter().map(|kind| conflict_sentence(words, kind)).collect();
    let conflicts = found.into_iter().map(|conflict| (conflict.other, reasons(conflict.kinds))).collect();
    let mut ties = Vec::new();
    for Ties(of) in app.contributed::<Ties>() {
        ties.extend(of(app.clone(), operator.id(), member).await?);
    }
    Ok(PersonPage {
        page: operator.page(app, frame),
        updated: frame::day(standing.updated_at, operator.person().zone()),
        facts,
        conflicts,
        named,
        roster: operator.community().path("/roster"),
        here: path(operator, member),
        standing,
        who: String::new(),
        wrong: String::new(),
        ties,
    })
}

pub(super) fn path(operator: &Operator, member: MemberId) -> String {
    operator.community().path(&format!("/roster/people/{member}"))
}

/// `birth_year` as people would write it.
pub(super) fn attribute_label(name: &str) -> String {
    name.replace('_', " ")
}

/// What a conflict of interest is, as a sentence about two people.
pub fn conflict_sentence(words: &Words, kind: Kind) -> String {
    let said = match kind {
        Kind::ReportsDirectly => words.say("conflict-reports"),
        Kind::ReportsThroughOthers => words.say("conflict-reports-through"),
        Kind::KeptApart => words.say("conflict-kept-apart"),
        Kind::Competitors => words.say("conflict-competitors"),
        Kind::SameDepartment => words.say("conflict-department"),
        Kind::SameOrganisation => words.say("conflict-organisation"),
    };
    said.to_string()
}

#[derive(Deserialize)]
pub(super) struct Removal {
    version: i32,
}

pub(super) async fn remove(
    State(app): State<App>,
    operator: Operator,
    Path((_, member)): Path<(String, String)>,
    submission: Submission<Removal>,
) -> Result<Answer> {
    let member = id_in(&member)?;
    submission
        .once(&app, async |tx| {
            actions::remove(tx, &operator, member, submission.form.version).await?;
            Ok(Answer::to(operator.community().path("/roster")).saying(app.words().say("roster-removed")))
        })
        .await
}

#[derive(Deserialize)]
pub(super) struct OtherPerson {
    #[serde(default)]
    who: String,
}

pub(super) async fn name_conflict(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, member)): Path<(String, String)>,
    submission: Submission<OtherPerson>,
) -> Result<Response> {
    let member = id_in(&member)?;
    let who = submission.form.who.trim();
    let called = queries::called(app.db(), operator.id(), who).await?;
    let words = app.words();
    let wrong = match called.as_slice() {
        [other] if other.member == member => words.say("conflict-themselves"),
        [other] => {
            let answer = submission
                .once(&app, async |tx| {
                    actions::name_conflict(tx, &operator, member, other.member).await?;
                    Ok(Answer::to(path(&operator, member)).saying(words.say("conflict-named")))
                })
                .await?;
            return Ok(answer.into_response());
        }
        [] => words.say("conflict-nobody").s("who", who),
        [..] => words.say("conflict-several").s("who", who),
    };
    let page = person_page(&app, &frame, &operator, member).await?;
    frame::show_again(&PersonPage { who: who.to_owned(), wrong: wrong.to_string(), ..page })
}

pub(super) async fn lift_conflict(
    State(app): State<App>,
    operator: Operator,
    Path((_, member, conflict)): Path<(String, String, String)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    let (member, conflict) = (id_in(&member)?, id_in(&conflict)?);
    submission
        .once(&app, async |tx| {
            actions::lift_conflict(tx, &operator, conflict).await?;
            Ok(Answer::to(path(&operator, member)).saying(app.words().say("conflict-lifted")))
        })
        .await
}
