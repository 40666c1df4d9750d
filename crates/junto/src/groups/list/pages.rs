//! The groups of a community: one's own, and those that list themselves.

use std::future::Future;
use std::pin::Pin;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use crate::app::{App, Result};
use crate::community::Member;
use crate::frame::{self, Frame};
use crate::groups::queries::{self, Group, GroupLine, Which};
use crate::groups::rights::Insider;
use crate::ui::{Crest, Page};

/// What is not settled between a member and a group, contributed by a capability: an offer, a request.
#[derive(Clone, Debug)]
pub struct OpenMatter {
    pub group: Group,
    /// How it stands, in a sentence.
    pub said: String,
    /// Where it can be settled.
    pub address: String,
    /// What the link to that address says.
    pub link: String,
}

type Matters = Pin<Box<dyn Future<Output = Result<Vec<OpenMatter>>> + Send>>;

/// The contribution of open matters to a member's list of groups.
pub struct OpenMatters(pub fn(App, Member) -> Matters);

/// A group in a list.
struct Entry {
    line: GroupLine,
    crest: Crest,
    may_ask: bool,
}

fn entries(lines: Vec<GroupLine>, may_ask: impl Fn(&GroupLine) -> bool) -> Vec<Entry> {
    let entry =
        |line: GroupLine| Entry { may_ask: may_ask(&line), crest: Crest::new(line.group.crest), line };
    lines.into_iter().map(entry).collect()
}

#[derive(Template)]
#[template(path = "groups/list/list.html")]
struct ListPage {
    page: Page,
    own: Vec<Entry>,
    matters: Vec<(OpenMatter, Crest)>,
    others: Vec<Entry>,
    runs: bool,
    /// Addresses of the pages before and after.
    before: Option<String>,
    after: Option<String>,
    address: String,
    /// Where a member sees how they stand on the waiting list.
    waiting: String,
}

#[derive(Deserialize)]
pub(super) struct Paging {
    #[serde(default)]
    page: u64,
}

pub(super) async fn list(
    State(app): State<App>,
    frame: Frame,
    insider: Insider,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let community = &insider.community;
    let runs = insider.operator.is_some();
    let which = if runs { Which::All } else { Which::Open };
    let (others, has_more) = queries::groups(app.db(), community.id, which, paging.page).await?;
    let own = match &insider.member {
        Some(member) => queries::own_groups(app.db(), member).await?,
        None => Vec::new(),
    };
    let own = queries::lines(app.db(), own).await?;
    let matters = open_matters(&app, &insider).await?;
    let stands_above = |line: &GroupLine| {
        let above = own.iter().map(|own| &own.group).chain(matters.iter().map(|matter| &matter.group));
        above.into_iter().any(|group| group.id == line.group.id)
    };
    let others = others.into_iter().filter(|line| runs || !stands_above(line)).collect();
    let others = entries(others, |line| insider.member.is_some() && line.free() > 0 && !stands_above(line));
    let furniture = if runs { community.operator_furniture(&app) } else { community.member_furniture(&app) };
    let address = community.path("/groups");
    let with_crest = |matter: OpenMatter| {
        let crest = Crest::new(matter.group.crest);
        (matter, crest)
    };
    frame::show(&ListPage {
        page: frame.furnished(furniture, Some(&insider.person.reader())),
        own: entries(own, |_| false),
        matters: matters.into_iter().map(with_crest).collect(),
        others,
        runs,
        before: paging.page.checked_sub(1).map(|page| format!("{address}?page={page}")),
        after: has_more.then(|| format!("{address}?page={}", paging.page.saturating_add(1))),
        waiting: community.path("/waiting"),
        address,
    })
}

async fn open_matters(app: &App, insider: &Insider) -> Result<Vec<OpenMatter>> {
    let Some(member) = &insider.member else { return Ok(Vec::new()) };
    let mut matters = Vec::new();
    for OpenMatters(of) in app.contributed::<OpenMatters>() {
        matters.extend(of(app.clone(), member.clone()).await?);
    }
    Ok(matters)
}
