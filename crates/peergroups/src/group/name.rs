//! Names for groups: invented places and plain things, easy to say, remember and tell apart.

/// How many different names there are: more than a community of two million people needs.
pub const NAMES: usize = PLAIN + WITH_SIDE;

const PLAIN: usize = SINGLE.len() + PAIRED;
const PAIRED: usize = FIRST.len() * SECOND.len();
const WITH_SIDE: usize = SIDE.len() * PAIRED;

/// All [`NAMES`] in an order that depends on `seed` alone, each once: first the shorter ones such as
/// "Kittiwake" and "Marrow Lane", then those with a side, such as "Upper Marrow Lane". The caller skips those
/// that its community has already.
///
/// ```
/// use peergroups::group::names;
/// let taken = names(1).next().unwrap();
/// let free = names(1).find(|name| *name != taken).unwrap();
/// assert_ne!(free, taken);
/// assert_eq!(names(1).count(), peergroups::group::NAMES);
/// ```
pub fn names(seed: u64) -> impl Iterator<Item = String> {
    let plain = shuffled(PLAIN, seed).map(plain);
    let with_side = shuffled(WITH_SIDE, seed).map(|number| {
        let side = word(&SIDE, number / PAIRED);
        format!("{side} {}", paired(number % PAIRED))
    });
    plain.chain(with_side)
}

fn plain(number: usize) -> String {
    match number.checked_sub(SINGLE.len()) {
        None => word(&SINGLE, number).to_owned(),
        Some(number) => paired(number),
    }
}

fn paired(number: usize) -> String {
    format!("{} {}", word(&FIRST, number / SECOND.len()), word(&SECOND, number % SECOND.len()))
}

