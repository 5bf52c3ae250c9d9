//! Mentions → claims. One trait, one ordered list; a claim that an earlier relator made is not made again.

pub mod calibration;
pub mod pattern;
pub mod shadow;

mod article;
mod entity;
mod event;
pub mod figure;
mod gate;
mod honor;
pub mod link;
mod organization;
mod policy;
mod post;

use std::collections::HashSet;

use crate::lexicon::Lexicon;
use crate::model::{Claim, Document, EntityRef, Node};

/// Makes claims of one sort.
pub trait Relator: Sync {
    /// Its name, as evidence carries it.
    fn name(&self) -> &'static str;
    /// Adds its claims; `known` holds those of earlier relators.
    fn relate(&self, document: &Document<'_>, lexicon: &Lexicon, claims: &mut Vec<Claim>);
}

/// All relators, in the order in which they run.
#[rustfmt::skip]
pub const RELATORS: &[&dyn Relator] = &[
    &article::ArticleFacts,
    &organization::Names,
    &honor::HonorFacts,
    &post::Posts,
    &figure::Figures,
    &pattern::Patterns,
    &event::EventFacts,
    &policy::Titles,
    &link::Links,
    &policy::PolicyFacts,
];

/// All claims of a document, each statement once (its surest evidence), in a fixed order.
#[must_use]
pub fn relate(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Claim> {
    relate_without(document, lexicon, &[])
}

/// All claims of a document but those of the relators named in `without`, each statement once (its surest evidence), in
/// a fixed order.
#[must_use]
pub fn relate_without(document: &Document<'_>, lexicon: &Lexicon, without: &[String]) -> Vec<Claim> {
    let left_out = |name: &str| without.iter().any(|other| other == name);
    let mut claims = Vec::new();
    for relator in RELATORS.iter().filter(|r| !left_out(r.name())) {
        relator.relate(document, lexicon, &mut claims);
    }
    let calibrated = !left_out(calibration::NAME);
    if calibrated {
        claims = distinct(claims);
        calibration::calibrate(&mut claims, lexicon);
        claims.retain(calibration::stated);
    }
    let mut entities = entity::entities(document, lexicon, &claims);
    if calibrated {
        calibration::calibrate(&mut entities, lexicon);
        let ends: HashSet<EntityRef> = claims.iter().flat_map(entity::ends).collect();
        // What a claim needs is named whatever its own confidence.
        entities.retain(|row| calibration::stated(row) || matches!(&row.subject, Node::Entity(e) if ends.contains(e)));
    }
    claims.extend(entities);
    distinct(claims)
}

/// Keeps one claim of each statement: the surest, of equals the first in the text.
fn distinct(mut claims: Vec<Claim>) -> Vec<Claim> {
    claims.sort_by(|a, b| {
        a.identity()
            .cmp(&b.identity())
            .then(b.evidence.confidence.total_cmp(&a.evidence.confidence))
            .then(a.evidence.span.cmp(&b.evidence.span))
            .then(a.evidence.rule.cmp(&b.evidence.rule))
    });
    claims.dedup_by(|later, first| later.identity() == first.identity());
    claims
}
