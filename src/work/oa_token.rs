//! Keeps an Official Account's tokens fresh.
//!
//! Zalo's access tokens live for about a day, and the refresh token that gets the next pair is
//! good once: if two processes used the same one, the account would be cut off. So whoever
//! refreshes first takes a lease on that very refresh token, in the statement that reads it; asks
//! Zalo with no transaction open; and keeps the new pair in the database before anybody calls
//! with it. Whoever comes second waits for the first one's pair.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;
use sqlx::PgPool;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};
use uuid::Uuid;

use super::pause_after;
use crate::channel::zalo_oa::{Authority, GrantError, NoToken, Pair, Token, Tokens};
use crate::clock::{self, Clock};
use crate::domain::AccountId;
use crate::store::oa_token::{self, Sealed};
use crate::store::outbox::Lease;
use crate::telemetry::metric;
use crate::vault::Vault;

/// How long one process may use a refresh token; longer than Zalo's server may take to answer.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// A new pair is got when a fifth of the token's life is left: five hours of a usual one, in
/// which an operator can repair what stands in the way.
const EARLY: i32 = 5;

/// How often it is looked whether that time has come.
const BEAT: Duration = Duration::from_mins(1);

/// How long Zalo is left in peace after it has refused a refresh token, and after a failure that
/// may pass by itself.
const PAUSE_REFUSED: TimeDelta = TimeDelta::minutes(10);
const PAUSE_FAILED: TimeDelta = TimeDelta::seconds(30);

/// How long a send waits for the pair that another process is getting.
const WAITS: u32 = 25;
const WAIT: Duration = Duration::from_millis(200);

/// The tokens of one account.
#[derive(Debug)]
pub struct Keeper {
    db: PgPool,
    clock: Clock,
    vault: Vault,
    /// How leases name this keeper.
    holder: Uuid,
    account: AccountId,
    authority: Authority,
    held: RwLock<Option<Held>>,
    /// Held while the database is asked for a token, so that many sends ask once.
    asking: Mutex<Asking>,
}

/// What is called with.
#[derive(Clone, Debug)]
struct Held {
    access: Token,
    generation: i64,
    renew_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

/// What the last failure was about.
#[derive(Clone, Copy, Debug, Default)]
struct Asking {
    failed: Option<(i64, NoToken, DateTime<Utc>)>,
}

impl Keeper {
    /// Keeps the tokens of `account`, which `authority` renews.
    #[must_use]
    pub fn new(
        db: PgPool,
        clock: Clock,
        vault: Vault,
        account: AccountId,
        authority: Authority,
    ) -> Self {
        let (held, asking) = (RwLock::default(), Mutex::default());
        let holder = clock::fresh_process();
        Self { db, clock, vault, holder, account, authority, held, asking }
    }

    /// The way by which a channel gets its tokens.
    #[must_use]
    pub fn tokens(self: &Arc<Self>) -> Tokens {
        let keeper = Arc::clone(self);
        Arc::new(move |refused| {
            let keeper = Arc::clone(&keeper);
            async move { keeper.token(refused).await }.boxed()
        })
    }

    /// A token to call with, other than `refused`.
    ///
    /// # Errors
    /// If there is none now.
    pub async fn token(&self, refused: Option<Token>) -> Result<Token, NoToken> {
        if let Some(held) = self.held()
            && held.expires_at > self.clock.now()
            && refused.as_ref() != Some(&held.access)
        {
            return Ok(held.access);
        }
        let mut asking = self.asking.lock().await;
        let held = self.load().await?;
        if held.expires_at > self.clock.now() && refused.as_ref() != Some(&held.access) {
            return Ok(held.access);
        }
        self.renew(&mut asking, held.generation).await.map(|held| held.access)
    }

    /// Gets a new pair if it is time to. Gives how long the access token is still good.
    ///
    /// # Errors
    /// If there is none.
    pub async fn renew_once(&self) -> Result<TimeDelta, NoToken> {
        let mut asking = self.asking.lock().await;
        let mut held = self.load().await?;
        let now = self.clock.now();
        if now >= held.renew_at {
            match self.renew(&mut asking, held.generation).await {
                Ok(renewed) => held = renewed,
                // What we have is still good; the failure is told where it happens.
                Err(_) if held.expires_at > now => {}
                Err(none) => return Err(none),
            }
        }
        Ok(held.expires_at - now)
    }

    /// Renews in time until told to stop.
    pub async fn keep_until(self: Arc<Self>, stop: CancellationToken) {
        loop {
            let left = match self.renew_once().await {
                Ok(left) => Some(left),
                Err(NoToken::NotConnected) => {
                    error!(
                        account = self.account.0,
                        "The Official Account is not connected; run `sangkien zalo-oa connect`"
                    );
                    Some(TimeDelta::zero())
                }
                // What is held is still good for as long as it was, though nobody answers now.
                Err(NoToken::NotYet) => self.held().map(|held| held.expires_at - self.clock.now()),
            };
            if let Some(left) = left {
                let account = self.account.0.to_string();
                let seconds = left.as_seconds_f64().max(0.0);
                metrics::gauge!(metric::OA_TOKEN_LEFT, "account" => account).set(seconds);
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(BEAT) => {}
            }
        }
    }

