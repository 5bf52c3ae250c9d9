//! Text → sentences: cut behind 。！？； line breaks; closing quotes and brackets stay with their sentence.

use crate::model::{Sentence, Span};

/// The sentences of a text whose paragraphs are parted by `\n`, in order. White space around them belongs to none.
#[must_use]
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut paragraph = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        match c {
            '\n' => {
                push(text, start, at, paragraph, &mut out);
                paragraph += 1;
                start = end;
            }
            '。' | '！' | '？' | '；' | '…' | '!' | '?' | ';' => {
                while let Some(&(next, closing)) = chars.peek() {
                    if !matches!(
                        closing,
                        '”' | '’' | '）' | ')' | '」' | '』' | '》' | '。' | '！' | '？' | '…' | '!' | '?'
                    ) {
                        break;
                    }
                    end = next + closing.len_utf8();
                    chars.next();
                }
                push(text, start, end, paragraph, &mut out);
                start = end;
            }
            _ => {}
        }
    }
    push(text, start, text.len(), paragraph, &mut out);
    out
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
