# Charters.
charter-title = What { $group } agreed on
charter-none = Nothing is agreed on yet.
charter-none-what = A charter says in a page how you work together: who comes, what stays here, how you decide, and what happens when it does not go well. You begin with what has served other groups and change what you like.
charter-begin = Begin a charter
charter-begin-next = Propose changes
charter-begun = You have begun a draft. Everyone at the table can write in it.
charter-change = How it changes
charter-change-why = A change is a draft first, which all of you write, and holds once enough of you have signed it. What was agreed before stays here to be read.
charter-open-draft = A new draft is being written.
charter-open-up = A new version waits for signatures.
charter-open-link = Go there
charter-version = Version { $number }
charter-standing-draft = Being written since { $day }
charter-standing-up = Waiting for signatures since { $day }
charter-standing-in-force = In force since { $day }
charter-standing-ended = In force from { $from } to { $day }
charter-standing-withdrawn = Given up on { $day }
charter-standing-none = No charter is in force.
charter-review-due = In force since { $day }. You review it in { $month }.
charter-review-over = In force since { $day }. Its review was due in { $month }.
charter-differences = What changes
charter-differences-why = Compared with what is in force now.
charter-differences-since = Compared with the version before.
charter-difference-added = New.
charter-difference-removed = Gone.
charter-difference-parameter = { $what }: { $from } becomes { $to }.
charter-signed = Signed by
charter-signed-nobody = Nobody has signed yet.
charter-signed-on = signed on { $day }
charter-cannot-on = cannot sign yet, since { $day }
charter-waiting = Not heard yet: { $names }.
charter-pledge = What is said in { $group } stays in { $group }. I come prepared and on time, or say so early. I speak from experience instead of giving advice. I tell you what I see, to your face and with care, and I keep what I promise here.
charter-pledge-mine = I have read all of it, and this is my promise.
charter-pledge-wrong = Tick the promise to sign, or say that you cannot sign yet.
charter-sign = Sign it
charter-cannot = I cannot sign yet
charter-cannot-label = If you cannot: what would have to change?
charter-cannot-wrong = Write at most { $most } characters.
charter-cannot-why = If somebody cannot sign, whoever leads opens the draft again.
charter-you-signed = You have signed.
charter-you-cannot = Whoever leads knows that you cannot sign yet.
charter-reopen = Open it again for changes
charter-reopen-what = Everyone who has signed is told, and signs again when you put it up the next time.
charter-reopen-do = Open it again
charter-reopened = The draft is open again.
charter-rule-consent = It holds once everyone has answered and nobody is against it.
charter-rule-unanimity = It holds once everyone has signed it.
charter-rule-two-thirds = It holds once two thirds of you have signed it.
# keys: charter-rule-*
# keys: charter-standing-*
# keys: charter-open-*

# A draft.
draft-title = The charter of { $group }, a draft
draft-lede = In an hour together, or each in your own time over a week. Everyone at the table writes here.
draft-minutes = { $minutes } min
draft-step-done = done
draft-step-purpose = Your purpose in one sentence
draft-step-wishes = What each wants, and fears
draft-step-clauses = Clause by clause
draft-step-test = Try how you decide
draft-step-sign = Sign
# keys: draft-step-*
draft-purpose = What you are for
draft-purpose-none = You have no purpose yet. One sentence is enough; everything else follows from it.
draft-purpose-why = If a clause does not serve the purpose, leave it out.
draft-wishes = Wants and fears
draft-wants = Wants
draft-fears = Fears
draft-wants-label = What I want of this group
draft-fears-label = What I fear could happen here
draft-wishes-say = Say it
draft-wishes-said = The others read it now.
draft-wishes-wrong = Say what you want, or what you fear.
draft-wishes-why = One round, nobody answers. Then look for the clause that meets each fear.
draft-change = Change
draft-add = Add
draft-library = More clauses
draft-library-why = A short charter is read and kept. Add what you miss.
draft-comment = Say something about it
draft-comment-label = What would you change, and why?
draft-comment-say = Say it
draft-comment-said = Your word stands beside the clause.
draft-comment-wrong = Say in up to { $most } characters what you think.
draft-settled = settled
draft-settle = It is settled
draft-settled-now = Settled.
draft-test = Try how you decide
draft-test-what = Take a small question that you really have, such as whether to meet once in person this year, and decide it by this rule. If it feels wrong, change the clause.
draft-test-why = Rules of deciding fail when they are first needed. Fail now.
draft-sign = Put it up
draft-sign-what = { $people ->
    [one] The other one at the table reads and signs it.
   *[other] The { WORDS($people) } others at the table read and sign it.
  } Nobody can change it meanwhile.
draft-sign-unsettled = { $comments ->
    [one] One word about a clause is not settled yet.
   *[other] { WORDS($comments, at: "start") } words about clauses are not settled yet.
  }
