//! A case of every kind with the answer worked out by hand, and files that are half broken.

use super::*;

fn data() -> ZoneData {
    ZoneData::bundled()
}

/// Answers one question and compares it with what is expected.
fn check(kind: &str, input: &Value, expected: &Value) {
    let file = json!({ "schema": SCHEMA, "cases": [{ "id": "one", "kind": kind, "input": input }] });
    let cases = answer(&file.to_string(), &data()).unwrap();
    let answer = cases[0].answer.as_ref().unwrap_or_else(|problem| panic!("{problem}"));
    assert_eq!(difference(expected, answer), None, "{answer:#}");
}

fn problem(kind: &str, input: &Value) -> String {
    let file = json!({ "schema": SCHEMA, "cases": [{ "id": "one", "kind": kind, "input": input }] });
    answer(&file.to_string(), &data()).unwrap().remove(0).answer.unwrap_err()
}

#[test]
fn a_slot_is_expanded_on_everyones_clock() {
    let input = json!({
        "slot": { "anchor": "Australia/Sydney", "day": "TU", "time": "08:00" },
        "cadence": { "freq": "monthly", "nth": 2 },
        "from": "2027-09-01", "to": "2027-10-31", "show_zones": ["America/Los_Angeles"],
    });
    let expected = json!({ "count": 2, "occurrences": [
        { "utc": "2027-09-13T22:00Z", "local": { "America/Los_Angeles": "2027-09-13T15:00 Mon" } },
        { "utc": "2027-10-11T21:00Z", "local": { "America/Los_Angeles": "2027-10-11T14:00 Mon" } },
    ] });
    check("expand", &input, &expected);
}

#[test]
fn skipped_and_repeated_hours_are_resolved() {
    let input = json!([
        { "tz": "Australia/Lord_Howe", "date": "2027-10-03", "time": "02:15" },
        { "tz": "America/Vancouver", "date": "2027-11-07", "time": "01:30" },
    ]);
    let expected = json!([
        { "utc": "2027-10-02T15:45Z", "back_to_local": "2027-10-03T02:45 Sun" },
        { "utc": "2027-11-07T08:30Z", "back_to_local": "2027-11-07T01:30 Sun" },
    ]);
    check("resolve", &input, &expected);
}

fn window(days: &[&str], from: &str, to: &str, level: &str) -> Value {
    json!({ "days": days, "from": from, "to": to, "level": level })
}

#[test]
fn hours_in_common_are_counted_in_quarters_and_end_with_the_week() {
    let input = json!({
        "duration_minutes": 60, "weeks_utc_monday": ["2027-01-18"],
        "members": [
            { "id": "a", "tz": "UTC", "weekly": [window(&["MO", "SU"], "22:00", "24:00", "preferred")] },
            { "id": "b", "tz": "UTC", "weekly": [window(&["SU"], "22:30", "24:00", "acceptable"),
                                                  window(&["MO"], "00:00", "02:00", "acceptable")],
              "off_days": ["2027-01-18"] },
        ],
    });
    let expected = json!({ "2027-01-18": {
        "available_minutes": { "a": 240, "b": 90 },
        "pair_minutes": { "a|b": 90 },
        "all_minutes": 90,
        "feasible_starts": 3,
        "first_feasible_start": "2027-01-24T22:30Z",
    } });
    check("overlap", &input, &expected);

    let night = json!({
        "duration_minutes": 60, "weeks_utc_monday": ["2027-01-18"],
        "members": [{ "id": "a", "tz": "UTC", "weekly": [window(&["MO"], "00:00", "00:30", "preferred"),
                                                          window(&["SU"], "23:30", "24:00", "preferred")] }],
    });
    let hex = format!("03{}c0", "00".repeat(82));
    let expected = json!({ "2027-01-18": { "hex_le": { "a": hex }, "feasible_starts": 0, "first_feasible_start": null } });
    check("overlap", &night, &expected);
}

/// Two members who both like Tuesday morning, one of whom is away on one of four Tuesdays.
fn choice() -> Value {
    json!({
        "quorum": 2, "duration_minutes": 60, "step_minutes": 60, "absence_weight": 4,
        "anchors": ["UTC"], "cadence": { "freq": "weekly", "interval": 1 },
        "from": "2027-01-04", "to": "2027-01-31", "days": ["MO", "TU"],
        "members": [
            { "id": "ana", "tz": "UTC", "weekly": [window(&["TU"], "09:00", "12:00", "preferred")] },
            { "id": "kofi", "tz": "Africa/Accra", "weekly": [window(&["TU"], "09:00", "11:00", "acceptable"),
                                                             window(&["TU"], "10:00", "11:00", "preferred")],
              "busy_utc": [["2027-01-12T10:50Z", "2027-01-12T11:00Z"]], "carry": 1 },
        ],
    })
}

