//! What waits for those who run a community: answers, free seats and who could take them, the waiting list.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use std::collections::BTreeMap;

use crate::app::keyring::Sealed;
use crate::app::{App, Result};
use crate::community::Operator;
use crate::frame::{self, Frame};
use crate::groups::{self, SeatId};
use crate::joining::actions;
use crate::joining::entities::Why;
use crate::joining::free_seats::{GROUPS, LOOKED_AT, Vacancy, suit, vacancies};
use crate::joining::pages::{Names, Parts};
use crate::joining::queries::{self, Invitation, Listed, Part, SeatRequest, Waiting};
use crate::joining::requests::{RequestLine, request_lines};
use crate::joining::withdrawal::withdrawal_path;
use crate::ui::{Face, Page, Pager, Words};

/// A seat that somebody declined or whose hour does not suit.
struct AnswerLine {
    face: Face,
    name: String,
    group: String,
    when: String,
    words: Option<String>,
    /// Where the offer can be taken back, if it stands.
    withdrawal: String,
}

/// An invitation that nobody has answered.
struct OpenLine {
    name: String,
    group: String,
    since: String,
    /// Where the offer can be taken back.
    withdrawal: String,
}

struct WaitingLine {
    face: Face,
    name: String,
    why: String,
    since: String,
}

#[derive(Template)]
#[template(path = "joining/waiting/seats.html")]
struct SeatsPage {
    page: Page,
    /// Where one is in each list that has more than one part.
    pagers: BTreeMap<&'static str, Pager>,
    requests: Vec<RequestLine>,
    free: Vec<Vacancy>,
    declined: Vec<AnswerLine>,
    hours: Vec<AnswerLine>,
    open: Vec<OpenLine>,
    waiting: Vec<WaitingLine>,
    /// How many wait, and how many of them were looked at for free seats.
    waiting_count: u64,
    applications: u64,
    applications_address: String,
}

impl SeatsPage {
    fn pager(&self, list: &str) -> Option<&Pager> {
        self.pagers.get(list)
    }

    fn looked_at(&self) -> u64 {
        self.waiting_count.min(LOOKED_AT)
    }

    fn unseen(&self) -> u64 {
        self.waiting_count.saturating_sub(LOOKED_AT)
    }
}

pub(super) async fn seats(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Query(parts): Query<Parts>,
) -> Result<Response> {
    let (db, community) = (app.db(), operator.community());
    let requests = queries::request_list(db, community.id, None, parts.of("requests")).await?;
    let declined = queries::invitations(db, community.id, Listed::Declined, parts.of("declined")).await?;
    let hours = queries::invitations(db, community.id, Listed::AnotherHour, parts.of("hours")).await?;
    let open = queries::invitations(db, community.id, Listed::Open, parts.of("open")).await?;
    let waiting = queries::waiting_list(db, community.id, parts.of("waiting")).await?;
    let (free, total) = groups::with_free_seats(db, community.id, parts.of("free"), GROUPS).await?;
    let free = Part::new(free, parts.of("free"), GROUPS, total);

    let path = community.path("/groups/seats");
    let words = app.words();
    let pagers = [
        ("requests", parts.pager(words, &path, "requests", &requests)),
        ("declined", parts.pager(words, &path, "declined", &declined)),
        ("hours", parts.pager(words, &path, "hours", &hours)),
        ("open", parts.pager(words, &path, "open", &open)),
        ("waiting", parts.pager(words, &path, "waiting", &waiting)),
        ("free", parts.pager(words, &path, "free", &free)),
    ];
    let waiting_count = waiting.total;
    let [declined, hours, open] = [declined, hours, open].map(|part| part.lines);
    let (requests, waiting) = (requests.lines, waiting.lines);

    let answers: Vec<&Invitation> = declined.iter().chain(&hours).chain(&open).collect();
    let ids: Vec<SeatId> = answers.iter().map(|answer| answer.seat).collect();
    let holders = groups::holders(db, community.id, &ids).await?;
    let members = requests.iter().map(|request| request.member).chain(waiting.iter().map(|w| w.member));
    let members = members.chain(holders.values().copied());
    let of_groups = answers.iter().map(|answer| answer.group).chain(requests.iter().map(|r| r.group));
    let names = Names::of(&app, community, members, of_groups).await?;
    let zone = operator.person().zone();
    let name_of = |seat: SeatId| holders.get(&seat).map_or_else(String::new, |member| names.member(*member));

    let mut declined_lines = Vec::new();
    for answer in &declined {
        declined_lines.push(answer_line(&app, &operator, answer, name_of(answer.seat), &names).await?);
    }
    let mut hour_lines = Vec::new();
    for answer in &hours {
        hour_lines.push(answer_line(&app, &operator, answer, name_of(answer.seat), &names).await?);
    }
    let mut open_lines = Vec::new();
    for invitation in &open {
        open_lines.push(OpenLine {
            name: name_of(invitation.seat),
            group: names.group(invitation.group),
            since: frame::day(invitation.invited_at, zone),
            withdrawal: withdrawal_path(community, invitation.seat),
        });
    }
    let action = |request: &SeatRequest| community.path(&format!("/requests/{}/decision", request.id));
    let waiting_line = |waiting: &Waiting| WaitingLine {
        face: Face::of(&names.member(waiting.member)),
        name: names.member(waiting.member),
        why: why_words(app.words(), waiting.why),
        since: frame::day(waiting.since, zone),
    };
    let mut request_lines = request_lines(&app, &operator, &requests, &names, zone, action).await?;
    suit(&app, &operator, &requests, &mut request_lines).await?;
    frame::show(&SeatsPage {
        page: operator.page(&app, &frame),
        pagers: pagers.into_iter().filter_map(|(list, pager)| Some((list, pager?))).collect(),
        requests: request_lines,
        free: vacancies(&app, &operator, free.lines).await?,
        declined: declined_lines,
        hours: hour_lines,
        open: open_lines,
        waiting: waiting.iter().map(waiting_line).collect(),
        waiting_count,
        applications: queries::count_applications(db, community.id).await?,
        applications_address: community.path("/applications"),
    })
}

fn why_words(words: &Words, why: Why) -> String {
    match why {
        Why::Declined => words.say("waiting-declined").to_string(),
        Why::NotPlaced => words.say("waiting-not-placed").to_string(),
        Why::NoSeat => words.say("waiting-no-seat").to_string(),
        Why::Withdrawn => words.say("waiting-withdrawn").to_string(),
        Why::Themselves => words.say("waiting-themselves").to_string(),
    }
}

async fn answer_line(
    app: &App,
    operator: &Operator,
    answer: &Invitation,
    name: String,
    names: &Names,
) -> Result<AnswerLine> {
    let words = match &answer.words {
        Some(sealed) => Some(open(app, operator, answer, sealed).await?),
        None => None,
    };
    Ok(AnswerLine {
        face: Face::of(&name),
        name,
        group: names.group(answer.group),
        when: answer.answered_at.map_or_else(String::new, |at| frame::day(at, operator.person().zone())),
        words,
        withdrawal: withdrawal_path(operator.community(), answer.seat),
    })
}

async fn open(app: &App, operator: &Operator, answer: &Invitation, sealed: &Sealed) -> Result<String> {
    Ok(app.keyring().open_sealed(operator, actions::invitation_words(answer.id), sealed).await?)
}
