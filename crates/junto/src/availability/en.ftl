hours-title = When you can meet
hours-lede = Say it once, by your own clock. Every group you sit in finds its hour by this.
hours-home = You live by the clock of { $city }, { $offset } now; it shows { $clock }.
hours-home-change = Change the place
hours-home-none = Nobody knows by which clock you live, so nobody can tell when your hours are.
hours-home-choose = Say where you are
hours-device = This device keeps the time of { $city }. Do you live there?
hours-device-yes = Yes, I live there
hours-device-no = No
hours-edited = Your profile was changed elsewhere while you wrote. What you wrote is below and not saved yet. Saving it again replaces the hours that stand there now.
hours-save = Save my hours
hours-saved = Saved. Your groups look for their hours among these.
hours-cleared = Saved: no hours. Groups cannot look for an hour that suits you.
hours-who-sees = Members of your groups and those who form groups see these hours. What stands below on this page, nobody sees but you: others are told that you can come or cannot, and never why.
hours-dates = { $first } to { $last }
hours-wrong-days = Say on which days this is.
hours-wrong-time = Write both times like 09:00 or 17:30.
hours-wrong-end = From { $from } to { $to } ends before it begins. Is it from { $to } to { $from }?
hours-short-mon = Mo
hours-short-tue = Tu
hours-short-wed = We
hours-short-thu = Th
hours-short-fri = Fr
hours-short-sat = Sa
hours-short-sun = Su

week-title = My week
week-brush = Paint with
week-preferred = Preferred
week-acceptable = Acceptable
week-clear = Clear
week-range = { $days }, { $from } to { $to }, { $level }
week-days = { $first } to { $last }
week-more = All 24 hours
week-quarters = Quarter hours
week-office = Weekdays 9 to 5
week-copy = Copy { $day } to all weekdays
week-undo = Undo
week-undone = Undone.
week-shown = Hours from { $from } to { $to } are shown.
week-unsaved = Not saved yet
week-hint = Drag to paint. On a touch screen, press and hold first. With the keyboard: arrows move, Shift extends, Space changes, 2 is preferred, 1 is acceptable, 0 clears.

rules-title = Your hours
rules-title-too = The same as rules
rules-hint = A rule without times does not count. To add more rules than there is room for, save first.
rules-add = Add a rule
rule-days = Days of rule { $number }
rule-from = From
rule-to = to
rule-level = How gladly, rule { $number }

ahead-title = The next two weeks
ahead-day = Day
ahead-note = What takes hours away
ahead-caption = What all of this comes to. Tall is preferred, low is acceptable.
ahead-preferred = preferred { $from } to { $to }
ahead-acceptable = acceptable { $from } to { $to }
ahead-nothing = no hours
ahead-off = Day off
ahead-taken = { $hours } taken
ahead-none = You have said no hours yet
ahead-none-what = Paint your week or write it as rules, and the coming days appear here.
ahead-why = Each day is drawn on the clock where you will be, without days off and without what your calendars say is taken.

stretch-now = now
stretch-remove = Remove
stretches-most = There are { $most } already. Remove one first.
date-wrong = Choose a date, or write it like 2027-05-03.
date-order = This is before the first day.
date-over = This is over already.
date-long = At most four hundred days at once.

journeys-title = Journeys
journeys-none = None ahead. Away from home, your hours count on the clock there.
journeys-why = From the first day to the last, your hours mean the clock of that place. Where two journeys overlap, the one that begins later counts.
journey-place = Where to
journey-first = First day there
journey-last = Last day there
journey-add = Add the journey
journey-added = { $city }, { $dates }: your hours count on the clock there.
journey-removed = The journey is removed.
journey-remove = Remove { $city }, { $dates }

days-off-title = Days off
days-off-none = None ahead.
days-off-why = On a day off no hour of yours counts, wherever you are.
day-off-first = First day
day-off-last = Last day
day-off-add = Add days off
day-off-added = { $dates }: no meetings for you.
day-off-removed = These days count again.
day-off-remove = Remove { $dates }

