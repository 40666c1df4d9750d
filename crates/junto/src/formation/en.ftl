# Formation: reasons of groups, reports, rounds.
attribute-years = years in the role
attribute-zone = time zone
attribute-past-groups = groups they were in before
list-and = { $before } and { $last }

reason-years = Between { $least } and { $most } years in the role{ $unknown ->
    [0] .
   *[other] {""} among the { WORDS($known) } of whom it is known.
}
reason-years-same = { $unknown ->
    [0] All { $least } years in the role.
   *[other] The { WORDS($known) } whose years in the role are known have { $least } each.
}
reason-seniority = { $unknown ->
    [0] All of a comparable level.
   *[other] The { WORDS($known) } whose level is known are comparable.
}
reason-close = Alike in { $attribute }: { $least } to { $most }{ $unknown ->
    [0] .
   *[other] {""} among the { WORDS($known) } of whom it is known.
}
reason-close-same = { $unknown ->
    [0] All have { $least } in { $attribute }.
   *[other] The { WORDS($known) } whose { $attribute } is known have { $least }.
}
reason-alike = { $unknown ->
    [0] All alike in { $attribute }: { $label }.
   *[other] The { WORDS($known) } whose { $attribute } is known are alike: { $label }.
}
reason-industries = { WORDS($kinds, at: "start") } industries among { $unknown ->
    [0] { WORDS($known) } people.
   *[other] the { WORDS($known) } of whom it is known.
}
reason-functions = { WORDS($kinds, at: "start") } functions among { $unknown ->
    [0] { WORDS($known) } people.
   *[other] the { WORDS($known) } of whom it is known.
}
reason-kinds = { WORDS($kinds, at: "start") } kinds of { $attribute } among { $unknown ->
    [0] { WORDS($known) } people.
   *[other] the { WORDS($known) } of whom it is known.
}
reason-apart = { $attribute } from { $least } to { $most }{ $unknown ->
    [0] .
   *[other] {""} among the { WORDS($known) } of whom it is known.
}
reason-level = { $unknown ->
    [0] All on one level: { $least }.
   *[other] The { WORDS($known) } whose { $attribute } is known are on one level: { $least }.
}
reason-levels = From { $least } to { $most } in { $attribute }{ $unknown ->
    [0] .
   *[other] {""} among the { WORDS($known) } of whom it is known.
}
reason-crossing = No line parts them: { $attributes } cut across each other.
reason-new = New to each other: no two were in one group before.
reason-interest = { WORDS($people, at: "start") } share an interest: { $label }.
reason-interest-all = All share an interest: { $label }.
reason-topic = { WORDS($people, at: "start") } have the same in { $attribute }: { $label }.
reason-hours = { $winter } hours a week in common, in January and in July.
reason-hours-seasons = { $winter } hours a week in common in January, { $summer } in July.
reason-languages = { $unknown ->
    [0] All speak { $languages }.
   *[other] The { WORDS($known) } who name their languages all speak { $languages }.
}
assumed-hours-all = Nobody has said their hours yet: Monday to Friday from { $from } to { $to } is assumed.
assumed-hours = { $people ->
    [one] One of them has
   *[other] { WORDS($people, at: "start") } of them have
} not said their hours yet: Monday to Friday from { $from } to { $to } is assumed.
assumed-zones = The time zone of { WORDS($people) } is not known: that of { $city } is assumed.
reason-no-conflict = No conflict of interest among them that the roster knows of.

cost-years = Spans { $span } years in the role, where { $usual } is usual among these groups.
cost-wider = Spans { $span } in { $attribute }, where { $usual } is usual among these groups.
cost-unlike = { WORDS($kinds, at: "start") } different kinds of { $attribute }, which should be alike.
cost-same = { WORDS($people, at: "start") } have the same { $attribute }: { $label }.
cost-nothing-shared = No two of them have any { $attribute } in common.
cost-faultline = { $people ->
    [2] Both
   *[other] All { WORDS($people) }
} who are { $label } in { $attribute } are { $along } in { $other }, and { $besides ->
    [0] nobody else here is
    [one] one of the others is
   *[other] { WORDS($besides) } of the others are
}.
cost-parted = A line could part them: whoever differs in { $attribute } mostly differs in { $other } too.
cost-met-before = { $names } were in one group before.
cost-forgone = { $with } in place of { $who } would meet the wishes better. This forbids it: { $must }.
cost-few-hours = Only { $hours } hours a week in common.
cost-no-hours = No hour of the week is common to all.
cost-awkward-hour = The best hour begins at { $time } for { $who }, and suits them less.

