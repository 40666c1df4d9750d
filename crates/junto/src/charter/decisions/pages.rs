//! The pages of decisions: what is open and what was settled, asking, and one question.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use calendar::Zone;
use peergroups::charter::Decisions;
use peergroups::decision::Voice;
use serde::Deserialize;

use super::actions::{self, DAYS_LEAST, Question, Taken, may_be_asked};
use super::emails::{rule, rule_in_words, subject};
use super::entities::{DecisionEnd, DecisionId, Subject};
use super::queries::{self, Decision, PAGE, Spoken, rule_for, rules_of};
use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, AppError, Result};
use crate::frame::{self, Frame};
use crate::groups::{self, Chair, Group, PURPOSE_LONGEST, Seat, SeatId, reading_clock};
use crate::ui::{Choice, Page, Pager, Problems, Words};

const WHY_LONGEST: usize = 2_000;
const WORDS_LONGEST: usize = 1_000;

/// By which the reader's clock says when something ends.
fn clock_of(seat: &Seat, table: &[Chair]) -> Zone {
    let own = table.iter().find(|chair| chair.seat.id == seat.id());
    reading_clock(seat.member().person().zone(), own)
}

/// One question in a list.
struct Line {
    address: String,
    sentence: String,
    subject: String,
    facts: String,
    /// Whether the reader has not answered.
    waits: bool,
}

#[derive(Template)]
#[template(path = "charter/decisions/decisions.html")]
struct DecisionsPage {
    page: Page,
    group: Group,
    open: Vec<Line>,
    settled: Vec<Line>,
    pager: Option<Pager>,
}

#[derive(Deserialize)]
pub(super) struct Part {
    #[serde(default)]
    page: u64,
}

pub(super) async fn decisions(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Query(part): Query<Part>,
) -> Result<Response> {
    let (db, words, group) = (app.db(), app.words(), seat.group().clone());
    let table = groups::table(db, &group).await?;
    let clock = clock_of(&seat, &table);
    let own = table.iter().find(|chair| chair.seat.id == seat.id()).ok_or(AppError::NotFound)?;
    let questions = queries::open_decisions(db, &[group.id]).await?;
    let said = queries::spoken(db, &questions).await?;
    let mut open = Vec::new();
    for decision in &questions {
        let asked = table.iter().filter(|chair| decision.asks(&chair.seat));
        let has_answered =
            |seat: SeatId| said.iter().any(|said| said.decision == decision.id && said.seat == seat);
        let people = asked.clone().count();
        let answered = asked.filter(|chair| has_answered(chair.seat.id)).count();
        let facts = words.say("decisions-open-facts").n("answered", answered).n("people", people);
        let until = frame::day_and_time(decision.reply_by, clock.name());
        let waits = decision.asks(&own.seat) && !has_answered(own.seat.id);
        open.push(line(&app, &seat, decision, facts.s("until", until).to_string(), waits).await?);
    }
    let (ended, total) = queries::settled(db, group.id, part.page).await?;
    let mut settled = Vec::new();
    for decision in &ended {
        let Some((end, at)) = decision.ended else { continue };
        let facts = words.say("decisions-settled-facts").s("end", end).s("day", frame::day(at, clock.name()));
        settled.push(line(&app, &seat, decision, facts.to_string(), false).await?);
    }
    frame::show(&DecisionsPage {
        page: seat.page(&app, &frame),
        pager: pager(words, &seat.path("/decisions"), part.page, settled.len(), total),
        group,
        open,
        settled,
    })
}

async fn line(app: &App, seat: &Seat, decision: &Decision, facts: String, waits: bool) -> Result<Line> {
    Ok(Line {
        address: seat.path(&decision.path()),
        sentence: sentence(app, seat, decision).await?,
        subject: subject(app.words(), decision.subject),
        facts,
        waits,
    })
}

async fn sentence(app: &App, seat: &Seat, decision: &Decision) -> Result<String> {
    let place = decision.place("sentence");
    Ok(app.keyring().open_sealed(seat, place, &decision.sentence).await?)
}

