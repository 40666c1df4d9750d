//! The rounds of a community, and the page that begins one.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use peergroups::formation::{Criteria, Preset};
use serde::Deserialize;

use super::actions::{self, NewRound};
use super::criteria::{Asked, Sentences};
use super::entities::{People, RoundId};
use super::formats::{CriteriaFile, PresetName};
use super::queries::{self, RoundLine};
use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{MemberId, Operator};
use crate::frame::{self, Frame};
use crate::roster::{self, Facets, Filter, Selection};
use crate::ui::Page;

/// A round in an address.
#[derive(Debug, Deserialize)]
pub(super) struct RoundPath {
    pub round: RoundId,
}

#[derive(Template)]
#[template(path = "formation/rounds.html")]
struct RoundsPage {
    page: Page,
    new: String,
    rounds: Vec<ListedRound>,
}

struct ListedRound {
    address: String,
    day: String,
    line: RoundLine,
}

pub(super) async fn rounds(State(app): State<App>, frame: Frame, operator: Operator) -> Result<Response> {
    let zone = operator.person().zone().to_owned();
    let listed = |line: RoundLine| ListedRound {
        address: path(&operator, line.round.id, ""),
        day: frame::day(line.round.created_at, &zone),
        line,
    };
    let rounds = queries::rounds(app.db(), &operator).await?.into_iter().map(listed).collect();
    let new = operator.community().path("/rounds/new");
    frame::show(&RoundsPage { page: operator.page(&app, &frame), new, rounds })
}

/// The address of a page of a round.
pub(super) fn path(operator: &Operator, round: RoundId, rest: &str) -> String {
    operator.community().path(&format!("/rounds/{round}{rest}"))
}

#[derive(Template)]
#[template(path = "formation/new.html")]
struct NewPage {
    page: Page,
    action: String,
    import: String,
    people: u64,
    name: String,
    facets: Facets,
    presets: Vec<PresetLink>,
    asked: Sentences,
    written: Written,
    is_wrong: bool,
    /// Addresses that are not in the roster.
    unknown: String,
}

/// What a round could be for: a link that fills in the sentences.
struct PresetLink {
    address: String,
    said: String,
    is_this: bool,
}

/// What a new round is for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct For {
    preset: Option<String>,
}

/// Who shall take part, as it was written.
#[derive(Clone, Debug)]
struct Written {
    industry: String,
    function: String,
    search: String,
    without_seat: bool,
    only: String,
    except: String,
    seed: String,
}

impl Written {
    fn of(form: Option<&Asked>) -> Self {
        let text = |name: &str| form.map_or("", |form| form.text(name)).to_owned();
        let seed = text("seed");
        Self {
            industry: text("industry"),
            function: text("function"),
            search: text("search"),
            without_seat: form.is_none() || !text("without_seat").is_empty(),
            only: text("only"),
            except: text("except"),
            seed: if seed.is_empty() { USUAL_SEED.to_string() } else { seed },
        }
    }

    /// The people who are meant, and the addresses that nobody has.
    async fn people(&self, app: &App, operator: &Operator) -> Result<(People, Vec<String>)> {
        let (except, unknown) = of_addresses(app, operator, &self.except).await?;
        let (only, strangers) = of_addresses(app, operator, &self.only).await?;
        let selection = if only.is_empty() {
            Selection::Filtered(Filter {
                search: self.search.clone(),
                industry: self.industry.clone(),
                function: self.function.clone(),
            })
        } else {
            Selection::These(only)
        };
        let people = People { selection, without_seat: self.without_seat, except };
        Ok((people, [unknown, strangers].concat()))
    }
}

/// The members of a pasted list of addresses; what has no `@` is passed over.
async fn of_addresses(app: &App, operator: &Operator, pasted: &str) -> Result<(Vec<MemberId>, Vec<String>)> {
    let ends = |sign: char| sign.is_whitespace() || ",;<>\"()".contains(sign);
    let mut addresses: Vec<String> =
        pasted.split(ends).filter(|word| word.contains('@')).map(str::to_lowercase).collect();
    addresses.sort_unstable();
    addresses.dedup();
    roster::of_addresses(app.db(), operator.id(), &addresses).await
}

const USUAL_SEED: i64 = 1727;

pub(super) async fn new(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Query(asked): Query<For>,
) -> Result<Response> {
    let preset = asked.preset.and_then(|name| PresetName::try_from(name).ok());
    frame::show(&new_page(&app, &frame, &operator, Draft { preset, ..Draft::default() }).await?)
}

