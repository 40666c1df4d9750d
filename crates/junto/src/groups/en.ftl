card-your-group = Your group
card-purpose = The purpose is put to the table, and you have not said yes or written it differently.
card-purpose-open = Read and answer
card-purpose-none = Nobody has written down what you are here for.
card-hello = The others have not had a hello from you.
group-line = { $seated ->
    [0] Nobody at the table yet
   *[other] { WORDS($seated, at: "start") } at the table
}{ $offered ->
    [0] .
   *[other] , { WORDS($offered) } asked.
}
group-free = { $free ->
    [0] No seat is free.
    [one] One seat is free.
   *[other] { WORDS($free, at: "start") } seats are free.
}
minutes = { $minutes } minutes
level-group = stays in the group
level-community = may be read in the community

home-no-purpose = The purpose is not written yet.
home-count = { $seated ->
    [0] Nobody at the table yet
    [one] One person at the table
   *[other] { WORDS($seated, at: "start") } people at the table
}{ $free ->
    [0] .
    [one] , one seat free.
   *[other] , { WORDS($free) } seats free.
}
home-table = At the table
home-leads = leads
home-asked = asked, has not answered
home-free = { $free ->
    [one] One seat is free
   *[other] { WORDS($free, at: "start") } seats are free
}
home-free-listed = Members of the community see that, and can ask for it.
home-free-unlisted = Only whoever runs the community can offer it.
home-say-hello = Say hello
home-your-hello = Your hello
home-purpose = What we are here for
home-hours = Hours in common
home-why = Why these people

hello-label = A few sentences: who you are, and what you would like to bring to this table
hello-send = Say hello
hello-change = Change it
hello-keep = Save my hello
hello-who-sees = Only people with a seat in this group read it. It is stored sealed, and whoever runs the community cannot open it.
hello-said = Your group can read your hello.
hello-wrong = A hello has at least one and at most { $most } characters. Nothing was changed.

purpose-title = The purpose of { $group }
purpose-lede = One sentence that says what you help each other with. Everyone at the table agrees to it, or writes a better one.
purpose-label = The purpose
purpose-wrong = Please write one to 300 characters.
purpose-propose = Put it to the group
purpose-leave-it = Leave it as it is
purpose-edit-why = The rest of the community can read it. When it changes, everyone is asked again; you agree by writing it.
purpose-write-first = Nobody has written it yet. A first draft is enough; the others agree to it or write a better one.
purpose-write = Write a first draft
purpose-agreed-by = { $agreed ->
    [0] Nobody has agreed to it yet.
   *[other] { WORDS($agreed, at: "start") } of { WORDS($seated) } agreed.
}
purpose-agree = I agree to this
purpose-change = Write it differently
purpose-why = A group with one shared purpose knows what belongs on its agenda. This one counts once everyone at the table agreed.
purpose-proposed = The group is asked to agree to your sentence.
purpose-agreed = You agreed to the purpose.

common-hours-preferred = preferred
common-hours-acceptable = acceptable
common-hours-preferred-span = preferred { $from } to { $to }
common-hours-acceptable-span = acceptable { $from } to { $to }
common-hours-none = no hour on this day
common-hours-caption = { $day } on your clock, in { $city }. Tall is preferred, low is acceptable; the band is the best { $minutes } minutes in common this week.
common-hours-caption-none = { $day } on your clock, in { $city }. Tall is preferred, low is acceptable. There is no hour this week that all of these have in common.
common-hours-silent = Not in the picture, because they have not said their hours: { $names }.
common-hours-no-zone = zone not known
common-hours-nobody = Nobody has said their hours yet
common-hours-nobody-what = Once two of you have, the hours you have in common are drawn here.
next-hour-everyone = { $people ->
    [2] Both of you
   *[other] All { WORDS($people) }
}
next-hour-some = { WORDS($people, at: "start") } of { WORDS($everyone) }
next-hour-preferred = { $people ->
    [0] acceptable
    [one] one prefers it
   *[other] { WORDS($people) } prefer it
}
next-hour-caption = { $day } on your clock, in { $city }. Tall is when everyone prefers to meet, low is when everyone can; the band is the best { $minutes } minutes of the coming week.
next-hour-none = No hour of the coming week suits all who have said theirs.
common-hours-why = An hour is chosen with the group, not by this picture. It shows where to begin.

