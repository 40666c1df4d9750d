//! The pictures of the pages as inline SVG with their words: crests, faces, hour strips, mixes.

use std::fmt::{self, Display, Formatter};

use peergroups::crest;

/// A group's crest. `id` must be unique on the page.
#[derive(Clone, Debug)]
pub struct Crest {
    crest: crest::Crest,
    id: String,
    size: &'static str,
}

impl Crest {
    pub fn new(crest: crest::Crest, id: impl Display) -> Self {
        Self { crest, id: id.to_string(), size: "" }
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
}

impl Display for Crest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (id, size, frame) = (&self.id, self.size, crest::FRAME);
        let (part, charge) = (self.crest.division_path(), self.crest.charge_path());
        let (field, ink) = if self.crest.swapped { ("a", "b") } else { ("b", "a") };
        write!(
            f,
            concat!(
                r#"<svg class="crest{size}" data-tincture="{tincture}" viewBox="0 0 40 46" aria-hidden="true"><defs>"#,
                r#"<clipPath id="c{id}"><path d="{frame}"/></clipPath>"#,
                r##"<mask id="m{id}"><rect width="40" height="46" fill="#fff"/>"##,
                r##"<path d="{charge}" fill="#000" fill-rule="evenodd"/></mask>"##,
                r##"<mask id="n{id}"><rect width="40" height="46" fill="#fff"/><path d="{part}" fill="#000"/></mask></defs>"##,
                r#"<g clip-path="url(#c{id})"><rect class="{field}" width="40" height="46"/>"#,
                r#"<path class="{ink}" d="{part}" mask="url(#m{id})"/>"#,
                r#"<path class="{ink}" d="{charge}" fill-rule="evenodd" mask="url(#n{id})"/></g>"#,
                r#"<path class="line" d="{frame}"/></svg>"#,
            ),
            size = size,
            tincture = self.crest.tincture,
            id = id,
            frame = frame,
            charge = charge,
            part = part,
            field = field,
            ink = ink,
        )
    }
}

impl askama::filters::HtmlSafe for Crest {}

/// A person's initials in a circle: the first letters of the first and the last word of the name.
#[derive(Clone, Debug)]
pub struct Face(pub String);

impl Face {
    pub fn of(name: &str) -> Self {
        let letter =
            |word: &str| word.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string());
        let mut words = name.split_whitespace().filter_map(letter);
        let first = words.next().unwrap_or_else(|| "·".to_owned());
        Self(first + &words.next_back().unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_is_the_first_and_the_last_initial() {
        for (name, face) in [
            ("Mara Vellacourt", "MV"),
            ("Inês da Costa", "IC"),
            ("Tove", "T"),
            ("  ", "·"),
            ("(Bram) Osterhuys", "BO"),
            ("élodie ñandú", "ÉÑ"),
        ] {
            assert_eq!(Face::of(name).to_string(), face, "{name}");
        }
    }

    #[test]
    fn equal_neighbours_are_joined_and_pale() {
        let mix = Mix { label: "Trade".into(), shares: vec![2, 1], words: "two alike".into() };
        assert_eq!(mix.width(), 51);
        assert_eq!(
            mix.drawing().to_string(),
            r#"<rect class="pale" x="0" y="1" width="30" height="10" rx="2"/><rect class="ink" x="34" y="1" width="13" height="10" rx="2"/>"#
        );
    }
}
