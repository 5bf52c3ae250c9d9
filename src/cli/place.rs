//! The option that every command with a store has.

use std::path::PathBuf;

use clap::Args;

use crate::error::Result;
use crate::store::{Form, Store};

/// Where the graph is.
#[derive(Clone, Debug, Args)]
pub(super) struct Place {
    /// Folder of the graph.
    #[arg(long, value_name = "DIR", default_value = "gongtu-store", env = "GONGTU_STORE")]
    pub store: PathBuf,
}

impl Place {
    /// The store, for asking.
    pub(super) fn open(&self) -> Result<Store> {
        let store = Store::open(&self.store)?;
        keep(&store);
        Ok(store)
    }
}

/// Leaves a graph in memory to the end of the process, which comes with that of the command: taking a large one apart
/// before would cost more than many answers. One on disk is closed as it must be.
pub(super) fn keep(store: &Store) {
    if store.marker().form == Form::Memory {
        store.outlive();
    }
}