draft-sign-contradicts = Some clauses contradict each other; see the words in red beside them. Then you can put it up for signing.
draft-sign-lead = { $names } puts it up for signing once you are all done.
draft-sign-nobody = Somebody has to lead the group before it can be put up for signing.
draft-sign-why = What is signed does not change under anyone's hand.
draft-put-up = Put it up for signing
draft-put-up-title = Put it up for signing?
draft-put-up-what = { $people ->
    [one] The other one at the table gets a letter
   *[other] The { WORDS($people) } others at the table get a letter
  } and a reminder after three days. You can open it again for changes at any time before it is in force.
draft-put-up-later = Not yet
draft-put-up-done = It is up for signing. Sign it yourself, too.
draft-put-up-contradicts = Some clauses contradict each other. See the words beside them.
draft-withdraw = Give this draft up
draft-withdraw-what = Everyone is told. What is in force stays in force.
draft-withdraw-do = Give it up
draft-withdrawn = The draft is given up.

# One clause.
clause-words = In your own words, if you like
clause-words-hint = What else you mean by it.
clause-words-wrong = Write at most { $most } characters.
clause-keep = Keep it
clause-add = Add it
clause-kept = The clause is written. The others see it now.
clause-leave = Leave it as it is
clause-remove = Take this clause out
clause-remove-what = It is gone from the draft, with your words. What is in force does not change before the draft is signed.
clause-remove-do = Take it out
clause-removed = The clause is out of the draft.
clause-patterns = What others live by
clause-patterns-why = Taking one writes it into the draft, also where it says something about meetings or about coming late. Your own words stay. Change it as you like.
clause-pattern-take = Begin with this
clause-pattern-taken = It is in the draft. Change what does not suit you.
clause-pattern-facilitator-confirms = Two misses a year, a private word; three, and whoever leads confirms that the seat ends. Missing the first two meetings ends it at once. With fewer than half of us a meeting is moved by a week.
clause-pattern-halves-and-fines = Late is half a miss and costs something, half an hour late is a whole one. After three misses a year the group decides.
clause-pattern-two-in-twelve-months = Two misses in any twelve months. Then you come back if there is room. A newcomer’s first dates do not count.
clause-pattern-next-intake = Nine of twelve meetings of a season, or you wait for the next intake.
clause-pattern-three-of-four = Three of any four meetings, else the group decides.
clause-pattern-fixed-dates = Nothing is counted. The dates of a year are fixed at once and moved only if half of us cannot come.
clause-yes = yes
clause-no = no
clause-number-wrong = Give a whole number from { $least } to { $most }.
clause-choice-wrong = Choose one of these.

# Letters.
# keys: charter-letter-*
charter-letter-begun-subject = { $group } writes its charter
charter-letter-begun = A draft of what { $group } agrees on has been begun. Read it, say beside the clauses what you would change, and write what you want of the group.
charter-letter-begun-button = Read the draft
charter-letter-put-up-subject = The charter of { $group } waits for your signature
charter-letter-put-up = What { $group } agrees on is written and waits for everyone to read and sign it. If you cannot sign it, say what would have to change.
charter-letter-put-up-button = Read and sign
charter-letter-reminder-subject = Not signed yet: the charter of { $group }
charter-letter-reminder = The charter of { $group } has waited three days for your word.
charter-letter-reopened-subject = The charter of { $group } is open for changes again
charter-letter-reopened = You had answered the charter of { $group }. It has been opened again for changes, so your word counts no more; you are asked again when it is put up the next time.
charter-letter-reopened-button = See the draft
charter-letter-withdrawn-subject = The draft of a charter of { $group } is given up
charter-letter-withdrawn = The draft that { $group } was writing is given up. What was in force before, if anything, stays in force.
charter-letter-withdrawn-button = See what holds
charter-letter-in-force-subject = The charter of { $group } is in force
charter-letter-in-force = Enough of you have signed: the charter of { $group } is in force from now on.
charter-letter-in-force-button = Read it
charter-letter-newcomer-subject = What { $group } agreed on, for you to sign
charter-letter-newcomer = { $group } has a charter. Read how the group works together, and sign it.
charter-letter-newcomer-button = Read and sign
charter-letter-review-subject = Time to review the charter of { $group }
charter-letter-review = Today is the day on which { $group } wanted to look at its charter again: what to keep, what to start, what to stop.
charter-letter-review-button = Read what holds

# On Today and on the group's home.
# keys: charter-card-*
charter-card = To sign
charter-card-sign = The charter of { $group } waits for your signature.
charter-card-open = Read and sign
charter-card-review = The charter of { $group } is due for review.
charter-card-review-open = Read what holds
charter-panel = What we agreed on
charter-panel-none = Nothing yet.
charter-panel-begin = See how to begin
charter-panel-in-force = { $signed ->
    [one] One of you has signed it.
   *[other] { WORDS($signed, at: "start") } of you have signed it.
  }
charter-panel-read = Read the charter
charter-panel-why = How you work together, agreed by all and changed by all.

# Clauses: what each is about, why groups agree on it, what it says, and what the program does by it.
# keys: clause-*
clause-purpose = Purpose
clause-why-purpose = One sentence that everything else serves.
clause-acts-purpose = It stands on top of your group’s page, and agendas and reviews ask about it.

