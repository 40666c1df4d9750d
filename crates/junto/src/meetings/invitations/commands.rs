//! `junto invitations FOLDER --to EMAIL`: a group's meetings begin, change and end on a server in a temporary
//! folder, and what it would send to one member is written down as mail files, to try in other people's calendars.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use calendar::ical::Moved;
use calendar::{Cadence, Date, DateTime, Slot, Time, Weekday, Zone};
use clap::Args;
use jiff::Span;
use store::Moment;

use crate::accounts::{self, NewPerson};
use crate::app::clock::Clock;
use crate::app::config::Config;
use crate::app::secrets::Token;
use crate::app::{App, AppError, Result, WriteTx, jobs};
use crate::community::{self, CommunityId, Door, NewCommunity};
use crate::groups::{self, Group, Which};
use crate::meetings::actions;
use crate::meetings::entities::{EntryRecord, Plan, PlannedCadence, SeriesId};
use crate::meetings::queries;
use crate::visitor::Visitor;

const OPERATOR: &str = "agnes@example.org";
const SLUG: &str = "long-table";
const DAY_SECONDS: i64 = 24 * 3600;
/// Several letters of one change leave one after the other.
const LETTERS_SECONDS: i64 = 120;

/// What the command line can say about invitations.
#[derive(Debug, Args)]
pub struct InvitationsOptions {
    /// Where the mail files are written.
    folder: PathBuf,
    /// To whom they are addressed.
    #[arg(long)]
    to: String,
    /// On whose clock the meetings keep their hour.
    #[arg(long, default_value = "Europe/London")]
    zone: String,
    /// The day on which the first is sent; today if nothing is said.
    #[arg(long)]
    on: Option<Date>,
}

/// Writes the files; answers with their names in the order in which they are sent.
pub async fn invitations(options: &InvitationsOptions) -> anyhow::Result<Vec<String>> {
    let email = peergroups::profile::Email::parse(&options.to).context("reading the address")?;
    let zone = Zone::named(&options.zone).context("reading the zone")?;
    anyhow::ensure!(
        is_free(&options.folder)?,
        "{} is not empty. Letters would be mixed with what lies there: name a new folder",
        options.folder.display()
    );
    let place = tempfile::tempdir().context("making a temporary folder")?;
    let host = Config::read().context("reading the settings")?;
    let start = match options.on {
        None => Clock::system().now(),
        Some(day) => zone.moment_of(day.at(10, 0, 0, 0)).map(Moment).context("reading the day")?,
    };
    let config = Config {
        database_url: format!("sqlite:{}", place.path().join("junto.db").display()),
        keyring_url: None,
        root_key: Some(Token::fresh().text().to_owned()),
        root_key_file: None,
        ..host
    };
    let post = mail::Post::folder(&options.folder, &config.mail_from).context("opening the folder")?;
    let parts = crate::serve::parts(config, Clock::standing_at(start), mail::Post::memory()).await?;
    let app = App::new(parts);
    let mut story = Story { app, email: email.key(), zone, day: start, sent: 0, group: None };
    let mut written = Vec::new();
    for step in Step::ALL {
        story.play(step).await.with_context(|| format!("playing {}", step.name()))?;
        for (letter, part) in story.new_letters()?.iter().zip(1..) {
            let name = format!("{:02}-{}-{part}.eml", step.number(), step.name());
            post.send(letter).await.context("writing a letter")?;
            rename(&options.folder, &letter.message_id, &name)?;
            written.push(name);
        }
    }
    story.app.store().close().await?;
    Ok(written)
}

/// Whether a folder has yet to be made, or is empty.
fn is_free(folder: &Path) -> anyhow::Result<bool> {
    match std::fs::read_dir(folder) {
        Ok(mut files) => Ok(files.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error).with_context(|| format!("looking into {}", folder.display())),
    }
}

/// Files are written under their Message-ID; here the order is what matters.
fn rename(folder: &Path, message_id: &str, name: &str) -> anyhow::Result<()> {
    let from = folder.join(format!("{message_id}.eml"));
    std::fs::rename(&from, folder.join(name)).with_context(|| format!("naming {}", from.display()))
}

/// What happens to the meetings, a day after each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Invited,
    OneMoved,
    OneOff,
    NewLink,
    NewHour,
    Single,
    SingleMoved,
    Cancelled,
}

impl Step {
    const ALL: [Self; 8] = [
        Self::Invited,
        Self::OneMoved,
        Self::OneOff,
        Self::NewLink,
        Self::NewHour,
        Self::Single,
        Self::SingleMoved,
        Self::Cancelled,
    ];