broken-reports = { $one } and { $other }: one reports to the other.
broken-reports-through = { $one } and { $other }: one reports to the other through others.
broken-kept-apart = { $one } and { $other } are to be kept apart.
broken-competitors = { $one } and { $other } work for competitors.
broken-department = { $one } and { $other } work in one department.
broken-organisation = { $one } and { $other } work for one organisation.
broken-apart = { $names } are to be kept apart.
broken-size = { $people ->
    [one] One person is
   *[other] { WORDS($people, at: "start") } people are
} not the size you asked for.
broken-stage = Stages too far apart: { $names }.
broken-facilitator = Nobody among them can facilitate.
broken-language = No language common to all: { $people ->
    [one] { $names } lacks
   *[other] { $names } lack
} that of the others.
broken-only-one = The only one of their kind: { $names }.
broken-hours = Too few hours in common.
broken-together = Torn from the person they go with: { $names }.

must-size = the size of groups
must-apart = who is kept apart
must-together = who goes together
must-organisation = one person from each organisation
must-department = one person from each department
must-stage = the band of stages
must-facilitator = somebody who can facilitate
must-language = a common language
must-only-one = nobody the only one in { $attribute }
must-hours = the hours in common

fit-industry = Brings { $industry }, which nobody there has.

obstacle-own-hours = { $own } hours a week of their own, { $least } are needed.
obstacle-only-one = Nobody else is of their kind in { $attribute }, and they would not be the only one.
obstacle-together = Goes together with { $names }, and no group has room for all of them.
obstacle-everywhere = No group would keep this with them in it: { $must }.
obstacle-nearest = { $group } is nearest; there it would break { $musts }.
obstacle-no-groups = There is no group that takes more people.
would-size = Groups of up to { WORDS($people) } would place them in { $group }.
would-hours = With { $hours } { $count ->
    [one] hour
   *[other] hours
} in common they could join { $group }.
would-stage = With stages up to { $width } apart they could join { $group }.
would-meet = If { $names } agreed to meet, they could join { $group }.
would-facilitator = Without somebody who can facilitate they could join { $group }.
would-language = Without a language common to all they could join { $group }.
would-only-one = If { $names } did not mind being the only one, they could join { $group }.
would-nothing = No single change of what was asked would place them: more than one thing stands in the way of every group.
would-other-people = More people to form a group with, or smaller groups, could place them.

mix-years = { $least } to { $most } years
mix-levels = comparable
mix-range = { $least } to { $most }
mix-all = { $unknown ->
    [0] all { $label }
   *[other] { WORDS($people) } in { $label }
}
mix-most = { WORDS($kinds) } kinds, { WORDS($people) } in { $label }
mix-different = { WORDS($kinds) } different
mix-share = { WORDS($people) } share { $label }
mix-nothing = nothing in common
mix-unknown = { $said }; { WORDS($unknown) } unknown

strip-assumed = hours assumed
strip-caption = A { $day } in { $month }, { $city } time. The band is the best hour.
strip-caption-none = A { $day } in { $month }, { $city } time. No hour suits all.
purpose-draft = To think together about { $topics }.

