## Clocks
clash-title = Two of your groups meet at the same time
clash-and = and
clash-more = { $more ->
    [one] On one more date as well.
   *[other] On { WORDS($more) } more dates as well.
}
clash-what = Say to one of them that you cannot come, and nothing clashes any more.
clash-why = Only you see this. A group that looks for an hour counts what your other groups have agreed on as taken, and never sees which they are.
clash-with = { $groups } meets then too.
clock-away = { $when } in { $city }

## Dates
dates-title = Meetings of { $group }
dates-heading = Meetings
dates-back = { $group }
dates-clock = Hours are on your clock in { $city }.
dates-next = Next meeting
dates-coming = After that
dates-whole = All { $day }s at once:
dates-held = Held
dates-held-count = { $count ->
    [one] One meeting
   *[other] { WORDS($count, at: "start") } meetings
}
dates-more = Hours
dates-none = No meeting is planned
dates-none-lead = Choose an hour for a season, or ask the others about a single meeting.
dates-none-what = Whoever leads your group proposes an hour. You will be asked whether it suits you.
dates-choose-hour = Choose the hour of a season
dates-see-hours = Hours that suit everyone
dates-ask-once = Ask about a single meeting
dates-fairness = Who bears which hours
dates-feed = Your private calendar address
dates-calendar-why = Every date is in your calendar by letter. Yes and no in your calendar count here too.
dates-answer-why = Your group sees whether you come. You can change your mind until it begins.
dates-join = Join
dates-join-backup = If that does not work
dates-open = Who comes, and when it is for them
dates-open-lead = Who comes · move or call off
dates-off = called off
dates-moved-from = Moved. It was to be on { $from }.
dates-count = { $yes ->
    [0] Nobody has said yes
    [one] One comes
   *[other] { WORDS($yes, at: "start") } come
}{ $perhaps ->
    [0] {""}
   *[other] , { WORDS($perhaps) } perhaps
}{ $no ->
    [0] {""}
    [one] , one cannot
   *[other] , { WORDS($no) } cannot
}{ $silent ->
    [0] {""}
    [one] , one has not said
   *[other] , { WORDS($silent) } have not said
}.
# keys: dates-say-*
dates-say-yes = I come
dates-say-perhaps = Perhaps
dates-say-no = I cannot
dates-answer-label = { $day }: { $word }
dates-moved = Moved to { $to } in { $city }. Everyone’s calendar is told.
dates-called-off = Called off. Everyone’s calendar is told.
dates-day-wrong = Please choose a day.
dates-time-wrong = Please write a time, such as 17:30.
dates-minutes-wrong = A meeting lasts between 15 and 480 minutes.
dates-past = This is in the past. Please choose a time to come.
dates-skipped = This hour does not exist on that day, because clocks go forward. It would be { $instead }.
dates-taken = Your group has another meeting then. Move that one first, or choose another time.
dates-fixed = Your charter says that a date moves only when too few can come. Call it off, or ask your group.
dates-far = This is more than two years away. Please choose an earlier day.

## One meeting
meeting-back = Meetings of { $group }
meeting-off = This meeting was called off.
meeting-held = Held, { $hours }.
meeting-you = You
meeting-who = Who comes
# keys: meeting-says-*
meeting-says-yes = comes
meeting-says-perhaps = perhaps
meeting-says-no = cannot
meeting-says-nothing = has not said
meeting-clocks-why = The day and the hour are on each person’s own clock.
meeting-move = Another time
meeting-move-clock = On the clock of { $city }, which holds the hours of this group.
meeting-day = Day
meeting-time = Begins
meeting-minutes = Minutes
meeting-move-do = Move this meeting
meeting-move-why = Only this date moves. A change within two days is told at once; anything else tomorrow morning, in one letter. Everyone is asked again.
meeting-link = Another link for this meeting
meeting-link-hint = Leave it empty to meet by the link of the group.
meeting-link-do = Keep this link
meeting-link-own = A link for this meeting alone.
meeting-link-changed = Kept. The calendars of everyone follow.
meeting-link-as-others = This meeting is by the link of the group.
meeting-link-why = The link stands in everyone’s calendar, and from a quarter of an hour before a button leads there. Nothing is recorded here.
meeting-call-off = Call this meeting off
meeting-call-off-title = Call off { $day }?
meeting-call-off-who = { $people ->
    [one] One calendar is
   *[other] { WORDS($people, at: "start") } calendars are
} told. A meeting that is off does not come back; you can ask about another time.
meeting-call-off-do = Call it off
meeting-keep = Keep it

