//! Stretches of text between a pair of marks: titles in 《》, names in quotes.

use crate::model::Span;

/// A stretch between marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bracketed {
    /// With its marks.
    pub outer: Span,
    /// Without them.
    pub inner: Span,
}

/// No title or name is longer than this many bytes (about 100 characters): what is longer is a lost closing mark.
const LONGEST: usize = 330;

/// All stretches between `open` and `close`, outermost ones only. A lost mark ends the search, and so does a
/// line break, of which a title in 《》 may hold one (a page's columns cut long titles).
#[must_use]
pub fn bracketed(text: &str, open: char, close: char) -> Vec<Bracketed> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(open).map(|at| from + at) {
        let inner = start + open.len_utf8();
        match closing(&text[inner..], open, close) {
            Some(length) => {
                let end = inner + length;
                found.push(Bracketed { outer: Span::new(start, end + close.len_utf8()), inner: Span::new(inner, end) });
                from = end + close.len_utf8();
            }
            None => from = inner,
        }
    }
    found
}

/// Bytes up to the mark that closes an already open one.
fn closing(rest: &str, open: char, close: char) -> Option<usize> {
    let (mut depth, mut breaks) = (1_usize, 0_usize);
    for (at, character) in rest.char_indices() {
        breaks += usize::from(character == '\n');
        if breaks > usize::from(open == '《') || at > LONGEST {
            return None;
        }
        if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
            if depth == 0 {
                return (at > 0).then_some(at);
            }
        }
    }
    None
}
