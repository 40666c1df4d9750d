//! Writing a profile: an operator adds or edits someone, a member edits their own.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use peergroups::profile::Profile;
use peergroups::roster::{Column, Columns};

use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{Member, Operator};
use crate::frame::{self, Frame};
use crate::roster::actions;
use crate::roster::formats::check;
use crate::roster::import::{column_name, problem_line};
use crate::roster::pages::{COLUMNS, attribute_label, cell, id_in, path};
use crate::roster::queries::{self, Standing};
use crate::ui::{Field, Page, Problems, Words};

#[derive(Template)]
#[template(path = "roster/editing/edit.html")]
struct EditPage {
    page: Page,
    title: String,
    lede: String,
    /// Nobody yet where someone is added.
    version: Option<i32>,
    parts: Vec<Part>,
    problems: Problems,
    action: String,
    back: String,
    /// Where members say when they can meet with more than two fields.
    hours: Option<String>,
}

/// Fields that belong together.
struct Part {
    id: &'static str,
    heading: String,
    fields: Vec<Field>,
    /// Long entries need the whole measure.
    is_list: bool,
}

/// What was written into each field, by its name.
type Written = BTreeMap<String, String>;

const ATTRIBUTE: &str = "attribute:";

fn written(profile: &Profile) -> Written {
    let known = COLUMNS.iter().map(|column| (column.name().to_owned(), cell(profile, *column)));
    let more = profile.attributes.iter().map(|(name, value)| (format!("{ATTRIBUTE}{name}"), value.clone()));
    known.chain(more).collect()
}

