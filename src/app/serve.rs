//! `sangkien serve` and `sangkien console`: the same hands, with a platform or with a terminal.

use std::io::BufReader;
use std::sync::Arc;

use anyhow::Context as _;
use futures::FutureExt as _;
use sqlx::{Connection as _, PgPool};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tracing::info;

use super::publish;
use super::{Running, accounts, asked_to_stop, console, demo, keys, migrate, start};
use crate::channel::{Channel, console as terminal};
use crate::clock::Clock;
use crate::config::{Config, Database};
use crate::domain::Locale;
use crate::i18n;
use crate::message::Menu;
use crate::store::{self, account};
use crate::telemetry;
use crate::vault::Vault;
use crate::web::site::Site;
use crate::web::{self, edition, health::Health};
use crate::work::{Account, Links, Service, carry, copying};

/// A database in use: a server's, or the one inside this process.
#[derive(Debug)]
pub struct Opened {
    /// Its connections.
    pub db: PgPool,
    /// How many there may be.
    pub connections: u32,
    /// What encrypts and decrypts what is in it.
    pub vault: Vault,
    #[cfg(feature = "embedded")]
    embedded: Option<crate::embedded::Embedded>,
}

impl Opened {
    /// Opens the configured database and brings its tables up to date.
    ///
    /// # Errors
    /// Says what to do.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        let vault = keys::vault(config)?;
        let opened = match &config.database {
            Database::Server { url, pool_size } => Self {
                db: store::pool(url.expose(), *pool_size)?,
                connections: *pool_size,
                vault,
                #[cfg(feature = "embedded")]
                embedded: None,
            },
            #[cfg(feature = "embedded")]
            Database::Embedded => {
                let embedded = crate::embedded::Embedded::start(&config.data_dir).await?;
                // It serves one connection; a second one would wait for ever.
                Self {
                    db: store::pool(&embedded.url(), 1)?,
                    connections: 1,
                    vault,
                    embedded: Some(embedded),
                }
            }
            #[cfg(not(feature = "embedded"))]
            Database::Embedded => anyhow::bail!(
                "DATABASE_URL is not set, and this build has no database inside. Set DATABASE_URL to a PostgreSQL server."
            ),
        };
        migrate(&opened.db).await.context("the tables could not be brought up to date")?;
        keys::fit(&opened.db, &opened.vault, &Clock::system()).await?;
        Ok(opened)
    }

    /// Closes it.
    pub async fn close(self) {
        self.db.close().await;
        #[cfg(feature = "embedded")]
        if let Some(embedded) = self.embedded {
            embedded.stop().await;
        }
    }
}

/// Serves every configured account until asked to stop.
///
/// # Errors
/// If what is configured cannot be started.
pub async fn serve(config: &Config) -> anyhow::Result<()> {
    if config.accounts.is_empty() {
        anyhow::bail!(
            "No account is set. Set TELEGRAM_BOT_TOKEN or ZALO_BOT_TOKEN, or run `sangkien console` to try the talk in this terminal."
        );
    }
    let metrics = telemetry::measure()?;
    tokio::spawn(telemetry::keep(metrics.clone()));
    // The port is taken first: an operator who has it wrong hears of it at once.
    let listener = match config.http_listen {
        Some(address) => Some(TcpListener::bind(address).await.with_context(|| {
            format!("HTTP_LISTEN: {address} cannot be listened on; is another process there?")
        })?),
        None => None,
    };
    let opened = Opened::open(config).await?;
    let clock = Clock::system();
    let accounts = accounts::open(&opened.db, &opened.vault, &clock, &config.accounts).await?;
    let mut service = Service::new(
        opened.db.clone(),
        clock,
        opened.vault.clone(),
        config.open_files()?,
        config.settings(),
        config.bulk_per_second,
        accounts,
    )
    .await?;
    service.patience = config.busy_notice_after;
    service.retention = config.retention;
    service.line.brisk = config.chat_per_minute.map(|number| number as usize);
    let service = Arc::new(service);
    let running = start(&service, opened.connections);
    let stop_web = CancellationToken::new();
    let web = listener.map(|listener| {
        let hooks = accounts::hooks(&config.accounts, &service.accounts, &running.receiver);
        let health = Health::new(ready(&service), Some(metrics));
        let site = site(config, &service, stop_web.clone());
        let files = service.files.links.is_some().then(|| files(&service));
        let router = web::router(hooks, health, Some(site), files);
        tokio::spawn(web::serve(listener, router, stop_web.clone()))
    });
    set_menus(&service).await;
    info!("Serving");
    asked_to_stop().await;
    info!("Stopping");
    tokio::select! {
        done = shut_down(running, stop_web, web, opened) => done,
        () = asked_to_stop() => anyhow::bail!(
            "Asked twice to stop, it ends at once. What is not finished is done after the next start."
        ),
    }
}

