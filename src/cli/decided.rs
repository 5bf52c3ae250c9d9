//! The option that every command has that builds: where people's decisions are.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::error::{Error, Result};
use crate::resolve::decisions::Decisions;
use crate::store::DECISIONS;

/// Where people's decisions are.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Decided {
    /// File of people's decisions; decisions.toml in the graph's folder by default.
    #[arg(long, value_name = "FILE", env = "GONGTU_DECISIONS")]
    pub decisions: Option<PathBuf>,
}

impl Decided {
    /// The file.
    pub(super) fn path(&self, store: &Path) -> PathBuf {
        self.decisions.clone().unwrap_or_else(|| store.join(DECISIONS))
    }

    /// Its text; empty when there is no file and none was named.
    pub(super) fn text(&self, store: &Path) -> Result<String> {
        let path = self.path(store);
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && self.decisions.is_none() => Ok(String::new()),
            Err(source) => Err(Error::Io { path, source }),
        }
    }

    /// The decisions.
    pub(super) fn read(&self, store: &Path) -> Result<Decisions> {
        Decisions::parse(&self.path(store).display().to_string(), &self.text(store)?)
    }
}

/// Says what was odd about the decisions.
pub(super) fn say(notes: &[Error]) {
    for note in notes {
        anstream::eprintln!("gongtu: {note}");
    }
}
