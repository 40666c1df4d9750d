//! Stories of who was at meetings, what missing them leads to, and of meetings to which too few can come.

use axum::http::StatusCode;
use peergroups::attendance::Below;

use super::actions;
use super::quorum::{self, Count};
use crate::groups::{self, Group, GroupId, SeatId};
use crate::meetings::actions::begin;
use crate::meetings::dates::tests::{MARA, TOVE, kittiwake};
use crate::meetings::entities::{EntryRecord, MeetingId, SeriesId, Task};
use crate::meetings::queries::{meeting, meetings_of};
use crate::town::{Reply, Town, Visitor};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// For the scene: a meeting that has begun with a sheet and a word about it, a step of the ladder, and that too few can come
/// to a meeting to come.
pub async fn on_stage(town: &Town, group: GroupId, coming: MeetingId) -> [(&'static str, String); 3] {
    let db = town.app.db();
    let group = groups::group(db, group).await.unwrap().unwrap();
    let lisbon = calendar::Zone::named("Europe/Lisbon").unwrap();
    let record = EntryRecord {
        title: "Kittiwake".to_owned(),
        link: None,
        sequence: 0,
        asked: 0,
        zone: lisbon.name().to_owned(),
        first: lisbon.local_at(town.app.clock().now().0),
        minutes: 30,
        rule: None,
        last: None,
        changes: Vec::new(),
    };
    let series = town.write(async |tx| begin(tx, &group, None, record.clone()).await).await;
    let held = meetings_of(db, series).await.unwrap().remove(0);
    let page = group.path(&format!("/meetings/{}/attendance", held.id));
    let tove = seat_of(town, &group, "tove").await;
    let (mara, tove_herself) = (town.signed_in(MARA).await, town.signed_in(TOVE).await);
    keep(&mara, &page, 0, &[(tove, ABSENT)]).await;
    let said = tove_herself.post(&format!("{page}/objections"), &[("words", "I was there.")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    let sheet = mara.get(&page).await.body;
    let objection: String = sheet.split("/attendance/objections/").nth(1).unwrap().chars().take(22).collect();
    let day = held.local.date();
    let coming = meeting(db, group.id, coming).await.unwrap().unwrap();
    let step = town
        .write(async |tx| {
            quorum::find(tx, &coming, &group, (2, Count::of([None]), Below::MoveAWeek)).await?;
            actions::take(tx, &group, tove, (Task::Contact, day)).await
        })
        .await;
    town.run_jobs().await;
    [("{held_meeting}", held.id.to_string()), ("{objection}", objection), ("{step}", step.to_string())]
}

async fn seat_of(town: &Town, group: &Group, name: &str) -> SeatId {
    let table = groups::table(town.app.db(), group).await.unwrap();
    table.iter().find(|chair| chair.name == name).unwrap().seat.id
}

/// How somebody was: the way, minutes late, minutes early, hours told before, the reason.
type Was = [&'static str; 5];
const PRESENT: Was = ["present", "", "", "", "ordinary"];
const ABSENT: Was = ["absent", "", "", "", "ordinary"];

/// Sends the sheet of a meeting as it stands after `number`.
async fn send(lead: &Visitor, page: &str, number: u32, rows: &[(SeatId, Was)]) -> Reply {
    let number = number.to_string();
    let seats: Vec<String> = rows.iter().map(|(seat, _)| seat.to_string()).collect();
    let mut fields = vec![("number", number.as_str())];
    for (seat, (_, was)) in seats.iter().zip(rows) {
        fields.push(("seat", seat));
        fields.extend(["was", "late", "early", "told", "reason"].into_iter().zip(*was));
    }
    lead.post(page, &fields).await
}

async fn keep(lead: &Visitor, page: &str, number: u32, rows: &[(SeatId, Was)]) {
    let reply = send(lead, page, number, rows).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
}

/// Kittiwake with Mara, who leads, and Tove, on the morning of Thursday 1 October; its meetings are on 6 and 20 October and
/// 3 November.
struct Table {
    town: Town,
    group: Group,
    series: SeriesId,
    mara: Visitor,
    tove: Visitor,
    seat: SeatId,
}

impl Table {
    async fn new() -> Self {
        let (town, _, group, series) = kittiwake().await;
        let (mara, tove) = (town.signed_in(MARA).await, town.signed_in(TOVE).await);
        let seat = seat_of(&town, &group, "tove").await;
        Self { town, group, series, mara, tove, seat }
    }

    /// The same, and they live by a charter with these values.
    async fn agreed(attendance: &[(&str, &str)], quorum: &[(&str, &str)]) -> Self {
        let table = Self::new().await;
        table.agree(attendance, quorum).await;
        table
    }

    async fn agree(&self, attendance: &[(&str, &str)], quorum: &[(&str, &str)]) {
        let at = |page: &str| self.group.path(&format!("/charter/draft{page}"));
        self.mara.post(&at(""), &[]).await;
        for (edition, topic, values) in [("1", "/attendance", attendance), ("2", "/quorum", quorum)] {
            let form = [&[("edition", edition)], values].concat();
            let reply = self.mara.post(&at(topic), &form).await;
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        }
        let version = self.mara.post(&at("/signing"), &[("edition", "3")]).await.location.unwrap();
        for visitor in [&self.mara, &self.tove] {
            let form = [("edition", "3"), ("voice", "signs"), ("pledge", "yes")];
            let reply = visitor.post(&format!("{version}/signature"), &form).await;
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        }
        self.town.run_jobs().await;
    }

    /// Lets the day come on which a meeting is over: it is eight in the evening in Lisbon. Both sign in anew, for no
    /// session lies idle so long.
    async fn after(&mut self, nth: usize) -> String {
        let meeting = self.meetings().await.remove(nth);
        self.until(meeting.1 + 3 * HOUR).await;
        (self.mara, self.tove) = (self.town.signed_in(MARA).await, self.town.signed_in(TOVE).await);
        self.group.path(&format!("/meetings/{}/attendance", meeting.0))
    }

    async fn until(&self, microseconds: i64) {
        let now = self.town.app.clock().now();
        self.town.pass(microseconds - now.microseconds() / 1_000_000);
        self.town.run_jobs().await;
    }

    /// Each meeting with its beginning, in seconds since 1970.
    async fn meetings(&self) -> Vec<(MeetingId, i64)> {
        let meetings = meetings_of(self.town.app.db(), self.series).await.unwrap();
        meetings.iter().map(|one| (one.id, one.starts_at.microseconds() / 1_000_000)).collect()
    }

    /// Notes that Tove missed a meeting.
    async fn miss(&mut self, nth: usize) -> String {
        let page = self.after(nth).await;
        keep(&self.mara, &page, 0, &[(self.seat, ABSENT)]).await;
        page
    }

    /// The steps that wait on Mara's Today.
    async fn steps(&self) -> Vec<String> {
        let today = self.mara.get("/today").await.body;
        let before = self.group.path("/attendance/steps/");
        let mut found: Vec<String> = today
            .split(&format!("href=\"{before}"))
            .skip(1)
            .map(|rest| format!("{before}{}", rest.chars().take(22).collect::<String>()))
            .collect();
        found.dedup();
        found
    }

    /// Mara does something about the only step that waits.
    async fn answer(&self, done: &str, words: &str) -> Reply {
        let steps = self.steps().await;
        assert_eq!(steps.len(), 1, "{steps:?}");
        let reply =
            self.mara.post(&format!("{}/answer", steps[0]), &[("done", done), ("words", words)]).await;
        self.town.run_jobs().await;
        reply
    }

    async fn standing(&self) -> String {
        self.tove.get(&self.group.path("/attendance")).await.body
    }

    /// How many letters Tove has about this.
    fn told(&self, subject: &str) -> usize {
        self.town.mail_to(TOVE).iter().filter(|letter| letter.subject.contains(subject)).count()
    }
}

/// A word at the first miss, at risk at the second, over the last twelve months.
const STRICT: &[(&str, &str)] = &[
    ("span", "months"),
    ("months", "12"),
    ("meetings", "12"),
    ("contact", "1"),
    ("risk", "2"),
    ("then", "out"),
    ("first", "0"),
    ("notice", "48"),
    ("notice-excuses", "no"),
    ("excused", "care-and-emergency"),
    ("leeway", "0"),
    ("substitutes", "never"),
];
const BOTH: &[(&str, &str)] =
    &[("percent", "0"), ("count", "2"), ("below", "move-a-week"), ("hours", "48"), ("moves-only-then", "no")];
const ANY: &[(&str, &str)] =
    &[("percent", "0"), ("count", "0"), ("below", "meet-anyway"), ("hours", "48"), ("moves-only-then", "no")];

#[tokio::test]
async fn whoever_leads_is_asked_who_was_there_and_finds_what_was_said_before() {
    let mut table = Table::new().await;
    let answer = table.group.path(&format!("/series/{}/answer", table.series));
    table.tove.post(&answer, &[("said", "no"), ("original", "2026-10-06T17:00:00")]).await;
    let page = table.after(0).await;
    let today = table.mara.get("/today").await.body;
    assert!(today.contains("Kittiwake met on Tuesday 6 October") && today.contains(&page), "{today}");
    assert!(!table.tove.get("/today").await.body.contains("Who was there"));
    table.town.pass(DAY);
    table.town.run_jobs().await;
    let asked: Vec<_> = table.town.letters();
    let asked: Vec<_> = asked.iter().filter(|letter| letter.subject.contains("who was there")).collect();
    assert_eq!(asked.iter().map(|letter| letter.to_email.as_str()).collect::<Vec<_>>(), [MARA]);

    let sheet = table.mara.get(&page).await.body;
    assert!(sheet.contains("Said before that they cannot come."), "{sheet}");
    assert!(sheet.contains(r#"<option value="absent" selected>"#), "{sheet}");
    assert!(sheet.contains(r#"name="told" value="127""#), "five days and seven hours: {sheet}");
    assert!(table.tove.get(&page).await.body.contains("Nothing is noted yet"));
    let refused = send(&table.tove, &page, 0, &[(table.seat, PRESENT)]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);

    keep(&table.mara, &page, 0, &[(table.seat, ["absent", "", "", "127", "care"])]).await;
    assert!(!table.mara.get("/today").await.body.contains("Who was there"));
    let own = table.tove.get(&page).await.body;
    assert!(own.contains("Not there; said so 127 hours before. To care for somebody."), "{own}");
    keep(&table.mara, &page, 1, &[(table.seat, ["present", "12", "5", "127", "care"])]).await;
    let own = table.tove.get(&page).await.body;
    assert!(own.contains("There, twelve minutes late, gone five minutes before the end."), "{own}");
    let stale = send(&table.mara, &page, 1, &[(table.seat, PRESENT)]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "somebody has corrected it since");
    let sheet = table.mara.get(&page).await.body;
    assert_eq!(sheet.matches("By Mara, ").count(), 2, "who noted what when is kept: {sheet}");
    table.town.end().await;
}

#[tokio::test]
async fn what_a_sheet_cannot_say_is_told_beside_its_field_and_what_was_written_stays() {
    let mut table = Table::new().await;
    let coming = table.group.path(&format!("/meetings/{}/attendance", table.meetings().await[0].0));
    assert!(table.mara.get(&coming).await.body.contains("This meeting has not been held"));
    let early = send(&table.mara, &coming, 0, &[(table.seat, PRESENT)]).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nobody has been there yet");
    let page = table.after(0).await;
    for (was, wrong) in [
        (["present", "ten", "", "", "ordinary"], "Please write minutes"),
        (["present", "", "-5", "", "ordinary"], "Please write minutes"),
        (["absent", "", "", "99999", "ordinary"], "Please write hours"),
        (["away", "", "", "", "ordinary"], "Please say whether they were there"),
    ] {
        let reply = send(&table.mara, &page, 0, &[(table.seat, was)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{was:?}");
        let kept = was.iter().filter(|text| text.parse::<i64>().is_ok() || **text == "ten");
        assert!(
            kept.clone().all(|text| reply.body.contains(&format!(r#"value="{text}""#))),
            "{}",
            reply.body
        );
        assert!(reply.body.contains(wrong), "{wrong} in {}", reply.body);
    }
    table.town.end().await;
}

#[tokio::test]
async fn whoever_says_that_a_note_is_not_right_is_read_by_whoever_leads_alone() {
    const WORDS: &str = "I dialled in by telephone";
    let mut table = Table::new().await;
    let page = table.miss(0).await;
    let objections = format!("{page}/objections");
    let empty = table.tove.post(&objections, &[("words", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Please write what is not right"));
    table.tove.post(&objections, &[("words", WORDS)]).await;
    table.town.run_jobs().await;
    let letters = table.town.mail_to(MARA);
    let letter = letters.iter().find(|letter| letter.subject.contains("a word about attendance")).unwrap();
    assert!(letter.text.contains(&page) && !letter.text.contains(WORDS), "{}", letter.text);
    assert!(table.mara.get("/today").await.body.contains("what is noted of them is not right"));
    let sheet = table.mara.get(&page).await.body;
    assert!(sheet.contains(WORDS), "{sheet}");
    let settlement = sheet.split("action=\"").find(|rest| rest.contains("/settlement\"")).unwrap();
    let settlement = settlement.split('"').next().unwrap();
    assert_eq!(table.tove.post(settlement, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(table.mara.post(settlement, &[]).await.location, Some(page.clone()));
    table.town.run_jobs().await;
    assert!(!table.mara.get(&page).await.body.contains(WORDS), "it is settled");
    let own = table.tove.get(&page).await.body;
    assert!(own.contains(WORDS) && own.contains("It has been looked at."), "{own}");
    assert_eq!(table.told("your word was looked at"), 1);
    table.town.end().await;
}

#[tokio::test]
async fn the_first_step_is_a_private_word_and_the_member_hears_only_after_it() {
    const KEEPSAKE: &str = "You say so on Sunday if the ferry rests";
    let mut table = Table::agreed(STRICT, ANY).await;
    let page = table.miss(0).await;
    let own = table.standing().await;
    assert!(own.contains("You have one miss in the last twelve months."), "{own}");
    assert!(own.contains("At one miss whoever leads has a private word with you."), "{own}");
    assert!(
        own.contains(&page) && own.contains("Not there, and not said before. <span class=\"quiet\">A miss.")
    );
    let dates = table.tove.get(&table.group.path("/meetings")).await.body;
    assert!(dates.contains("You have one miss in the last twelve months."), "{dates}");
    assert!(!own.contains("private word is due") && table.told("after your talk") == 0);
    let everyone = table.mara.get(&table.group.path("/attendance")).await.body;
    assert!(everyone.contains("tove") && everyone.contains("A private word is due."), "{everyone}");

    let step = table.steps().await.remove(0);
    assert_eq!(table.tove.get(&step).await.status, StatusCode::NOT_FOUND);
    let how = table.mara.get(&step).await.body;
    assert!(how.contains("A private word with tove") && how.contains("by voice"), "{how}");
    assert!(how.contains("This comes at one miss; so far: one miss."), "{how}");
    table.answer("spoken", KEEPSAKE).await;
    assert_eq!((table.told("after your talk"), table.steps().await.len()), (1, 0));
    let own = table.standing().await;
    assert!(own.contains("A private word was had, 6 October 2026.") && own.contains(KEEPSAKE), "{own}");
    assert!(table.town.letters().iter().all(|letter| !letter.text.contains(KEEPSAKE)));
    let twice = table.mara.post(&format!("{step}/answer"), &[("done", "spoken")]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    table.town.end().await;
}

#[tokio::test]
async fn a_seat_at_risk_goes_on_with_a_word_or_ends_as_was_agreed() {
    let mut table = Table::agreed(STRICT, ANY).await;
    table.miss(0).await;
    table.answer("spoken", "").await;
    table.miss(1).await;
    let wordless = table.answer("kept", "").await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wordless.body.contains("Please write a word to them"));
    assert!(!table.standing().await.contains("was said"), "until it is answered nobody is told");
    table.answer("kept", "Your mother comes first this autumn").await;
    assert_eq!((table.told("your seat goes on"), table.steps().await.len()), (1, 0));
    assert!(table.standing().await.contains("Your mother comes first this autumn"));

    table.miss(2).await;
    let letters = table.town.mail_to(TOVE).len();
    table.answer("confirmed", "").await;
    assert_eq!(table.town.mail_to(TOVE).len(), letters, "nobody hears of it by a letter");
    let step = table.mara.get(&table.steps().await[0]).await.body;
    assert!(step.contains("Your charter says that the seat is given up."), "{step}");
    assert_eq!(table.answer("ended", "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(table.told("Your seat in Kittiwake has ended"), 1);
    assert_eq!(table.tove.get(&table.group.path("")).await.status, StatusCode::NOT_FOUND);
    assert!(table.steps().await.is_empty());
    table.town.end().await;
}

#[tokio::test]
async fn nothing_comes_before_the_private_word() {
    let at_once: Vec<_> =
        STRICT.iter().map(|(name, value)| (*name, if *name == "risk" { "1" } else { *value })).collect();
    let mut table = Table::agreed(&at_once, ANY).await;
    table.miss(0).await;
    let all = table.mara.get(&table.group.path("/attendance")).await.body;
    assert!(all.contains("Their seat is at risk"), "{all}");
    let risk = all.split("/attendance/steps/").find(|rest| rest.contains("Their seat is at risk")).unwrap();
    let risk = table.group.path(&format!("/attendance/steps/{}", risk.chars().take(22).collect::<String>()));
    assert!(table.mara.get(&risk).await.body.contains("The private word with tove comes first"));
    let early = table.mara.post(&format!("{risk}/answer"), &[("done", "confirmed")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    let other = table.mara.post(&format!("{risk}/answer"), &[("done", "ended")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "a step is answered by what belongs to it");
    table.answer("spoken", "").await;
    assert_eq!(table.steps().await, [risk]);
    table.town.end().await;
}

#[tokio::test]
async fn a_correction_takes_a_step_back_and_another_brings_it_again_with_what_became_of_it() {
    let mut table = Table::agreed(STRICT, ANY).await;
    let page = table.miss(0).await;
    table.answer("spoken", "").await;
    table.miss(1).await;
    let risk = table.steps().await.remove(0);
    let care: Was = ["absent", "", "", "", "care"];
    keep(&table.mara, &page, 1, &[(table.seat, care)]).await;
    assert!(table.standing().await.contains("You have one miss in the last twelve months."));
    let word = table.steps().await;
    assert!(word.len() == 1 && word[0] != risk, "the word is due at the later miss now: {word:?}");
    assert!(table.mara.get(&risk).await.body.contains("Nothing is to be done"));
    let late = table.mara.post(&format!("{risk}/answer"), &[("done", "confirmed")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    keep(&table.mara, &page, 2, &[(table.seat, ABSENT)]).await;
    assert_eq!(table.steps().await, [risk], "the word of October was had and counts again");
    table.town.end().await;
}

#[tokio::test]
async fn where_the_group_decides_that_somebody_stays_it_is_as_if_the_seat_had_been_kept() {
    let decides: Vec<_> = STRICT
        .iter()
        .map(|(name, value)| (*name, if *name == "then" { "group-decides" } else { *value }))
        .collect();
    let mut table = Table::agreed(&decides, ANY).await;
    table.miss(0).await;
    table.answer("spoken", "").await;
    table.miss(1).await;
    table.answer("confirmed", "").await;
    let step = table.mara.get(&table.steps().await[0]).await.body;
    assert!(step.contains("the group decides") && step.contains("by its rule for removal"), "{step}");
    table.answer("kept", "They want you at the table").await;
    assert!(table.steps().await.is_empty());
    let own = table.standing().await;
    assert!(own.contains("The seat goes on") && own.contains("They want you at the table"), "{own}");
    table.miss(2).await;
    assert_eq!(table.steps().await.len(), 1, "another miss asks again");
    table.town.end().await;
}

#[tokio::test]
async fn a_group_without_a_charter_counts_nothing_and_a_charter_nothing_of_before() {
    let mut table = Table::new().await;
    table.miss(0).await;
    assert!(table.standing().await.contains("Your group has not agreed on a charter yet"));
    assert!(table.steps().await.is_empty());
    table.town.pass(2 * DAY);
    table.agree(STRICT, ANY).await;
    assert!(table.standing().await.contains("You have no misses in the last twelve months."));
    table.miss(1).await;
    assert!(table.standing().await.contains("You have one miss in the last twelve months."));
    table.town.end().await;
}

#[tokio::test]
async fn a_meeting_to_which_too_few_can_come_moves_only_when_whoever_leads_says_so() {
    let table = Table::agreed(STRICT, BOTH).await;
    let dates = async || table.tove.get(&table.group.path("/meetings")).await.body;
    let about =
        || table.town.mail_to(MARA).iter().filter(|one| one.subject.contains("too few can come")).count();
    assert!(dates().await.contains("It needs two; nobody has said yes."));
    let answer = table.group.path(&format!("/series/{}/answer", table.series));
    let no = |original| [("said", "no"), ("original", original)];
    table.tove.post(&answer, &no("2026-10-06T17:00:00")).await;
    assert!(dates().await.contains("It needs two; one at most can come."));
    let (first, begins) = table.meetings().await[0];
    table.until(begins - 48 * HOUR - 60).await;
    assert_eq!(about(), 0);
    table.until(begins - 48 * HOUR).await;
    table.town.pass(18 * HOUR);
    table.town.run_jobs().await;
    assert_eq!((about(), table.told("too few")), (1, 0));
    let page = table.group.path(&format!("/meetings/{first}/quorum"));
    assert!(table.mara.get("/today").await.body.contains(&page));
    let ways = table.mara.get(&page).await.body;
    assert!(
        ways.contains("moves to the same hour a week later") && ways.contains("/polls/new?meeting="),
        "{ways}"
    );
    let poll = table.mara.get(&table.group.path(&format!("/polls/new?meeting={first}"))).await.body;
    assert!(poll.contains(r#"value="90""#) && poll.contains(r#"value="Kittiwake""#), "{poll}");
    assert_eq!(table.meetings().await[0].1, begins, "without an answer nothing moves");

    let seen = (begins * 1_000_000).to_string();
    let week = [("instead", "week"), ("seen", seen.as_str())];
    assert_eq!(table.tove.post(&page, &week).await.status, StatusCode::NOT_FOUND);
    assert_eq!(table.mara.post(&page, &week).await.status, StatusCode::SEE_OTHER);
    assert_eq!(table.meetings().await[0].1, begins + 7 * DAY);
    assert!(!table.mara.get("/today").await.body.contains(&page));
    let stale = table.mara.post(&page, &[("instead", "anyway"), ("seen", &seen)]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "it is no longer where that form saw it");

    table.tove.post(&answer, &no("2026-10-06T17:00:00")).await;
    table.until(begins + 5 * DAY).await;
    table.town.pass(18 * HOUR);
    table.town.run_jobs().await;
    assert_eq!(about(), 2, "the new time is looked at anew");
    let seen = ((begins + 7 * DAY) * 1_000_000).to_string();
    let taken = table.mara.post(&page, &[("instead", "week"), ("seen", &seen)]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.body.contains("another meeting a week later"), "{}", taken.body);
    let anyway = table.mara.post(&page, &[("instead", "anyway"), ("seen", &seen)]).await;
    assert_eq!(anyway.status, StatusCode::SEE_OTHER);
    assert_eq!(table.meetings().await[0].1, begins + 7 * DAY);
    assert!(table.mara.get(&page).await.body.contains("You have said that you meet all the same."));
    table.town.end().await;
}

#[tokio::test]
async fn a_date_that_is_fixed_moves_only_when_too_few_can_come() {
    let fixed = [BOTH.get(..4).unwrap(), &[("moves-only-then", "yes")]].concat();
    let table = Table::agreed(STRICT, &fixed).await;
    let (first, begins) = table.meetings().await[0];
    let time = table.group.path(&format!("/meetings/{first}/time"));
    let seen = (begins * 1_000_000).to_string();
    let form = [("day", "2026-10-07"), ("time", "17:00"), ("minutes", "90"), ("seen", &seen)];
    let refused = table.mara.post(&time, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("moves only when too few can come"), "{}", refused.body);
    let answer = table.group.path(&format!("/series/{}/answer", table.series));
    table.tove.post(&answer, &[("said", "no"), ("original", "2026-10-06T17:00:00")]).await;
    assert_eq!(table.mara.post(&time, &form).await.status, StatusCode::SEE_OTHER);
    table.town.run_jobs().await;
    table.town.end().await;
}

#[tokio::test]
async fn a_date_stands_when_enough_have_said_yes() {
    let table = Table::agreed(STRICT, BOTH).await;
    let answer = table.group.path(&format!("/series/{}/answer", table.series));
    for visitor in [&table.mara, &table.tove] {
        visitor.post(&answer, &[("said", "yes"), ("original", "2026-10-06T17:00:00")]).await;
    }
    let dates = table.tove.get(&table.group.path("/meetings")).await.body;
    assert!(dates.contains("It stands: two come, two are needed."), "{dates}");
    let begins = table.meetings().await[0].1;
    table.until(begins - 48 * HOUR).await;
    table.town.pass(DAY);
    table.town.run_jobs().await;
    assert!(table.town.mail_to(MARA).iter().all(|letter| !letter.subject.contains("too few")));
    table.town.end().await;
}
