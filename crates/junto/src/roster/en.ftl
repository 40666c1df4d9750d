roster-title = Roster
roster-lede = { $n ->
    [one] One person who could be in a group.
   *[other] { WORDS($n, at: "start") } people who could be in a group.
}
roster-import = Import a list
roster-add = Add a person
roster-add-lede = A name and an address are needed; everything else makes better groups.
roster-edit-lede = Only the name is needed; everything else makes better groups.
roster-empty = Nobody is in the roster yet
roster-empty-what = Import a list from a spreadsheet, or add people one at a time. Whoever signs up on the front page comes here too.
roster-people = People
roster-search = Search
roster-any = Any
roster-show = Show
roster-nobody = Nobody fits
roster-everyone = Show everyone
roster-part = { $first } to { $last } of { $found }
roster-export = { $n ->
    [one] Save this person as CSV
   *[other] Save these { $n } people as CSV
}
roster-added = { $name } is in the roster.
roster-saved = Saved.
roster-removed = Removed from the roster.

column-name = Name
column-given-name = Given name
column-family-name = Family name
column-email = E-mail
column-organisation = Organisation
column-industry = Industry
column-function = Function
column-seniority = Seniority
column-years-in-role = Years in the role
column-interests = Interests
column-goals = Goals
column-languages = Languages
column-department = Department
column-competes-with = Competes with
column-time-zone = Time zone
column-availability = Hours
column-reports-to = Reports to
column-keep-apart = Keep apart from
column-keep-with = Keep together with

person-edit = Edit
person-known = What is known
person-updated = Last changed on { $day }. Operators of this community see this page; members do not.
person-apart = Not in one group with
person-apart-nobody = Nothing keeps this person apart from anyone.
person-apart-note = Organisations, reporting lines and rivals are found in what the roster says. What it cannot know is named here by hand. Which reasons count is decided in each round.
person-remove = Remove
person-remove-name = Remove { $name }
person-remove-sure = Remove { $name } from the roster?
person-remove-what = They are no longer a member and are left out of new groups. Importing or adding them again brings them back.
person-remove-ties = With them go:
person-remove-not = Keep them

conflict-reports = One reports to the other.
conflict-reports-through = One reports to the other through others.
conflict-kept-apart = The roster says to keep them apart.
conflict-competitors = Their organisations compete.
conflict-department = They work in one department.
conflict-organisation = They work for one organisation.
conflict-by-hand = Named by hand.
conflict-lift = Lift
conflict-lift-name = Lift the conflict with { $name }
conflict-who = Another person to keep apart
conflict-who-hint = Their e-mail address, or their name as it stands in the roster.
conflict-name = Keep them apart
conflict-named = They will not share a group.
conflict-lifted = Lifted. They may share a group again, unless the roster says otherwise.
conflict-themselves = That is the person themselves. Write who else must not be in their group.
conflict-nobody = Nobody in the roster is called “{ $who }”. Look for them in the list and copy their e-mail address.
conflict-several = Several people are called “{ $who }”. Write the e-mail address of the one you mean.

edit-who = Who
edit-work = Work
edit-wants = What for
edit-when = When
edit-apart = With whom
edit-more = More
edit-list-hint = Semicolons between entries.
edit-languages-hint = Languages they can hold a meeting in, with commas between them.
edit-zone-hint = Such as Europe/Lisbon.
edit-hours-page = Paint your week instead, and add journeys, days off and calendars
edit-hours-hint = On their own clock, such as Mon-Thu 08:00-12:00; Fri 09:00-11:00.
edit-person-hint = An e-mail address or a name.
edit-save = Save
edit-leave = Go back without saving

import-title = Import a list
import-lede = One person a line, with a header row. Nothing is saved before you have seen what was understood.
import-file = The file
import-choose = A list of people
import-choose-hint = CSV, or XLSX of at most 50,000 rows and 16 MB. At most 64 MB.
import-look = Look at it
import-note = The file is read on this server, is forgotten once it is imported, and otherwise a day later.
import-columns = The columns
import-columns-what = Name and e-mail are needed. Known are also organisation, industry, function, seniority or years in role, interests, goals, languages, department, competes with, time zone, availability, reports to, keep apart and keep with. Every other column is kept and can be used to form groups.
import-columns-example = Interests and other lists have semicolons between entries. Time zones are names such as Europe/Lisbon; availability is written like Mon-Thu 08:00-12:00; Fri 09:00-11:00.
import-unusable = This file cannot be imported
import-heading = { $accepted ->
    [0] No line is good
    [one] One line is good
   *[other] { WORDS($accepted, at: "start") } lines are good
}{ $refused ->
    [0] {""}
    [one] , one is not
   *[other] , { WORDS($refused) } are not
}
import-nothing-yet = Nothing has been saved yet.
import-go-on = Go on
import-begin = { $n ->
    [one] Import one person
   *[other] Import { $n } people
}
import-discard = Forget the file
import-discarded = The file is forgotten. Nobody was imported.
import-again-note = People are recognised by their address. Of those who are in the roster already, what the file says replaces what was known; empty cells leave it as it is.
import-understood = What was understood
import-understood-caption = Columns of the file
import-column = Column of the file
import-became = Taken as
import-became-attribute = kept as “{ $name }”
import-became-beside = kept as “{ $name }”, beside “{ $first }”
import-became-repeated = left out, “{ $first }” says it already
import-became-unnamed = left out, it has no header
import-unnamed = Column { $number }
import-absent = Not in the file, but would make better groups: { $columns }.
import-sample = The first people
import-refused = { $n ->
    [one] One line left out
   *[other] { WORDS($n, at: "start") } lines left out
}{ $more ->
    [0] {""}
   *[other] , with { WORDS($problems) } problems
}
import-line = Line { $line }
import-more = { $n ->
    [one] One more problem is not listed here.
   *[other] { WORDS($n, at: "start") } more problems are not listed here.
}
import-refused-file = Save what was left out as CSV
import-refused-note = Put them right in your file and import it again. Those who are in already are not doubled.
import-another = Another file
import-under-way = The people are being entered
import-progress = Progress
import-entered = { $entered } of { $all }
import-look-again = Look again
import-leave-page = You can leave this page. The import goes on, also if this server is started again in between.
import-done = { $n ->
    [one] One person is imported
   *[other] { WORDS($n, at: "start") } people are imported
}
import-done-what = { $added } new, { $changed } changed, { $unchanged } as they were.
import-done-refused = They were not imported. Put them right in your file and import it again; nobody is doubled.
import-to-roster = Open the roster

