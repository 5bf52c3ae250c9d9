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

use crate::lexicon::Tally;
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
pub(super) fn likeliest(nouns: &mut [Noun<Tally<'_>>]) -> Option<(usize, f32)> {
    let mut scored: Vec<(usize, f32)> = nouns.iter_mut().map(|noun| noun.features.sum()).enumerate().collect();
    let most = scored.iter().map(|(_, s)| *s).fold(f32::NEG_INFINITY, f32::max);
    let total: f32 = scored.iter().map(|(_, s)| (s - most).exp()).sum();
    scored.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    scored.truncate(LIKELY);
    let likely: Vec<(usize, f32)> = scored.into_iter().map(|(at, s)| (at, (s - most).exp() / total)).collect();
    let labels: Vec<Vec<char>> = likely.iter().map(|(at, _)| nouns[*at].label.chars().collect()).collect();
    let mut agrees = [[true; LIKELY]; LIKELY];
    for one in 0..labels.len() {
        for other in one + 1..labels.len() {
            agrees[one][other] = alike(&labels[one], &labels[other]);
            agrees[other][one] = agrees[one][other];
        }
    }
    let mut best: Option<(usize, f32, f32)> = None;
    for (&(at, own), agrees) in likely.iter().zip(&agrees) {
        let agreed: f32 = likely.iter().zip(agrees).map(|(&(_, p), agrees)| if *agrees { p } else { 0.0 }).sum();
        let rank = OWN.mul_add(own, agreed);
        if best.is_none_or(|(_, _, highest)| rank > highest) {
            best = Some((at, agreed, rank));
        }
    }
    best.map(|(at, agreed, _)| (at, agreed.min(1.0)))
}

/// Whether two phrases are readings of one noun: nearly the same, or one nearly within the other.
fn alike(a: &[char], b: &[char]) -> bool {
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    let near = |changes: usize| 1.0 - changes as f64 / longer.max(1) as f64 >= 0.8;
    // As many changes as one is longer are needed at least.
    near(longer - shorter) && near(strsim::generic_levenshtein(&Letters(a), &Letters(b)))
        || shorter >= 4 && 2 * longer <= 5 * shorter && 5 * common(a, b) >= 4 * shorter
}

/// Characters in the form that strsim asks for.
struct Letters<'c>(&'c [char]);

impl<'c> IntoIterator for &Letters<'c> {
    type Item = &'c char;
    type IntoIter = std::slice::Iter<'c, char>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
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
