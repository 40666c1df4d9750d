//! Two groups visit each other: every exchange of one member for one is weighed at once, from what
//! all pairs between the groups are to each other and what each member is to their own group; the
//! best is made if it is good enough.
//!
//! For the squared distance this is the exchange of k-means with the least table to keep (Späth,
//! *Anticlustering: maximizing the variance criterion*, Control and Cybernetics 15, 1986); weighing
//! all exchanges of two groups together and taking the best under one threshold is ours.
#![expect(
    clippy::indexing_slicing,
    clippy::inline_always,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "the innermost loop; seats and rows are indexed by the layout that made them"
)]

use std::array::from_fn;

use super::facets::{LANES, Row, SEATS};
use super::groups::{Group, Layout};
use super::judge::Judge;

/// What every two people between two groups are to each other, and its sums.
pub(crate) struct Table<const C: usize> {
    pairs: [[Row; C]; SEATS],
    /// What each member of the first group is to the whole second group.
    ones: [i32; SEATS],
    /// What each member of the second group is to the whole first group.
    others: [Row; C],
    members: Vec<usize>,
}

/// An exchange of the members in these seats, and what it gains.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Exchange {
    gain: f32,
    one: usize,
    other: usize,
}

/// Exchanges that the judge may refuse before a visit ends without one.
const REFUSALS: usize = 3;
/// A gain that is none.
const NEVER: f32 = -1e30;

impl<const C: usize> Table<C> {
    pub(crate) fn new() -> Self {
        Self {
            pairs: [[[0; LANES]; C]; SEATS],
            ones: [0; SEATS],
            others: [[0; LANES]; C],
            members: Vec::new(),
        }
    }

