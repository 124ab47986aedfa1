//! The whole log of one test, down to the last detail and before anything is masked in it.

use std::io::{self, Write};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use tracing::Dispatch;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::DefaultGuard;

/// What was logged on this thread since [`Log::start`]. A test's runtime has one thread, so that
/// is everything.
pub struct Log {
    written: Written,
    _until_dropped: DefaultGuard,
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

/// Listens beside every test, to nothing: while there is one listener alone, whether anybody
/// listens is asked of the thread that comes first, and that may be a test's without a log.
static SECOND: LazyLock<Dispatch> = LazyLock::new(|| {
    let deaf = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_writer(io::sink);
    Dispatch::new(deaf.finish())
});

impl Log {
    /// Listens from now on.
    pub fn start() -> Self {
        LazyLock::force(&SECOND);
        let written = Written::default();
        let writer = written.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        Self { written, _until_dropped: tracing::subscriber::set_default(subscriber) }
    }

    /// Everything.
    pub fn text(&self) -> String {
        let written = self.written.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&written).into_owned()
    }

    /// The lines that call for an operator.
    pub fn errors(&self) -> Vec<String> {
        let text = self.text();
        let errors = text.lines().filter(|line| line.contains(" ERROR "));
        errors.map(str::to_owned).collect()
    }

    /// The first line that has these words in it.
    pub fn line_with(&self, words: &str) -> Option<String> {
        self.text().lines().find(|line| line.contains(words)).map(str::to_owned)
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