calendars-title = Your calendars
calendars-none = None. With the address of one, what is taken in it is taken here too.
calendars-why = Read every hour or so. Only when you are busy is kept: no titles, no places, no people.
calendars-secret = The address is sealed like what you tell a group, because whoever has it can read your calendar.
calendars-most = That is as many as there can be: { $most }.
calendar-address = Address of your calendar
calendar-address-hint = In your calendar’s settings, look for its secret address in iCal format, or publish it as ICS. It begins with https:// or webcal://.
calendar-address-wrong = Paste the whole address. It begins with https:// or webcal:// and has no spaces.
calendar-unsealed = With http:// anybody on the way could read it. Use the address of your calendar that begins with https://.
calendar-known = This calendar is here already.
calendar-add = Add the calendar
calendar-added = Added. It is being read.
calendar-unread = Not read yet.
calendar-read = Read on { $when }. { $times ->
    [0] No times
    [one] One time
   *[other] { WORDS($times, at: "start") } times
} and { $days ->
    [0] no whole days
    [one] one stretch of whole days
   *[other] { WORDS($days) } stretches of whole days
} are taken in the coming year.
calendar-being-read = Being read …
calendar-look = Look again
calendar-read-now = Read now
calendar-read-now-host = Read now: { $host }
calendar-remove-host = Remove { $host }
calendar-remove-sure = Remove the calendar at { $host }?
calendar-remove-what = What it said is taken becomes free here. To have it back you need its address again.
calendar-keep = Keep it
calendar-remove = Remove the calendar
calendar-removed = The calendar is removed.
calendar-private = This address leads into a private network, where this server does not go. Use the address at which the calendar can be reached from anywhere.
calendar-unreachable = Nobody answers at this address. Junto goes on trying, less often each time; what was known still counts.
calendar-locked = The calendar asks for a password. Share it by its secret address, or publish it, and enter the new address.
calendar-gone = There is no calendar at this address, or no longer. Copy the address again from your calendar’s settings.
calendar-failing = The calendar’s server answers that it cannot send it now. Junto goes on trying, less often each time; what was known still counts.
calendar-too-large = The calendar is larger than Junto reads, four megabytes. Share one that holds less of the past.
calendar-none = What lies at this address is no calendar but perhaps a page to look at. Copy the address in iCal format (ICS) instead.

place-title = Where you live
place-back = Back to your hours
place-lede = By the clock of { $home }, as far as anyone knows.
place-lede-none = Nobody knows yet. Your hours are meant by the clock of this place.
place-find = Find your place
place-search = City, country or distance from UTC
place-search-hint = Such as Porto Alegre, Portugal or +5:30. The nearest large city will do.
place-look = Look
place-live = I live here
place-live-in = I live here: { $city }
place-home = your place
place-none = Nothing found
place-more = { $n ->
    [one] One more place fits.
   *[other] { WORDS($n, at: "start") } more places fit.
} Write more of its name.
place-unknown = No place of this name is known. Try the nearest large city, or the country.
place-several = Which of these is it: { $cities }?
place-saved = You live by the clock of { $city }. Your hours stay as they are, on that clock.
place-why = The hours of a week stay on your own clock when it changes in spring and autumn. To travel, add a journey instead.

card-hours = Your hours
card-hours-both = Neither your hours nor your time zone are known in { $community }.
card-hours-hours = Your hours are not known in { $community }.
card-hours-zone = Your time zone is not known in { $community }.
card-hours-calendars = { $n ->
    [one] A calendar of yours
   *[other] { WORDS($n, at: "start") } of your calendars
} in { $community } cannot be read any more.
card-hours-open = Say when you can meet
card-hours-why = A group looks for its hour among those that people name. Without yours it has to guess.
