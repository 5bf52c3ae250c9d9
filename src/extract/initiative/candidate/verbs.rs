//! The words before a name: verbs whose object it is, marks, and how far to the left it reaches.

use crate::extract::han::is_han;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Span};

/// A mark before a name, as the feature table writes it.
fn mark(character: char) -> String {
    if character.is_whitespace() { "mark:blank".to_owned() } else { format!("mark:{character}") }
}

/// The verbs of the list in the text, by their ends.
pub struct Verbs {
    ends: Vec<(Span, bool)>,
}

/// No unquoted name is longer than this many characters before its noun.
const LONGEST: usize = 26;

impl Verbs {
    /// Those of a text.
    #[must_use]
    pub fn of(document: &Document<'_>, lexicon: &Lexicon) -> Self {
        let list = lexicon.id("initiative_verbs");
        let verb = |hit: &crate::model::Hit| {
            (hit.span, lexicon.entry(*hit).fields.first().is_some_and(|word| *word == "strong"))
        };
        let mut ends: Vec<(Span, bool)> = document.hits.iter().filter(|hit| hit.list == list).map(verb).collect();
        ends.sort_by_key(|(span, _)| (span.end, span.start));
        Self { ends }
    }

    /// The longest verb that ends at a position.
    #[must_use]
    pub fn ending(&self, position: usize) -> Option<(Span, bool)> {
        let from = self.ends.partition_point(|(span, _)| span.end < position);
        self.ends.get(from).filter(|(span, _)| span.end == position).copied()
    }

    pub(super) fn strong_in(&self, span: Span) -> bool {
        let from = self.ends.partition_point(|(v, _)| v.end <= span.start);
        self.ends[from..].iter().take_while(|(v, _)| v.end <= span.end).any(|(v, s)| *s && span.contains(*v))
    }

    /// What stands right before a position: a verb (了, 全市, numbers between do not count), a mark, or else.
    #[must_use]
    pub fn border(&self, text: &str, position: usize) -> String {
        let mut at = position;
        for _ in 0..3 {
            if let Some((verb, _)) = self.ending(at) {
                return format!("verb:{}", verb.of(text));
            }
            let before = &text[..at];
            let skip = ["了", "全市", "全省", "全区", "首个", "此次", "本次", "着", "该", "年度", "年"]
                .iter()
                .find(|word| before.ends_with(**word))
                .map(|word| word.len())
                .or_else(|| {
                    let digits: usize = before
                        .chars()
                        .rev()
                        .take_while(|c| {
                            c.is_ascii_digit()
                                || matches!(c, '第' | '届' | '个' | '期' | '二' | '三' | '四' | '五' | '多')
                        })
                        .map(char::len_utf8)
                        .sum();
                    (digits > 0).then_some(digits)
                });
            let Some(skip) = skip else { break };
            at -= skip;
        }
        match text[..position].chars().next_back() {
            None | Some('\n') => "mark:start".to_owned(),
            Some(c) if is_han(c) => format!("word:{c}"),
            Some(c) => mark(c),
        }
    }

    /// Where an unquoted name that ends in a noun at `end` begins, and its border.
    pub(super) fn left(&self, document: &Document<'_>, end: usize) -> (usize, String) {
        let text = document.text();
        let mut weak: Option<(usize, String)> = None;
        let mut at = end;
        for _ in 0..LONGEST {
            let Some(character) = text[..at].chars().next_back() else { return (at, "mark:start".to_owned()) };
            if let Some((_, true)) = self.ending(at).filter(|_| at == end) {
                return (at, "verb:none".to_owned());
            }
            if at < end {
                if let Some((verb, strong)) = self.ending(at) {
                    let border = format!("verb:{}", verb.of(text));
                    let room = text[at..end].chars().count();
                    if strong && room >= 2 {
                        return (at, border);
                    }
                    if !strong && room >= 3 {
                        weak = Some((at, border));
                    }
                }
                let body =
                    document.mentions.iter().any(|m| m.class == Class::Organization && !m.nested && m.span.end == at);
                if body {
                    return (at, "body".to_owned());
                }
            }
            match character {
                '）' | ')' => {
                    let Some(open) = text[..at].rfind(['（', '(']).filter(|open| at - open <= 40) else {
                        return (at, "mark:）".to_owned());
                    };
                    at = open;
                    continue;
                }
                '的' | '了' | '和' | '与' | '及' | '等' | '将' | '把' | '在' | '为' | '是' | '由' | '被' | '以'
                | '从' | '对' | '到' | '该' | '此' | '这' | '并' | '其' => {
                    return weak.filter(|(start, _)| *start > at).unwrap_or((at, format!("word:{character}")));
                }
                '\n' => return weak.unwrap_or((at, "mark:start".to_owned())),
                c if is_han(c) || c.is_alphanumeric() || matches!(c, '+' | '·' | '—' | '-' | ' ') => {}
                c => return weak.unwrap_or((at, mark(c))),
            }
            at -= character.len_utf8();
        }
        weak.unwrap_or((at, "long".to_owned()))
    }

    /// Where a list item that ends at `end` begins, and its border.
    pub(super) fn item_left(&self, text: &str, end: usize) -> (usize, String) {
        let mut at = end;
        for _ in 0..18 {
            let Some(character) = text[..at].chars().next_back() else { break };
            if at < end
                && let Some((verb, _)) = self.ending(at)
                && text[at..end].chars().count() >= 3
            {
                return (at, format!("verb:{}", verb.of(text)));
            }
            if !(is_han(character) || character.is_alphanumeric() || matches!(character, '+' | '·'))
                || character == '了'
            {
                return (at, mark(character));
            }
            at -= character.len_utf8();
        }
        (at, "long".to_owned())
    }
}
