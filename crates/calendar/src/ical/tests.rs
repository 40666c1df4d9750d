//! Promises of iCalendar out and in, told on one series of the Harbour group.

use std::num::NonZeroU8;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::*;
use crate::zone::Zone;

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn local(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// Every second Tuesday at nine in London, from January to June 2027.
fn harbour() -> Entry {
    Entry {
        uid: "harbour-7@junto.example".to_owned(),
        title: "Harbour".to_owned(),
        link: Some("https://meet.junto.example/harbour".to_owned()),
        page: None,
        sequence: 0,
        times: Times::Series(series("2027-01-05T09:00")),
    }
}

fn series(first: &str) -> Series {
    let zone = Zone::named("Europe/London").unwrap();
    let rule = Rule::Weekly(NonZeroU8::new(2).unwrap());
    Series::new(zone, local(first), 90, rule, Some("2027-06-30".parse().unwrap())).unwrap()
}

fn mailboxes() -> (Mailbox, Mailbox) {
    let mailbox = |name: &str, email: &str| Mailbox { name: name.to_owned(), email: email.to_owned() };
    (mailbox("Harbour", "harbour+a1b2@junto.example"), mailbox("Ana Ruiz", "ana@harbour.example"))
}

/// The messages `write` makes for Ana, as text with plain line ends.
fn to_ana(write: impl FnOnce(&Envelope<'_>) -> Vec<Message>) -> Vec<String> {
    let (organiser, to) = mailboxes();
    let stamp = moment("2026-12-01T10:00:00Z");
    let messages = write(&Envelope { organiser: &organiser, to: &to, says: Says::Nothing, stamp });
    messages.into_iter().map(|message| message.text.replace("\r\n ", "").replace("\r\n", "\n")).collect()
}

/// The lines of one property.
fn lines<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    text.lines().filter(|line| line.split([':', ';']).next() == Some(name)).collect()
}

const LONDON: &str = "\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
END:VTIMEZONE
";

#[test]
fn a_series_goes_out_as_one_event_with_its_zone_and_one_attendee() {
    let messages = to_ana(|envelope| request(&harbour(), envelope));
    let expected = format!(
        "\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Junto//Junto//EN
CALSCALE:GREGORIAN
METHOD:REQUEST
{LONDON}BEGIN:VEVENT
UID:harbour-7@junto.example
DTSTAMP:20261201T100000Z
SEQUENCE:0
STATUS:CONFIRMED
ORGANIZER;CN=Harbour:mailto:harbour+a1b2@junto.example
ATTENDEE;CN=Ana Ruiz;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ana@harbour.example
DTSTART;TZID=Europe/London:20270105T090000
DTEND;TZID=Europe/London:20270105T103000
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270630T080000Z
SUMMARY:Harbour
LOCATION:https://meet.junto.example/harbour
DESCRIPTION:https://meet.junto.example/harbour
CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.junto.example/harbour
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"
    );
    assert_eq!(messages, [expected]);
}

#[test]
fn a_single_meeting_goes_out_in_utc_without_a_zone() {
    let times = Times::Once { start: moment("2027-03-01T17:00:00Z"), minutes: 45 };
    let [text] = to_ana(|envelope| request(&Entry { times, ..harbour() }, envelope)).try_into().unwrap();
    assert_eq!(lines(&text, "DTSTART"), ["DTSTART:20270301T170000Z"]);
    assert_eq!(lines(&text, "DTEND"), ["DTEND:20270301T174500Z"]);
    assert!(!text.contains("VTIMEZONE") && !text.contains("RRULE"));
}

#[test]
fn a_change_of_time_or_place_raises_the_sequence_and_a_change_of_words_does_not() {
    let entry = harbour();
    let change = |title: &str, link: &str, times: Times| {
        let changed = entry.changed_to(title.to_owned(), Some(link.to_owned()), None, times);
        assert_eq!(changed.uid, entry.uid);
        changed.sequence
    };
    let link = "https://meet.junto.example/harbour";
    assert_eq!(change("Harbour circle", link, entry.times.clone()), 0);
    assert_eq!(change("Harbour", "https://other.example/harbour", entry.times.clone()), 1);
    assert_eq!(change("Harbour", link, Times::Series(series("2027-01-05T10:00"))), 1);
}

#[test]
fn one_moved_date_travels_alone_and_in_the_zone_of_the_series() {
    let original = local("2027-04-13T09:00");
    let moved = Moved { start: local("2027-04-14T16:00"), minutes: 60 };
    let entry = harbour().with_moved(original, moved).unwrap();
    let [text] =
        to_ana(|envelope| vec![request_one(&entry, original, envelope).unwrap()]).try_into().unwrap();
    assert_eq!(lines(&text, "RECURRENCE-ID"), ["RECURRENCE-ID;TZID=Europe/London:20270413T090000"]);
    assert_eq!(lines(&text, "DTSTART").last(), Some(&"DTSTART;TZID=Europe/London:20270414T160000"));
    assert_eq!(lines(&text, "SEQUENCE"), ["SEQUENCE:1"]);
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
    assert!(text.contains(LONDON));
    // Whoever is asked to the whole later hears of the series and of the moved date, in two messages.
    assert_eq!(to_ana(|envelope| request(&entry, envelope)).len(), 2);
    // A date that the series does not have cannot move, nor one that is cancelled.
    assert_eq!(entry.with_moved(local("2027-04-14T09:00"), moved), Err(EntryError::NoSuchDate));
    let cancelled = entry.with_cancelled(original).unwrap();
    assert_eq!(cancelled.with_moved(original, moved), Err(EntryError::Cancelled));
}

#[test]
fn a_cancelled_date_is_taken_out_alone_and_newcomers_never_see_it() {
    let original = local("2027-02-02T09:00");
    let entry = harbour().with_cancelled(original).unwrap();
    let [text] = to_ana(|envelope| vec![cancel_one(&entry, original, envelope).unwrap()]).try_into().unwrap();
    assert_eq!(lines(&text, "METHOD"), ["METHOD:CANCEL"]);
    assert_eq!(lines(&text, "STATUS"), ["STATUS:CANCELLED"]);
    assert_eq!(lines(&text, "SEQUENCE"), ["SEQUENCE:1"]);
    let [text] = to_ana(|envelope| request(&entry, envelope)).try_into().unwrap();
    assert_eq!(lines(&text, "EXDATE"), ["EXDATE;TZID=Europe/London:20270202T090000"]);
}

#[test]
fn a_cancelled_series_is_one_message() {
    let [text] = to_ana(|envelope| vec![cancel(&harbour(), envelope)]).try_into().unwrap();
    assert_eq!(lines(&text, "METHOD"), ["METHOD:CANCEL"]);
    assert_eq!(lines(&text, "SEQUENCE"), ["SEQUENCE:1"]);
    assert!(lines(&text, "RECURRENCE-ID").is_empty());
}

#[test]
fn newcomers_get_what_is_to_come_and_leavers_keep_what_was() {
    let day = "2027-03-01".parse().unwrap();
    let [text] = to_ana(|envelope| welcome(&harbour(), day, envelope)).try_into().unwrap();
    assert_eq!(lines(&text, "DTSTART").last(), Some(&"DTSTART;TZID=Europe/London:20270302T090000"));
    assert_eq!(lines(&text, "UID"), ["UID:harbour-7@junto.example"]);
    let [text] = to_ana(|envelope| farewell(&harbour(), day, envelope)).try_into().unwrap();
    assert_eq!(lines(&text, "METHOD"), ["METHOD:REQUEST"]);
    assert!(text.contains("UNTIL=20270216T090000Z"));
    // Who leaves before the first meeting has nothing to keep.
    let [text] =
        to_ana(|envelope| farewell(&harbour(), "2027-01-01".parse().unwrap(), envelope)).try_into().unwrap();
    assert_eq!(lines(&text, "METHOD"), ["METHOD:CANCEL"]);
    assert!(to_ana(|envelope| farewell(&harbour(), "2028-01-01".parse().unwrap(), envelope)).is_empty());
}

#[test]
fn a_zone_that_gave_its_clock_changes_up_is_described_with_the_change() {
    let rules = |zone: &str, first: &str| {
        let zone = Zone::named(zone).unwrap();
        let series = Series::new(zone, local(first), 60, Rule::Weekly(NonZeroU8::MIN), None).unwrap();
        let entry = Entry { times: Times::Series(series), ..harbour() };
        let [text] = to_ana(|envelope| request(&entry, envelope)).try_into().unwrap();
        let zone = text.split("END:VTIMEZONE").next().unwrap().to_owned();
        lines(&zone, "RRULE").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let vancouver = [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20260308T100000Z",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU;UNTIL=20251102T090000Z",
    ];
    assert_eq!(rules("America/Vancouver", "2026-01-06T09:00"), vancouver);
    // From then on, and where clocks never change, there is one offset and no rule.
    for zone in ["America/Vancouver", "Africa/Casablanca", "Asia/Kolkata"] {
        assert!(rules(zone, "2026-12-01T09:00").is_empty(), "{zone}");
    }
}

#[test]
fn a_feed_is_the_same_until_something_changes() {
    let item = |entry: Entry, status| FeedItem { entry, status, changed: moment("2026-12-01T10:00:00Z") };
    let once = Times::Once { start: moment("2027-03-01T17:00:00Z"), minutes: 45 };
    let once = Entry { uid: "once@junto.example".to_owned(), times: once, ..harbour() };
    let moved = Moved { start: local("2027-04-14T16:00"), minutes: 60 };
    let changed = harbour().with_moved(local("2027-04-13T09:00"), moved).unwrap();
    let changed = changed.with_cancelled(local("2027-02-02T09:00")).unwrap();
    let items = [item(changed, FeedStatus::Confirmed), item(once, FeedStatus::Cancelled)];
    let feed_text = feed("Ana", &items).text;
    let reversed = [items[1].clone(), items[0].clone()];
    assert_eq!(feed("Ana", &reversed).text, feed_text);
    let text = feed_text.replace("\r\n", "\n");
    assert!(lines(&text, "METHOD").is_empty() && lines(&text, "ATTENDEE").is_empty());
    assert_eq!(lines(&text, "REFRESH-INTERVAL"), ["REFRESH-INTERVAL;VALUE=DURATION:PT1H"]);
    assert_eq!(lines(&text, "X-PUBLISHED-TTL"), ["X-PUBLISHED-TTL:PT1H"]);
    assert_eq!(lines(&text, "STATUS"), ["STATUS:CONFIRMED", "STATUS:CONFIRMED", "STATUS:CANCELLED"]);
    assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1);
}

#[test]
fn a_link_of_one_date_stays_when_the_date_moves_and_goes_when_it_is_taken_back() {
    let date = local("2027-04-13T09:00");
    let own = harbour().with_link(date, Some("https://rooms.example/own".to_owned())).unwrap();
    let moved = Moved { start: local("2027-04-14T16:00"), minutes: 60 };
    let moved = own.with_moved(date, moved).unwrap();
    for entry in [&own, &moved] {
        assert_eq!(entry.link_at(Some(date)), Some("https://rooms.example/own"));
        assert_eq!(entry.link_at(None), harbour().link_at(None));
    }
    assert!(moved.next_sequence() > own.next_sequence());
    let back = moved.with_link(date, None).unwrap();
    assert_eq!(back.link_at(Some(date)), harbour().link_at(None));
    let feed = feed(
        "Ana",
        &[FeedItem { entry: moved, status: FeedStatus::Confirmed, changed: Timestamp::UNIX_EPOCH }],
    );
    assert_eq!(feed.text.matches("LOCATION:https://rooms.example/own").count(), 1);
}

/// A reply as calendars write it, with these lines in its event.
fn reply(lines: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:harbour-7@junto.example\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
}

fn asked(entry: &Entry) -> Asked<'_> {
    Asked { entry, email: "ana@harbour.example", sender: Sender::ReplyAddress, last: None }
}

