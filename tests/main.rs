//! The one test binary: a file a part.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod date;
mod event;
mod lexicon;
mod rules;
mod segment;
mod support;
mod tagger;
