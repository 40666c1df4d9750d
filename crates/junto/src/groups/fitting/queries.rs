//! How people suit a table: by what is contributed, and by who must not meet.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;

use serde::{Deserialize, Serialize};

use crate::app::{App, Result};
use crate::community::{self, CommunityId, MemberId};
use crate::groups::entities::{GroupId, Reason};
use crate::groups::queries::{self, Group};
use crate::roster;
use crate::ui::Words;

/// Whom to look at for the free seats of a group.
#[derive(Clone, Debug)]
pub struct Question {
    pub group: Group,
    /// In the order in which they are told where they suit alike.
    pub people: Vec<MemberId>,
    /// Of how many something is told: of so many who fit, and so many who do not.
    pub most: usize,
}

/// How somebody would suit the table of a group.
#[derive(Clone, Debug)]
pub struct Fit {
    pub member: MemberId,
    /// What speaks for it, and what it would cost.
    pub reasons: Vec<Reason>,
    /// What they would break, in sentences.
    pub broken: Vec<String>,
    /// The same by kind, for whoever may not know whom it is about.
    pub obstacles: Vec<Obstacle>,
    /// Whom at the table they should not meet, in sentences, as far as their profiles tell. What the roster
    /// knows beyond that is added by [`fits`].
    pub apart: Vec<String>,
    /// Why they would be asked, told to them alone.
    pub own: Vec<Reason>,
}

/// What is between somebody and a seat. Nobody is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// Too few hours in common.
    Hours,
    /// No language common to all.
    Language,
    /// Another stage.
    Stage,
    /// Somebody there whom they should not meet.
    Conflict,
    /// Who else would have to come or go.
    Others,
}

impl Fit {
    /// What is in the way, by kind, each once.
    pub fn in_the_way(&self) -> BTreeSet<Obstacle> {
        let conflict = (!self.apart.is_empty()).then_some(Obstacle::Conflict);
        self.obstacles.iter().copied().chain(conflict).collect()
    }

    pub fn breaks_nothing(&self) -> bool {
        self.broken.is_empty() && self.apart.is_empty()
    }

    /// Everything that is told of it: what it would break first.
    pub fn lines(&self) -> Vec<Line> {
        let broken = self.broken.iter().chain(&self.apart).map(|text| Line::broken(text.clone()));
        let reasons = self.reasons.iter().map(|reason| {
            let text = reason.text.clone();
            if reason.is_price { Line::price(text) } else { Line::for_it(text) }
        });
        broken.chain(reasons).collect()
    }
}

/// A reason: a sentence for, a price, or a must that breaks. Proposals keep it as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub text: String,
    kind: Weight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Weight {
    For,
    Price,
    Broken,
}

impl Line {
    pub fn for_it(text: String) -> Self {
        Self { text, kind: Weight::For }
    }

    pub fn price(text: String) -> Self {
        Self { text, kind: Weight::Price }
    }

    /// A must that breaks, or would.
    pub fn broken(text: String) -> Self {
        Self { text, kind: Weight::Broken }
    }

    pub fn is_cost(&self) -> bool {
        self.kind == Weight::Price
    }

    pub fn is_broken(&self) -> bool {
        self.kind == Weight::Broken
    }
}

/// Who could take a free seat of a group, and who would break something there; the best first.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    pub fitting: Vec<Fit>,
    pub breaking: Vec<Fit>,
    /// How many there are in all, of whom the first are told.
    pub fitting_count: usize,
    pub breaking_count: usize,
}

/// Why these people share a table, and why one of them does.
#[derive(Clone, Debug, Default)]
pub struct Reasons {
    pub table: Vec<Reason>,
    /// Read by them alone.
    pub own: Vec<Reason>,
}

type Answer<T> = Pin<Box<dyn Future<Output = Result<T>> + Send>>;

