//! The option that every command with a store has.

use std::path::PathBuf;

use clap::Args;

use crate::error::Result;
use crate::store::Store;

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
        // The process ends with the command: taking a large graph apart before would cost more than many answers.
        std::mem::forget(store.graph().clone());
        Ok(store)
    }
}
