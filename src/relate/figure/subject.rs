//! Whose figure it is. All entities of the article are candidates for each figure; what speaks for each
//! ([`features`]) and for two figures in a row having the same subject ([`chain`]) is weighed by
//! `data/weights/figure_subject.tsv`, and the likeliest subjects of the whole article are taken (Viterbi).

mod cast;
mod chain;
mod far;
mod features;
mod past;
mod topic;

pub(super) use cast::Cast;
pub(super) use chain::{Between, Node, likeliest};
pub(super) use features::Scene;
pub(super) use past::Past;

use far::Judge;

use crate::lexicon::Weights;
use crate::model::{Class, EntityRef, Quantity};
use crate::relate::figure::Figure;
use crate::relate::figure::vocabulary::Vocabulary;

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

/// What speaks for each entity being the subject of each figure, alone and after the figure before.
pub(super) fn nodes(cast: &Cast<'_, '_>, v: &Vocabulary, figures: &[Figure], weights: &Weights) -> Vec<Node> {
    let mut nodes = Vec::with_capacity(figures.len());
    let mut before: Option<&Quantity> = None;
    let (mut past, mut judge, mut tally) = (Past::new(cast), Judge::new(cast, weights), weights.tally(""));
    for figure in figures {
        let quantity = &cast.document.quantities[figure.quantity];
        past.go_on(cast, quantity.span.start);
        let scene = Scene::of(cast, v, &past, quantity, &figure.noun, figure.target());
        let mut alone = judge.all(cast, &past, &scene);
        let far = figure.target() && figure.is_far(cast.document);
        if far || figure.owner.is_some() {
            for (entity, score) in cast.entities.iter().zip(&mut alone) {
                let owned = if figure.owner.as_ref() == Some(&entity.entity) { 100.0 } else { 0.0 };
                let over = if far && entity.entity.class == Class::Event { 100.0 } else { 0.0 };
                *score = *score + owned - over;
            }
        }
        let again = match before {
            Some(before) => Between::of(cast, before, quantity).all(cast, &mut tally),
            None => vec![0.0; alone.len()],
        };
        before = Some(quantity);
        nodes.push(Node { alone, again });
    }
    nodes
}
