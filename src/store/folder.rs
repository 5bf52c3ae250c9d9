//! A store's folder: the marker file that makes it one, and the lock that keeps writers apart.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::Path;

use oxigraph::model::NamedNode;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::rdf::iri::Iris;

/// Name of the marker file.
pub(super) const MARKER: &str = "gongtu-store.json";
/// Name of the decisions file, when no other is named: it outlives the graph beside it.
pub const DECISIONS: &str = "decisions.toml";
/// How names of files begin that are not yet complete.
const TEMPORARY: &str = ".tmp";
/// Name of the lock file.
const LOCK: &str = "lock";
/// Snapshot of the in-memory form.
pub(super) const SNAPSHOT: &str = "graph.nq.zst";
/// Folder of the on-disk form.
pub(super) const ROCKSDB: &str = "rocksdb";
/// Layout of the folder, and shape of the graph in it.
const FORMAT: u32 = 2;

/// How a store keeps its graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// In memory while in use, one snapshot file in between.
    Memory,
    /// Oxigraph on RocksDB.
    Rocksdb,
}

impl Form {
    /// Its name in the marker file and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Rocksdb => "rocksdb",
        }
    }
}

/// What the marker file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// Version of the folder's layout.
    pub format: u32,
    /// How the graph is kept.
    pub form: Form,
    /// Base of the entities' IRIs.
    pub base: String,
    /// Version of the program that wrote last.
    pub written_by: String,
}

impl Marker {
    pub(super) fn new(form: Form, iris: &Iris) -> Self {
        let written_by = env!("CARGO_PKG_VERSION").to_owned();
        Self { format: FORMAT, form, base: iris.base().to_owned(), written_by }
    }

    /// The graph of records.
    pub(super) fn records(&self) -> NamedNode {
        Iris::with_base(&self.base).records()
    }

    /// Older layouts can be asked, but not added to.
    pub(super) fn must_be_current(&self, folder: &Path) -> Result<()> {
        if self.format == FORMAT {
            return Ok(());
        }
        let message = format!(
            "written by gongtu {} in layout {}, which can be asked but not added to; build it anew in an empty folder",
            self.written_by, self.format
        );
        Err(refuse(folder, &message))
    }

    pub(super) fn stamp(&mut self) {
        env!("CARGO_PKG_VERSION").clone_into(&mut self.written_by);
    }

    /// Reads the marker of a folder.
    ///
    /// # Errors
    /// When the folder is missing, is no store, or was written by a newer program.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(MARKER);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(_) if !folder.exists() => return Err(refuse(folder, NO_FOLDER)),
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(refuse(folder, NO_STORE)),
            Err(source) if folder.is_file() => {
                let _ = source;
                return Err(refuse(folder, "this is a file; a store is a folder"));
            }
            Err(source) => return Err(Error::Io { path, source }),
        };
        let marker: Self =
            serde_json::from_str(&text).map_err(|e| refuse(&path, &format!("the marker file is damaged: {e}")))?;
        if marker.format > FORMAT {
            let message = format!(
                "written by gongtu {} in layout {}; this program knows layouts up to {FORMAT}",
                marker.written_by, marker.format
            );
            return Err(refuse(folder, &message));
        }
        Ok(marker)
    }

    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self).map_err(|e| refuse(folder, &e.to_string()))?;
        replace_file(folder, MARKER, |file| file.write_all(text.as_bytes()).and_then(|()| file.write_all(b"\n")))
    }

    /// Whether the store is what the caller wants.
    pub(super) fn must_fit(&self, folder: &Path, form: Option<Form>, iris: &Iris) -> Result<()> {
        if let Some(form) = form.filter(|form| *form != self.form) {
            let message = format!(
                "the store has the form {}, not {}; turn it with: gongtu store --store {} --to {}",
                self.form.as_str(),
                form.as_str(),
                folder.display(),
                form.as_str()
            );
            return Err(refuse(folder, &message));
        }
        if self.base != iris.base() && iris.base() != crate::rdf::iri::DEFAULT_BASE {
            return Err(refuse(folder, &format!("the store's entities live under {}, not {}", self.base, iris.base())));
        }
        Ok(())
    }
}

const NO_FOLDER: &str = "there is no store here; make one with: gongtu build INPUT… --store DIR";
const NO_STORE: &str = "this folder is not a gongtu store (it has no gongtu-store.json)";

fn refuse(path: &Path, message: &str) -> Error {
    Error::Store { path: path.to_owned(), message: message.to_owned() }
}

fn io(path: &Path) -> impl Fn(std::io::Error) -> Error + '_ {
    move |source| Error::Io { path: path.to_owned(), source }
}