clause-size = Size and profile
clause-why-size = Small enough that everyone speaks, large enough to bear two absences.
clause-size-least = At least so many members
clause-size-most = At most so many members
clause-says-size = We are between { $least } and { $most } members.

clause-apart = Who may not sit together
clause-why-apart = Nobody is open in front of a boss, a report, a rival or a customer.
clause-apart-organisation = Never two of one organisation
clause-apart-reporting = Never two of one reporting line
clause-apart-competitors = Never two who compete
clause-apart-department = Never two of one department
clause-says-apart = { $organisation ->
    [yes] Nobody sits here with somebody of the same organisation.
   *[no] {""}
  }
  { $reporting ->
    [yes] Nobody sits here with their boss or their report.
   *[no] {""}
  }
  { $competitors ->
    [yes] Nobody sits here with a competitor.
   *[no] {""}
  }
  { $department ->
    [yes] Nobody sits here with somebody of the same department.
   *[no] {""}
  }

clause-cadence = How often and how long
clause-why-cadence = A gap that is too long is named first when groups founder.
clause-cadence-every = We meet every
clause-cadence-minutes = For so many minutes
clause-cadence-season = Dates are fixed for so many months at once
clause-says-cadence = We meet every { $every ->
    [week] week
    [two-weeks] two weeks
    [three-weeks] three weeks
    [two-months] two months
    [quarter] quarter
   *[month] month
  } for { $minutes } minutes. Dates are fixed { $season ->
    [one] a month
   *[other] { WORDS($season) } months
  } at a time.

clause-quorum = How many a meeting needs
clause-why-quorum = So that nobody comes for nothing, and nobody wonders whether it takes place.
clause-acts-quorum = Whoever leads is told in time when too few say that they come, with what you agreed to do then.
clause-quorum-percent = At least so many percent of us (0: no matter)
clause-quorum-count = At least so many of us (0: no matter)
clause-quorum-below = With fewer
clause-quorum-hours = Decided so many hours before
clause-quorum-moves-only-then = A date is moved for no other reason
clause-says-quorum = A meeting needs { $count ->
    [0] { $percent ->
      [0] nobody in particular
     *[other] { $percent } % of us
    }
   *[other] { WORDS($count) } of us
  }. With fewer, { $below ->
    [move-a-week] it is moved by a week, to the same hour
    [meet-anyway] we meet anyway
   *[another-time] we look for another time
  }; that is decided { $hours } hours before.
  { $moves-only-then ->
    [yes] For no other reason is a date moved.
   *[no] {""}
  }

clause-attendance = Attendance
clause-why-attendance = Absence is contagious, and hurts most those who always come.
clause-acts-attendance = Who misses how much is counted by this, and shown to you alone and to whoever leads. The first step is always a private word.
clause-attendance-span = Misses count over
clause-attendance-months = If by months, so many
clause-attendance-meetings = If by meetings, the last so many
clause-attendance-contact = A private word at so many misses
clause-attendance-risk = The seat is in question at so many misses
clause-attendance-then = And then
clause-attendance-first = Missing the first so many meetings ends the seat (0: not)
clause-attendance-notice = Said in time is so many hours before
clause-attendance-notice-excuses = Said in time does not count as missed
clause-attendance-excused = What does not count
clause-attendance-leeway = A newcomer’s first so many meetings do not count
clause-attendance-substitutes = Sending somebody in one’s place
clause-says-attendance = { $contact ->
    [0] {""}
    [one] At one miss whoever leads has a private word with you.
   *[other] At { WORDS($contact) } misses whoever leads has a private word with you.
  }
  { $risk ->
    [0] {""}
   *[other] At { WORDS($risk) } misses your seat is in question, and { $then ->
      [out] ends
      [next-intake] you wait for the next intake
      [if-room] you come back if there is room
     *[group-decides] the group decides
    }.
  } Counted { $span ->
    [calendar-year] from January to December
    [last-meetings] over the last { WORDS($meetings) } meetings
    [season] over a season
   *[months] over { $months } months
  }.
  { $notice-excuses ->
    [yes] Who says so { $notice } hours before has not missed.
   *[no] Who cannot come says so { $notice } hours before.
  } { $excused ->
    [emergency] Emergencies do not count.
    [care-and-emergency] Emergencies and care for others do not count.
   *[nothing] {""}
  }
  { $first ->
    [0] {""}
    [one] Who misses their first meeting has no seat.
   *[other] Who misses their first { WORDS($first) } meetings has no seat.
  } { $leeway ->
    [0] {""}
   *[other] A newcomer’s first { WORDS($leeway) } meetings do not count.
  } { $substitutes ->
    [always] You may send somebody in your place.
    [not-twice-running] You may send somebody in your place, not twice running.
   *[never] Nobody comes in your place.
  }