/// Nothing where all of it is in view.
fn pager(words: &Words, address: &str, page: u64, shown: usize, total: u64) -> Option<Pager> {
    if page == 0 && total <= PAGE {
        return None;
    }
    let before = page.saturating_mul(PAGE);
    let last = before.saturating_add(u64::try_from(shown).unwrap_or(0));
    let said = words.say("decisions-part").n("first", before.saturating_add(1).min(last)).n("last", last);
    Some(Pager {
        said: said.n("total", total).to_string(),
        earlier: (page > 0).then(|| format!("{address}?page={}", page - 1)),
        later: (last < total && shown > 0).then(|| format!("{address}?page={}", page.saturating_add(1))),
    })
}

#[derive(Clone, Default, Deserialize)]
pub(super) struct AskForm {
    #[serde(default)]
    subject: String,
    /// Who would leave, where it is about that.
    #[serde(default)]
    about: String,
    #[serde(default)]
    sentence: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    days: String,
}

#[derive(Template)]
#[template(path = "charter/decisions/new.html")]
struct NewPage {
    page: Page,
    group: Group,
    subjects: Choice,
    abouts: Vec<(String, String)>,
    days: Vec<(u16, String)>,
    form: AskForm,
    problems: Problems,
}

impl NewPage {
    fn of(
        page: Page,
        seat: &Seat,
        (table, rules): (&[Chair], Decisions),
        form: AskForm,
        problems: Problems,
    ) -> Self {
        let words = &page.words;
        let others =
            table.iter().filter(|chair| may_be_asked(Subject::Removal(chair.seat.id), seat.id(), table));
        let others: Vec<_> = others.map(|chair| (chair.seat.id.to_string(), chair.name.clone())).collect();
        let removal = Subject::Removal(seat.id());
        let kinds =
            [Subject::Norm, Subject::Purpose, Subject::Date, Subject::Admission, removal, Subject::Other];
        let offered = kinds.into_iter().filter(|kind| *kind != removal || !others.is_empty());
        let subjects =
            offered.fold(page.choice("subject", page.say("decision-new-subject")), |choice, kind| {
                let label = words.say(&format!("decision-kind-{}", kind.name())).to_string();
                choice.option(kind.name(), label, rule_in_words(words, rule_for(rules, kind)))
            });
        let nobody = (String::new(), words.say("decision-new-about-nobody").to_string());
        let days = (DAYS_LEAST.min(rules.days)..=rules.days).rev();
        let days = days.map(|days| (days, words.say("decision-new-days").n("days", days).to_string()));
        Self {
            group: seat.group().clone(),
            subjects: subjects.chosen(&form.subject).wrong(problems.of("subject")),
            abouts: if others.is_empty() { others } else { [vec![nobody], others].concat() },
            days: days.collect(),
            form,
            problems,
            page,
        }
    }
}

pub(super) async fn new(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Query(form): Query<AskForm>,
) -> Result<Response> {
    let table = groups::table(app.db(), seat.group()).await?;
    let rules = rules_of(app.db(), seat.group().id).await?;
    let page = seat.page(&app, &frame);
    frame::show(&NewPage::of(page, &seat, (&table, rules), form, Problems::default()))
}

pub(super) async fn ask(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    submission: Submission<AskForm>,
) -> Result<Response> {
    let table = groups::table(app.db(), seat.group()).await?;
    let rules = rules_of(app.db(), seat.group().id).await?;
    let question = match question(app.words(), &seat, &table, &submission.form) {
        Ok(question) => question,
        Err(problems) => {
            let (page, form) = (seat.page(&app, &frame), submission.form);
            return frame::show_again(&NewPage::of(page, &seat, (&table, rules), form, problems));
        }
    };
    let answer = submission
        .once(&app, async |tx| {
            let id = actions::ask(tx, &app, &seat, question.clone()).await?;
            let asked = Answer::to(seat.path(&format!("/decisions/{id}")));
            Ok(asked.saying(app.words().say("decision-asked")))
        })
        .await?;
    Ok(answer.into_response())
}

