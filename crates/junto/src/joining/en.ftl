join-title = Join { $community }
join-by-invitation = New people come by invitation. If you know a member, ask them.
join-back = What this community is
join-lede-open = A few facts, so that you can be placed among people who are like you where it helps and different where it helps. You are a member as soon as you confirm your address.
join-lede-application = A few facts, and why you would like to come. People read it, not a program.
join-you = You
join-work = Your work
join-why = Why here
join-name = Your name
join-name-wrong = Please write a name of at most 200 characters.
join-email = Your e-mail address
join-email-wrong = This is not a mail address. It should look like name@example.org.
join-function = What you do
join-organisation = Where you do it
join-organisation-hint = So that nobody sits with their boss, their staff or a rival.
join-industry = The trade it belongs to
join-zone = Your clock
join-zone-hint = The city whose time you live by, such as Europe/Lisbon.
join-zone-wrong = This is not a time zone we know.
join-zone-suggestion = Did you mean { $suggestion }?
join-words = What brings you, and what you hope for
join-words-hint = Only those who run this community read it.
join-words-wrong = At most 4,000 characters, please.
join-consent = { $community } may keep these facts to form groups, and show my name, what I do and my city to its members.
join-consent-link = Who sees what
join-consent-wrong = Without this nobody could be placed. Nothing has been kept.
join-send-open = Sign up
join-send-application = Apply
join-next = What happens then
join-next-open = A letter with a link comes to your address. The link makes you a member.
join-next-application = A letter with a link comes to your address, so that nobody applies in your name. Then people read your application and answer.
join-sent-title = Look into your mail
join-sent-lede = A letter is on its way to { $email }. The link in it works for a week.
join-sent-nothing = Nothing came? Look into the spam folder, or check the spelling of the address.
join-sent-again = Use another address

application-title = Your application
application-confirm = Join { $community }
application-confirm-what = Press the button to confirm that { $email } is yours.
application-confirm-button = Yes, this is my address
application-why = Why another button
application-why-what = Mail programs open links to check them. The button makes sure that it was you.
application-received = Your application has arrived
application-received-what = Whoever runs the community reads it and writes to { $email }.
application-member = You are a member of { $community }
application-member-what = A letter with a link signs you in. There is no password.
application-gone = This link no longer works
application-gone-what = It is older than a week, or its address was not copied whole.
application-gone-again = Start again
send-sign-in = Send me a link to sign in

applications-title = Applications
applications-lede = People who would like to come in, longest waiting first.
applications-none = Nobody waits for an answer
applications-none-what = Whoever would like to join finds the form on
applications-page = this page
applications-door = The door is not set to applications.
applications-settings = Change the door
applications-since = applied on { $since }
applications-yes = Take { $name } in
applications-no = Decline kindly
applications-no-words = A sentence of your own, if you like
applications-no-hint = It stands in the letter, below a friendly no.
applications-no-send = Send the letter
applications-why = What they wrote is sealed for those who run this community. Each answer goes out as a letter at once.
application-accepted = { $name } is a member now and has a letter.
application-declined = { $name } has a friendly letter.
application-decided-before = { $name } has been answered before.

invitation-title = A seat in { $group }
invitation-lede = A seat in this group of { $community } is kept for you.
invitation-asked-hour = You asked for another hour. You can still take this seat, or decline it.
invitation-answer = Your answer
invitation-hello = A hello to the others, if you like
invitation-hello-who = stays in the group; whoever runs the community cannot read it
invitation-yes = Take the seat
invitation-hour = I would, at another hour
invitation-hour-label = Which hours would suit you?
invitation-hour-send = Ask for another hour
invitation-operator-who = Read by whoever runs the community: { $who }. Not by the group.
invitation-no = No, thank you
invitation-no-label = Why not? A reason helps to find you a better seat
invitation-no-wait = Keep me on the waiting list for another group
invitation-no-send = Decline the seat
invitation-until = The link works until { $until }.
invitation-nobody = The others see who is asked and who has a seat, never why someone declined.
invitation-why-you = Why you
invitation-others = Who else is asked
invitation-others-none = You are the first.
invitation-leads = leads
invitation-why = Why these people
invitation-hours = Hours in common
invitation-hours-none = Nobody has said their hours yet. The group finds one together.
invitation-accepted = You have a seat in this group.
invitation-open-home = Open the group's page
invitation-sign-in-why = A letter with a link comes to { $email }. The group's page opens only to those who are signed in.
invitation-declined = You declined this seat.
invitation-declined-what = If you think again, write to { $who }; the seat may still be free.
invitation-gone = This invitation no longer stands
invitation-taken-back = The seat that was kept for you was taken back on { $day }.
invitation-taken-back-what = You need not do anything. If you would still like to come, write to { $who }.
invitation-gone-what = It was answered, or its link is older than three weeks. What still waits for you stands on your Today page.
invitation-sign-in = Sign in
answer-accepted = The seat is yours.
answer-declined = The seat is free again. Thank you for saying so.
answer-hour = Passed on. The seat stays kept for you meanwhile.
answer-hour-empty = Write which hours would suit you, so that somebody can look for one.
answer-too-late = This was answered before, or the seat is no longer offered. Nothing was changed.

