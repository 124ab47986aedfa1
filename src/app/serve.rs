//! `sangkien serve` and `sangkien console`: the same hands, with a platform or with a terminal.

use std::sync::Arc;

use anyhow::Context as _;
use futures::FutureExt as _;
use sqlx::{Connection as _, PgPool};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing::info;

use super::{asked_to_stop, console, demo, keys, migrate, start};
use crate::channel::{Channel, console as terminal, telegram};
use crate::clock::Clock;
use crate::config::{Config, Database, HearsBy, Secret};
use crate::domain::{AccountId, Locale};
use crate::i18n;
use crate::message::Menu;
use crate::store::{self, account};
use crate::telemetry;
use crate::vault::Vault;
use crate::web::{self, health::Health};
use crate::work::receive::Receiver;
use crate::work::{Account, Service, carry};

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

/// Serves Telegram until asked to stop.
///
/// # Errors
/// If what is configured cannot be started.
pub async fn serve(config: &Config) -> anyhow::Result<()> {
    let Some(bot) = &config.telegram else {
        anyhow::bail!(
            "TELEGRAM_BOT_TOKEN is not set. Set it to serve Telegram, or run `sangkien console` to try the talk in this terminal."
        );
    };
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
    let mut db = opened.db.acquire().await?;
    let id = account::ensure(&mut db, "telegram", bot.token.bot_id()).await?;
    drop(db);
    let http = telegram::http().build().context("the HTTP client cannot be built")?;
    let channel = telegram::Telegram::new(http, &bot.api_url, bot.token.clone(), POLL);
    let polls = matches!(bot.hears_by, HearsBy::Polling);
    let service = Service::new(
        opened.db.clone(),
        Clock::system(),
        opened.vault.clone(),
        config.files.open()?,
        config.settings(),
        config.bulk_per_second,
        vec![Account::new(id, Channel::Telegram(channel), polls)],
    )
    .await?;
    let service = Arc::new(service);
    let running = start(&service, opened.connections);
    let stop_web = CancellationToken::new();
    let web = listener.map(|listener| {
        let hook = match &bot.hears_by {
            HearsBy::Polling => None,
            HearsBy::Webhook { secret, .. } => Some(hook(running.receiver.clone(), id, secret)),
        };
        let health = Health::new(ready(&service), Some(metrics));
        let files = service.files.links.is_some().then(|| files(&service));
        tokio::spawn(web::serve(listener, web::router(hook, health, files), stop_web.clone()))
    });
    set_menus(&service).await;
    info!("Serving");
    asked_to_stop().await;
    info!("Stopping");
    stop_web.cancel();
    if let Some(web) = web {
        web.await.context("the web server ended badly")?;
    }
    running.stop().await;
    opened.close().await;
    Ok(())
}

/// The webhook's way into the inbox.
fn hook(receiver: Receiver, account: AccountId, secret: &Secret) -> web::hook::Telegram {
    let store: web::hook::Store = Arc::new(move |raw| {
        let receiver = receiver.clone();
        async move { receiver.take(account, raw).await.map_err(|_| web::hook::NotStored) }.boxed()
    });
    web::hook::Telegram::new(secret.expose(), store)
}

/// What serves the files of links.
fn files(service: &Arc<Service>) -> web::files::Files {
    let service = Arc::clone(service);
    let store = service.files.store.clone();
    let find: web::files::Find = Arc::new(move |token| {
        let service = Arc::clone(&service);
        async move {
            let found = carry::linked(&service, &token).await;
            found.map_err(|error| {
                tracing::warn!(%error, "A link to a file could not be looked up");
                web::files::Away
            })
        }
        .boxed()
    });
    web::files::Files::new(find, store)
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
    demo::ensure(&opened.db, &clock, id).await?;
    let (channel, ends) = terminal::pair();
    let mut settings = config.settings();
    // Ten minutes are long in front of a terminal.
    settings.decision_hold = settings.decision_hold.min(TRY_OUT_HOLD);
    let welcome = console::Welcome {
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
        config.files.open()?,
        settings,
        config.bulk_per_second,
        vec![account],
    )
    .await?;
    let service = Arc::new(service);
    let running = start(&service, opened.connections);
    console::run(ends, clock, welcome, asked_to_stop()).await?;
    running.stop().await;
    opened.close().await;
    Ok(())
}

/// How long the news of a decision waits in a try-out.
const TRY_OUT_HOLD: chrono::TimeDelta = chrono::TimeDelta::seconds(5);

/// How long Telegram may hold a poll open while there is nothing to tell.
const POLL: std::time::Duration = std::time::Duration::from_secs(25);
