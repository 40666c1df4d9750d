//! The pictures of the pages as inline SVG with their words: crests, faces, hour strips, mixes.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use peergroups::crest;

/// A group's crest: decoration beside its name, read out as its name when alone. Part and charge are
/// one path filled by the even-odd rule, which gives the charge the colour that it does not lie on.
#[derive(Clone, Debug)]
pub struct Crest {
    crest: crest::Crest,
    size: &'static str,
    name: Option<String>,
}

impl Crest {
    pub fn new(crest: crest::Crest) -> Self {
        Self { crest, size: "", name: None }
    }

    #[must_use]
    pub fn large(mut self) -> Self {
        self.size = " large";
        self
    }

    #[must_use]
    pub fn little(mut self) -> Self {
        self.size = " little";
        self
    }

    /// Standing alone.
    #[must_use]
    pub fn named(mut self, name: impl Display) -> Self {
        self.name = Some(name.to_string());
        self
    }
}

impl Display for Crest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (size, tincture, frame) = (self.size, self.crest.tincture & 7, crest::FRAME);
        let part = self.crest.division_path();
        let charge = self.crest.charge_path();
        let (field, ink) = if self.crest.swapped { ("a", "b") } else { ("b", "a") };
        write!(f, r#"<svg class="crest{size}" data-tincture="{tincture}" viewBox="0 0 40 46" "#)?;
        match &self.name {
            None => f.write_str(r#"aria-hidden="true">"#)?,
            Some(name) => {
                let name = askama::filters::escape(name, askama::filters::Html).map_err(|_| fmt::Error)?;
                write!(f, r#"role="img" aria-label="{name}">"#)?;
            }
        }
        write!(
            f,
            r#"<path class="{field}" d="{frame}"/><path class="{ink}" fill-rule="evenodd" d="{part}{charge}"/><path class="line" d="{frame}"/></svg>"#
        )
    }
}

impl askama::filters::HtmlSafe for Crest {}

/// A person's initials, to stand in `span.face`: the first letters of the first and the last word of the
/// name, without titles, suffixes and what stands in brackets or quotation marks behind the first word.
#[derive(Clone, Debug)]
pub struct Face(pub String);

impl Face {
    pub fn of(name: &str) -> Self {
        let letter = |word: &str| word.chars().find(|c| c.is_alphabetic());
        let is_aside = |word: &str| word.starts_with(['(', '[', '"', '“', '‘', '\'']);
        let is_title = |word: &str| word.ends_with('.') && word.chars().count() > 2;
        let mut words = name
            .split(|c: char| c.is_whitespace() || c == ',')
            .enumerate()
            .filter(|(place, word)| !is_title(word) && (*place == 0 || !is_aside(word)))
            .filter_map(|(_, word)| letter(word));
        let both = [words.next(), words.last()];
        let initials: String = both.into_iter().flatten().flat_map(char::to_uppercase).collect();
        Self(if initials.is_empty() { "·".to_owned() } else { initials })
    }
}

impl Display for Face {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A group's hours over one day of the reader's clock.
#[derive(Clone, Debug)]
pub struct HourStrip {
    pub caption: String,
    pub rows: Vec<HourRow>,
    /// The meeting, in minutes of the reader's day.
    pub meeting: Option<(u16, u16)>,
}

/// One person's line of an [`HourStrip`].
#[derive(Clone, Debug)]
pub struct HourRow {
    pub name: String,
    pub city: String,
    /// From, to (minutes of the reader's day) and whether preferred.
    pub spans: Vec<(u16, u16, bool)>,
    /// The hours in words, for those who do not see the picture.
    pub words: String,
    /// The meeting on this person's clock, and how it suits.
    pub local: String,
    pub suits: String,
}

impl HourStrip {
    /// The drawing of one row: 96 units are a day.
    pub fn drawing(&self, row: &HourRow) -> Drawing {
        let unit = |minute: u16| f32::from(minute) / 15.0;
        let mut svg = String::from(r#"<rect class="base" x="0" y="27" width="96" height="1"/>"#);
        for (from, to, is_preferred) in &row.spans {
            let (class, y, height) = if *is_preferred { ("deep", 3, 24) } else { ("pale", 15, 12) };
            let (x, width) = (unit(*from), unit(to.saturating_sub(*from)));
            svg.push_str(&format!(
                r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#
            ));
        }
        if let Some((from, to)) = self.meeting {
            let (x, end) = (unit(from), unit(to));
            let width = end - x;
            svg.push_str(&format!(
                r#"<rect class="meet" x="{x}" y="0" width="{width}" height="30"/><path class="edge" d="M{x} 0v30M{end} 0v30"/>"#
            ));
        }
        Drawing(svg)
    }
}

/// SVG that holds numbers and our own class names only.
#[derive(Clone, Debug)]
pub struct Drawing(String);

impl Display for Drawing {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Drawing {}

/// How alike and how different a group is in one trait: one cell a person, equal neighbours joined.
#[derive(Clone, Debug)]
pub struct Mix {
    pub label: String,
    /// How many people share each value, largest first.
    pub shares: Vec<usize>,
    pub words: String,
}

impl Mix {
    /// The mix of these values, one a person.
    pub fn of<V: Ord>(label: impl Display, values: impl IntoIterator<Item = V>, words: impl Display) -> Self {
        let mut counts = BTreeMap::new();
        for value in values {
            *counts.entry(value).or_insert(0) += 1;
        }
        let mut shares: Vec<usize> = counts.into_values().collect();
        shares.sort_unstable_by(|a, b| b.cmp(a));
        Self { label: label.to_string(), shares, words: words.to_string() }
    }

    pub fn width(&self) -> usize {
        17 * self.shares.iter().sum::<usize>()
    }

    pub fn drawing(&self) -> Drawing {
        let mut x = 0;
        let mut svg = String::new();
        for share in &self.shares {
            let class = if *share == 1 { "ink" } else { "pale" };
            let width = (17 * share).saturating_sub(4);
            svg.push_str(&format!(
                r#"<rect class="{class}" x="{x}" y="1" width="{width}" height="10" rx="2"/>"#
            ));
            x += 17 * share;
        }
        Drawing(svg)
    }
}

/// How people divide: one bar, whose parts differ in shape as well as in colour.
#[derive(Clone, Debug)]
pub struct Shares(pub Vec<Share>);

/// Some of the people, and how they are drawn.
#[derive(Clone, Debug)]
pub struct Share {
    pub people: usize,
    pub shape: Shape,
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Full height: a yes.
    Tall,
    /// Half height: a yes on a condition.
    Low,
    /// Nothing but its outline: not settled.
    Hollow,
    /// A line on the ground: a no.
    Flat,
}

impl Shape {
    fn rect(self, x: usize, width: usize) -> String {
        let (class, y, height) = match self {
            Self::Tall => ("ink", 0, 16),
            Self::Low => ("deep", 8, 8),
            Self::Hollow => ("hollow", 1, 14),
            Self::Flat => ("base", 14, 2),
        };
        format!(r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#)
    }
}

impl Share {
    /// The mark that stands before its words.
    pub fn mark(&self) -> Drawing {
        Drawing(self.shape.rect(1, 12))
    }
}

impl Shares {
    /// The parts that have anybody in them.
    pub fn parts(&self) -> impl Iterator<Item = &Share> {
        self.0.iter().filter(|share| share.people > 0)
    }

    /// The bar, 600 wide and 16 high. However few they are, a part can be seen.
    pub fn drawing(&self) -> Drawing {
        const WIDTH: usize = 600;
        const GAP: usize = 3;
        const LEAST: usize = 6;
        let people: usize = self.parts().map(|share| share.people).sum();
        let kept = (GAP + LEAST) * self.parts().count();
        let (mut x, mut svg) = (1, String::new());
        for share in self.parts() {
            let width = LEAST + share.people * WIDTH.saturating_sub(kept) / people.max(1);
            svg.push_str(&share.shape.rect(x, width));
            x += width + GAP;
        }
        Drawing(svg)
    }
}

/// How the hours of some meetings were for one person: one mark a meeting, in their order; a gap where that is not
/// known.
#[derive(Clone, Debug)]
pub struct Marks(pub Vec<Option<Mark>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A line: a good hour.
    Good,
    /// A block: an awkward hour.
    Awkward,
    /// An open frame: an hour at which they could not.
    Missed,
}

impl Marks {
    /// From one mark to the next; less where there are many.
    fn step(&self) -> usize {
        if self.0.len() > 13 { 9 } else { 18 }
    }

    pub fn width(&self) -> usize {
        self.step() * self.0.len()
    }

    pub fn drawing(&self) -> Drawing {
        let (step, mut svg) = (self.step(), String::new());
        let width = step * 2 / 3;
        for (place, mark) in self.0.iter().enumerate() {
            let x = place * step;
            svg.push_str(&match mark {
                None => continue,
                Some(Mark::Good) => {
                    format!(r#"<rect class="base" x="{x}" y="18" width="{width}" height="1.5"/>"#)
                }
                Some(Mark::Awkward) => {
                    format!(r#"<rect class="ink" x="{x}" y="9" width="{width}" height="10.5"/>"#)
                }
                Some(Mark::Missed) => {
                    let inner = width.saturating_sub(2);
                    format!(r#"<rect class="open" x="{}" y="4" width="{inner}" height="15"/>"#, x + 1)
                }
            });
        }
        Drawing(svg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_few_among_many_can_still_be_seen() {
        let share = |people, shape| Share { people, shape, words: String::new() };
        let shares = Shares(vec![
            share(4_000, Shape::Tall),
            share(0, Shape::Low),
            share(1, Shape::Hollow),
            share(0, Shape::Flat),
        ]);
        assert_eq!(
            shares.drawing().to_string(),
            r#"<rect class="ink" x="1" y="0" width="587" height="16"/><rect class="hollow" x="591" y="1" width="6" height="14"/>"#
        );
        assert_eq!(Shares(Vec::new()).drawing().to_string(), "");
    }

    #[test]
    fn a_meeting_of_which_nothing_is_known_leaves_a_gap() {
        let marks = Marks(vec![Some(Mark::Good), None, Some(Mark::Awkward), Some(Mark::Missed)]);
        assert_eq!(marks.width(), 72);
        assert_eq!(
            marks.drawing().to_string(),
            r#"<rect class="base" x="0" y="18" width="12" height="1.5"/><rect class="ink" x="36" y="9" width="12" height="10.5"/><rect class="open" x="55" y="4" width="10" height="15"/>"#
        );
    }

    #[test]
    fn a_face_is_the_first_and_the_last_initial() {
        for (name, face) in [
            ("Mara Vellacourt", "MV"),
            ("Inês da Costa", "IC"),
            ("Tove", "T"),
            ("  ", "·"),
            ("(Bram) Osterhuys", "BO"),
            ("élodie ñandú", "ÉÑ"),
            ("Ludwig van Beethoven", "LB"),
            ("Dr. Ana-Maria O’Neil", "AO"),
            ("Martin Luther King Jr.", "MK"),
            ("J. R. R. Tolkien", "JT"),
            ("Robert “Bob” Stone", "RS"),
            ("Anna Lee (she/her)", "AL"),
            ("Smith, Jane", "SJ"),
            ("李小龙", "李"),
            ("🎉 Ines 42", "I"),
            ("", "·"),
        ] {
            assert_eq!(Face::of(name).to_string(), face, "{name}");
        }
    }

    #[test]
    fn a_crest_is_silent_beside_a_name_and_named_alone() {
        let kittiwake = Crest::new(crest::Crest { division: 4, charge: 1, tincture: 0, swapped: true });
        assert!(kittiwake.to_string().contains(r#"aria-hidden="true"><path class="a""#));
        assert!(kittiwake.named("Hop & Vine").to_string().contains(r#"aria-label="Hop &#38; Vine""#));
    }

    #[test]
    fn every_crest_is_small_and_needs_no_id() {
        for number in 0..64 {
            let crest =
                crest::Crest { division: number / 8, charge: number % 8, tincture: 7, swapped: false };
            let drawn = Crest::new(crest).to_string();
            assert!(drawn.len() < 600 && !drawn.contains("id=") && !drawn.contains(r#"d="""#), "{drawn}");
        }
    }

    #[test]
    fn equal_neighbours_are_joined_and_pale() {
        let mix = Mix::of("Trade", ["bread", "boats", "bread"], "two alike");
        assert_eq!(mix.width(), 51);
        assert_eq!(
            mix.drawing().to_string(),
            r#"<rect class="pale" x="0" y="1" width="30" height="10" rx="2"/><rect class="ink" x="34" y="1" width="13" height="10" rx="2"/>"#
        );
    }
}
