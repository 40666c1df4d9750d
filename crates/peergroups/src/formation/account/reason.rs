//! What speaks for a group, and what it gives up.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use calendar::Level;
use matching::Column;

use super::{Account, HoursShared, Makeup, Mix};
use crate::formation::{Aim, Must, Round};

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

impl Round<'_> {
    pub(super) fn explain(&self, account: &mut Account) {
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

    /// Who was in one group before, or that nobody was.
    pub(super) fn explain_past(&self, account: &mut Account) {
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
}

/// Minutes of the day at which nobody minds beginning.
const USUAL_HOURS: RangeInclusive<u16> = 8 * 60..=19 * 60;