fn weighed(file: &str, asked: &Asked<'_>) -> Result<(Option<DateTime>, Says), Refusal> {
    let answers = read_replies(file.as_bytes()).unwrap();
    weigh(&answers[0], asked).map(|weighed| (weighed.original, weighed.says))
}

const ACCEPTS: &str =
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@harbour.example\nSEQUENCE:0\nDTSTAMP:20261202T100000Z";

#[test]
fn answers_are_taken_for_the_whole_and_for_single_dates_in_all_the_ways_they_are_written() {
    let entry = harbour();
    let date = Some(local("2027-04-13T09:00"));
    let cases = [
        ("", None),
        ("RECURRENCE-ID;TZID=Europe/London:20270413T090000", date),
        ("RECURRENCE-ID;TZID=GMT Standard Time:20270413T090000", date),
        ("RECURRENCE-ID:20270413T080000Z", date),
        ("RECURRENCE-ID;TZID=America/New_York:20270413T040000", date),
        ("RECURRENCE-ID;VALUE=DATE:20270413", date),
        ("RECURRENCE-ID:20270413T090000", date),
        ("RECURRENCE-ID;TZID=Customized Time Zone:20270413T090000", date),
        // A zone that is wrong, with the hour of the series.
        ("RECURRENCE-ID;TZID=Europe/Madrid:20270413T090000", date),
    ];
    for (line, original) in cases {
        let file = reply(&format!("{ACCEPTS}\n{line}"));
        assert_eq!(weighed(&file, &asked(&entry)), Ok((original, Says::Accepted)), "{line}");
    }
    let shouting =
        reply("attendee;partstat=declined:MAILTO:Ana@Harbour.Example").replace("METHOD:REPLY\n", "");
    assert_eq!(weighed(&shouting, &asked(&entry)), Ok((None, Says::Declined)));
}