clause-punctuality = Punctuality
clause-why-punctuality = Late is time taken from everyone else.
clause-punctuality-half = More than so many minutes late is half a miss (0: not)
clause-punctuality-whole = More than so many minutes late is a miss (0: not)
clause-punctuality-early = Leaving more than so many minutes early is half a miss (0: not)
clause-punctuality-fine = What being late costs (0: nothing)
clause-says-punctuality = { $half ->
    [0] {""}
   *[other] More than { $half } minutes late is half a miss.
  } { $whole ->
    [0] {""}
   *[other] More than { $whole } minutes is a whole one.
  } { $early ->
    [0] {""}
   *[other] Leaving more than { $early } minutes early is half a miss.
  }
  { $fine ->
    [0] {""}
   *[other] Being late costs { $fine }.
  }

clause-preparation = Preparation
clause-why-preparation = What is written beforehand takes half the time in the room.
clause-preparation-what = Before a meeting everyone prepares
clause-preparation-days = So many days before
clause-says-preparation = { $what ->
    [update] Everyone writes their update
    [question] Everyone writes their question
   *[nothing] Nobody needs to prepare anything
  }{ $what ->
    [nothing] .
   *[other] { $days ->
      [0] {""}
      [one] {""} a day before
     *[other] {""} { WORDS($days) } days before
    }.
  }

clause-participation = Participation
clause-why-participation = Equal turns predict a good group better than clever members do.
clause-participation-minutes = Minutes for each in a round (0: as the way of meeting has it)
clause-participation-facilitator-first = Whoever leads goes first in openness
clause-says-participation = Everyone speaks in every meeting{ $minutes ->
    [0] .
   *[other] , about { $minutes } minutes each in a round.
  }
  { $facilitator-first ->
    [yes] Whoever leads goes first in being open.
   *[no] {""}
  }

clause-confidentiality = Confidentiality
clause-why-confidentiality = Everything else depends on it.
clause-confidentiality-level = Unless said otherwise, what is said
clause-confidentiality-danger = Except where somebody’s life is in danger
clause-confidentiality-law = Except where the law demands it
clause-confidentiality-partners = One may tell one’s partner in life
clause-confidentiality-insider = Inside information about a company
clause-says-confidentiality = { $level ->
    [non-attributable] The idea may travel, the person never.
    [room] What is said stays with those who were in the room, and nothing is written down.
   *[group] What is said stays in the group, also after one has left it.
  } { $partners ->
    [yes] One may tell one’s partner.
   *[no] Not even one’s partner hears it.
  }
  { $danger ->
    [yes] The exception: somebody’s life is in danger.
   *[no] {""}
  } { $law ->
    [yes] And where the law demands it.
   *[no] {""}
  }
  { $insider ->
    [shared-and-bound] Who hears inside information of a company is bound not to act on it.
   *[not-shared] Inside information of a company is not shared here.
  }

clause-communication = Between meetings
clause-why-communication = An unanswered message is the first sign that a group drifts apart.
clause-communication-channel = We write to each other by
clause-communication-hours = And answer within so many hours
clause-says-communication = Between meetings we write { $channel ->
    [mail] by e-mail
    [chat] in our chat
   *[group] on the group’s pages
  } and answer within { $hours } hours.

clause-feedback = Feedback
clause-why-feedback = Experience helps; advice makes people defend themselves.
clause-feedback-when = Feedback is given
clause-feedback-experience = Only from one’s own experience
clause-says-feedback = Feedback is given { $when ->
    [rounds] in rounds set apart for it
    [any-time] at any time
   *[when-asked] when it is asked for
  }.
  { $experience ->
    [yes] It comes from one’s own experience: “I”, what happened, what it did to me. Never “you should”.
   *[no] {""}
  }

clause-decisions = How we decide
clause-why-decisions = Agree on the rule while nothing depends on it.
clause-acts-decisions = Questions to the group, changes of this charter and who comes in are decided by it.
clause-decisions-norms = What we agreed on is changed by
clause-decisions-admission = Somebody is taken in by
clause-decisions-removal = Somebody is asked to leave by
clause-decisions-other = Everything else is decided by
clause-decisions-days = Everyone has so many days to answer
clause-decisions-silence = Who says nothing in that time
clause-says-decisions = { $other ->
    [unanimity] We decide when everyone agrees.
    [two-thirds] We decide when two thirds agree.
   *[consent] We decide by consent: nobody is against it, not everyone loves it.
  } { $norms ->
    [unanimity] What we agreed on is changed by all of us.
    [consent] What we agreed on is changed by consent.
   *[two-thirds] What we agreed on is changed by two thirds.
  }
  { $admission ->
    [consent] Somebody is taken in by consent,
    [two-thirds] Somebody is taken in by two thirds,
   *[unanimity] Somebody is taken in when everyone agrees,
  } { $removal ->
    [consent] and asked to leave by consent of the others.
    [two-thirds] and asked to leave by two thirds of the others.
   *[unanimity] and asked to leave when all the others agree.
  }
  Everyone has { $days ->
    [one] a day
   *[other] { WORDS($days) } days
  } to answer; who says nothing { $silence ->
    [agrees] agrees
    [refuses] refuses
   *[abstains] does not count
  }.

