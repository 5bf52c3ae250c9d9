//! Programmes of activity: “…”行动, X工程, the items of “A、B等品牌”, construction projects with a name.
//!
//! Every stretch that may name one is a candidate with features ([`candidate`], [`features`]), which
//! [`crate::extract::naming`] judges; the probability is also the mention's confidence. The same name is then found
//! wherever the article repeats it.

pub mod candidate;
pub mod features;

use rustc_hash::FxHashMap;

use crate::extract::han::is_han;
use crate::extract::initiative::candidate::{Candidate, Kind, Verbs};
use crate::extract::normal;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, Span};

/// Mentions of the candidates taken and of every other place where the article has their names.
#[must_use]
pub fn named(
    document: &Document<'_>,
    lexicon: &Lexicon,
    taken: &[(Candidate, f32)],
    others: &[Mention],
) -> Vec<Mention> {
    let text = document.text();
    let labels = labels(text, taken, &Verbs::of(document, lexicon));
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

/// The name with the 新 before it, which is judged without it, as it may also say that something was added (新增设的
/// 3个项目): 新领域人才评价机制 behind a verb or a mark.
fn new_before(text: &str, candidate: &Candidate, verbs: &Verbs) -> Option<Span> {
    let before = text[..candidate.span.start].strip_suffix('新').filter(|_| candidate.kind == Kind::Open)?;
    let behind = before.strip_suffix('了').unwrap_or(before);
    let free = !before.ends_with(is_han) || verbs.ending(behind.len()).is_some();
    let counted =
        candidate.span.of(text).starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百两".contains(c));
    (free && !counted).then(|| Span::new(before.len(), candidate.span.end))
}

/// One label a name: names with one core are one programme, called as where its noun first stands with it.
fn labels<'t>(text: &'t str, taken: &[(Candidate, f32)], verbs: &Verbs) -> FxHashMap<&'t str, String> {
    let mut labels: FxHashMap<&'t str, String> = FxHashMap::default();
    for whole in [true, false] {
        for (candidate, _) in taken.iter().filter(|(c, _)| c.has_noun() == whole) {
            labels.entry(candidate.core.of(text)).or_insert_with(|| candidate.label.clone());
        }
    }
    for (candidate, _) in taken {
        if let Some(whole) = new_before(text, candidate, verbs) {
            labels.insert(candidate.core.of(text), normal::label(whole.of(text)));
        }
    }
    labels
}