report-title = Proposed groups
report-nobody = No group could be formed. { $ways ->
    [0] Ask for smaller groups (--size) or fewer hours in common (a file of --criteria), or add people to the roster.
   *[other] Below it is said why, and what could be asked for instead.
}
report-no-file = { $file }: There is no file of this name. Check its name and folder.
report-unreadable = { $file }: It could not be read. Check that it is a file and that you may read it.
report-not-text = { $file }: It could not be read as criteria. It is a text file in TOML.
report-file = { $file }: { $why }
report-placed = { $people ->
    [0] Nobody has
    [one] One person has
   *[other] { WORDS($people, at: "start") } people have
} a place in { $groups ->
    [0] a group
    [one] one group
   *[other] { WORDS($groups) } groups
}.
report-unplaced = { $people ->
    [one] One person has
   *[other] { WORDS($people, at: "start") } people have
} no place, for reasons given below.
report-all = Nobody is left out.
report-better = { $percent } % of the way from groups drawn by lot to perfect ones.
report-reach = Of 100 that could at most be had, these groups have { $score }; drawn by lot they would have { $lot }.{ $score ->
    [100] { "" }
   *[other] { " " }Whether more than { $score } is possible is not known.
}
report-reach-short = { $score } of 100 that could at most be had; by lot { $lot }
report-wrong = { $file }, line { $line }: { $why }
report-no-key = There is no { $key } here. The nearest is { $nearest }.
report-not-toml = This cannot be read. A line is a name, = and a value; texts stand in quotation marks, lists in brackets: size = "7..9" or lonely = ["gender"].
report-key-twice = This stands twice. Keep one of them.
report-attribute-twice = { $attribute } stands twice under { $key }. Once is enough.
report-alike-and-different = { $attribute } stands under [similar] and under [different]. Keep one of them.
takes-size = The size is how many people a group has, 2 or more and the smaller number first. Write size = "7..9" or size = 8.
takes-band = The band of stages is a number from 0 to 100, of years or of levels. Write stage_band = 8.
takes-preset = A preset is one of balanced, peers, variety and new-faces. Write preset = "peers".
takes-past-groups = For groups of the past write past_groups = "apart", "any", or a weight from 0 to 100 such as 2.
takes-facilitator = Write facilitator = true, false, or by what it is known: "role = facilitator".
takes-seed = The seed is a whole number from 0 up. Write seed = 1727.
takes-work = The work is a whole number of trials from 1 up. Write work = 10000000.
takes-weight = A weight is a number from 0 to 100. Write { $key } = 2.
takes-minutes = The minutes of a meeting are a whole number from 1 to 1440. Write minutes = 90.
takes-common = The hours in common are hours a week, from 0 to 168. Write common = 2.
takes-time = A time of day stands in quotation marks, from 00:00 to 24:00. Write { $key } = "08:00".
takes-another-end = The hours end when they begin, so that there are none. Write another time, such as to = "19:00".
takes-yes-no = This is true or false, without quotation marks. Write { $key } = true.
takes-attributes = These are names of attributes in brackets. Write { $key } = ["gender", "industry"].
takes-people = These are addresses or names of people in brackets. Write { $key } = ["ana@example.org"].
takes-sets = These are sets of people, brackets within brackets. Write { $key } = [["ana@example.org", "Kofi Badu"]].
takes-part = This is a part of its own. Write [{ $key }], and below it a line for each thing in it.
report-seconds = --seconds takes a number of seconds from 0 up, such as --seconds 10.
report-unwritable = { $file }: It could not be written. Check that its folder is there, that it is no folder itself, and that you may write it.
report-beside = The column { $header } is kept as an attribute called { $name }, because { $first } is there already.
report-nobody-has-facilitators = A facilitator was asked for in every group, but nobody in the roster has an attribute called { $attribute }.
report-nobody-facilitates = A facilitator was asked for in every group, but nobody in the roster has { $value } in { $attribute }.
report-crossing-one = A line runs along two attributes: beside { $attribute }, name another.
report-again = Same roster, same criteria and seed { $seed } give these same groups again.
report-asked = What was asked for
report-not-placed = Not placed
report-people = { $people ->
    [one] One person
   *[other] { WORDS($people, at: "start") } people
}
report-purpose = Perhaps: { $purpose }
report-refused = { $lines ->
    [one] One line of the roster was refused
   *[other] { $lines } lines of the roster were refused
}; see junto roster check.
report-unknown = { $name } is nobody's address, and not the name of exactly one person in the roster. Write an address.
report-twice = { $name } is named twice in one set of people. Once is enough.
report-apart-and-free = { $names } are to be apart and are free to meet. They may meet; take one of the two away.
report-alone = { $name } stands alone in a line of people to keep apart or together, and so changes nothing. Write at least two, with a semicolon between them.
criterion-size = Groups of { $least } to { $most } people.
criterion-size-one = Groups of { $least } people.
criterion-similar = Alike in { $attributes }.
criterion-different = Different in { $attributes }.
criterion-shared = Something in common in { $attributes }.
criterion-crossing = No group parted along one line of { $attributes }.
criterion-past = People who were in one group before: apart if possible.
criterion-facilitator = Somebody in every group who can facilitate.
criterion-facilitator-by = Somebody in every group who has { $value } in { $attribute }.
criterion-stage = Stages within { $width } of each other.
criterion-hours = At least { $hours } { $count ->
    [one] hour
   *[other] hours
} a week in common for meetings of { $minutes } minutes, in January and in July.
criterion-organisation = No two from one organisation.
criterion-reports = Nobody sits with a superior or a report.
criterion-department = No two from one department.
criterion-competitors = Nobody sits with a competitor.
criterion-language = A language common to all who name theirs.
criterion-lonely = Nobody the only one of their kind in { $attributes }.
criterion-apart = { $sets ->
    [one] One set of people is kept apart.
   *[other] { WORDS($sets, at: "start") } sets of people are kept apart.
}
criterion-together = { $sets ->
    [one] One set of people goes together.
   *[other] { WORDS($sets, at: "start") } sets of people go together.
}
criterion-may-meet = { $sets ->
    [one] One set of people may meet all the same.
   *[other] { WORDS($sets, at: "start") } sets of people may meet all the same.
}
criterion-may-part = { $people ->
    [one] One person need not go with whom they are to be together with.
   *[other] { WORDS($people, at: "start") } people need not go with whom they are to be together with.
}
criterion-only-one = { $people ->
    [one] One person does
   *[other] { WORDS($people, at: "start") } people do
} not mind being the only one of their kind.
contradiction-musts = { $musts ->
    [one] Not everyone can have a place while this is kept: { $list }.
   *[other] Not everyone can have a place while all of this is kept: { $list }.
}
contradiction-each = For some of them one change would be enough.
contradiction-more = { $more ->
    [one] One more thing of this kind stands
   *[other] { WORDS($more, at: "start") } more things of this kind stand
} in the way.
because-groups = { $among ->
    [one] One person needs
   *[other] { $among } people need
} { $needed ->
    [one] one group
   *[other] { $needed } groups
}, and there can be { $possible ->
    [0] none
   *[other] { $possible }
}.
because-apart = { $people ->
    [one] { $names } needs
   *[other] { $names } need
} { $needed ->
    [one] a group
   *[other] { $needed } groups
}, and { $among ->
    [one] one person makes
   *[other] { $among } people make
} { $possible ->
    [0] none
   *[other] at most { $possible }
}.
because-reach = { $reach ->
    [one] Nobody else can be in a group with { $names }
   *[other] No group with { $names } in it can have more than { $reach } people
}; { $least } are needed.
because-company = There is nobody to go with { $names } for this: { $must }.
because-hours = { $people ->
    [one] The hours of { $names } come to { $own } a week
   *[other] The hours of each of { $names } come to { $own } a week at most
}; { $least } are needed.
because-together = { $names } are to go together, and break it among themselves.
because-together-size = { $names } are to go together: { $people } people, and a group has at most { $most }.
because-tried = { $among ->
    [one] That one person has no place was tried out
   *[other] Every way to divide the { $among } people was tried
}.
effect-resolves = Resolves { $numbers }.
effect-enough = Nothing else is then known to stand in the way.
effect-unknown = Whether anything else stands in the way then is not looked at among so many people.
effect-left = { $left ->
    [one] One thing still stands in the way then.
   *[other] { WORDS($left, at: "start") } things still stand in the way then.
}
names-and-more = { $names } and { $more } more
way-size = groups of { $least } to { $most }
way-hours = { $hours } { $count ->
    [one] hour
   *[other] hours
} in common
way-part = { $names } free to go alone
way-stage = stages up to { $width } apart
way-meet = { $names } free to meet
way-language = no common language
way-facilitator = no facilitator in every group
way-only-one = { $names } as the only one of their kind, if they agree
way-none = No one change of the criteria is known that would resolve this; { $names } { $people ->
    [one] stays
   *[other] stay
} without a place.
way-written = write { $line } into the criteria file.
way-written-part = write { $line } under [{ $part }] in the criteria file.
way-again = Form again with { $change }
way-line = Form again with { $change }: { $written }{ $effect }
contradiction-too-few = { $people ->
    [0] There is nobody to form a group of { $least } from.
    [one] One person does not make one group of { $least }.
   *[other] { $people } people do not make one group of { $least }.
}
contradiction-size = No group can have from { $least } to { $most } people.
contradiction-locked-apart = { $names } go together, but stay in different groups or with a group nobody joins. Unlock one of them.
contradiction-locked = What is locked into one group breaks what is asked of every group. Unlock somebody there, or ask for less.
contradiction-asked-twice = { $attribute } is asked for twice, under two names or in two ways. Keep one of them.
nearest = The nearest is { $nearest }.
contradiction-kept = { $names } are kept where the criteria do not allow it.
contradiction-weight = A weight is not a number from 0 up.
contradiction-band = The band of stages is not a number from 0 up.
contradiction-nobody-left = Nobody takes part. Whoever you picked has a seat already, or there is nobody like that in the roster.
contradiction-nobody-has = Nobody in the roster has an attribute called { $attribute }.
contradiction-no-stage = A band of stages was asked for, but the roster has neither years in the role nor ordered levels of seniority.
contradiction-other = The criteria contradict themselves.
oneself-topic = You share { $topic } with { $others ->
    [one] one of them
   *[other] { WORDS($others) } of them
}.

