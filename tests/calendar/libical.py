"""Asks libical, the library of Evolution and KDE, whether each file of the probe set keeps to the standard.

usage: libical.py FOLDER
"""

import ctypes
import pathlib
import sys

library = ctypes.CDLL("libical.so.3")
library.icalparser_parse_string.restype = ctypes.c_void_p
library.icalparser_parse_string.argtypes = [ctypes.c_char_p]
library.icalcomponent_count_errors.argtypes = [ctypes.c_void_p]
library.icalcomponent_free.argtypes = [ctypes.c_void_p]
library.icalcomponent_as_ical_string.restype = ctypes.c_char_p
library.icalcomponent_as_ical_string.argtypes = [ctypes.c_void_p]
check = library.icalrestriction_check
check.argtypes = [ctypes.c_void_p]

problems = []
files = sorted(pathlib.Path(sys.argv[1]).glob("*/*.ics"))
for file in files:
    component = library.icalparser_parse_string(file.read_bytes())
    if not component:
        problems.append(f"{file}: cannot be read")
        continue
    is_valid = check(component)
    errors = library.icalcomponent_count_errors(component)
    if errors or not is_valid:
        text = library.icalcomponent_as_ical_string(component).decode()
        said = [line for line in text.splitlines() if line.startswith("X-LIC-ERROR")]
        problems.append(f"{file}: {errors} errors, valid: {is_valid} {said[:3]}")
    library.icalcomponent_free(component)

print(f"libical: {len(files)} files, {len(problems)} problems")
for problem in problems[:40]:
    print(problem)
sys.exit(1 if problems or not files else 0)
