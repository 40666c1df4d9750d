//! Groups merged and split because it was asked for.
#![expect(clippy::indexing_slicing, reason = "candidates and groups are indexed by what made them")]

use super::desk::{Desk, Steps};
use super::{Refusal, Refused, Reshape, Why};
use crate::Constraint;

/// Up to so many packs, every way to split them is tried; of more, as many ways by lot.
const EVERY_WAY_MOST: usize = 12;

pub(super) fn as_asked(desk: &mut Desk<'_>, reshapes: &[Reshape]) -> Vec<Refused> {
    let mut refused = Vec::new();
    for &reshape in reshapes {
        let done = match reshape {
            Reshape::Merge(groups) => merge(desk, groups),
            Reshape::Split(group) => split(desk, group),
        };
        if let Err(refusal) = done {
            if matches!(refusal, Refusal::Moves { .. }) {
                desk.had_moves_enough = false;
            }
            refused.push(Refused { reshape, refusal });
        }
    }
    refused
}

/// The smaller joins the larger.
fn merge(desk: &mut Desk<'_>, groups: [usize; 2]) -> Result<(), Refusal> {
    let [one, other] = groups;
    if one == other || !desk.is_open(one) || !desk.is_open(other) {
        return Err(Refusal::NotOpen);
    }
    let is_smaller = desk.groups[one].len() < desk.groups[other].len();
    let [from, to] = if is_smaller { [one, other] } else { [other, one] };
    let members = desk.groups[from].clone();
    let all = [desk.groups[to].as_slice(), &members].concat();
    let mut broken = desk.problem.broken(&all);
    if all.len() > desk.problem.most {
        broken.insert(0, Constraint::Size);
    }
    if !broken.is_empty() {
        return Err(Refusal::Breaks(broken));
    }
    move_as_asked(desk, &members, to, Reshape::Merge(groups))
}

/// The better of the ways to make two groups of one; the smaller part moves out.
fn split(desk: &mut Desk<'_>, group: usize) -> Result<(), Refusal> {
    if !desk.is_open(group) {
        return Err(Refusal::NotOpen);
    }
    let members = desk.groups[group].clone();
    let (least, most) = (desk.problem.least, desk.problem.most);
    if members.len() < 2 * least {
        return Err(Refusal::Breaks(vec![Constraint::Size]));
    }
    let heads = members.iter().map(|&who| (who, desk.pack(who)));
    let packs: Vec<Vec<usize>> =
        heads.filter(|(who, pack)| pack.first() == Some(who)).map(|(_, pack)| pack).collect();
    let every_way = packs.len() <= EVERY_WAY_MOST;
    let mut best: Option<(i64, Vec<usize>)> = None;
    for way in 0..1_u64 << packs.len().min(EVERY_WAY_MOST) {
        let way = if every_way { way } else { desk.chance.draw() };
        let goes = (0_u32..).zip(&packs).filter(|(pack, _)| way >> (pack % 64) & 1 == 1);
        let out: Vec<usize> = goes.flat_map(|(_, pack)| pack).copied().collect();
        let staying = members.len() - out.len();
        if out.len() > staying || out.len() < least || !(least..=most).contains(&staying) {
            continue;
        }
        let stay: Vec<usize> = members.iter().copied().filter(|who| !out.contains(who)).collect();
        if desk.offences(&out) + desk.offences(&stay) == 0 {
            let worth = desk.worth(&out) + desk.worth(&stay);
            if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, out));
            }
        }
    }
    let (_, out) = best.ok_or(Refusal::NoHalves)?;
    let to = desk.found();
    let done = move_as_asked(desk, &out, to, Reshape::Split(group));
    if done.is_err() {
        desk.abandon_last();
    }
    done
}

fn move_as_asked(desk: &mut Desk<'_>, members: &[usize], to: usize, reshape: Reshape) -> Result<(), Refusal> {
    let (needed, left) = (desk.cost(members), desk.moves_left());
    if needed > left {
        return Err(Refusal::Moves { needed, left });
    }
    let mut steps = Steps::default();
    for &who in members {
        desk.relocate(&[who], to, &Why::Asked(reshape), &mut steps);
    }
    Ok(())
}
