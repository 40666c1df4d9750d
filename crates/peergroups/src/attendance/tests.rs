//! Promises: a year under each of the six policies, and the laws that hold under all of them.

use calendar::Date;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::charter::{Charter, PATTERNS};

const HERE: Record = Record::Present { late_minutes: 0, early_minutes: 0 };
const AWAY: Record = absent(None, Reason::Ordinary);
const FOUNDING: &str = "2026-01-01";

const fn absent(told_hours_before: Option<u32>, reason: Reason) -> Record {
    Record::Absent { told_hours_before, reason }
}

fn late(late_minutes: u16) -> Record {
    Record::Present { late_minutes, early_minutes: 0 }
}

fn early(early_minutes: u16) -> Record {
    Record::Present { late_minutes: 0, early_minutes }
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// What a group agrees on that starts from the short charter and adopts a policy.
fn policy(name: &str) -> Policy {
    let mut charter = Charter::usual();
    charter.adopt(PATTERNS.iter().find(|pattern| pattern.name == name).unwrap());
    charter.attendance()
}

fn meeting(day: &str, record: Record) -> Dated {
    Dated { date: date(day), entry: Entry::Meeting(Some(record)) }
}

fn says(day: &str, answer: Answer) -> Dated {
    Dated { date: date(day), entry: Entry::Facilitator(answer) }
}

fn season(day: &str) -> Dated {
    Dated { date: date(day), entry: Entry::Season }
}

/// A meeting on the tenth of each month of the year 2026.
fn year(records: [Record; 12]) -> Vec<Dated> {
    records
        .into_iter()
        .zip(1..)
        .map(|(record, month)| meeting(&format!("2026-{month:02}-10"), record))
        .collect()
}

/// Everyone was there all year, but for these months.
fn year_with(months: &[(usize, Record)]) -> Vec<Dated> {
    let mut records = [HERE; 12];
    for (month, record) in months {
        records[month - 1] = *record;
    }
    year(records)
}

fn replay(policy: &Policy, history: &[Dated]) -> Account {
    account(policy, date(FOUNDING), history, date("2026-12-31"))
}

/// The steps as short lines: the day and what was taken.
fn steps(account: &Account) -> Vec<(String, Rung)> {
    account.steps.iter().map(|step| (step.date.to_string(), step.rung)).collect()
}

fn on(day: &str, rung: Rung) -> (String, Rung) {
    (day.to_owned(), rung)
}

#[test]
fn where_the_first_two_meetings_are_missed_the_seat_is_given_up_after_a_private_word() {
    let policy = policy("facilitator-confirms");
    let both = replay(&policy, &year_with(&[(1, AWAY), (2, AWAY)]));
    let over = Rung::Over(Consequence::FirstMissed);
    assert_eq!(steps(&both), [on("2026-01-10", Rung::Contact), on("2026-02-10", over)]);
    assert_eq!(both.steps[0].because, Because::First { missed: 1, of: 2 });
    assert_eq!(both.standing, Standing::Over(Consequence::FirstMissed));

    let one = replay(&policy, &year_with(&[(1, AWAY)]));
    assert_eq!((one.standing, one.steps.len()), (Standing::Good, 1), "coming to the second ends the worry");
    let excused = replay(&policy, &year_with(&[(1, absent(None, Reason::Emergency)), (2, AWAY)]));
    assert_eq!((excused.standing, excused.steps.len()), (Standing::Good, 0));
    let later = replay(&policy, &year_with(&[(2, AWAY), (3, AWAY)]));
    assert_eq!(steps(&later), [on("2026-03-10", Rung::Contact)], "two later ones are no such thing");
}

#[test]
fn where_a_facilitator_confirms_two_misses_bring_a_word_and_three_wait_for_an_answer() {
    let policy = policy("facilitator-confirms");
    let mut history = year_with(&[(3, AWAY), (6, AWAY), (9, AWAY), (4, absent(Some(2), Reason::Care))]);
    let waiting = replay(&policy, &history);
    assert_eq!(steps(&waiting), [on("2026-06-10", Rung::Contact), on("2026-09-10", Rung::AtRisk)]);
    assert_eq!(waiting.steps[1].because, Because::Misses { halves: 6, threshold: 3 });
    assert_eq!(waiting.standing, Standing::AtRisk, "nothing follows without the facilitator");

    history.push(says("2026-09-12", Answer::Confirmed));
    let confirmed = replay(&policy, &history);
    assert_eq!(confirmed.standing, Standing::Over(Consequence::Agreed(Then::Out)));
    history.pop();
    history.push(says("2026-09-12", Answer::Kept));
    let kept = replay(&policy, &history);
    assert_eq!(kept.standing, Standing::Contacted);
    history[11] = meeting("2026-12-10", AWAY);
    let again = replay(&policy, &history);
    assert_eq!(again.steps.last().unwrap().rung, Rung::AtRisk, "another miss asks again");

    let told = replay(&policy, &year_with(&[(3, absent(Some(48), Reason::Ordinary)), (6, AWAY)]));
    assert_eq!(told.standing, Standing::Contacted, "saying so in time is asked for and excuses nothing");
}

#[test]
fn where_a_facilitator_confirms_a_new_year_begins_without_misses() {
    let policy = policy("facilitator-confirms");
    let history = [meeting("2026-11-10", AWAY), meeting("2026-12-10", AWAY), meeting("2027-01-10", AWAY)];
    let mut history = history.to_vec();
    history.push(meeting("2026-01-10", HERE));
    let account = account(&policy, date(FOUNDING), &history, date("2027-01-31"));
    assert_eq!((account.standing, account.halves), (Standing::Good, 2));
}

#[test]
fn where_a_facilitator_confirms_no_substitute_comes_twice_running() {
    let policy = policy("facilitator-confirms");
    let sub = Record::Substitute;
    assert_eq!(replay(&policy, &year_with(&[(3, sub), (5, sub), (7, sub)])).halves, 0);
    let running = replay(&policy, &year_with(&[(3, sub), (4, sub), (5, sub)]));
    assert_eq!((running.halves, running.standing), (4, Standing::Contacted));

    let day = |record| meeting("2026-03-10", record);
    let next = meeting("2026-04-10", sub);
    assert_eq!(replay(&policy, &[day(sub), day(HERE), next]).halves, 0, "they came themselves that day");
    assert_eq!(replay(&policy, &[day(sub), day(sub), next]).halves, 4, "each after the first");
}

#[test]
fn where_a_facilitator_confirms_a_meeting_that_more_than_half_miss_moves_by_a_week() {
    let quorum = policy("facilitator-confirms").quorum;
    assert_eq!(quorum.below(5, 10), None, "half is not more than half");
    assert_eq!(quorum.below(4, 10), Some(Below::MoveAWeek));
    assert_eq!((quorum.below(4, 9), quorum.hours), (Some(Below::MoveAWeek), 48));
}

#[test]
fn where_halves_count_lateness_and_leaving_early_add_up_and_cost() {
    let policy = policy("halves-and-fines");
    let history = year_with(&[(1, late(1)), (2, late(2)), (3, late(31)), (4, early(20)), (5, late(30))]);
    let account = replay(&policy, &history);
    let counted: Vec<_> =
        account.counted.iter().map(|one| (one.date.month(), one.halves, one.fine)).collect();
    assert_eq!(counted, [(2, 1, 20), (3, 2, 20), (4, 1, 0), (5, 1, 20)]);
    assert_eq!(steps(&account), [on("2026-04-10", Rung::Contact)], "four halves are two misses");
    assert_eq!(account.steps[0].because, Because::Misses { halves: 4, threshold: 2 });

    let both = Record::Present { late_minutes: 40, early_minutes: 40 };
    assert_eq!(replay(&policy, &year_with(&[(6, both)])).halves, 2, "a meeting is missed once at most");
}

#[test]
fn where_halves_count_three_misses_are_allowed_and_of_a_fourth_the_group_decides() {
    let policy = policy("halves-and-fines");
    let three = year_with(&[(2, AWAY), (4, AWAY), (6, AWAY), (8, late(5))]);
    assert_eq!(replay(&policy, &three).standing, Standing::Contacted);
    let mut four = year_with(&[(2, AWAY), (4, AWAY), (6, AWAY), (8, late(5)), (10, early(9))]);
    assert_eq!(replay(&policy, &four).standing, Standing::AtRisk);
    four.push(says("2026-10-20", Answer::Confirmed));
    assert_eq!(replay(&policy, &four).standing, Standing::Over(Consequence::Agreed(Then::GroupDecides)));
}

#[test]
fn where_any_twelve_months_count_a_new_year_forgets_nothing() {
    let policy = policy("two-in-twelve-months");
    let there = ["2026-01-10", "2026-02-10", "2026-03-10"].map(|day| meeting(day, HERE));
    let missed = ["2026-09-10", "2026-10-10", "2027-08-10"].map(|day| meeting(day, AWAY));
    let history = [there, missed].concat();
    let account = account(&policy, date(FOUNDING), &history, date("2027-08-10"));
    assert_eq!(steps(&account), [on("2026-10-10", Rung::Contact), on("2027-08-10", Rung::AtRisk)]);
}

#[test]
fn where_any_twelve_months_count_a_miss_is_forgotten_after_a_year_and_return_depends_on_room() {
    let policy = Policy { leeway: 0, ..policy("two-in-twelve-months") };
    let history = [meeting("2026-02-10", AWAY), meeting("2026-08-10", AWAY)];
    let at = |day| account(&policy, date(FOUNDING), &history, date(day)).standing;
    assert_eq!((at("2027-02-09"), at("2027-02-10")), (Standing::Contacted, Standing::Good));

    let mut three = year_with(&[(2, AWAY), (8, AWAY), (9, AWAY)]);
    three.push(says("2026-09-11", Answer::Confirmed));
    assert_eq!(replay(&policy, &three).standing, Standing::Over(Consequence::Agreed(Then::IfRoom)));
}

#[test]
fn where_any_twelve_months_count_newcomers_have_leeway_and_so_have_crises() {
    let policy = policy("two-in-twelve-months");
    let newcomer = year_with(&[(1, AWAY), (2, AWAY), (3, AWAY), (7, absent(None, Reason::Emergency))]);
    let account = replay(&policy, &newcomer);
    assert_eq!((account.standing, account.halves, account.steps.len()), (Standing::Good, 0, 0));
}

#[test]
fn where_nine_of_twelve_are_asked_the_tenth_lost_meeting_waits_for_the_next_intake() {
    let policy = policy("next-intake");
    let nine = year_with(&[(2, AWAY), (5, AWAY), (6, AWAY)]);
    assert_eq!(
        steps(&replay(&policy, &nine)),
        [on("2026-06-10", Rung::Contact)],
        "nine of twelve are enough"
    );
    let mut eight = year_with(&[(2, AWAY), (5, AWAY), (6, AWAY), (11, AWAY)]);
    eight.push(says("2026-11-15", Answer::Confirmed));
    let account = replay(&policy, &eight);
    assert_eq!(account.standing, Standing::Over(Consequence::Agreed(Then::NextIntake)));
}

#[test]
fn where_nine_of_twelve_are_asked_each_season_begins_anew() {
    let policy = policy("next-intake");
    let mut history = year_with(&[(2, AWAY), (3, AWAY), (4, AWAY), (8, AWAY)]);
    history.push(season("2026-07-01"));
    let account = replay(&policy, &history);
    assert_eq!((account.standing, account.halves), (Standing::Good, 2));
}

#[test]
fn where_three_of_the_last_four_are_asked_a_second_miss_is_a_risk_until_it_is_past() {
    let policy = policy("three-of-four");
    let weeks = |records: &[Record]| -> Vec<Dated> {
        let days = ["01-05", "01-12", "01-19", "01-26", "02-02", "02-09", "02-16", "02-23"];
        records.iter().zip(days).map(|(record, day)| meeting(&format!("2026-{day}"), *record)).collect()
    };
    let spread = replay(&policy, &weeks(&[HERE, AWAY, HERE, HERE, HERE, AWAY, HERE, HERE]));
    assert_eq!(steps(&spread), [on("2026-01-12", Rung::Contact), on("2026-02-09", Rung::Contact)]);
    assert_eq!(spread.standing, Standing::Contacted);
    let past = replay(&policy, &weeks(&[HERE, AWAY, HERE, HERE, HERE, HERE, HERE]));
    assert_eq!(past.standing, Standing::Good);
    let close = replay(&policy, &weeks(&[HERE, AWAY, HERE, HERE, AWAY]));
    assert_eq!(steps(&close), [on("2026-01-12", Rung::Contact), on("2026-02-02", Rung::AtRisk)]);
}

#[test]
fn where_dates_are_fixed_no_miss_counts_and_a_date_moves_only_if_a_majority_cannot() {
    let policy = policy("fixed-dates");
    let account = replay(&policy, &year([AWAY; 12]));
    assert_eq!((account.standing, account.steps.len()), (Standing::Good, 0));
    let quorum = policy.quorum;
    assert_eq!((quorum.may_move(4, 8), quorum.below(4, 8)), (false, None));
    assert_eq!((quorum.may_move(3, 8), quorum.below(3, 8)), (true, Some(Below::AnotherTime)));
    assert!(Quorum::NOTHING.may_move(8, 8), "unless that was agreed, a date may move");
}

#[test]
fn saying_in_time_excuses_where_the_group_agreed_so() {
    let policy = Policy { notice_excuses: true, ..policy("facilitator-confirms") };
    let told = |hours| replay(&policy, &year_with(&[(5, absent(hours, Reason::Ordinary))])).halves;
    assert_eq!((told(Some(48)), told(Some(47)), told(None)), (0, 2, 2));
}

#[test]
fn what_nobody_noted_counts_for_nothing_and_what_came_before_the_seat_neither() {
    let policy = policy("facilitator-confirms");
    let unnoted =
        |month: u8| Dated { date: date(&format!("2026-{month:02}-10")), entry: Entry::Meeting(None) };
    let history: Vec<_> = (1..=12).map(unnoted).collect();
    assert_eq!(replay(&policy, &history).standing, Standing::Good);
    let account = account(&policy, date("2026-12-11"), &year([AWAY; 12]), date("2026-12-31"));
    assert_eq!((account.standing, account.counted.len()), (Standing::Good, 0));
}

fn records() -> impl Strategy<Value = Record> {
    let told = proptest::option::of(0_u32..100);
    let reason = select(vec![Reason::Ordinary, Reason::Ordinary, Reason::Care, Reason::Emergency]);
    prop_oneof![
        2 => (0_u16..60, 0_u16..60).prop_map(|(late_minutes, early_minutes)| Record::Present { late_minutes, early_minutes }),
        1 => Just(HERE),
        1 => Just(Record::Substitute),
        3 => (told, reason).prop_map(|(told, reason)| absent(told, reason)),
    ]
}

fn entries() -> impl Strategy<Value = Entry> {
    prop_oneof![
        12 => records().prop_map(|record| Entry::Meeting(Some(record))),
        1 => Just(Entry::Meeting(None)),
        1 => Just(Entry::Season),
        1 => Just(Entry::Facilitator(Answer::Kept)),
        1 => Just(Entry::Facilitator(Answer::Confirmed)),
    ]
}

/// Two years, with now and then two entries on one day.
fn histories() -> impl Strategy<Value = Vec<Dated>> {
    let month = prop_oneof![Just("05"), Just("05"), Just("20")];
    let one = (2026_u16..2028, 1_u8..13, month, entries());
    let one = one.prop_map(|(year, month, day, entry)| Dated {
        date: date(&format!("{year}-{month:02}-{day}")),
        entry,
    });
    proptest::collection::vec(one, 0..40)
}

fn policies() -> impl Strategy<Value = Policy> {
    let spans = prop_oneof![
        Just(Span::CalendarYear),
        (1_u16..14).prop_map(Span::Months),
        (2_u16..9).prop_map(Span::LastMeetings),
        Just(Span::Season),
    ];
    let step = || proptest::option::of(1_u16..5);
    let substitutes = select(vec![Substitutes::Never, Substitutes::NotTwiceRunning, Substitutes::Always]);
    let excused = select(vec![Excused::Nothing, Excused::Emergency, Excused::CareAndEmergency]);
    let then = select(vec![Then::Out, Then::GroupDecides, Then::NextIntake, Then::IfRoom]);
    let minutes = || proptest::option::of(0_u16..60);
    let lateness = (minutes(), minutes(), minutes(), 0_u16..30);
    let lateness = lateness.prop_map(|(half_minutes, whole_minutes, early_minutes, fine)| Lateness {
        half_minutes,
        whole_minutes,
        early_minutes,
        fine,
    });
    (spans, (step(), step(), step()), 0_u16..4, (then, substitutes, excused), lateness, any::<bool>())
        .prop_map(
            |(
                span,
                (contact, risk, first),
                leeway,
                (then, substitutes, excused),
                lateness,
                notice_excuses,
            )| Policy {
                span,
                contact,
                risk,
                then,
                first,
                lateness,
                notice_hours: 48,
                notice_excuses,
                excused,
                leeway,
                substitutes,
                quorum: Quorum::NOTHING,
            },
        )
}

/// How bad a standing is, whatever follows.
fn rank(account: &Account) -> u8 {
    match account.standing {
        Standing::Good => 0,
        Standing::Contacted => 1,
        Standing::AtRisk => 2,
        Standing::Over(_) => 3,
    }
}

const END: &str = "2027-12-31";

proptest! {
    #[test]
    fn more_presence_never_gives_a_worse_standing(policy in policies(), history in histories(), at: Index) {
        prop_assume!(!history.is_empty());
        let mut better = history.clone();
        let one = &mut better[at.index(history.len())];
        if let Entry::Meeting(Some(_)) = one.entry {
            one.entry = Entry::Meeting(Some(HERE));
        }
        let worse = account(&policy, date(FOUNDING), &history, date(END));
        let better = account(&policy, date(FOUNDING), &better, date(END));
        prop_assert!(rank(&better) <= rank(&worse), "{better:?} after {worse:?}");
    }

    #[test]
    fn the_order_in_which_it_is_told_says_nothing(policy in policies(), history in histories()) {
        let backwards: Vec<_> = history.iter().rev().copied().collect();
        let (one, other) = (
            account(&policy, date(FOUNDING), &history, date(END)),
            account(&policy, date(FOUNDING), &backwards, date(END)),
        );
        prop_assert_eq!(one, other);
    }

    #[test]
    fn an_excused_absence_counts_as_if_nobody_had_noted_the_meeting(policy in policies(), history in histories()) {
        let policy = Policy { excused: Excused::CareAndEmergency, substitutes: Substitutes::Never, ..policy };
        let mut unnoted = history.clone();
        for one in &mut unnoted {
            if let Entry::Meeting(Some(Record::Absent { reason: Reason::Care | Reason::Emergency, .. })) = one.entry {
                one.entry = Entry::Meeting(None);
            }
        }
        prop_assert_eq!(
            account(&policy, date(FOUNDING), &history, date(END)),
            account(&policy, date(FOUNDING), &unnoted, date(END)),
        );
    }

    #[test]
    fn a_part_and_then_the_rest_come_to_the_same_as_the_whole(
        policy in policies(), history in histories(), month in 1_u8..13,
    ) {
        let cut = date(&format!("2027-{month:02}-05"));
        let mut history = history;
        history.sort_by_key(|one| one.date);
        let whole = account(&policy, date(FOUNDING), &history, date(END));
        let part = account(&policy, date(FOUNDING), &history, cut);
        prop_assert!(whole.steps.starts_with(&part.steps), "no step is taken back");
        prop_assert!(whole.counted.starts_with(&part.counted));

        let mut ladder = Ladder::new(policy, date(FOUNDING));
        let (before, after): (Vec<_>, Vec<_>) = history.into_iter().partition(|one| one.date <= cut);
        for (half, today, expected) in [(before, cut, part), (after, date(END), whole)] {
            half.chunk_by(|one, next| one.date == next.date).for_each(|day| ladder.hear(day));
            prop_assert_eq!(ladder.account(today), expected);
        }
    }

    #[test]
    fn the_first_step_is_always_a_private_word(policy in policies(), history in histories()) {
        let account = account(&policy, date(FOUNDING), &history, date(END));
        prop_assert!(account.steps.first().is_none_or(|step| step.rung == Rung::Contact));
    }

    #[test]
    fn a_seat_is_over_only_after_the_facilitator_or_when_its_first_meetings_were_missed(
        policy in policies(), history in histories(),
    ) {
        let history: Vec<_> =
            history.into_iter().filter(|one| one.entry != Entry::Facilitator(Answer::Confirmed)).collect();
        let account = account(&policy, date(FOUNDING), &history, date(END));
        let is_over = matches!(account.standing, Standing::Over(_));
        prop_assert_eq!(is_over, account.standing == Standing::Over(Consequence::FirstMissed));
        prop_assert!(!is_over || policy.first.is_some());
    }
}
