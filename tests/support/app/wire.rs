//! The wire between the service and PostgreSQL, which breaks when a test wants it to: after the
//! server has done what it was told, and before the service hears of it.

use std::sync::{Arc, Mutex, PoisonError};

use sangkien::work::Service;
use sqlx::postgres::PgPoolOptions;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The most that is read at once; no statement of these tests is longer.
const CHUNK: usize = 64 << 10;

/// A wire. Everything that is laid through it ends with the test's runtime.
pub struct Wire {
    listener: Arc<TcpListener>,
    losing: Losing,
}

/// Words of the statement whose answer is to be lost.
type Losing = Arc<Mutex<Option<&'static str>>>;

impl Wire {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        Self { listener: Arc::new(listener), losing: Losing::default() }
    }

    /// Leads a service's way to its database through this wire.
    pub fn lead(&self, service: &mut Service) {
        let options = service.db.connect_options();
        let server = (options.get_host().to_owned(), options.get_port());
        let (listener, losing) = (Arc::clone(&self.listener), Arc::clone(&self.losing));
        let port = listener.local_addr().expect("it is bound").port();
        tokio::spawn(async move {
            while let Ok((service, _)) = listener.accept().await {
                let server = TcpStream::connect(server.clone()).await.expect("the server answers");
                tokio::spawn(carry(service, server, Arc::clone(&losing)));
            }
        });
        // Every statement is told anew, so that its words are seen here.
        let options = options.as_ref().clone().host("127.0.0.1").port(port);
        let options = options.statement_cache_capacity(0);
        service.db = PgPoolOptions::new()
            .max_connections(6)
            .test_before_acquire(false)
            .connect_lazy_with(options);
    }

    /// Loses the answer to the next statement that has these words in it.
    pub fn lose_the_answer_to(&self, words: &'static str) {
        *self.losing.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
    }

    /// Whether the answer is lost.
    pub fn has_lost(&self) -> bool {
        self.losing.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }
}

/// What is next to be lost on one connection.
#[derive(PartialEq)]
enum Next {
    Nothing,
    /// The statement is prepared, and what comes next has it carried out.
    ItsAnswer,
    /// It is carried out.
    ThisAnswer,
}

/// Carries what is said, until an answer is lost or one side ends.
async fn carry(mut service: TcpStream, mut server: TcpStream, losing: Losing) {
    let (mut asked, mut answered) = (vec![0; CHUNK], vec![0; CHUNK]);
    let mut next = Next::Nothing;
    loop {
        tokio::select! {
            read = service.read(&mut asked) => {
                let Ok(length @ 1..) = read else { return };
                let said = &asked[..length];
                next = match next {
                    Next::ItsAnswer => Next::ThisAnswer,
                    _ if is_to_be_lost(said, &losing) => {
                        // What needs no preparing is carried out at once.
                        if said[0] == b'Q' { Next::ThisAnswer } else { Next::ItsAnswer }
                    }
                    next => next,
                };
                if server.write_all(said).await.is_err() {
                    return;
                }
            }
            read = server.read(&mut answered) => {
                let Ok(length @ 1..) = read else { return };
                if next == Next::ThisAnswer
                    || service.write_all(&answered[..length]).await.is_err()
                {
                    return;
                }
            }
        }
    }
}

/// Whether this is the statement; it is so once.
fn is_to_be_lost(said: &[u8], losing: &Losing) -> bool {
    let mut losing = losing.lock().unwrap_or_else(PoisonError::into_inner);
    let found = losing
        .is_some_and(|words| said.windows(words.len()).any(|window| window == words.as_bytes()));
    if found {
        *losing = None;
    }
    found
}
