//! The letters about a season's hours, each on its reader's own clock.

use calendar::Zone;

use crate::accounts::Address;
use crate::app::letterbox::{self, Urgency};
use crate::app::{App, Result, WriteTx};
use crate::community::{self, Community};
use crate::groups::{Chair, Group};
use crate::meetings::clocks::{Laid, reading_clock};
use crate::meetings::queries::{Season, Seated, with_addresses};
use crate::ui::{Letter, Words};

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    Proposed,
    /// In place of a proposal that waited.
    ProposedInstead,
    Agreed,
    Refused,
    Withdrawn,
}

impl News {
    fn name(self) -> &'static str {
        match self {
            Self::Proposed | Self::ProposedInstead => "proposed",
            Self::Agreed => "agreed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// As many dates as a letter names.
const DATES: usize = 3;

/// Tells each of these people.
pub async fn tell(
    tx: &WriteTx,
    app: &App,
    group: &Group,
    season: &Season,
    to: &[&Seated],
    news: News,
) -> Result<()> {
    let community = community::by_id(tx.db(), group.community).await?;
    let laid = Laid::of_plan(&season.plan);
    for (chair, address) in with_addresses(tx.db(), to.iter().map(|seated| &seated.chair)).await? {
        let clock = reading_clock(&address.zone, Some(chair));
        let letter = letter(app, group, season, (&laid, &clock), news);
        post(tx, &community, (chair, &address, clock), season, (news, letter)).await?;
    }
    Ok(())
}

async fn post(
    tx: &WriteTx,
    community: &Community,
    (chair, address, zone): (&Chair, &Address, Zone),
    season: &Season,
    (news, content): (News, Letter),
) -> Result<()> {
    let key = format!("season-{}:{}:{}", news.name(), season.id, chair.seat.id);
    let to = (chair.name.as_str(), address.email.as_str());
    let letter = community::letter(community, "meetings.season", to, key, content);
    let urgency = Urgency::OutsideQuietHours { zone };
    letterbox::post(tx, letterbox::Outgoing { urgency, ..letter }).await?;
    Ok(())
}

fn letter(app: &App, group: &Group, season: &Season, (laid, clock): (&Laid, &Zone), news: News) -> Letter {
    let words = app.words();
    let page = app.link(&group.path(&format!("/seasons/{}", season.id)));
    match news {
        News::Proposed | News::ProposedInstead => {
            let opening = match news {
                News::ProposedInstead => words.say("season-letter-instead"),
                _ => words.say("season-letter-opening"),
            };
            let until = clock.local_at(season.reply_by.0).strftime("%A %-d %B, %H:%M").to_string();
            Letter {
                subject: words.say("season-letter-subject").s("group", &group.name).to_string(),
                before: vec![
                    opening.s("group", &group.name).to_string(),
                    words
                        .say("season-letter-dates")
                        .n("dates", laid.dates.len())
                        .s("city", clock.city())
                        .to_string(),
                ],
                list: first_dates(words, laid, clock),
                button: words.say("season-letter-button").to_string(),
                link: page,
                after: vec![words.say("season-letter-until").s("until", until).to_string()],
                ..Letter::default()
            }
        }
        News::Agreed => Letter {
            subject: words.say("season-agreed-subject").s("group", &group.name).to_string(),
            before: vec![
                words.say("season-agreed-text").s("group", &group.name).to_string(),
                words
                    .say("season-letter-dates")
                    .n("dates", laid.dates.len())
                    .s("city", clock.city())
                    .to_string(),
            ],
            list: first_dates(words, laid, clock),
            button: words.say("season-agreed-button").to_string(),
            link: page,
            after: vec![words.say("season-agreed-calendar").to_string()],
            ..Letter::default()
        },
        News::Refused => Letter {
            subject: words.say("season-refused-subject").s("group", &group.name).to_string(),
            before: vec![
                words.say("season-refused-text").s("group", &group.name).to_string(),
                words.say("season-refused-what").to_string(),
            ],
            button: words.say("season-refused-button").to_string(),
            link: app.link(&group.path("/hour")),
            ..Letter::default()
        },
        News::Withdrawn => Letter {
            subject: words.say("season-withdrawn-subject").s("group", &group.name).to_string(),
            before: vec![words.say("season-withdrawn-text").s("group", &group.name).to_string()],
            ..Letter::default()
        },
    }
}

fn first_dates(words: &Words, laid: &Laid, clock: &Zone) -> Vec<String> {
    let dates = laid.dates.iter().take(DATES).map(|dated| {
        let local = clock.local_at(dated.moment);
        let said = words.say("season-letter-date").s("when", local.strftime("%A %-d %B, %H:%M"));
        said.n("minutes", laid.minutes).to_string()
    });
    dates.collect()
}
