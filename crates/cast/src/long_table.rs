//! Long Table, the community of the pages and the demo: 48 members in many trades, on many clocks.

mod kittiwake;
mod ninth_bell;
mod operator;
mod others;
mod waiting;

use crate::person::{Community, Person};

/// The community.
pub const LONG_TABLE: Community = Community {
    name: "Long Table",
    slug: "long-table",
    ink: "verdigris",
    purpose: "Long Table seats people who lead something in groups of six to eight, who meet every second week and help \
              each other think.",
    for_whom: "For people who carry the last word in their work, wherever they live, and have nobody there to think \
               aloud with.",
    how_to_join: "Ask for a place. Agnes reads every request, and groups are formed in spring and in autumn.",
    operator: operator::AGNES,
    people: &[
        kittiwake::MARA,
        kittiwake::CALLUM,
        kittiwake::TOVE,
        kittiwake::IDRIS,
        kittiwake::BRAM,
        kittiwake::RAFAEL,
        kittiwake::DELPHINE,
        ninth_bell::NOOR,
        ninth_bell::DILNOZA,
        ninth_bell::SUNITA,
        ninth_bell::MEI,
        ninth_bell::HANA,
        ninth_bell::WIREMU,
        waiting::JUNE,
        waiting::OTTO,
        others::AOIFE,
        others::JONAS,
        others::KASIA,
        others::ELENI,
        others::INIGO,
        others::AINO,
        others::RETO,
        others::GINEVRA,
        others::SIGNE,
        others::PETRU,
        others::WANJIRU,
        others::KWABENA,
        others::SALMA,
        others::YOUSSEF,
        others::THANDEKA,
        others::DELROY,
        others::PRIYA,
        others::MAEVE,
        others::LORETTA,
        others::XIMENA,
        others::CAETANO,
        others::ANTONIA,
        others::ERNESTO,
        others::SKYE,
        others::MARCUS,
        others::ANJALI,
        others::BISHAL,
        others::LAYLA,
        others::RATNA,
        others::JUN,
        others::SEOYEON,
        others::GARETH,
        others::IMOGEN,
    ],
};

/// A group of seven at the same question: handing over. Mara leads it.
pub const KITTIWAKE: &[Person] = &[
    kittiwake::MARA,
    kittiwake::CALLUM,
    kittiwake::TOVE,
    kittiwake::IDRIS,
    kittiwake::BRAM,
    kittiwake::RAFAEL,
    kittiwake::DELPHINE,
];

/// A group of six that grew fast.
pub const NINTH_BELL: &[Person] = &[
    ninth_bell::NOOR,
    ninth_bell::DILNOZA,
    ninth_bell::SUNITA,
    ninth_bell::MEI,
    ninth_bell::HANA,
    ninth_bell::WIREMU,
];

/// The operator of Long Table.
pub const fn agnes() -> &'static Person {
    &operator::AGNES
}

/// The reader of most pages. Owns a boatyard in Lisbon, leads Kittiwake and wants to hand over.
pub const fn mara() -> &'static Person {
    &kittiwake::MARA
}

/// Leads a ferry line in Glasgow. A member of both communities, with one address.
pub const fn callum() -> &'static Person {
    &kittiwake::CALLUM
}

/// Finance director in Gothenburg. Otto reports to her.
pub const fn tove() -> &'static Person {
    &kittiwake::TOVE
}

/// Runs four hospitals from Lagos, where clocks never change. He has a gap at noon.
pub const fn idris() -> &'static Person {
    &kittiwake::IDRIS
}

/// Third baker of the family, in Cape Town; not free on Mondays.
pub const fn bram() -> &'static Person {
    &kittiwake::BRAM
}

/// Leads a coffee co-operative in Bogotá; his morning is everyone else's afternoon.
pub const fn rafael() -> &'static Person {
    &kittiwake::RAFAEL
}

/// Manages an orchestra in Montréal. Free on three days only, and the first to feel it when clocks change.
pub const fn delphine() -> &'static Person {
    &kittiwake::DELPHINE
}

/// Runs a water company in Amman, whose week begins on Sunday. She would fit Kittiwake but for half an hour a day.
pub const fn noor() -> &'static Person {
    &ninth_bell::NOOR
}

/// Owns a weaving mill in Tashkent.
pub const fn dilnoza() -> &'static Person {
    &ninth_bell::DILNOZA
}

/// Directs nine schools in Pune, on a clock five and a half hours from UTC.
pub const fn sunita() -> &'static Person {
    &ninth_bell::SUNITA
}

/// Insures ships in Singapore. Layla is her rival.
pub const fn mei() -> &'static Person {
    &ninth_bell::MEI
}

/// Heads research in Osaka, the newest in her role in Ninth Bell.
pub const fn hana() -> &'static Person {
    &ninth_bell::HANA
}

/// Chairs a forestry trust in Rotorua; his evening is the others' morning.
pub const fn wiremu() -> &'static Person {
    &ninth_bell::WIREMU
}

/// Free on Friday evenings only: no group has two hours in common with her.
pub const fn june() -> &'static Person {
    &waiting::JUNE
}

/// Reports to Tove in the same organisation, so the two may not sit together.
pub const fn otto() -> &'static Person {
    &waiting::OTTO
}

/// Of the same railway as Kasia, in another department.
pub const fn jonas() -> &'static Person {
    &others::JONAS
}

/// Of the same railway as Jonas, in another department.
pub const fn kasia() -> &'static Person {
    &others::KASIA
}

/// Owns a foundry that competes with Ginevra's; both say so.
pub const fn inigo() -> &'static Person {
    &others::INIGO
}

/// Leads a foundry that competes with Iñigo's; both say so.
pub const fn ginevra() -> &'static Person {
    &others::GINEVRA
}

/// Insures cargo in Dubai and calls Mei's company a rival; Mei has not said so.
pub const fn layla() -> &'static Person {
    &others::LAYLA
}

/// Was Ernesto's partner; the two are to be kept apart.
pub const fn antonia() -> &'static Person {
    &others::ANTONIA
}

/// Was Antonia's partner; the two are to be kept apart. He shares no English with anyone.
pub const fn ernesto() -> &'static Person {
    &others::ERNESTO
}

/// Asked to be with Maeve.
pub const fn priya() -> &'static Person {
    &others::PRIYA
}

/// Asked to be with Priya. Her organisation has a comma in its name.
pub const fn maeve() -> &'static Person {
    &others::MAEVE
}

/// Two years in his role, the newest leader of all.
pub const fn petru() -> &'static Person {
    &others::PETRU
}

/// Speaks French and Arabic, no English.
pub const fn youssef() -> &'static Person {
    &others::YOUSSEF
}
