//! Which part of the graph: what belongs to a place, a policy or a body, what lies around a thing, what a view shows, and
//! what is sure enough. A part of a store is a store again, so that everything that reads a store reads a part of it.

mod around;
mod choice;
mod cut;
mod scope;
mod statement;
mod view;

pub use choice::{Choice, choose, within};
pub use scope::{Scope, scope};
pub use statement::{Statement, at_least, statements};
pub use view::{View, views};
