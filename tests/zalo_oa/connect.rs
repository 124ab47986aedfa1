//! `sangkien zalo-oa connect`, as an operator walks through it.

use std::io::{BufRead, Read};

use sangkien::app::zalo_oa::Connecting;
use sangkien::channel::zalo_oa::{ButtonForm, CodeVerifier, Token, Window};
use sangkien::config::{Secret, ZaloOa};
use url::Url;

use super::fake_zalo_oa::fault::{Call, Fault};
use super::fake_zalo_oa::{APP_ID, APP_SECRET, OA_ID, OA_SECRET};
use super::http;
use super::tokens::Scene;

fn settings(scene: &Scene) -> ZaloOa {
    ZaloOa {
        oa_id: OA_ID.to_owned(),
        app_id: APP_ID.to_owned(),
        app_secret: Secret::new(APP_SECRET.to_owned()),
        oa_secret: Secret::new(OA_SECRET.to_owned()),
        api_url: scene.zalo.address().clone(),
        oauth_url: scene.zalo.address().clone(),
        redirect_url: Some(Url::parse("https://sangkien.example.vn/zalo").expect("it is one")),
        code_verifier: None,
        form: ButtonForm { hidden: true, typed: false },
        greets_followers: true,
        window: Window::Free,
    }
}

/// A line; what it is may depend on what was read before.
type Line<'a> = Box<dyn Fn(&str) -> String + 'a>;

/// An operator who pastes one line after the other.
struct Operator<'a> {
    lines: Vec<Line<'a>>,
    screen: &'a std::cell::RefCell<Vec<u8>>,
    typed: Vec<u8>,
}

impl Read for Operator<'_> {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        unreachable!("lines are read")
    }
}

impl BufRead for Operator<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.typed.is_empty() && !self.lines.is_empty() {
            let line = self.lines.remove(0);
            let shown = String::from_utf8(self.screen.borrow().clone()).expect("it is text");
            self.typed = format!("{}\n", line(&shown)).into_bytes();
        }
        Ok(&self.typed)
    }

    fn consume(&mut self, amount: usize) {
        self.typed.drain(..amount);
    }
}

struct Screen<'a>(&'a std::cell::RefCell<Vec<u8>>);

impl std::io::Write for Screen<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The link on the screen.
fn link(shown: &str) -> Url {
    let line = shown.lines().find(|line| line.contains("/v4/oa/permission"));
    Url::parse(line.expect("a link is shown").trim()).expect("it is an address")
}

/// What is on the screen in the end, and whether it went well.
async fn connect(
    scene: &Scene,
    settings: &ZaloOa,
    lines: Vec<Line<'_>>,
) -> (String, anyhow::Result<()>) {
    let screen = std::cell::RefCell::default();
    let connecting = Connecting {
        db: scene.database.pool(),
        vault: &scene.vault,
        clock: &scene.hands.clock(),
        account: scene.account,
        settings,
        hook_path: "/hook/zalo-oa".to_owned(),
        authority: scene.authority(),
        http: http(),
    };
    let mut operator = Operator { lines, screen: &screen, typed: Vec::new() };
    let done = connecting.run(&mut operator, &mut Screen(&screen)).await;
    drop(operator);
    (String::from_utf8(screen.into_inner()).expect("it is text"), done)
}

#[tokio::test]
async fn an_administrator_agrees_and_the_address_is_pasted() {
    let scene = Scene::unconnected().await;
    let settings = settings(&scene);
    let paste = |shown: &str| scene.zalo.agree(&link(shown)).to_string();
    let (shown, done) = connect(&scene, &settings, vec![Box::new(paste)]).await;
    done.expect("it is connected");
    assert!(shown.contains("Connected: Công đoàn Thử nghiệm."), "{shown}");
    assert!(shown.contains("/hook/zalo-oa"), "{shown}");
    for secret in [APP_SECRET, OA_SECRET, "access-token"] {
        assert!(!shown.contains(secret), "{secret} is shown: {shown}");
    }
    let kept = scene.kept().await.expect("the tokens are kept");
    assert_eq!(kept.expires_at - kept.obtained_at, chrono::TimeDelta::hours(25));
}

#[tokio::test]
async fn every_mistake_is_explained_and_can_be_made_good() {
    let scene = Scene::unconnected().await;
    let settings = settings(&scene);
    let lines: Vec<Line<'_>> = vec![
        Box::new(|_| "xin chào".to_owned()),
        Box::new(|_| "https://sangkien.example.vn/zalo?error=-14003".to_owned()),
        Box::new(|shown| {
            let address = scene.zalo.agree(&link(shown)).to_string();
            address.replace(OA_ID, "2999")
        }),
        Box::new(|shown| {
            let mut page = link(shown);
            page.query_pairs_mut().append_pair("state", "of-yesterday");
            scene.zalo.agree(&page).to_string()
        }),
        Box::new(|_| "a-code-that-nobody-gave".to_owned()),
        Box::new(|shown| {
            scene.zalo.fail(Call::Token, 1, Fault::Answer { status: 502, body: "<html>" });
            scene.zalo.agree(&link(shown)).to_string()
        }),
        Box::new(|shown| scene.zalo.agree(&link(shown)).to_string()),
    ];
    let (shown, done) = connect(&scene, &settings, lines).await;
    done.expect("it is connected in the end");
    for told in [
        "neither the address",
        "ZALO_OA_REDIRECT_URL the same",
        "Account 2999, but ZALO_OA_ID",
        "an earlier attempt",
        "older than ten minutes",
        "gave no answer",
        "Connected",
    ] {
        assert!(shown.contains(told), "{told:?} is not told: {shown}");
    }
}

#[tokio::test]
async fn a_pair_of_the_api_explorer_is_taken_and_renewed_at_once() {
    let scene = Scene::unconnected().await;
    let settings = ZaloOa { redirect_url: None, ..settings(&scene) };
    let (_, refresh) = scene.zalo.pair();
    let paste = move |_: &str| format!("refresh_token={refresh}");
    let (shown, done) = connect(&scene, &settings, vec![Box::new(paste)]).await;
    done.expect("it is connected");
    assert!(shown.contains("API Explorer") && shown.contains("Connected"), "{shown}");
    assert_eq!(scene.zalo.refreshes(), (1, 0));
}

#[tokio::test]
async fn a_verifier_of_the_console_is_used_where_the_link_comes_from_there() {
    let scene = Scene::unconnected().await;
    let verifier = CodeVerifier::from_chance("of the operator");
    let settings = ZaloOa { code_verifier: Some(verifier.clone()), ..settings(&scene) };
    // The console's link has a state of its own.
    let redirect = settings.redirect_url.clone().expect("it is set");
    let page = scene.authority().consent_page(&redirect, &verifier, "of-the-console");
    let paste = |shown: &str| {
        assert!(shown.contains(&verifier.challenge()), "{shown}");
        scene.zalo.agree(&page).to_string()
    };
    let (shown, done) = connect(&scene, &settings, vec![Box::new(paste)]).await;
    done.expect("it is connected");
    assert!(shown.contains("Connected"), "{shown}");
}

#[tokio::test]
async fn whoever_gives_up_has_changed_nothing() {
    let scene = Scene::unconnected().await;
    let settings = settings(&scene);
    let (_, done) = connect(&scene, &settings, Vec::new()).await;
    assert!(done.expect_err("nothing was pasted").to_string().contains("nothing was changed"));
    assert!(scene.kept().await.is_none());
    assert_eq!(format!("{:?}", Token::new("secret")), "Token(…)");
}
