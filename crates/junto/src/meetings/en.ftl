## hour: what is sought, and what is found

hour-title = An hour for { $group }
hour-lede = What is possible, and what it asks of each of you. Whoever leads your meetings proposes, and everyone is asked.
hour-lede-lead = What is possible, and what it asks of each of you. Propose one, and everyone is asked.
hour-to-fairness = Who bore which hours
hour-open = Hours are proposed, and your group is asked.
hour-open-link = See them and answer
hour-sought = What is sought
hour-sought-why = The address of this page holds all of it: send it to somebody at your table and they see the same.
# keys: hour-cadence-*
hour-cadence-1w = Every week
hour-cadence-2w = Every two weeks
hour-cadence-3w = Every three weeks
hour-cadence-4w = Every four weeks
hour-cadence-first = First of its weekday in a month
hour-cadence-second = Second of its weekday in a month
hour-cadence-third = Third of its weekday in a month
hour-cadence-fourth = Fourth of its weekday in a month
hour-cadence-last = Last of its weekday in a month
hour-sentence = { $cadence }, { $minutes } minutes, from { $from } to { $to }, by the clock of { $cities }.
hour-change = Look for something else
hour-cadence = How often
hour-minutes = How many minutes
hour-from = From
hour-to = To
hour-days = On which days
hour-anchors = By whose clock
hour-anchors-hint = There the hour stays the same when clocks change. One to three; the best of them is found.
hour-needed = Without whom there is no meeting
hour-quorum-label = How many a date needs
hour-quorum-usual = Two thirds of those who said their hours
hour-quorum = { WORDS($people, at: "start") } of you
hour-step-label = Hours begin
hour-step = { $minutes ->
    [60] on the hour
    [30] on the hour or half past
   *[other] on any quarter
}
hour-holidays = Dates without a meeting
hour-holidays-hint = As 2026-12-24, with a comma between.
hour-seek = Look for hours
hour-wrong-date = Please write the date as 2027-01-31.
hour-wrong-season = A season ends after it begins, and within a year.
hour-wrong-minutes = A meeting lasts from 15 to 480 minutes.
hour-wrong-days = Please leave at least one day.
hour-wrong-anchors = Please choose one to { $most } clocks.
hour-wrong-holidays = “{ $wrong }” is no date. Please write dates as 2026-12-24.

hour-offers = What is possible
hour-why = First come hours with most dates on which enough of you can meet; among these, those that share the awkward hours most evenly; then those that move least when clocks change. An hour at which somebody cannot come weighs as much as four that are acceptable.
hour-private = Others learn whether you can come, never why not. Why you cannot is shown to you alone.
hour-slot = { $day }s at { $time } in { $city }
hour-own = On your clock:
hour-own-slot = { $day }s at { $time }
hour-rotation = In turn:
hour-rotation-why = In turn because it shares the burden: each member’s squared, the sum falls from { $from } to { $to }.
hour-quorate = On { $quorate } of { $dates } dates { WORDS($quorum) } or more of you can come.
hour-heaviest = The most that anybody bears is { $total }.
hour-strip-caption = { $day } on your clock, in { $city }. Tall is preferred, low is acceptable, the band is the meeting.
hour-cannot = cannot
hour-you = You
hour-notice-you = For you { $said }.
hour-notice-between = from { $from } to { $to } this is { $hour } instead of { $usual }
hour-notice-once = on { $from } this is { $hour } instead of { $usual }
hour-notice-on = from { $from } on this is { $hour } instead of { $usual }
hour-you-cannot = You cannot on
hour-why-hours = outside your hours
hour-why-day-off = a day off
hour-why-busy = your calendar is taken
hour-shares = What it asks of each
hour-shares-caption = How many dates each of you could meet if need be, how many they cannot, and what they carry from before
hour-shares-acceptable = if need be
hour-shares-cannot = cannot
hour-shares-carried = from before
hour-shares-all = in all
hour-propose = Propose this
hour-nobody = Nobody has said their hours yet.
hour-nobody-what = As soon as two of you have, hours are found here.
hour-none = No hour is possible at which { WORDS($quorum) } of you can meet, those who are needed among them.
hour-apart = Without { $names } one would be.
hour-nearest-opening = This little would make one possible:
hour-nearest = { $name } free on { $day } from { $from } to { $to } as well, on their own clock: then { $when } on yours.
hour-none-what = Or look for something else above: another length, more days, fewer of you at each date.
hour-silent = { $names } have not said their hours. They are not counted here, and are asked like everyone once something is proposed.
hour-week = The week
hour-clocks = By whose clock the week is shown
hour-heat-caption = How many of { $people } could begin { $minutes } minutes then. Week of { $day }, on the clock of { $city }.
hour-heat-all = { $when }: everyone can.
hour-heat-nobody = { $when }: nobody can.
hour-heat-without = { $when }: all but { $names }.
hour-week-frame-now = The frame is the hour at which you meet now.
hour-week-frame-best = The frame is the first hour above.
hour-week-why = These are the hours of a week. Days off, journeys and calendars count above, date by date.

## hour: the season that is proposed

