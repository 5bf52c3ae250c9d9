//! Post titles: words of `titles.tsv`, with the words of `title_prefixes.tsv` that belong to them (党组 + 副 + 书记).

use crate::extract::Extractor;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Hit, Span, TitleMention};

/// Finds the titles of posts, longest first.
pub struct Titles;

impl Extractor for Titles {
    fn name(&self) -> &'static str {
        "title"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let text = document.text();
        let (titles, prefixes) = (lexicon.id("titles"), lexicon.id("title_prefixes"));
        let border = |class: &str| -> Vec<&'static str> {
            let words = lexicon.list("title_borders").entries.iter();
            words.filter(|word| word.fields.first() == Some(&class)).map(|word| word.word).collect()
        };
        let (praise, longer) = (border("praise"), border("behind"));
        let before: Vec<Hit> = document.hits.iter().copied().filter(|hit| hit.list == prefixes).collect();
        let mut spans: Vec<Span> = document
            .hits
            .iter()
            .filter(|hit| hit.list == titles)
            .filter_map(|hit| {
                let whole = with_route(text, with_prefixes(hit.span, &before));
                outside_bodies(document, whole, hit.span.start)
            })
            .map(|span| without_union(text, span))
            .filter(|span| !praise.iter().any(|word| text[..span.start].ends_with(word)))
            .filter(|span| !longer.iter().any(|word| text[span.end..].starts_with(word)))
            .collect();
        spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        let mut end = 0;
        spans.retain(|span| {
            let free = span.start >= end;
            end = end.max(span.end);
            free
        });
        document.titles =
            spans.into_iter().map(|span| TitleMention { span, title: span.of(text).to_owned() }).collect();
    }
}

/// The title with the prefixes before it, the longest chain of them.
fn with_prefixes(mut span: Span, prefixes: &[Hit]) -> Span {
    loop {
        let from = prefixes.partition_point(|hit| hit.span.end < span.start);
        let ending = prefixes[from..].iter().take_while(|hit| hit.span.end == span.start);
        let Some(longest) = ending.map(|hit| hit.span).max_by_key(|prefix| prefix.len()) else { return span };
        span.start = longest.start;
    }
}

/// A driver is called by his line: 32路公交车司机.
fn with_route(text: &str, span: Span) -> Span {
    let Some(left) = text[..span.start].strip_suffix('路') else { return span };
    let digits = left.len() - left.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 { span } else { Span::new(left.len() - digits, span.end) }
}

/// A title inside the name of a body or place is none (职工服务中心); one that crosses a body's end begins behind it
/// (某镇党委|书记), unless they share the last character (公安局长).
fn outside_bodies(document: &Document<'_>, span: Span, core: usize) -> Option<Span> {
    let text = document.text();
    let from = document.mentions.partition_point(|m| m.span.start + 300 < span.start);
    for mention in document.mentions[from..].iter().take_while(|m| m.span.start < span.end) {
        if !matches!(mention.class, Class::Organization | Class::Place) || !mention.span.overlaps(span) {
            continue;
        }
        if mention.span.contains(span) {
            return None;
        }
        if mention.span.start < span.start && mention.span.end < span.end {
            let rest = Span::new(mention.span.end, span.end);
            return match rest.of(text) {
                "长" => Some(span),
                _ if mention.span.end <= core => Some(rest),
                _ => None,
            };
        }
    }
    Some(span)
}

/// 总工会主席 is the 主席 of a 总工会.
fn without_union(text: &str, span: Span) -> Span {
    match span.of(text).strip_prefix("工会") {
        Some(rest) if text[..span.start].ends_with('总') => Span::new(span.end - rest.len(), span.end),
        _ => span,
    }
}