ask-least = Smallest size
ask-most = Largest size
ask-common = Hours in common
ask-minutes = Minutes of a meeting
ask-stage = Band of stages
ask-stage-any = as it comes
ask-stage-within = within { $years } years
ask-groups-of = Groups of
ask-to = to
ask-people = people.
ask-at-least = At least
ask-hours-for = hours a week in common, for meetings of
ask-minutes-each = minutes.
ask-stages = Stages
ask-by-name = Keep people apart or together by name
ask-apart = Never in one group
ask-apart-hint = A line for each set of people: addresses or names with semicolons between them. No two people of one line share a group. What the roster says of conflicts counts anyway.
ask-together = Always in one group
ask-together-hint = Written in the same way. The people of one line share a group or stay without a place.
ask-nobody-alone = Nobody the only one of their kind in
ask-crossing = No group parted along one line of
ask-crossing-why = As when all women come from public bodies. A line runs along two attributes: pick two or more.
ask-past = People who were in one group before
ask-past-apart = apart if possible
ask-may-meet = Free to meet
ask-may-meet-hint = Written in the same way. The people of one line may share a group in spite of what the roster says of them.
ask-may-part = Free to go alone
ask-may-part-hint = Addresses or names with semicolons between them. These people need not share a group with those they are to be together with.
ask-both-seasons = In January and in July, whatever the clocks do between.
ask-more = What else could be asked for
ask-wish-none = does not matter
ask-wish-similar = alike, matters much
ask-wish-similar-little = alike, nice to have
ask-wish-different = different, matters much
ask-wish-different-little = different, nice to have
ask-wish-shared = something in common
ask-must = must be so
ask-may = need not be so
ask-must-by = must be so: { $value }

