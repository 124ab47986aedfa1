//! The whole service: web hook, PostgreSQL, talk, outbox, a fake Telegram, and a clock that
//! stands still.

#[path = "../support/app/mod.rs"]
mod app;
#[path = "../support/campaign.rs"]
mod campaign;
#[path = "../support/database.rs"]
mod database;
#[expect(dead_code, reason = "each test uses its part of it")]
#[path = "../support/fake_telegram/mod.rs"]
mod fake_telegram;
#[path = "../support/fake_zalo_bot/mod.rs"]
mod fake_zalo_bot;
#[expect(dead_code, reason = "each test uses its part of it")]
#[path = "../support/fake_zalo_oa/mod.rs"]
mod fake_zalo_oa;
#[path = "../support/file_host.rs"]
mod file_host;
#[path = "../support/numbers.rs"]
mod numbers;
#[expect(dead_code, reason = "the engine's own test compares letter by letter, and writes anew")]
#[path = "../support/transcript.rs"]
mod transcript;

mod audit;
mod campaigns;
mod counts;
mod desk;
mod dialogues;
mod file_links;
mod files;
mod input;
mod linking;
mod lost_answers;
mod mentions;
mod outages;
mod own_data;
mod plain;
mod pressure;
mod privacy;
mod program;
mod public;
mod server;
mod settings;
mod storms;
mod terminal;
mod transcripts;
mod two_processes;
mod zalo;
mod zalo_files;
mod zalo_oa;
mod zalo_oa_dialogues;

use fake_telegram::loopback;
