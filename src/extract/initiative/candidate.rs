//! Every stretch of text that may name a programme.

mod listed;
mod open;
mod quoted;
mod verbs;

use crate::extract::normal;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Span};
pub(super) use verbs::Verbs;

/// How a candidate was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// “亮码有惠”暖心行动.
    QuotedHead,
    /// “圆梦行动”.
    QuotedEnd,
    /// “爱心互献”.
    Quoted,
    /// 数字技能提升行动.
    Open,
    /// The items of 爱心互献、工会驿站等品牌.
    Listed,
    /// A name from the list.
    Known,
}

impl Kind {
    /// Name of the rule, as evidence carries it.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::QuotedHead => "initiative-quoted-head",
            Self::QuotedEnd => "initiative-quoted-end",
            Self::Quoted => "initiative-quoted",
            Self::Open => "initiative-open",
            Self::Listed => "initiative-listed",
            Self::Known => "initiative-known",
        }
    }
}

/// A stretch that may name a programme.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// All of the name, quotes included.
    pub span: Span,
    /// What makes the name: the quoted words, or the whole name.
    pub core: Span,
    /// Name in normal form.
    pub label: String,
    /// How it was found.
    pub kind: Kind,
    /// The noun that ends it (行动), if any.
    pub head: Option<Span>,
    /// What stands before it, in words of the feature table (`verb:开展`, `mark:、`).
    pub border: String,
}

impl Candidate {
    /// Whether the label holds the noun behind the quoted words.
    #[must_use]
    pub fn has_noun(&self) -> bool {
        self.head.is_some()
    }
}

/// Nouns of the list, found in the text, with the modes in which they count.
struct Heads {
    all: Vec<(Span, &'static str)>,
}

impl Heads {
    fn of(document: &Document<'_>, lexicon: &Lexicon) -> Self {
        let list = lexicon.id("initiative_heads");
        let mut all: Vec<(Span, &'static str)> = document
            .hits
            .iter()
            .filter(|hit| hit.list == list)
            .map(|hit| (hit.span, lexicon.entry(*hit).fields.first().copied().unwrap_or("")))
            .collect();
        all.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        Self { all }
    }

    fn from(&self, position: usize) -> &[(Span, &'static str)] {
        &self.all[self.all.partition_point(|(span, _)| span.start < position)..]
    }
}

/// All candidates, in the order of the text; one a stretch.
#[must_use]
pub fn candidates(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Candidate> {
    let text = document.text();
    let heads = Heads::of(document, lexicon);
    let verbs = Verbs::of(document, lexicon);
    let mut found = Vec::new();
    for quote in quoted::quotes(text) {
        found.extend(quoted::quoted(document, quote, &heads, &verbs, lexicon));
    }
    let covered: Vec<Span> = found.iter().map(|c: &Candidate| c.span).collect();
    let free = |span: Span| !covered.iter().any(|c| c.overlaps(span));
    let mut more = known(document, lexicon, &verbs);
    more.retain(|c| free(c.span));
    let mut rest = open::open(document, &heads, &verbs);
    let shorter: Vec<Candidate> = rest.iter().flat_map(|c| open::shorter(document, c, &verbs, lexicon)).collect();
    rest.extend(shorter);
    rest.extend(listed::listed(text, &verbs));
    rest.retain(|c| free(c.span) && !more.iter().any(|k| k.span == c.span || k.span.contains(c.span)));
    found.extend(more);
    found.extend(rest);
    found.retain(|c| !inside_title(document, c.span));
    found.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    found.dedup_by_key(|c| c.span);
    found
}

fn inside_title(document: &Document<'_>, span: Span) -> bool {
    document.mentions.iter().any(|m| matches!(m.class, Class::Work) && m.span.contains(span))
}

/// Names from the list.
fn known(document: &Document<'_>, lexicon: &Lexicon, verbs: &Verbs) -> Vec<Candidate> {
    let text = document.text();
    let list = lexicon.id("initiative_names");
    let mut hits: Vec<Span> = document.hits.iter().filter(|hit| hit.list == list).map(|hit| hit.span).collect();
    hits.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    hits.retain(|span| {
        span.start >= end && {
            end = span.end;
            true
        }
    });
    let make = |span: Span| Candidate {
        span,
        core: span,
        label: normal::label(span.of(text)),
        kind: Kind::Known,
        head: Some(span),
        border: verbs.border(text, span.start),
    };
    hits.into_iter().map(make).collect()
}
