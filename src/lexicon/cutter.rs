//! Text → words with parts of speech, as jieba cuts and tags it: of all ways through the words of the dictionary the
//! likeliest, unknown characters alone, letters and digits together.
//!
//! jieba itself reads a dictionary of five megabytes before it cuts the first word; here it lies ready
//! ([`Dictionary`]). What it does not hold is tagged by jieba's own model.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::dictionary::Dictionary;

/// A word and its part of speech in jieba's tag set (n noun, v verb, vn nominal verb, d adverb, p preposition …).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// The word.
    pub text: &'t str,
    /// Its part of speech.
    pub tag: &'static str,
}

static DICTIONARY: LazyLock<Option<Dictionary>> = LazyLock::new(Dictionary::embedded);

/// jieba without its dictionary: every word is unknown, and its part of speech is guessed.
static GUESSER: LazyLock<Jieba> = LazyLock::new(Jieba::empty);

/// The words of a text, in order; together they are the text.
#[must_use]
pub fn cut(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(text.len() / 4);
    let Some(dictionary) = DICTIONARY.as_ref() else { return words };
    let mut chars: Vec<(usize, char)> = Vec::new();
    let (mut route, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let inner = in_words(first);
        chars.clear();
        chars.extend(rest.char_indices().take_while(|&(_, c)| in_words(c) == inner));
        let end = chars.last().map_or(0, |&(at, c)| at + c.len_utf8());
        let stretch = Stretch { dictionary, text: &rest[..end], chars: &chars };
        if inner {
            stretch.cut(&mut route, &mut words);
        } else {
            stretch.part(&mut words);
        }
        rest = &rest[end..];
    }
    words
}

/// Whether words are sought over this character; others stand alone.
fn in_words(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        _ if c.is_ascii() => c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-'),
        _ => is_rare_chinese(c),
    }
}

/// Chinese characters outside the block that holds nearly all of them.
fn is_rare_chinese(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2ebef}'
        | '\u{2f800}'..='\u{2fa1f}')
}

/// A step of the likeliest way: how likely the rest of the stretch is from here, and where the first word ends.
#[derive(Clone, Copy)]
struct Step {
    log: f64,
    end: usize,
    tag: Option<&'static str>,
}

/// Characters of one kind, with their places.
struct Stretch<'s, 't> {
    dictionary: &'s Dictionary,
    text: &'t str,
    chars: &'s [(usize, char)],
}

impl<'t> Stretch<'_, 't> {
    /// The likeliest words.
    fn cut(&self, route: &mut Vec<Step>, words: &mut Vec<Word<'t>>) {
        self.find(route);
        let (mut at, count) = (0, self.chars.len());
        while at < count {
            let (from, mut tag) = (at, route[at].tag);
            at = route[at].end;
            if self.is_plain(from, at) {
                while at < count && self.is_plain(at, route[at].end) {
                    (at, tag) = (at + 1, None);
                }
            }
            words.push(self.word(from, at, tag));
        }
    }

    /// Whether a step is over one letter or digit.
    fn is_plain(&self, from: usize, to: usize) -> bool {
        to - from == 1 && self.chars[from].1.is_ascii_alphanumeric()
    }

    /// From behind: at each character the best first word. Of two ways that are as likely the longer word is taken.
    fn find(&self, route: &mut Vec<Step>) {
        let count = self.chars.len();
        route.clear();
        route.resize(count + 1, Step { log: 0.0, end: count, tag: None });
        for at in (0..count).rev() {
            let mut best: Option<Step> = None;
            self.dictionary.prefixes(self.chars[at..].iter().map(|&(_, c)| c), |length, known| {
                let end = at + length;
                let log = known.log - self.dictionary.log_total + route[end].log;
                if best.is_none_or(|best| log >= best.log) {
                    best = Some(Step { log, end, tag: Some(known.tag) });
                }
            });
            let alone = || Step { log: 0.0 - self.dictionary.log_total + route[at + 1].log, end: at + 1, tag: None };
            route[at] = best.unwrap_or_else(alone);
        }
    }

    /// Each character for itself, a line break of two characters as one.
    fn part(&self, words: &mut Vec<Word<'t>>) {
        let mut at = 0;
        while at < self.chars.len() {
            let pair = self.chars[at].1 == '\r' && self.chars.get(at + 1).is_some_and(|&(_, c)| c == '\n');
            let end = at + 1 + usize::from(pair);
            words.push(self.word(at, end, None));
            at = end;
        }
    }

    fn word(&self, from: usize, to: usize, tag: Option<&'static str>) -> Word<'t> {
        let end = self.chars.get(to).map_or(self.text.len(), |&(at, _)| at);
        let text = &self.text[self.chars[from].0..end];
        let known = || self.dictionary.get(text).map(|known| known.tag);
        Word { text, tag: tag.or_else(known).unwrap_or_else(|| self.dictionary.guess(text)) }
    }
}

impl Dictionary {
    /// The part of speech of a word that it does not hold: of letters and digits by what they are, of a Chinese character as
    /// jieba's model guesses it.
    fn guess(&self, word: &str) -> &'static str {
        let plain = word.chars().filter(char::is_ascii_alphanumeric).count();
        match plain {
            0 if word.chars().all(|c| c.is_ascii() || !in_words(c)) => "x",
            0 => GUESSER.tag(word, false).first().and_then(|guess| self.tag(guess.tag)).unwrap_or("x"),
            _ if word.chars().filter(char::is_ascii_digit).count() == plain => "m",
            _ => "eng",
        }
    }
}
