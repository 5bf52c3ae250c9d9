//! The one place where mentions compete: crossing ones lose to the surer, then the longer; nested ones are marked.

use crate::model::Document;

/// Removes mentions that cross a better one and marks those that lie inside another.
pub fn settle(document: &mut Document<'_>) {
    let mut order: Vec<usize> = (0..document.mentions.len()).collect();
    let mentions = &document.mentions;
    order.sort_by(|&a, &b| {
        let rank =
            |m: &crate::model::Mention| (-(m.confidence * 100.0) as i64, std::cmp::Reverse(m.span.len()), m.span.start);
        rank(&mentions[a]).cmp(&rank(&mentions[b]))
    });
    let mut kept: Vec<usize> = Vec::new();
    for index in order {
        let span = mentions[index].span;
        let clash = kept.iter().any(|&k| {
            let other = mentions[k].span;
            other.overlaps(span) && !(other.contains(span) || span.contains(other))
                || other == span
                    && (mentions[k].class == mentions[index].class || mentions[k].label == mentions[index].label)
        });
        if !clash {
            kept.push(index);
        }
    }
    kept.sort_unstable();
    let mut settled: Vec<_> = kept.into_iter().map(|index| document.mentions[index].clone()).collect();
    for index in 0..settled.len() {
        let span = settled[index].span;
        settled[index].nested = settled.iter().any(|other| other.span.contains(span) && other.span != span);
    }
    document.mentions.clear();
    document.add_mentions(settled);
}
