//! The one test binary: a file a part.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod lexicon;
mod date;
mod rules;
mod support;
