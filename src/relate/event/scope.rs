//! Which part of the article tells of which event.

use crate::model::{ArticleKind, Class, Document, Mention, Span};

/// An event and the part of the article that tells of it.
#[derive(Debug)]
pub struct Scope<'d> {
    /// Its first mention that is no deixis.
    pub event: &'d Mention,
    /// Every mention of it, deixis included.
    pub mentions: Vec<&'d Mention>,
    /// Whether the article (or item of a digest) is about it.
    pub main: bool,
    /// The part of the text that tells of it.
    pub span: Span,
}

/// One scope for each event, in order of first mention.
#[must_use]
pub fn scopes<'d>(document: &'d Document<'_>) -> Vec<Scope<'d>> {
    let mut scopes: Vec<Scope<'d>> = Vec::new();
    for mention in document.mentions.iter().filter(|m| m.class == Class::Event) {
        if let Some(scope) = scopes.iter_mut().find(|s| s.event.label == mention.label) {
            scope.mentions.push(mention);
        } else {
            scopes.push(Scope { event: mention, mentions: vec![mention], main: false, span: Span::default() });
        }
    }
    for item in items(document) {
        choose(document, item, &mut scopes);
    }
    scopes
}

/// The event that an item is about: told of in its first sentences, surely, by name, and most often.
fn choose(document: &Document<'_>, item: Span, scopes: &mut [Scope<'_>]) {
    let lead = document.article.sentences.iter().filter(|s| item.contains(s.span)).nth(3);
    let lead = lead.map_or(item.end, |s| s.span.end);
    let weight = |scope: &Scope<'_>| {
        let inside = scope.mentions.iter().filter(|m| item.contains(m.span) && !m.anaphoric).count();
        let meant = scope.mentions.iter().filter(|m| item.contains(m.span) && m.anaphoric).count();
        let early = scope.mentions.iter().any(|m| item.contains(m.span) && m.span.start < lead);
        let nested = scope.mentions.iter().all(|m| buried(m));
        let length = scope.event.label.chars().count();
        #[expect(clippy::cast_precision_loss, reason = "a handful of mentions")]
        let weight =
            scope.event.confidence * 2.0 + (inside.min(4) * 10 + meant.min(4) * 2 + length.min(20)) as f32 / 10.0;
        if nested || inside == 0 || !early { 0.0 } else { weight }
    };
    let mut best: Option<(usize, f32)> = None;
    for (number, scope) in scopes.iter().enumerate() {
        let weight = weight(scope);
        if weight > 0.0 && best.is_none_or(|(_, w)| weight > w) {
            best = Some((number, weight));
        }
    }
    if let Some((number, _)) = best {
        scopes[number].main = true;
        scopes[number].span = item;
    }
}

/// Whether a mention is but part of another name; a visit is named by its verb, wherever that stands.
#[must_use]
pub fn buried(mention: &Mention) -> bool {
    mention.nested && mention.extractor != "visit"
}

/// The items of a digest, or the whole article.
fn items(document: &Document<'_>) -> Vec<Span> {
    let text = document.text();
    let whole = Span::new(0, text.len());
    let mut headings = headings(document);
    if !of_bulletin(document, &headings) {
        headings.clear();
    }
    let starts: Vec<usize> = numbered(text).into_iter().chain(headings).collect();
    if document.article.kind != ArticleKind::Report || starts.len() < 3 {
        return vec![whole];
    }
    let mut starts = starts;
    starts.sort_unstable();
    starts.dedup();
    let mut out = Vec::new();
    for (n, &start) in starts.iter().enumerate() {
        out.push(Span::new(start, starts.get(n + 1).copied().unwrap_or(text.len())));
    }
    out
}

/// Whether what the headings part are news of their own, each with its day or happening, and not the sections of one
/// feature.
fn of_bulletin(document: &Document<'_>, headings: &[usize]) -> bool {
    let told = headings.iter().filter(|&&start| {
        let number = document.article.sentence_at(start);
        let near = &document.article.sentences[number..document.article.sentences.len().min(number + 3)];
        let inside = |span: Span| near.iter().any(|s| s.span.contains(span));
        document.dates.iter().any(|d| d.date.day.is_some() && inside(d.span))
            || document.mentions.iter().any(|m| m.class == Class::Event && inside(m.span))
    });
    told.count() * 2 >= headings.len()
}

/// Beginnings of items that are numbered 1、 2、 3、 behind a full stop.
fn numbered(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    for number in 1..=30 {
        let mark = format!("{number}、");
        let from = out.last().copied().unwrap_or(0);
        let found = text[from..].match_indices(&mark).map(|(at, _)| from + at).find(|&at| {
            let before = text[..at].chars().next_back();
            before.is_none_or(|c| "。！？\n ”）".contains(c))
        });
        match found {
            Some(at) => out.push(at),
            None => break,
        }
    }
    if out.len() < 3 { Vec::new() } else { out }
}

/// Paragraphs of one unended sentence, when there are several: the headings of a bulletin.
fn headings(document: &Document<'_>) -> Vec<usize> {
    let sentences = &document.article.sentences;
    let text = document.text();
    let mut out = Vec::new();
    for (n, sentence) in sentences.iter().enumerate() {
        let first = n == 0 || sentences[n - 1].paragraph != sentence.paragraph;
        let last = sentences.get(n + 1).is_none_or(|s| s.paragraph != sentence.paragraph);
        let unended = !sentence.span.of(text).ends_with(['。', '！', '？', '；', '：', '”', '）', ')', '!', '?']);
        if first && last && unended && sentence.span.len() < 150 && sentence.span.start > 0 {
            out.push(sentence.span.start);
        }
    }
    if out.len() < 4 { Vec::new() } else { out }
}