#[test]
fn the_best_hours_come_with_what_they_are_for_each() {
    let expected = json!({
        "feasible_candidates": 48,
        "top": [
            { "slot": { "anchor": "UTC", "day": "TU", "time": "09:00" }, "quorate": 4, "sum_sq": 25,
              "min_attendance": 2, "total_attendance": 8, "burden_sorted": [5, 0], "shifts": 0,
              "first_utc": "2027-01-05T09:00Z" },
            { "slot": { "anchor": "UTC", "day": "TU", "time": "10:00" }, "quorate": 3, "sum_sq": 25 },
        ],
        "best": { "per_member": { "absences": { "ana": 0, "kofi": 0 }, "acceptable_hours": { "ana": 0, "kofi": 4 } } },
    });
    check("optimise", &choice(), &expected);

    // With a quorum of one, the hour at which one is away once is as heavy and comes second.
    let mut alone = choice();
    alone["quorum"] = json!(1);
    alone["members"][1]["carry"] = json!(0);
    alone["absence_weight"] = json!(3);
    let expected = json!({ "top": [{ "slot": { "time": "10:00" }, "sum_sq": 9 }], "best": { "occurrences": [
        { "utc": "2027-01-05T10:00Z", "attendance": 2, "absent": [] },
        { "utc": "2027-01-12T10:00Z", "attendance": 1, "absent": ["kofi"] },
        { "utc": "2027-01-19T10:00Z", "attendance": 2, "absent": [] },
        { "utc": "2027-01-26T10:00Z", "attendance": 2, "absent": [] },
    ] } });
    check("optimise", &alone, &expected);
}

#[test]
fn whoever_is_required_is_named_in_the_case_or_with_the_member() {
    let expected = json!({ "feasible_candidates": 2 });
    let mut with_member = choice();
    with_member["members"][1]["required"] = json!(true);
    check("optimise", &with_member, &expected);
    let mut in_case = choice();
    in_case["required"] = json!(["kofi"]);
    check("optimise", &in_case, &expected);
}

#[test]
fn rotations_are_listed_beside_the_best_single_hour() {
    let member = |id: &str, glad: &str, other: &str| {
        let hours = |day: &str, level: &str| window(&[day], "09:00", "10:00", level);
        json!({ "id": id, "tz": "UTC", "weekly": [hours(glad, "preferred"), hours(other, "acceptable")] })
    };
    let input = json!({
        "quorum": 2, "duration_minutes": 60, "step_minutes": 60, "anchors": ["UTC"], "days": ["MO", "TU"],
        "weeks": 4, "rotation": 2, "from": "2027-02-01",
        "members": [member("ana", "MO", "TU"), member("kofi", "TU", "MO")],
    });
    let slot = |day: &str| json!({ "anchor": "UTC", "day": day, "time": "09:00" });
    let expected = json!({
        "best_single": { "slot": slot("MO"), "quorate": 4, "sum_sq": 16, "burden_sorted": [4, 0] },
        "top": [
            { "slots": [slot("MO"), slot("TU")], "quorate": 4, "sum_sq": 8, "burden_sorted": [2, 2],
              "acceptable_hours": { "ana": 2, "kofi": 2 } },
            { "slots": [slot("TU"), slot("MO")], "sum_sq": 8 },
            { "slots": [slot("MO"), slot("MO")], "sum_sq": 16 },
        ],
        "first_occurrences_utc": ["2027-02-01T09:00Z", "2027-02-09T09:00Z", "2027-02-15T09:00Z", "2027-02-23T09:00Z"],
    });
    check("rotation", &input, &expected);
}

