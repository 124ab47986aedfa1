//! Pictures that were drawn a moment ago. A thousand people who ask at once see one picture.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::Mutex;

use super::png;
use crate::message::Picture;

/// Pictures that are kept: the newest of each language, and the ones before them, for which
/// messages are still on their way.
const KEPT: usize = 6;

/// The pictures drawn last.
#[derive(Clone, Debug, Default)]
pub struct Album {
    drawn: Arc<Mutex<VecDeque<(Picture, Bytes)>>>,
}

impl Album {
    /// The picture as a PNG, drawn by whoever asks for it first. None where drawing fails.
    pub async fn png(&self, picture: &Picture) -> Option<Bytes> {
        // The others wait here for the first, and for no longer than drawing takes.
        let mut drawn = self.drawn.lock().await;
        if let Some((_, png)) = drawn.iter().find(|(known, _)| known == picture) {
            return Some(png.clone());
        }
        let wanted = picture.clone();
        // Drawing is no work for a thread that answers people.
        let png = tokio::task::spawn_blocking(move || Bytes::from(png(&wanted))).await.ok()?;
        drawn.push_back((picture.clone(), png.clone()));
        if drawn.len() > KEPT {
            drawn.pop_front();
        }
        Some(png)
    }
}
