"""Reads the probe set with icalendar and recurring-ical-events: every meeting must be at the expected moment.

usage: probe.py FOLDER. Also the form of each file: line lengths, CRLF, one attendee, METHOD, SEQUENCE.
"""

import datetime
import pathlib
import sys

import icalendar
import recurring_ical_events

FROM = datetime.datetime(2025, 12, 1, tzinfo=datetime.timezone.utc)
UNTIL = datetime.datetime(2027, 6, 30, 23, tzinfo=datetime.timezone.utc)
problems = []


def expected(folder):
    meetings = {}
    for line in (folder / "expected.tsv").read_text().splitlines():
        path, start, end = line.split("\t")
        meetings.setdefault(path, []).append((int(start), int(end)))
    return {path: sorted(times) for path, times in meetings.items()}


def meetings(calendar):
    times = []
    for event in recurring_ical_events.of(calendar).between(FROM, UNTIL):
        if event.get("STATUS") == "CANCELLED":
            continue
        times.append((int(event.start.timestamp()), int(event.end.timestamp())))
    return sorted(times)


def check(path, found, wanted):
    if found != wanted:
        odd = sorted(set(found) ^ set(wanted))[:4]
        problems.append(f"{path}: {len(found)} meetings, {len(wanted)} expected; apart: {odd}")


def check_form(path, raw):
    lines = raw.split(b"\r\n")
    if b"\n" in raw.replace(b"\r\n", b"") or lines[-1] != b"":
        problems.append(f"{path}: not all lines end with CRLF")
    if any(len(line) > 75 for line in lines):
        problems.append(f"{path}: a line is longer than 75 octets")
    raw.decode("utf-8")
    for line in lines:
        line.decode("utf-8")  # A fold within a character would fail here.
    calendar = icalendar.Calendar.from_ical(raw)
    is_feed = "feed" in path
    if is_feed != ("METHOD" not in calendar):
        problems.append(f"{path}: METHOD")
    for event in calendar.walk("VEVENT"):
        attendees = event.get("ATTENDEE")
        if isinstance(attendees, list) or is_feed != (attendees is None):
            problems.append(f"{path}: not one attendee")
        start = event["DTSTART"]
        if "RRULE" in event and not path.startswith("utc") and "TZID" not in start.params:
            problems.append(f"{path}: a series without TZID")
        zones = [zone["TZID"] for zone in calendar.walk("VTIMEZONE")]
        if "TZID" in start.params and zones != [start.params["TZID"]]:
            problems.append(f"{path}: no VTIMEZONE for {start.params['TZID']}")
    return calendar


def take_in(state, calendar, path):
    """What a calendar does with a message: add, replace or remove what is not older than what it has."""
    for event in calendar.walk("VEVENT"):
        uid, original = str(event["UID"]), event.get("RECURRENCE-ID")
        key = (uid, original.dt.timestamp() if original else None)
        held = [other for (other_uid, _), other in state.items() if other_uid == uid]
        newest = state.get(key)
        if newest is not None and (event["SEQUENCE"], event["DTSTAMP"].dt) < (newest["SEQUENCE"], newest["DTSTAMP"].dt):
            problems.append(f"{path}: older than what it replaces")
        if original and not held:
            problems.append(f"{path}: a date of an unknown series")
        if str(calendar["METHOD"]) == "CANCEL" and original is None:
            for known in [known for known in state if known[0] == uid]:
                del state[known]
        else:
            state[key] = event


def check_whole(path, calendar, wanted, follows):
    """The meetings of one message. Dates that were moved travel in messages of their own, which follow."""
    found, times = meetings(calendar), wanted.get(path, [])
    is_apart_by_one = follows and len(found) == len(times) and len(set(found) ^ set(times)) == 2
    if not is_apart_by_one:
        check(path, found, times)


def main():
    folder = pathlib.Path(sys.argv[1])
    wanted = expected(folder)
    files = 0
    for place in sorted(place for place in folder.iterdir() if place.is_dir()):
        state = {}
        for file in sorted(place.glob("*.ics"), key=lambda file: (file.name[:2], len(file.name))):
            path = str(file.relative_to(folder))
            calendar = check_form(path, file.read_bytes())
            files += 1
            is_last = not file.with_name(f"{file.stem}-1.ics").exists()
            if not file.stem.endswith("-1"):
                check_whole(path, calendar, wanted, not is_last)
            if file.name < "20":
                take_in(state, calendar, path)
            after = f"{place.name}/after-{file.name[:2]}"
            if is_last and after in wanted:
                whole = icalendar.Calendar()
                for component in [*calendar.walk("VTIMEZONE"), *state.values()]:
                    whole.add_component(component)
                check(after, meetings(whole), wanted[after])
    print(f"icalendar: {files} files, {len(problems)} problems")
    for problem in problems[:40]:
        print(problem)
    sys.exit(1 if problems or files == 0 else 0)


main()
