//! `sangkien zalo-oa connect`: walks an operator through the first tokens of an Official Account.

use std::io::{BufRead, Write};

use anyhow::{Context as _, bail};
use clap::Subcommand;
use sqlx::PgPool;

use super::serve::Opened;
use crate::channel;
use crate::channel::zalo_oa::{
    self, About, Authority, CodeVerifier, Failure, GrantError, Pair, Pasted, Token, pasted,
};
use crate::clock::{self, Clock};
use crate::config::{self, Config, Platform};
use crate::domain::AccountId;
use crate::store::{account, oa_token};
use crate::vault::Vault;
use crate::work;

/// What can be done with an Official Account.
#[derive(Debug, Subcommand)]
pub enum ZaloOaCommand {
    /// Connects the Official Account: gets the first tokens, with the help of an administrator
    /// of the account.
    Connect {
        /// Which account, where the deployment has several.
        #[arg(long)]
        name: Option<String>,
    },
}

/// Does it, with the operator at the terminal.
///
/// # Errors
/// Says what to do.
pub async fn run(config: &Config, command: &ZaloOaCommand) -> anyhow::Result<()> {
    let ZaloOaCommand::Connect { name } = command;
    let found = config.accounts.iter().find_map(|account| match &account.platform {
        Platform::ZaloOa(oa) if account.name == *name => Some((account, oa)),
        _ => None,
    });
    let Some((account, settings)) = found else {
        bail!(
            "No such Official Account is set. Set ZALO_OA_ID and what .env.example names below it, or name one of ACCOUNTS_FILE with --name."
        );
    };
    let opened = Opened::open(config).await?;
    let http = channel::http().build().context("no HTTPS client can be made")?;
    let id = account::ensure(&mut *opened.db.acquire().await?, "zalo_oa", &settings.oa_id).await?;
    let connecting = Connecting {
        db: &opened.db,
        vault: &opened.vault,
        clock: &Clock::system(),
        account: id,
        settings,
        hook_path: account.hook_path(),
        authority: settings.authority(http.clone()),
        http,
    };
    let done = connecting.run(&mut std::io::stdin().lock(), &mut std::io::stdout()).await;
    opened.close().await;
    done
}

/// What connecting needs.
#[derive(Debug)]
pub struct Connecting<'a> {
    pub db: &'a PgPool,
    pub vault: &'a Vault,
    pub clock: &'a Clock,
    pub account: AccountId,
    pub settings: &'a config::ZaloOa,
    /// Where its events are to be brought.
    pub hook_path: String,
    pub authority: Authority,
    pub http: reqwest::Client,
}

