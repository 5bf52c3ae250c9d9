//! Names in quotes, with the noun of programmes inside or behind them.

use crate::extract::brackets::Bracketed;
use crate::extract::han::is_han;
use crate::extract::initiative::candidate::verbs::Verbs;
use crate::extract::initiative::candidate::{Candidate, Heads, Kind};
use crate::extract::normal;
use crate::lexicon::Lexicon;
use crate::model::{Document, Span};

/// Quoted stretches, innermost pairs, that may be names: 2 to 40 characters without a full stop.
pub(super) fn quotes(text: &str) -> Vec<Bracketed> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '“' | '‘' => open.push((at, character)),
            '”' | '’' => {
                let mate = if character == '”' { '“' } else { '‘' };
                let Some(position) = open.iter().rposition(|&(_, c)| c == mate) else { continue };
                let start = open[position].0;
                open.truncate(position);
                let inner = Span::new(start + mate.len_utf8(), at);
                let words = inner.of(text);
                let length = words.chars().count();
                if (2..=40).contains(&length) && !words.contains(['。', '？', '！', '\n', '；', '：']) {
                    found.push(Bracketed { outer: Span::new(start, at + character.len_utf8()), inner });
                }
            }
            '\n' => open.clear(),
            _ => {}
        }
    }
    found.sort_by_key(|b| b.outer.start);
    found
}

/// Where a name with quotes in it begins: short quoted words (绿色通道, 三下乡) take what stands before them along.
fn quoted_start(document: &Document<'_>, quote: Bracketed, border: &str, verbs: &Verbs) -> usize {
    let text = document.text();
    if quote.inner.of(text).chars().count() > 4 || !border.starts_with("word:") {
        return quote.outer.start;
    }
    let (start, left) = verbs.left(document, quote.outer.start);
    let words = text[start..quote.outer.start].chars().count();
    if (2..=14).contains(&words) && left != "long" { start } else { quote.outer.start }
}

pub(super) fn quoted(
    document: &Document<'_>,
    quote: Bracketed,
    heads: &Heads,
    verbs: &Verbs,
    lexicon: &Lexicon,
) -> Vec<Candidate> {
    let text = document.text();
    let border = verbs.border(text, quote.outer.start);
    let start = quoted_start(document, quote, &border, verbs);
    if let Some(head) = head_behind(text, quote.outer.end, heads, verbs) {
        let span = Span::new(start, head.end);
        return vec![Candidate {
            span,
            core: quote.inner,
            label: normal::label(span.of(text)),
            kind: Kind::QuotedHead,
            head: Some(head),
            border,
        }];
    }
    let words = quote.inner.of(text);
    let end = lexicon.list("initiative_heads").longest_suffix(words).filter(|(word, entry)| {
        entry.fields.first().is_some_and(|modes| modes.contains('e')) && word.len() < words.len()
    });
    let head = end.map(|(word, _)| Span::new(quote.inner.end - word.len(), quote.inner.end));
    vec![Candidate {
        span: Span::new(start, quote.outer.end),
        core: quote.inner,
        label: normal::label(Span::new(start, quote.outer.end).of(text)),
        kind: if head.is_some() { Kind::QuotedEnd } else { Kind::Quoted },
        head,
        border,
    }]
}

/// Nouns that say less than one that follows them: 编制工作网络征求意见活动 ends in 活动.
const WEAK: [&str; 6] = ["工作", "服务", "建设", "公益", "改革", "招聘"];

/// The noun of programmes behind a quoted name, with at most 14 characters between that belong to the name.
fn head_behind(text: &str, end: usize, heads: &Heads, verbs: &Verbs) -> Option<Span> {
    let (first, _) = *heads.from(end).iter().find(|(_, modes)| modes.contains('q'))?;
    let mut head = first;
    let broken = |c: char| {
        !(is_han(c) || c.is_alphanumeric() || matches!(c, '+' | '＋' | '·' | '—' | '-' | '（' | '）' | ' '))
            || matches!(
                c,
                '的' | '了'
                    | '等'
                    | '把'
                    | '将'
                    | '在'
                    | '和'
                    | '被'
                    | '与'
                    | '是'
                    | '为'
                    | '以'
                    | '由'
                    | '到'
                    | '向'
                    | '对'
                    | '从'
                    | '及'
                    | '有'
            )
    };
    let reached = |to: usize| {
        let gap = text.get(end..to)?;
        let fine = gap.chars().count() <= 14 && !gap.chars().any(broken) && !verbs.strong_in(Span::new(end, to));
        fine.then_some(())
    };
    reached(head.start)?;
    if WEAK.contains(&head.of(text)) {
        let better = |(span, modes): &&(Span, &str)| {
            modes.contains('q') && !WEAK.contains(&span.of(text)) && span.start >= first.end
        };
        let next = heads.from(first.end).iter().take(8).find(better).map(|(span, _)| *span);
        head = next.filter(|next| reached(next.start).is_some()).unwrap_or(head);
    }
    while let Some((next, _)) = heads.from(head.end).iter().find(|(n, m)| n.start == head.end && m.contains('q')) {
        head = Span::new(head.start, next.end);
    }
    Some(head)
}