#[test]
fn busy_times_of_a_file_are_told_event_by_event() {
    let ics = "BEGIN:VCALENDAR\r\n\
        BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Lisbon:20270322T090000\r\nDTEND;TZID=Europe/Lisbon:20270322T100000\r\n\
        RRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Tea\\, with\r\n  milk\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID;TZID=Europe/Lisbon:20270329T090000\r\n\
        DTSTART:20270329T100000Z\r\nDURATION:PT30M\r\nSUMMARY:Late tea\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20270329T103000Z\r\nDTEND:20270329T110000Z\r\nSTATUS:TENTATIVE\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20270327\r\nDTEND;VALUE=DATE:20270330\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:4\r\nDTSTART:20270329T070000Z\r\nDTEND:20270329T080000Z\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n\
        END:VCALENDAR\r\n";
    let input = json!({
        "owner_tz": "Europe/Lisbon", "window": ["2027-03-22T00:00Z", "2027-04-01T00:00Z"], "ics": ics,
    });
    let expected = json!({
        "busy_utc_merged": [["2027-03-22T09:00Z", "2027-03-22T10:00Z"], ["2027-03-29T10:00Z", "2027-03-29T11:00Z"]],
        "off_days": ["2027-03-27", "2027-03-28", "2027-03-29"],
        "instances": [
            ["2027-03-22T09:00Z", "2027-03-22T10:00Z", "Tea, with milk"],
            ["2027-03-29T10:00Z", "2027-03-29T10:30Z", "Late tea"],
            ["2027-03-29T10:30Z", "2027-03-29T11:00Z", ""],
        ],
    });
    check("busy_from_ics", &input, &expected);
}

#[test]
fn a_case_that_is_not_understood_costs_that_case_only() {
    let file = json!({ "schema": SCHEMA, "cases": [
        { "id": "a", "kind": "dance", "input": 1 },
        { "id": "b", "kind": "resolve", "input": [{ "tz": "Europe/Paris", "date": "2027-13-01", "time": "02:45" }] },
        { "id": "c", "kind": "resolve", "input": [{ "tz": "UTC", "date": "2027-12-01", "time": "02:45" }] },
        7,
    ] });
    let cases = answer(&file.to_string(), &data()).unwrap();
    assert_eq!(cases.iter().map(|case| case.answer.is_ok()).collect::<Vec<_>>(), [false, false, true, false]);
    let answers = to_json(&cases, &data());
    assert_eq!(answers["answers"][1]["problem"], "\"2027-13-01\": expected a date such as 2027-10-19");
    assert_eq!(answers["answers"][2]["answer"][0]["utc"], "2027-12-01T02:45Z");
    assert_eq!(answers["tzdb"], crate::tzdb_version());
}

#[test]
fn what_is_wrong_with_a_question_is_said() {
    let mut nowhere = choice();
    nowhere["members"][0]["tz"] = json!("Berlin");
    assert_eq!(problem("optimise", &nowhere), "Berlin: unknown time zone, did you mean Europe/Berlin?");
    let mut endless = choice();
    endless["to"] = json!("9999-12-31");
    assert_eq!(problem("optimise", &endless), "a season lasts at most five years");
    let mut open = choice();
    open["to"] = Value::Null;
    assert_eq!(problem("optimise", &open), "\"to\" or \"weeks\" is missing");
}

#[test]
fn a_file_of_another_form_is_refused_with_the_place() {
    assert_eq!(answer("{\n  nonsense", &data()), Err(FileError::NoJson { line: 2, column: 3 }));
    for file in ["{}", "[]", r#"{"cases": []}"#, r#"{"schema": "other/1", "cases": []}"#] {
        assert_eq!(answer(file, &data()), Err(FileError::OtherForm), "{file}");
    }
}

#[test]
fn only_the_lists_that_may_be_cut_may_be_longer_than_expected() {
    let check = |expected: Value, answer: Value, place: Option<&str>| {
        assert_eq!(difference(&expected, &answer).as_deref(), place);
    };
    check(json!({ "top": [1] }), json!({ "top": [1, 2] }), None);
    check(json!({ "top": [1, 2] }), json!({ "top": [1] }), Some("top: expected 2 entries, got 1"));
    check(
        json!({ "burden_sorted": [1] }),
        json!({ "burden_sorted": [1, 2] }),
        Some("burden_sorted: expected 1 entries, got 2"),
    );
    check(json!({ "count": 2, "occurrences": [1] }), json!({ "count": 2, "occurrences": [1, 2] }), None);
    let cut = Some("occurrences: expected 1 entries, got 2");
    check(json!({ "occurrences": [1] }), json!({ "occurrences": [1, 2] }), cut);
    check(json!({ "best": null }), json!({ "best": 1 }), Some("best: expected null, got 1"));
    check(json!({ "a": { "b": 1 } }), json!({ "a": {} }), Some("a.b: expected 1, got null"));
}
