//! The account of one group: why it is a good one, what it is made of, and what it gives up.

mod line;
mod mix;
mod reason;
mod weighing;

use calendar::{CommonHour, Seasons, Week, best_hours};
use matching::Verdict;

pub use self::mix::{Makeup, Mix};
pub use self::reason::{Cost, Reason};
pub use self::weighing::{Side, Weighing};
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

    fn assumed(&self, members: &[usize]) -> Assumed {
        Assumed {
            hours: members.iter().filter(|who| !self.wrote_hours(**who)).count(),
            zones: members.iter().filter(|who| !self.has_zone(**who)).count(),
        }
    }
}

fn long_enough(week: &Week, minutes: u32) -> f64 {
    let runs = week.runs().into_iter().map(|run| u32::from(run.quarters));
    f64::from(runs.filter(|quarters| quarters * 15 >= minutes).sum::<u32>()) / 4.0
}