/// Stops everything in order. The web goes on while the last polls are waited for: webhooks are
/// still taken, and whoever watches finds a living process.
async fn shut_down(
    running: Running,
    stop_web: CancellationToken,
    web: Option<JoinHandle<()>>,
    opened: Opened,
) -> anyhow::Result<()> {
    running.stop_polling().await;
    stop_web.cancel();
    if let Some(web) = web {
        web.await.context("the web server ended badly")?;
    }
    running.stop().await;
    opened.close().await;
    Ok(())
}

/// What serves the files of links.
#[must_use]
pub fn files(service: &Arc<Service>) -> web::files::Files {
    let service = Arc::clone(service);
    let store = service.files.store.clone();
    let find: web::files::Find = Arc::new(move |token| {
        let service = Arc::clone(&service);
        async move {
            let found = match carry::linked(&service, &token).await {
                Ok(Some(file)) => Ok(Some(web::files::Linked::File(file))),
                Ok(None) => copying::linked(&service, &token)
                    .await
                    .map(|copy| copy.map(web::files::Linked::Copy)),
                Err(error) => Err(error),
            };
            found.map_err(|error| {
                tracing::warn!(%error, "A link to a file could not be looked up");
                web::files::Away
            })
        }
        .boxed()
    });
    web::files::Files::new(find, store)
}

/// The public page, and the open data.
fn site(config: &Config, service: &Arc<Service>, stop: CancellationToken) -> Site {
    let source = publish::source(Arc::clone(service));
    let chat = service.accounts.iter().find_map(|account| account.link_base.clone());
    Site::new(
        edition::print(source, edition::TICK, stop),
        publish::gallery(service),
        publish::prove(service),
        service.album.clone(),
        config.proxies as usize,
        config.public_url.clone(),
        chat,
    )
}

/// Whether the database answers.
fn ready(service: &Arc<Service>) -> web::health::Ready {
    let db = service.db.clone();
    Arc::new(move || {
        let db = db.clone();
        async move {
            let mut connection = db.acquire().await.map_err(|_| AWAY)?;
            connection.ping().await.map_err(|_| AWAY)
        }
        .boxed()
    })
}

/// What whoever asks is told; the cause is in the log.
const AWAY: &str = "the database does not answer";

/// Shows everybody the worker's commands, in the language of their phone.
async fn set_menus(service: &Service) {
    let menus = Locale::ALL.map(|locale| (locale, i18n::menu(locale, Menu::Worker)));
    for account in &service.accounts {
        if let Err(error) = account.channel.set_default_menus(&menus).await {
            // The talk works without a menu.
            tracing::warn!(%error, "The menu of commands could not be set");
        }
    }
}

/// Holds the talk in the terminal until the keyboard is closed.
///
/// # Errors
/// If the database cannot be started.
pub async fn try_out(config: &Config) -> anyhow::Result<()> {
    let opened = Opened::open(config).await?;
    let clock = Clock::system();
    let mut db = opened.db.acquire().await?;
    let id = account::ensure(&mut db, "console", "terminal").await?;
    drop(db);
    demo::ensure(&opened.db, &clock, &opened.vault, id).await?;
    let (channel, ends) = terminal::pair();
    let mut settings = config.settings();
    // Ten minutes are long in front of a terminal.
    settings.decision_hold = settings.decision_hold.min(TRY_OUT_HOLD);
    // Where another process has the port, the talk does without the page.
    let listener = match config.http_listen {
        Some(address) => TcpListener::bind(address).await.ok(),
        None => None,
    };
    let page = listener.as_ref().and_then(|listener| listener.local_addr().ok());
    settings.public_url = page.map(|address| format!("http://{address}/"));
    settings.file_links = page.is_some();
    let mut kept = config.open_files()?;
    kept.links = match &settings.public_url {
        Some(page) => Some(Links { base: page.parse()?, life: config.files.link_life }),
        None => None,
    };
    let welcome = console::Welcome {
        page: settings.public_url.clone(),
        place: match &config.database {
            Database::Server { .. } => "DATABASE_URL".to_owned(),
            Database::Embedded => config.data_dir.display().to_string(),
        },
        hold_seconds: settings.decision_hold.num_seconds(),
    };
    let account = Account::new(id, Channel::Console(channel), true);
    let service = Service::new(
        opened.db.clone(),
        clock.clone(),
        opened.vault.clone(),
        kept,
        settings,
        config.bulk_per_second,
        vec![account],
    )
    .await?;
    let service = Arc::new(service);
    let running = start(&service, opened.connections);
    let stop_web = CancellationToken::new();
    let web = listener.map(|listener| {
        let health = Health::new(ready(&service), None);
        let site = site(config, &service, stop_web.clone());
        let router = web::router(Vec::new(), health, Some(site), Some(files(&service)));
        tokio::spawn(web::serve(listener, router, stop_web.clone()))
    });
    let keyboard = BufReader::new(std::io::stdin());
    console::run(ends, clock, welcome, (keyboard, std::io::stdout()), asked_to_stop()).await?;
    shut_down(running, stop_web, web, opened).await
}

/// How long the news of a decision waits in a try-out.
const TRY_OUT_HOLD: chrono::TimeDelta = chrono::TimeDelta::seconds(5);
