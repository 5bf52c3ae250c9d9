//! Words with parts of speech (jieba), for the few stretches of text around a number.

use crate::lexicon::cut;

/// A word and its part of speech in jieba's tag set (n noun, v verb, vn nominal verb, d adverb, p preposition …).
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    pub text: &'t str,
    pub tag: &'t str,
}

impl Word<'_> {
    /// Whether a noun phrase may contain it.
    pub(super) fn nominal(&self) -> bool {
        match self.tag.as_bytes().first() {
            Some(b'n' | b'a' | b'b' | b'j' | b'l' | b'i' | b'q' | b'z' | b'f' | b's' | b't' | b'g' | b'k' | b'h') => {
                true
            }
            Some(b'v') => self.tag == "vn",
            Some(b'm') => self.text != "等",
            Some(b'e') => self.tag == "eng",
            Some(b'x') => matches!(
                self.text,
                "“" | "”" | "·" | "+" | "-" | "（" | "）" | "(" | ")" | "/" | "《" | "》" | "‘" | "’"
            ),
            _ => false,
        }
    }

    /// Whether it is a verb in use, not in a noun's place.
    pub(super) fn verb(&self) -> bool {
        self.tag.starts_with('v') && self.tag != "vn"
    }

    /// Whether it joins words of one phrase.
    pub(super) fn joins(&self) -> bool {
        matches!(self.text, "和" | "及" | "与" | "以及" | "、" | "暨" | "或" | "的" | "之")
    }
}

/// The words of a stretch of text.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    cut(text).into_iter().map(|word| Word { text: word.text, tag: word.tag }).collect()
}
