//! Words with parts of speech (jieba), for the few stretches of text around a number.

use std::sync::LazyLock;

use jieba_rs::Jieba;

/// The dictionary: loaded when the first number of a run needs it.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

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
    JIEBA.tag(text, false).into_iter().map(|tag| Word { text: tag.word, tag: static_tag(tag.tag) }).collect()
}

fn static_tag(tag: &str) -> &'static str {
    const TAGS: &[&str] = &[
        "n", "nr", "ns", "nt", "nz", "nrt", "nrfg", "ng", "v", "vn", "vd", "vi", "vq", "vg", "a", "ad", "an", "ag",
        "b", "d", "df", "dg", "p", "c", "r", "rr", "rz", "rg", "u", "uj", "ul", "uz", "ug", "ud", "uv", "m", "mq",
        "mg", "q", "t", "tg", "s", "f", "x", "eng", "i", "l", "j", "z", "zg", "y", "o", "e", "h", "k", "g",
    ];
    TAGS.iter().find(|known| **known == tag).copied().unwrap_or("x")
}
