//! The page of those who run a community.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use peergroups::profile::{Email, tidy};
use serde::Deserialize;

use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, AppError, Result};
use crate::community::actions::{self, NewOperator};
use crate::community::entities::OperatorId;
use crate::community::queries::{self, Term};
use crate::community::rights::Operator;
use crate::frame::{self, Frame};
use crate::ui::{Face, Page, Problems};

struct TermLine {
    face: Face,
    name: String,
    email: String,
    since: String,
    is_own: bool,
    /// Of the dialog that asks before the term ends.
    dialog: String,
    end: String,
}

#[derive(Template)]
#[template(path = "community/operators/operators.html")]
struct OperatorsPage {
    page: Page,
    community: String,
    action: String,
    lines: Vec<TermLine>,
    form: OperatorForm,
    problems: Problems,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct OperatorForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
}

fn path(operator: &Operator) -> String {
    operator.community().path("/settings/operators")
}

fn operators_page(
    page: Page,
    operator: &Operator,
    terms: Vec<Term>,
    form: OperatorForm,
    problems: Problems,
) -> OperatorsPage {
    let here = path(operator);
    let line = |term: Term| TermLine {
        face: Face::of(&term.address.name),
        since: frame::day(term.since, operator.person().zone()),
        is_own: term.address.id == operator.person().id(),
        dialog: format!("end-{}", term.id),
        end: format!("{here}/{}/end", term.id),
        name: term.address.name,
        email: term.address.email,
    };
    OperatorsPage {
        page,
        community: operator.community().name.clone(),
        lines: terms.into_iter().map(line).collect(),
        action: here.clone(),
        form,
        problems,
    }
}

pub(super) async fn operators(State(app): State<App>, frame: Frame, operator: Operator) -> Result<Response> {
    let terms = queries::terms(app.db(), operator.id()).await?;
    let page = operator.page(&app, &frame);
    frame::show(&operators_page(page, &operator, terms, OperatorForm::default(), Problems::default()))
}

pub(super) async fn add(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    submission: Submission<OperatorForm>,
) -> Result<Response> {
    let terms = queries::terms(app.db(), operator.id()).await?;
    let page = operator.page(&app, &frame);
    let new = match read(&page, &submission.form, &terms) {
        Ok(new) => new,
        Err(problems) => {
            let form = submission.form.clone();
            return frame::show_again(&operators_page(page, &operator, terms, form, problems));
        }
    };
    let answer = submission
        .once(&app, async |tx| {
            let name = actions::ask_to_run(tx, &app, &operator, &new).await?;
            Ok(Answer::to(path(&operator)).saying(app.words().say("operators-added").s("name", name)))
        })
        .await?;
    Ok(answer.into_response())
}

/// The form, understood, or what is wrong with it.
fn read(page: &Page, form: &OperatorForm, terms: &[Term]) -> Result<NewOperator, Problems> {
    let mut problems = Problems::default();
    let name = tidy(&form.name);
    if name.is_empty() || name.chars().count() > 200 {
        problems.note("name", page.say("operators-name-wrong"));
    }
    let email = Email::parse(&form.email);
    match &email {
        Err(_) => problems.note("email", page.say("operators-email-wrong")),
        Ok(email) if terms.iter().any(|term| term.address.email == email.key()) => {
            problems.note("email", page.say("operators-email-known"));
        }
        Ok(_) => {}
    }
    match email {
        Ok(email) if problems.is_empty() => Ok(NewOperator { name, email }),
        _ => Err(problems),
    }
}

pub(super) async fn end(
    State(app): State<App>,
    operator: Operator,
    Path((_, term)): Path<(String, String)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    let term: OperatorId = term.parse().map_err(|_| AppError::NotFound)?;
    submission
        .once(&app, async |tx| {
            let words = app.words();
            Ok(match actions::end_term(tx, &operator, term).await? {
                None => Answer::to(path(&operator)).saying(words.say("operators-last")),
                Some(own) if own == operator.person().id() => {
                    Answer::to("/today").saying(words.say("operators-ended"))
                }
                Some(_) => Answer::to(path(&operator)).saying(words.say("operators-ended")),
            })
        })
        .await
}
