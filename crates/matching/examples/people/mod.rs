//! Rosters made from a seed, for measuring: everything is known of everyone and every rule is asked for.

use matching::{Aim, Candidates, Column, ColumnId, Criteria, FormError, Hours, Rule};

/// Two people an organisation, 24 zones with eleven working hours, three languages, a facilitator in
/// four, groups shared before, a couple in fifty; groups of seven to nine.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "small numbers")]
pub fn roster(count: usize, seed: u64) -> Result<(Candidates, Criteria), FormError> {
    let mut state = seed;
    let mut below = |bound: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).unwrap_or(0) % bound
    };
    let mut candidates = Candidates::new(count);
    let mut draw =
        |kinds: u32| -> Column { Column::Categorical((0..count).map(|_| Some(below(kinds))).collect()) };
    let (trade, function, sector, gender, leads) = (draw(12), draw(8), draw(3), draw(2), draw(4));
    let mut add = |column: Column| -> Result<ColumnId, FormError> { candidates.add(column) };
    let [trade, function, sector, gender, leads] =
        [add(trade)?, add(function)?, add(sector)?, add(gender)?, add(leads)?];
    let organisation = add(Column::Categorical((0..count).map(|who| u32::try_from(who / 2).ok()).collect()))?;
    let years =
        add(Column::Numeric((0..count).map(|_| Some((below(100) * below(100)) as f32 / 250.0)).collect()))?;
    let level = add(Column::Ordinal((0..count).map(|_| Some(below(5))).collect()))?;
    let interests = add(Column::Multi((0..count).map(|_| vec![below(20), below(20), below(20)]).collect()))?;
    let languages = add(Column::Multi(
        (0..count).map(|_| if below(10) == 0 { vec![1 + below(2)] } else { vec![0, 1 + below(3)] }).collect(),
    ))?;
    let met: Vec<([usize; 2], f32)> = (0..count * 4)
        .map(|pair| ([pair / 4, usize::try_from(below(u32::MAX)).unwrap_or(0) % count], 0.5))
        .filter(|([one, other], _)| one != other)
        .collect();
    let met = add(Column::ties(count, met))?;
    let zones: Vec<usize> = (0..count).map(|_| usize::try_from(below(24)).unwrap_or(0)).collect();
    candidates.set_hours(zones.iter().map(|zone| Some(working_hours(*zone))).collect())?;
    let mut criteria = Criteria::of_size(7..=9)
        .wish(years, Aim::Similar, 3.0)
        .wish(level, Aim::Similar, 1.0)
        .wish(trade, Aim::Different, 2.0)
        .wish(function, Aim::Different, 2.0)
        .wish(interests, Aim::Shared, 1.0)
        .wish(met, Aim::Different, 1.0)
        .wish(gender, Aim::Crossing, 0.5)
        .wish(sector, Aim::Crossing, 0.5)
        .rule(Rule::ApartBy(organisation))
        .rule(Rule::SharedValue(languages))
        .rule(Rule::NotOnlyOne(gender))
        .rule(Rule::AtLeastOne { column: leads, code: 0 })
        .rule(Rule::CommonHours { least: 8 });
    // Couples of neighbouring zones.
    let mut by_zone: Vec<usize> = (0..count).collect();
    by_zone.sort_by_key(|who| zones.get(*who));
    let couples = by_zone.chunks(50).filter_map(|chunk| match chunk {
        [one, .., other] if one / 2 != other / 2 => Some(vec![*one, *other]),
        _ => None,
    });
    criteria.together = couples
        .filter(|couple| {
            let group = matching::assess(&candidates, &Criteria { size: 2..=2, ..criteria.clone() }, couple);
            group.broken().all(|constraint| {
                matches!(
                    constraint,
                    matching::Constraint::NotOnlyOne(_) | matching::Constraint::AtLeastOne(_)
                )
            })
        })
        .collect();
    Ok((candidates, criteria))
}

/// 08:00 to 19:00 on five days, so many hours behind the clock.
fn working_hours(behind: usize) -> Hours {
    let week = || (0..5).flat_map(|day| (32..76).map(move |q| (day * 96 + q + behind * 4) % 672));
    Hours::from_quarters(week(), week())
}
