//! Going on with a build that was stopped: which pages it had stored when it last saved.
//!
//! Only the same program goes on, and only with pages that are the same in every field: whatever else has changed, the page
//! is read anew.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::model::{Page, hash};
use crate::store::Store;

/// What the build before this one had stored.
#[derive(Debug, Default)]
pub(super) struct Resume {
    stored: BTreeSet<String>,
    program: OnceLock<String>,
}

#[derive(Deserialize, Serialize)]
struct Noted<'n> {
    program: String,
    #[serde(borrow)]
    pages: Vec<std::borrow::Cow<'n, str>>,
}

impl Resume {
    /// What a store says of the last build, when that did not come to its end.
    pub(super) fn of(store: &Store) -> Self {
        let resume = Self::default();
        let Some(words) = store.progress() else { return resume };
        match serde_json::from_str::<Noted<'_>>(&words) {
            Ok(noted) if noted.program == resume.program() => {
                Self { stored: noted.pages.into_iter().map(std::borrow::Cow::into_owned).collect(), ..resume }
            }
            _ => resume,
        }
    }

    /// Whether a page is stored already.
    pub(super) fn has(&self, page: &Page) -> bool {
        !self.stored.is_empty() && self.stored.contains(&Self::mark(page))
    }

    /// The marks of those pages.
    pub(super) fn marks(&self) -> impl Iterator<Item = &str> {
        self.stored.iter().map(String::as_str)
    }

    /// What tells a page from all others: every field of it.
    pub(super) fn mark(page: &Page) -> String {
        let Page { key, file, first_line, layout, own_lines, text, title, published, publisher, author, url, encoding } =
            page;
        let rest =
            format!("{first_line} {layout:?} {own_lines} {title:?} {published:?} {publisher:?} {author:?} {url:?}");
        format!("{:016x}", hash(&[key, file, encoding, &rest, text]))
    }

    /// What the store is to note.
    pub(super) fn words(&self, pages: &[String]) -> String {
        let pages = pages.iter().map(|page| page.as_str().into()).collect();
        serde_json::to_string(&Noted { program: self.program().to_owned(), pages }).unwrap_or_default()
    }

    /// A digest of the program's own file: one that was changed may find other facts.
    fn program(&self) -> &str {
        self.program.get_or_init(|| {
            let bytes = std::env::current_exe().and_then(std::fs::read).unwrap_or_default();
            let words = bytes.chunks(8).map(|chunk| chunk.iter().fold(0u64, |word, byte| word << 8 | u64::from(*byte)));
            let digest =
                words.fold(0u64, |digest, word| (digest.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95));
            format!("{} {digest:016x}", env!("CARGO_PKG_VERSION"))
        })
    }
}