#[test]
fn yes_to_the_series_and_no_to_one_date_come_in_one_file() {
    let file = format!(
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:harbour-7@junto.example\n{ACCEPTS}\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:harbour-7@junto.example\nRECURRENCE-ID:20270413T080000Z\n{}\nEND:VEVENT\nEND:VCALENDAR\n",
        ACCEPTS.replace("ACCEPTED", "DECLINED")
    );
    let entry = harbour();
    let answers = read_replies(file.as_bytes()).unwrap();
    let said: Vec<_> = answers
        .iter()
        .map(|answer| weigh(answer, &asked(&entry)).map(|weighed| (weighed.original, weighed.says)).unwrap())
        .collect();
    assert_eq!(said, [(None, Says::Accepted), (Some(local("2027-04-13T09:00")), Says::Declined)]);
}

#[test]
fn another_time_can_be_proposed() {
    let lines = "DTSTART;TZID=Romance Standard Time:20270413T110000\nDURATION:PT1H\n\
                 RECURRENCE-ID;TZID=Europe/London:20270413T090000\n\
                 ATTENDEE;PARTSTAT=TENTATIVE:mailto:ana@harbour.example";
    let file = reply(lines).replace("REPLY", "COUNTER");
    let answers = read_replies(file.as_bytes()).unwrap();
    let entry = harbour();
    let weighed = weigh(&answers[0], &asked(&entry)).unwrap();
    let proposed =
        Proposed { start: moment("2027-04-13T09:00:00Z"), end: Some(moment("2027-04-13T10:00:00Z")) };
    assert_eq!((weighed.says, weighed.proposed), (Says::Tentative, Some(proposed)));
}