## Where
where-title = Where { $group } meets
where-heading = Where
where-lede = The link stands in every invitation and on the page. From a quarter of an hour before, a button leads there.
where-link = Link to join
where-link-hint = Any video service: paste its link here. Leave it empty to meet without one.
where-backup = If that does not work
where-backup-hint = A second link, or a page with a telephone number.
where-backup-is = If that does not work:
where-wrong = This is not a web address. It should begin with https://.
where-keep = Keep this link
where-leave = Leave it as it is
where-changed = Kept. The invitations of coming meetings follow.
where-change = Change the link
where-none = No link yet.
where-why = The link is read by your group and stands in their calendars. Nothing is recorded here.

## A poll
poll-new-title = Ask about a single meeting
poll-new-lede = Offer a few times. Everyone says of each: yes, if need be, or no.
poll-what = What
poll-title = What it is called
poll-title-draft = { $group }, an extra meeting
poll-title-wrong = Please write what the meeting is called, in at most { $most } characters.
poll-title-why = This stands in everyone’s calendar, which others may see. Names and matters do not belong in it.
poll-times = Times
poll-times-clock = On your clock in { $city }. Everyone else sees them on their own.
poll-suggested = These suit the hours that your group has said best. Change them as you like.
poll-start = Time { $at }
poll-start-wrong = Please choose a day and a time.
poll-too-soon = This is before the answers are in. Choose a later time, or let people answer sooner.
poll-twice = This time is offered already.
poll-too-few = Please offer at least two times.
poll-until = Until when
poll-days-label = Answers are taken for
poll-days = { $days ->
    [7] a week
    [14] two weeks
   *[other] { WORDS($days) } days
}
poll-ask = Ask everyone
poll-ask-why = Each gets a letter with the times on their own clock. Whoever has not answered is reminded once, a day or two before it closes.
poll-asked = { $people ->
    [0] Nobody else is at the table yet.
    [one] One person is asked by letter.
   *[other] { WORDS($people, at: "start") } people are asked by letter.
}
poll-lede = { $minutes } minutes. Answers are taken until { $until }.
poll-is-chosen = The time is chosen.
poll-is-ended = This question was taken back.
poll-is-closed = No more answers are taken. Whoever leads the group chooses.
poll-you = You
# keys: poll-say-*
poll-say-yes = Yes
poll-say-if-need-be = If need be
poll-say-no = No
poll-silent = –
poll-answer = Send my answer
poll-answer-again = Change my answer
poll-answer-wrong = Please say something of each time.
poll-answer-why = Your group sees what you say. You can change it until it closes.
poll-answered = Kept. You can change it until it closes.
poll-said = So far
poll-answered-count = { WORDS($answered, at: "start") } of { WORDS($people) } have answered.
poll-tally = { $yes ->
    [0] Nobody yes
   *[other] { WORDS($yes, at: "start") } yes
}{ $need ->
    [0] {""}
   *[other] , { WORDS($need) } if need be
}{ $no ->
    [0] {""}
   *[other] , { WORDS($no) } no
}
poll-best = the best so far
poll-best-why = The fewest who cannot come count first, then the most who are glad to.
poll-by-name = Who said what
poll-who = Who
poll-choose = Choose it
poll-choose-title = { $when }?
poll-choose-nobody = Nobody has said that they could come then.
poll-choose-without = { $no ->
    [one] One person cannot come then.
   *[other] { WORDS($no, at: "start") } people cannot come then.
}
poll-choose-what = { $people ->
    [one] One calendar gets
   *[other] { WORDS($people, at: "start") } calendars get
} the meeting.
poll-choose-later = Not yet
poll-choose-do = Choose this time
poll-chosen = Chosen. Everyone’s calendar is told.
poll-end = Take the question back
poll-ended = The question was taken back.
poll-letter-subject = { $group }: when can you? { $title }
poll-letter-opening = { $group } looks for a time for “{ $title }”, { $minutes } minutes. The times are on your clock in { $city }:
poll-letter-button = Say which suit you
poll-letter-until = Answers are taken until { $until }.
poll-reminder-subject = { $group }: until { $day }, when can you? { $title }
poll-closed-subject = { $group }: you can choose a time. { $title }
poll-closed-text = { $answers ->
    [0] Nobody has answered about “{ $title }”.
    [one] One person has answered about “{ $title }”.
   *[other] { WORDS($answers, at: "start") } people have answered about “{ $title }”.
}
poll-closed-button = See the answers

