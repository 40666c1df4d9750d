//! The best divisions of the rounds so far, and crossing two of them.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "groups and items are indexed by what made them"
)]

use crate::chance::Chance;
use crate::mdgp::division::Snapshot;

/// Most divisions in a pool.
const POOL: usize = 8;

/// Divisions of different worth, the best first.
#[derive(Default)]
pub(super) struct Pool {
    divisions: Vec<Snapshot>,
}

impl Pool {
    /// The best of at least one.
    pub(super) fn into_best(self) -> Option<Snapshot> {
        self.divisions.into_iter().next()
    }

    /// Takes a division that is new, if there is room or it is better than the last.
    pub(super) fn offer(&mut self, division: Snapshot) {
        let place = self.divisions.partition_point(|better| better.worth > division.worth);
        if self.divisions.get(place).is_none_or(|equal| equal.worth != division.worth) {
            self.divisions.insert(place, division);
            self.divisions.truncate(POOL);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.divisions.is_empty()
    }

    /// A child of two divisions drawn by lot, or of the only one with itself; there must be one.
    pub(super) fn child(&self, chance: &mut Chance) -> Vec<Vec<u32>> {
        let count = self.divisions.len();
        let one = chance.below(count);
        let other = (one + 1 + chance.below(count - 1)) % count;
        cross(&self.divisions[one].groups, &self.divisions[other].groups, chance)
    }
}

/// What two divisions agree on is kept, the rest dealt by lot to the places of the first (ours; that
/// good divisions share much of their groups, and crossing them pays, is from Yang, Cai, Jin, Tang
/// and Gao, *A three-phase search approach with dynamic population size for solving the maximally
/// diverse grouping problem*, European Journal of Operational Research 302, 2022).
fn cross(one: &[Vec<u32>], other: &[Vec<u32>], chance: &mut Chance) -> Vec<Vec<u32>> {
    let count = one.len();
    let mut home = vec![0; one.iter().map(Vec::len).sum()];
    for (group, members) in other.iter().enumerate() {
        members.iter().for_each(|&item| home[item as usize] = group);
    }
    let mut shared = vec![0; count * count];
    for (group, members) in one.iter().enumerate() {
        members.iter().for_each(|&item| shared[group * count + home[item as usize]] += 1);
    }
    // Groups that share most are taken for the same.
    let mut pairs: Vec<usize> = (0..count * count).collect();
    pairs.sort_by_key(|&pair| std::cmp::Reverse(shared[pair]));
    let (mut same, mut taken) = (vec![None; count], vec![false; count]);
    for (group, partner) in pairs.into_iter().map(|pair| (pair / count, pair % count)) {
        if same[group].is_none() && !taken[partner] {
            same[group] = Some(partner);
            taken[partner] = true;
        }
    }
    let mut loose = Vec::new();
    let mut child = one.to_vec();
    for (group, members) in child.iter_mut().enumerate() {
        let stays = |item: &u32| same[group] == Some(home[*item as usize]);
        loose.extend(members.iter().copied().filter(|item| !stays(item)));
        members.retain(stays);
    }
    chance.shuffle(&mut loose);
    for (members, before) in child.iter_mut().zip(one) {
        members.extend(loose.drain(loose.len() - (before.len() - members.len())..));
    }
    child
}