card-invitation = A seat for you
card-invitation-line = You are asked to join this group.
card-invitation-open = See who is asked, and answer
card-invitation-why = A seat is kept for you until you answer or it is taken back.
card-request = A seat you asked for
card-request-line = You asked for a seat on { $since }. A letter tells you when it is decided.
card-request-open = See it or take it back
desk-applications = { $count ->
    [one] One person has applied
   *[other] { WORDS($count, at: "start") } people have applied
}
desk-requests = { $count ->
    [one] One member asks for a seat
   *[other] { WORDS($count, at: "start") } members ask for a seat
}
panel-requests-heading = A free seat
panel-requests = { $count ->
    [one] One member asks
   *[other] { WORDS($count, at: "start") } members ask
} to join this table.
panel-requests-open = Read and answer
panel-requests-why = You see this because you lead the group. The others learn of it when you speak with them.
panel-leaving-heading = Your seat
panel-leaving = You can give it up at any time.
panel-leaving-open = Give up my seat

ask-title = Ask for a seat in { $group }
ask-words = Why this group, and what you would bring to it
ask-send = Ask for the seat
ask-who-sees = Who reads this
ask-who-sees-what = { $who }. They decide; the others in the group do not see it.
ask-at-table = You are at this table already.
ask-offered = A seat at this table is kept for you already. You need not ask, only answer.
ask-withdraw = Take my request back
ask-withdrawn = Taken back. You can ask again at any time.
ask-waits = You have asked for this seat. You get a letter when it is decided.
ask-full = No seat is free here at the moment.
ask-sent = Asked. You get a letter when it is decided.
requests-title = Who would like to join { $group }
requests-lede = Speak with your group first. Your yes seats them, your no goes out as a friendly letter.
requests-none = Nobody asks for a seat at the moment
requests-none-what = When somebody does, you get a letter, and what they wrote stands here.
requests-why = What they wrote is read by you and by whoever runs the community.
request-line = asks for a seat in { $group }, since { $since }
request-yes = Give { $name } the seat
request-no = Not this time
request-seated = Seated, and told by letter.
request-refused = Told by a friendly letter, and on the waiting list.
request-no-seat = No seat is free there any more, or they have one. Nothing was changed.
request-decided-before = This was decided before. Nothing was changed.
back-to-group = Back to { $group }

seats-title = Answers and free seats
seats-lede = Who said no and why, who could come instead, who asks, and who waits.
seats-none = Nothing waits for you
seats-none-what = Answers to invitations, requests for seats and the waiting list stand here.
seats-requests = Asked for a seat
seats-declined = Declined
seats-declined-line = declined { $group } on { $when }
seats-no-reason = No reason was given.
seats-offer = Offer it to { $name }
seats-declined-why = Reasons are sealed for those who run this community; the group never sees them.
seats-hours = Another hour
seats-hours-line = would join { $group } at another hour, said on { $when }
seats-hours-why = Their seat stays kept. Settle an hour with the group, then write to them; they can still answer.
seats-open = Not answered yet
seats-open-line = { $group }, asked on { $since }
seats-withdraw = Take it back
seats-withdraw-whose = Take it back: the seat offered to { $name }
seats-withdraw-sure = Take back the seat offered to { $name }?
seats-withdraw-what = { $name } gets a letter that says so, without a reason. The link in the invitation answers no more, and the seat in { $group } is free.
seats-withdraw-not = Leave it
offer-withdrawn = Taken back, and told by letter. The seat is free.
seat-offered = Offered, and invited by letter.
seats-waiting = Waiting list
seats-waiting-since = since { $since }
seats-waiting-order = Longest waiting first.
waiting-declined = declined another seat
waiting-not-placed = a round found no group
waiting-no-seat = asked for a seat that was not given
seats-free = Free seats
free-order = Who breaks nothing stands first, and of those who suits the group best; where they suit it alike, whoever has waited longest.
free-looked-at = { $unseen ->
    [0] Everyone who waits was looked at.
   *[other] { $waiting } people wait; the { $looked } who have waited longest were looked at.
}
free-list-empty = Nobody is on the waiting list.
free-nobody-waits = Nobody waits whom this group could still ask.
free-nobody-fits = Nobody who waits fits without breaking something.
free-breaking = { $count ->
    [one] One person waits, and would break something at this table.
   *[other] { WORDS($count, at: "start") } people wait, and each would break something at this table.
}
free-also = { $name } fits too
free-offer-whose = Offer the seat in { $group } to { $name }
free-others = See everyone who waits, or invite somebody else
suitor-since = waiting since { $since }
suitor-ask = { $name } would break something: look before you offer it
table-title = A free seat in { $group }
table-people = At the table:
table-asked = asked
table-fits = Nothing speaks against it.
table-breaks = { $name } would break something at this table. Read what, before you offer the seat.
table-leave = Leave it
table-all-the-same = Offer it to { $name } all the same
table-letter = Whoever is offered the seat gets a letter with three answers. Nobody learns what was weighed here.
table-search = Invite somebody of the roster
table-search-label = Name or e-mail address
table-search-do = Look
table-search-why = You see how they would suit the table before anything is offered.
table-there = At this table already, or asked to it: { $names }.
table-nobody = Nobody on the roster is called { $search }, or has that address.
table-add = Add somebody to the roster
table-found-more = { $count ->
    [one] One more is called like that.
   *[other] { WORDS($count, at: "start") } more are called like that.
} Write more of the name or the address.
table-fitting = Who waits and fits
table-breaking = Who waits and would break something
table-breaking-why = They can be invited too, by a second press, once you have read what they would break.
table-more = { $count ->
    [one] One more is not shown.
   *[other] { WORDS($count, at: "start") } more are not shown.
}
list-part = { $first } to { $last } of { $found }
words-too-long = These are { $written } characters, and { $most } fit. Nothing was sent; please shorten them.