groups-title = Groups
groups-lede = Where a seat is free, and how to ask for it.
groups-lede-operator = Every group that lives here: how many sit at its table, and where a seat is free.
groups-new = Found a group by hand
groups-answers = Answers, requests and free seats
groups-own = Yours
groups-matters = Waiting for an answer
groups-all = All groups
groups-open = With a free seat
groups-none = There is no group yet
groups-none-what = Form groups from the roster, or found one by hand.
groups-none-open = No seat is free at the moment
groups-none-open-what = When one is, the group stands here. Whoever runs the community can also keep you on the waiting list.
groups-ask = Ask for a seat
groups-pages = More groups
groups-before = Earlier in the alphabet
groups-after = Later in the alphabet
groups-note = Asking goes to the group's facilitator and to whoever runs the community. They answer; nobody else learns that you asked.
groups-note-operator = You see how large groups are and who was offered which seat. What they say to each other, no page of yours can show.

new-group-title = A new group
new-group-lede = For a group that found itself, or that you put together by hand.
new-group-group = The group
new-group-who = Who is asked
new-group-table = The table
new-group-name = Name
new-group-name-hint = A suggestion; the group keeps its crest even if it takes another name later.
new-group-name-wrong = Please give it a name of at most 60 characters.
new-group-name-taken = There is or was a group called { $name }. Two groups of one name would be taken for each other.
new-group-purpose = What it is for
new-group-purpose-hint = A draft. The group agrees to it, or writes a better one.
new-group-members = Members
new-group-people = Others, by e-mail address
new-group-people-hint = One a line. You are asked for the names of those who are not in the roster yet.
new-group-newcomers = These are not in the roster yet. They will be added under these names, and invited like the rest, when you press the button below once more.
new-group-newcomer = The name of { $email }
new-group-newcomer-wrong = Please write a name of at most 200 characters.
new-group-at-odds = Nothing was founded yet, because some of them should not share a group:
new-group-pair = { $one } and { $other }.
new-group-at-odds-fine = They may share this group all the same
new-group-people-wrong = Not an e-mail address: { $lines }. It should look like name@example.org.
new-group-people-none = Pick at least one person, or write an address.
new-group-facilitator = Who leads
new-group-facilitator-hint = The e-mail address of one of them.
new-group-facilitator-wrong = This address belongs to none of the people above. Pick that person too, or leave this open.
new-group-seats = Seats in all
new-group-seats-wrong = A number from 2 to 30, and at least as many as there are people.
new-group-minutes = One meeting takes
new-group-listed = Members of the community may see it and ask for a free seat
new-group-found = Found it and invite everyone
new-group-next = What happens then
new-group-next-what = Each person gets one letter with the purpose, who else is asked, and three answers: yes, no with a reason, or another hour. Nothing happens to those who do not answer.
new-group-founded = { $name } is founded. { $count ->
    [one] One invitation is
   *[other] { WORDS($count, at: "start") } invitations are
} on the way.