impl Connecting<'_> {
    /// Asks on `output`, reads what the operator pastes from `input`, and keeps the tokens.
    ///
    /// # Errors
    /// If the operator gives up, or Zalo does.
    pub async fn run(
        &self,
        input: &mut impl BufRead,
        output: &mut impl Write,
    ) -> anyhow::Result<()> {
        let state = clock::fresh_token();
        let verifier = self.settings.code_verifier.clone();
        let fixed = verifier.is_some();
        let verifier = verifier.unwrap_or_else(|| CodeVerifier::from_chance(&clock::fresh_token()));
        self.explain(&verifier, fixed, &state, output)?;
        loop {
            write!(output, "\nPaste it here, and press Enter: ")?;
            output.flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 {
                bail!("Nothing was pasted, and nothing was changed.");
            }
            match self.take(&line, &verifier, fixed, &state).await {
                Ok((pair, about)) => return self.keep(&pair, about, output).await,
                Err(problem) => writeln!(output, "{problem}")?,
            }
        }
    }

    fn explain(
        &self,
        verifier: &CodeVerifier,
        fixed: bool,
        state: &str,
        output: &mut impl Write,
    ) -> anyhow::Result<()> {
        let oa_id = &self.settings.oa_id;
        writeln!(output, "Connecting the Official Account {oa_id}.\n")?;
        let Some(redirect) = &self.settings.redirect_url else {
            writeln!(
                output,
                "ZALO_OA_REDIRECT_URL is not set, so the tokens come from Zalo's API Explorer:\n\
                 1. Open https://developers.zalo.me/tools/explorer and choose your application.\n\
                 2. Choose the OA access token, sign in as an administrator of the account, and agree.\n\
                 3. Copy the refresh token (not the access token) and paste it as\n   \
                 refresh_token=…"
            )?;
            return Ok(());
        };
        if fixed {
            writeln!(
                output,
                "1. In your application on https://developers.zalo.me, under Official Account, set\n   \
                 the callback address: {redirect}\n   \
                 the code challenge:   {}\n\
                 2. Open the permission link that the console shows then, signed in to Zalo as an\n   \
                 administrator of the account, and agree.",
                verifier.challenge(),
            )?;
        } else {
            writeln!(
                output,
                "1. In your application on https://developers.zalo.me, under Official Account, see that\n   \
                 the callback address is {redirect}\n\
                 2. Open this link, signed in to Zalo as an administrator of the account, and agree:\n   \
                 {}",
                self.authority.consent_page(redirect, verifier, state),
            )?;
        }
        writeln!(
            output,
            "3. The browser then shows an address that begins with {redirect}\n   \
             Whether there is a page does not matter. Copy the whole address, within ten minutes.\n\n\
             Instead of it you can paste a refresh token made in the API Explorer, as refresh_token=…"
        )?;
        Ok(())
    }

    /// Makes a pair of what was pasted, and sees whose it is. A problem is told, and the operator
    /// tries once more.
    async fn take(
        &self,
        line: &str,
        verifier: &CodeVerifier,
        fixed: bool,
        state: &str,
    ) -> Result<(Pair, Option<About>), String> {
        let pair = match pasted(line) {
            Pasted::Code { oa_id: Some(other), .. } if other != self.settings.oa_id => {
                return Err(self.other_account(&other));
            }
            // The console's own link has a state of its own.
            Pasted::Code { state: Some(other), .. } if other != state && !fixed => {
                return Err("This address belongs to an earlier attempt. Open the link above, and paste the address that you get then.".to_owned());
            }
            Pasted::Code { code, .. } => self.authority.exchange(&code, verifier).await,
            Pasted::Refresh(token) => self.authority.refresh(&token).await,
            Pasted::NotAgreed { error } => {
                return Err(format!("Zalo says {error}: {}", advice(&error)));
            }
            Pasted::Unreadable => {
                return Err("This is neither the address of step 3 nor a refresh token. Copy the whole line from the browser's address bar.".to_owned());
            }
        };
        let pair = pair.map_err(|error| match error {
            GrantError::Refused { code, name } => {
                format!("Zalo says {code} {name}: {}", advice(&code.to_string()))
            }
            GrantError::Unsent { why } => {
                format!("Zalo cannot be reached ({why}). What you pasted is still good: paste it once more.")
            }
            GrantError::Unclear { why } => {
                format!("Zalo gave no answer ({why}). Paste the same once more; if it is used up, begin again with the link.")
            }
        })?;
        match self.about(&pair).await {
            Ok(about) if about.oa_id.is_empty() || about.oa_id == self.settings.oa_id => {
                Ok((pair, Some(about)))
            }
            Ok(about) => Err(self.other_account(&about.oa_id)),
            // There is no second copy of the pair; `doctor` looks again.
            Err(_) => Ok((pair, None)),
        }
    }

    fn other_account(&self, other: &str) -> String {
        format!(
            "These are tokens of the Official Account {other}, but ZALO_OA_ID is {}. Sign in as an administrator of that one, or change ZALO_OA_ID.",
            self.settings.oa_id
        )
    }

    async fn about(&self, pair: &Pair) -> Result<About, Failure> {
        about(self.http.clone(), self.settings, pair.access.clone()).await
    }

    async fn keep(
        &self,
        pair: &Pair,
        about: Option<About>,
        output: &mut impl Write,
    ) -> anyhow::Result<()> {
        let (access, refresh) = work::oa_token::seal(self.vault, pair);
        let now = self.clock.now();
        let until = now + pair.life;
        let mut db = self.db.acquire().await?;
        oa_token::connect(&mut db, self.account, &access, &refresh, now, until)
            .await
            .context("the tokens could not be kept; run this once more")?;
        drop(db);
        let name = about.map(|about| about.name).filter(|name| !name.is_empty());
        writeln!(
            output,
            "\nConnected{}. The tokens are kept encrypted, and renewed by the service itself.\n\n\
             Under Webhook in the same console, set the address https://<your host>{}\n\
             and switch on: follow, unfollow, user_submit_info, and every user_send_… event but\n\
             those of groups. `sangkien doctor` looks whether all is well.",
            name.map(|name| format!(": {name}")).unwrap_or_default(),
            self.hook_path,
        )?;
        Ok(())
    }
}

/// Asks Zalo whose this access token is.
pub(super) async fn about(
    http: reqwest::Client,
    settings: &config::ZaloOa,
    access: Token,
) -> Result<About, Failure> {
    settings.channel(http, zalo_oa::only(access)).about().await
}

/// What to do about an error of the consent page or the token server.
fn advice(code: &str) -> &'static str {
    match code.trim() {
        "-14002" => "the application is not active; activate it in the console.",
        "-14003" => {
            "the callback address is another one than the console has; make ZALO_OA_REDIRECT_URL the same to the letter."
        }
        "-14004" => "ZALO_OA_APP_SECRET is not the secret of this application.",
        "-14010" => "the code belongs to another link; open the link above once more.",
        "-14020" => "this refresh token is used up; make a new one.",
        _ => "the code may be used up or older than ten minutes; open the link above once more.",
    }
}