#[test]
fn an_answer_that_does_not_count_says_why() {
    let original = local("2027-02-02T09:00");
    let entry = harbour().with_cancelled(original).unwrap();
    let entry = Entry { sequence: 2, ..entry };
    let check = |lines: &str, asked: &Asked<'_>, refusal: Refusal| {
        assert_eq!(weighed(&reply(lines), asked), Err(refusal), "{lines}");
    };
    let current = ACCEPTS.replace("SEQUENCE:0", "SEQUENCE:2");
    let by = |email: &'static str| Asked { sender: Sender::Address(email), ..asked(&entry) };
    assert_eq!(weighed(&reply(&current), &by("Ana@harbour.example")), Ok((None, Says::Accepted)));
    check(&current, &by("eve@elsewhere.example"), Refusal::Stranger);
    // Two lines, neither hers: at her own address a single strange line is hers, of two nobody knows.
    let strangers =
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.example\nATTENDEE;PARTSTAT=DECLINED:mailto:b@x.example";
    check(strangers, &asked(&entry), Refusal::Stranger);
    check(ACCEPTS, &asked(&entry), Refusal::OldSequence);
    let later = Asked { last: Some((2, moment("2026-12-02T10:00:01Z"))), ..asked(&entry) };
    check(&current, &later, Refusal::OlderAnswer);
    let to_earlier_times = Asked { last: Some((1, moment("2026-12-02T10:00:01Z"))), ..asked(&entry) };
    assert_eq!(weighed(&reply(&current), &to_earlier_times), Ok((None, Says::Accepted)));
    let to_a_later_message = Asked { last: Some((3, moment("2026-12-02T09:59:59Z"))), ..asked(&entry) };
    assert_eq!(weighed(&reply(&current), &to_a_later_message), Ok((None, Says::Accepted)));
    check(&format!("{current}\nRECURRENCE-ID:20270202T090000Z"), &asked(&entry), Refusal::DateCancelled);
    check(&format!("{current}\nRECURRENCE-ID:20270203T090000Z"), &asked(&entry), Refusal::NoSuchDate);
    check("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ana@harbour.example", &asked(&entry), Refusal::SaysNothing);
    let other = reply(&current).replace("harbour-7", "harbour-8");
    assert_eq!(weighed(&other, &asked(&entry)), Err(Refusal::AnotherMeeting));
}