## When the law moves clocks
rules-letter-subject = { $group }: the rules of clocks have changed
rules-letter-text = The time zone rules for { $city } have changed since the meetings of { $group } were planned. They stay at the same hour in { $city }; elsewhere the hour is another. On your clock in { $own }:
rules-letter-line = { $now } (was { $before })
rules-letter-button = See all dates
rules-letter-told = Everyone’s calendar is told. If the hour no longer suits, move it or choose another.

## On other pages
card-next-meeting = Next meeting
card-meeting-clock = { $hours }, your time in { $city }
card-meeting-come = Say whether you come
# keys: card-meeting-said-*
card-meeting-said-yes = You said that you come.
card-meeting-said-perhaps = You said: perhaps.
card-meeting-said-no = You said that you cannot.
card-meeting-change = Change my answer
card-meeting-all = All dates
card-poll = When can you?
card-poll-line = { $group } looks for a time for “{ $title }”. Answers are taken until { $until }.
card-poll-open = Say which times suit you
panel-meetings-none = No meeting is planned.
panel-meetings-choose = Choose an hour
panel-meetings-see = Hours that suit everyone
panel-meetings-why = A quarter of an hour before, the way in opens here.

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
hour-to-hint = Counted in whole weeks.
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
hour-wrong-cadence = “{ $wrong }” is no rhythm that is known here. Please choose one.
hour-wrong-day = “{ $wrong }” is no day. Please choose days from Monday to Sunday.
hour-wrong-clock = “{ $wrong }” is no clock that is known here. Please choose one of those offered.
hour-wrong-quorum = “{ $wrong }” is no number of people. Please choose one.
hour-wrong-quorum-most = “{ $wrong }” is more than sit at the table. Please choose fewer.
hour-wrong-step = “{ $wrong }” is no step. Hours begin every 15, 30 or 60 minutes.
hour-wrong-needed = Somebody who is needed does not sit at this table, and is left out.
hour-wrong-unknown = “{ $wrong }” is nothing that can be asked here, or stands there twice. The rest of the address counts.
hour-wrong-holidays = “{ $wrong }” is no date. Please write dates as 2026-12-24.

hour-offers = What is possible
hour-why = First come hours with most dates on which enough of you can meet; among these, those that share the awkward hours most evenly; then those that move least when clocks change. An hour at which somebody cannot come weighs as much as four that are acceptable.
hour-few = With fewer than four dates, only the hours of a week count of the others: single dates would show when somebody is away.
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
hour-notice-once = only on { $from } this is { $hour } instead of { $usual }
hour-notice-on = from { $from } on this is { $hour } instead of { $usual }
hour-you-cannot = You cannot on
hour-why-hours = outside your hours
hour-why-day-off = a day off
hour-why-busy = your calendar is taken
hour-why-group = another group of yours meets
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
hour-apart = Without any one of these there would be one: { $names }.
hour-nearest-opening = This little would make one possible:
hour-nearest = { $name } free on { $day } from { $from } to { $to } as well, on their own clock: then { $when } on yours.
hour-none-what = Or look for something else above: another length, more days, fewer of you at each date.
hour-silent = Hours not said yet: { $names }. Whoever has not said theirs is not counted here, and is asked like everyone once something is proposed.
hour-week = The week
hour-clocks = By whose clock the week is shown
hour-heat-caption = How many of { WORDS($people) } could begin { $minutes } minutes then. Week of { $day }, on the clock of { $city }.
hour-heat-all = { $when }: everyone can.
hour-heat-nobody = { $when }: nobody can.
hour-heat-without = { $when }: all but { $names }.
hour-heat-only = { $when }: only { $names }.
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
season-date-can = { $can } of { $known } could
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
hour-changes-back = The meeting of { $group } on { $day } is back at { $hour } on your clock, after { $usual } for the one before.
hour-changes-once = On this date only: the next is at { $usual } again.
hour-changes-own = Your clocks change in { $city }; the group keeps its hour elsewhere.
hour-changes-anchor = Clocks change where the group keeps its hour, and not the same way in { $city }.
hour-changes-button = See all changes