clause-conflict = When we are at odds
clause-why-conflict = Every living group has conflicts. Good ones have a path.
clause-conflict-days = Talk in private within so many days
clause-conflict-minutes = A clearing conversation of so many minutes
clause-conflict-witness = If that fails, with a third member as witness
clause-conflict-outside = If that fails, with a facilitator from outside
clause-conflict-group = In the end the group decides
clause-says-conflict = Whoever is at odds with somebody talks to them in private within { $days ->
    [one] a day
   *[other] { WORDS($days) } days
  }, then in a clearing conversation of { $minutes } minutes{ $witness ->
    [yes] , then with a third of us as witness
   *[no] {""}
  }{ $outside ->
    [yes] , then with a facilitator from outside
   *[no] {""}
  }.
  { $group ->
    [yes] If nothing helps, the group decides.
   *[no] {""}
  } Nobody talks about somebody who is not there.

clause-business = Doing business with each other
clause-why-business = A customer in the circle changes what one dares to say.
clause-business-rule = Business among us
clause-says-business = { $rule ->
    [ask-the-group] Who wants to do business with one of us asks the group first.
    [never] We do no business with each other while we sit here.
    [freely] We do business with each other as we like.
   *[disclose-first] Who does business with one of us says so to all before it begins.
  }

clause-roles = Roles and terms
clause-why-roles = A group that hangs on one facilitator ends with them.
clause-roles-term = Whoever leads does so for so many months
clause-roles-trained = So many of us can lead a meeting
clause-roles-successor = The next one is named early
clause-says-roles = Whoever leads does so for { WORDS($term) } months. { $trained ->
    [0] {""}
    [one] One of us can always lead a meeting.
   *[other] { WORDS($trained, at: "start") } of us can always lead a meeting.
  }
  { $successor ->
    [yes] Who leads next is known early, and assists.
   *[no] {""}
  }

clause-dues = Dues
clause-why-dues = What it costs, said before anybody wonders. Name the currency in your own words.
clause-dues-amount = Each pays (0: nothing)
clause-dues-per = Every
clause-says-dues = { $amount ->
    [0] It costs nothing to be in this group.
   *[other] Each of us pays { $amount } every { $per ->
      [meeting] meeting
      [month] month
      [quarter] quarter
     *[year] year
    }.
  }

clause-membership = Coming in and going
clause-why-membership = The group is a new one each time somebody comes or goes.
clause-membership-notice = Who leaves says so, so many meetings ahead
clause-membership-trial = A trial meeting before one is taken in
clause-membership-meet = Whoever wants to come meets so many of us first
clause-membership-buddy = A newcomer has a buddy
clause-says-membership = { $meet ->
    [0] { $trial ->
      [yes] Whoever wants to join us comes to a trial meeting.
     *[no] {""}
    }
    [one] Whoever wants to join us meets one of us{ $trial ->
      [yes] {""} and comes to a trial meeting
     *[no] {""}
    }.
   *[other] Whoever wants to join us meets { WORDS($meet) } of us{ $trial ->
      [yes] {""} and comes to a trial meeting
     *[no] {""}
    }.
  } Each of us is asked whether we can be open with them.
  { $buddy ->
    [yes] A newcomer has one of us as a buddy.
   *[no] {""}
  } { $notice ->
    [0] Who leaves says goodbye.
    [one] Who leaves says so a meeting ahead, in person, and says goodbye.
   *[other] Who leaves says so { WORDS($notice) } meetings ahead, in person, and says goodbye.
  } What was said stays here.

clause-recording = Recording
clause-why-recording = Machines that take notes spread them by default.
clause-recording-recording = Meetings are recorded
clause-recording-machines = Machines may take notes
clause-says-recording = { $recording ->
    [if-all-agree] A meeting is recorded only if all agree each time.
   *[never] Nothing is recorded.
  } { $machines ->
    [yes] Machines may take notes.
   *[no] No machine takes notes.
  }

clause-review = Review
clause-why-review = What nobody looks at again is not agreed any more.
clause-acts-review = All of you are told on the day.
clause-review-months = We look at all of this again after so many months
clause-says-review = We look at all of this again after { $months ->
    [one] a month
   *[other] { WORDS($months) } months
  }: what to keep, to start and to stop.

clause-ending = How we end
clause-why-ending = A good end lets people begin well elsewhere.
clause-ending-fewest = With fewer than so many of us we decide whether to go on (0: no matter)
clause-ending-closing = A closing meeting
clause-says-ending = { $fewest ->
    [0] {""}
   *[other] With fewer than { WORDS($fewest) } of us we decide whether to go on, join others or end.
  } { $closing ->
    [yes] We end with a meeting of thanks.
   *[no] {""}
  }