#[test]
fn a_file_that_holds_no_answer_says_why() {
    let check =
        |file: &str, error: ReplyError| assert_eq!(read_replies(file.as_bytes()), Err(error), "{file:.60}");
    check("", ReplyError::NotACalendar);
    check("<html>", ReplyError::NotACalendar);
    check(&reply(ACCEPTS).replace("REPLY", "REQUEST"), ReplyError::NotAnAnswer);
    check(&reply("SEQUENCE:0"), ReplyError::NobodyAnswers);
    check(&"X".repeat(1 << 20), ReplyError::TooLong);
}

type Told = (usize, ProblemKind);

/// When somebody in Berlin is busy in January 2027, by a feed with these components: times, then days; and the kinds of
/// problems.
fn busy(inside: &str) -> (Vec<(String, String)>, Vec<Told>) {
    let file = format!("BEGIN:VCALENDAR\n{inside}\nEND:VCALENDAR\n");
    let (from, until) = (moment("2027-01-01T00:00:00Z"), moment("2027-02-01T00:00:00Z"));
    let berlin = Zone::named("Europe/Berlin").unwrap();
    let (busy, problems) = busy_times(file.as_bytes(), &berlin, from, until, FeedLimits::default());
    let short = |moment: Timestamp| moment.strftime("%d %H:%M").to_string();
    let times = busy.times.iter().map(|time| (short(time.start), short(time.end)));
    let days = busy.days.iter().map(|days| (days.first.to_string(), days.last.to_string()));
    (times.chain(days).collect(), problems.iter().map(|problem| (problem.line, problem.kind)).collect())
}

fn check_busy(lines: &str, expected: &[(&str, &str)]) {
    let (times, problems) = busy(&format!("BEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT"));
    let times: Vec<(&str, &str)> = times.iter().map(|(start, end)| (start.as_str(), end.as_str())).collect();
    assert_eq!(times, expected, "{lines}");
    assert_eq!(problems, [], "{lines}");
}

