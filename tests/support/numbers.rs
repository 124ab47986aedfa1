//! The numbers that one test brings about, as an operator's instruments read them.

use metrics::LocalRecorderGuard;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// What was measured on this thread since [`Numbers::start`]. A test's runtime has one thread, so
/// that is everything.
pub struct Numbers {
    read: PrometheusHandle,
    _until_dropped: LocalRecorderGuard<'static>,
}

impl Numbers {
    /// Measures from now on.
    pub fn start() -> Self {
        // It is small, and the process ends with its tests.
        let recorder = Box::leak(Box::new(PrometheusBuilder::new().build_recorder()));
        Self {
            read: recorder.handle(),
            _until_dropped: metrics::set_default_local_recorder(recorder),
        }
    }

    /// A number, by its name and what stands in braces behind it; none if it was never told.
    pub fn get(&self, number: &str) -> Option<f64> {
        let text = self.read.render();
        let value = text.lines().find_map(|line| line.strip_prefix(number)?.strip_prefix(' '));
        value.map(|value| value.parse().expect("it is a number"))
    }
}