    /// Makes the best exchange between two groups if it loses less than what is bearable.
    #[inline(always)]
    pub(crate) fn visit<'r>(
        &mut self,
        layout: &Layout,
        judge: Option<&Judge<'_>>,
        (one, other): (&mut Group<'r>, &mut Group<'r>),
        bearable: f32,
    ) {
        self.fill(layout, one, other);
        let chosen = match judge {
            None => Some(self.best(layout, one, other)).filter(|best| best.gain > -bearable),
            Some(judge) if one.offences() + other.offences() > 0 => self.mending(layout, judge, one, other),
            Some(judge) => self.best_allowed(layout, judge, one, other, bearable),
        };
        if let Some(exchange) = chosen {
            self.exchange(layout, one, other, exchange);
        }
    }

    /// What each member of a group is to all others, added up afresh.
    #[inline(always)]
    pub(crate) fn within(&mut self, layout: &Layout, group: &mut Group<'_>) -> [Row; C] {
        self.pairs[..group.size()].fill([[0; LANES]; C]);
        for (facet, at) in layout.facets() {
            let rows = &group.rows[at..];
            facet.add(layout.price, (rows, 0..group.size()), rows, &mut self.pairs);
        }
        let mut within = [[0; LANES]; C];
        for seat in 0..group.size() {
            within[seat / LANES][seat % LANES] = (0..group.size())
                .filter(|&other| other != seat)
                .map(|other| self.pairs[seat][other / LANES][other % LANES])
                .sum();
        }
        within
    }

    #[inline(always)]
    fn fill(&mut self, layout: &Layout, one: &Group<'_>, other: &Group<'_>) {
        let seats = one.size();
        self.pairs[..seats].fill([[0; LANES]; C]);
        for (facet, at) in layout.facets() {
            facet.add(layout.price, (&one.rows[at..], 0..seats), &other.rows[at..], &mut self.pairs);
        }
        self.others = [[0; LANES]; C];
        let seated: [Row; C] = rows(other.seated());
        for (pairs, sum) in self.pairs[..seats].iter().zip(&mut self.ones) {
            let mut sums = [0; LANES];
            for chunk in 0..C {
                let (pairs, seated, others) = (pairs[chunk], seated[chunk], self.others[chunk]);
                self.others[chunk] = from_fn(|lane| others[lane] + pairs[lane]);
                sums = from_fn(|lane| sums[lane] + (pairs[lane] & seated[lane]));
            }
            *sum = sums.iter().sum();
        }
    }

    /// Exchanging `i` and `j`, the first group loses `i` and gains what `j` is to the rest of it, and
    /// the second likewise. A pair counts by the size of its group.
    #[inline(always)]
    fn best(&self, layout: &Layout, one: &Group<'_>, other: &Group<'_>) -> Exchange {
        let (share, others_share) = (layout.share[one.size()], layout.share[other.size()]);
        let both = share + others_share;
        let (held, within): ([Row; C], [Row; C]) = (rows(other.held()), rows(other.within()));
        let joining: [[f32; LANES]; C] = from_fn(|chunk| {
            let (held, within, others) = (held[chunk], within[chunk], self.others[chunk]);
            from_fn(|lane| {
                let gain = share * others[lane] as f32 - others_share * within[lane] as f32;
                if held[lane] == 0 { gain } else { NEVER }
            })
        });
        let mut gains = [[2.0 * NEVER; LANES]; C];
        let mut seats = [[0_i32; LANES]; C];
        for seat in 0..one.size() {
            let (chunk, lane) = (seat / LANES, seat % LANES);
            let leaving = if one.held()[chunk][lane] == 0 {
                others_share * self.ones[seat] as f32 - share * one.within()[chunk][lane] as f32
            } else {
                NEVER
            };
            for chunk in 0..C {
                let (pairs, joining) = (self.pairs[seat][chunk], joining[chunk]);
                let (before, before_seats) = (gains[chunk], seats[chunk]);
                let gain: [f32; LANES] = from_fn(|lane| joining[lane] + leaving - both * pairs[lane] as f32);
                gains[chunk] =
                    from_fn(|lane| if gain[lane] > before[lane] { gain[lane] } else { before[lane] });
                seats[chunk] =
                    from_fn(|lane| if gain[lane] > before[lane] { seat as i32 } else { before_seats[lane] });
            }
        }
        let mut best = Exchange { gain: 2.0 * NEVER, one: 0, other: 0 };
        for chunk in 0..C {
            for lane in 0..LANES {
                if gains[chunk][lane] > best.gain {
                    let one = seats[chunk][lane] as usize;
                    best = Exchange { gain: gains[chunk][lane], one, other: chunk * LANES + lane };
                }
            }
        }
        best
    }

    /// The best exchange that the judge does not refuse, if it loses less than what is bearable.
    #[inline(always)]
    fn best_allowed(
        &mut self,
        layout: &Layout,
        judge: &Judge<'_>,
        one: &Group<'_>,
        other: &Group<'_>,
        bearable: f32,
    ) -> Option<Exchange> {
        let mut refused: [Option<(Exchange, i32)>; REFUSALS] = [None; REFUSALS];
        let mut chosen = None;
        for refusal in &mut refused {
            let best = self.best(layout, one, other);
            if best.gain <= -bearable {
                break;
            }
            if self.offences_after(judge, one, other, best, 0).is_some() {
                chosen = Some(best);
                break;
            }
            let pair = self.pair_mut(best);
            *refusal = Some((best, *pair));
            *pair = i32::MAX / 2;
        }
        for (exchange, pair) in refused.into_iter().flatten() {
            *self.pair_mut(exchange) = pair;
        }
        chosen
    }

    /// The exchange that leaves the fewest offences, the best of them, if that is fewer than now; the
    /// groups are told what they will be.
    #[inline(never)]
    fn mending(
        &mut self,
        layout: &Layout,
        judge: &Judge<'_>,
        one: &mut Group<'_>,
        other: &mut Group<'_>,
    ) -> Option<Exchange> {
        let mut fewest = one.offences() + other.offences();
        let (share, others_share) = (layout.share[one.size()], layout.share[other.size()]);
        let bearable = -0.5 * layout.price as f32 * share.min(others_share);
        let free = |group: &Group<'_>| -> Vec<usize> {
            (0..group.size()).filter(|&seat| group.held().as_flattened()[seat] == 0).collect()
        };
        let mut best: Option<(Exchange, [i32; 2])> = None;
        for seat in free(one) {
            for others in free(other) {
                let pair = self.pairs[seat].as_flattened()[others];
                let joining = self.others.as_flattened()[others] - pair - one.within().as_flattened()[seat];
                let leaving = self.ones[seat] - pair - other.within().as_flattened()[others];
                let gain = share * joining as f32 + others_share * leaving as f32;
                if gain < bearable {
                    continue;
                }
                let exchange = Exchange { gain, one: seat, other: others };
                let Some(after) = self.offences_after(judge, one, other, exchange, fewest) else { continue };
                let left = after[0] + after[1];
                if left < fewest || (left == fewest && best.is_some_and(|(best, _)| gain > best.gain)) {
                    fewest = left;
                    best = Some((exchange, after));
                }
            }
        }
        let (exchange, after) = best?;
        one.set_offences(after[0]);
        other.set_offences(after[1]);
        Some(exchange)
    }

    /// The offences of both groups after an exchange, if they are so many together at most.
    fn offences_after(
        &mut self,
        judge: &Judge<'_>,
        one: &Group<'_>,
        other: &Group<'_>,
        exchange: Exchange,
        most: i32,
    ) -> Option<[i32; 2]> {
        let joining = [other.people().nth(exchange.other)?, one.people().nth(exchange.one)?];
        let mut after = |group: &Group<'_>, seat: usize, joining: usize| {
            self.members.clear();
            self.members.extend(group.people());
            self.members[seat] = joining;
            judge.offences(&self.members)
        };
        let first = after(one, exchange.one, joining[0]);
        if first > most {
            return None;
        }
        let second = after(other, exchange.other, joining[1]);
        (first + second <= most).then_some([first, second])
    }

    fn pair_mut(&mut self, exchange: Exchange) -> &mut i32 {
        &mut self.pairs[exchange.one][exchange.other / LANES][exchange.other % LANES]
    }

    /// Makes an exchange and keeps up what everyone is to their own group.
    #[inline(always)]
    fn exchange<'r>(&self, layout: &Layout, one: &mut Group<'r>, other: &mut Group<'r>, exchange: Exchange) {
        let (chunk, lane) = (exchange.other / LANES, exchange.other % LANES);
        let pair = self.pairs[exchange.one][chunk][lane];
        let to_ones: [i32; SEATS] = from_fn(|seat| self.pairs[seat][chunk][lane]);
        let to_others: [Row; C] = self.pairs[exchange.one];
        let joining = [to_ones.as_slice(), to_others.as_flattened()];
        for ((group, seat), joining) in
            [(&mut *one, exchange.one), (&mut *other, exchange.other)].into_iter().zip(joining)
        {
            let leaving = Self::to_own(layout, group, seat);
            let size = group.size();
            let within = group.within_mut().as_flattened_mut()[..size].iter_mut();
            for ((within, joins), leaves) in within.zip(joining).zip(leaving.as_flattened()) {
                *within += joins - leaves;
            }
        }
        one.exchange(exchange.one, other, exchange.other);
        one.within_mut().as_flattened_mut()[exchange.one] = self.others[chunk][lane] - pair;
        other.within_mut().as_flattened_mut()[exchange.other] = self.ones[exchange.one] - pair;
    }

    /// What a member is to everyone in their own group.
    #[inline(always)]
    fn to_own(layout: &Layout, group: &Group<'_>, seat: usize) -> [Row; C] {
        let mut table = [[[0; LANES]; C]; SEATS];
        for (facet, at) in layout.facets() {
            let rows = &group.rows[at..];
            facet.add(layout.price, (rows, seat..seat + 1), rows, &mut table);
        }
        table[0]
    }
}

/// A copy, in a length the compiler knows.
#[inline(always)]
fn rows<const C: usize>(rows: &[Row]) -> [Row; C] {
    from_fn(|chunk| rows[chunk])
}
