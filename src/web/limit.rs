//! How much one client may ask of what is worked out anew for each request.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

/// How many requests a client may make at once after a while of silence. A whole factory may
/// share one address.
const BURST: NonZeroU32 = NonZeroU32::new(120).expect("it is not zero");

/// How many requests a second a client may keep making.
const EACH_SECOND: NonZeroU32 = NonZeroU32::new(10).expect("it is not zero");

/// Clients remembered before those that have been silent are forgotten.
const REMEMBERED: usize = 50_000;

/// Counts each client's requests.
#[derive(Clone, Debug)]
pub struct Limit {
    clients: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    clock: DefaultClock,
    proxies: usize,
}

/// Who is at the other end of the connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

impl Limit {
    /// `proxies` is how many proxies of ours stand before the service, each of which appends to
    /// `X-Forwarded-For` whom it was asked by.
    #[must_use]
    pub fn new(proxies: usize) -> Self {
        let quota = Quota::per_second(EACH_SECOND).allow_burst(BURST);
        let clients = Arc::new(DefaultKeyedRateLimiter::keyed(quota));
        Self { clients, clock: DefaultClock::default(), proxies }
    }

    /// Seconds to wait, where the client asks too much.
    fn wait(&self, client: IpAddr) -> Option<u64> {
        if self.clients.len() > REMEMBERED {
            self.clients.retain_recent();
        }
        let refused = self.clients.check_key(&network(client)).err()?;
        Some(refused.wait_time_from(self.clock.now()).as_secs() + 1)
    }
}

/// Lets through what a client may ask, and asks it to wait otherwise.
pub async fn hold(State(limit): State<Limit>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
    let client = peer.map(|peer| client(peer, request.headers(), limit.proxies));
    match client.and_then(|client| limit.wait(client)) {
        None => next.run(request).await,
        Some(seconds) => {
            let wait = [(header::RETRY_AFTER, seconds.to_string())];
            (StatusCode::TOO_MANY_REQUESTS, wait, "too many requests\n").into_response()
        }
    }
}

/// Whose request it is: what the outermost of our proxies saw. A header from somebody who does
/// not stand in our own network is somebody's word about themselves.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: usize) -> IpAddr {
    const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");
    if proxies == 0 || !is_near(peer) {
        return peer;
    }
    let lines = headers.get_all(FORWARDED).iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    hops.len()
        .checked_sub(proxies)
        .and_then(|at| hops.get(at))
        .and_then(|hop| hop.parse().ok())
        .unwrap_or(peer)
}

fn is_near(peer: IpAddr) -> bool {
    match peer.to_canonical() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}

/// One subscriber: an IPv4 address, or the 64 bits of an IPv6 address within which a client
/// chooses freely.
fn network(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn forwarded(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", value.parse().unwrap());
        headers
    }

    #[test]
    fn the_client_is_whom_our_outermost_proxy_saw() {
        let proxy = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let stranger: IpAddr = "203.0.113.7".parse().unwrap();
        let visitor: IpAddr = "198.51.100.9".parse().unwrap();
        let said = forwarded("1.1.1.1, 198.51.100.9");
        assert_eq!(client(proxy, &said, 1), visitor);
        assert_eq!(client(proxy, &forwarded("198.51.100.9, 10.0.0.2"), 2), visitor);
        assert_eq!(client(stranger, &said, 1), stranger, "a stranger's word about itself");
        assert_eq!(client(proxy, &said, 0), proxy);
        assert_eq!(client(proxy, &said, 3), proxy);
        assert_eq!(client(proxy, &HeaderMap::new(), 1), proxy);
        assert_eq!(client(proxy, &forwarded("unknown"), 1), proxy);
    }

    #[test]
    fn a_client_cannot_multiply_within_its_own_network() {
        let one: IpAddr = "2001:db8:1:2::1".parse().unwrap();
        let other: IpAddr = "2001:db8:1:2:ffff::9".parse().unwrap();
        assert_eq!(network(one), network(other));
        assert_ne!(network(one), network("2001:db8:1:3::1".parse().unwrap()));
    }
}