clause-is-week = week
clause-is-two-weeks = two weeks
clause-is-three-weeks = three weeks
clause-is-month = month
clause-is-two-months = two months
clause-is-quarter = quarter
clause-is-year = year
clause-is-meeting = meeting
clause-is-move-a-week = it is moved by a week
clause-is-another-time = we look for another time
clause-is-meet-anyway = we meet anyway
clause-is-calendar-year = a calendar year
clause-is-months = months
clause-is-last-meetings = the last meetings
clause-is-season = a season
clause-is-out = the seat ends
clause-is-group-decides = the group decides
clause-is-next-intake = wait for the next intake
clause-is-if-room = back if there is room
clause-is-nothing = nothing
clause-is-emergency = emergencies
clause-is-care-and-emergency = emergencies and care for others
clause-is-never = never
clause-is-not-twice-running = not twice running
clause-is-always = always
clause-is-update = their update
clause-is-question = their question
clause-is-non-attributable = may travel without the person
clause-is-group = stays in the group
clause-is-room = stays in the room
clause-is-not-shared = is not shared here
clause-is-shared-and-bound = may be shared, and binds all
clause-is-mail = e-mail
clause-is-chat = chat
clause-is-when-asked = when asked for
clause-is-rounds = in rounds of their own
clause-is-any-time = at any time
clause-is-consent = consent
clause-is-unanimity = all of us
clause-is-two-thirds = two thirds
clause-is-agrees = agrees
clause-is-refuses = refuses
clause-is-abstains = does not count
clause-is-disclose-first = is said to all first
clause-is-ask-the-group = the group is asked first
clause-is-freely = as one likes
clause-is-if-all-agree = only if all agree

# What contradicts itself.
charter-wrong-size = At least { $least } members and at most { $most } cannot both be. Make the second the larger one.
charter-wrong-quorum = A meeting needs { $quorum } of you, and you may be only { $least }. Ask for fewer, or for a larger group.
charter-wrong-risk = The seat is in question at { $risk } misses, before the private word at { $contact }. Have the private word first.
charter-wrong-reach = Nobody can miss { $misses } meetings where only { $meetings } are counted. Count over a longer time, or ask for fewer misses.
charter-wrong-year = Misses are counted over { $asked } meetings, and you meet { $meetings } times a year. Count over fewer.
charter-wrong-leeway = A newcomer’s first { $leeway } meetings do not count, and missing the first { $first } ends the seat. Choose one of the two.
charter-wrong-half = { $half } minutes late is half a miss, and { $whole } already a whole one. Make the half the shorter one.
charter-wrong-silence = “{ $question }” needs everyone, and yet whoever says nothing agrees. Let silence not count, or ask for fewer.
charter-wrong-recording = What is said stays in the room, and yet meetings may be recorded. Choose one of the two.
charter-wrong-notice = Who leaves says so { $notice } meetings ahead, and a season has { $meetings }. Ask for less notice.
charter-wrong-answer = You may take { $hours } hours to answer, and a decision takes { $days } days. Answer sooner, or decide later.
charter-wrong-short = A meeting has { $minutes } minutes, and everyone’s share takes { $needed } when you are all there. Meet longer, or give each less.
charter-wrong-ends = You ask whether to end with fewer than { $fewest }, and want to be { $least } at least. Make the first the smaller one.

## Decisions
decisions-title = Decisions of { $group }
decisions-heading = Decisions
decisions-back = Decisions of { $group }
decisions-lede = A norm, a member, a date, the purpose: anyone may put a question to the group, and it is settled by the rule you have.
decisions-ask = Put a question to the group
decisions-suggestions = Suggestions
decisions-open = Open
decisions-answer = Answer
decisions-none-open = Nothing is open
decisions-none-open-what = When somebody puts a question to the group, everyone gets a letter, and it stands here until it is settled.
decisions-open-facts = until { $until } · { WORDS($answered) } of { WORDS($people) } have answered
decisions-settled = Settled
decisions-none-settled = Nothing has been settled here so far.
decisions-settled-facts = { $end ->
    [agreed] agreed on { $day }
    [refused] not agreed, { $day }
    [withdrawn] taken back on { $day }
   *[lapsed] fell away on { $day }
}
decisions-part = { $first } to { $last } of { $total }

# What a question is about, as a heading.
# keys: decision-kind-*
decision-kind-norm = A norm
decision-kind-admission = A new member
decision-kind-removal = A member’s seat
decision-kind-date = A date
decision-kind-purpose = The purpose
decision-kind-other = Something else
# The same within a sentence.
# keys: decision-subject-*
decision-subject-norm = a norm
decision-subject-admission = a new member
decision-subject-removal = a member’s seat
decision-subject-date = a date
decision-subject-purpose = the purpose
decision-subject-other = a matter of the group
decision-subject-wrong = Please choose what it is about.
# keys: decision-rule-*
decision-rule-consent = It is agreed when nobody objects.
decision-rule-unanimity = It is agreed when everyone agrees.
decision-rule-two-thirds = It is agreed when two thirds of those who count agree.
# keys: decision-silence-*
decision-silence-agrees = Whoever says nothing agrees.
decision-silence-refuses = Whoever says nothing does not agree.
decision-silence-abstains = Whoever says nothing does not count.