leaving-title = Give up your seat in { $group }
leaving-lede = The group's page closes for you at once, with everything said there. Your seat is free for someone else.
leaving-stay = Keep my seat
leaving-go = Give up my seat
leaving-why = Tell the group first, if you can. A goodbye is easier to live with than an empty chair.
left-group = You have left { $group }.

invitation-letter-subject = A seat for you in { $group }
invitation-letter-opening = { $who } asks you to join { $group }, a peer group of { $community }.
invitation-letter-purpose = What it is for: { $purpose }
invitation-letter-others = Also asked:
invitation-letter-button = Say yes, no, or another hour
invitation-letter-until = The link works until { $until }. Opening it commits you to nothing.
invitation-letter-nobody = The others see who is asked and who has a seat, never why someone declined.
withdrawn-letter-subject = The seat in { $group } is no longer kept for you
withdrawn-letter-text = You were asked to join { $group }, a peer group of { $community }. { $who } has taken back that offer, so the seat is no longer kept for you.
withdrawn-letter-what = You need not do anything. { $who } can tell you more.
confirm-letter-subject = Confirm your address for { $community }
confirm-letter-text = Somebody, probably you, would like to join { $community } with this address.
confirm-letter-button = Confirm the address
confirm-letter-not-you = If it was not you, there is nothing to do: without this letter nobody can join in your name.
already-letter-subject = You are a member of { $community }
already-letter-text = Somebody, probably you, applied to { $community } with this address. You are a member already, so you can sign in at once.
letter-sign-in = Sign in
received-letter-subject = Your application to { $community } has arrived
received-letter-text = Thank you for applying to { $community }. { $who } reads it and writes to you.
welcome-letter-subject = You are a member of { $community }
welcome-letter-text = Welcome to { $community }. When there is a group for you, a letter asks you into it; until then you can see where a seat is free.
regret-letter-subject = Your application to { $community }
regret-letter-text = Thank you for applying to { $community }, and for the trust in it. We cannot offer you a place now.
regret-letter-forgotten = You may apply again whenever your situation changes.
application-waits-subject = { $name } applies to { $community }
application-waits-text = { $name } would like to join. What they wrote is sealed; it opens on the page.
application-waits-button = Read and answer
request-waits-subject = { $name } asks for a seat in { $group }
request-waits-text = { $name } asks for the free seat in { $group }. What they wrote is sealed; it opens on the page.
request-waits-button = Read and answer
seat-given-subject = You have a seat in { $group }
seat-given-text = The seat you asked for in { $group } is yours.
seat-given-button = Open the group's page
seat-refused-subject = The seat in { $group }
seat-refused-text = The seat you asked for in { $group } cannot be given to you now. You are on the waiting list, and get a letter when a seat fits.
reminder-letter-subject = Your seat in { $group } is still kept
reminder-letter-opening = A week ago you were asked to join { $group }, a peer group of { $community }. The others at its table would like to know whether you come; a no is a good answer too.
reminder-letter-only = This is the only reminder.
not-placed-subject = The groups of { $community }, and your place
not-placed-text = Groups were formed in { $community }, and this time there was none in which you and the others would have fitted well enough.
not-placed-next = There is nothing you need to do. You are on the waiting list: a free seat that fits is offered to you, and the next round counts you in.
not-placed-button = See where a seat is free
request-at-odds = Nothing was changed. They and someone at this table must not share a group: a reporting line, a rival, a colleague, or a name to be kept apart. Whoever runs the community sees more on their profile.
