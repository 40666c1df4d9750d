//! What people of the cast tell those who run a community or lead a group, beside the hello to their own. Tests plant
//! these sentences and look for them where they must not be, so no two are alike, and each is of letters, spaces, commas
//! and dots alone: no page, file or database then spells it in another way.

/// Delphine to whoever must find somebody else.
pub const DELPHINE_DECLINES: &str = "My evenings belong to my mother while she still knows my name.";
/// Ysolde to whoever runs Harbour Fund.
pub const YSOLDE_DECLINES: &str = "One of them sued my brother, and I would rather not say which.";
/// Rafael, who would come at another hour.
pub const RAFAEL_WISHES: &str = "Any hour after the children sleep, but please tell nobody why.";
/// Signe, who would like to come in and has shown that the address is hers.
pub const SIGNE_APPLIES: &str = "I run a quarry alone since the winter and talk to the dog about it.";
/// Delroy, who never confirmed his address.
pub const DELROY_APPLIES: &str = "They will vote me out in spring, and only the auditor knows it yet.";
/// Idris, who would like his seat back.
pub const IDRIS_ASKS: &str = "I left because of one sentence, and I was wrong about who said it.";
/// June to whoever leads Ninth Bell.
pub const JUNE_ASKS: &str = "I have sat on this decision for a year and cannot carry it alone.";
/// June to the page of her hours, which shows her the host of it and nobody anything. No machine has such a name.
pub const JUNES_CALENDAR: &str = "calendar.june.abernethy.of.the.quarry.lane.invalid";
/// Tove to her table, who asks for a norm.
pub const TOVE_PROPOSES: &str = "Whoever is late buys the bread and says nothing of the traffic.";
/// And why.
pub const TOVE_SAYS_WHY: &str = "I drove four hours last month and we began without the one who had asked.";
/// Mara, who objects to a norm while it is open.
pub const MARA_OBJECTS: &str = "My mother falls ill in the mornings, and I will not explain that by bread.";
/// Callum to the question of a date, which is settled by it.
pub const CALLUM_OBJECTS: &str = "On that day my court hearing ends, and I do not know how I shall be.";
/// Callum about his own seat.
pub const CALLUM_SAYS: &str = "I was silent because I was ashamed, and I would like to stay.";
/// Tove, by her name.
pub const TOVE_SUGGESTS: &str = "Let us begin with what we are afraid of and end with the numbers.";
/// Somebody at the table, without a name.
pub const SOMEBODY_SUGGESTS: &str = "One of us speaks half of the time, and nobody says it to them.";
/// Mara, for the group.
pub const MARA_ANSWERS: &str = "Not before the founders have had their turn in the spring.";
/// Tove to Mara, who leads, before anybody else knows that she will leave.
pub const TOVE_CONFIDES: &str = "I come home from each of our evenings and cry in the garage.";
/// Mara to the others at Kittiwake, when she leaves.
pub const MARA_LEAVES: &str = "You held my secret for two winters, and I can carry it myself now.";
/// Tove to Callum, who leaves.
pub const TOVE_SAYS_GOODBYE: &str = "I copied your question onto the wall above my lathe.";
/// Callum to Mara, who leads, and to nobody else.
pub const CALLUM_PAUSES: &str = "The scan was not clean, and the surgeon wants me before the snow.";
