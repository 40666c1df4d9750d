//! The search itself: what it keeps up to date, and that the machine changes nothing.
#![expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "rosters are made of small numbers")]

use proptest::prelude::*;

use super::facets::{Facet, SEATS, Sheet, scale};
use super::groups::Groups;
use super::sweep::{Machine, search};
use super::visit::Table;
use crate::chance::Chance;
use crate::tests::vectors;

/// People with something of every facet, in groups of uneven sizes.
fn anybody(seed: u64, most: usize) -> Groups {
    let mut chance = Chance::new(seed);
    let (worth, price) = scale(most);
    let mut sheet = Sheet::new(price);
    let mut dealt: Vec<Vec<usize>> = vec![Vec::new(); 5 + chance.below(6)];
    let mut count = 0;
    for members in &mut dealt {
        let size = 1 + chance.below(most);
        members.extend(count..count + size);
        count += size;
    }
    let part = worth / 8;
    let mut column = |least: i32, span: usize| -> Vec<i32> {
        (0..count).map(|_| least + i32::try_from(chance.below(span)).unwrap()).collect()
    };
    sheet.add(Facet::Square, [column(0, usize::try_from(part.isqrt()).unwrap())]);
    sheet.add(Facet::Differ(part), [column(-1, 5)]);
    sheet.add(Facet::Differ(-part), [column(-1, 5)]);
    sheet.add(Facet::Distance { most: part, sign: -1 }, [column(0, 2 * usize::try_from(part).unwrap())]);
    let years: Vec<i32> = column(0, 40).iter().map(|&year| (year as f32).to_bits().cast_signed()).collect();
    sheet.add(Facet::Within { width: 5.0, weight: part }, [years.clone()]);
    sheet.add(Facet::Band(20.0), [years]);
    sheet.add(Facet::Meet(part), [column(0, 64)]);
    sheet.add(Facet::Unshared(-part), [column(0, 64)]);
    sheet.add(Facet::Apart, [column(-1, 20)]);
    let kinds = column(0, 4);
    let own = kinds.iter().map(|kind| 1 << kind).collect();
    sheet.add(Facet::Hours, [own, kinds.iter().map(|kind| 0b111 << kind >> 1).collect()]);
    let share = (0..=SEATS).map(|size| 1.0 / size.max(1) as f32).collect();
    Groups::new(&sheet, &dealt, share, |who| who % 11 == 0)
}

fn searched(mut groups: Groups, seed: u64, machine: Machine) -> Groups {
    search(&mut groups, None, machine, &mut Chance::new(seed), &mut |_, visits| {
        (visits < 500).then(|| (1.0 - visits as f64 / 500.0, 500 - visits))
    });
    groups
}

fn afresh<const C: usize>(groups: &mut Groups) -> bool {
    let layout = groups.layout.clone();
    groups.rows.chunks_exact_mut(layout.rows).all(|record| {
        let mut group = layout.group(record);
        let size = group.size();
        let fresh = Table::<C>::new().within(&layout, &mut group);
        fresh.as_flattened()[..size] == group.within().as_flattened()[..size]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_up_to_date_equals_what_is_added_up_afresh(seed: u64, most in 2_usize..=32) {
        let mut groups = searched(anybody(seed, most), seed, Machine::with(1));
        let equal = match groups.layout.chunks {
            1 => afresh::<1>(&mut groups),
            2 => afresh::<2>(&mut groups),
            _ => afresh::<4>(&mut groups),
        };
        prop_assert!(equal);
    }

    #[test]
    fn threads_and_vectors_change_nothing(seed: u64, most in 2_usize..=32) {
        let one = searched(anybody(seed, most), seed, Machine::with(1));
        let two = searched(anybody(seed, most), seed, Machine::with(2));
        prop_assert_eq!(&one.rows, &two.rows);
        for arch in vectors() {
            let other = searched(anybody(seed, most), seed, Machine { threads: 1, arch });
            prop_assert_eq!(&one.rows, &other.rows, "{:?}", arch);
        }
    }

    #[test]
    fn sizes_and_those_held_stay_and_nobody_is_lost(seed: u64, most in 2_usize..=32) {
        let before = anybody(seed, most).members();
        let after = searched(anybody(seed, most), seed, Machine::with(2)).members();
        let mut everyone = after.concat();
        everyone.sort_unstable();
        prop_assert_eq!(everyone, (0..before.concat().len()).collect::<Vec<_>>());
        for (before, after) in before.iter().zip(&after) {
            prop_assert_eq!(before.len(), after.len());
            let held = |members: &[usize]| members.iter().copied().filter(|who| who % 11 == 0).collect::<Vec<_>>();
            let (mut before, mut after) = (held(before), held(after));
            before.sort_unstable();
            after.sort_unstable();
            prop_assert_eq!(before, after);
        }
    }

    #[test]
    fn the_search_does_better_than_the_lot(seed: u64) {
        let mut before = anybody(seed, 8);
        search(&mut before, None, Machine::with(1), &mut Chance::new(1), &mut |_, _| None);
        let after = searched(before.clone(), seed, Machine::with(1));
        prop_assert!(after.worth() >= before.worth());
    }
}
