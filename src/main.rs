//! The verbs. Each is a few lines here and lives in `sangkien::app`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sangkien::app::{
    audit, campaign, doctor, health, keys, officer, person, serve, snapshot, unit, webhook, zalo_oa,
};
use sangkien::clock::Clock;
use sangkien::config::{Account, Config};
use sangkien::{parse, telemetry};

/// The chat channel of "Một triệu sáng kiến".
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// Without a verb: `serve` where an account is configured, else `console`.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Serves the configured accounts.
    Serve,
    /// Holds the talk in this terminal, with a demonstration campaign.
    Console,
    /// Brings the tables of the database up to date.
    Migrate,
    /// Changes the keys under which personal data is encrypted.
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Makes officers.
    #[command(subcommand)]
    Officer(officer::OfficerCommand),
    /// Gives a person everything about them, or erases it.
    #[command(subcommand)]
    Person(person::PersonCommand),
    /// Keeps campaigns, their phases, clusters and targets.
    #[command(subcommand)]
    Campaign(campaign::CampaignCommand),
    /// Keeps the tree of units, their links and posters.
    #[command(subcommand)]
    Unit(unit::UnitCommand),
    /// Says how the platforms' updates are delivered.
    #[command(subcommand)]
    Webhook(webhook::WebhookCommand),
    /// Connects an Official Account of Zalo.
    #[command(subcommand)]
    ZaloOa(zalo_oa::ZaloOaCommand),
    /// Looks at everything that the service needs, and says what to do.
    Doctor,
    /// Asks the service that runs on this machine whether it can do its work.
    Health,
    /// Counts everything anew from what happened, and compares it with the results.
    Verify,
    /// Counts everything anew and keeps that: after an upgrade from a version without counts.
    Recount,
    /// Seals the days that are over. The running service does it by itself.
    Seal,
    /// Keeps the results as they were at an instant, for an award.
    #[command(subcommand)]
    Snapshot(snapshot::SnapshotCommand),
    /// Checks a receipt that the bot gave. Needs no database.
    VerifyReceipt(audit::ReceiptFile),
    /// Shows what the program understands of what people type.
    Parse(parse::ParseArgs),
}

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    match &cli.verb {
        Some(Verb::VerifyReceipt(file)) => {
            return audit::verify_receipt(file, &mut std::io::stdout());
        }
        Some(Verb::Parse(args)) => return Ok(parse::run(args, Clock::system().now())?),
        Some(Verb::Doctor) => return doctor::run(&Config::load(), &Clock::system()).await,
        _ => {}
    }
    let config = Config::load()?;
    if matches!(cli.verb, Some(Verb::Health)) {
        return health::run(&config).await;
    }
    let talks_to_people = !config.accounts.is_empty();
    let verb = cli.verb.unwrap_or(if talks_to_people { Verb::Serve } else { Verb::Console });
    // In a terminal the talk has the screen to itself.
    let quiet = if matches!(verb, Verb::Console) { "error" } else { "info" };
    telemetry::log(config.log_filter.as_deref().unwrap_or(quiet), config.log_format);
    match verb {
        Verb::Serve => serve::serve(&config).await,
        Verb::Console => serve::try_out(&config).await,
        Verb::Migrate => {
            let opened = serve::Opened::open(&config).await?;
            opened.close().await;
            println!("The tables are up to date.");
            Ok(())
        }
        Verb::Keys(keys::KeysCommand::Rotate) => {
            let opened = serve::Opened::open(&config).await?;
            let done = keys::rotate(&opened.db, &opened.vault, &Clock::system()).await;
            opened.close().await;
            done
        }
        Verb::Officer(officer::OfficerCommand::Invite(invite)) => {
            let opened = serve::Opened::open(&config).await?;
            let settings = config.settings();
            let life = settings.invitation_life;
            let bases: Vec<String> =
                config.accounts.iter().filter_map(Account::link_base).collect();
            let done = officer::invite(&opened.db, &Clock::system(), life, &bases, &invite).await;
            opened.close().await;
            done
        }
        Verb::Person(command) => {
            let opened = serve::Opened::open(&config).await?;
            let (db, vault, clock) = (&opened.db, &opened.vault, Clock::system());
            let files = || Ok(config.open_files()?.store);
            let (mut input, mut out) = (std::io::stdin().lock(), std::io::stdout());
            let done = person::run(db, vault, &clock, files, &command, &mut input, &mut out).await;
            opened.close().await;
            done
        }
        Verb::Campaign(command) => {
            let opened = serve::Opened::open(&config).await?;
            let clock = Clock::system();
            let done = campaign::run(&opened.db, &clock, command, &mut std::io::stdout()).await;
            opened.close().await;
            done
        }
        Verb::Unit(command) => {
            let opened = serve::Opened::open(&config).await?;
            let clock = Clock::system();
            let bot = config.bot_username();
            let done = unit::run(&opened.db, &clock, bot, command, &mut std::io::stdout()).await;
            opened.close().await;
            done
        }
        Verb::Webhook(command) => webhook::run(&config, &command).await,
        Verb::Verify => {
            let opened = serve::Opened::open(&config).await?;
            let connections = opened.connections;
            let done = audit::verify(&opened.db, connections, &mut std::io::stdout()).await;
            opened.close().await;
            done
        }
        Verb::Recount => {
            let opened = serve::Opened::open(&config).await?;
            let done = audit::recount(&opened.db, &mut std::io::stdout()).await;
            opened.close().await;
            done
        }
        Verb::Snapshot(command) => {
            let opened = serve::Opened::open(&config).await?;
            let now = Clock::system().now();
            let done = snapshot::run(&opened.db, now, command, &mut std::io::stdout()).await;
            opened.close().await;
            done
        }
        Verb::Seal => {
            let opened = serve::Opened::open(&config).await?;
            let now = Clock::system().now();
            let done = audit::seal(&opened.db, now, &mut std::io::stdout()).await;
            opened.close().await;
            done
        }
        Verb::ZaloOa(command) => zalo_oa::run(&config, &command).await,
        Verb::Doctor | Verb::Health | Verb::Parse(_) | Verb::VerifyReceipt(_) => Ok(()),
    }
}
