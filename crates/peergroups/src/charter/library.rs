//! The library of clauses, as one table: topics in the order of a whole charter, whether a short one has them, and what
//! they leave open. In numbers that count, 0 means never or nothing where that makes sense.
//!
//! Sources of the usual values: unanimity for admission and removal and two thirds for norms, a private talk within seven
//! days, twenty minutes for a clearing conversation, an answer within a day, one to two meetings of notice, two members
//! met before a trial meeting, six to nine members (Entrepreneurs' Organization, Vinny's Gift, alumniforums, HBS forums).
//! The others are ours.

use super::parameter::Kind::{Choice, Number, YesNo};
use super::parameter::{Parameter, Unit, Value};

/// What a clause can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// The one sentence that steers everything.
    Purpose,
    /// How many members, and of what kind.
    Size,
    /// Who may not sit together.
    Apart,
    /// How often and how long the group meets, and for how long it fixes its dates.
    Cadence,
    /// How many a meeting needs, and what happens when fewer can come.
    Quorum,
    /// What missing meetings leads to.
    Attendance,
    /// What coming late or leaving early counts.
    Punctuality,
    /// What is done before a meeting.
    Preparation,
    /// Who speaks when and for how long.
    Participation,
    /// At which level things are said, and the exceptions.
    Confidentiality,
    /// Where the group talks between meetings, and how soon one answers.
    Communication,
    /// How feedback is given.
    Feedback,
    /// How the group decides.
    Decisions,
    /// What happens when two of the group are at odds.
    Conflict,
    /// Doing business with each other.
    Business,
    /// Who facilitates for how long.
    Roles,
    /// What it costs.
    Dues,
    /// How somebody comes in and goes.
    Membership,
    /// Recording, and machines that take notes.
    Recording,
    /// When the charter is read again.
    Review,
    /// How the group ends.
    Ending,
}

struct Entry {
    topic: Topic,
    name: &'static str,
    is_usual: bool,
    parameters: &'static [Parameter],
}

const RULES: &[&str] = &["consent", "unanimity", "two-thirds"];

static LIBRARY: [Entry; 21] = [
    usual(Topic::Purpose, "purpose", &[]),
    further(
        Topic::Size,
        "size",
        &[number("least", 3, 24, Unit::Members, 6), number("most", 3, 24, Unit::Members, 9)],
    ),
    further(
        Topic::Apart,
        "apart",
        &[yes("organisation"), yes("reporting"), yes("competitors"), no("department")],
    ),
    usual(
        Topic::Cadence,
        "cadence",
        &[
            choice("every", &["week", "two-weeks", "three-weeks", "month", "two-months", "quarter"], "month"),
            number("minutes", 15, 600, Unit::Minutes, 120),
            number("season", 1, 24, Unit::Months, 6),
        ],
    ),
    usual(
        Topic::Quorum,
        "quorum",
        &[
            number("percent", 0, 100, Unit::Percent, 50),
            number("count", 0, 24, Unit::Members, 0),
            choice("below", &["move-a-week", "another-time", "meet-anyway"], "another-time"),
            number("hours", 0, 168, Unit::Hours, 48),
            no("moves-only-then"),
        ],
    ),
    usual(
        Topic::Attendance,
        "attendance",
        &[
            choice("span", &["calendar-year", "months", "last-meetings", "season"], "months"),
            number("months", 1, 36, Unit::Months, 12),
            number("meetings", 2, 60, Unit::Meetings, 12),
            number("contact", 0, 26, Unit::Misses, 2),
            number("risk", 0, 26, Unit::Misses, 3),
            choice("then", &["out", "group-decides", "next-intake", "if-room"], "group-decides"),
            number("first", 0, 6, Unit::Meetings, 0),
            number("notice", 0, 336, Unit::Hours, 48),
            no("notice-excuses"),
            choice("excused", &["nothing", "emergency", "care-and-emergency"], "care-and-emergency"),
            number("leeway", 0, 12, Unit::Meetings, 0),
            choice("substitutes", &["never", "not-twice-running", "always"], "never"),
        ],
    ),
    further(
        Topic::Punctuality,
        "punctuality",
        &[
            number("half", 0, 240, Unit::Minutes, 10),
            number("whole", 0, 240, Unit::Minutes, 30),
            number("early", 0, 240, Unit::Minutes, 10),
            number("fine", 0, 1000, Unit::Money, 0),
        ],
    ),
    further(
        Topic::Preparation,
        "preparation",
        &[choice("what", &["update", "question", "nothing"], "update"), number("days", 0, 14, Unit::Days, 1)],
    ),
    further(
        Topic::Participation,
        "participation",
        &[number("minutes", 0, 120, Unit::Minutes, 5), yes("facilitator-first")],
    ),
    usual(
        Topic::Confidentiality,
        "confidentiality",
        &[
            choice("level", &["non-attributable", "group", "room"], "group"),
            yes("danger"),
            yes("law"),
            no("partners"),
            choice("insider", &["not-shared", "shared-and-bound"], "not-shared"),
        ],
    ),
    further(
        Topic::Communication,
        "communication",
        &[choice("channel", &["group", "mail", "chat"], "group"), number("hours", 1, 672, Unit::Hours, 24)],
    ),
    further(
        Topic::Feedback,
        "feedback",
        &[choice("when", &["when-asked", "rounds", "any-time"], "when-asked"), yes("experience")],
    ),
    usual(
        Topic::Decisions,
        "decisions",
        &[
            choice("norms", RULES, "two-thirds"),
            choice("admission", RULES, "unanimity"),
            choice("removal", RULES, "unanimity"),
            choice("other", RULES, "consent"),
            number("days", 1, 60, Unit::Days, 7),
            choice("silence", &["agrees", "refuses", "abstains"], "abstains"),
        ],
    ),
    usual(
        Topic::Conflict,
        "conflict",
        &[
            number("days", 1, 30, Unit::Days, 7),
            number("minutes", 10, 90, Unit::Minutes, 20),
            yes("witness"),
            yes("outside"),
            yes("group"),
        ],
    ),
    further(
        Topic::Business,
        "business",
        &[choice("rule", &["disclose-first", "ask-the-group", "never", "freely"], "disclose-first")],
    ),
    further(
        Topic::Roles,
        "roles",
        &[
            number("term", 1, 60, Unit::Months, 12),
            number("trained", 0, 12, Unit::Members, 2),
            yes("successor"),
        ],
    ),
    further(
        Topic::Dues,
        "dues",
        &[
            number("amount", 0, 50_000, Unit::Money, 0),
            choice("per", &["meeting", "month", "quarter", "year"], "year"),
        ],
    ),
    usual(
        Topic::Membership,
        "membership",
        &[
            number("notice", 0, 24, Unit::Meetings, 2),
            yes("trial"),
            number("meet", 0, 6, Unit::Members, 2),
            yes("buddy"),
        ],
    ),
    further(
        Topic::Recording,
        "recording",
        &[choice("recording", &["never", "if-all-agree"], "never"), no("machines")],
    ),
    usual(Topic::Review, "review", &[number("months", 1, 36, Unit::Months, 12)]),
    further(Topic::Ending, "ending", &[number("fewest", 0, 12, Unit::Members, 5), yes("closing")]),
];

