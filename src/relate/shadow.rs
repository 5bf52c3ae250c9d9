//! A sentence in which each mention is one character: what patterns match against.
//!
//! “南京市总工会主办劳模培训班” becomes “▢主办▣”, where ▢ stands for any organization and ▣ for any event, so that a
//! regular expression can speak of classes of mentions and of the words between them at once.

use crate::model::{Class, Document, Span};

/// What a placeholder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Index into `document.mentions`.
    Mention(usize),
    /// Index into `document.titles`.
    Title(usize),
    /// Index into `document.dates`.
    Date(usize),
    /// Index into `document.quantities`.
    Quantity(usize),
}

/// The shadow of a range of the text.
#[derive(Clone, Debug)]
pub struct Shadow {
    /// The words, placeholders for mentions.
    pub text: String,
    /// `(byte in the shadow, what, range in the article's text)`, ascending.
    pub items: Vec<(usize, Item, Span)>,
    /// The range of the article's text that this is the shadow of.
    pub source: Span,
}

const TITLE: char = '\u{E00A}';
const DATE: char = '\u{E00B}';
const QUANTITY: char = '\u{E00C}';

/// The placeholder of a class.
#[must_use]
pub const fn placeholder(class: Class) -> char {
    match class {
        Class::Person => '\u{E000}',
        Class::Organization => '\u{E001}',
        Class::Place => '\u{E002}',
        Class::Policy => '\u{E003}',
        Class::Measure => '\u{E004}',
        Class::Initiative => '\u{E005}',
        Class::Event => '\u{E006}',
        Class::Honor => '\u{E007}',
        Class::Group => '\u{E008}',
        Class::Work => '\u{E009}',
    }
}

/// The placeholder that a word of the pattern language names.
#[must_use]
pub fn placeholder_named(word: &str) -> Option<char> {
    Some(match word {
        "person" => placeholder(Class::Person),
        "org" => placeholder(Class::Organization),
        "place" => placeholder(Class::Place),
        "policy" => placeholder(Class::Policy),
        "measure" => placeholder(Class::Measure),
        "initiative" => placeholder(Class::Initiative),
        "event" => placeholder(Class::Event),
        "honor" => placeholder(Class::Honor),
        "group" => placeholder(Class::Group),
        "work" => placeholder(Class::Work),
        "title" => TITLE,
        "date" => DATE,
        "quantity" => QUANTITY,
        _ => return None,
    })
}

impl Shadow {
    /// The shadow of a range (usually a sentence): outermost mentions first, then titles, dates and quantities that
    /// no mention covers.
    #[must_use]
    pub fn of(document: &Document<'_>, source: Span) -> Self {
        let inside = |span: Span| source.contains(span) && !span.is_empty();
        let mut items: Vec<(Span, Item, char)> = Vec::new();
        let mentions = document.mentions.iter().enumerate().filter(|(_, m)| !m.nested && inside(m.span));
        items.extend(mentions.map(|(n, m)| (m.span, Item::Mention(n), placeholder(m.class))));
        let titles = document.titles.iter().enumerate().filter(|(_, t)| inside(t.span));
        items.extend(titles.map(|(n, t)| (t.span, Item::Title(n), TITLE)));
        let dates = document.dates.iter().enumerate().filter(|(_, d)| inside(d.span));
        items.extend(dates.map(|(n, d)| (d.span, Item::Date(n), DATE)));
        let quantities = document.quantities.iter().enumerate().filter(|(_, q)| inside(q.span));
        items.extend(quantities.map(|(n, q)| (q.span, Item::Quantity(n), QUANTITY)));
        items.sort_by_key(|(span, item, _)| {
            (span.start, !matches!(item, Item::Mention(_)), std::cmp::Reverse(span.end))
        });
        let text = document.text();
        let mut shadow = Self { text: String::with_capacity(source.len()), items: Vec::new(), source };
        let mut at = source.start;
        for (span, item, character) in items {
            if span.start < at {
                continue;
            }
            shadow.text.push_str(&text[at..span.start]);
            shadow.items.push((shadow.text.len(), item, span));
            shadow.text.push(character);
            at = span.end;
        }
        shadow.text.push_str(&text[at..source.end]);
        shadow
    }

    /// The placeholders inside a byte range of the shadow, in order.
    pub fn items_in(&self, start: usize, end: usize) -> impl Iterator<Item = (Item, Span)> + '_ {
        self.items.iter().filter(move |(at, ..)| start <= *at && *at < end).map(|&(_, item, span)| (item, span))
    }

    /// The range of the article's text that a byte range of the shadow stands for.
    #[must_use]
    pub fn source_span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source_position(start), self.source_position(end))
    }

    fn source_position(&self, position: usize) -> usize {
        let (mut shadow_at, mut source_at) = (0, self.source.start);
        for &(at, _, span) in &self.items {
            if at >= position {
                break;
            }
            shadow_at = at + 3;
            source_at = span.end;
        }
        source_at + position - shadow_at
    }
}
