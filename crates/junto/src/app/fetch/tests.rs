//! Promises of fetching, against a small server of our own on this machine.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use reqwest::dns::Resolve as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;

/// The server, and what it was asked for.
struct Elsewhere {
    origin: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    async fn new() -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let router = Router::new()
            .route("/mara.ics", get(known_again))
            .route("/large", get(async || "x".repeat(5_000)))
            .route("/hops/{left}", get(hop))
            .route("/to", get(async |request: Request| Redirect::to(request.uri().query().unwrap())))
            .route(
                "/status/{status}",
                get(async |Path(status): Path<u16>| StatusCode::from_u16(status).unwrap()),
            )
            .layer(axum::middleware::from_fn_with_state(Arc::clone(&asked), note));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router.with_state(())).await.unwrap() });
        Self { origin, asked }
    }

    async fn fetch(&self, path: &str, reach: Reach) -> Result<Fetched, FetchError> {
        self.fetch_knowing(path, reach, &Marks::default()).await
    }

    async fn fetch_knowing(&self, path: &str, reach: Reach, marks: &Marks) -> Result<Fetched, FetchError> {
        let address = Url::parse(&format!("{}{path}", self.origin)).unwrap();
        fetch(&address, marks, 2_000, reach).await
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

type Asked = Arc<Mutex<Vec<String>>>;

async fn note(State(asked): State<Asked>, request: Request, next: axum::middleware::Next) -> Response {
    asked.lock().unwrap().push(request.uri().path().to_owned());
    next.run(request).await
}

async fn known_again(request: Request) -> Response {
    let marks = [(ETAG, "\"one\""), (LAST_MODIFIED, "Thu, 01 Oct 2026 09:00:00 GMT")];
    if request.headers().get(IF_NONE_MATCH).is_some_and(|mark| mark == "\"one\"") {
        return (StatusCode::NOT_MODIFIED, marks).into_response();
    }
    (marks, "BEGIN:VCALENDAR").into_response()
}

async fn hop(Path(left): Path<u8>) -> Response {
    match left {
        0 => "here".into_response(),
        left => Redirect::to(&format!("/hops/{}", left - 1)).into_response(),
    }
}

/// A server that sends without an end and has not said how much; gives its address and how much it could send.
async fn endless() -> (Url, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    let sent = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&sent);
    tokio::spawn(async move {
        let (mut visitor, _) = listener.accept().await.unwrap();
        let _ = visitor.read(&mut [0; 2_000]).await.unwrap();
        visitor.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/calendar\r\n\r\n").await.unwrap();
        while visitor.write_all(&[b'x'; 10_000]).await.is_ok() {
            counted.fetch_add(10_000, Ordering::Relaxed);
        }
    });
    (address, sent)
}

#[tokio::test]
async fn what_is_there_comes_whole_once_and_is_then_known_again() {
    let elsewhere = Elsewhere::new().await;
    let first = elsewhere.fetch("/mara.ics", Reach::Private).await.unwrap();
    let marks = Marks {
        etag: Some("\"one\"".to_owned()),
        modified: Some("Thu, 01 Oct 2026 09:00:00 GMT".to_owned()),
    };
    assert_eq!(first, Fetched::Whole { content: b"BEGIN:VCALENDAR".to_vec(), marks: marks.clone() });
    let again = elsewhere.fetch_knowing("/mara.ics", Reach::Private, &marks).await;
    assert_eq!(again, Ok(Fetched::Same));
    let changed = Marks { etag: Some("\"none\"".to_owned()), ..marks };
    let again = elsewhere.fetch_knowing("/mara.ics", Reach::Private, &changed).await;
    assert_eq!(again.unwrap(), first);
}

#[tokio::test]
async fn a_machine_out_of_reach_is_never_asked() {
    let elsewhere = Elsewhere::new().await;
    assert_eq!(elsewhere.fetch("/mara.ics", Reach::Public).await, Err(FetchError::OutOfReach));
    let by_name = elsewhere.origin.replace("127.0.0.1", "localhost");
    let address = Url::parse(&format!("{by_name}/mara.ics")).unwrap();
    let fetched = fetch(&address, &Marks::default(), 2_000, Reach::Public).await;
    assert_eq!(fetched, Err(FetchError::OutOfReach));
    assert!(elsewhere.asked().is_empty());
}

/// A name is judged by what it resolves to when it is connected to, whatever it is called.
#[tokio::test]
async fn a_name_that_leads_to_this_machine_is_out_of_reach() {
    let resolve = async |reach| Resolver(reach).resolve("localhost".parse().unwrap()).await;
    assert!(resolve(Reach::Public).await.err().unwrap().is::<OutOfReach>());
    assert!(resolve(Reach::Private).await.unwrap().all(|found| found.ip().is_loopback()));
}

#[tokio::test]
async fn a_refusal_at_resolving_is_told_as_what_it_is() {
    let elsewhere = Elsewhere::new().await;
    let client = client(Reach::Public).unwrap();
    let by_name = elsewhere.origin.replace("127.0.0.1", "localhost");
    let error = client.get(by_name).send().await.unwrap_err();
    assert_eq!(explained(&error), FetchError::OutOfReach);
    assert!(elsewhere.asked().is_empty());
}

#[tokio::test]
async fn redirects_are_followed_five_times_and_looked_at_each_time() {
    let elsewhere = Elsewhere::new().await;
    let fetched = elsewhere.fetch("/hops/5", Reach::Private).await.unwrap();
    assert!(matches!(fetched, Fetched::Whole { content, .. } if content == b"here"));
    assert_eq!(elsewhere.fetch("/hops/6", Reach::Private).await, Err(FetchError::TooManyRedirects));
    let asked = elsewhere.asked();
    assert_eq!(asked.iter().filter(|path| *path == "/hops/0").count(), 1);
    let to_file = elsewhere.fetch("/to?file:///etc/passwd", Reach::Private).await;
    assert_eq!(to_file, Err(FetchError::NotWeb));
}

#[tokio::test]
async fn what_is_too_large_is_given_up_while_it_comes() {
    let elsewhere = Elsewhere::new().await;
    assert_eq!(elsewhere.fetch("/large", Reach::Private).await, Err(FetchError::TooLarge));
    let (address, sent) = endless().await;
    let fetched = fetch(&address, &Marks::default(), 100_000, Reach::Private).await;
    assert_eq!(fetched, Err(FetchError::TooLarge));
    // What the system keeps on its way counts as sent.
    assert!(sent.load(Ordering::Relaxed) < 20_000_000);
}

#[tokio::test]
async fn an_answer_that_is_none_is_told_by_its_number() {
    let elsewhere = Elsewhere::new().await;
    for status in [401, 403, 404, 410, 500, 503] {
        let fetched = elsewhere.fetch(&format!("/status/{status}"), Reach::Private).await;
        assert_eq!(fetched, Err(FetchError::Status(status)));
    }
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = Url::parse(&format!("http://{}/", nobody.local_addr().unwrap())).unwrap();
    drop(nobody);
    let fetched = fetch(&address, &Marks::default(), 2_000, Reach::Private).await;
    assert_eq!(fetched, Err(FetchError::Unreachable));
}
