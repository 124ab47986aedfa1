//! What a browser is told about every answer, and what clients get that do not behave. The paths
//! are taken from the code, so that no new one is forgotten.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use reqwest::{Method, StatusCode};
use sangkien::web::{Patience, serve_with_patience};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::hooks::Site;
use crate::public::{Public, entry};

/// Every path that the web side names, with something in place of what varies.
fn paths() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    look_into(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"), &mut found);
    found
}

fn look_into(folder: &Path, found: &mut BTreeSet<String>) {
    for file in std::fs::read_dir(folder).expect("the folder is there") {
        let path = file.expect("the folder reads").path();
        if path.is_dir() {
            look_into(&path, found);
            continue;
        }
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        for written in source.split('"').filter(|written| written.starts_with('/')) {
            let is_path = |c: char| c.is_ascii_alphanumeric() || "/{}-_.".contains(c);
            if !written.chars().all(is_path) {
                continue;
            }
            let varies = |part: &str| part.starts_with('{');
            let parts =
                written.split('/').map(|part| if varies(part) { "SK-1000-0012" } else { part });
            let path = parts.collect::<Vec<_>>().join("/");
            if written.contains("{ending}") || path.contains('{') {
                continue;
            }
            found.insert(path);
        }
    }
}

/// What no answer may be without, whatever it is an answer to.
fn assert_safe(what: &str, answer: &reqwest::Response) {
    let header = |name: &str| {
        let value = answer.headers().get(name).unwrap_or_else(|| panic!("{what}: no {name}"));
        value.to_str().expect("a header is text").to_owned()
    };
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    let policy = header("content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{what}: {policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{what}: {policy}");
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    // Others may learn that somebody came from here, and not from which page.
    let referrer = header("referrer-policy");
    assert!(["no-referrer", "strict-origin-when-cross-origin"].contains(&&*referrer), "{what}");
    header("cache-control");
    for tells in ["server", "x-powered-by", "set-cookie"] {
        assert!(!answer.headers().contains_key(tells), "{what}: {tells}");
    }
}

#[tokio::test]
async fn every_answer_forbids_what_it_does_not_need() {
    let (public, hooks) = (Public::start().await, Site::start().await);
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let client = client.build().expect("a client has nothing to fail over");
    let paths = paths();
    for known in ["/", "/en", "/bang-xep-hang", "/api/v1/headline", "/healthz", "/metrics"] {
        assert!(paths.contains(known), "{known} is found in {paths:?}");
    }
    let more = ["/nowhere", "/tep/guess", "/hook/telegram", "/sang-kien/../etc", "//", "/%00"];
    let all = paths.iter().map(String::as_str).chain(more);
    let mut answered = 0;
    for path in all.filter(|path| *path != "/live") {
        for method in [Method::GET, Method::POST, Method::HEAD, Method::OPTIONS, Method::DELETE] {
            for site in [public.url(path), hooks.url(path)] {
                let asked = client.request(method.clone(), &site).send().await;
                let answer = asked.expect("everything is answered");
                answered += usize::from(answer.status() == StatusCode::OK);
                assert_safe(&format!("{method} {path} {}", answer.status()), &answer);
            }
        }
    }
    assert!(answered > 20, "{answered} paths lead somewhere");
}

#[tokio::test]
async fn tricks_with_paths_lead_nowhere() {
    let public = Public::start().await;
    for path in [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/sang-kien/..%2f..%2fetc",
        "/tep/..%2fkey",
        "//evil.example/",
        "/\\evil.example",
        "/sang-kien/SK-1000-0120%0d%0aset-cookie:%20a=b",
        "/en/../healthz%00",
    ] {
        // As it is written; a client would tidy it up.
        let mut stream = TcpStream::connect(public.address()).await.expect("the site is there");
        let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await.expect("the site reads");
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        let status = answer.lines().next().unwrap_or_default().to_owned();
        assert!(["400", "404"].iter().any(|code| status.contains(code)), "{path}: {status}");
        assert!(
            !answer.contains("root:") && !answer.to_lowercase().contains("set-cookie"),
            "{path}"
        );
    }
    assert!(public.get(&format!("/sang-kien/{}", entry().code)).await.status().is_success());
}

#[tokio::test]
async fn whoever_dawdles_over_the_first_line_is_let_go_and_the_others_are_served() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    let router = axum::Router::new().fallback(async || "here");
    let stop = CancellationToken::new();
    let soon = Patience { head: Duration::from_millis(200), ..Patience::default() };
    let served = tokio::spawn(serve_with_patience(listener, router, stop.clone(), soon));
    let mut dawdlers = Vec::new();
    for _ in 0..50 {
        let mut stream = TcpStream::connect(address).await.expect("the site is there");
        stream.write_all(b"GET / HTTP/1.1\r\nHost: ").await.expect("the site reads");
        dawdlers.push(stream);
    }
    let answer = reqwest::get(format!("http://{address}/")).await.expect("others are served");
    assert_eq!(answer.status(), StatusCode::OK);
    for mut stream in dawdlers {
        let mut answer = String::new();
        // It ends without another word of ours.
        let _ = stream.read_to_string(&mut answer).await;
        assert!(!answer.contains("200"), "{answer}");
    }
    stop.cancel();
    served.await.expect("serving does not panic");
}

#[tokio::test]
async fn whoever_does_not_read_the_answer_is_let_go() {
    const LONG: usize = 64 << 20;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    let router = axum::Router::new().fallback(async || vec![b'x'; LONG]);
    let stop = CancellationToken::new();
    let soon = Patience { answer: Duration::from_millis(200), ..Patience::default() };
    let served = tokio::spawn(serve_with_patience(listener, router, stop.clone(), soon));
    let mut stream = TcpStream::connect(address).await.expect("the site is there");
    stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.expect("the site reads");
    // The service ends in time, although this client has not taken what it asked for.
    stream.readable().await.expect("the answer begins");
    stop.cancel();
    served.await.expect("serving does not panic");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(!answer.is_empty() && answer.len() < LONG, "{}", answer.len());
}