decision-new-title = Put a question to the group
decision-new-lede = One sentence that can be agreed to, why, and until when.
decision-new-about = What about
decision-new-subject = It is about
decision-new-rule-why = The rule is kept with the question. If your group chooses another one later, this question stays with its own.
decision-new-who = Who would leave
decision-new-who-hint = Only where it is about a member’s seat.
decision-new-about-nobody = Nobody
decision-about-wrong = Please choose who it is about. It takes at least two others to decide.
decision-new-removal-why = Whoever is asked to leave is told at once, is not asked themselves, and may say a word to all of you. It is not agreed before the time is over. Speak with them first.
decision-new-question = The question
decision-new-sentence = In one sentence
decision-new-sentence-hint = As it will hold when it is agreed. A purpose is the sentence itself.
decision-sentence-wrong = Please write one sentence, in at most { $most } characters.
decision-new-why = Why
decision-why-wrong = Please write a few words, in at most { $most } characters.
decision-new-words-why = Nothing of this stands in a letter. A purpose may be read in the community once it is agreed.
decision-new-until = Until when
decision-new-days-label = Answers are taken for
decision-new-days = { $days ->
    [one] one day
   *[other] { WORDS($days) } days
}
decision-new-ask = Ask everyone
decision-new-ask-why = Everyone gets a letter. You count as agreeing, and can change that. Whoever has not answered is reminded once, about a day before the end.
decision-new-leave = Leave it
decision-asked = Asked. Everyone gets a letter.

decision-why = Why
decision-asked-by = Asked by { $name } on { $day }.
decision-somebody = somebody who has left
decision-until = Answers are taken until { $until }, on your clock in { $city }.
decision-is-being-settled = The time is over. It is being settled.
decision-is-ended = { $end ->
    [agreed] Agreed on { $day }.
    [refused] Not agreed. It was settled on { $day }.
    [withdrawn] Taken back on { $day } by whoever had asked.
   *[lapsed] It fell away on { $day }, because somebody left.
}
decision-purpose-why = Once it is agreed it is the purpose of your group, and may be read in the community.
decision-word = A word from { $name }
decision-word-what = This is about your seat. The others decide, and you are not asked. What you write here, each of them reads beside the question.
decision-word-label = Your word to the others
decision-word-send = Say it
decision-word-none = { $name } has said nothing yet.
decision-word-why = { $name } was told when you were asked. Nothing is agreed before the time is over.
decision-word-said = Said. The others read it beside the question.
decision-word-not-said = Nothing was kept: the question is not about your seat, or it is settled.
decision-your-answer = Your answer
decision-voice = What you say
decision-say-for = I agree
decision-say-against = I object
decision-voice-wrong = Please choose one of the two.
decision-answer-words = A word why
decision-answer-words-hint = An objection helps most when it says what would have to be different.
decision-words-wrong = Please write at most { $most } characters.
decision-answer-send = Send my answer
decision-answer-again = Change my answer
decision-you-said = { $voice ->
    [for] You agree.
   *[other] You object.
}
decision-answer-why = While it is open nobody sees what you say, only that you have answered. Once it is settled, everyone at the table sees it with your name.
decision-answered = Kept. You can change it until it is settled.
decision-too-late = It is settled. Your answer came too late and was not kept.
decision-not-asked = You were not at the table when this was asked, so you are not asked. You will see what comes of it.
decision-who = Who has answered
decision-what-was-said = What was said
decision-answered-nobody = Nobody has answered so far.
decision-answered-names = Answered: { $names }.
decision-waiting = Not yet: { $names }.
decision-who-why = What anybody said is shown once it is settled, so that nobody leans on anybody.
decision-count = { $for ->
    [0] Nobody agreed
    [one] One agreed
   *[other] { WORDS($for, at: "start") } agreed
}, { $against ->
    [0] nobody objected
    [one] one objected
   *[other] { WORDS($against) } objected
}.
decision-silent = Said nothing: { $names }.
# keys: decision-said-*
decision-said-for = agreed
decision-said-against = objected
decision-not-counted = No answers were counted.
decision-withdraw = Take the question back
decision-withdraw-what = Nothing is decided, what was answered stays unseen, and everyone is told.
decision-withdraw-do = Take it back
decision-withdrawn = The question was taken back.
decision-not-withdrawn = Only whoever asked can take it back, and only while it is open.

# keys: decision-link-*
decision-link-title = Your answer
decision-link-lede = { $name } asks you and the others about { $subject }.
decision-link-lede-left = You and the others were asked about { $subject }.
decision-link-read = Read what is asked
decision-link-words = The question itself, and why it is asked, are read on your group’s page after you sign in. Your answer here takes the place of an earlier one, with its words.
decision-link-on = Go on
decision-link-unknown = This link no longer works
decision-link-unknown-what = It may be old. What your group is asked stands on its page.
decision-link-left = You no longer have a seat in this group
decision-link-left-what = So there is nothing to answer here.
decision-link-settled = This question is settled
decision-link-settled-what = No more answers are taken. What came of it stands on your group’s page.

