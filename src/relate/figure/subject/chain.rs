//! Subjects of all figures of an article at once: the likeliest way through the candidates.

use crate::model::Quantity;
use crate::relate::figure::gate::CLAUSE_ENDS;
use crate::relate::figure::subject::Cast;

/// A figure with the scores of its candidates.
#[derive(Clone, Debug, Default)]
pub(in crate::relate::figure) struct Node {
    /// What speaks for each entity of the cast alone.
    pub alone: Vec<f32>,
    /// What speaks for each entity, given that the figure before has it.
    pub again: Vec<f32>,
}

/// The likeliest entity of each figure, and how far it is ahead of the next likeliest.
pub(in crate::relate::figure) fn likeliest(nodes: &[Node]) -> Vec<(usize, f32)> {
    let Some(first) = nodes.first() else { return Vec::new() };
    let mut ahead = first.alone.clone();
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(nodes.len());
    for node in &nodes[1..] {
        let best = best_of(&ahead, None);
        let second = best_of(&ahead, Some(best));
        let from: Vec<usize> = (0..node.alone.len())
            .map(|k| {
                let other = if k == best { second } else { best };
                if ahead[k] + node.again[k] >= ahead[other] { k } else { other }
            })
            .collect();
        let next = from
            .iter()
            .enumerate()
            .map(|(k, &p)| ahead[p] + node.alone[k] + if p == k { node.again[k] } else { 0.0 })
            .collect();
        back.push(from);
        ahead = next;
    }
    let mut path = vec![best_of(&ahead, None)];
    for from in back.iter().rev() {
        let last = path.last().copied().unwrap_or(0);
        path.push(from[last]);
    }
    path.reverse();
    let mut out = Vec::with_capacity(nodes.len());
    for (at, (node, &chosen)) in nodes.iter().zip(&path).enumerate() {
        let same = |k: usize| if at > 0 && path[at - 1] == k { node.again[k] } else { 0.0 };
        let score = |k: usize| node.alone[k] + same(k);
        let other = (0..node.alone.len()).filter(|&k| k != chosen).map(score).fold(f32::NEG_INFINITY, f32::max);
        out.push((chosen, score(chosen) - other));
    }
    out
}

/// The index of the highest score, one index left out.
fn best_of(scores: &[f32], without: Option<usize>) -> usize {
    let mut best = usize::from(without == Some(0) && scores.len() > 1);
    for (k, score) in scores.iter().enumerate() {
        if *score > scores[best] && without != Some(k) {
            best = k;
        }
    }
    best
}

/// What speaks for two figures in a row having the same subject, for each entity of the cast.
pub(in crate::relate::figure) fn pair(
    cast: &Cast<'_, '_>,
    before: &Quantity,
    quantity: &Quantity,
    take: &mut dyn FnMut(usize, &str),
) {
    let document = cast.document;
    let (from, to) = (before.span.end, quantity.span.start.max(before.span.end));
    let (one, two) = (document.article.sentence_at(before.span.start), document.article.sentence_at(to));
    let between = &document.text()[from..to];
    let paragraph = |sentence: usize| document.article.sentences.get(sentence).map(|s| s.paragraph);
    let distance = match two.saturating_sub(one) {
        0 if !between.contains(CLAUSE_ENDS) => "clause",
        0 if between.contains('；') => "semicolon",
        0 => "sentence",
        1 => "next",
        _ if paragraph(one) == paragraph(two) => "paragraph",
        _ => "far",
    };
    let opening: Vec<Option<usize>> = cast
        .openers
        .get(two)
        .into_iter()
        .flatten()
        .map(|&(_, m)| m)
        .filter(|&m| document.mentions[m].span.start >= from && document.mentions[m].span.end <= to)
        .map(|m| cast.of_mention[m])
        .collect();
    let first = document.mentions.partition_point(|m| m.span.start < from);
    let inside: Vec<Option<usize>> = (first..document.mentions.len())
        .take_while(|&m| document.mentions[m].span.start < to)
        .filter(|&m| !document.mentions[m].nested && document.mentions[m].span.end <= to)
        .map(|m| cast.of_mention[m])
        .filter(Option::is_some)
        .collect();
    let distant = format!("again:{distance}");
    let moved = if paragraph(one) == paragraph(two) { "stays" } else { "moves" };
    for (index, entity) in cast.entities.iter().enumerate() {
        let others = |list: &[Option<usize>]| list.iter().any(|other| *other != Some(index));
        let news = if others(&opening) {
            "opens"
        } else if others(&inside) {
            "inside"
        } else {
            "none"
        };
        take(index, &distant);
        take(index, &format!("{distant}:{}", entity.entity.class.as_str()));
        take(index, &format!("news:{news}"));
        take(index, &format!("{distant}:{news}"));
        take(index, &format!("{distant}:{moved}"));
        take(index, &format!("paragraph:{moved}:{}:{news}", entity.sort));
    }
}
