//! The crest of a group: a shield in two colours, made from the group's first name so that it stays the same
//! when the group is renamed, and drawn from the path data at the end of this file.

/// What a crest shows. The same first name always gives the same crest, unless a living group of the
/// community has it already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Crest {
    /// How the shield is parted, 0 to 7; see [`DIVISIONS`].
    pub division: u8,
    /// What lies upon it, 0 to 7; see [`CHARGES`].
    pub charge: u8,
    /// Which of the eight printing inks, 0 to 7.
    pub tincture: u8,
    /// Whether the field has the ink and the part the light colour, instead of the other way round.
    pub swapped: bool,
}

/// The crests of the living groups of one community.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    marks: [u64; 8],
}

impl Crest {
    /// The crest for a group whose first name is `first_name` (in Unicode normalisation form C, as browsers
    /// send it), differing from those `taken` in division, charge or tincture. There are 512 of these; when
    /// all are taken, or no other is found in 50,000 trials, the name's own crest is used once more.
    ///
    /// The hash is FNV-1a (Fowler, Noll, Vo; 32 bit) with the finaliser of MurmurHash3 (Appleby).
    ///
    /// ```
    /// use peergroups::crest::{Crest, Taken};
    /// let kittiwake = Crest { division: 4, charge: 1, tincture: 0, swapped: true };
    /// assert_eq!(Crest::of("Kittiwake", &Taken::default()), kittiwake);
    /// ```
    pub fn of(first_name: &str, taken: &Taken) -> Self {
        let name = first_name.trim().to_lowercase();
        let own = Self::of_hash(hash(name.bytes()));
        if !taken.contains(own) || taken.is_full() {
            return own;
        }
        ('\u{1}'..'\u{c350}')
            .map(|suffix| {
                let mut buffer = [0; 4];
                let suffix = suffix.encode_utf8(&mut buffer).bytes();
                Self::of_hash(hash(name.bytes().chain(suffix)))
            })
            .find(|crest| !taken.contains(*crest))
            .unwrap_or(own)
    }

    fn of_hash(hash: u32) -> Self {
        let bits = |from: u32| u8::try_from(hash >> from & 7).unwrap_or_default();
        Self { division: bits(0), charge: bits(3), tincture: bits(6), swapped: hash >> 9 & 1 == 1 }
    }

    /// The path of the part, in the frame's coordinates (0 0 40 46).
    pub fn division_path(self) -> &'static str {
        DIVISIONS.get(usize::from(self.division)).copied().unwrap_or_default()
    }

    /// The path of the charge, in the frame's coordinates, to be filled by the even-odd rule.
    pub fn charge_path(self) -> &'static str {
        CHARGES.get(usize::from(self.charge)).copied().unwrap_or_default()
    }

    fn mark(self) -> (usize, u64) {
        let bit = u32::from(self.division & 7) << 3 | u32::from(self.charge & 7);
        (usize::from(self.tincture & 7), 1 << bit)
    }
}

impl Taken {
    /// Adds the crest of a living group.
    pub fn insert(&mut self, crest: Crest) {
        let (tincture, bit) = crest.mark();
        if let Some(marks) = self.marks.get_mut(tincture) {
            *marks |= bit;
        }
    }

    /// Whether a living group has this division, charge and tincture.
    pub fn contains(&self, crest: Crest) -> bool {
        let (tincture, bit) = crest.mark();
        self.marks.get(tincture).is_some_and(|marks| marks & bit != 0)
    }

    fn is_full(&self) -> bool {
        self.marks.iter().all(|marks| *marks == u64::MAX)
    }
}

fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    let mut hash =
        bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

/// The outline of every crest, in a box of 40 × 46, drawn with a line of 2.
pub const FRAME: &str = "M2 2h36v20c0 11-8 18-18 22C10 40 2 33 2 22z";

/// Halves upright, halves level, bend, hill, pale, two bars, quarters, bend left, each cut to the frame, so
/// that a crest needs no clipping.
pub const DIVISIONS: [&str; 8] = [
    "M2 2h18v42C10 40 2 33 2 22z",
    "M2 2h36v20H2z",
    "M2 2h36L6 34C3.5 30.7 2 26.7 2 22z",
    "M20 18l15.5 13.8C32.4 37.4 26.6 41.3 20 44 13.4 41.3 7.6 37.4 4.5 31.8z",
    "M2 2h12v39.1C7 36.9 2 30.7 2 22zM26 2h12v20c0 8.7-5 14.9-12 19.1z",
    "M2 12h36v10H2zM4.6 32h30.8C32.2 37.5 26.5 41.4 20 44 13.5 41.4 7.8 37.5 4.6 32z",
    "M20 2h18v20H20zM2 22h18v22C10 40 2 33 2 22z",
    "M2 2h36L20 36z",
];

/// Disc, lozenge, two discs, cross, star, ring, leaf, wave.
pub const CHARGES: [&str; 8] = [
    "M20 14a6 6 0 1 0 .01 0z",
    "M20 12l7 9-7 9-7-9z",
    "M12 20a4 4 0 1 0 .01 0zM28 20a4 4 0 1 0 .01 0z",
    "M17 11h6v7h7v6h-7v7h-6v-7h-7v-6h7z",
    "M20 11l2.6 6.2 6.7.6-5.1 4.4 1.6 6.6-5.8-3.5-5.8 3.5 1.6-6.6-5.1-4.4 6.7-.6z",
    "M20 10a10 10 0 1 0 .01 0zm0 5a5 5 0 1 1-.01 0z",
    "M20 12c6 4 6 12 0 18-6-6-6-14 0-18z",
    "M10 18q5-5 10 0t10 0v5q-5 5-10 0t-10 0z",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, division: u8, charge: u8, tincture: u8, swapped: bool) {
        let expected = Crest { division, charge, tincture, swapped };
        assert_eq!(Crest::of(name, &Taken::default()), expected, "{name}");
    }

    #[test]
    fn the_drawn_groups_have_the_crests_they_were_drawn_with() {
        check("Kittiwake", 4, 1, 0, true);
        check("Ninth Bell", 4, 5, 6, true);
        check("Juniper", 6, 3, 0, true);
        check("Marrow Lane", 7, 0, 1, false);
        check("Lodestar", 0, 0, 1, true);
        check("Fennel Street", 1, 5, 3, false);
        check("Wren Hill", 5, 3, 3, true);
        check("Millrace", 3, 0, 4, false);
        check("Slack Water", 2, 1, 5, true);
    }

    #[test]
    fn case_and_space_around_a_name_do_not_change_its_crest() {
        assert_eq!(Crest::of("  KITTIWAKE ", &Taken::default()), Crest::of("kittiwake", &Taken::default()));
    }

    #[test]
    fn living_groups_are_told_apart_as_long_as_there_are_crests() {
        let mut taken = Taken::default();
        for number in 0..512 {
            let crest = Crest::of(&format!("Group {number}"), &taken);
            assert!(!taken.contains(crest), "group {number}");
            taken.insert(crest);
        }
        assert!(taken.is_full());
        assert_eq!(Crest::of("Kittiwake", &taken), Crest::of("Kittiwake", &Taken::default()));
    }
}
