## Dates
dates-title = Meetings of { $group }
dates-heading = Meetings
dates-back = { $group }
dates-clock = Hours are on your clock in { $city }.
dates-next = Next meeting
dates-coming = After that
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
dates-yes = I come
dates-perhaps = Perhaps
dates-no = I cannot
dates-answer-label = { $day }: { $word }
dates-moved = Moved to { $to } in { $city }. Everyone’s calendar is told.
dates-called-off = Called off. Everyone’s calendar is told.
dates-day-wrong = Please choose a day.
dates-time-wrong = Please write a time, such as 17:30.
dates-minutes-wrong = A meeting lasts between 15 and 480 minutes.
dates-past = This is in the past. Please choose a time to come.
dates-far = This is more than two years away. Please choose an earlier day.

## One meeting
meeting-back = Meetings of { $group }
meeting-off = This meeting was called off.
meeting-held = Held, { $hours }.
meeting-you = You
meeting-who = Who comes
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
meeting-call-off = Call this meeting off
meeting-call-off-title = Call off { $day }?
meeting-call-off-who = { $people ->
    [one] One calendar is
   *[other] { WORDS($people, at: "start") } calendars are
} told. A meeting that is off does not come back; you can ask about another time.
meeting-call-off-do = Call it off
meeting-keep = Keep it

## Where
place-title = Where { $group } meets
place-heading = Where
place-lede = The link stands in every invitation and on the page. From a quarter of an hour before, a button leads there.
place-link = Link to join
place-link-hint = Any video service: paste its link here. Leave it empty to meet without one.
place-backup = If that does not work
place-backup-hint = A second link, or a page with a telephone number.
place-backup-is = If that does not work:
place-wrong = This is not a web address. It should begin with https://.
place-keep = Keep this link
place-leave = Leave it as it is
place-changed = Kept. The invitations of coming meetings follow.
place-change = Change the link
place-none = No link yet.
place-why = The link is read by your group and stands in their calendars. Nothing is recorded here.

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
poll-ask-why = Each gets a letter with the times on their own clock. Whoever has not answered is reminded once, a day before it closes.
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
poll-yes = Yes
poll-if-need-be = If need be
poll-no = No
poll-silent = –
poll-answer = Send my answer
poll-answer-again = Change my answer
poll-answer-wrong = Please say something of each time.
poll-answer-why = Your group sees what you say. You can change it until it closes.
poll-answered = Kept. You can change it until it closes.
poll-said = So far
poll-answered-count = { WORDS($answered, at: "start") } of { WORDS($people) } have answered.
poll-tally = { WORDS($yes, at: "start") } yes, { WORDS($need) } if need be, { WORDS($no) } no
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
poll-reminder-subject = { $group }: until tomorrow, when can you? { $title }
poll-closed-subject = { $group }: you can choose a time. { $title }
poll-closed-text = { $answers ->
    [0] Nobody has answered about “{ $title }”.
    [one] One person has answered about “{ $title }”.
   *[other] { WORDS($answers, at: "start") } people have answered about “{ $title }”.
}
poll-closed-button = See the answers
