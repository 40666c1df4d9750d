//! The people list, one person's profile, and who must be kept apart from them.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use peergroups::conflict::Kind;
use peergroups::profile::Profile;
use peergroups::roster::{Column, Columns};
use serde::{Deserialize, Serialize};
use store::Id;

use super::actions;
use super::formats::{check, write_csv};
use super::import::{column_name, problem_line};
use super::queries::{self, Facet, Facets, Filter, NamedConflict, PAGE, PersonLine, Standing};
use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{MemberId, Operator};
use crate::frame::{self, Frame};
use crate::ui::{Field, Page, Pager, Problems, Words};

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
    Ok(csv_file("roster.csv", file))
}

/// A CSV file to be saved.
pub(super) fn csv_file(name: &str, content: Vec<u8>) -> Response {
    let about = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (about, content).into_response()
}

/// An id in an address; what is none leads nowhere.
pub(super) fn id_in<T: Id>(text: &str) -> Result<T> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// What is asked of one person, in the order of the form.
const COLUMNS: [Column; 17] = [
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
fn cell(profile: &Profile, column: Column) -> String {
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
    let reasons = |kinds: Vec<Kind>| kinds.into_iter().map(|kind| kind_words(words, kind)).collect();
    let conflicts = found.into_iter().map(|conflict| (conflict.other, reasons(conflict.kinds))).collect();
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
    })
}

fn path(operator: &Operator, member: MemberId) -> String {
    operator.community().path(&format!("/roster/people/{member}"))
}

