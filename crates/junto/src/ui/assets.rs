//! The style sheet, the script and the icon, served under addresses that carry a hash of their
//! content: a browser may keep them for ever, and a new version has a new address.

use std::sync::LazyLock;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

/// A file that belongs to the program.
struct Asset {
    address: String,
    etag: String,
    mime: &'static str,
    content: &'static str,
}

impl Asset {
    fn new(name: &str, extension: &str, mime: &'static str, content: &'static str) -> Self {
        let hash: String = Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self {
            address: format!("/assets/{name}-{hash}.{extension}"),
            etag: format!("\"{hash}\""),
            mime,
            content,
        }
    }

    fn answer(&self, headers: &HeaderMap) -> Response {
        let about = [
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::ETAG, &self.etag),
            (header::CONTENT_TYPE, self.mime),
        ];
        if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == self.etag.as_str()) {
            return (StatusCode::NOT_MODIFIED, about).into_response();
        }
        (about, self.content).into_response()
    }
}

static SHEET: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("junto", "css", "text/css; charset=utf-8", lean(include_str!("junto.css")).leak())
});
static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("junto", "js", "text/javascript; charset=utf-8", include_str!("junto.js")));
/// The grid of a week is heavy and stands on one page only.
static WEEK_SHEET: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("week", "css", "text/css; charset=utf-8", lean(include_str!("week.css")).leak())
});
static WEEK_SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("week", "js", "text/javascript; charset=utf-8", include_str!("week.js")));
static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("junto", "svg", "image/svg+xml", include_str!("junto.svg")));

/// A style sheet without what only its authors read: comments, and space that separates nothing.
fn lean(sheet: &str) -> String {
    let mut lean = String::with_capacity(sheet.len());
    let parts = sheet.split("/*").enumerate();
    let parts = parts
        .map(|(at, part)| if at == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) });
    let stands_alone = |c: char| matches!(c, '{' | '}' | ';' | ',');
    for word in parts.flat_map(str::split_whitespace) {
        let joins = lean.ends_with(stands_alone) || word.starts_with(stands_alone);
        if !joins && !lean.is_empty() {
            lean.push(' ');
        }
        lean.push_str(word);
    }
    lean
}

/// The address of the style sheet.
pub fn sheet() -> &'static str {
    &SHEET.address
}

/// The style sheet itself, for a page that must stand alone in one file.
pub fn sheet_content() -> &'static str {
    SHEET.content
}

/// The address of the script, an ES module.
pub fn script() -> &'static str {
    &SCRIPT.address
}

/// The address of what the grid of a week looks like.
pub fn week_sheet() -> &'static str {
    &WEEK_SHEET.address
}

/// The address of what the grid of a week does, an ES module.
pub fn week_script() -> &'static str {
    &WEEK_SCRIPT.address
}

/// The address of the icon.
pub fn icon() -> &'static str {
    &ICON.address
}

/// The routes of all assets. They answer everyone.
pub fn asset_routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    [&SHEET, &SCRIPT, &WEEK_SHEET, &WEEK_SCRIPT, &ICON].into_iter().fold(Router::new(), |routes, asset| {
        routes.route(&asset.address, get(async move |headers: HeaderMap| asset.answer(&headers)))
    })
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    use super::*;

    async fn ask(address: &str, known: &str) -> Response {
        let request = Request::get(address).header(header::IF_NONE_MATCH, known).body(Body::empty()).unwrap();
        asset_routes::<()>().oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn an_asset_may_be_kept_for_ever_under_its_address() {
        let answer = ask(sheet(), "").await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(answer.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    }

    #[tokio::test]
    async fn an_asset_the_browser_has_is_not_sent_again() {
        let first = ask(script(), "").await;
        let etag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        assert_eq!(ask(script(), &etag).await.status(), StatusCode::NOT_MODIFIED);
    }

    #[tokio::test]
    async fn an_address_of_another_version_is_not_found() {
        assert_eq!(ask("/assets/junto-0000000000000000.css", "").await.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_sheet_stays_within_its_measure() {
        assert!(sheet_content().len() <= 28 * 1024, "{}", sheet_content().len());
    }

    #[test]
    fn the_sheet_is_sent_without_what_only_its_authors_read() {
        let sheet = "/* Ink */\n.name { color: var(--ink) }\n\n@media (width < 48rem) {\n  a::before { content: \" · \"; /* a dot */ gap: calc(1rem + 2px) }\n}\n";
        let sent = r#".name{color: var(--ink)}@media (width < 48rem){a::before{content: " · ";gap: calc(1rem + 2px)}}"#;
        assert_eq!(lean(sheet), sent);
        assert!(!sheet_content().contains("/*"));
    }
}
