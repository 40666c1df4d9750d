//! The account of one group: why it is a good one, what it is made of, and what it gives up.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use calendar::{CommonHour, Level, Seasons, Week, best_hours};
use matching::{Change, ChangeError, Column, Finding, Verdict};

use super::attribute::Attribute;
use super::{Aim, Must, Round};
use crate::conflict::Kind;
use crate::group::PurposeDraft;
use crate::profile::Profile;

/// What can be said of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Who is in it, in rising order.
    pub members: Vec<usize>,
    /// How well it meets the wishes, 0 to 1.
    pub score: f64,
    /// What speaks for it.
    pub reasons: Vec<Reason>,
    /// What it gives up.
    pub costs: Vec<Cost>,
    /// The musts it breaks: none in what was proposed.
    pub broken: Vec<Broken>,
    /// What it is made of, one for each wish.
    pub mixes: Vec<Mix>,
    /// The hours it shares.
    pub hours: HoursShared,
    /// What those hours take for granted.
    pub assumed: Assumed,
    /// The hour of the round's week that suits it best.
    pub best_hour: Option<CommonHour>,
    /// What its purpose could be drafted from.
    pub purpose: PurposeDraft,
}

/// Hours a week that all members share, in stretches long enough for a meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HoursShared {
    /// In the middle of January.
    pub winter: f64,
    /// In the middle of July.
    pub summer: f64,
}

/// What was taken for granted of members who did not say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Assumed {
    /// How many wrote no hours.
    pub hours: usize,
    /// How many have no time zone.
    pub zones: usize,
}

impl HoursShared {
    /// Hours in the poorer season.
    pub fn least(self) -> f64 {
        self.winter.min(self.summer)
    }
}

/// What speaks for a group.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// All of whom it is known lie between these numbers in an attribute in which they shall be alike.
    Close {
        /// The attribute.
        attribute: String,
        /// The smallest number.
        least: f32,
        /// The largest.
        most: f32,
        /// Of how many people it is known.
        known: usize,
    },
    /// All of whom it is known have the same in an attribute in which they shall be alike.
    Alike {
        /// The attribute.
        attribute: String,
        /// What they have.
        label: String,
        /// Of how many people it is known.
        known: usize,
    },
    /// So many kinds among those of whom it is known, in an attribute in which they shall differ.
    Kinds {
        /// The attribute.
        attribute: String,
        /// How many kinds.
        kinds: usize,
        /// Of how many people it is known.
        known: usize,
    },
    /// They lie so far apart in a number in which they shall differ.
    Apart {
        /// The attribute.
        attribute: String,
        /// The smallest number.
        least: f32,
        /// The largest.
        most: f32,
        /// Of how many people it is known.
        known: usize,
    },
    /// All of whom it is known are on levels between these, in an attribute in which they shall be alike.
    Levels {
        /// The attribute.
        attribute: String,
        /// The lowest, as it was written.
        least: String,
        /// The highest.
        most: String,
        /// Of how many people it is known.
        known: usize,
    },
    /// These attributes, along which no line shall part the group, cut across each other.
    Crossing(Vec<String>),
    /// No two were in one group before, though some were in groups.
    NewToEachOther,
    /// Several share this.
    Topic {
        /// The attribute: interests, as a rule.
        attribute: String,
        /// What they share.
        label: String,
        /// How many do.
        people: usize,
    },
    /// They share so many hours.
    Hours(HoursShared),
    /// All who name theirs have these languages.
    Languages {
        /// The languages.
        languages: Vec<String>,
        /// How many name theirs.
        known: usize,
    },
    /// Nobody has a conflict of interest with anybody.
    NoConflict,
}