## Answers

answers-title = Do you come?
answers-lede-date = { $day }, { $hours } on your clock in { $city }.
answers-lede-series = { $count ->
    [one] One meeting is to come.
   *[other] { WORDS($count, at: "start") } meetings are to come.
} Hours are on your clock in { $city }.
answers-about = To which meeting
answers-all = All that are to come
answers-says = Your answer
answers-says-wrong = Please choose one of the three. Nothing has been recorded yet.
answers-word = { $said ->
    [yes] I come
    [perhaps] Perhaps
   *[no] I cannot
}
answers-send = Record this answer
answers-change = You can change it here until { $until }, on the group's page, or in your calendar. The last answer counts.
answers-so-far = What you have said
answers-own = { $said ->
    [yes] You come
    [perhaps] Perhaps
    [no] You cannot
   *[nothing] Not said yet
}
answers-single-first = What you say of a single date counts for that date, whatever you say of all.
answers-recorded-date = { $said ->
    [yes] Recorded: you come to this meeting.
    [perhaps] Recorded: perhaps you come to this meeting.
   *[no] Recorded: you cannot come to this meeting.
}
answers-recorded-all = { $said ->
    [yes] Recorded: you come to the meetings that are to come.
    [perhaps] Recorded: perhaps you come to the meetings that are to come.
   *[no] Recorded: you cannot come to the meetings that are to come.
}
answers-not-recorded = That meeting is over or was called off. Nothing has been recorded.
answers-never = Your group does not meet on that date
answers-never-what = It was never one of its dates, or the season has changed since. Nothing has been recorded.
# keys: answers-unknown-*
# keys: answers-left-*
# keys: answers-called-off-*
# keys: answers-over-*
answers-unknown = This link no longer works
answers-unknown-what = Its address was not copied whole, or it is very old. Signed in, you find your dates on Today.
answers-left = You no longer have a seat in this group
answers-left-what = So there is nothing to answer. If your calendar still shows its meetings, you can delete them there.
answers-called-off = This meeting was called off
answers-called-off-what = There is nothing to answer any more. Signed in, you find what is to come on Today.
answers-over = This meeting is over
answers-over-what = There is nothing to answer any more. Signed in, you find what is to come on Today.
answers-sign-in = Sign in

## Invitations
# keys: invite-series-*
# keys: invite-once-*
# keys: invite-changed-*
# keys: invite-moved-*
# keys: invite-length-*
# keys: invite-one-link-*
# keys: invite-stays-*
# keys: invite-off-*
# keys: invite-left-*

invite-series = You are invited to the meetings of { $group }, your group in { $community }. The first for you is on { $day }.
invite-series-subject = { $group } meets from { $day }
invite-once = You are invited to a meeting of { $group }, your group in { $community }, on { $day }.
invite-once-subject = { $group } meets on { $day }
invite-changed-subject = { $group }: what has changed, from { $day }
invite-ends = { $group } meets at this hour for the last time on { $day }.
invite-times = The times of { $group } are others than before.
invite-link = The link to join { $group } is another one.
invite-words = The words about the meetings of { $group } in your calendar are others than before. The times stay.
invite-moved = The meeting of { $group } that was to be on { $day } is on { $new } instead.
invite-moved-subject = { $group }: { $day } moves to { $new }
invite-length = The meeting of { $group } on { $day } ends at { $new } now.
invite-length-subject = { $group }: { $day } ends at { $new }
invite-one-link = There is another link to join { $group } on { $day }.
invite-one-link-subject = { $group }: another link on { $day }
invite-stays = The meeting of { $group } on { $day } stays at that time. Your calendar is told so once more, beside what has changed.
invite-stays-subject = { $group }: still on { $day }
invite-off = The meeting of { $group } on { $day } is called off. The others stay.
invite-off-subject = { $group }: no meeting on { $day }
invite-once-off = The meeting of { $group } on { $day } is called off.
invite-once-off-subject = { $group }: no meeting on { $day }
invite-series-off = The meetings of { $group } from { $day } on are called off. Your calendar takes them out.
invite-series-off-subject = { $group }: no meetings from { $day } on
invite-left = You no longer have a seat in { $group }. Your calendar takes out the meetings that were to come; those that were held stay.
invite-left-subject = { $group }: its meetings leave your calendar
invite-clock = On your clock in { $city }:
invite-more = and { $count ->
    [one] one more
   *[other] { WORDS($count) } more
}
invite-answer = { $said ->
    [yes] You come, as you said. If that changes, say so by one of the three links, or in your calendar.
    [perhaps] You come perhaps, as you said. When you know, say so by one of the three links, or in your calendar.
    [no] You cannot come, as you said. If that changes, say so by one of the three links, or in your calendar.
   *[nothing] Say whether you come by one of the three links, or in your calendar. The last answer counts.
}
invite-button = See all dates of the group
invite-join = To join: { $link }
invite-reminder-subject = { $group } meets on { $day }
invite-reminder = { $group } meets on { $day } on your clock in { $city }. You have not said yet whether you come; the others plan more easily when they know.
invite-reminder-once = Nobody is reminded twice of one meeting.

