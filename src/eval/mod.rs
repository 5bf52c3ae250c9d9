//! Facts against gold facts: precision, recall and F1 per relation and in all.
//!
//! Two rows are one fact when subject, relation and object are equal in normal form, and with them what the relation
//! needs (the body of a post; value and unit of a figure). Labels of persons, places and groups compare exactly;
//! others by similarity. Each gold row matches at most one output row, the most alike first.

mod alike;
mod reliability;
mod row;
mod score;

pub use reliability::{Tenth, reliability};
pub use row::{Row, read};
pub use score::{Figures, Score, score};
