//! The page of suggestions: what waits for the next review, making one, and what came of earlier ones.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use peergroups::role::Role;
use serde::Deserialize;

use super::actions::{self, Author};
use super::entities::{SuggestionAnswer, SuggestionId};
use super::queries::{self, Suggestion, open_suggestions};
use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, Result};
use crate::frame::{self, Frame};
use crate::groups::{self, Chair, Facilitator, Group, Seat};
use crate::ui::{Choice, Page, Problems};

const LONGEST: usize = 1_000;

/// One suggestion as its readers see it.
struct Line {
    path: String,
    /// Tells its fields from those of the others.
    id: String,
    words: String,
    /// By whom, and on which day.
    facts: String,
    is_own: bool,
    answer: String,
    answer_words: String,
    /// What was chosen and is wrong, while it waits.
    chosen: String,
    problems: Problems,
}

#[derive(Template)]
#[template(path = "charter/suggestions/suggestions.html")]
struct SuggestionsPage {
    page: Page,
    group: Group,
    leads: bool,
    people: usize,
    waiting: Vec<Line>,
    answered: Vec<Line>,
    /// What a group can say to a suggestion.
    answers: Vec<(String, String)>,
    words: String,
    names: Choice,
    problems: Problems,
}

async fn suggestions_page(app: &App, frame: &Frame, seat: &Seat) -> Result<SuggestionsPage> {
    let (db, group) = (app.db(), seat.group());
    let table = groups::table(db, group).await?;
    let page = seat.page(app, frame);
    let (mut waiting, mut answered) = (Vec::new(), Vec::new());
    for suggestion in open_suggestions(db, group.id).await? {
        waiting.push(line(app, &page, seat, (&table, &suggestion)).await?);
    }
    for suggestion in queries::answered(db, group.id).await? {
        answered.push(line(app, &page, seat, (&table, &suggestion)).await?);
    }
    Ok(SuggestionsPage {
        group: group.clone(),
        leads: seat.role() == Role::Facilitator,
        people: table.iter().filter(|chair| chair.is_seated()).count(),
        words: String::new(),
        names: name_choice(&page, "yes"),
        answers: answers(&page),
        problems: Problems::default(),
        waiting,
        answered,
        page,
    })
}

async fn line(
    app: &App,
    page: &Page,
    seat: &Seat,
    (table, suggestion): (&[Chair], &Suggestion),
) -> Result<Line> {
    let day = suggestion.day.0.strftime("%-d %B %Y").to_string();
    let author = suggestion.by.map(|by| table.iter().find(|chair| chair.seat.id == by));
    let facts = match author {
        None => page.say("suggestion-unnamed"),
        Some(None) => page.say("suggestion-by-former"),
        Some(Some(chair)) => page.say("suggestion-by").s("name", &chair.name),
    };
    let answer = suggestion.answer.map(|(answer, _)| format!("suggestion-is-{}", answer.name()));
    Ok(Line {
        path: seat.path(&format!("/suggestions/{}", suggestion.id)),
        id: suggestion.id.to_string(),
        words: suggestion.words(app, seat).await?,
        facts: facts.s("day", day).to_string(),
        is_own: suggestion.by == Some(seat.id()),
        answer: answer.map(|key| page.say(&key).to_string()).unwrap_or_default(),
        answer_words: suggestion.answer_words(app, seat).await?,
        chosen: String::new(),
        problems: Problems::default(),
    })
}

fn answers(page: &Page) -> Vec<(String, String)> {
    let none = (String::new(), page.say("suggestion-answer-none").to_string());
    let answer = |answer: SuggestionAnswer| {
        let said = page.say(&format!("suggestion-is-{}", answer.name())).to_string();
        (answer.name().to_owned(), said)
    };
    [none].into_iter().chain(SuggestionAnswer::ALL.map(answer)).collect()
}

fn name_choice(page: &Page, chosen: &str) -> Choice {
    page.choice("named", page.say("suggestion-name"))
        .option("yes", page.say("suggestion-name-yes"), page.say("suggestion-name-yes-what"))
        .option("no", page.say("suggestion-name-no"), page.say("suggestion-name-no-what"))
        .chosen(chosen)
}

pub(super) async fn suggestions(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    frame::show(&suggestions_page(&app, &frame, &seat).await?)
}

#[derive(Deserialize)]
pub(super) struct SuggestForm {
    #[serde(default)]
    words: String,
    #[serde(default)]
    named: String,
}

pub(super) async fn suggest(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    submission: Submission<SuggestForm>,
) -> Result<Response> {
    let (words, named) = (submission.form.words.trim(), submission.form.named.as_str());
    let author = match named {
        "yes" => Some(Author::Named),
        "no" => Some(Author::Unnamed),
        _ => None,
    };
    let is_right = !words.is_empty() && words.chars().count() <= LONGEST;
    let Some(author) = author.filter(|_| is_right) else {
        let page = suggestions_page(&app, &frame, &seat).await?;
        let mut problems = Problems::default();
        if !is_right {
            problems.note("words", app.words().say("suggestion-words-wrong").n("most", LONGEST));
        }
        if author.is_none() {
            problems.note("named", app.words().say("suggestion-name-wrong"));
        }
        let names = name_choice(&page.page, named).wrong(problems.of("named"));
        return frame::show_again(&SuggestionsPage { words: words.to_owned(), names, problems, ..page });
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::suggest(tx, &seat, words, author).await?;
            Ok(Answer::to(seat.path("/suggestions")).saying(app.words().say("suggestion-made")))
        })
        .await?;
    Ok(answer.into_response())
}

#[derive(Deserialize)]
pub(super) struct SuggestionPath {
    suggestion: SuggestionId,
}

#[derive(Deserialize)]
pub(super) struct AnswerForm {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    words: String,
}

pub(super) async fn answer(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    Path(path): Path<SuggestionPath>,
    submission: Submission<AnswerForm>,
) -> Result<Response> {
    let (seat, words) = (facilitator.seat(), submission.form.words.trim());
    let chosen: Option<SuggestionAnswer> = submission.form.answer.parse().ok();
    let is_wanting = chosen == Some(SuggestionAnswer::NotNow) && words.is_empty();
    let is_wrong = is_wanting || words.chars().count() > LONGEST;
    let Some(said) = chosen.filter(|_| !is_wrong) else {
        let mut page = suggestions_page(&app, &frame, seat).await?;
        let here = seat.path(&format!("/suggestions/{}", path.suggestion));
        for line in page.waiting.iter_mut().filter(|line| line.path == here) {
            let say = |key| app.words().say(key).n("most", LONGEST).to_string();
            match chosen {
                None => line.problems.note("answer", say("suggestion-answer-wrong")),
                Some(_) => line.problems.note("words", say("suggestion-not-now-wrong")),
            }
            line.chosen.clone_from(&submission.form.answer);
            words.clone_into(&mut line.answer_words);
        }
        return frame::show_again(&page);
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::answer(tx, &app, &facilitator, path.suggestion, (said, words)).await?;
            Ok(Answer::to(seat.path("/suggestions")).saying(app.words().say("suggestion-answered")))
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn withdraw(
    State(app): State<App>,
    seat: Seat,
    Path(path): Path<SuggestionPath>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            let is_back = actions::withdraw(tx, &seat, path.suggestion).await?;
            let key = if is_back { "suggestion-withdrawn" } else { "suggestion-not-withdrawn" };
            Ok(Answer::to(seat.path("/suggestions")).saying(app.words().say(key)))
        })
        .await
}