/// What a group gives up.
#[derive(Clone, Debug, PartialEq)]
pub enum Cost {
    /// It spans more than most other groups in an attribute in which they shall be alike.
    Wider {
        /// The attribute.
        attribute: String,
        /// From the smallest to the largest.
        span: f32,
        /// What is usual among the groups.
        usual: f32,
    },
    /// They are not all the same in an attribute in which they shall be alike.
    Unlike {
        /// The attribute.
        attribute: String,
        /// How many kinds.
        kinds: usize,
    },
    /// So many have the same in an attribute in which they shall differ.
    Same {
        /// The attribute.
        attribute: String,
        /// What they have.
        label: String,
        /// How many do.
        people: usize,
    },
    /// No two share anything in a list of which they should.
    NothingShared {
        /// The attribute.
        attribute: String,
    },
    /// A line parts it: all of one kind are of one kind in another attribute too, and few others are.
    Faultline {
        /// The attribute.
        attribute: String,
        /// The kind in it.
        label: String,
        /// How many are of it.
        people: usize,
        /// The attribute that goes along with it.
        other: String,
        /// What they all are in that.
        other_label: String,
        /// How many of the rest are that too.
        besides: usize,
    },
    /// A line parts it, though no kind is all on one side of it.
    Parted {
        /// The attribute.
        attribute: String,
        /// The attribute that goes along with it.
        other: String,
    },
    /// These were in one group before.
    MetBefore(Vec<usize>),
    /// They share hardly more hours than needed.
    FewHours(HoursShared),
    /// The best hour suits this member only if need be, or is early or late on their clock.
    AwkwardHour {
        /// Who.
        who: usize,
        /// Minute of the day on their clock.
        minute: u16,
    },
}

/// A must that is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which one.
    pub must: Must,
    /// Members by whom it is broken.
    pub who: Vec<usize>,
    /// Where it is about pairs: who has what conflict with whom.
    pub conflicts: Vec<(usize, usize, Kind)>,
}

/// What a group is made of in one attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    /// The attribute.
    pub attribute: String,
    /// What is wished of it.
    pub aim: Aim,
    /// What was found.
    pub makeup: Makeup,
    /// Of how many members nothing is known.
    pub unknown: usize,
}

/// What was found in one attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Makeup {
    /// Each kind with how many people have it, the most frequent first.
    Kinds(Vec<(String, usize)>),
    /// What two or more have, with how many do, the most frequent first.
    InCommon(Vec<(String, usize)>),
    /// The smallest and the largest number.
    Range {
        /// The smallest.
        least: f32,
        /// The largest.
        most: f32,
    },
    /// The lowest and the highest level, as they were written.
    Levels {
        /// The lowest.
        least: String,
        /// The highest.
        most: String,
        /// How many steps lie between them.
        steps: f32,
    },
    /// Nothing is known.
    Nothing,
}

/// What a change by hand would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighing {
    /// The groups concerned: first the one left, then the one joined.
    pub sides: Vec<Side>,
    /// What is broken only afterwards, with the index of the group.
    pub newly_broken: Vec<(usize, Broken)>,
    /// How the score of all changes, in its unit.
    pub difference: f64,
}

/// One group before and after a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its index.
    pub group: usize,
    /// As it is.
    pub before: Account,
    /// As it would be.
    pub after: Account,
}