## Feed

feed-name = Group meetings
feed-title = Your meetings in your calendar
feed-lede = One private address that shows the meetings of all your groups, for calendars that subscribe to others. Invitations come by mail as well; you need one or the other.
feed-new = Your private address
feed-address = The address
feed-once = It is shown here once. Copy it now, or open it in your calendar.
feed-webcal = Open in this device's calendar
feed-google = Add to Google Calendar
feed-how-apple = The first button opens it. Or: new calendar subscription, and paste the address.
feed-how-google = On a computer: Other calendars, the plus sign, From URL, and paste the address.
feed-how-outlook = Add calendar, Subscribe from web, and paste the address.
feed-slow = Your calendar decides how often it looks: some every few minutes, Google and Outlook only once or twice a day. A change within two days therefore also comes by mail.
feed-heading = The address
feed-none = There is no address yet.
feed-make = Make a private address
feed-since = An address was made on { $day }. Calendars that have it show your meetings.
feed-make-another = Make another one and end this
feed-end = End the address
feed-private = Whoever has the address sees when your groups meet and the links to join, but no names of members. If it got into other hands, end it; calendars that have it find nothing there then.
feed-made = Here is your private address.
feed-ended = The address has ended. Calendars that have it find nothing there.

## Answers by mail

reply-button = See your dates
reply-refused-subject = { $group }: your answer was not recorded
reply-refused-what = Nothing has changed. You can answer on the group's page, or by a link in the last invitation.
reply-unread = A letter from you came to the address at which your calendar answers for { $group }. Nobody reads letters there; it takes the answers that calendars send.
reply-stranger = An answer came to the address of your calendar for { $group } in the names of others. Only your own answer counts there.
reply-old = The meeting of { $group } that your calendar answered has another time since.
reply-off = The meeting of { $group } that your calendar answered is over or was called off.
reply-unknown = Your calendar answered for a meeting that { $group } does not have.
reply-recorded-subject = { $group }: an answer was recorded for you
reply-recorded-date = Another address than yours answered for you to the meeting of { $group } on { $day }. Recorded: { $said ->
    [yes] you come.
    [perhaps] perhaps you come.
    [no] you cannot come.
   *[nothing] no answer yet.
}
reply-recorded-all = Another address than yours answered for you to the meetings of { $group }. Recorded: { $said ->
    [yes] you come.
    [perhaps] perhaps you come.
    [no] you cannot come.
   *[nothing] no answer yet.
}
reply-recorded-what = Some calendars answer under another address of the same person. If it was not you, you can change the answer on the group's page.
reply-proposal-subject = { $name } proposes another time for { $group }
reply-proposal = { $name } proposes { $new } for the meeting of { $group } on { $day }, on your clock in { $city }.
reply-proposal-all = { $name } proposes { $new } for the meetings of { $group }, on your clock in { $city }.
reply-proposal-what = Nothing has moved. Whether it suits the others is yours to find out.
reply-proposal-button = Look at that date