refused-line = Line
refused-column = Column
refused-value = What stands there
refused-reason = Why it was left out
refused-remedy = What to do

file-unreadable = The file could not be read. Try again, or save it anew.
file-empty = There is nothing in the file. Choose another one.
file-not-a-table = This is not a table. Save your list as CSV or XLSX.
file-other-spreadsheet = This kind of spreadsheet is not read here. Open it and save it as XLSX or CSV.
file-locked = The workbook needs a password. Save it without one, or as CSV.
file-damaged = The workbook is damaged. Open it in a spreadsheet program and save it anew, or as CSV.
file-too-large = The workbook is too large. Save it as CSV, which may have any number of lines.
file-too-many-rows = The workbook has more than { $most } rows. Save it as CSV, which may have any number of lines.
file-missing-columns = No column is called { $columns }. The first row says: { $found }. Give the columns these names in the header row.
file-no-header = The first row is a person already: { $found }. Put a row above it that names the columns, such as name and email.
file-too-many-columns = The file has more than 200 columns. Leave out those that say nothing about people.

problem-empty = It is empty.
problem-empty-do = Every person needs a name and an e-mail address.
problem-too-long = It has { $characters } characters, and { $max } fit.
problem-too-long-do = Shorten it.
problem-too-many = It has { $entries } entries, and { $max } fit.
problem-too-many-do = Keep the most important ones.
problem-email-at = This is not an e-mail address.
problem-email-at-do = Write one address, with one @.
problem-email-long = The address is longer than any address can be.
problem-email-local = The part before the @ cannot be used.
problem-email-domain = The part after the @ is not a domain.
problem-email-do = Look for a slip, or ask them for their address.
problem-formula = A spreadsheet would run this as a formula.
problem-formula-do = Write the text itself, without =, +, - or @ at its start.
problem-control = It has characters that cannot be shown.
problem-control-do = Type the text anew.
problem-not-a-number = This is not a number.
problem-out-of-range = Years go from 0 to { $max }.
problem-number-do = Write the years as a number, such as 7 or 7.5, or leave it empty.
problem-zone = No time zone has this name.
problem-zone-do = Write a name such as Europe/Lisbon, or leave it empty.
problem-suggestion = Did you mean { $suggestion }?
problem-hours = The hours are not clear at “{ $part }”.
problem-hours-do = Write them like { $suggestion }, or leave it empty.
problem-repeated = Line { $line } has this address already.
problem-repeated-do = Line { $line } is imported. Give one of them another address, or leave this line out.
problem-second-header = This is the header row once more.
problem-above-header = This stands above the header row.
problem-nothing-to-do = Nothing is lost; you can leave it.
problem-cells = It has { $cells } cells under { $columns } columns, so it is not clear which is which.
problem-cells-do = Look for a stray separator, and put quotation marks around texts that have one.
problem-not-utf8 = Some letters cannot be read.
problem-not-utf8-do = Save the file as CSV UTF-8.
problem-open-quote = A quotation mark is opened and never closed.
problem-open-quote-do = Take it away, or write it twice.
problem-line-too-long = The line is too long.
problem-line-too-long-do = Look for a line break that is missing.
problem-known = Someone with this address is in the roster already. Look for them in the list.
problem-form = The form could not be read. Open it again and send it from there.

check-column = { $header }: { $became }
check-problem = { $place }: { $found } { $reason } { $remedy }
check-more = { $n } more problems are not listed.
check-sum = { $accepted } accepted, { $refused } refused{ $more ->
    [0] .
   *[other] , with { $problems } problems.
}

profile-title = Your profile
profile-lede = What { $community } knows of you. Groups are formed by it: the more of it is true, the better the group you are asked into.
profile-saved = Saved. The next round counts it in.
import-no-community = No community has the address { $slug }. It is what follows /c/ in its pages.
import-so-far = { $entered } entered, { $problems } problems so far.
import-sum = { $added } new, { $changed } changed, { $unchanged } as they were, { $refused } lines refused.
