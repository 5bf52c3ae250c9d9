//! The on-disk form: Oxigraph on RocksDB. The caller holds the lock: opening for reading beside a writer is not safe.

use std::path::Path;

use oxigraph::store::Store;

use crate::error::Result;
use crate::store::folder::ROCKSDB;
use crate::store::{LOADER_MEGABYTES, failed};

/// Opens a folder's database.
pub(super) fn open(folder: &Path, write: bool) -> Result<Store> {
    let path = folder.join(ROCKSDB);
    let opened = if write { Store::open(&path) } else { Store::open_read_only(&path) };
    opened.map_err(|e| failed(folder, &e))
}

/// Makes what was written last.
pub(super) fn flush(folder: &Path, store: &Store) -> Result<()> {
    store.flush().map_err(|e| failed(folder, &e))
}

/// Makes a database of another graph.
pub(super) fn fill(folder: &Path, source: &Store) -> Result<()> {
    let path = folder.join(ROCKSDB);
    let target = Store::open(&path).map_err(|e| failed(folder, &e))?;
    let mut loader = target.bulk_loader().with_max_memory_size_in_megabytes(LOADER_MEGABYTES);
    loader.load_ok_quads::<_, oxigraph::store::StorageError>(source.iter()).map_err(|e| failed(folder, &e))?;
    loader.commit().map_err(|e| failed(folder, &e))?;
    flush(folder, &target)
}
