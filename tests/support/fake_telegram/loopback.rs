//! Clients that cannot leave this machine.

use std::sync::Arc;

use reqwest::dns::{Name, Resolve, Resolving};

/// A client that looks no name up, so that it reaches literal addresses only; the tests name
/// none but loopback.
pub fn client(builder: reqwest::ClientBuilder) -> reqwest::Client {
    let client = builder.no_proxy().dns_resolver(Arc::new(Nowhere)).build();
    client.expect("a client needs nothing from outside")
}

struct Nowhere;

impl Resolve for Nowhere {
    fn resolve(&self, name: Name) -> Resolving {
        let refusal = format!("a test looks up {}", name.as_str());
        Box::pin(std::future::ready(Err(refusal.into())))
    }
}