/// What is shown of a round that is not begun yet.
#[derive(Default)]
struct Draft<'a> {
    preset: Option<PresetName>,
    /// What was sent and could not be followed.
    wrong: Option<&'a Asked>,
    unknown: &'a [String],
}

/// How many people are looked at to know which attributes a roster has.
const LOOKED_AT: usize = 100;

async fn new_page(app: &App, frame: &Frame, operator: &Operator, draft: Draft<'_>) -> Result<NewPage> {
    let Draft { preset, wrong, unknown } = draft;
    let everyone = Filter::default();
    let mut some = Vec::new();
    for page in 1.. {
        let lines = roster::people(app.db(), operator, &everyone, page).await?;
        some.extend(lines.iter().map(|line| line.member));
        if lines.is_empty() || some.len() >= LOOKED_AT {
            break;
        }
    }
    let sample = queries::some_candidates(app.db(), operator.id(), some).await?.people;
    let file = wrong.and_then(Asked::criteria).unwrap_or_else(|| {
        CriteriaFile::of(
            &preset.map_or_else(|| Criteria::usual(&sample), |preset| Criteria::preset(preset.0, &sample)),
        )
    });
    let preset_link = |named: PresetName| PresetLink {
        address: operator.community().path(&format!("/rounds/new?preset={}#h-asked", named.name())),
        said: app
            .words()
            .say(match named.0 {
                Preset::Balanced => "preset-balanced",
                Preset::Peers => "preset-peers",
                Preset::Variety => "preset-variety",
                Preset::NewFaces => "preset-new-faces",
            })
            .to_string(),
        is_this: preset == Some(named),
    };
    let month = frame::local(app.clock().now(), operator.person().zone()).strftime("%B %Y").to_string();
    Ok(NewPage {
        page: operator.page(app, frame),
        action: operator.community().path("/rounds"),
        import: operator.community().path("/roster/import"),
        people: roster::count(app.db(), operator.id(), &everyone).await?,
        name: match wrong {
            Some(form) => form.text("name").to_owned(),
            None => app.words().say("round-name").s("month", month).to_string(),
        },
        facets: roster::facets(app.db(), operator.id()).await?,
        presets: PresetName::ALL.map(preset_link).into(),
        asked: Sentences::of(app.words(), &sample, &file),
        written: Written::of(wrong),
        is_wrong: wrong.is_some() && unknown.is_empty(),
        unknown: unknown.join(", "),
    })
}

pub(super) async fn begin(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    submission: Submission<Asked>,
) -> Result<Response> {
    let form = &submission.form;
    let name: String = form.text("name").chars().take(100).collect();
    let Some(criteria) = form.criteria().filter(|_| !name.is_empty()) else {
        let page = new_page(&app, &frame, &operator, Draft { wrong: Some(form), ..Draft::default() }).await?;
        return frame::show_again(&page);
    };
    let (people, unknown) = Written::of(Some(form)).people(&app, &operator).await?;
    if !unknown.is_empty() {
        let page =
            new_page(&app, &frame, &operator, Draft { wrong: Some(form), unknown: &unknown, preset: None })
                .await?;
        return frame::show_again(&page);
    }
    let seed = form.number("seed").unwrap_or(USUAL_SEED);
    let answer = submission
        .once(&app, async |tx| {
            let new =
                NewRound { name: name.clone(), people: people.clone(), criteria: criteria.clone(), seed };
            let round = actions::begin(tx, &operator, new).await?;
            Ok(Answer::to(path(&operator, round, "")))
        })
        .await?;
    Ok(answer.into_response())
}

/// A round opens at its published proposal, else at its newest.
pub(super) async fn round(
    State(app): State<App>,
    operator: Operator,
    Path(RoundPath { round }): Path<RoundPath>,
) -> Result<Response> {
    let row = queries::round(app.db(), &operator, round).await?;
    let newest = queries::proposal_numbers(app.db(), row.id).await?.pop();
    let number = match queries::publication(app.db(), row.id).await? {
        Some(published) => {
            queries::work_on(app.db(), published.proposal_id).await?.map(|(proposal, _)| proposal.number)
        }
        None => newest,
    };
    let number = number.ok_or(AppError::NotFound)?;
    Ok(Redirect::to(&path(&operator, round, &format!("/proposals/{number}"))).into_response())
}
