"""Reads calendars with icalendar and recurring-ical-events: every meeting must be at the expected moment.

usage: held.py FOLDER, as letters.py writes it.
"""

import datetime
import pathlib
import sys

import icalendar
import recurring_ical_events

FROM = datetime.datetime(2025, 12, 1, tzinfo=datetime.timezone.utc)
UNTIL = datetime.datetime(2027, 6, 30, 23, tzinfo=datetime.timezone.utc)

folder = pathlib.Path(sys.argv[1])
lines = [line.split("\t") for line in (folder / "expected.tsv").read_text().splitlines()]
problems = []
paths = sorted({path for path, _, _ in lines})
for path in paths:
    wanted = sorted((int(start), int(end)) for of, start, end in lines if of == path)
    calendar = icalendar.Calendar.from_ical((folder / path).read_bytes())
    events = recurring_ical_events.of(calendar).between(FROM, UNTIL)
    held = [event for event in events if event.get("STATUS") != "CANCELLED"]
    found = sorted((int(event.start.timestamp()), int(event.end.timestamp())) for event in held)
    if found != wanted:
        problems.append(f"{path}: {len(found)} meetings, {len(wanted)} expected; apart: {set(found) ^ set(wanted)}")
print(f"icalendar: {len(paths)} calendars, {len(problems)} problems")
for problem in problems:
    print(problem)
sys.exit(1 if problems or not paths else 0)