## Who was there
attendance-sheet-title = Who was there on { $day }?
attendance-who = At the table
attendance-was = They were
# keys: attendance-was-*
attendance-was-present = there
attendance-was-substitute = somebody came in their place
attendance-was-absent = not there
attendance-late = Minutes late
attendance-early = Minutes before the end
attendance-told = Said so hours before
attendance-reason = Reason
# keys: attendance-reason-*
attendance-reason-ordinary = an ordinary one
attendance-reason-care = care for somebody
attendance-reason-emergency = an emergency
attendance-hint-no = Said before that they cannot come.
attendance-hint-silent = Had not said whether they come.
attendance-keep = Keep this
attendance-correct = Keep it as corrected
attendance-sheet-why = Everyone sees what is noted of themselves, and nobody else’s. It can be corrected later.
attendance-empty-why = An empty field means none: not late, not gone early, not said before.
attendance-minutes-wrong = Please write minutes between 0 and { $most }, or nothing.
attendance-told-wrong = Please write hours between 0 and 8784, or nothing.
attendance-was-wrong = Please say whether they were there.
attendance-noted = Kept. Everyone sees their own line.
attendance-not-yet = This meeting has not been held
attendance-not-yet-what = Once it has begun you note here who was there.
attendance-not-yet-member = Once it was held you see here what is noted of you.
attendance-editions = Noted
attendance-by = By { $name }, { $when }.
attendance-former = somebody who has left
attendance-objections = Said not to be right
attendance-objection-by = { $name }, { $when }
attendance-settle = I have looked at it
attendance-settle-why = Correct it below or let it stand, then say that you have looked. Whoever said it hears that you have.
attendance-settled = They hear that you have looked at it.
attendance-own = You
attendance-own-why = You see your own line, and so does whoever leads your group. Nobody else does.
attendance-unnoted = Nothing is noted yet
attendance-unnoted-what = Whoever leads your group notes who was there, usually within two days.
attendance-you-said = You said on { $when }:
attendance-is-settled = It has been looked at.
attendance-object = That is not right
attendance-object-words = What is not right
attendance-object-do = Tell whoever leads
attendance-objection-wrong = Please write what is not right, in at most { $most } characters.
attendance-objected = Whoever leads your group is told that there is a word from you.
attendance-standing-link = Where that leaves you
attendance-was-there = Who was there
attendance-noted-present = There{ $late ->
    [0] {""}
    [one] , a minute late
   *[other] , { WORDS($late) } minutes late
}{ $early ->
    [0] {""}
    [one] , gone a minute before the end
   *[other] , gone { WORDS($early) } minutes before the end
}.
attendance-noted-substitute = Somebody came in your place.
attendance-noted-absent = Not there, and not said before.
attendance-noted-absent-told = Not there; said so { $hours ->
    [0] less than an hour
    [one] an hour
   *[other] { WORDS($hours) } hours
} before.
attendance-noted-care = To care for somebody.
attendance-noted-emergency = An emergency.

## Where a seat stands
attendance-title = Attendance · { $group }
attendance-heading = Attendance
attendance-open = What counted, and what was agreed
attendance-who-sees = Only you and whoever leads your group see where you stand.
attendance-misses = { $half ->
    [0] { $whole ->
        [0] no misses
        [one] one miss
       *[other] { WORDS($whole) } misses
    }
   *[other] { $whole ->
        [0] half a miss
       *[other] { WORDS($whole) } and a half misses
    }
}
attendance-span-year = this year
attendance-span-months = in the last { $months ->
    [one] month
   *[other] { WORDS($months) } months
}
attendance-span-meetings = of the last { WORDS($meetings) } meetings
attendance-span-season = this season
attendance-own-misses = You have { $misses } { $span }.
attendance-their-misses = Has { $misses } { $span }.
attendance-weight = { $halves ->
    [0] No miss
    [one] Half a miss
   *[other] A miss
}{ $fine ->
    [0] {""}
   *[other] , and a fine of { $fine }
}.
attendance-counted = What counted
attendance-counted-none = Nothing has counted so far.
attendance-counted-why = Each day leads to what was noted of the meeting. A correction there counts at once.
attendance-agreed = What your group agreed
attendance-agreed-why = The charter says it, and what is counted follows it. What happened before your group lived by a charter, or before you took your seat, counts nothing.
attendance-charter = The charter
attendance-rule-contact = At { $misses } whoever leads has a private word with you.
attendance-rule-risk = At { $misses } your seat is at risk, until whoever leads says whether it goes on.
attendance-rule-first = Whoever misses the first { $meetings ->
    [one] meeting gives
   *[other] { WORDS($meetings) } meetings gives
} up the seat.
attendance-rule-leeway = At { $meetings ->
    [one] your first meeting
   *[other] your first { WORDS($meetings) } meetings
} nothing counts.
attendance-rule-notice = Whoever says so { $hours ->
    [one] an hour
   *[other] { WORDS($hours) } hours
} before has not missed a meeting.
attendance-rule-substitute = Somebody else may come in your place.
attendance-rule-substitute-once = Somebody else may come in your place, but not twice running.
attendance-then-out = If it does not go on, the seat is given up.
attendance-then-group-decides = If it does not go on, the group decides.
attendance-then-next-intake = If it does not go on, the seat is given up, and the next intake is open to you.
attendance-then-if-room = If it does not go on, the seat is given up. You may come back if there is room.
attendance-nothing = Nothing is counted
attendance-nothing-charter = Your charter says nothing of what missing meetings leads to.
attendance-nothing-agreed = Your group has not agreed on a charter yet, so missing a meeting leads to nothing.
attendance-others = The others
attendance-others-why = You see this because you lead the group. Nobody else does, and nothing marks anybody.
attendance-back = Attendance in { $group }
# keys: attendance-task-*
attendance-task-contact = A private word is due.
attendance-task-at-risk = Their seat is at risk until you have said whether it goes on.
attendance-task-over = What was agreed is due.
# keys: attendance-did-*
attendance-did-spoken = A private word was had, { $when }.
attendance-did-kept = The seat goes on, { $when }.
attendance-did-confirmed = It was said that the risk is real, { $when }.
attendance-did-ended = The seat was ended, { $when }.

