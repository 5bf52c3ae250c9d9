//! How far a name reaches to the left of its end: to punctuation, a function word or a verb.

use crate::lexicon::{Lexicon, WordList};

/// The byte position, at most `most` characters before `end`, from which on only characters of a name stand.
///
/// It stops at punctuation, spaces and the words of `left_stops.tsv`, except where such a word is part of one of
/// `left_protected.tsv`.
#[must_use]
pub fn left_extent(text: &str, end: usize, most: usize, lexicon: &Lexicon) -> usize {
    let (stops, verbs, protected) = (lexicon.list("left_stops"), lexicon.list("verbs"), lexicon.list("left_protected"));
    let mut at = end;
    for (position, c) in text[..end].char_indices().rev().take(most) {
        if !is_name_character(c) {
            break;
        }
        if let Some(stop_end) = stop_at(text, position, end, stops, verbs)
            && !is_protected(text, position, stop_end, protected)
        {
            return at.max(stop_end.min(end));
        }
        at = position;
    }
    at
}

/// Whether a character can stand inside a name.
#[must_use]
pub fn is_name_character(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
        || ('\u{3400}'..='\u{4dbf}').contains(&c)
        || c.is_ascii_alphanumeric()
        || matches!(c, '·' | '-' | '〇')
}

/// The end of the stop word that begins at a position, if one does.
fn stop_at(text: &str, position: usize, end: usize, stops: &WordList, verbs: &WordList) -> Option<usize> {
    let rest = &text[position..end];
    let lengths = rest.char_indices().take(3).map(|(at, c)| at + c.len_utf8());
    let stop = |length: &usize| stops.contains(&rest[..*length]) || verbs.contains(&rest[..*length]);
    lengths.filter(stop).max().map(|length| position + length)
}

/// Whether a word of `protected` covers the range, however it begins.
fn is_protected(text: &str, start: usize, end: usize, protected: &WordList) -> bool {
    let before: Vec<usize> = text[..start].char_indices().rev().take(6).map(|(at, _)| at).collect();
    std::iter::once(start).chain(before).any(|from| {
        let ends = text[from..].char_indices().take(9).map(|(at, c)| from + at + c.len_utf8());
        ends.filter(|&to| to >= end).any(|to| protected.contains(&text[from..to]))
    })
}