/// Makes sure that a folder is a store or can become one; says whether it is new.
pub(super) fn prepare(folder: &Path) -> Result<bool> {
    if folder.join(MARKER).exists() {
        return Ok(false);
    }
    if folder.is_file() {
        return Err(refuse(folder, "this is a file; a store is a folder"));
    }
    std::fs::create_dir_all(folder).map_err(io(folder))?;
    // A database beside a lock and without a marker is that of a writer that was killed while it made the store.
    let begun = folder.join(LOCK).exists();
    let foreign = std::fs::read_dir(folder).map_err(io(folder))?.filter_map(std::result::Result::ok).any(|entry| {
        entry.file_name() != LOCK
            && entry.file_name() != DECISIONS
            && !entry.file_name().to_string_lossy().starts_with(TEMPORARY)
            && !(begun && entry.file_name() == ROCKSDB)
    });
    if foreign {
        return Err(refuse(folder, "this folder holds other files and is not a gongtu store; name a new or empty one"));
    }
    Ok(true)
}

/// Takes the store for writing.
pub(super) fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = opened.map_err(|error| match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            refuse(folder, &format!("the store can be asked, but not changed by you: {error}"))
        }
        _ => io(&path)(error),
    })?;
    settle(folder, patiently(|| file.try_lock()))?;
    sweep(folder);
    Ok(file)
}

/// Removes what writers that were killed left half written. Only who holds the lock may do so.
fn sweep(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(std::result::Result::ok);
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(TEMPORARY)) {
        // What cannot be removed does no harm but take space.
        let _ = std::fs::remove_file(entry.path());
    }
}

/// Takes the store for reading beside other readers.
pub(super) fn lock_shared(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let file = File::open(&path).map_err(io(&path))?;
    settle(folder, patiently(|| file.try_lock_shared())).map(|()| file)
}

/// Tries for a moment: a process that this one is just starting holds a lock that was given back until it has begun, for
/// it has inherited the open file.
fn patiently(take: impl Fn() -> std::result::Result<(), TryLockError>) -> std::result::Result<(), TryLockError> {
    for _ in 0..20 {
        match take() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(std::time::Duration::from_millis(10)),
            settled => return settled,
        }
    }
    take()
}

fn settle(folder: &Path, taken: std::result::Result<(), TryLockError>) -> Result<()> {
    match taken {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            Err(refuse(folder, "the store is in use by another gongtu; wait until it has finished"))
        }
        Err(TryLockError::Error(source)) => Err(Error::Io { path: folder.join(LOCK), source }),
    }
}

/// Which pages a build that has not ended has stored; gone when it has.
const PROGRESS: &str = "build-progress.json";

/// Reads what a build that did not end left; nothing when there is none, or none that can be read.
pub(super) fn progress(folder: &Path) -> Option<String> {
    std::fs::read_to_string(folder.join(PROGRESS)).ok()
}

/// Notes how far a build has come.
pub(super) fn note_progress(folder: &Path, text: &str) -> Result<()> {
    replace_file(folder, PROGRESS, |file| file.write_all(text.as_bytes()))
}

/// Forgets how far a build has come.
pub(super) fn end_progress(folder: &Path) -> Result<()> {
    let path = folder.join(PROGRESS);
    let removed = std::fs::remove_file(&path);
    removed.or_else(|e| if e.kind() == ErrorKind::NotFound { Ok(()) } else { Err(e) }).map_err(io(&path))
}

/// Replaces a file whole: written beside, synced, renamed, and the folder synced, so that a crash leaves the old one.
pub(super) fn replace_file(
    folder: &Path,
    name: &str,
    write: impl FnOnce(&mut File) -> std::io::Result<()>,
) -> Result<()> {
    let path = folder.join(name);
    let mut file = beside().tempfile_in(folder).map_err(io(&path))?;
    write(file.as_file_mut()).map_err(io(&path))?;
    file.as_file().sync_all().map_err(io(&path))?;
    file.persist(&path).map_err(|e| Error::Io { path: path.clone(), source: e.error })?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(io(folder))
}

/// A temporary file that colleagues may read, as far as the umask lets them.
fn beside() -> tempfile::Builder<'static, 'static> {
    #[allow(unused_mut, reason = "only some systems have permissions to set")]
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Removes the data of a form.
pub(super) fn remove_form(folder: &Path, form: Form) -> Result<()> {
    let path = folder.join(match form {
        Form::Memory => SNAPSHOT,
        Form::Rocksdb => ROCKSDB,
    });
    let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
    removed.or_else(|e| if e.kind() == ErrorKind::NotFound { Ok(()) } else { Err(e) }).map_err(io(&path))
}
