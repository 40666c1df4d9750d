//! The groups of a community: one's own, and those that list themselves.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use crate::app::{App, Result};
use crate::frame::{self, Frame};
use crate::groups::queries::{self, GroupLine, Which};
use crate::groups::rights::Insider;
use crate::ui::{Crest, Page};

/// A group in a list.
struct Entry {
    line: GroupLine,
    crest: Crest,
}

fn entries(lines: Vec<GroupLine>) -> Vec<Entry> {
    let entry = |line: GroupLine| {
        let crest = Crest::new(line.group.crest);
        Entry { line, crest }
    };
    lines.into_iter().map(entry).collect()
}

#[derive(Template)]
#[template(path = "groups/list/list.html")]
struct ListPage {
    page: Page,
    own: Vec<Entry>,
    others: Vec<Entry>,
    runs: bool,
    is_member: bool,
    /// Addresses of the pages before and after.
    before: Option<String>,
    after: Option<String>,
    address: String,
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
    let is_own = |line: &GroupLine| own.iter().any(|own| own.group.id == line.group.id);
    let others: Vec<GroupLine> = others.into_iter().filter(|line| runs || !is_own(line)).collect();
    let furniture = if runs { community.operator_furniture(&app) } else { community.member_furniture(&app) };
    let address = community.path("/groups");
    frame::show(&ListPage {
        page: frame.furnished(furniture, Some(&insider.person.reader())),
        own: entries(own),
        others: entries(others),
        runs,
        is_member: insider.member.is_some(),
        before: paging.page.checked_sub(1).map(|page| format!("{address}?page={page}")),
        after: has_more.then(|| format!("{address}?page={}", paging.page.saturating_add(1))),
        address,
    })
}