#[test]
fn busy_times_are_read_on_the_right_clock() {
    // UTC, floating, by name, by Windows name.
    check_busy("DTSTART:20270115T090000Z\nDTEND:20270115T100000Z", &[("15 09:00", "15 10:00")]);
    check_busy("DTSTART:20270115T090000\nDURATION:PT90M", &[("15 08:00", "15 09:30")]);
    check_busy("DTSTART;TZID=Asia/Kolkata:20270115T090000\nDURATION:PT1H", &[("15 03:30", "15 04:30")]);
    check_busy(
        "DTSTART;TZID=\"Eastern Standard Time\":20270115T090000\nDURATION:PT1H",
        &[("15 14:00", "15 15:00")],
    );
    // Only what is within the window.
    check_busy("DTSTART:20261220T090000Z\nDTEND:20270101T100000Z", &[("01 00:00", "01 10:00")]);
}

#[test]
fn whole_days_stay_days_of_whatever_calendar_their_owner_lives_by() {
    check_busy("DTSTART;VALUE=DATE:20270115\nDTEND;VALUE=DATE:20270117", &[("2027-01-15", "2027-01-16")]);
    check_busy("DTSTART;VALUE=DATE:20270115", &[("2027-01-15", "2027-01-15")]);
    check_busy("DTSTART;VALUE=DATE:20270115\nDURATION:P2D", &[("2027-01-15", "2027-01-16")]);
    check_busy("DTSTART;VALUE=DATE:20270115\nRRULE:FREQ=DAILY;COUNT=3", &[("2027-01-15", "2027-01-17")]);
    check_busy(
        "DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=WEEKLY;COUNT=2\nRDATE;VALUE=DATE:20270120",
        &[("2027-01-11", "2027-01-11"), ("2027-01-18", "2027-01-18"), ("2027-01-20", "2027-01-20")],
    );
    // Of a day that lasts some hours, the hours count, by the owner's clock.
    check_busy("DTSTART;VALUE=DATE:20270115\nDURATION:PT9H", &[("14 23:00", "15 08:00")]);
    // Only what is within the window.
    check_busy("DTSTART;VALUE=DATE:20261220\nDTEND;VALUE=DATE:20270103", &[("2027-01-01", "2027-01-02")]);
    check_busy("DTSTART;VALUE=DATE:20261220\nDTEND;VALUE=DATE:20270101", &[]);
}

#[test]
fn what_is_free_cancelled_or_lasts_no_time_does_not_count() {
    let event = "DTSTART:20270115T090000Z\nDTEND:20270115T100000Z";
    check_busy(&format!("{event}\nTRANSP:TRANSPARENT"), &[]);
    check_busy(&format!("{event}\nSTATUS:CANCELLED"), &[]);
    check_busy(&format!("{event}\nSTATUS:TENTATIVE\nTRANSP:OPAQUE"), &[("15 09:00", "15 10:00")]);
    check_busy("DTSTART:20270115T090000Z", &[]);
    // What an alarm within says is not said of the event.
    check_busy(&format!("{event}\nBEGIN:VALARM\nDURATION:PT5H\nEND:VALARM"), &[("15 09:00", "15 10:00")]);
}

#[test]
fn series_are_expanded_with_their_exceptions() {
    let weekly = "DTSTART;TZID=Europe/Berlin:20261201T090000\nDTEND;TZID=Europe/Berlin:20261201T100000\n\
                  RRULE:FREQ=WEEKLY;UNTIL=20270119T080000Z";
    check_busy(weekly, &[("05 08:00", "05 09:00"), ("12 08:00", "12 09:00"), ("19 08:00", "19 09:00")]);
    let lines = format!("{weekly}\nEXDATE;TZID=Europe/Berlin:20270112T090000\nRDATE:20270120T100000Z/PT30M");
    check_busy(&lines, &[("05 08:00", "05 09:00"), ("19 08:00", "19 09:00"), ("20 10:00", "20 10:30")]);
    // A moved date, written before its series and in another zone, and one that became free.
    let moved = "RECURRENCE-ID:20270112T080000Z\nDTSTART:20270113T120000Z\nDURATION:PT1H\nEND:VEVENT\n\
                 BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20270119T090000\nDTSTART:20270119T080000Z\n\
                 DURATION:PT1H\nTRANSP:TRANSPARENT\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\n";
    check_busy(&format!("{moved}{weekly}"), &[("05 08:00", "05 09:00"), ("13 12:00", "13 13:00")]);
    // Whole days, daily, without one.
    check_busy(
        "DTSTART;VALUE=DATE:20270129\nRRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:20270130",
        &[("2027-01-29", "2027-01-29"), ("2027-01-31", "2027-02-01")],
    );
}