fn word(words: &[&'static str], number: usize) -> &'static str {
    words.get(number).copied().unwrap_or_default()
}

/// The numbers below `count`, each once: from a seeded start in steps of a seeded number that has no divisor
/// in common with `count`, so that neighbours in the lists do not follow each other.
fn shuffled(count: usize, seed: u64) -> impl Iterator<Item = usize> {
    let below_count = |seed| usize::try_from(mixed(seed) >> 33).unwrap_or_default() % count;
    let mut next = below_count(seed);
    let wanted = below_count(seed.wrapping_add(1));
    let step = (wanted..wanted + count).find(|step| greatest_common_divisor(*step, count) == 1).unwrap_or(1);
    (0..count).map(move |_| {
        let number = next;
        next = (next + step) % count;
        number
    })
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
fn mixed(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

#[rustfmt::skip]
const SIDE: [&str; 12] = [
    "Upper", "Lower", "North", "South", "East", "West", "Little", "Great", "Near", "Far", "New", "Old",
];

#[rustfmt::skip]
const SINGLE: [&str; 65] = [
    "Kittiwake", "Juniper", "Millrace", "Lodestar", "Saltmarsh", "Larkspur", "Tamarack", "Driftwood",
    "Hollyhock", "Windrow", "Quayside", "Sandpiper", "Foxglove", "Meadowsweet", "Nightjar", "Bellwether",
    "Cornflower", "Greenshank", "Hawthorn", "Lamplight", "Marigold", "Oystercatcher", "Periwinkle",
    "Redstart", "Samphire", "Tidewater", "Waypoint", "Whitethroat", "Yarrow", "Campion", "Dunlin",
    "Eyebright", "Firecrest", "Goldfinch", "Harebell", "Ironbark", "Kingfisher", "Lapwing", "Mistral",
    "Nuthatch", "Osprey", "Pimpernel", "Quince", "Rowan", "Speedwell", "Turnstone", "Valerian", "Whimbrel",
    "Zephyr", "Applewood", "Bluebell", "Candlewick", "Dovecote", "Evergreen", "Fieldfare", "Goldcrest",
    "Halyard", "Inglenook", "Jackdaw", "Kestrel", "Landfall", "Moorhen", "Northlight", "Outrigger",
    "Plover",
];

#[rustfmt::skip]
const FIRST: [&str; 179] = [
    "Alder", "Almond", "Amber", "Anchor", "Apple", "Ash", "Aspen", "Autumn", "Barley", "Basil", "Beacon",
    "Beech", "Birch", "Bramble", "Brass", "Bright", "Broad", "Brook", "Bracken", "Candle", "Cedar", "Chalk",
    "Cherry", "Chestnut", "Clay", "Clear", "Clover", "Cobble", "Copper", "Coral", "Cork", "Crane",
    "Cypress", "Dapple", "Dawn", "Deer", "Dove", "Drift", "Dune", "Eagle", "Early", "Elder", "Elm", "Ember",
    "Falcon", "Fennel", "Fern", "Finch", "Flax", "Flint", "Fox", "Garnet", "Ginger", "Glass", "Golden",
    "Granite", "Grape", "Grey", "Hare", "Harvest", "Hazel", "Heather", "Heron", "Hickory", "Holly", "Honey",
    "Hop", "Indigo", "Iris", "Iron", "Ivory", "Ivy", "Jade", "Jasper", "Kelp", "Lantern", "Larch", "Lark",
    "Laurel", "Lavender", "Lemon", "Lichen", "Lilac", "Lily", "Lime", "Linden", "Linen", "Long", "Madder",
    "Maple", "Marble", "Marlow", "Marrow", "Marsh", "Mallow", "Mast", "Merle", "Mint", "Misty", "Moss",
    "Mulberry", "Myrtle", "Nettle", "Ninth", "Oak", "Oat", "Olive", "Onyx", "Opal", "Orchid", "Osier",
    "Otter", "Owl", "Pear", "Pebble", "Pepper", "Pewter", "Pine", "Plum", "Poplar", "Poppy", "Quail",
    "Quartz", "Quiet", "Quill", "Raven", "Reed", "Robin", "Rook", "Rose", "Rosemary", "Rush", "Russet",
    "Rye", "Saffron", "Sage", "Sable", "Sail", "Salt", "Sand", "Seal", "Sedge", "Seven", "Shale", "Shell",
    "Silver", "Slate", "Sorrel", "Sparrow", "Spruce", "Starling", "Stone", "Stork", "Straw", "Summer",
    "Swallow", "Swan", "Sycamore", "Tansy", "Teal", "Thatch", "Thistle", "Thrush", "Thyme", "Timber",
    "Topaz", "Tulip", "Umber", "Velvet", "Vine", "Violet", "Walnut", "Wheat", "White", "Willow", "Winter",
    "Wool", "Wren", "Yew",
];

#[rustfmt::skip]
const SECOND: [&str; 148] = [
    "Acre", "Arbour", "Avenue", "Bank", "Barn", "Basin", "Bay", "Beach", "Bell", "Bend", "Bluff", "Bower",
    "Bridge", "Brow", "Causeway", "Chase", "Circle", "Close", "Coast", "Combe", "Common", "Copse", "Corner",
    "Cottage", "Court", "Cove", "Creek", "Crescent", "Croft", "Cross", "Crossing", "Dale", "Dell", "Dene",
    "Dock", "Down", "Drove", "Edge", "End", "Fair", "Farm", "Fell", "Ferry", "Field", "Fold", "Ford",
    "Forge", "Fountain", "Gable", "Garden", "Garth", "Gate", "Glade", "Glen", "Grange", "Green", "Grove",
    "Hall", "Harbour", "Haven", "Head", "Heath", "Hedge", "Hill", "Hollow", "Holm", "House", "Hythe",
    "Island", "Isle", "Knoll", "Kiln", "Lake", "Landing", "Lane", "Lawn", "Ledge", "Light", "Lighthouse",
    "Lock", "Lodge", "Loft", "Market", "Mead", "Meadow", "Mere", "Mews", "Mill", "Moor", "Mount", "Narrows",
    "Nook", "Orchard", "Paddock", "Park", "Parade", "Passage", "Pasture", "Path", "Pier", "Pike", "Place",
    "Plain", "Point", "Pond", "Pool", "Port", "Promontory", "Quarter", "Quay", "Rest", "Ridge", "Rise",
    "River", "Road", "Rock", "Row", "Sands", "Shore", "Sound", "Spring", "Square", "Stairs", "Stead",
    "Steps", "Stile", "Strand", "Stream", "Street", "Summit", "Terrace", "Thicket", "Tide", "Tower", "Town",
    "Vale", "Valley", "View", "Village", "Walk", "Wall", "Water", "Way", "Weir", "Well", "Wharf", "Wood",
    "Yard",
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_names_are_alike() {
        let all: HashSet<String> = names(7).map(|name| name.to_lowercase()).collect();
        assert_eq!(all.len(), NAMES);
        const { assert!(PLAIN > 20_000 && NAMES > 300_000) }
    }

    #[test]
    fn the_same_seed_gives_the_same_names_and_another_seed_others() {
        assert!(names(7).take(1_000).eq(names(7).take(1_000)));
        let of_another: HashSet<String> = names(8).take(100).collect();
        assert!(names(7).take(100).filter(|name| of_another.contains(name)).count() < 10);
    }

    #[test]
    fn names_are_short_and_their_first_words_vary() {
        for seed in 0..20 {
            let some: Vec<String> = names(seed).take(50).collect();
            let first: HashSet<_> = some.iter().filter_map(|name| name.split(' ').next()).collect();
            assert!(first.len() > 20, "{some:?}");
            assert!(some.iter().all(|name| name.chars().count() <= 24));
        }
    }
}