impl Round<'_> {
    /// The account of one group.
    pub fn account(&self, members: &[usize]) -> Account {
        let mut members: Vec<usize> =
            members.iter().copied().filter(|who| *who < self.profiles.len()).collect();
        members.sort_unstable();
        members.dedup();
        let assessed = matching::assess(&self.candidates, &self.asked, &members);
        let mixes: Vec<Mix> = (0..)
            .zip(&assessed.findings)
            .filter_map(|(wish, finding)| self.mix(wish, finding, &members))
            .collect();
        let seasons = Seasons::common(members.iter().filter_map(|who| self.seasons.get(*who)));
        let minutes = self.criteria.hours.minutes;
        let hours = HoursShared {
            winter: long_enough(&seasons.winter, minutes),
            summer: long_enough(&seasons.summer, minutes),
        };
        let places: Vec<_> = members.iter().filter_map(|who| self.places.get(*who).cloned()).collect();
        let profiles = members.iter().filter_map(|who| self.profiles.get(*who));
        let mut account = Account {
            score: assessed.score.total,
            reasons: Vec::new(),
            costs: Vec::new(),
            broken: assessed.verdicts.iter().filter_map(|verdict| self.broken(verdict, &members)).collect(),
            mixes,
            hours,
            assumed: self.assumed(&members),
            best_hour: best_hours(&places, minutes, self.day, 1).pop(),
            purpose: PurposeDraft::from_profiles(profiles.collect::<Vec<&Profile>>()),
            members,
        };
        self.explain(&mut account);
        self.explain_lines(&assessed.findings, &mut account);
        self.explain_past(&mut account);
        account
    }

    /// The accounts of all groups, which also say where one spans more than most.
    pub fn accounts(&self, groups: &[Vec<usize>]) -> Vec<Account> {
        let mut accounts: Vec<Account> = groups.iter().map(|members| self.account(members)).collect();
        for (wish, (attribute, aim)) in self.wishes.iter().enumerate() {
            if *aim != Aim::Similar {
                continue;
            }
            let span = |account: &Account| match account.mixes.get(wish).map(|mix| &mix.makeup) {
                Some(Makeup::Range { least, most }) => Some(most - least),
                Some(Makeup::Levels { steps, .. }) => Some(*steps),
                _ => None,
            };
            let mut spans: Vec<f32> = accounts.iter().filter_map(span).collect();
            spans.sort_by(f32::total_cmp);
            let Some(usual) = spans.get(spans.len() / 2).copied().filter(|_| spans.len() > 2) else {
                continue;
            };
            for account in &mut accounts {
                if let Some(span) = span(account).filter(|span| *span > 1.5 * usual) {
                    account.costs.push(Cost::Wider { attribute: attribute.name.clone(), span, usual });
                }
            }
        }
        accounts
    }

    /// Weighs a change by hand: both groups before and after, and what it would newly break.
    pub fn weigh(&self, groups: &[Vec<usize>], change: Change) -> Result<Weighing, ChangeError> {
        let weighed = matching::weigh(&self.candidates, &self.asked, groups, change)?;
        let (leaving, joining) = match change {
            Change::Move { who, .. } => (who, None),
            Change::Swap { who, with, .. } => (who, Some(with)),
        };
        let after = |members: &[usize]| -> Vec<usize> {
            let (out, into) =
                if members.contains(&leaving) { (Some(leaving), joining) } else { (joining, Some(leaving)) };
            members.iter().copied().filter(|who| Some(*who) != out).chain(into).collect()
        };
        let sides: Vec<Side> = weighed
            .sides
            .iter()
            .filter_map(|side| {
                let members = groups.get(side.group)?;
                let (before, after) = (self.account(members), self.account(&after(members)));
                Some(Side { group: side.group, before, after })
            })
            .collect();
        let newly_broken = sides
            .iter()
            .flat_map(|side| {
                let already = |must: &Must| side.before.broken.iter().any(|broken| broken.must == *must);
                let newly = side.after.broken.iter().filter(move |broken| !already(&broken.must));
                newly.map(|broken| (side.group, broken.clone()))
            })
            .collect();
        Ok(Weighing { sides, newly_broken, difference: weighed.difference })
    }

    fn mix(&self, wish: usize, finding: &Finding, members: &[usize]) -> Option<Mix> {
        let (attribute, aim) = self.wishes.get(wish)?;
        let labelled = |counted: &[(u32, usize)]| -> Vec<(String, usize)> {
            counted.iter().map(|(code, people)| (attribute.label(*code).to_owned(), *people)).collect()
        };
        let makeup = match finding {
            // Told by its lines.
            _ if *aim == Aim::Crossing => Makeup::Nothing,
            Finding::Codes(counted) => Makeup::Kinds(labelled(counted)),
            Finding::InCommon(counted) => Makeup::InCommon(labelled(counted)),
            Finding::Spread { least, most } => match (attribute.level(*least), attribute.level(*most)) {
                (Some(low), Some(high)) => {
                    Makeup::Levels { least: low.to_owned(), most: high.to_owned(), steps: most - least }
                }
                _ => Makeup::Range { least: *least, most: *most },
            },
            Finding::Ties(_) | Finding::Aligned { .. } | Finding::Unknown => Makeup::Nothing,
        };
        let is_known = |who: &&usize| match &attribute.column {
            Column::Categorical(codes) => codes.get(**who).is_some_and(Option::is_some),
            Column::Multi(codes) => codes.get(**who).is_some_and(|codes| !codes.is_empty()),
            Column::Numeric(numbers) => numbers.get(**who).is_some_and(Option::is_some),
            Column::Ordinal(levels) => levels.get(**who).is_some_and(Option::is_some),
            Column::Ties(_) => true,
        };
        let unknown = members.len() - members.iter().filter(is_known).count();
        Some(Mix { attribute: attribute.name.clone(), aim: *aim, makeup, unknown })
    }

    pub(super) fn broken(&self, verdict: &Verdict, members: &[usize]) -> Option<Broken> {
        if verdict.is_kept {
            return None;
        }
        let must = self.must(verdict.constraint);
        let who = verdict.broken_by.clone();
        let mut conflicts = Vec::new();
        if matches!(must, Must::Apart | Must::Organisation | Must::Department) {
            for (position, one) in who.iter().enumerate() {
                for other in who.iter().take(position).filter(|other| members.contains(other)) {
                    let kinds = self.conflicts.between(*one, *other).into_iter();
                    conflicts.extend(kinds.map(|kind| (*other, *one, kind)));
                }
            }
        }
        Some(Broken { must, who, conflicts })
    }

    fn explain(&self, account: &mut Account) {
        let (mut reasons, mut costs) = (Vec::new(), Vec::new());
        for (wish, mix) in account.mixes.iter().enumerate() {
            self.explain_mix(wish, mix, account.members.len(), &mut reasons, &mut costs);
        }
        let asked = f64::from(self.criteria.hours.common);
        let breaks_hours = account.broken.iter().any(|broken| broken.must == Must::CommonHours);
        if account.hours.least() >= 1.5 * asked {
            reasons.push(Reason::Hours(account.hours));
        } else if !breaks_hours {
            costs.push(Cost::FewHours(account.hours));
        }
        reasons.extend(self.languages_of(&account.members));
        let about_pairs = |must: &Must| matches!(must, Must::Apart | Must::Organisation | Must::Department);
        let meets_anyway = self.may_meet.iter().any(|set| {
            let among = |who: &&usize| account.members.contains(who);
            set.iter().filter(among).count() > 1
        });
        if self.has_conflicts()
            && !meets_anyway
            && !account.broken.iter().any(|broken| about_pairs(&broken.must))
        {
            reasons.push(Reason::NoConflict);
        }
        if let Some(best) = &account.best_hour {
            let members = account.members.iter().zip(&best.members);
            costs.extend(members.filter_map(|(who, hour)| {
                let minute = u16::from(hour.local.hour().unsigned_abs()) * 60
                    + u16::from(hour.local.minute().unsigned_abs());
                let is_awkward = hour.level == Level::Acceptable || !USUAL_HOURS.contains(&minute);
                (is_awkward && self.has_zone(*who)).then_some(Cost::AwkwardHour { who: *who, minute })
            }));
        }
        (account.reasons, account.costs) = (reasons, costs);
    }

    fn explain_mix(
        &self,
        wish: usize,
        mix: &Mix,
        people: usize,
        reasons: &mut Vec<Reason>,
        costs: &mut Vec<Cost>,
    ) {
        let attribute = mix.attribute.clone();
        let known = people - mix.unknown;
        // One person is neither like nor unlike the others.
        if known < 2 && people > 1 {
            return;
        }
        match (&mix.makeup, mix.aim) {
            (Makeup::InCommon(_), Aim::Different) | (Makeup::Nothing, _) | (_, Aim::Crossing) => {}
            (Makeup::Range { least, most }, Aim::Different) => {
                reasons.push(Reason::Apart { attribute, least: *least, most: *most, known });
            }
            (Makeup::Range { least, most }, _) => {
                reasons.push(Reason::Close { attribute, least: *least, most: *most, known });
            }
            (Makeup::Levels { least, most, .. }, _) => {
                let (least, most) = (least.clone(), most.clone());
                reasons.push(Reason::Levels { attribute, least, most, known });
            }
            (Makeup::Kinds(kinds), Aim::Different) => {
                let possible = self.wishes.get(wish).map_or(0, |(attribute, _)| attribute.kinds()).min(known);
                if kinds.len() > 1 {
                    reasons.push(Reason::Kinds { attribute: attribute.clone(), kinds: kinds.len(), known });
                }
                let same = kinds.iter().filter(|(_, people)| *people > 1 && kinds.len() < possible);
                costs.extend(same.map(|(label, people)| Cost::Same {
                    attribute: attribute.clone(),
                    label: label.clone(),
                    people: *people,
                }));
            }
            (Makeup::Kinds(kinds), _) => match kinds.as_slice() {
                [(label, _)] => reasons.push(Reason::Alike { attribute, label: label.clone(), known }),
                _ => costs.push(Cost::Unlike { attribute, kinds: kinds.len() }),
            },
            (Makeup::InCommon(topics), _) if topics.is_empty() => {
                costs.push(Cost::NothingShared { attribute });
            }
            (Makeup::InCommon(topics), _) => {
                const TOLD: usize = 2;
                reasons.extend(topics.iter().take(TOLD).map(|(label, people)| Reason::Topic {
                    attribute: attribute.clone(),
                    label: label.clone(),
                    people: *people,
                }));
            }
        }
    }

    /// Where attributes that shall cross part the group along one line, and whether they do nowhere.
    fn explain_lines(&self, findings: &[Finding], account: &mut Account) {
        /// From here on a line is told: half of what two halves that differ in both would come to.
        const TOLD: f64 = 0.5;
        /// Up to here there is none to speak of.
        const NONE: f64 = 0.2;
        let mut strongest: f64 = 0.0;
        let mut told: Vec<[usize; 2]> = Vec::new();
        let mut crossing = Vec::new();
        for (wish, finding) in findings.iter().enumerate() {
            let Finding::Aligned { with, strength } = finding else { continue };
            let Some(other) = self.asked.wishes.iter().position(|wish| wish.column == *with) else {
                continue;
            };
            strongest = strongest.max(*strength);
            crossing.push(wish);
            if *strength >= TOLD && !told.contains(&[other, wish]) {
                told.push([wish, other]);
            }
        }
        for [one, other] in told {
            let lines = [self.line(&account.members, one, other), self.line(&account.members, other, one)];
            let besides = |line: &Cost| match line {
                Cost::Faultline { besides, people, .. } => (*besides, *people),
                _ => (usize::MAX, 0),
            };
            let name =
                |wish: usize| self.wishes.get(wish).map_or("", |(attribute, _)| attribute.name.as_str());
            let parted = || Cost::Parted { attribute: name(one).to_owned(), other: name(other).to_owned() };
            let line = lines.into_iter().flatten().min_by_key(besides);
            account.costs.push(line.unwrap_or_else(parted));
        }
        let varies = |wish: &usize| self.kinds_in(&account.members, *wish).len() > 1;
        if crossing.len() > 1 && strongest <= NONE && crossing.iter().all(varies) {
            let names = crossing.iter().filter_map(|wish| Some(self.wishes.get(*wish)?.0.name.clone()));
            account.reasons.push(Reason::Crossing(names.collect()));
        }
    }

    /// The members of each kind in the attribute of a wish.
    fn kinds_in(&self, members: &[usize], wish: usize) -> BTreeMap<u32, Vec<usize>> {
        let mut kinds: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        if let Some((Attribute { column: Column::Categorical(codes), .. }, _)) = self.wishes.get(wish) {
            for who in members {
                if let Some(code) = codes.get(*who).copied().flatten() {
                    kinds.entry(code).or_default().push(*who);
                }
            }
        }
        kinds
    }

    /// The line from one attribute to another: a kind of two and more who are all alike in the other attribute,
    /// which as few of the rest as possible are.
    fn line(&self, members: &[usize], wish: usize, other: usize) -> Option<Cost> {
        let (attribute, beside) = (&self.wishes.get(wish)?.0, &self.wishes.get(other)?.0);
        let (kinds, others) = (self.kinds_in(members, wish), self.kinds_in(members, other));
        let mut lines = Vec::new();
        for (code, holders) in
            kinds.iter().filter(|(_, holders)| holders.len() > 1 && holders.len() < members.len())
        {
            for (along, alike) in &others {
                if holders.iter().all(|who| alike.contains(who)) {
                    lines.push((alike.len() - holders.len(), holders.len(), *code, *along));
                }
            }
        }
        let (besides, people, code, along) = lines.into_iter().min()?;
        // Where most of the rest are the same, it is no line.
        (besides * 2 <= members.len() - people).then(|| Cost::Faultline {
            attribute: attribute.name.clone(),
            label: attribute.label(code).to_owned(),
            people,
            other: beside.name.clone(),
            other_label: beside.label(along).to_owned(),
            besides,
        })
    }

    /// Who was in one group before, or that nobody was.
    fn explain_past(&self, account: &mut Account) {
        let mut together: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for who in &account.members {
            for group in self.past.get(*who).into_iter().flatten() {
                together.entry(*group).or_default().push(*who);
            }
        }
        if together.is_empty() {
            return;
        }
        let mut again: Vec<Vec<usize>> = together.into_values().filter(|members| members.len() > 1).collect();
        again.sort_unstable();
        again.dedup();
        if again.is_empty() {
            account.reasons.push(Reason::NewToEachOther);
        }
        account.costs.extend(again.into_iter().map(Cost::MetBefore));
    }

    fn has_conflicts(&self) -> bool {
        !self.asked.apart.is_empty()
            || self.criteria.keep.organisation_apart
                && self.conflicts.organisations.iter().any(Option::is_some)
    }

    /// The languages of all members who name theirs, where more than one does.
    fn languages_of(&self, members: &[usize]) -> Option<Reason> {
        let (attribute, _) = self.languages.as_ref()?;
        let Column::Multi(codes) = &attribute.column else { return None };
        let named = members.iter().filter_map(|who| codes.get(*who)).filter(|codes| !codes.is_empty());
        let named: Vec<&Vec<u32>> = named.collect();
        let (first, others) = named.split_first().filter(|(_, others)| !others.is_empty())?;
        let common = first.iter().filter(|code| others.iter().all(|codes| codes.contains(code)));
        let languages: Vec<String> = common.map(|code| attribute.label(*code).to_owned()).collect();
        (!languages.is_empty()).then_some(Reason::Languages { languages, known: named.len() })
    }

    fn assumed(&self, members: &[usize]) -> Assumed {
        Assumed {
            hours: members.iter().filter(|who| !self.wrote_hours(**who)).count(),
            zones: members.iter().filter(|who| !self.has_zone(**who)).count(),
        }
    }
}

/// Minutes of the day at which nobody minds beginning.
const USUAL_HOURS: RangeInclusive<u16> = 8 * 60..=19 * 60;

fn long_enough(week: &Week, minutes: u32) -> f64 {
    let runs = week.runs().into_iter().map(|run| u32::from(run.quarters));
    f64::from(runs.filter(|quarters| quarters * 15 >= minutes).sum::<u32>()) / 4.0
}
