//! Text → sentences: cut behind 。！？； and line breaks; closing quotes and brackets stay with their sentence.
//!
//! Nothing is cut inside 《…》, nor at a semicolon inside brackets, nor at marks inside addresses and words in letters;
//! an ellipsis ends a sentence only where a closing quote or the paragraph's end follows (“诉求……在一项项服务中” is one).

use crate::model::{Sentence, Span};

/// The sentences of a text whose paragraphs are parted by `\n`, in order. White space around them belongs to none.
#[must_use]
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    let mut open = Open::default();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        open.see(at, c);
        if c == '\n' {
            push(text, start, at, paragraph, &mut out);
            paragraph += 1;
            start = end;
            open = Open::default();
        } else if is_end(c) && !open.forbids(at, c) && !inside_word(text, at, c) {
            let mut closed = false;
            while let Some(&(next, mark)) = chars.peek() {
                if !is_trailing(mark) {
                    break;
                }
                closed |= !is_end(mark);
                end = next + mark.len_utf8();
                open.see(next, mark);
                chars.next();
            }
            let goes_on = text[..end].ends_with('…') && !closed && !text[end..].starts_with('\n') && end < text.len();
            if !goes_on {
                push(text, start, end, paragraph, &mut out);
                start = end;
            }
        }
    }
    push(text, start, text.len(), paragraph, &mut out);
    out
}

const fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '…' | '!' | '?' | ';')
}

/// Marks behind the end of a sentence that still belong to it.
const fn is_trailing(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | ')' | '」' | '』' | '》' | '。' | '！' | '？' | '…' | '!' | '?')
}

/// A mark between two letters or digits is part of an address or a name.
fn inside_word(text: &str, at: usize, c: char) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '='));
    c.is_ascii() && letter(text[..at].chars().next_back()) && letter(text[at + 1..].chars().next())
}

/// Where a title or a bracket was opened and not closed again.
#[derive(Default)]
struct Open {
    title: Option<usize>,
    bracket: Option<usize>,
}

impl Open {
    /// Longest title or bracket, in bytes: what is open longer was never closed.
    const REACH: usize = 240;

    fn see(&mut self, at: usize, c: char) {
        match c {
            '《' => self.title = Some(at),
            '》' => self.title = None,
            '（' | '(' => self.bracket = Some(at),
            '）' | ')' => self.bracket = None,
            _ => {}
        }
    }

    fn forbids(&self, at: usize, c: char) -> bool {
        let near = |open: Option<usize>| open.is_some_and(|open| at - open < Self::REACH);
        near(self.title) || (matches!(c, '；' | ';') && near(self.bracket))
    }
}

fn push(text: &str, start: usize, end: usize, paragraph: usize, out: &mut Vec<Sentence>) {
    let words = &text[start..end];
    let trimmed = words.trim();
    if trimmed.is_empty() {
        return;
    }
    let from = start + (words.len() - words.trim_start().len());
    out.push(Sentence { span: Span::new(from, from + trimmed.len()), paragraph });
}
