//! `sangkien health`: asks the service that runs beside it how it is, for a container's health
//! check. An image of the service alone has nothing else that could ask.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::config::Config;

/// Longer than the service itself takes to say that its database is away.
const PATIENCE: Duration = Duration::from_secs(4);

/// Asks whether the service can do its work.
///
/// # Errors
/// If it cannot, or nobody answers; the line says which.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let Some(address) = config.http_listen else {
        bail!("HTTP_LISTEN is off, so nobody can be asked.");
    };
    let answer = ask(address, "/readyz").await?;
    println!("{}", answer.trim_end());
    Ok(())
}

/// What the service that listens on `address` answers, where it is well.
///
/// # Errors
/// If it does not answer, or says that something is missing.
pub async fn ask(address: SocketAddr, path: &str) -> anyhow::Result<String> {
    let client = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build()?;
    let url = format!("http://{}{path}", reachable(address));
    let answer = client.get(url).send().await.with_context(|| {
        format!("nobody answers on {address}; does the service run, with this HTTP_LISTEN?")
    })?;
    let well = answer.status().is_success();
    let text = answer.text().await?;
    if well { Ok(text) } else { bail!("{}", text.trim_end()) }
}

/// Whoever listens everywhere is asked on this machine.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}
