"""Puts the probe set into Radicale by CalDAV, lets the server expand it, and lists it with khal through vdirsyncer.

usage: server.py FOLDER PLACE. The server listens on the loopback interface only and ends with this program.
"""

import datetime
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

import caldav
import icalendar

folder, place = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
FROM = datetime.datetime(2025, 12, 1, tzinfo=datetime.timezone.utc)
UNTIL = datetime.datetime(2027, 6, 30, 23, tzinfo=datetime.timezone.utc)
problems = []


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def entries(raw):
    """The entries of a feed, one calendar each, as a server keeps them."""
    feed = icalendar.Calendar.from_ical(raw)
    whole = {}
    for event in feed.walk("VEVENT"):
        calendar = whole.setdefault(str(event["UID"]), icalendar.Calendar(prodid="-//probe//", version="2.0"))
        if not calendar.walk("VTIMEZONE"):
            for zone in feed.walk("VTIMEZONE"):
                calendar.add_component(zone)
        calendar.add_component(event)
    return whole


def wanted(path):
    lines = [line.split("\t") for line in (folder / "expected.tsv").read_text().splitlines()]
    return sorted((int(start), int(end)) for of, start, end in lines if of == path)


def expanded(calendar):
    """What the server says when it is asked for every single meeting."""
    times = []
    for found in calendar.search(start=FROM, end=UNTIL, event=True, server_expand=True):
        for event in found.icalendar_instance.walk("VEVENT"):
            if event.get("STATUS") != "CANCELLED":
                times.append((int(event.start.timestamp()), int(event.end.timestamp())))
    return sorted(times)


def listed(name, config):
    """What khal lists, in seconds since 1970; it shows UTC as configured."""
    khal = [str(pathlib.Path(sys.executable).parent / "khal"), "-c", str(config), "list", "-a", name]
    shape = ["--day-format", "", "--format", "{start-date-long} {start-time} {end-date-long} {end-time}|{status}"]
    out = subprocess.run(
        [*khal, *shape, "2025-12-01", "2027-06-30"], capture_output=True, text=True, check=True, env=os.environ
    ).stdout
    times = set()
    for line in out.splitlines():
        words = line.split("|")[0].split()
        if len(words) == 4 and "CANCELLED" not in line:
            read = [datetime.datetime.fromisoformat(f"{day}T{clock}+00:00") for day, clock in (words[:2], words[2:])]
            times.add(tuple(int(moment.timestamp()) for moment in read))
    return sorted(times)


def check(path, by, found):
    times = wanted(path)
    if found != times:
        odd = sorted(set(found) ^ set(times))[:4]
        problems.append(f"{by} {path}: {len(found)} meetings, {len(times)} expected; apart: {odd}")


shutil.rmtree(place, ignore_errors=True)
place.mkdir(parents=True)
port = free_port()
bin_folder = pathlib.Path(sys.executable).parent
server = subprocess.Popen(
    [
        str(bin_folder / "radicale"),
        f"--hosts=127.0.0.1:{port}",
        "--auth-type=none",
        f"--storage-filesystem-folder={place / 'radicale'}",
        "--logging-level=error",
    ]
)
try:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    url = f"http://127.0.0.1:{port}/"
    client = caldav.DAVClient(url=url, username="ana", password="ana")
    home = client.principal()
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    for name in names:
        calendar = home.make_calendar(name=name, cal_id=name)
        for entry in entries((folder / name / "30-feed.ics").read_bytes()).values():
            calendar.save_event(entry.to_ical().decode())
        # Radicale rewrites the description of a zone as one change each way a year; Casablanca had two in 2026.
        if name != "casablanca":
            check(f"{name}/30-feed.ics", "Radicale", expanded(calendar))

    sync = place / "vdirsyncer.ini"
    sync.write_text(
        f"""[general]
status_path = "{place}/status"
[pair all]
a = "here"
b = "there"
collections = {str(names).replace("'", '"')}
[storage here]
type = "filesystem"
path = "{place}/vdir"
fileext = ".ics"
[storage there]
type = "caldav"
url = "{url}"
username = "ana"
password = "ana"
"""
    )
    syncer = [str(bin_folder / "vdirsyncer"), "-v", "ERROR", "-c", str(sync)]
    subprocess.run([*syncer, "discover"], input="y\n" * 20, text=True, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*syncer, "sync"], check=True, stdout=subprocess.DEVNULL)
    calendars = "".join(f"[[{name}]]\npath = {place}/vdir/{name}\n" for name in names)
    config = place / "khal.ini"
    config.write_text(
        f"""[calendars]
{calendars}
[sqlite]
path = {place}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
    )
    for name in names:
        check(f"{name}/30-feed.ics", "khal", listed(name, config))
finally:
    server.terminate()
    server.wait()

print(f"Radicale, vdirsyncer, khal: {len(names)} calendars, {len(problems)} problems")
for problem in problems[:40]:
    print(problem)
sys.exit(1 if problems else 0)