## A step
attendance-step-title = Attendance: { $name }
attendance-contact-heading = A private word with { $name }
attendance-risk-heading = Does { $name }’s seat go on?
attendance-over-heading = { $name }’s seat
attendance-because-misses = This comes at { $threshold ->
    [one] one miss
   *[other] { WORDS($threshold) } misses
}; so far: { $misses }.
attendance-because-first = Of the first { WORDS($of) } meetings, { $missed ->
    [one] one was
   *[other] { WORDS($missed) } were
} missed.
attendance-because-answered = You said that the risk is real.
attendance-became = What became of it
attendance-taken-back = Nothing is to be done
attendance-taken-back-what = What was noted has been corrected since, or the seat is free.
attendance-own-step = This is about you. Ask somebody at the table to have the word with you, as you would with them.
attendance-too-early = The private word with { $name } comes first. Nobody should learn of this before they have been heard.
attendance-do = What to do
attendance-how-ask = Ask for a quarter of an hour between the two of you, by voice. Not at a meeting, not in writing.
attendance-how-say = Say what you have seen, in numbers, and that they were missed. No guess at why.
attendance-how-listen = Ask what stands in the way, and what would help: another hour, a pause, saying so earlier.
attendance-how-end = Agree on one thing that each of you does. Say where this stands in your charter.
attendance-spoken-words = A line for { $name } to keep, if you like
attendance-spoken = We have spoken
attendance-spoken-why = { $name } gets a letter only when you say that you have spoken. Until then nobody is told anything.
attendance-risk-what = Your charter leaves this to you. You know what { $name } said when you spoke; the numbers do not.
attendance-risk-why = Setting it aside needs a word to the member. Confirming tells nobody yet: you see next what was agreed.
attendance-kept-words = Your word to { $name }
attendance-kept-wrong = Please write a word to them, in at most { $most } characters.
attendance-kept = The seat goes on
attendance-confirmed = The risk is real
attendance-over-why = Speak with them before you press anything here. The seat ends with a letter to them; the group sees that it is free, and not why.
attendance-follows-first = Your charter says that a seat is given up when its first meetings are missed.
attendance-follows-out = Your charter says that the seat is given up.
attendance-follows-group-decides = Your charter says that the group decides.
attendance-follows-next-intake = Your charter says that the seat is given up, and that the next intake is open to them.
attendance-follows-if-room = Your charter says that the seat is given up, and that they may come back if there is room.
attendance-ask-group = Ask your group, by its rule for removal. Then say here what came of it.
attendance-ask-group-open = Ask the group
attendance-end = End { $name }’s seat
attendance-end-title = End { $name }’s seat?
attendance-end-who = { $name } gets a letter and can open nothing of the group any more. What was said in the group stays confidential for them. This cannot be undone; they can be invited again.
attendance-end-later = Not now
attendance-end-do = End the seat
# keys: attendance-done-*
attendance-done-spoken = Kept. They get a letter.
attendance-done-kept = Kept. They get a letter that leads to your word.
attendance-done-confirmed = Kept. Nobody is told yet. The next step waits on Today.
attendance-done-ended = The seat has ended. They get a letter.

