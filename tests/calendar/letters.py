"""Reads the mail files that `junto invitations` writes, as a mail program does, and takes what they bring into a calendar.

usage: letters.py LETTERS PLACE. LETTERS has a folder for each zone. What the calendar holds in the end is written to
PLACE with the moments that are expected, for the other programs. The moments are worked out here, by zoneinfo alone.
"""

import datetime
import email
import email.policy
import pathlib
import sys
import zoneinfo

import icalendar

ZONES = {
    "london": "Europe/London",
    "new-york": "America/New_York",
    "kolkata": "Asia/Kolkata",
    "lord-howe": "Australia/Lord_Howe",
    "vancouver": "America/Vancouver",
    "casablanca": "Africa/Casablanca",
}
FILES = [
    "01-invited-1",
    "02-one-date-moved-1",
    "03-one-date-off-1",
    "04-new-link-1",
    "04-new-link-2",
    "05-new-hour-1",
    "05-new-hour-2",
    "05-new-hour-3",
    "06-single-meeting-1",
    "07-single-meeting-moved-1",
    "08-cancelled-1",
]
# The first Tuesday two weeks after 1 September 2026.
FIRST = datetime.date(2026, 9, 15)
TO = "ana@example.org"
problems = []


def check(what, is_so):
    if not is_so:
        problems.append(what)


def calendar_of(path):
    """What a letter brings for a calendar, after a look at its shape."""
    raw = path.read_bytes()
    check(f"{path.name}: a line is longer than 998 octets", all(len(line) <= 998 for line in raw.split(b"\r\n")))
    check(f"{path.name}: not all of it is ASCII", raw.isascii())
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    check(f"{path.name}: the parser found {letter.defects}", not letter.defects)
    kinds = [part.get_content_type() for part in letter.walk()]
    shape = ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics"]
    check(f"{path.name}: its parts are {kinds}", kinds == shape)
    inline, file = list(letter.walk())[4:6]
    text = inline.get_payload(decode=True)
    check(f"{path.name}: the file is another than the part", text == file.get_payload(decode=True))
    check(f"{path.name}: the part has a disposition", inline.get_content_disposition() is None)
    check(f"{path.name}: the file is no attachment", file.get_content_disposition() == "attachment")
    calendar = icalendar.Calendar.from_ical(text)
    method = inline["Content-Type"].params["method"]
    check(f"{path.name}: method {method}", method == str(calendar["METHOD"]) and method.isupper())
    check(f"{path.name}: to {letter['To']}", [to.addr_spec for to in letter["To"].addresses] == [TO])
    check(f"{path.name}: answered by itself", letter["Auto-Submitted"] == "auto-generated")
    [event] = calendar.walk("VEVENT")
    organiser = str(event["ORGANIZER"]).removeprefix("mailto:")
    check(f"{path.name}: answers go elsewhere", [to.addr_spec for to in letter["Reply-To"].addresses] == [organiser])
    check(f"{path.name}: asks {event['ATTENDEE']}", str(event["ATTENDEE"]) == f"mailto:{TO}")
    words = letter.get_body(("plain",)).get_content()
    check(f"{path.name}: no words", "Kittiwake" in words)
    return calendar


def take_in(state, calendar, name):
    """What a calendar does with a message: add, replace or remove what is not older than what it has."""
    [event] = calendar.walk("VEVENT")
    original = event.get("RECURRENCE-ID")
    key = (str(event["UID"]), original.dt.timestamp() if original else None)
    known = state.get(key)
    if known is not None:
        older = (event["SEQUENCE"], event["DTSTAMP"].dt) <= (known["SEQUENCE"], known["DTSTAMP"].dt)
        check(f"{name}: not newer than what it replaces", not older)
    check(f"{name}: a date of an unknown series", original is None or (key[0], None) in state)
    if str(calendar["METHOD"]) == "CANCEL" and original is None:
        for gone in [other for other in state if other[0] == key[0]]:
            del state[gone]
    else:
        state[key] = event


def expected(zone):
    """Begin and end of every meeting that is left, in seconds since 1970."""
    place = zoneinfo.ZoneInfo(zone)
    day = lambda days: FIRST + datetime.timedelta(days=days)
    at = lambda date, hour: datetime.datetime.combine(date, datetime.time(hour), place)
    kept = [(at(day(14 * number), 17), 90) for number in (0, 1, 4, 5)]
    meetings = kept + [(at(day(14 * 2 + 1), 18), 90), (at(day(3), 13), 60)]
    return sorted((int(start.timestamp()), int(start.timestamp()) + 60 * minutes) for start, minutes in meetings)


def main():
    letters, place = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    lines = []
    for name, zone in ZONES.items():
        files = sorted((letters / name).glob("*.eml"))
        check(f"{name}: {[file.stem for file in files]}", [file.stem for file in files] == FILES)
        state, zones = {}, {}
        for file in files:
            calendar = calendar_of(file)
            take_in(state, calendar, f"{name}/{file.name}")
            # Each message describes the zone for its own stretch; the first season's is what is left in the end.
            for of in calendar.walk("VTIMEZONE"):
                zones.setdefault(str(of["TZID"]), of)
        whole = icalendar.Calendar(prodid="-//letters//", version="2.0")
        for component in [*zones.values(), *state.values()]:
            whole.add_component(component)
        (place / name).mkdir(parents=True, exist_ok=True)
        (place / name / "30-feed.ics").write_bytes(whole.to_ical())
        lines += [f"{name}/30-feed.ics\t{start}\t{end}" for start, end in expected(zone)]
    (place / "expected.tsv").write_text("\n".join(lines) + "\n")
    print(f"email: {len(ZONES) * len(FILES)} letters, {len(problems)} problems")
    for problem in problems[:40]:
        print(problem)
    sys.exit(1 if problems else 0)


main()
