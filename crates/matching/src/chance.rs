//! Chance as an argument: SplitMix64 (Steele, Lea and Flood, 2014), and the patience annealing
//! draws, by arithmetic that is the same on every machine.
#![expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "numeric code; every value is bounded where it is made"
)]

/// A stream of pseudo-random numbers fixed by its seed.
#[derive(Clone, Debug)]
pub(crate) struct Chance {
    state: u64,
}

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    pub(crate) fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0..bound`; 0 when `bound` is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.draw()) * bound as u128) >> 64) as usize
    }

    /// Every order is equally likely (Durstenfeld, *Algorithm 235: Random permutation*,
    /// Communications of the ACM 7, 1964).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for place in (1..list.len()).rev() {
            list.swap(place, self.below(place + 1));
        }
    }
}

const STEPS: usize = 1024;

/// How much loss annealing bears at temperature 1: drawn from the exponential distribution with
/// mean 1, in 1,024 equally likely steps. Accepting a loss up to temperature times this is the
/// Metropolis rule (Kirkpatrick, Gelatt and Vecchi, 1983) without computing an exponential.
pub(crate) struct Patience {
    steps: Vec<f64>,
}

impl Patience {
    pub(crate) fn new() -> Self {
        let steps = (0..STEPS).map(|step| -logarithm((step as f64 + 0.5) / STEPS as f64)).collect();
        Self { steps }
    }

    pub(crate) fn draw(&self, chance: &mut Chance) -> f64 {
        self.steps[chance.below(STEPS)]
    }
}

/// The natural logarithm of a number in 0..1, by halving and the series of the inverse hyperbolic
/// tangent. Sums and products are exact to the bit by IEEE 754; a platform's `ln` is not.
fn logarithm(mut x: f64) -> f64 {
    let mut halvings = 0.0;
    while x < 0.5 {
        x *= 2.0;
        halvings += 1.0;
    }
    let t = (x - 1.0) / (x + 1.0);
    let mut power = t;
    let mut sum = 0.0;
    for term in 0..24 {
        sum += power / f64::from(2 * term + 1);
        power *= t * t;
    }
    2.0 * sum - halvings * std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_averages_one() {
        let patience = Patience::new();
        let mean = patience.steps.iter().sum::<f64>() / STEPS as f64;
        assert!((mean - 1.0).abs() < 0.01, "{mean}");
        assert!((logarithm(0.1) - 0.1_f64.ln()).abs() < 1e-12);
    }
}