season-meeting-title = { $group } meets
season-new-title = Propose this to your group
season-for-each = On everyone’s clock
season-dates = Dates
season-dates-clock = Every date is on your own clock.
season-there = { $when } in { $city }
season-ask = Ask everyone
season-ask-what = { $people ->
    [0] You are alone at the table, so it holds as soon as you propose it.
    [one] One person gets a letter with the first dates, and can answer until { $until }. You can take it back until it is decided.
   *[other] { WORDS($people, at: "start") } people get a letter with the first dates, and can answer until { $until }. You can take it back until it is decided.
}
season-ask-do = { $people ->
    [0] Settle on it
    [one] Ask one person
   *[other] Ask { WORDS($people) } people
}
season-ask-why = Proposing counts as saying that you can. It takes the place of what was proposed before.
season-back = Look further
season-rule = It holds when two thirds of you can. Whoever says nothing in time goes along.
season-rule-needed = It does not hold against { $names }.
season-too-soon = The first date is less than two days away, so nobody could answer in time. Let the season begin later.
season-no-date = There is no such date within the season. Let it last longer.
season-proposed = Your group is asked.
season-title = Hours for { $group }
season-proposed-by = Proposed by { $name } on { $day }.
season-proposed-on = Proposed on { $day }.
season-open = Please answer by { $until }.
season-is-agreed = Your group agreed to these hours.
season-is-followed = Your group met at these hours, and has agreed to others since.
season-is-refused = Too few of you could.
season-is-withdrawn = This was taken back, or another proposal took its place.
season-to-hour = See what else is possible
season-your-answer = Your answer
season-you-can = You said that you can. You may change it until it is decided.
season-you-cannot = You said that you cannot. You may change it until it is decided.
season-off = On which of these dates can you not come? Leave it empty if you can on all.
season-date-can = { $can } of { $known } by their hours
season-date-off = you cannot
season-can = I can
season-cannot = I cannot at this hour
season-said-can = You said that you can.
season-said-cannot = You said that you cannot.
season-who = Who answered
season-who-why = While it is open you see who has answered and not what, so that nobody leans on anybody.
season-answered-nobody = Nobody has answered yet.
season-answered = { $names } answered.
season-waiting = Not yet: { $names }.
season-could = { $names } can.
season-could-not = { $names } cannot.
season-said-nothing = { $names } said nothing.
season-withdraw = Take it back
season-withdraw-what = Everyone is told that it no longer holds. Their answers are not kept for the next proposal.
season-withdraw-do = Take it back and tell everyone
season-withdrawn = It is taken back, and everyone is told.

season-card = Your group’s hour
season-card-said = Can you? Please answer by { $until }.
season-card-link = See the dates and answer
season-card-why = A group that settles its hours for a season at once need not look for one every month.

season-letter-subject = An hour for { $group }: can you?
season-letter-opening = Hours are proposed at which { $group } could meet.
season-letter-instead = Other hours are proposed at which { $group } could meet. They take the place of the earlier ones.
season-letter-dates = { $dates ->
    [one] One date, on your clock in { $city }:
   *[other] { $dates } dates. The first, on your clock in { $city }:
}
season-letter-date = { $when }, { $minutes } minutes
season-letter-button = See all dates and answer
season-letter-until = Please answer by { $until }. It holds when two thirds of you can; whoever says nothing goes along.
season-agreed-subject = { $group } has its hours
season-agreed-text = { $group } agreed to its hours.
season-agreed-button = See all dates
season-agreed-calendar = An invitation for your calendar comes by itself. Whatever you said of single dates is kept.
season-refused-subject = { $group } needs another hour
season-refused-text = Too few of you can at the hours that were proposed for { $group }.
season-refused-what = What helps: a little more time in your week, fewer of you at each date, or two hours in turn. The page shows what is possible now.
season-refused-button = See what is possible
season-withdrawn-subject = The hours proposed for { $group } are taken back
season-withdrawn-text = You need not answer any more. If other hours are proposed for { $group }, you are asked again.

## fairness

fair-title = Who bore which hours in { $group }
fair-lede = Awkward hours are shared over time. Here is how they were shared so far.
fair-to-hour = Look for hours
fair-now = This season
fair-season = From { $from } to { $to }.
fair-nothing = No meeting has been held yet.
fair-nothing-what = After each meeting one mark for each of you is added here.
fair-meetings = Meetings
fair-in-words = In words
fair-good = always a good hour
fair-unknown = nothing is known
fair-words = { $awkward ->
    [0] { $missed ->
        [one] one hour at which they could not
       *[other] { WORDS($missed) } hours at which they could not
    }
    [one] once at an awkward hour{ $missed ->
        [0] {""}
       *[other] , could not at { WORDS($missed) }
    }
   *[other] { WORDS($awkward) } times at an awkward hour{ $missed ->
        [0] {""}
       *[other] , could not at { WORDS($missed) }
    }
}
fair-key-good = a good hour
fair-key-awkward = an awkward hour
fair-key-missed = could not
fair-sums = What each brought into the season, bears so far and would take into the next
fair-carry = brought in
fair-total = so far
fair-carried = into the next
fair-follows = What follows
fair-turn = The next awkward hour is for { $names } to bear. A new season starts from these sums.
fair-why = An awkward hour counts one, an hour at which somebody could not come four. Half of what a season leaves goes into the next, so that old debts fade. Kept is how the hour was, never why.
fair-before = Before
fair-clocks = When clocks change
fair-clocks-none = Your meetings stay at the same hour on your clock.
fair-clocks-none-yet = Your group has not settled its hours.
fair-clocks-why = You get a letter a week before the first meeting at another hour.

hour-changes-subject = { $group } meets at { $hour } your time
hour-changes-text = The meeting of { $group } on { $day } is at { $hour } on your clock, not at { $usual } like the one before.
hour-changes-own = Your clocks change in { $city }; the group keeps its hour elsewhere.
hour-changes-anchor = Clocks change where the group keeps its hour, and not the same way in { $city }.
hour-changes-button = See all changes