/// What was asked, or what is wrong with it.
fn question(words: &Words, seat: &Seat, table: &[Chair], form: &AskForm) -> Result<Question, Problems> {
    let mut problems = Problems::default();
    let about = form.about.parse().ok();
    let chosen = Subject::named(&form.subject, about);
    if form.subject == "removal" {
        if !chosen.is_some_and(|chosen| may_be_asked(chosen, seat.id(), table)) {
            problems.note("about", words.say("decision-about-wrong"));
        }
    } else if chosen.is_none() {
        problems.note("subject", words.say("decision-subject-wrong"));
    }
    let (sentence, why) = (form.sentence.trim(), form.why.trim());
    if sentence.is_empty() || sentence.chars().count() > PURPOSE_LONGEST {
        problems.note("sentence", words.say("decision-sentence-wrong").n("most", PURPOSE_LONGEST));
    }
    if why.is_empty() || why.chars().count() > WHY_LONGEST {
        problems.note("why", words.say("decision-why-wrong").n("most", WHY_LONGEST));
    }
    match chosen.filter(|_| problems.is_empty()) {
        Some(subject) => Ok(Question {
            subject,
            sentence: sentence.to_owned(),
            why: why.to_owned(),
            days: form.days.parse().ok(),
        }),
        None => Err(problems),
    }
}

/// What somebody said, once it is settled.
struct Said {
    name: String,
    /// Whether they agreed; empty of a word to a question about oneself.
    voice: String,
    words: String,
}

#[derive(Template)]
#[template(path = "charter/decisions/decision.html")]
struct DecisionPage {
    page: Page,
    group: Group,
    path: String,
    subject: String,
    sentence: String,
    why: String,
    asked: String,
    standing: String,
    rule: String,
    is_open: bool,
    /// Whether voices counted in the end.
    is_counted: bool,
    is_own: bool,
    /// Whose leaving it is about, and what they say to it.
    about: Option<Said>,
    is_about_reader: bool,
    is_asked: bool,
    is_purpose: bool,
    own: Option<Voice>,
    choice: Choice,
    own_words: String,
    problems: Problems,
    answered: String,
    waiting: String,
    in_favour: usize,
    against: usize,
    /// First who agreed, then who objected.
    said: Vec<Said>,
    silent: String,
}

#[derive(Deserialize)]
pub(super) struct DecisionPath {
    decision: DecisionId,
}

pub(super) async fn decision(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path(path): Path<DecisionPath>,
) -> Result<Response> {
    frame::show(&decision_page(&app, &frame, &seat, path.decision).await?)
}

