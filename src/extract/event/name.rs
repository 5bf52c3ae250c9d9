//! Where the name of an event begins: from its head to the left, until a word that no name contains.

use crate::lexicon::WordList;
use crate::model::{Class, Document, Span, last_characters as tail};

/// Longest name in characters.
const LONGEST: usize = 48;

/// One-character words at which a name begins behind them, unless a `keep` word covers them.
const STOPS: &str = "的在于是了将把被为以从由对向到有就并也还已又都再等该之而则即或及他她我你其不每各晚获讯摄与图";

/// The left border of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Border {
    /// Where the name begins.
    pub start: usize,
    /// Whether the name holds or is a quotation.
    pub quoted: bool,
    /// What ended the search.
    pub stop: Stop,
}

/// What stands before the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// A verb of holding: 举行, 召开.
    Hold,
    /// A verb of taking part: 参加, 出席.
    Join,
    /// Another word that no name contains, or a date.
    Word,
    /// Punctuation or the beginning of the sentence.
    Edge,
    /// The name would be too long.
    Long,
}

/// Finds the left border of the name that ends with the head.
#[must_use]
pub fn border(document: &Document<'_>, borders: &WordList, sentence: Span, head: Span) -> Border {
    if let Some(start) = opening_of_quoted_head(document.text(), sentence, head) {
        return Border { start, quoted: true, stop: stop_before(document.text(), borders, sentence, start) };
    }
    let mut walk = Walk { document, borders, sentence, at: head.start, quoted: false };
    let mut characters = 0;
    loop {
        characters += 1;
        match walk.step() {
            Ok(()) if characters > LONGEST => return Border { start: walk.at, quoted: walk.quoted, stop: Stop::Long },
            Ok(()) => {}
            Err(stop) => return Border { start: walk.at, quoted: walk.quoted, stop },
        }
    }
}

/// “顶尖科学家、大国工匠交流论坛”: the head ends the quotation, so that the name is the quotation.
fn opening_of_quoted_head(text: &str, sentence: Span, head: Span) -> Option<usize> {
    if !text[head.end..].starts_with('”') {
        return None;
    }
    let before = &text[sentence.start..head.start];
    let open = before.rfind('“')?;
    let inside = &before[open + '“'.len_utf8()..];
    (!inside.contains('”') && !inside.is_empty() && inside.chars().count() <= LONGEST)
        .then(|| sentence.start + open + '“'.len_utf8())
}

fn stop_before(text: &str, borders: &WordList, sentence: Span, at: usize) -> Stop {
    let before = text[sentence.start..at].trim_end_matches(['“', '‘', '《', ' ']);
    match borders.longest_suffix(tail(before, 5)) {
        Some((_, entry)) if entry.fields.first() == Some(&"hold") => Stop::Hold,
        Some((_, entry)) if entry.fields.first() == Some(&"join") => Stop::Join,
        _ if before.ends_with('的') => Stop::Word,
        _ => Stop::Edge,
    }
}

struct Walk<'d, 'a> {
    document: &'d Document<'a>,
    borders: &'d WordList,
    sentence: Span,
    at: usize,
    quoted: bool,
}

impl Walk<'_, '_> {
    /// One step to the left, or what stands there.
    fn step(&mut self) -> Result<(), Stop> {
        let before = &self.document.text()[self.sentence.start..self.at];
        let Some(last) = before.chars().next_back() else { return Err(Stop::Edge) };
        if let Some(open) = opening(last) {
            return self.jump(before, open, last);
        }
        if let Some(date) = self.document.dates.iter().find(|d| d.span.end == self.at) {
            return self.pass_date(date.span);
        }
        if self.mention_ends(Class::Person) {
            return Err(Stop::Word);
        }
        if let Some((word, entry)) = self.borders.longest_suffix(tail(before, 5)) {
            match entry.fields.first().copied() {
                Some("hold") => return Err(Stop::Hold),
                Some("join") => return Err(Stop::Join),
                Some("keep") => {
                    self.at -= word.len();
                    return Ok(());
                }
                _ => return Err(Stop::Word),
            }
        }
        if STOPS.contains(last) && !self.kept(before, last) {
            return Err(Stop::Word);
        }
        if matches!(last, '日' | '月') && tail(before, 2).starts_with(|c: char| c.is_ascii_digit()) {
            return Err(Stop::Word);
        }
        if last.is_alphanumeric() || matches!(last, '·' | '—' | '-' | '–' | '•' | '+' | '.' | '/' | '&') {
            self.at -= last.len_utf8();
            return Ok(());
        }
        Err(Stop::Edge)
    }

    /// Whether a `keep` word begins with the stop character (在线, 对接).
    fn kept(&self, before: &str, last: char) -> bool {
        let start = self.sentence.start + before.len() - last.len_utf8();
        let ahead = &self.document.text()[start..];
        let pair = ahead.char_indices().nth(2).map_or(ahead, |(end, _)| &ahead[..end]);
        let triple = ahead.char_indices().nth(3).map_or(ahead, |(end, _)| &ahead[..end]);
        let keeps = |word: &str| self.borders.get(word).is_some_and(|entry| entry.fields.first() == Some(&"keep"));
        keeps(pair) || keeps(triple)
    }

    fn mention_ends(&self, class: Class) -> bool {
        self.document.mentions.iter().any(|m| m.span.end == self.at && m.class == class && m.span.len() > 3)
    }

    /// Over a bracketed or quoted part of the name.
    fn jump(&mut self, before: &str, open: char, close: char) -> Result<(), Stop> {
        let mut depth = 0_usize;
        for (at, c) in before.char_indices().rev() {
            if c == close {
                depth += 1;
            } else if c == open {
                depth -= 1;
                if depth == 0 {
                    let inside = before.len() - at;
                    if inside > LONGEST * 3 {
                        return Err(Stop::Edge);
                    }
                    let aside = before[at..].contains("记者") || before[at..].contains("摄");
                    if close == '）' && aside {
                        return Err(Stop::Edge);
                    }
                    self.quoted |= matches!(close, '”' | '》' | '’');
                    self.at = self.sentence.start + at;
                    return Ok(());
                }
            }
        }
        Err(Stop::Edge)
    }

    /// 2023年 belongs to a name, 7月28日 does not.
    fn pass_date(&mut self, date: Span) -> Result<(), Stop> {
        let words = date.of(self.document.text());
        let year = words.ends_with('年') || words.ends_with("年度");
        if year && words.starts_with(|c: char| c.is_ascii_digit()) && !words.contains('月') {
            self.at = date.start.max(self.sentence.start);
            return if words.starts_with(|c: char| c.is_ascii_digit()) { Ok(()) } else { Err(Stop::Word) };
        }
        Err(Stop::Word)
    }
}

const fn opening(close: char) -> Option<char> {
    Some(match close {
        '”' => '“',
        '’' => '‘',
        '》' => '《',
        '）' => '（',
        ')' => '(',
        '」' => '「',
        _ => return None,
    })
}
