# Formation: reasons of groups, reports, rounds.
attribute-years = years in the role
attribute-zone = time zone
list-and = { $before } and { $last }

reason-years = Between { $least } and { $most } years in the role.
reason-years-same = All { $least } years in the role.
reason-seniority = All of a comparable level.
reason-close = Alike in { $attribute }: { $least } to { $most }.
reason-close-same = All have { $least } in { $attribute }.
reason-alike = All alike in { $attribute }: { $label }.
reason-industries = { WORDS($kinds, at: "start") } industries among { WORDS($known) } people.
reason-functions = { WORDS($kinds, at: "start") } functions among { WORDS($known) } people.
reason-kinds = { WORDS($kinds, at: "start") } kinds of { $attribute } among { WORDS($known) } people.
reason-apart = { $attribute } from { $least } to { $most }.
reason-interest = { WORDS($people, at: "start") } share an interest: { $label }.
reason-interest-all = All share an interest: { $label }.
reason-topic = { WORDS($people, at: "start") } have the same in { $attribute }: { $label }.
reason-hours = { $winter } hours a week in common, in January and in July.
reason-hours-seasons = { $winter } hours a week in common in January, { $summer } in July.
reason-languages = All speak { $languages }.
reason-no-conflict = No conflict of interest among them that the roster knows of.

cost-years = Spans { $span } years in the role, where { $usual } is usual among these groups.
cost-wider = Spans { $span } in { $attribute }, where { $usual } is usual among these groups.
cost-unlike = { WORDS($kinds, at: "start") } different kinds of { $attribute }, which should be alike.
cost-same = { WORDS($people, at: "start") } have the same { $attribute }: { $label }.
cost-nothing-shared = No two of them have any { $attribute } in common.
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
broken-size = { WORDS($people, at: "start") } people are not the size you asked for.
broken-stage = Stages too far apart: { $names }.
broken-language = No language common to all: { $names } lack that of the others.
broken-only-one = The only one of their kind: { $names }.
broken-hours = Too few hours in common.
broken-together = Torn from the person they go with: { $names }.

must-size = the size of groups
must-apart = who is kept apart
must-together = who goes together
must-organisation = one person from each organisation
must-department = one person from each department
must-stage = the band of stages
must-language = a common language
must-only-one = nobody the only one in { $attribute }
must-hours = the hours in common

obstacle-own-hours = { $own } hours a week of their own, { $least } are needed.
obstacle-only-one = Nobody else is of their kind in { $attribute }, and they would not be the only one.
obstacle-together = Goes together with { $names }, and no group has room for all of them.
obstacle-everywhere = No group would keep this with them in it: { $must }.
obstacle-nearest = { $group } is nearest; there it would break { $musts }.
obstacle-no-groups = There is no group that takes more people.
would-size = Groups of up to { WORDS($people) } would place them in { $group }.
would-hours = With { $hours } hours in common they could join { $group }.
would-stage = With stages up to { $width } apart they could join { $group }.
would-meet = If { $names } agreed to meet, they could join { $group }.
would-language = Without a language common to all they could join { $group }.
would-only-one = If { $names } did not mind being the only one, they could join { $group }.

mix-years = { $least } to { $most } years
mix-levels = comparable
mix-range = { $least } to { $most }
mix-all = all { $label }
mix-most = { WORDS($kinds) } kinds, { WORDS($people) } in { $label }
mix-different = { WORDS($kinds) } different
mix-share = { WORDS($people) } share { $label }
mix-nothing = nothing in common
mix-unknown = { $said }; { WORDS($unknown) } unknown

hours-caption = A { $day } in { $month }, { $city } time. The band is the best hour.
hours-caption-none = A { $day } in { $month }, { $city } time. No hour suits all.
span-preferred = preferred { $from } to { $to }
span-acceptable = acceptable { $from } to { $to }
span-none = no hours on this day
hour-preferred = preferred
hour-acceptable = acceptable
purpose-draft = To think together about { $topics }.

report-title = Proposed groups
report-placed = { $people ->
    [one] One person has
   *[other] { WORDS($people, at: "start") } people have
} a place in { $groups ->
    [one] one group
   *[other] { WORDS($groups) } groups
}.
report-unplaced = { $people ->
    [one] One person has
   *[other] { WORDS($people, at: "start") } people have
} no place, for reasons given below.
report-all = Nobody is left out.
report-better = { $percent } % of the way from groups drawn by lot to perfect ones.
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
report-set-aside = { $names } were to go together, but that would break { $must }.
report-unknown = Nobody in the roster is { $name }; check the criteria.
criterion-size = Groups of { $least } to { $most } people.
criterion-size-one = Groups of { $least } people.
criterion-similar = Alike in { $attributes }.
criterion-different = Different in { $attributes }.
criterion-shared = Something in common in { $attributes }.
criterion-stage = Stages within { $width } of each other.
criterion-hours = At least { $hours } hours a week in common for meetings of { $minutes } minutes, in January and in July.
criterion-organisation = No two from one organisation.
criterion-reports = Nobody sits with a superior or a report.
criterion-department = No two from one department.
criterion-competitors = Nobody sits with a competitor.
criterion-language = A language common to all.
criterion-lonely = Nobody the only one of their kind in { $attributes }.
criterion-apart = { $sets ->
    [one] One set of people is kept apart.
   *[other] { WORDS($sets, at: "start") } sets of people are kept apart.
}
criterion-together = { $sets ->
    [one] One set of people goes together.
   *[other] { WORDS($sets, at: "start") } sets of people go together.
}
contradiction-too-few = { $people } people do not make one group of { $least }.
contradiction-size = No group can have from { $least } to { $most } people.
contradiction-together = { $names } go together, which the other criteria do not allow.
contradiction-kept = { $names } are kept where the criteria do not allow it.
contradiction-weight = A weight is not a number from 0 up.
contradiction-band = The band of stages is not a number from 0 up.
contradiction-nobody-has = Nobody in the roster has an attribute called { $attribute }.
contradiction-no-stage = A band of stages was asked for, but the roster has neither years in the role nor ordered levels of seniority.
contradiction-other = The criteria contradict themselves.