    fn number(self) -> usize {
        Self::ALL.iter().take_while(|step| **step <= self).count()
    }

    fn name(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::OneMoved => "one-date-moved",
            Self::OneOff => "one-date-off",
            Self::NewLink => "new-link",
            Self::NewHour => "new-hour",
            Self::Single => "single-meeting",
            Self::SingleMoved => "single-meeting-moved",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A group and its meetings.
struct Story {
    app: App,
    /// The member.
    email: String,
    zone: Zone,
    /// The first day.
    day: Moment,
    /// How many letters were looked at.
    sent: usize,
    group: Option<Meets>,
}

struct Meets {
    group: Group,
    /// Every other Tuesday, for half a year.
    first: Date,
    series: SeriesId,
    /// From the seventh meeting on, at nine.
    later: Option<SeriesId>,
    single: Option<SeriesId>,
}

impl Story {
    async fn play(&mut self, step: Step) -> anyhow::Result<()> {
        let app = self.app.clone();
        match step {
            Step::Invited => self.group = Some(self.begin().await?),
            Step::OneMoved => {
                self.change(|meets, record| {
                    let to = Moved { start: day_of(meets.first, 14 * 2 + 1).at(18, 0, 0, 0), minutes: 90 };
                    record.with_moved(meets.original(2), to)
                })
                .await?;
            }
            Step::OneOff => self.change(|meets, record| record.with_cancelled(meets.original(3))).await?,
            Step::NewLink => {
                let link = || Some("https://meet.jit.si/kittiwake-new-room".to_owned());
                self.change(|_, record| record.with_words(record.title.clone(), link())).await?;
            }
            Step::NewHour => {
                let meets = self.meets()?;
                let from = day_of(meets.first, 14 * 6);
                let known = self.series(meets.series).await?;
                let record =
                    season(&self.zone, from, day_of(meets.first, 25 * 7), Time::constant(9, 0, 0, 0))?;
                let later = app.write(async |tx| {
                    actions::end_series(tx, &known, from).await?;
                    actions::begin(tx, &meets.group, None, record.clone()).await
                });
                let later = later.await?;
                self.meets_mut()?.later = Some(later);
            }
            Step::Single => {
                let meets = self.meets()?;
                let record = EntryRecord {
                    title: "Kittiwake, a guest".to_owned(),
                    rule: None,
                    last: None,
                    first: day_of(meets.first, 3).at(12, 0, 0, 0),
                    minutes: 60,
                    ..season(&self.zone, meets.first, meets.first, Time::constant(12, 0, 0, 0))?
                };
                let single =
                    app.write(async |tx| actions::begin(tx, &meets.group, None, record.clone()).await);
                let single = single.await?;
                self.meets_mut()?.single = Some(single);
            }
            Step::SingleMoved => {
                let known = self.series(self.meets()?.single.context("no single meeting")?).await?;
                let to = known.record.first.date().at(13, 0, 0, 0);
                let record = known.record.once_at(&self.zone, to, 60);
                app.write(async |tx| actions::change(tx, known.clone(), record.clone()).await).await?;
            }
            Step::Cancelled => {
                let known = self.series(self.meets()?.later.context("no second season")?).await?;
                let first = known.record.first.date();
                app.write(async |tx| actions::end_series(tx, &known, first).await).await?;
            }
        }
        self.pass().await
    }

    /// Until the next morning at ten, with everything that is sent until then.
    async fn pass(&self) -> anyhow::Result<()> {
        jobs::run_due(&self.app).await?;
        for seconds in [DAY_SECONDS - LETTERS_SECONDS, LETTERS_SECONDS] {
            self.app.clock().pass(seconds);
            jobs::run_due(&self.app).await?;
        }
        Ok(())
    }

    fn meets(&self) -> anyhow::Result<&Meets> {
        self.group.as_ref().context("the group does not meet yet")
    }

    fn meets_mut(&mut self) -> anyhow::Result<&mut Meets> {
        self.group.as_mut().context("the group does not meet yet")
    }

    async fn series(&self, id: SeriesId) -> anyhow::Result<queries::Series> {
        let group = self.meets()?.group.id;
        queries::series(self.app.db(), group, id).await?.context("the series is gone")
    }

    /// Changes the first season.
    async fn change(
        &self,
        to: impl Fn(&Meets, &EntryRecord) -> Result<EntryRecord, calendar::ical::EntryError>,
    ) -> anyhow::Result<()> {
        let meets = self.meets()?;
        let known = self.series(meets.series).await?;
        let record = to(meets, &known.record)?;
        Ok(self.app.write(async |tx| actions::change(tx, known.clone(), record.clone()).await).await?)
    }

    /// Found a group, as people do, and begin its meetings.
    async fn begin(&self) -> anyhow::Result<Meets> {
        let app = &self.app;
        let community = app.write(async |tx| self.found(tx).await).await?;
        let agnes = self.sign_in(OPERATOR).await?;
        let form = [
            ("name", "Kittiwake"),
            ("people", self.email.as_str()),
            ("newcomer", self.email.as_str()),
            ("called", "You"),
            ("facilitator", self.email.as_str()),
            ("seats", "4"),
        ];
        agnes.send_form(&format!("/c/{SLUG}/groups/new"), &form).await?;
        jobs::run_due(app).await?;
        let (lines, _) = groups::groups(app.db(), community, Which::All, 0).await?;
        let group = lines.into_iter().next().context("no group was founded")?.group;
        let seats = groups::seats(app.db(), &[group.id]).await?;
        let seat = seats.first().context("no seat was offered")?.id;
        let member = self.sign_in(&self.email).await?;
        let offer = format!("/c/{SLUG}/offers/{seat}");
        member.send_form(&offer, &[("answer", "accepted"), ("words", "")]).await?;
        jobs::run_due(app).await?;

        let soon = self.zone.local_at(self.day.0).date().checked_add(Span::new().days(14))?;
        let first = (0..7).map(|days| day_of(soon, days)).find(|day| day.weekday() == Weekday::Tuesday);
        let first = first.context("a week without a Tuesday")?;
        let record = season(&self.zone, first, day_of(first, 25 * 7), Time::constant(17, 0, 0, 0))?;
        let series = app.write(async |tx| actions::begin(tx, &group, None, record.clone()).await).await?;
        Ok(Meets { group, first, series, later: None, single: None })
    }

    async fn found(&self, tx: &WriteTx) -> Result<CommunityId> {
        let new = NewCommunity {
            slug: SLUG.to_owned(),
            name: "Long Table".to_owned(),
            ink: "verdigris".to_owned(),
            about: String::new(),
            for_whom: String::new(),
            how_to_join: String::new(),
            door: Door::Invitation,
        };
        let community = community::found(tx, new).await?;
        let zone = self.zone.name().to_owned();
        let person =
            |email: &str| NewPerson { email: email.to_owned(), name: "You".to_owned(), zone: zone.clone() };
        let known = accounts::people_for(tx, &[person(OPERATOR), person(&self.email)]).await?;
        let agnes = known.iter().find(|(email, _)| email == OPERATOR).ok_or(AppError::NotFound)?;
        community::appoint(tx, community, agnes.1).await?;
        Ok(community)
    }

    async fn sign_in(&self, email: &str) -> Result<Visitor> {
        let known = accounts::address_by_email(self.app.db(), email).await?.ok_or(AppError::NotFound)?;
        let link = self.app.write(async |tx| accounts::link(tx, known.id, "/today", 60, false).await).await?;
        Visitor::signed_in(crate::router(self.app.clone()), &link).await
    }

    /// The letters for calendars since this was last asked.
    fn new_letters(&mut self) -> anyhow::Result<Vec<mail::Letter>> {
        let mail::Post::Memory(letters) = self.app.post() else {
            anyhow::bail!("letters stay in memory here")
        };
        let letters = letters.lock().map_err(|_| anyhow::anyhow!("the letters are lost"))?;
        let new: Vec<_> =
            letters.iter().skip(self.sent).filter(|letter| letter.calendar.is_some()).cloned().collect();
        self.sent = letters.len();
        Ok(new)
    }
}

impl Meets {
    /// The date of a meeting of the first season, counted from 0.
    fn original(&self, number: i64) -> DateTime {
        day_of(self.first, 14 * number).at(17, 0, 0, 0)
    }
}

fn day_of(first: Date, days: i64) -> Date {
    first.saturating_add(Span::new().days(days))
}

/// Every other Tuesday from a day to another.
fn season(zone: &Zone, from: Date, to: Date, time: Time) -> anyhow::Result<EntryRecord> {
    let slot = Slot { anchor: zone.clone(), day: from.weekday(), time };
    let plan = Plan {
        slots: vec![(&slot).into()],
        cadence: PlannedCadence::from(Cadence::Weekly { every: 2 }),
        from,
        to,
        minutes: 90,
        holidays: Vec::new(),
        carry: Vec::new(),
        needed: Vec::new(),
    };
    let link = Some("https://meet.jit.si/kittiwake");
    plan.series("Kittiwake", link).into_iter().next().context("a season without a meeting")
}