impl Topic {
    /// All of them, in the order in which a whole charter has them.
    pub const ALL: [Self; 21] = [
        Self::Purpose,
        Self::Size,
        Self::Apart,
        Self::Cadence,
        Self::Quorum,
        Self::Attendance,
        Self::Punctuality,
        Self::Preparation,
        Self::Participation,
        Self::Confidentiality,
        Self::Communication,
        Self::Feedback,
        Self::Decisions,
        Self::Conflict,
        Self::Business,
        Self::Roles,
        Self::Dues,
        Self::Membership,
        Self::Recording,
        Self::Review,
        Self::Ending,
    ];

    /// The name under which it is stored and its words are found.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }

    /// The topic stored under `name`.
    pub fn named(name: &str) -> Option<Self> {
        LIBRARY.iter().find(|entry| entry.name == name).map(|entry| entry.topic)
    }

    /// What it leaves open.
    pub fn parameters(self) -> &'static [Parameter] {
        self.entry().map_or(&[], |entry| entry.parameters)
    }

    /// Whether the short charter has it.
    pub fn is_usual(self) -> bool {
        self.entry().is_some_and(|entry| entry.is_usual)
    }

    fn entry(self) -> Option<&'static Entry> {
        LIBRARY.iter().find(|entry| entry.topic == self)
    }
}

const fn usual(topic: Topic, name: &'static str, parameters: &'static [Parameter]) -> Entry {
    Entry { topic, name, is_usual: true, parameters }
}

const fn further(topic: Topic, name: &'static str, parameters: &'static [Parameter]) -> Entry {
    Entry { topic, name, is_usual: false, parameters }
}

const fn number(name: &'static str, least: u16, most: u16, unit: Unit, usual: u16) -> Parameter {
    Parameter { name, kind: Number { least, most, unit }, usual: Value::Number(usual) }
}

const fn choice(name: &'static str, names: &'static [&'static str], usual: &'static str) -> Parameter {
    Parameter { name, kind: Choice(names), usual: Value::Choice(usual) }
}

const fn yes(name: &'static str) -> Parameter {
    Parameter { name, kind: YesNo, usual: Value::Is(true) }
}

const fn no(name: &'static str) -> Parameter {
    Parameter { name, kind: YesNo, usual: Value::Is(false) }
}
