//! Stretches of words behind and before a number, whatever they are: their borders say whether they are its noun.

use crate::lexicon::{Features, digit};
use crate::relate::figure::noun::options::Found;
use crate::relate::figure::noun::phrase::phrase;
use crate::relate::figure::words::Word;

/// Most words of a stretch.
const LONGEST: usize = 10;

/// Stretches that begin behind the number: at once, or behind a word that is no part of a noun.
pub(super) fn behind<'t>(words: &'t [Word<'t>], out: &mut Vec<Found<'t>>) {
    let starts = (0..words.len().min(5))
        .filter(|&start| start == 0 || words[start - 1].text == "的" || !words[start - 1].nominal());
    for start in starts {
        for end in start + 1..=words.len().min(start + LONGEST) {
            if ends(&words[end - 1]) {
                out.push(found(words, start, end, "span-behind"));
            }
        }
    }
}

/// Stretches that end before the number.
pub(super) fn before<'t>(words: &'t [Word<'t>], out: &mut Vec<Found<'t>>) {
    let all = words.len();
    for start in all.saturating_sub(LONGEST)..all {
        if words[start].nominal() || words[start].verb() {
            out.push(found(words, start, all, "span-before"));
        }
    }
}

fn ends(word: &Word<'_>) -> bool {
    word.nominal() && !matches!(word.tag, "f" | "d" | "x") || word.verb()
}

fn found<'t>(words: &'t [Word<'t>], start: usize, end: usize, source: &'static str) -> Found<'t> {
    Found { label: phrase(&words[start..end]), source, stretch: Some(Stretch { words, start, end }) }
}

/// A stretch among its neighbours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'t> {
    words: &'t [Word<'t>],
    start: usize,
    end: usize,
}

impl<'t> Stretch<'t> {
    /// What its borders are, and how it looks inside.
    pub(super) fn features(&self, source: &str, out: &mut dyn Features) {
        let name = |word: Option<&Word<'t>>| match word {
            None => "none",
            Some(word) if word.joins() || word.text == "等" => word.text,
            Some(word) => word.tag,
        };
        let text = |word: Option<&Word<'t>>| word.map_or("none", |word| word.text);
        let inside = &self.words[self.start..self.end];
        let (first, last) = (inside.first(), inside.last());
        let (past, next) = (self.start.checked_sub(1).and_then(|at| self.words.get(at)), self.words.get(self.end));
        let verbs = inside.iter().filter(|w| w.verb()).count().min(2);
        let commas = usize::from(inside.iter().any(|w| w.text == "，"));
        out.add(&[source, ":first:", name(first)]);
        out.add(&[source, ":last:", name(last)]);
        out.add(&[source, ":past:", name(past)]);
        out.add(&[source, ":next:", name(next)]);
        out.add(&[source, ":left:", name(past), ":", name(first)]);
        out.add(&[source, ":right:", name(last), ":", name(next)]);
        out.add(&[source, ":verbs:", digit(verbs)]);
        out.add(&[source, ":commas:", digit(commas)]);
        out.add(&[source, ":words:", digit(inside.len().min(6))]);
        out.add(&[source, ":first:word:", text(first)]);
        out.add(&[source, ":last:word:", text(last)]);
        out.add(&[source, ":past:word:", text(past)]);
        out.add(&[source, ":next:word:", text(next)]);
    }
}