## On Today, for whoever leads
# keys: attendance-card-*
attendance-card-sheet = Who was there?
attendance-card-sheet-line = { $group } met on { $day }. Note who was there while you remember.
attendance-card-sheet-open = Note who was there
attendance-card-objection = A word about attendance
attendance-card-objection-line = { $group }, { $day }: somebody says that what is noted of them is not right.
attendance-card-objection-open = Read it
attendance-card-step = Attendance
attendance-card-step-contact = Have a private word with { $name }, of { $group }.
attendance-card-step-at-risk = { $name }, of { $group }: say whether the seat goes on.
attendance-card-step-over = { $name }, of { $group }: do what your charter says.
attendance-card-step-own = { $group }: your own attendance asks for a word with somebody at the table.
attendance-card-step-open = See how
attendance-card-quorum = Too few can come
attendance-card-quorum-line = { $group }, { $day }: fewer can come than your charter asks for.
attendance-card-quorum-open = Decide what happens

## Letters about attendance
attendance-letter-ask-subject = { $group }: who was there on { $day }?
attendance-letter-ask = { $group } met on { $day }. Please note who was there while you remember; what members answered before is filled in.
attendance-letter-ask-button = Note who was there
# keys: attendance-letter-*
attendance-letter-objection-subject = { $group }: a word about attendance
attendance-letter-objection = Somebody in { $group } says that what is noted of them is not right. Their words are for you alone.
attendance-letter-objection-button = Read it
attendance-letter-settled-subject = { $group }: your word was looked at
attendance-letter-settled = Whoever leads { $group } has looked at what you said about your attendance.
attendance-letter-settled-button = See what is noted
attendance-letter-spoken-subject = { $group }: after your talk
attendance-letter-spoken = You and whoever leads { $group } have spoken about the meetings you missed. What counted, and what your group agreed, is on your page. Only the two of you see it.
attendance-letter-spoken-button = See where you stand
attendance-letter-kept-subject = { $group }: your seat goes on
attendance-letter-kept = Your seat in { $group } goes on. There is a word for you from whoever leads.
attendance-letter-kept-button = Read it
attendance-letter-ended-subject = Your seat in { $group } has ended
attendance-letter-ended = Your seat in { $group } has ended, as your group had agreed for meetings missed. Thank you for what you brought to the table. You are still a member of the community, and what was said in the group stays in the group.
attendance-letter-ended-button = What is open to you

## How many a meeting needs
quorum-title = Can enough come on { $day }?
quorum-heading = Whether it stands
quorum-stands = It stands: { $yes ->
    [one] one comes
   *[other] { WORDS($yes) } come
}, { WORDS($needed) } are needed.
quorum-open = It needs { WORDS($needed) }; { $yes ->
    [0] nobody has
    [one] one has
   *[other] { WORDS($yes) } have
} said yes.
quorum-short = It needs { WORDS($needed) }; { $most ->
    [0] nobody can
    [one] one at most can
   *[other] { WORDS($most) } at most can
} come.
quorum-nothing = However few come, your group meets.
# keys: quorum-agreed-*
quorum-agreed-move-a-week = Your charter says that it moves to the same hour a week later.
quorum-agreed-another-time = Your charter says that you look for another time.
quorum-agreed-meet-anyway = Your charter says that you meet all the same.
quorum-week = Move it by a week
quorum-another = Look for another time
quorum-anyway = Meet all the same
quorum-taken = Your group has another meeting a week later, or that hour does not exist. Look for another time instead.
quorum-answered = You have said that you meet all the same.
quorum-anyway-done = The meeting stays where it is.
quorum-who = Who comes, and when it is for them
quorum-why = Whoever has not said that they cannot is counted as able to come. Nothing moves unless you say so.
quorum-another-why = Everyone is asked about a few times. Once one is chosen, call this meeting off.
quorum-letter-subject = { $group }: too few can come on { $day }
quorum-letter = { $group } needs { WORDS($needed) } for its meeting on { $day }; { $most ->
    [0] nobody can
    [one] one at most can
   *[other] { WORDS($most) } at most can
} come.
quorum-letter-button = Decide what happens
quorum-letter-after = Without your answer nothing moves.