structure-fill = Fill a free seat
fit-no-conflict = No conflict of interest with anyone at the table.
tie-seat = A seat in { $group }.
tie-lead = A seat in { $group }, which they lead.
tie-offer = The offer of a seat in { $group }, not answered yet.
structure-since = at the table since { $day }
structure-asked = asked on { $day }, has not answered
facilitator-let-lead = Ask to lead
facilitator-let-lead-whom = Ask { $name } to lead
facilitator-named = { $name } leads the group now, and is told by letter.
facilitator-unchanged = Nothing was changed: this person does not sit at the table, or leads already.
facilitator-hand-on = Leading
facilitator-you-lead = You run the meetings of this group. The duty can go round.
facilitator-who = Who leads next
facilitator-hand-on-do = Hand it on
facilitator-why = Whoever leads prepares the meetings, keeps the time and decides with the group who takes a free seat.
facilitator-letter-subject = You lead { $group } now
facilitator-letter-text = You are asked to run the meetings of { $group }: to prepare them, to keep the time, and to see that everyone has their turn. You can hand the duty on at the group's page whenever you like.
facilitator-letter-button = Open the group's page
lead-nobody = Nobody leads
lead-nobody-what = This group has no facilitator at the moment. Agree among you who takes it on; whoever does can hand it on again.
lead-take = I will lead
lead-taken = You lead the group now. You can hand it on at any time.
lead-not-free = Somebody leads the group already. Nothing was changed.

home-paused = pauses until { $until }
pauses-heading = Being away
pauses-why = A seat is kept for up to six months. The facilitator can keep it for longer when the group wants that.
pauses-line = Pauses from { $from } to { $until }.
pauses-what = Parental leave, a sabbatical, an illness: whoever is away for a while keeps their seat.
pauses-ask = Pause my seat
pause-extend = Keep the seat for longer
pause-extend-until = { $name } pauses until
pause-extend-do = Keep it
pause-extended = The seat is kept until then, and its holder is told.
pause-extension-wrong = Choose a later day, at most { WORDS($months) } months after the one that stands. Nothing was changed.
pause-title = Pause your seat in { $group }
pause-lede = Your seat is kept until you are back. You owe nobody a reason.
pause-from = From
pause-until = Until
pause-words = A word to whoever leads
pause-words-hint = Only they and you can open it. It is deleted when you are back.
pause-words-wrong = At most 2,000 characters, please. Nothing was changed.
pause-wrong = Choose a first day from today on, and a last day at most six months after it.
pause-do = Pause my seat
pause-what = While you pause you are asked for no hours, answers or votes, you do not count, and meetings leave your calendar. The group's page is closed for you. You are back by one button, whenever you like.
pause-limit = The group is told from when to when, never why. Before the end you get a letter.
pause-you-lead = You lead this group. Hand that on first; then you can pause.
pause-planned = You pause from { $from } to { $until }.
pause-planned-words = What you told whoever leads
pause-planned-end = I do not pause after all
pause-said = The others know from when to when. Your seat is kept.
pause-unchanged = Nothing was changed.
pause-back-said = Welcome back. The others are told.
paused-title = Your seat in { $group } is kept
paused-lede = You pause until { $until }. Then you are back by yourself.
paused-back = I am back
paused-why = Until then nothing is asked of you, and the group's page is closed.
paused-card-heading = You pause
paused-card = Your seat is kept until { $until }.
paused-card-open = Be back, or see until when
pause-letter-subject = { $name } pauses in { $group }
pause-letter-text = { $name } is away from { $group } from { $from } to { $until }. Their seat is kept. Until they are back they are asked for nothing and count neither for a quorum nor for attendance.
pause-ends-subject = Your pause in { $group } ends soon
pause-ends-text = Your seat in { $group } is kept until { $until }. The day after you are part of it again: meetings come back into your calendar. Should that be too early, speak with whoever leads the group; they can keep the seat for longer.
pause-ends-button = Be back sooner, or see until when
pause-extended-subject = Your seat in { $group } is kept for longer
pause-extended-text = The group keeps your seat in { $group } until { $until }.
pause-over-subject = You are back in { $group }
pause-over-text = Your pause is over, and your seat in { $group } is yours again. Nobody expects you to have read anything.
pause-back-subject = { $name } is part of { $group } again
pause-back-text = { $name } does not pause any more and is part of { $group }.

groups-waiting = No seat that suits? See how you stand on the waiting list.
