//! Whose figure it is. All entities of the article are candidates for each figure; what speaks for each
//! ([`features`]) and for two figures in a row having the same subject ([`chain`]) is weighed by
//! `data/weights/figure_subject.tsv`, and the likeliest subjects of the whole article are taken (Viterbi).

mod cast;
mod chain;
mod features;
mod topic;

pub(super) use cast::Cast;
pub(super) use chain::{Node, likeliest, pair};
pub(super) use features::Scene;

use crate::model::{Class, EntityRef};

/// Classes that can have a figure.
pub(super) const fn can_own(class: Class) -> bool {
    matches!(
        class,
        Class::Organization | Class::Place | Class::Initiative | Class::Event | Class::Policy | Class::Measure
    )
}

/// The country.
pub(super) fn china() -> EntityRef {
    EntityRef::new(Class::Place, "中国")
}