/// The contribution of what can be said about tables.
#[derive(Clone, Copy, Debug)]
pub struct Fitting {
    /// How people would suit these groups; one answer to each question, in their order.
    pub rank: fn(App, CommunityId, Vec<Question>) -> Answer<Vec<Ranking>>,
    /// Why those at the table of a group share it, as it stands, and why one of them does.
    pub explain: fn(App, Group, Option<MemberId>) -> Answer<Reasons>,
}

/// How people would suit these groups; one answer to each question, in their order. All groups are of this
/// community.
pub async fn fits(app: &App, community: CommunityId, questions: Vec<Question>) -> Result<Vec<Ranking>> {
    let Some(fitting) = app.contributed::<Fitting>().first() else { return Ok(Vec::new()) };
    let groups: Vec<GroupId> = questions.iter().map(|question| question.group.id).collect();
    let mut rankings = (fitting.rank)(app.clone(), community, questions).await?;
    for (group, ranking) in groups.into_iter().zip(&mut rankings) {
        look_closer(app, community, group, ranking).await?;
    }
    Ok(rankings)
}

/// Those who are told are looked at with their superiors, who need not be among those asked about. Whoever
/// must not meet somebody at the table after all goes to those who break something.
async fn look_closer(app: &App, community: CommunityId, group: GroupId, ranking: &mut Ranking) -> Result<()> {
    let seats = queries::seats(app.db(), &[group]).await?;
    let table: Vec<MemberId> = seats.iter().map(|seat| seat.member).collect();
    let told: Vec<MemberId> = ranking.fitting.iter().chain(&ranking.breaking).map(|fit| fit.member).collect();
    let everyone = [table.as_slice(), &told].concat();
    let pairs = roster::at_odds(app.db(), community, &everyone).await?;
    let names: BTreeMap<MemberId, String> = community::members_by_id(app.db(), community, &everyone)
        .await?
        .into_iter()
        .map(|member| (member.id, member.name))
        .collect();
    for fit in ranking.fitting.iter_mut().chain(&mut ranking.breaking) {
        let odds = queries::odds(&pairs, fit.member, &table);
        if !odds.is_empty() {
            fit.apart = odds.iter().map(|pair| pair_sentence(app.words(), &names, pair)).collect();
        }
        if fit.apart.is_empty() {
            fit.reasons.push(Reason::for_it(app.words().say("fit-no-conflict").to_string()));
        }
    }
    let (fitting, apart): (Vec<Fit>, Vec<Fit>) =
        std::mem::take(&mut ranking.fitting).into_iter().partition(Fit::breaks_nothing);
    ranking.fitting = fitting;
    ranking.fitting_count -= apart.len();
    ranking.breaking_count += apart.len();
    ranking.breaking.splice(0..0, apart);
    Ok(())
}

fn pair_sentence(words: &Words, names: &BTreeMap<MemberId, String>, pair: &queries::Odds) -> String {
    let (one, other, kind) = pair;
    let name = |member: &MemberId| names.get(member).map_or("", String::as_str);
    let said = words.say("new-group-pair").s("one", name(one)).s("other", name(other));
    format!("{said} {}", roster::conflict_sentence(words, *kind))
}

/// Why those at a table share it, and why `reader` does: as it was told when the group was formed while the
/// same people are at the table, else as it stands. Of a group founded by hand nothing is told but to
/// whoever was asked.
pub async fn reasons(app: &App, group: &Group, reader: Option<&queries::SeatRow>) -> Result<Reasons> {
    let own = reader.map(|seat| seat.reasons.clone()).unwrap_or_default();
    let as_told = Reasons { table: group.reasons.clone(), own };
    if as_told.table.is_empty() && as_told.own.is_empty() {
        return Ok(as_told);
    }
    let Some(fitting) = app.contributed::<Fitting>().first() else { return Ok(as_told) };
    if queries::is_as_formed(app.db(), group.id).await? {
        return Ok(as_told);
    }
    let now = (fitting.explain)(app.clone(), group.clone(), reader.map(|seat| seat.member)).await?;
    Ok(if as_told.table.is_empty() { Reasons { table: Vec::new(), ..now } } else { now })
}
