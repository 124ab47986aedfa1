//! The public page under load: the real service as a process of its own, over a campaign as large
//! as the real one, asked by clients on the same machine.
//!
//! ```text
//! scripts/with-postgres cargo bench --no-default-features --bench page -- --all
//! ```

#[path = "counts/made_up.rs"]
mod made_up;
#[path = "../tests/support/organisation.rs"]
mod organisation;

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Parser;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// What to load.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(flatten)]
    size: made_up::Size,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

const DATABASE: &str = "sangkien_page";

/// People who have the page open while others load it.
const LISTENERS: usize = 500;

/// How long each question is asked.
const LONG: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let server = std::env::var("TEST_DATABASE_URL").context(
        "TEST_DATABASE_URL is not set; use scripts/with-postgres cargo bench --bench page",
    )?;
    let total = arguments.size.initiatives();
    let db = made_up::database(&server, DATABASE).await?;
    let started = Instant::now();
    let units = made_up::units(&db, arguments.size.units).await?;
    made_up::campaign(&db, &units, total).await?;
    db.close().await;
    println!("loaded: {total} initiatives, {} units in {:.0?}", units.len(), started.elapsed());

    let mut url: url::Url = server.parse()?;
    url.set_path(DATABASE);
    let started = Instant::now();
    let (service, address) = serve(url.as_str()).await?;
    println!("first page after {:.1?}", started.elapsed());
    let listeners = listen(address).await?;
    println!("{LISTENERS} people have it open");

    ask(address, "the page, 32 clients without pause", "/", 32, Duration::ZERO).await?;
    let pause = Duration::from_millis(20);
    ask(address, "the page, 16 clients with pauses", "/", 16, pause).await?;
    for (what, path) in [
        ("league table, units of the root", "/bang-xep-hang"),
        ("league table, every unit", "/bang-xep-hang?all=1"),
        (
            "league table, every unit by target, page 100",
            "/bang-xep-hang?all=1&order=target&page=100",
        ),
        ("league table, a search", "/bang-xep-hang?q=cong%20ty"),
        ("provinces as JSON", "/api/v1/provinces"),
    ] {
        ask(address, what, path, 2, pause).await?;
    }
    drop(listeners);
    drop(service);
    let mut maintenance = PgConnection::connect(&server).await?;
    let statement = format!("drop database {DATABASE} with (force)");
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut maintenance).await?;
    Ok(())
}

/// The service; ended with this.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the service and waits for its first page.
async fn serve(database: &str) -> anyhow::Result<(Service, SocketAddr)> {
    // A port that was free a moment ago. Telegram is nowhere; the page does not need it.
    let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
    let child = Command::new(env!("CARGO_BIN_EXE_sangkien"))
        .arg("serve")
        .current_dir(std::env::temp_dir())
        .env("DATABASE_URL", database)
        .env("DATA_KEY", "00".repeat(32))
        .env("TELEGRAM_BOT_TOKEN", "7000:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        .env("TELEGRAM_API_URL", "http://127.0.0.1:1")
        .env("HTTP_LISTEN", address.to_string())
        .env("LOG", "off")
        .stdin(Stdio::null())
        .spawn()?;
    let service = Service(child);
    let deadline = Instant::now() + Duration::from_mins(2);
    loop {
        anyhow::ensure!(Instant::now() < deadline, "the page does not come");
        tokio::time::sleep(Duration::from_millis(100)).await;
        let Ok(mut stream) = TcpStream::connect(address).await else { continue };
        let (_, status, _) = get(&mut stream, "/", 0).await?;
        if status == 200 {
            return Ok((service, address));
        }
    }
}

/// Opens the stream of the headline as often as pages are open.
async fn listen(address: SocketAddr) -> anyhow::Result<JoinSet<()>> {
    let mut listeners = JoinSet::new();
    for _ in 0..LISTENERS {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n").await?;
        listeners.spawn(async move {
            let mut heard = [0; 4_096];
            while stream.read(&mut heard).await.is_ok_and(|count| count > 0) {}
        });
    }
    Ok(listeners)
}

/// Asks again and again from several clients, and prints how it went.
async fn ask(
    address: SocketAddr,
    what: &str,
    path: &'static str,
    clients: usize,
    pause: Duration,
) -> anyhow::Result<()> {
    let mut asking = JoinSet::new();
    let started = Instant::now();
    for client in 0..clients {
        asking.spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let mut times = Vec::new();
            let mut bytes = 0;
            while started.elapsed() < LONG {
                // Everybody is somebody else, or the limit of one client would be measured.
                let (first, status, length) =
                    get(&mut stream, path, times.len() * clients + client).await?;
                anyhow::ensure!(status == 200, "{path} was answered with {status}");
                times.push(first);
                bytes = length;
                tokio::time::sleep(pause).await;
            }
            anyhow::Ok((times, bytes))
        });
    }
    let mut times = Vec::new();
    let mut bytes = 0;
    while let Some(asked) = asking.join_next().await {
        let (own, length) = asked??;
        times.extend(own);
        bytes = length;
    }
    let seconds = started.elapsed().as_secs_f64();
    times.sort_unstable();
    let percentile = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    println!(
        "{what}: {:.0} a second, first byte {:.2} ms at the median, {:.2} ms at p99, {:.1} KB each",
        times.len() as f64 / seconds,
        percentile(50),
        percentile(99),
        bytes as f64 / 1e3,
    );
    Ok(())
}

/// One request on a kept connection: the time to the first byte, the status, the length.
async fn get(
    stream: &mut TcpStream,
    path: &str,
    client: usize,
) -> anyhow::Result<(Duration, u16, usize)> {
    let [_, a, b, c] = u32::try_from(client)?.to_be_bytes();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nX-Forwarded-For: 10.{a}.{b}.{c}\r\n\r\n"
    );
    let started = Instant::now();
    stream.write_all(request.as_bytes()).await?;
    let mut answer = vec![0; 64 * 1024];
    let mut filled = stream.read(&mut answer).await?;
    let first = started.elapsed();
    let end = loop {
        anyhow::ensure!(filled > 0 && filled < answer.len(), "the service went away");
        if let Some(end) = answer[..filled].windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        filled += stream.read(&mut answer[filled..]).await?;
    };
    let head = std::str::from_utf8(&answer[..end])?.to_ascii_lowercase();
    let status = head.split(' ').nth(1).unwrap_or_default().parse()?;
    let length: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap_or("0")
        .parse()?;
    anyhow::ensure!(end + length <= answer.len(), "an answer is larger than expected");
    while filled < end + length {
        let more = stream.read(&mut answer[filled..]).await?;
        anyhow::ensure!(more > 0, "the service went away");
        filled += more;
    }
    Ok((first, status, length))
}
