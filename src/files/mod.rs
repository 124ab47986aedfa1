//! Where the bytes of files lie: a local folder, or an S3-compatible store, through
//! `object_store`. A file is named by the SHA-256 of its bytes, so that each content is there
//! once and can be checked.
//!
//! What may come in at all is judged in [`inspect`].

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::stream::BoxStream;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
use object_store::{
    ClientOptions, GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, RetryConfig,
};

use crate::domain::{ContentHash, PersonId};

mod compound;
mod image;
pub mod inspect;
mod zipped;

/// What the notes begin with that somebody was erased.
const ERASED: &str = "erased-";

/// How long one step of a transfer may take before the store counts as away.
const PATIENCE: Duration = Duration::from_mins(1);

/// Why the store did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum FileStoreError {
    /// The store cannot be reached, is full, or refuses us.
    #[error("the file store: {0}")]
    Store(#[from] object_store::Error),
    /// The folder cannot be used.
    #[error("the file store: {0}")]
    Folder(#[from] io::Error),
    /// No answer came.
    #[error("the file store does not answer")]
    Silent,
    /// What was written does not read as it was written.
    #[error("the file store gives back something else than it was given")]
    Corrupt,
}

/// What a bucket is reached with.
#[derive(Clone, PartialEq, Eq)]
pub struct Bucket {
    pub name: String,
    /// What every name begins with; may be empty.
    pub prefix: String,
    /// None: Amazon's own.
    pub endpoint: Option<String>,
    pub region: String,
    pub key_id: String,
    pub secret: String,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bucket").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The store of files.
#[derive(Clone)]
pub struct FileStore {
    store: Arc<dyn ObjectStore>,
    /// The same as `store`, where it is a folder.
    folder: Option<Arc<LocalFileSystem>>,
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileStore")
    }
}

impl FileStore {
    /// A folder, which is made if it is not there.
    pub fn folder(path: &Path) -> Result<Self, FileStoreError> {
        std::fs::create_dir_all(path)?;
        let folder = Arc::new(LocalFileSystem::new_with_prefix(path)?);
        Ok(Self { store: Arc::clone(&folder) as Arc<dyn ObjectStore>, folder: Some(folder) })
    }

    /// A bucket of an S3-compatible store. Nothing is asked of it yet.
    pub fn bucket(bucket: &Bucket) -> Result<Self, FileStoreError> {
        let builder = AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.key_id)
            .with_secret_access_key(&bucket.secret)
            // Whoever runs a store of their own may do so without TLS, beside this service.
            .with_client_options(ClientOptions::new().with_allow_http(true).with_timeout(PATIENCE))
            .with_retry(RetryConfig {
                max_retries: 2,
                retry_timeout: PATIENCE / 2,
                ..RetryConfig::default()
            });
        let builder = match &bucket.endpoint {
            Some(endpoint) => builder.with_endpoint(endpoint),
            None => builder,
        };
        let store = PrefixStore::new(builder.build()?, bucket.prefix.as_str());
        Ok(Self::over(Arc::new(store)))
    }

    /// A store that is gone with the process.
    #[must_use]
    pub fn memory() -> Self {
        Self::over(Arc::new(InMemory::new()))
    }

    /// Any other store.
    #[must_use]
    pub fn over(store: Arc<dyn ObjectStore>) -> Self {
        Self { store, folder: None }
    }

    /// Stores a content under its hash. Once this comes back, it is durable. Storing it again is
    /// harmless.
    pub async fn put(&self, hash: &ContentHash, content: Bytes) -> Result<(), FileStoreError> {
        self.put_at(&key(hash), content).await
    }

    async fn put_at(&self, key: &Key, content: Bytes) -> Result<(), FileStoreError> {
        patiently(async { Ok(self.store.put(key, content.into()).await?) }).await?;
        let Some(folder) = &self.folder else { return Ok(()) };
        // The folder's files would otherwise be on the disk some time later.
        let path = folder.path_to_filesystem(key)?;
        patiently(async {
            tokio::fs::File::open(&path).await?.sync_all().await?;
            if let Some(parent) = path.parent() {
                tokio::fs::File::open(parent).await?.sync_all().await?;
            }
            Ok(())
        })
        .await
    }

    /// The whole content.
    pub async fn get(&self, hash: &ContentHash) -> Result<Bytes, FileStoreError> {
        let key = key(hash);
        patiently(async { Ok(self.store.get(&key).await?.bytes().await?) }).await
    }

    /// A part of the content, as it comes. The range must lie within its size.
    pub async fn read(
        &self,
        hash: &ContentHash,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, object_store::Result<Bytes>>, FileStoreError> {
        let key = key(hash);
        if range.is_empty() {
            return Ok(Box::pin(futures::stream::empty()));
        }
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        patiently(async { Ok(self.store.get_opts(&key, options).await?.into_stream()) }).await
    }

    /// Removes a content; one that is not there is removed already.
    pub async fn delete(&self, hash: &ContentHash) -> Result<(), FileStoreError> {
        self.delete_at(&key(hash)).await
    }

    async fn delete_at(&self, key: &Key) -> Result<(), FileStoreError> {
        patiently(async {
            match self.store.delete(key).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// Notes that a person was erased. Once this comes back, it is durable.
    pub async fn note_erased(
        &self,
        person: PersonId,
        at: DateTime<Utc>,
    ) -> Result<(), FileStoreError> {
        self.put_at(&erased(person, at), Bytes::new()).await
    }

    /// The people who were erased, each with the second of it.
    pub async fn erased(&self) -> Result<Vec<(PersonId, DateTime<Utc>)>, FileStoreError> {
        let there = patiently(async { Ok(self.store.list_with_delimiter(None).await?) }).await?;
        let read = |name: &str| {
            let (person, at) = name.strip_prefix(ERASED)?.split_once('-')?;
            let at = DateTime::from_timestamp_secs(at.parse().ok()?)?;
            Some((PersonId(person.parse().ok()?), at))
        };
        Ok(there.objects.iter().filter_map(|one| read(one.location.filename()?)).collect())
    }

    /// Forgets that a person was erased then.
    pub async fn forget_erased(
        &self,
        person: PersonId,
        at: DateTime<Utc>,
    ) -> Result<(), FileStoreError> {
        self.delete_at(&erased(person, at)).await
    }

    /// Writes something, reads it again and removes it.
    pub async fn probe(&self) -> Result<(), FileStoreError> {
        const CONTENT: Bytes = Bytes::from_static(b"sangkien doctor");
        // Beside the folders of the contents: one that another user than the service's has made
        // would take no file of the service's.
        let key = Key::from("doctor");
        let read = patiently(async {
            self.store.put(&key, CONTENT.into()).await?;
            let read = self.store.get(&key).await?.bytes().await?;
            self.store.delete(&key).await?;
            Ok(read)
        })
        .await?;
        if read == CONTENT { Ok(()) } else { Err(FileStoreError::Corrupt) }
    }
}

/// Folders of a manageable size: the first two letters, and the whole.
fn key(hash: &ContentHash) -> Key {
    let name = hash.to_string();
    Key::from_iter([&name[..2], &name])
}

/// Beside the folders of the contents, as [`FileStore::probe`] does it.
fn erased(person: PersonId, at: DateTime<Utc>) -> Key {
    Key::from(format!("{ERASED}{}-{}", person.0, at.timestamp()))
}

async fn patiently<T>(
    step: impl Future<Output = Result<T, FileStoreError>>,
) -> Result<T, FileStoreError> {
    tokio::time::timeout(PATIENCE, step).await.unwrap_or(Err(FileStoreError::Silent))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use futures::TryStreamExt as _;

    use super::*;

    async fn keeps_what_it_is_given(files: &FileStore) {
        let content = Bytes::from("Kệ để chai nước".repeat(1_000));
        let hash = ContentHash::of(&content);
        files.put(&hash, content.clone()).await.unwrap();
        files.put(&hash, content.clone()).await.unwrap();
        assert_eq!(files.get(&hash).await.unwrap(), content);
        let part: Vec<Bytes> = files.read(&hash, 4..9).await.unwrap().try_collect().await.unwrap();
        assert_eq!(part.concat(), content[4..9]);
        let nothing = files.read(&hash, 0..0).await.unwrap().try_collect::<Vec<_>>().await.unwrap();
        assert!(nothing.is_empty());
        files.delete(&hash).await.unwrap();
        files.delete(&hash).await.unwrap();
        assert!(files.get(&hash).await.is_err());
        files.probe().await.unwrap();

        let erased = |number| (PersonId(number), DateTime::UNIX_EPOCH + TimeDelta::seconds(number));
        let (first, second) = (erased(12), erased(1_748_703_600));
        for (person, at) in [first, second, first] {
            files.note_erased(person, at).await.unwrap();
        }
        let mut noted = files.erased().await.unwrap();
        noted.sort_unstable();
        assert_eq!(noted, [first, second]);
        files.forget_erased(first.0, first.1).await.unwrap();
        assert_eq!(files.erased().await.unwrap(), [second]);
    }

    #[tokio::test]
    async fn every_kind_of_store_keeps_what_it_is_given() {
        let folder = tempfile::tempdir().unwrap();
        keeps_what_it_is_given(&FileStore::folder(&folder.path().join("new/files")).unwrap()).await;
        keeps_what_it_is_given(&FileStore::memory()).await;
    }

    #[tokio::test]
    #[ignore = "needs an S3-compatible server; scripts/bucket starts one and runs this"]
    async fn a_bucket_keeps_what_it_is_given() {
        let endpoint = std::env::var("TEST_BUCKET_ENDPOINT").expect("scripts/bucket sets it");
        let mut bucket = Bucket {
            name: "files".to_owned(),
            prefix: "a/folder".to_owned(),
            endpoint: Some(endpoint),
            region: "us-east-1".to_owned(),
            key_id: "key".to_owned(),
            secret: "secret".to_owned(),
        };
        keeps_what_it_is_given(&FileStore::bucket(&bucket).unwrap()).await;
        "missing".clone_into(&mut bucket.name);
        assert!(FileStore::bucket(&bucket).unwrap().probe().await.is_err());
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a file");
        std::fs::write(&file, "in the way").unwrap();
        assert!(FileStore::folder(&file).is_err());
    }
}