#[test]
fn a_feed_of_free_and_busy_times_counts_where_it_is_busy() {
    let (times, problems) = busy(
        "BEGIN:VFREEBUSY\nFREEBUSY:20270115T090000Z/PT1H,20270115T093000Z/20270115T110000Z\n\
         FREEBUSY;FBTYPE=FREE:20270116T090000Z/PT1H\nEND:VFREEBUSY",
    );
    assert_eq!(times, [("15 09:00".to_owned(), "15 11:00".to_owned())]);
    assert!(problems.is_empty());
}

#[test]
fn what_is_wrong_in_a_feed_costs_its_own_event_only_and_is_told_by_line() {
    let (times, problems) = busy(
        "BEGIN:VEVENT\nDTSTART:20270115T090000Z\nDURATION:PT1H\nthis is no property\nRRULE:FREQ=SOMETIMES\nEND:VEVENT\n\
         BEGIN:VEVENT\nSUMMARY:Lunch\nEND:VEVENT\n\
         BEGIN:VEVENT\nDTSTART:20271341T090000Z\nEND:VEVENT\n\
         BEGIN:VEVENT\nDTSTART:20270117T090000Z\nDTEND:20270116T090000Z\nEND:VEVENT\n\
         BEGIN:VEVENT\nDTSTART;TZID=Nowhere:20270118T090000\nDURATION:PT1H\n\
         BEGIN:VEVENT\nDTSTART:20270119T090000Z\nDURATION:PT1H",
    );
    let starts: Vec<&str> = times.iter().map(|(start, _)| start.as_str()).collect();
    assert_eq!(starts, ["15 09:00", "18 08:00", "19 09:00"]);
    let expected = [
        (5, ProblemKind::NotAProperty),
        (6, ProblemKind::NotARule),
        (8, ProblemKind::NoStart),
        (12, ProblemKind::NotATime),
        (11, ProblemKind::NoStart),
        (21, ProblemKind::NotEnded),
        (24, ProblemKind::NotEnded),
        (14, ProblemKind::EndsBeforeStart),
        (18, ProblemKind::UnknownZone),
    ];
    assert_eq!(problems, expected);
}

#[test]
fn a_page_instead_of_a_feed_and_a_feed_too_long_are_told_first() {
    let limits = FeedLimits { bytes: 60, ..FeedLimits::default() };
    let (from, until) = (Timestamp::UNIX_EPOCH, Timestamp::MAX);
    let (busy, problems) = busy_times(b"<html>\nsign in\n", &Zone::utc(), from, until, limits);
    assert_eq!(busy, Busy::default());
    assert_eq!(problems[0].kind, ProblemKind::NotACalendar);
    let long =
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270115T090000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n";
    let (_, problems) = busy_times(long.as_bytes(), &Zone::utc(), from, until, limits);
    assert_eq!(problems[0].kind, ProblemKind::TooLong);
}

#[test]
fn an_answer_at_a_members_own_address_counts_under_any_name_and_says_so() {
    let entry = harbour();
    let own = |file: &str| {
        let answers = read_replies(reply(file).as_bytes()).unwrap();
        weigh(&answers[0], &asked(&entry)).unwrap().is_own_address
    };
    assert!(own(ACCEPTS));
    assert!(!own(&ACCEPTS.replace("ana@harbour", "a.ruiz@work")));
}

