//! Programmes of activity: “…”行动, X工程, the items of “A、B等品牌”, construction projects with a name.
//!
//! Every stretch that may name one is a candidate with features ([`candidate`], [`features`]), which
//! [`crate::extract::naming`] judges; the probability is also the mention's confidence. The same name is then found
//! wherever the article repeats it.

pub mod candidate;
pub mod features;

use rustc_hash::FxHashMap;

use crate::extract::initiative::candidate::Candidate;
use crate::model::{Class, Document, Mention, Span};

/// Mentions of the candidates taken and of every other place where the article has their names.
#[must_use]
pub fn named(document: &Document<'_>, taken: &[(Candidate, f32)], others: &[Mention]) -> Vec<Mention> {
    let text = document.text();
    let labels = labels(text, taken);
    let mut found: Vec<Mention> = Vec::new();
    for (candidate, probability) in taken {
        let core = candidate.core.of(text);
        let label = labels.get(core).cloned().unwrap_or_else(|| candidate.label.clone());
        let mut mention = Mention::new(candidate.span, Class::Initiative, label, candidate.kind.rule());
        mention.confidence = probability.clamp(0.5, 0.95);
        found.push(mention);
    }
    let mut cores: Vec<(&str, &String)> = labels.iter().map(|(core, label)| (*core, label)).collect();
    cores.sort_unstable();
    let mut again = Vec::new();
    for (core, label) in cores.into_iter().filter(|(core, _)| core.chars().count() >= 4) {
        for (at, words) in text.match_indices(core) {
            let span = Span::new(at, at + words.len());
            if !found.iter().chain(others).any(|m| m.span.overlaps(span)) {
                let mut mention = Mention::new(span, Class::Initiative, label.clone(), "initiative-again");
                mention.confidence = 0.6;
                again.push(mention);
            }
        }
    }
    found.extend(again);
    found
}

/// One label a name: names with one core are one programme, called as where its noun first stands with it.
fn labels<'t>(text: &'t str, taken: &[(Candidate, f32)]) -> FxHashMap<&'t str, String> {
    let mut labels: FxHashMap<&'t str, String> = FxHashMap::default();
    for whole in [true, false] {
        for (candidate, _) in taken.iter().filter(|(c, _)| c.has_noun() == whole) {
            labels.entry(candidate.core.of(text)).or_insert_with(|| candidate.label.clone());
        }
    }
    labels
}
