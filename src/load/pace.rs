//! When a long build saves: often enough that little is lost when it is stopped, seldom enough that saving costs a tenth of
//! its time at most.

use std::time::{Duration, Instant};

use crate::error::Result;
use crate::store::Store;

/// Time between two savings.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    least: Duration,
    pause: Duration,
    saved: Instant,
}

impl Default for Pace {
    fn default() -> Self {
        Self::every(Duration::from_secs(300))
    }
}

impl Pace {
    /// A pace with at least so much time between two savings, and ten times what a saving takes.
    #[must_use]
    pub fn every(least: Duration) -> Self {
        Self { least, pause: least, saved: Instant::now() }
    }

    /// Saves if it is time to.
    ///
    /// # Errors
    /// When the store cannot be saved.
    pub fn save(&mut self, store: &mut Store) -> Result<()> {
        self.when_due(store, Store::save)
    }

    /// Does what saves the store if it is time to.
    ///
    /// # Errors
    /// Those of `save`.
    pub fn when_due(&mut self, store: &mut Store, save: impl FnOnce(&mut Store) -> Result<()>) -> Result<()> {
        if self.saved.elapsed() < self.pause {
            return Ok(());
        }
        let begun = Instant::now();
        save(store)?;
        self.saved = Instant::now();
        let tenth = 10 * begun.elapsed();
        // Who asks for saving at every step gets it.
        self.pause = if self.least.is_zero() { self.least } else { self.least.max(tenth) };
        Ok(())
    }
}
