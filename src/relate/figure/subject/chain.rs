//! Subjects of all figures of an article at once: the likeliest way through the candidates.

use crate::lexicon::{Features, Tally};
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

/// What lies between two figures in a row.
#[derive(Debug)]
pub(in crate::relate::figure) struct Between {
    distance: &'static str,
    moved: &'static str,
    /// Who opens clauses between them, and who is named there.
    opening: Who,
    inside: Who,
}

/// Who is named in a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Nobody,
    /// Only this one; `None` is somebody who can have no figures.
    Only(Option<usize>),
    Several,
}

impl Who {
    fn of(named: impl Iterator<Item = Option<usize>>) -> Self {
        named.fold(Self::Nobody, |who, one| match who {
            Self::Nobody => Self::Only(one),
            Self::Only(other) if other == one => who,
            _ => Self::Several,
        })
    }

    fn others(self, than: usize) -> bool {
        match self {
            Self::Nobody => false,
            Self::Only(one) => one != Some(than),
            Self::Several => true,
        }
    }
}

/// Whether others than an entity are named between the figures.
const NEWS: [&str; 3] = ["opens", "inside", "none"];

impl Between {
    pub(in crate::relate::figure) fn of(cast: &Cast<'_, '_>, before: &Quantity, quantity: &Quantity) -> Self {
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
        let within = |m: usize| document.mentions[m].span.start >= from && document.mentions[m].span.end <= to;
        let opening = cast.openers.get(two).into_iter().flatten().map(|&(_, m)| m).filter(|&m| within(m));
        let first = document.mentions.partition_point(|m| m.span.start < from);
        let inside = (first..document.mentions.len())
            .take_while(|&m| document.mentions[m].span.start < to)
            .filter(|&m| !document.mentions[m].nested && within(m) && cast.of_mention[m].is_some());
        Self {
            distance,
            moved: if paragraph(one) == paragraph(two) { "stays" } else { "moves" },
            opening: Who::of(opening.map(|m| cast.of_mention[m])),
            inside: Who::of(inside.map(|m| cast.of_mention[m])),
        }
    }

    fn news(&self, entity: usize) -> usize {
        match () {
            () if self.opening.others(entity) => 0,
            () if self.inside.others(entity) => 1,
            () => 2,
        }
    }

    /// What speaks for both figures having an entity for their subject.
    pub(in crate::relate::figure) fn features(&self, cast: &Cast<'_, '_>, number: usize, out: &mut dyn Features) {
        let (distance, moved, news) = (self.distance, self.moved, NEWS[self.news(number)]);
        let entity = &cast.entities[number];
        out.add(&["again:", distance]);
        out.add(&["again:", distance, ":", entity.entity.class.as_str()]);
        out.add(&["news:", news]);
        out.add(&["again:", distance, ":", news]);
        out.add(&["again:", distance, ":", moved]);
        out.add(&["paragraph:", moved, ":", entity.sort, ":", news]);
    }

    /// That for each entity, added up: once for all of a sort.
    pub(in crate::relate::figure) fn all(&self, cast: &Cast<'_, '_>, tally: &mut Tally<'_>) -> Vec<f32> {
        let mut sums: Vec<(&'static str, [Option<f32>; 3])> = Vec::new();
        let mut sum = |number: usize| {
            let sort = cast.entities[number].sort;
            let at = sums.iter().position(|(s, _)| std::ptr::eq(*s, sort) || *s == sort).unwrap_or_else(|| {
                sums.push((sort, [None; 3]));
                sums.len() - 1
            });
            *sums[at].1[self.news(number)].get_or_insert_with(|| {
                self.features(cast, number, tally);
                tally.sum()
            })
        };
        (0..cast.entities.len()).map(&mut sum).collect()
    }
}
