//! What is counted: every phrase around a number that may be its noun, and which of them is likeliest.
//!
//! The noun stands behind the number (“50余名环卫职工”), before it (“签订劳动合同400余份”), around it (“34家企业参展”), or
//! in the clause before (“营业收入10亿元，增长5%”). Each possibility is described by where it comes from and how it looks
//! ([`options`]); weights in `data/weights/figure_noun.tsv` choose.

mod options;
mod phrase;
mod span;

pub(super) use options::{Around, Noun, options};
pub(super) use phrase::without_verb;

use crate::lexicon::{Features, Lexicon};
use crate::relate::figure::vocabulary::{Vocabulary, tidy};
use crate::relate::figure::words::words;

/// The noun phrase that begins behind a number, or nothing.
pub(super) fn phrase_behind(v: &Vocabulary, text: &str, people: bool) -> String {
    let text = text.trim_start_matches(['的', ' ', '左', '右']);
    tidy(&text[..phrase::behind(v, &words(text), people).1])
}

/// How many of the likeliest phrases have a say.
const LIKELY: usize = 8;

/// What a phrase's own probability counts beside the agreement of the others.
const OWN: f32 = 0.3;

/// Of several phrases the one with which the likeliest agree most, and how much they do (0 to 1): readers take more
/// or fewer words of one noun, and a phrase near to many readings is a better noun than the first by a hair.
pub(super) fn likeliest(nouns: &[Noun], lexicon: &Lexicon) -> Option<(usize, f32)> {
    let weights = lexicon.weights("figure_noun")?;
    let score = |noun: &Noun| {
        let mut tally = weights.tally("");
        noun.features.iter().for_each(|feature| tally.add(&[feature]));
        tally.sums().first().copied().unwrap_or(0.0)
    };
    let mut scored: Vec<(usize, f32)> = nouns.iter().map(score).enumerate().collect();
    let most = scored.iter().map(|(_, s)| *s).fold(f32::NEG_INFINITY, f32::max);
    let total: f32 = scored.iter().map(|(_, s)| (s - most).exp()).sum();
    scored.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    scored.truncate(LIKELY);
    let likely: Vec<(usize, f32)> = scored.into_iter().map(|(at, s)| (at, (s - most).exp() / total)).collect();
    let mut best: Option<(usize, f32, f32)> = None;
    for &(at, own) in &likely {
        let agree = |(other, p): &(usize, f32)| if alike(&nouns[at].label, &nouns[*other].label) { *p } else { 0.0 };
        let agreed: f32 = likely.iter().map(agree).sum();
        let rank = OWN.mul_add(own, agreed);
        if best.is_none_or(|(_, _, highest)| rank > highest) {
            best = Some((at, agreed, rank));
        }
    }
    best.map(|(at, agreed, _)| (at, agreed.min(1.0)))
}

/// Whether two phrases are readings of one noun: nearly the same, or one nearly within the other.
fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    let near = 1.0 - strsim::generic_levenshtein(&a, &b) as f64 / longer.max(1) as f64 >= 0.8;
    near || shorter >= 4 && 2 * longer <= 5 * shorter && 5 * common(&a, &b) >= 4 * shorter
}

/// Length of the longest common subsequence.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut past = 0;
        for (j, y) in b.iter().enumerate() {
            let here = row[j + 1];
            row[j + 1] = if x == y { past + 1 } else { here.max(row[j]) };
            past = here;
        }
    }
    row[b.len()]
}