decision-letter-subject = { $group }: a question to you and the others
decision-letter-opening = { $name } asks { $group } about { $subject }.
decision-letter-until = Answers are taken until { $until }, on your clock in { $city }.
decision-letter-button = Read and answer
decision-letter-where = The question itself is read on your group’s page. What is said in the group does not stand in letters.
decision-reminder-subject = { $group }: a question still waits for you
decision-reminder-text = { $name } has asked { $group } about { $subject }, and you have not answered.
decision-about-you-subject = { $group }: a question about your seat
decision-about-you-text = { $name } has asked the others of { $group } whether you should keep your seat. You are told at the same time as they are.
decision-about-you-what = You can read what was asked, and say a word to all of them. Nothing is agreed before { $until }, on your clock in { $city }.
decision-about-you-button = Read it, and say a word
decision-ended-subject = { $group }: { $end ->
    [agreed] agreed
    [refused] not agreed
    [withdrawn] taken back
   *[lapsed] fell away
}, { $subject }
# keys: decision-ended-*
decision-ended-agreed = { $group } has agreed on what it was asked about { $subject }.
decision-ended-refused = { $group } has not agreed on what it was asked about { $subject }.
decision-ended-withdrawn = The question to { $group } about { $subject } was taken back. Nothing is decided.
decision-ended-lapsed = The question to { $group } about { $subject } fell away, because somebody left. Nothing is decided.
decision-ended-button = See what was said

decision-card = A question to your group
decision-card-line = { $group } is asked about { $subject }. Answers are taken until { $until }.
decision-card-open = Read and answer
decision-card-about-you = { $group } is asked about your seat. You may say a word to the others until { $until }.
decision-card-word = Read it, and say a word
decision-panel-open = { $open ->
    [0] No question is open.
    [one] One question is open.
   *[other] { WORDS($open, at: "start") } questions are open.
}
decision-panel-suggested = { $open ->
    [0] {""}
    [one] One suggestion waits for the next review.
   *[other] { WORDS($open, at: "start") } suggestions wait for the next review.
}
decision-panel-answer = Read and answer
decision-panel-all = Ask, and see what was settled
decision-panel-suggestions = Suggestions
decision-panel-why = Anyone may put a question to the group. It is settled by the rule you have agreed on, and silence means what you said it means.

## Suggestions
suggestions-title = Suggestions to { $group }
suggestions-heading = Suggestions
suggestions-lede = What would make this group better. Say it when you think of it; the group answers each in its next review.
suggestions-waiting = For the next review
suggestions-none = Nothing is suggested
suggestions-none-what = Whatever you would keep, start or stop belongs here, however small.
suggestions-answered = Answered
suggestion-make = Make a suggestion
suggestion-words = What you suggest
suggestion-words-wrong = Please write what you suggest, in at most { $most } characters.
suggestion-name = Your name
suggestion-name-yes = With my name
suggestion-name-yes-what = You are told what the group answers, and can take it back until then.
suggestion-name-no = Without my name
suggestion-name-no-what = It is stored without you, and with the day only. Nobody can take it back for you.
suggestion-name-wrong = Please choose one of the two.
suggestion-send = Suggest it
suggestion-made = Suggested. It waits for the next review.
suggestion-unnamed-can = { $people ->
    [one] You are alone at this table, so what you suggest without a name can only be yours.
   *[other] You are { WORDS($people) } at this table. Without a name, nobody here is shown who wrote it, and Junto does not keep it.
}
suggestion-unnamed-cannot = In so small a group your way of writing, or what only you can know, may still give you away. And whoever runs the server could see for a short while when a form was sent, and by whom.
suggestion-by = { $name }, { $day }
suggestion-by-former = Somebody who has left, { $day }
suggestion-unnamed = Without a name, { $day }
suggestion-withdraw = Take it back
suggestion-withdrawn = Your suggestion was taken back.
suggestion-not-withdrawn = Only whoever suggested it by name can take it back, and only until it is answered.
suggestion-answer-open = Answer for the group
suggestion-answer = What the group says
suggestion-answer-none = Choose
# keys: suggestion-is-*
suggestion-is-taken-up = Taken up
suggestion-is-not-now = Not now
suggestion-is-already-so = It is so already
suggestion-answer-words = A word why
suggestion-answer-send = Answer
suggestion-answer-why = Answer for the group, in its review. “Not now” needs a word why. Whoever gave their name gets a letter.
suggestion-answer-wrong = Please choose one of the three.
suggestion-not-now-wrong = “Not now” needs a word why, and no answer is longer than { $most } characters.
suggestion-answered = Answered.
suggestion-letter-subject = { $group } has answered your suggestion
suggestion-letter-text = { $answer ->
    [taken-up] { $group } has taken up what you suggested.
    [already-so] { $group } has answered what you suggested: it is so already.
   *[not-now] { $group } has answered what you suggested: not now. Why, stands on its page.
}
suggestion-letter-button = See the answer