async fn decision_page(app: &App, frame: &Frame, seat: &Seat, id: DecisionId) -> Result<DecisionPage> {
    let (db, words, group) = (app.db(), app.words(), seat.group());
    let decision = queries::decision(db, group.id, id).await?.ok_or(AppError::NotFound)?;
    let table = groups::table(db, group).await?;
    let said = queries::spoken(db, std::slice::from_ref(&decision)).await?;
    let names = named(app, &decision, &table, &said).await?;
    let clock = clock_of(seat, &table);
    let page = seat.page(app, frame);
    let own = said.iter().find(|said| said.seat == seat.id());
    let own_words = match own {
        Some(own) => open_words(app, seat, own).await?,
        None => String::new(),
    };
    let is_open = decision.is_open(app.clock().now());
    let asked: Vec<&Chair> = table.iter().filter(|chair| decision.asks(&chair.seat)).collect();
    let who = |has_answered: bool| {
        let is_meant = |chair: &&&Chair| said.iter().any(|said| said.seat == chair.seat.id) == has_answered;
        asked.iter().filter(is_meant).map(|chair| chair.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    // What others said is not even in hand before it is settled.
    let counted = if decision.ended.is_some() { said.as_slice() } else { &[] };
    let about = match decision.subject.about() {
        Some(about) => Some(Said {
            name: name_of(words, &names, about),
            voice: String::new(),
            words: word(app, seat, &decision).await?,
        }),
        None => None,
    };
    Ok(DecisionPage {
        path: seat.path(&decision.path()),
        subject: words.say(&format!("decision-kind-{}", decision.subject.name())).to_string(),
        sentence: sentence(app, seat, &decision).await?,
        why: app.keyring().open_sealed(seat, decision.place("why"), &decision.why).await?,
        asked: words
            .say("decision-asked-by")
            .s("name", name_of(words, &names, decision.by))
            .s("day", frame::day(decision.asked_at, clock.name()))
            .to_string(),
        standing: standing(words, &decision, &clock, is_open),
        rule: rule(words, &decision),
        is_counted: matches!(decision.ended, Some((DecisionEnd::Agreed | DecisionEnd::Refused, _))),
        is_own: decision.by == seat.id(),
        is_about_reader: decision.subject.about() == Some(seat.id()),
        is_asked: asked.iter().any(|chair| chair.seat.id == seat.id()),
        is_purpose: decision.subject == Subject::Purpose,
        own: own.map(|own| own.voice),
        choice: voice_choice(&page, own.map(|own| own.voice)),
        own_words,
        problems: Problems::default(),
        answered: who(true),
        waiting: who(false),
        in_favour: counted.iter().filter(|said| said.voice == Voice::For).count(),
        against: counted.iter().filter(|said| said.voice == Voice::Against).count(),
        said: voices(app, seat, &names, counted).await?,
        silent: {
            let silent = counted.iter().filter(|said| said.voice == Voice::Silent);
            silent.map(|said| name_of(words, &names, said.seat)).collect::<Vec<_>>().join(", ")
        },
        group: group.clone(),
        about,
        is_open,
        page,
    })
}

/// How it stands, in a sentence.
fn standing(words: &Words, decision: &Decision, clock: &Zone, is_open: bool) -> String {
    match decision.ended {
        Some((end, at)) => {
            let said = words.say("decision-is-ended").s("end", end);
            said.s("day", frame::day(at, clock.name())).to_string()
        }
        None if is_open => {
            let until = frame::day_and_time(decision.reply_by, clock.name());
            words.say("decision-until").s("until", until).s("city", clock.city()).to_string()
        }
        None => words.say("decision-is-being-settled").to_string(),
    }
}

/// Everyone who has to do with it, by name, whether they still sit at the table or not.
async fn named(
    app: &App,
    decision: &Decision,
    table: &[Chair],
    said: &[Spoken],
) -> Result<BTreeMap<SeatId, String>> {
    let concerned = said.iter().map(|said| said.seat).chain([decision.by]).chain(decision.subject.about());
    let left: Vec<SeatId> =
        concerned.filter(|seat| table.iter().all(|chair| chair.seat.id != *seat)).collect();
    let mut names = queries::names(app.db(), decision.community, &left).await?;
    names.extend(table.iter().map(|chair| (chair.seat.id, chair.name.clone())));
    Ok(names)
}

fn name_of(words: &Words, names: &BTreeMap<SeatId, String>, seat: SeatId) -> String {
    names.get(&seat).cloned().unwrap_or_else(|| words.say("decision-somebody").to_string())
}

async fn voices(
    app: &App,
    seat: &Seat,
    names: &BTreeMap<SeatId, String>,
    counted: &[Spoken],
) -> Result<Vec<Said>> {
    let mut voices = Vec::new();
    for voice in [Voice::For, Voice::Against] {
        let key = format!("decision-said-{}", voice.name());
        for said in counted.iter().filter(|said| said.voice == voice) {
            voices.push(Said {
                name: name_of(app.words(), names, said.seat),
                voice: app.words().say(&key).to_string(),
                words: open_words(app, seat, said).await?,
            });
        }
    }
    Ok(voices)
}

async fn open_words(app: &App, seat: &Seat, said: &Spoken) -> Result<String> {
    Ok(match &said.words {
        Some(words) => app.keyring().open_sealed(seat, said.place(), words).await?,
        None => String::new(),
    })
}

async fn word(app: &App, seat: &Seat, decision: &Decision) -> Result<String> {
    Ok(match &decision.word {
        Some(word) => app.keyring().open_sealed(seat, decision.place("word"), word).await?,
        None => String::new(),
    })
}

/// I agree, or I object.
pub(super) fn voice_choice(page: &Page, chosen: Option<Voice>) -> Choice {
    let choice = page
        .choice("voice", page.say("decision-voice"))
        .row()
        .option(Voice::For.name(), page.say("decision-say-for"), "")
        .option(Voice::Against.name(), page.say("decision-say-against"), "");
    match chosen {
        Some(voice) => choice.chosen(voice.name()),
        None => choice,
    }
}

#[derive(Default, Deserialize)]
pub(super) struct AnswerForm {
    #[serde(default)]
    pub(super) voice: String,
    #[serde(default)]
    pub(super) words: String,
}

impl AnswerForm {
    pub(super) fn voice(&self) -> Option<Voice> {
        Voice::named(&self.voice).filter(|voice| *voice != Voice::Silent)
    }

    pub(super) fn words(&self) -> &str {
        self.words.trim()
    }

    pub(super) fn problems(&self, words: &Words) -> Problems {
        let mut problems = Problems::default();
        if self.voice().is_none() {
            problems.note("voice", words.say("decision-voice-wrong"));
        }
        if self.words().chars().count() > WORDS_LONGEST {
            problems.note("words", words.say("decision-words-wrong").n("most", WORDS_LONGEST));
        }
        problems
    }
}

pub(super) async fn answer(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path(path): Path<DecisionPath>,
    submission: Submission<AnswerForm>,
) -> Result<Response> {
    let problems = submission.form.problems(app.words());
    let Some(voice) = submission.form.voice().filter(|_| problems.is_empty()) else {
        let page = decision_page(&app, &frame, &seat, path.decision).await?;
        let choice = voice_choice(&page.page, submission.form.voice()).wrong(problems.of("voice"));
        let own_words = submission.form.words;
        return frame::show_again(&DecisionPage { choice, own_words, problems, ..page });
    };
    let here = seat.path(&format!("/decisions/{}", path.decision));
    let answer = submission
        .once(&app, async |tx| {
            let said = (voice, submission.form.words());
            let key = match actions::answer(tx, &app, &seat, path.decision, said).await? {
                Taken::Recorded => "decision-answered",
                Taken::NotAsked => "decision-not-asked",
                Taken::TooLate => return Err(AppError::Edited { back: here.clone() }),
            };
            Ok(Answer::to(&here).saying(app.words().say(key)))
        })
        .await?;
    Ok(answer.into_response())
}

#[derive(Deserialize)]
pub(super) struct WordForm {
    #[serde(default)]
    words: String,
}

pub(super) async fn say(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path(path): Path<DecisionPath>,
    submission: Submission<WordForm>,
) -> Result<Response> {
    let words = submission.form.words.trim();
    if words.is_empty() || words.chars().count() > WHY_LONGEST {
        let page = decision_page(&app, &frame, &seat, path.decision).await?;
        let about = page.about.map(|about| Said { words: words.to_owned(), ..about });
        let mut problems = Problems::default();
        problems.note("words", app.words().say("decision-why-wrong").n("most", WHY_LONGEST));
        return frame::show_again(&DecisionPage { about, problems, ..page });
    }
    let here = seat.path(&format!("/decisions/{}", path.decision));
    let answer = submission
        .once(&app, async |tx| {
            let is_said = actions::say(tx, &seat, path.decision, words).await?;
            let key = if is_said { "decision-word-said" } else { "decision-word-not-said" };
            Ok(Answer::to(&here).saying(app.words().say(key)))
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn withdraw(
    State(app): State<App>,
    seat: Seat,
    Path(path): Path<DecisionPath>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            let is_back = actions::withdraw(tx, &app, &seat, path.decision).await?;
            let key = if is_back { "decision-withdrawn" } else { "decision-not-withdrawn" };
            Ok(Answer::to(seat.path(&format!("/decisions/{}", path.decision))).saying(app.words().say(key)))
        })
        .await
}