rounds-title = Formation
rounds-lede = Each round takes people from the roster, proposes groups with reasons, and founds them when you say so.
rounds-new = Begin a round
rounds-all = Rounds
rounds-none = No round yet
rounds-none-what = A round forms groups from the roster. Nobody is told anything before you publish it.
rounds-begun = Begun on { $day }
rounds-published = Published
rounds-proposals = { $proposals ->
    [one] One proposal
   *[other] { WORDS($proposals, at: "start") } proposals
}
round-name = Round of { $month }
round-new-lede = { $people ->
    [one] One person is
   *[other] { WORDS($people, at: "start") } people are
} on the roster. Say who takes part and what makes a good group; the proposal explains itself.
round-nobody = The roster is empty
round-nobody-import = Import a roster first
round-who = Who takes part
round-wrong = Please give the round a name, and a smallest size that is not above the largest.
round-name-label = Name of the round
round-industry = Industry
round-function = Function
round-all = everyone
round-search = Only those with these words
round-search-hint = In name, address, organisation, industry, function or department.
round-pick = Pick people by address
round-only = Only these people
round-only-hint = Addresses as the people list has them, pasted from anywhere. Leave it empty for everyone above.
round-except = Everyone but these
round-except-hint = Addresses of people who sit this round out.
round-unknown = Not in the roster: { $addresses }.
round-without-seat = Only people without a seat in a group
round-asked = What you ask for
round-preset = What the round is for
round-preset-why = Fills in the sentences below; all of them can be changed.
preset-balanced = Leaders of one stage, different in trade
preset-peers = Leaders of one stage first of all, for people new to such groups
preset-variety = As different in trade as can be, for people who know such groups
preset-new-faces = New faces first of all, for people who had groups before
round-must = Musts and wishes
round-must-what = Sizes, hours, stages and what must be so are never broken: whoever does not fit stays without a place, and you are told why. Everything else is weighed.
round-chance = Chance
round-next = Nobody is told anything before you publish.
round-seed = Seed
round-seed-hint = The same people, criteria and seed give the same groups again. Another number gives others.
round-form = Form groups