    fn held(&self) -> Option<Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the newest pair.
    async fn load(&self) -> Result<Held, NoToken> {
        let mut db = self.db.acquire().await.map_err(|_| NoToken::NotYet)?;
        let sealed = oa_token::load(&mut db, self.account).await;
        drop(db);
        let sealed = sealed.map_err(|_| NoToken::NotYet)?.ok_or(NoToken::NotConnected)?;
        let held = self.open(&sealed)?;
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(held.clone());
        Ok(held)
    }

    fn open(&self, sealed: &Sealed) -> Result<Held, NoToken> {
        let life = sealed.expires_at - sealed.obtained_at;
        Ok(Held {
            access: self.unseal(&sealed.access)?,
            generation: sealed.generation,
            renew_at: sealed.expires_at - life / EARLY,
            expires_at: sealed.expires_at,
        })
    }

    fn unseal(&self, sealed: &[u8]) -> Result<Token, NoToken> {
        let opened = self.vault.open(sealed).map_err(|error| {
            error!(account = self.account.0, %error, "The Official Account's tokens do not open");
            NoToken::NotConnected
        })?;
        String::from_utf8(opened).map(Token::new).map_err(|_| NoToken::NotConnected)
    }

    /// Gets the pair that follows `generation`, or waits for whoever is getting it.
    async fn renew(&self, asking: &mut Asking, generation: i64) -> Result<Held, NoToken> {
        let now = self.clock.now();
        if let Some((of, why, until)) = asking.failed
            && of == generation
            && now < until
        {
            return Err(why);
        }
        let lease = Lease { holder: self.holder, until: now + LEASE };
        let mut db = self.db.acquire().await.map_err(|_| NoToken::NotYet)?;
        let leased = oa_token::lease(&mut db, self.account, generation, lease, now).await;
        drop(db);
        let Some(refresh) = leased.map_err(|_| NoToken::NotYet)? else {
            return self.wait_for_another(generation).await;
        };
        let refresh = self.unseal(&refresh)?;
        match self.authority.refresh(&refresh).await {
            Ok(pair) => {
                self.keep(generation, &pair).await;
                info!(account = self.account.0, "The Official Account has new tokens");
                self.load().await
            }
            Err(failure) => {
                let (none, pause) = match failure {
                    GrantError::Refused { .. } => (NoToken::NotConnected, PAUSE_REFUSED),
                    GrantError::Unsent { .. } | GrantError::Unclear { .. } => {
                        (NoToken::NotYet, PAUSE_FAILED)
                    }
                };
                metrics::counter!(metric::ERRORS, "class" => "tokens").increment(1);
                error!(
                    account = self.account.0, %failure,
                    "The Official Account's tokens could not be renewed"
                );
                asking.failed = Some((generation, none, now + pause));
                let mut db = self.db.acquire().await.map_err(|_| NoToken::NotYet)?;
                let why = failure.to_string();
                let noted = oa_token::fail(&mut db, self.account, generation, &why, now).await;
                if let Err(error) = noted {
                    warn!(%error, "The failure could not be noted");
                }
                Err(none)
            }
        }
    }

    /// Keeps a new pair. There is no other copy of it, so this is tried until it succeeds.
    async fn keep(&self, after: i64, pair: &Pair) {
        let (access, refresh) = seal(&self.vault, pair);
        let now = self.clock.now();
        let mut failures = 0;
        loop {
            let kept = async {
                let mut db = self.db.acquire().await?;
                let until = now + pair.life;
                oa_token::follow(&mut db, self.account, after, &access, &refresh, now, until).await
            };
            match kept.await {
                // If another pair has followed, an operator has connected the account anew.
                Ok(_) => return,
                Err(error) => {
                    error!(%error, account = self.account.0, "New tokens cannot be stored yet");
                    tokio::time::sleep(pause_after(failures)).await;
                    failures += 1;
                }
            }
        }
    }

    async fn wait_for_another(&self, generation: i64) -> Result<Held, NoToken> {
        for _ in 0..WAITS {
            let held = self.load().await?;
            if held.generation > generation {
                return Ok(held);
            }
            tokio::time::sleep(WAIT).await;
        }
        Err(NoToken::NotYet)
    }
}

/// Both tokens of a pair, sealed.
#[must_use]
pub fn seal(vault: &Vault, pair: &Pair) -> (Vec<u8>, Vec<u8>) {
    let seal = |token: &Token| vault.seal(token.reveal().as_bytes());
    (seal(&pair.access), seal(&pair.refresh))
}
