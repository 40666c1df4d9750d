//! A first division that already keeps most rules: people who can be together are dealt together.
//! Everyone is put in one line, by language, by hours around the clock, by the number a band looks
//! at; each stretch of the line is dealt to as many groups in turn, one organisation after another.
#![expect(clippy::indexing_slicing, reason = "units, groups and kinds are indexed by what made them")]

use std::collections::BTreeMap;

use super::judge::Judge;
use crate::chance::Chance;
use crate::problem::Problem;
use crate::{ColumnId, Hours, Rule, Season};

/// Groups that are dealt to in turn.
const STRETCH: usize = 32;
const QUARTERS_OF_DAY: usize = 96;

/// Puts people into so many groups of even size. Who finds no room is in none.
pub(crate) fn deal(
    problem: &Problem<'_>,
    judge: &Judge<'_>,
    groups: usize,
    chance: &mut Chance,
) -> Vec<Vec<usize>> {
    let mut dealt = vec![Vec::new(); groups];
    for unit in &problem.units {
        if let Some(group) = unit.pinned {
            dealt[group].extend_from_slice(&unit.members);
        }
    }
    let room = rooms(problem, &dealt);
    let mut line = line(problem, judge, chance).into_iter().peekable();
    let first_apart = problem.criteria.rules.iter().find_map(|rule| match rule {
        Rule::ApartBy(column) => Some(*column),
        _ => None,
    });
    for (stretch, room) in dealt.chunks_mut(STRETCH).zip(room.chunks(STRETCH)) {
        let mut free: usize = room.iter().sum();
        let mut units = Vec::new();
        while let Some(unit) = line.next_if(|&unit| problem.units[unit].members.len() <= free) {
            free -= problem.units[unit].members.len();
            units.push(unit);
        }
        let code = |unit: &usize| {
            let members = &problem.units[*unit].members;
            let code = first_apart.and_then(|column| problem.candidates.code(column, *members.first()?));
            (std::cmp::Reverse(members.len()), code)
        };
        units.sort_by_key(code);
        deal_in_turn(problem, stretch, room, &units);
    }
    dealt
}

/// How many more each group takes, so that groups come out even.
fn rooms(problem: &Problem<'_>, dealt: &[Vec<usize>]) -> Vec<usize> {
    let groups = dealt.len().max(1);
    let people = problem.people();
    let size = |group: usize| {
        (people / groups + usize::from(group < people % groups)).clamp(problem.least, problem.most)
    };
    dealt.iter().enumerate().map(|(group, members)| size(group).saturating_sub(members.len())).collect()
}

/// Each unit goes to the next group in turn that has room for it.
fn deal_in_turn(problem: &Problem<'_>, stretch: &mut [Vec<usize>], room: &[usize], units: &[usize]) {
    let mut room = room.to_vec();
    let mut turn = 0;
    for &unit in units {
        let members = &problem.units[unit].members;
        let fits = (0..room.len()).map(|step| (turn + step) % room.len()).find(|&g| room[g] >= members.len());
        if let Some(group) = fits {
            room[group] -= members.len();
            stretch[group].extend_from_slice(members);
            turn = group + 1;
        }
    }
}

/// The units not yet in a group, such that neighbours have scarce things in common.
fn line(problem: &Problem<'_>, judge: &Judge<'_>, chance: &mut Chance) -> Vec<usize> {
    let candidates = problem.candidates;
    let rules = &problem.criteria.rules;
    let language = rules.iter().find_map(|rule| match rule {
        Rule::SharedValue(column) => Some(*column),
        _ => None,
    });
    let band = rules.iter().find_map(|rule| match rule {
        Rule::Band { column, .. } => Some(*column),
        _ => None,
    });
    let widely_held = language.map(|column| holders(problem, column)).unwrap_or_default();
    let times: Vec<usize> = judge.kinds.iter().map(time_of_day).collect();
    let key = |unit: usize, chance: &mut Chance| {
        let who = problem.units[unit].members.first().copied().unwrap_or(0);
        let codes = language.map(|column| candidates.codes(column, who)).unwrap_or_default();
        let speakers = codes.iter().filter_map(|code| Some((widely_held.get(code)?, code))).max();
        let kind = judge.kind_of.get(who).copied().unwrap_or(0);
        let time = times.get(kind).copied().unwrap_or(QUARTERS_OF_DAY);
        let number = band.and_then(|column| candidates.number(column, who)).unwrap_or(0.0);
        Key { language: speakers.map(|(_, code)| *code), time, number, lot: chance.draw(), unit }
    };
    let mut line: Vec<Key> = (0..problem.units.len())
        .filter(|&unit| problem.units[unit].is_movable())
        .map(|unit| key(unit, chance))
        .collect();
    line.sort_unstable_by(|one, other| {
        (one.language, one.time)
            .cmp(&(other.language, other.time))
            .then(one.number.total_cmp(&other.number))
            .then(one.lot.cmp(&other.lot))
    });
    // Up through the numbers at one time of day, down at the next, so that no stretch has both ends.
    let mut upwards = true;
    for same in line.chunk_by_mut(|one, other| (one.language, one.time) == (other.language, other.time)) {
        if !upwards {
            same.reverse();
        }
        upwards = !upwards;
    }
    line.into_iter().map(|key| key.unit).collect()
}

struct Key {
    language: Option<u32>,
    time: usize,
    number: f32,
    lot: u64,
    unit: usize,
}

fn holders(problem: &Problem<'_>, column: ColumnId) -> BTreeMap<u32, usize> {
    let mut holders = BTreeMap::new();
    for who in 0..problem.candidates.len() {
        for &code in problem.candidates.codes(column, who) {
            *holders.entry(code).or_default() += 1;
        }
    }
    holders
}

/// When the day begins for these hours: where four hours are first fullest, going round the clock.
fn time_of_day(hours: &Hours) -> usize {
    let mut day = [0_usize; QUARTERS_OF_DAY];
    for quarter in (0..crate::QUARTERS).filter(|&quarter| hours.contains(Season::Winter, quarter)) {
        day[quarter % QUARTERS_OF_DAY] += 1;
    }
    let fullness = |begin: usize| -> usize { (0..16).map(|q| day[(begin + q) % QUARTERS_OF_DAY]).sum() };
    let most = (0..QUARTERS_OF_DAY).map(fullness).max().unwrap_or(0);
    (0..QUARTERS_OF_DAY)
        .find(|&begin| {
            fullness(begin) == most && fullness((begin + QUARTERS_OF_DAY - 1) % QUARTERS_OF_DAY) < most
        })
        .unwrap_or(QUARTERS_OF_DAY)
}