work-under-way = Groups are being formed
work-progress = How far it is
work-leave = You can leave this page; the work goes on.
work-look-again = Look again
work-cancel = Stop and discard
work-failed = No groups could be formed.
work-discard = Discard this proposal
desk-published = Formation, published.
desk-draft = Formation, proposal { $number }. Nobody has been told anything yet.
desk-preparing = The groups are being prepared: { $prepared } of { $groups }. Nobody sees any of them before all are ready.
desk-again = Form again
desk-asked-see = See it
desk-asked-else = Ask for something else
desk-ask-title = Ask for something else
desk-ask-lede = Another proposal is made beside this one. What is locked in it stays.
asked-with = Another proposal was asked for, with { $change }.
desk-others = Other proposals of this round
desk-proposal = Proposal { $number }
desk-compare = Compare
desk-lock = Lock
desk-unlock = Unlock
desk-stays = stays when formed again
desk-locked = Locked: stays as it is when groups are formed again.
desk-move = Move
desk-move-who = Move { $name }
desk-rename = Rename
desk-rename-do = Save the name
desk-name = Name of the group
desk-more = More groups
desk-open = Open
desk-open-which = Open { $group }
desk-place = Find a place for { $name }
desk-this = This proposal
desk-answers = Answers and free seats
desk-broken = { $groups ->
    [one] One group shown here breaks a must
   *[other] { WORDS($groups, at: "start") } groups shown here break a must
}; they are marked with ×.
desk-gone = { $people ->
    [one] One person who was placed here
   *[other] { WORDS($people, at: "start") } people who were placed here
} left the roster since, or were given or offered a seat elsewhere. They are left out below. Form the groups again to fill the gaps.
desk-kept = Everything is kept as a draft.
desk-discard = Discard
desk-publish = Publish the round
desk-publish-title = Publish { $name }?
desk-publish-what = { $people ->
    [one] One person receives
   *[other] { WORDS($people, at: "start") } people receive
} an invitation to their group, with the reasons that concern them and nothing of the others' answers.
desk-publish-waiting = { $people ->
    [one] One person without a place goes
   *[other] { WORDS($people, at: "start") } people without a place go
} on the waiting list.
desk-publish-tell = Write to them that the next round counts them in
desk-publish-later = Not yet
desk-publish-do = Publish, and send { $letters ->
    [one] one letter
   *[other] { $letters } letters
}
publishing-another = Another proposal of this round was published before. Nothing was changed.
desk-another-published = Another proposal of this round was published.
desk-another-open = Open it
publishing = The groups are being prepared. The letters go out when all are ready.
discarded = Discarded.
move-title = Move { $name }
move-back = Back to the groups
move-from = Now in { $group }.
move-from-none = Now without a place.
move-where = Where to
move-fits = Breaks nothing.
move-nowhere = Out of all groups
move-weigh = See what it costs
move-weigh-which = See what it costs: { $group }
move-into = { $name } into { $group }
move-out = { $name } out of the group
move-swap = { $name } in exchange for { $with }
move-not-yet = Not made yet.
move-changes = What the move changes
move-before = before
move-after = after
move-size = size
move-hours = hours in common
move-better = Breaks nothing, and the groups are at least as good as before.
move-worse = Breaks nothing, but the groups meet the wishes less well than before.
move-do = Make the move
move-do-anyway = Make the move all the same
move-leave = Leave everything as it is
move-told = Nobody is told of a move. Everything is a draft until the round is published.
move-swap-title = Or an exchange
move-swap-with = In exchange for
move-where-why = Groups in which nothing would break come first, then those that gain most.
move-stay = Or to stay
move-stay-what = Whoever is locked stays in this group when groups are formed again.
move-lock = Lock into this group
move-unlock = Unlock
moved = { $name } is now in { $group }.
moved-out-why = Taken out of { $group } by hand.
moved-out-would = Move them into a group by hand, or form the groups again.
moved-out = { $name } is in no group now.
renamed-not = A name must not be empty, or that of another group.
compare-title = Two proposals
compare-same = { $groups ->
    [one] One group is
   *[other] { WORDS($groups, at: "start") } groups are
} the same in both.
compare-together = { $pairs ->
    [one] One pair of people sits
   *[other] { $pairs } pairs of people sit
} together in both.
compare-unplaced = { $people ->
    [one] One person has no place.
   *[other] { WORDS($people, at: "start") } people have no place.
}
compare-beside = Beside each other
compare-people = Who has a place
compare-wishes = How well the wishes are met
compare-groups = Groups the other has not
compare-groups-none = None.
compare-asked = What only this one was asked
compare-asked-same = Nothing else.
compare-both = Asked of both
desk-export = Save these groups as a table (CSV)
work-otherwise = Ask for something else
card-round = Formation
card-round-unplaced = { $people ->
    [one] One person has no place yet
   *[other] { WORDS($people, at: "start") } people have no place yet
}, each for a reason.
card-round-look = Look at the groups
card-round-forming = Groups are being formed. You are not needed for that.
card-round-watch = See how far it is
card-round-publishing = The round is being published: { $prepared ->
    [one] one group is
   *[other] { $prepared } groups are
} prepared. The letters go out when all are.
card-answers = Answers
card-answers-line = { $people ->
    [one] One person was
   *[other] { WORDS($people, at: "start") } people were
} asked; published on { $day }.
card-answers-accepted = { $people ->
    [one] one took the seat
   *[other] { WORDS($people) } took their seats
}
card-answers-hour = { $people ->
    [one] one would come at another hour
   *[other] { WORDS($people) } would come at another hour
}
card-answers-silent = { $people ->
    [one] one has not answered
   *[other] { WORDS($people) } have not answered
}
card-answers-declined = { $people ->
    [one] one declined
   *[other] { WORDS($people) } declined
}
card-answers-why = Whoever has not answered gets one reminder, a week after the invitation. Their seats stay kept until you take them back.
card-steps = To begin
card-steps-why = Nobody is told anything before the last step. Until then everything can be changed or thrown away.
step-roster = Import a roster
step-roster-what = A table of the people who could be in a group. You see what would be taken in, line by line, before it is.
step-roster-done = { $people ->
    [one] One person is
   *[other] { WORDS($people, at: "start") } people are
} on the roster.
step-roster-do = Choose a file
step-roster-more = Import more people
step-form = Form groups
step-form-what = Say what makes a good group. The proposal explains each one, and why somebody has no place.
step-publish = Publish
step-publish-what = Look at the groups, move whom you like, and publish. Each person gets one letter with three answers: yes, no, or another hour.
step-by-hand = Is there a group that found itself?
