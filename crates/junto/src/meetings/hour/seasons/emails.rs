//! The letters about a season's hours, each on its reader's own clock.

use store::Moment;

use crate::app::letterbox::{self, Urgency};
use crate::app::{App, Result, WriteTx};
use crate::community::{self, Community};
use crate::groups::Group;
use crate::meetings::clocks::{Addressee, Laid, ReadingClock, addressees};
use crate::meetings::queries::{Season, Seated};
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
    let chairs = to.iter().map(|seated| seated.chair.clone());
    for reader in addressees(tx.db(), group.community, chairs).await? {
        let letter = letter(app, group, season, (&laid, &reader.clock), news);
        post(tx, &community, &reader, season, (news, letter)).await?;
    }
    Ok(())
}

async fn post(
    tx: &WriteTx,
    community: &Community,
    reader: &Addressee,
    season: &Season,
    (news, content): (News, Letter),
) -> Result<()> {
    let key = format!("season-{}:{}:{}", news.name(), season.id, reader.chair.seat.id);
    let letter = community::letter(community, "meetings.season", reader.to(), key, content);
    let urgency = Urgency::OutsideQuietHours { zone: reader.clock.zone_at(tx.now()).clone() };
    letterbox::post(tx, letterbox::Outgoing { urgency, ..letter }).await?;
    Ok(())
}

fn letter(
    app: &App,
    group: &Group,
    season: &Season,
    (laid, clock): (&Laid, &ReadingClock),
    news: News,
) -> Letter {
    let words = app.words();
    let page = app.link(&group.path(&format!("/seasons/{}", season.id)));
    match news {
        News::Proposed | News::ProposedInstead => {
            let opening = match news {
                News::ProposedInstead => words.say("season-letter-instead"),
                _ => words.say("season-letter-opening"),
            };
            let until = clock.day_and_time(words, season.reply_by);
            Letter {
                subject: words.say("season-letter-subject").s("group", &group.name).to_string(),
                before: vec![
                    opening.s("group", &group.name).to_string(),
                    words
                        .say("season-letter-dates")
                        .n("dates", laid.dates.len())
                        .s("city", clock.home().city())
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
                    .s("city", clock.home().city())
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

fn first_dates(words: &Words, laid: &Laid, clock: &ReadingClock) -> Vec<String> {
    let dates = laid.dates.iter().take(DATES).map(|dated| {
        let said = words.say("season-letter-date").s("when", clock.day_and_time(words, Moment(dated.moment)));
        said.n("minutes", laid.minutes).to_string()
    });
    dates.collect()
}
