//! The normal form of a label, under the name that the event extractor uses.

pub use crate::extract::normal::label as plain_label;
