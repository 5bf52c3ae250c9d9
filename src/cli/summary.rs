//! What a build found, on standard error.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::Result;
use crate::model::{Class, Object, Relation};
use crate::pipeline::Analysis;
use crate::store::{Changes, Form, Store};

/// Counts over a build.
#[derive(Debug, Default)]
pub(super) struct Summary {
    articles: usize,
    claims: usize,
    classes: BTreeMap<Class, usize>,
    changes: Changes,
}

impl Summary {
    /// Whether no article was read.
    pub(super) fn is_empty(&self) -> bool {
        self.articles == 0
    }

    /// Counts what an article yields.
    pub(super) fn count(&mut self, analysis: &Analysis) {
        self.articles += 1;
        self.claims += analysis.claims.len();
        for claim in &analysis.claims {
            if let (Relation::A, Object::Class(class)) = (claim.relation, &claim.object) {
                *self.classes.entry(*class).or_default() += 1;
            }
        }
    }

    /// Adds what the store did.
    pub(super) fn changes(&mut self, more: Changes) {
        self.changes.added += more.added;
        self.changes.replaced += more.replaced;
        self.changes.removed += more.removed;
    }

    /// Prints the counts, and what to type next.
    pub(super) fn print(&self, store: &Store, folder: &Path) -> Result<()> {
        let Changes { added, replaced, removed } = self.changes;
        let classes: Vec<String> =
            self.classes.iter().map(|(class, count)| format!("{} {count}", class.as_str())).collect();
        anstream::eprintln!(
            "{} articles ({added} new, {replaced} replaced, {removed} removed), {} claims",
            self.articles,
            self.claims
        );
        if !classes.is_empty() {
            anstream::eprintln!("named in them: {}", classes.join(", "));
        }
        let form = store.marker().form;
        // Counting reads every quad, and on disk there may be hundreds of millions.
        let quads = if form == Form::Memory { format!("{} quads, ", store.len()?) } else { String::new() };
        anstream::eprintln!("graph: {} ({quads}form {})", folder.display(), form.as_str());
        Ok(())
    }
}