fn kind_words(words: &Words, kind: Kind) -> String {
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

#[derive(Template)]
#[template(path = "roster/edit.html")]
struct EditPage {
    page: Page,
    title: String,
    /// Nobody yet where someone is added.
    version: Option<i32>,
    parts: Vec<Part>,
    problems: Problems,
    action: String,
    back: String,
}

/// Fields that belong together.
struct Part {
    id: &'static str,
    heading: String,
    fields: Vec<Field>,
    /// Long entries need the whole measure.
    is_list: bool,
}

/// `birth_year` as people would write it.
fn attribute_label(name: &str) -> String {
    name.replace('_', " ")
}

/// What was written into each field, by its name.
type Written = BTreeMap<String, String>;

const ATTRIBUTE: &str = "attribute:";

fn written(profile: &Profile) -> Written {
    let known = COLUMNS.iter().map(|column| (column.name().to_owned(), cell(profile, *column)));
    let more = profile.attributes.iter().map(|(name, value)| (format!("{ATTRIBUTE}{name}"), value.clone()));
    known.chain(more).collect()
}

fn parts(page: &Page, written: &Written, problems: &Problems, is_new: bool) -> Vec<Part> {
    let field = |column: &Column| {
        let name = column.name();
        let value = written.get(name).map_or("", String::as_str);
        let field = page.field(name, column_name(&page.words, *column)).value(value).wrong(problems.of(name));
        match column {
            Column::Name => field.autocomplete("off"),
            Column::Email => field.kind("email").autocomplete("off"),
            Column::Interests | Column::CompetesWith | Column::KeepWith | Column::KeepApart => {
                field.free().hint(page.say("edit-list-hint"))
            }
            Column::Goals => field.free().text(3).hint(page.say("edit-list-hint")),
            Column::Languages => field.free().hint(page.say("edit-languages-hint")),
            Column::TimeZone => field.free().hint(page.say("edit-zone-hint")),
            Column::Availability => field.free().hint(page.say("edit-hours-hint")),
            Column::ReportsTo => field.free().hint(page.say("edit-person-hint")),
            _ => field.free(),
        }
    };
    let of = |columns: &[Column]| columns.iter().map(field).collect::<Vec<_>>();
    let who = if is_new { of(&[Column::Name, Column::Email]) } else { of(&[Column::Name]) };
    let attributes = written.iter().filter_map(|(key, value)| {
        let name = key.strip_prefix(ATTRIBUTE)?;
        Some(page.field(key, attribute_label(name)).free().value(value).wrong(problems.of(key)))
    });
    let mut parts = vec![
        Part { id: "who", heading: page.say("edit-who").to_string(), fields: who, is_list: false },
        Part {
            id: "work",
            heading: page.say("edit-work").to_string(),
            fields: of(&[
                Column::Organisation,
                Column::Department,
                Column::Industry,
                Column::Function,
                Column::Seniority,
                Column::YearsInRole,
            ]),
            is_list: false,
        },
        Part {
            id: "wants",
            heading: page.say("edit-wants").to_string(),
            fields: of(&[Column::Interests, Column::Goals, Column::Languages]),
            is_list: true,
        },
        Part {
            id: "when",
            heading: page.say("edit-when").to_string(),
            fields: of(&[Column::TimeZone, Column::Availability]),
            is_list: false,
        },
        Part {
            id: "apart",
            heading: page.say("edit-apart").to_string(),
            fields: of(&[Column::ReportsTo, Column::CompetesWith, Column::KeepApart, Column::KeepWith]),
            is_list: true,
        },
    ];
    let attributes: Vec<Field> = attributes.collect();
    if !attributes.is_empty() {
        parts.push(Part {
            id: "more",
            heading: page.say("edit-more").to_string(),
            fields: attributes,
            is_list: false,
        });
    }
    parts
}

/// The form as a profile, read by the same rules as a line of a roster.
fn read(words: &Words, written: &Written) -> Result<Profile, Problems> {
    let known = COLUMNS.iter().map(|column| column.name().to_owned());
    let fields: Vec<String> =
        known.chain(written.keys().filter(|key| key.starts_with(ATTRIBUTE)).cloned()).collect();
    let header: Vec<&str> = fields.iter().map(|key| key.strip_prefix(ATTRIBUTE).unwrap_or(key)).collect();
    let cells: Vec<&str> = fields.iter().map(|key| written.get(key).map_or("", String::as_str)).collect();
    let mut problems = Problems::default();
    let Ok((columns, _)) = Columns::recognise(&header) else {
        problems.note(Column::Name.name(), words.say("problem-form"));
        return Err(problems);
    };
    columns.read(1, &cells, &check).map_err(|found| {
        for problem in found {
            let line = problem_line(words, &problem);
            let at = header.iter().position(|header| *header == line.column).and_then(|at| fields.get(at));
            let field = at.map_or(Column::Name.name(), String::as_str);
            problems.note(field, format!("{} {}", line.reason, line.remedy).trim_end());
        }
        problems
    })
}

fn edit_page(
    page: Page,
    operator: &Operator,
    of: Option<&Standing>,
    written: &Written,
    problems: Problems,
) -> EditPage {
    let parts = parts(&page, written, &problems, of.is_none());
    let roster = operator.community().path("/roster");
    match of {
        Some(standing) => {
            let here = path(operator, standing.member);
            EditPage {
                title: standing.profile.name.clone(),
                version: Some(standing.version),
                parts,
                problems,
                action: here.clone(),
                back: here,
                page,
            }
        }
        None => EditPage {
            title: page.say("roster-add").to_string(),
            version: None,
            parts,
            problems,
            action: format!("{roster}/people"),
            back: roster,
            page,
        },
    }
}

pub(super) async fn new(State(app): State<App>, frame: Frame, operator: Operator) -> Result<Response> {
    let page = operator.page(&app, &frame);
    frame::show(&edit_page(page, &operator, None, &Written::new(), Problems::default()))
}

pub(super) async fn add(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    submission: Submission<Written>,
) -> Result<Response> {
    let read = read(app.words(), &submission.form);
    let mut problems = Problems::default();
    match read {
        Ok(profile) => {
            let known = queries::called(app.db(), operator.id(), profile.email.as_str()).await?;
            if known.is_empty() {
                let answer = submission
                    .once(&app, async |tx| {
                        let member = actions::add(tx, &operator, &profile).await?;
                        Ok(Answer::to(path(&operator, member))
                            .saying(app.words().say("roster-added").s("name", &profile.name)))
                    })
                    .await?;
                return Ok(answer.into_response());
            }
            problems.note(Column::Email.name(), app.words().say("problem-known"));
        }
        Err(found) => problems = found,
    }
    frame::show_again(&edit_page(operator.page(&app, &frame), &operator, None, &submission.form, problems))
}

pub(super) async fn editing(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response> {
    let standing = queries::standing(app.db(), operator.id(), id_in(&member)?).await?;
    let written = written(&standing.profile);
    let page = operator.page(&app, &frame);
    frame::show(&edit_page(page, &operator, Some(&standing), &written, Problems::default()))
}

pub(super) async fn edit(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, member)): Path<(String, String)>,
    submission: Submission<Written>,
) -> Result<Response> {
    let mut standing = queries::standing(app.db(), operator.id(), id_in(&member)?).await?;
    let version = submission.form.get("version").and_then(|version| version.parse().ok());
    standing.version = version.ok_or(AppError::Invalid("the form does not say what it changes"))?;
    let mut written = submission.form.clone();
    // The address is not asked for: by it people sign in and are recognised.
    written.insert(Column::Email.name().to_owned(), standing.profile.email.to_string());
    let profile = match read(app.words(), &written) {
        Ok(profile) => profile,
        Err(problems) => {
            let page = operator.page(&app, &frame);
            return frame::show_again(&edit_page(page, &operator, Some(&standing), &written, problems));
        }
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::edit(tx, &operator, standing.member, standing.version, &profile).await?;
            Ok(Answer::to(path(&operator, standing.member)).saying(app.words().say("roster-saved")))
        })
        .await?;
    Ok(answer.into_response())
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
