//! Looking a zone up by what people know of it: a city, a country, or how far its clocks are from UTC.

use std::sync::LazyLock;

use jiff::Timestamp;

use super::{OTHER_NAMES, Zone, folded, last_part};

/// A zone that was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundZone {
    /// The zone.
    pub zone: Zone,
    /// The country it is a zone of; none for UTC.
    pub country: Option<&'static str>,
}

/// Each country with its zones, as the time zone database lists them.
static COUNTRIES: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let lines = include_str!("countries.tsv").lines();
    let fields = lines.filter_map(|line| line.split_once('\t'));
    fields.map(|(country, zones)| (country, zones.split('\t').collect())).collect()
});

/// The zones that fit a city, a country or an offset at a moment, the likeliest first: those called so, then those that
/// begin so, then those in which a word begins so.
///
/// ```
/// use calendar::find_zones;
///
/// let january = "2027-01-15T12:00:00Z".parse()?;
/// let first = |text| find_zones(text, january).first().map(|found| found.zone.name().to_owned());
/// assert_eq!(first("lisb").as_deref(), Some("Europe/Lisbon"));
/// assert_eq!(first("India").as_deref(), Some("Asia/Kolkata"));
/// assert_eq!(first("UTC+5:45").as_deref(), Some("Asia/Kathmandu"));
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn find_zones(text: &str, at: Timestamp) -> Vec<FoundZone> {
    let wanted = folded(text.trim().split(',').next().unwrap_or_default());
    if wanted.is_empty() {
        return Vec::new();
    }
    let offset = offset_seconds(&wanted);
    let nickname = OTHER_NAMES.iter().find(|(other, _)| *other == wanted).map(|(_, name)| *name);
    let mut found: Vec<(u8, &str, FoundZone)> = Vec::new();
    for (country, name) in known() {
        let fit = match offset {
            Some(_) => 0,
            None if nickname == Some(name) => 0,
            None => match fit(&wanted, country.unwrap_or_default(), name) {
                Some(fit) => fit,
                None => continue,
            },
        };
        let Ok(zone) = Zone::named(name) else { continue };
        if offset.is_none_or(|offset| zone.offset_at(at).seconds() == offset) {
            found.push((fit, name, FoundZone { zone, country }));
        }
    }
    found.sort_by_key(|(fit, ..)| *fit);
    found.into_iter().map(|(.., found)| found).collect()
}

/// Every zone there is to find, by country.
fn known() -> impl Iterator<Item = (Option<&'static str>, &'static str)> {
    let of_countries = COUNTRIES.iter().flat_map(|(country, zones)| {
        let country: &'static str = country;
        zones.iter().map(move |zone| (Some(country), *zone))
    });
    of_countries.chain([(None, "UTC")])
}

/// How well a zone fits: the less the better.
fn fit(wanted: &str, country: &str, name: &str) -> Option<u8> {
    let city = folded(last_part(name));
    let country = folded(country);
    let has_word = |text: &str| text.split([' ', ',']).any(|word| word.starts_with(wanted));
    let is_named = |text: &str| text.split(", ").any(|text| text == wanted);
    let fits = [
        city == wanted || folded(name) == wanted,
        is_named(&country),
        city.starts_with(wanted),
        country.starts_with(wanted),
        has_word(&city) || has_word(&country),
        wanted.len() > 3 && folded(name).starts_with(wanted),
    ];
    fits.iter().position(|fits| *fits).and_then(|place| u8::try_from(place).ok())
}

/// `+2`, `utc-3:30`, `gmt+0530`, in seconds. The minus may have become a space by folding.
fn offset_seconds(text: &str) -> Option<i32> {
    let rest = ["utc", "gmt"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text);
    let (sign, digits) = match rest.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-" | "−" | " ", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() > 2 => digits.split_at_checked(digits.len() - 2)?,
        None => (digits, "0"),
    };
    let hours: i32 = hours.parse().ok().filter(|hours| (0..=14).contains(hours))?;
    let minutes: i32 = minutes.parse().ok().filter(|minutes| (0..60).contains(minutes))?;
    Some(sign * (hours * 60 + minutes) * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let january = "2027-01-15T12:00:00Z".parse().unwrap();
        find_zones(text, january).iter().map(|found| found.zone.name().to_owned()).collect()
    }

    #[test]
    fn every_zone_of_every_country_is_one_and_keeps_its_name() {
        for (country, name) in known() {
            assert_eq!(Zone::named(name).unwrap().name(), name, "{country:?}");
        }
        assert!(COUNTRIES.len() > 240);
    }

    #[test]
    fn a_zone_is_found_by_city_country_and_offset() {
        assert_eq!(names("Bogotá"), ["America/Bogota"]);
        assert_eq!(names("são paulo"), ["America/Sao_Paulo"]);
        assert_eq!(names("Mumbai"), ["Asia/Kolkata"]);
        assert_eq!(names("Dubai, Emirates"), ["Asia/Dubai"]);
        assert_eq!(names("portugal"), ["Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores"]);
        assert_eq!(names("türkiye"), ["Europe/Istanbul"]);
        assert_eq!(names("America/New_York"), ["America/New_York"]);
        assert_eq!(names("new yo"), ["America/New_York"]);
        assert_eq!(names("utc")[0], "UTC");
        let at_two = names("+2");
        assert!(at_two.contains(&"Africa/Cairo".to_owned()) && !at_two.contains(&"Europe/Berlin".to_owned()));
        assert_eq!(names("GMT-3:30"), ["America/St_Johns"]);
        assert_eq!(names("UTC-03:30"), ["America/St_Johns"]);
        for text in ["", "  ", "nowhere at all", "+99", "+", "-"] {
            assert!(names(text).is_empty(), "{text}");
        }
    }
}