/// What Ana's calendar is told when the first becomes the second, in one word and her words so far.
fn told(before: Option<&Entry>, now: Option<&Entry>, today: &str) -> (Vec<(About, Method)>, Option<Entry>) {
    let (organiser, to) = mailboxes();
    let stamp = moment("2027-02-01T10:00:00Z");
    let says = |_| Says::Nothing;
    let reader = Reader { organiser: &organiser, to: &to, says: &says, stamp };
    let telling = telling(before, now, today.parse().unwrap(), &reader);
    let messages = telling.messages.iter().map(|(about, message)| (*about, message.method)).collect();
    (messages, telling.told)
}

#[test]
fn a_calendar_is_told_what_differs_from_what_it_knows_and_no_more() {
    let harbour = harbour();
    let (asked, known) = told(None, Some(&harbour), "2027-02-01");
    assert_eq!(asked, [(About::Asked, Method::Request)]);
    let known = known.unwrap();
    assert_eq!(known.series().map(Series::first), Some(local("2027-02-02T09:00")), "the past stays out");
    assert_eq!(told(Some(&known), Some(&harbour), "2027-02-01").0, []);

    let moved = Moved { start: local("2027-03-03T10:00"), minutes: 90 };
    let changed = harbour.with_moved(local("2027-03-02T09:00"), moved).unwrap();
    let changed = changed.with_cancelled(local("2027-03-16T09:00")).unwrap();
    let (dates, both) = told(Some(&known), Some(&changed), "2027-02-01");
    let expected = [
        (About::Moved(local("2027-03-02T09:00")), Method::Request),
        (About::Cancelled(local("2027-03-16T09:00")), Method::Cancel),
    ];
    assert_eq!(dates, expected);
    assert_eq!(told(both.as_ref(), Some(&changed), "2027-02-01").0, [], "told once");
    assert_eq!(told(Some(&known), Some(&changed), "2027-04-01").0, [], "what is past is told to nobody");

    let title =
        changed.changed_to("Harbour group".to_owned(), changed.link.clone(), None, changed.times.clone());
    let (whole, _) = told(both.as_ref(), Some(&title), "2027-02-01");
    let again =
        [(About::Changed, Method::Request), (About::Moved(local("2027-03-02T09:00")), Method::Request)];
    assert_eq!(whole, again, "the series and its moved date");
    let (whole, _) = told(both.as_ref(), Some(&title), "2027-03-04");
    assert_eq!(whole, [(About::Changed, Method::Request)], "and no date that is past");

    let off = title.with_cancelled(local("2027-03-02T09:00")).unwrap();
    let taken_out = (About::Cancelled(local("2027-03-02T09:00")), Method::Cancel);
    let (whole, _) = told(both.as_ref(), Some(&off), "2027-02-01");
    assert_eq!(
        whole,
        [(About::Changed, Method::Request), taken_out],
        "a date that was moved is kept by calendars"
    );
    let ended = title.ended_before("2027-02-20".parse().unwrap()).unwrap();
    let (whole, _) = told(both.as_ref(), Some(&ended), "2027-02-01");
    assert_eq!(whole, [taken_out, (About::Changed, Method::Request)], "also where its series ends before it");

    let (_, late) = told(None, Some(&changed), "2027-03-03");
    let late = late.unwrap();
    assert_eq!(late.series().map(Series::first), Some(local("2027-03-02T09:00")), "it was moved to that day");

    let (left, nothing) = told(both.as_ref(), None, "2027-02-10");
    let farewell = vec![taken_out, (About::Ended, Method::Request)];
    assert_eq!((left, nothing), (farewell, None), "past meetings stay");
    assert_eq!(told(None, None, "2027-02-10").0, []);
}

#[test]
fn nobody_is_asked_to_what_is_over() {
    assert_eq!(told(None, Some(&harbour()), "2027-07-01"), (Vec::new(), None));
    let start = moment("2027-01-05T09:00:00Z");
    let once = Entry { times: Times::Once { start, minutes: 60 }, ..harbour() };
    assert_eq!(told(None, Some(&once), "2027-01-06"), (Vec::new(), None));
    assert_eq!(told(None, Some(&once), "2027-01-04").0, [(About::Asked, Method::Request)]);
}