fn parts(page: &Page, written: &Written, problems: &Problems, of: Whose<'_>) -> Vec<Part> {
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
    let fields = |columns: &[Column]| columns.iter().map(field).collect::<Vec<_>>();
    let who: &[Column] =
        if of.standing().is_none() { &[Column::Name, Column::Email] } else { &[Column::Name] };
    // With whom they shall not or shall sit, operators note in confidence.
    let apart: &[Column] = match of {
        Whose::Own(..) => &OPEN_APART,
        _ => &[Column::ReportsTo, Column::CompetesWith, Column::KeepApart, Column::KeepWith],
    };
    let attributes = written.iter().filter_map(|(key, value)| {
        let name = key.strip_prefix(ATTRIBUTE)?;
        Some(page.field(key, attribute_label(name)).free().value(value).wrong(problems.of(key)))
    });
    let mut parts = vec![
        Part { id: "who", heading: page.say("edit-who").to_string(), fields: fields(who), is_list: false },
        Part {
            id: "work",
            heading: page.say("edit-work").to_string(),
            fields: fields(&[
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
            fields: fields(&[Column::Interests, Column::Goals, Column::Languages]),
            is_list: true,
        },
        Part {
            id: "when",
            heading: page.say("edit-when").to_string(),
            fields: fields(&[Column::TimeZone, Column::Availability]),
            is_list: false,
        },
        Part {
            id: "apart",
            heading: page.say("edit-apart").to_string(),
            fields: fields(apart),
            is_list: true,
        },
    ];
    let attributes: Vec<Field> = attributes.collect();
    if !attributes.is_empty() && !matches!(of, Whose::Own(..)) {
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

/// Whose profile is written, and by whom.
#[derive(Clone, Copy)]
enum Whose<'a> {
    /// Someone whom an operator adds.
    Nobodys(&'a Operator),
    /// Someone whom an operator edits.
    Theirs(&'a Operator, &'a Standing),
    /// The member's own.
    Own(&'a Member, &'a Standing),
}

impl Whose<'_> {
    /// Where the form is sent, and where to go without it.
    fn addresses(&self) -> (String, String) {
        match self {
            Self::Nobodys(operator) => {
                let roster = operator.community().path("/roster");
                (format!("{roster}/people"), roster)
            }
            Self::Theirs(operator, standing) => {
                let here = path(operator, standing.member);
                (here.clone(), here)
            }
            Self::Own(member, _) => (own_path(member), "/today".to_owned()),
        }
    }

    fn standing(&self) -> Option<&Standing> {
        match self {
            Self::Nobodys(_) => None,
            Self::Theirs(_, standing) | Self::Own(_, standing) => Some(standing),
        }
    }
}

/// Where a member writes their own profile.
fn own_path(member: &Member) -> String {
    member.community().path("/profile")
}

fn edit_page(page: Page, of: Whose<'_>, written: &Written, problems: Problems) -> EditPage {
    let (action, back) = of.addresses();
    let (title, lede) = match of {
        Whose::Nobodys(_) => (page.say("roster-add").to_string(), page.say("roster-add-lede").to_string()),
        Whose::Theirs(_, standing) => {
            (standing.profile.name.clone(), page.say("roster-edit-lede").to_string())
        }
        Whose::Own(member, _) => {
            let lede = page.say("profile-lede").s("community", &member.community().name);
            (page.say("profile-title").to_string(), lede.to_string())
        }
    };
    EditPage {
        title,
        lede,
        version: of.standing().map(|standing| standing.version),
        parts: parts(&page, written, &problems, of),
        problems,
        action,
        back,
        hours: match of {
            Whose::Own(member, _) => Some(member.community().path("/hours")),
            _ => None,
        },
        page,
    }
}

pub(super) async fn new(State(app): State<App>, frame: Frame, operator: Operator) -> Result<Response> {
    let page = operator.page(&app, &frame);
    frame::show(&edit_page(page, Whose::Nobodys(&operator), &Written::new(), Problems::default()))
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
    let page = operator.page(&app, &frame);
    frame::show_again(&edit_page(page, Whose::Nobodys(&operator), &submission.form, problems))
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
    frame::show(&edit_page(page, Whose::Theirs(&operator, &standing), &written, Problems::default()))
}

pub(super) async fn edit(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, member)): Path<(String, String)>,
    submission: Submission<Written>,
) -> Result<Response> {
    let standing = queries::standing(app.db(), operator.id(), id_in(&member)?).await?;
    let (standing, written) = rewritten(standing, &submission.form)?;
    let profile = match read(app.words(), &written) {
        Ok(profile) => profile,
        Err(problems) => {
            let page = operator.page(&app, &frame);
            let of = Whose::Theirs(&operator, &standing);
            return frame::show_again(&edit_page(page, of, &written, problems));
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

/// What was written over what is known, at the version that was shown.
fn rewritten(known: Standing, form: &Written) -> Result<(Standing, Written)> {
    let version = form.get("version").and_then(|version| version.parse().ok());
    let version = version.ok_or(AppError::Invalid("the form does not say what it changes"))?;
    let mut all = written(&known.profile);
    // The address is not asked for: by it people sign in and are recognised.
    let email = all.remove(Column::Email.name()).unwrap_or_default();
    all.extend(form.clone());
    all.insert(Column::Email.name().to_owned(), email);
    Ok((Standing { version, ..known }, all))
}

pub(super) async fn own(State(app): State<App>, frame: Frame, member: Member) -> Result<Response> {
    let standing = queries::own_standing(app.db(), &member, app.clock().now()).await?;
    let written = written(&standing.profile);
    let of = Whose::Own(&member, &standing);
    frame::show(&edit_page(member.page(&app, &frame), of, &written, Problems::default()))
}

pub(super) async fn edit_own(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    submission: Submission<Written>,
) -> Result<Response> {
    let standing = queries::own_standing(app.db(), &member, app.clock().now()).await?;
    let form = submission.form.iter().filter(|(name, _)| is_own(name));
    let form: Written = form.map(|(name, value)| (name.clone(), value.clone())).collect();
    let (standing, written) = rewritten(standing, &form)?;
    let profile = match read(app.words(), &written) {
        Ok(profile) => profile,
        Err(problems) => {
            let page = member.page(&app, &frame);
            let of = Whose::Own(&member, &standing);
            return frame::show_again(&edit_page(page, of, &written, problems));
        }
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::describe(tx, &member, standing.version, &profile).await?;
            Ok(Answer::to(own_path(&member)).saying(app.words().say("profile-saved")))
        })
        .await?;
    Ok(answer.into_response())
}

/// Of what keeps people apart, what a member says of themselves.
const OPEN_APART: [Column; 2] = [Column::ReportsTo, Column::CompetesWith];

/// Whether a member may write this field of their own profile.
fn is_own(name: &str) -> bool {
    let is_noted = [Column::KeepApart, Column::KeepWith].iter().any(|column| column.name() == name);
    !is_noted && !name.starts_with(ATTRIBUTE)
}
