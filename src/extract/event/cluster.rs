//! Candidates → events: those that name one happening share a label; deictic ones get the label of what they mean.

use crate::extract::event::candidate::{Candidate, Kind};
use crate::model::Span;

/// A mention of an event.
#[derive(Clone, Debug)]
pub struct Named {
    /// Where.
    pub span: Span,
    /// Label of the event.
    pub label: String,
    /// Whether the words are deixis.
    pub anaphoric: bool,
    /// 0 to 1.
    pub confidence: f32,
}

/// Log odds from which a cluster is an event.
const THRESHOLD: f32 = -0.4;
/// Log odds that the best cluster needs when no other is above the threshold.
const FALLBACK: f32 = -1.0;
/// What a further mention of the same event adds to its log odds.
const AGAIN: f32 = 0.4;

struct Cluster {
    members: Vec<Candidate>,
}

impl Cluster {
    fn best(&self) -> &Candidate {
        let mut best = &self.members[0];
        for member in &self.members {
            if member.score > best.score + 0.01 {
                best = member;
            }
        }
        best
    }

    fn score(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a handful of mentions")]
        let again = (self.members.len().min(4) - 1) as f32 * AGAIN;
        self.best().score + again
    }
}

/// The mentions of the accepted events, in order.
#[must_use]
pub fn settle(text: &str, candidates: Vec<Candidate>) -> Vec<Named> {
    let (named, bare): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| c.topic > 0 && !c.deictic);
    let mut clusters: Vec<Cluster> = Vec::new();
    for candidate in outermost(named) {
        match clusters.iter_mut().find(|c| c.members.iter().any(|m| same(m, &candidate))) {
            Some(cluster) => cluster.members.push(candidate),
            None => clusters.push(Cluster { members: vec![candidate] }),
        }
    }
    let best = clusters.iter().map(Cluster::score).fold(f32::MIN, f32::max);
    let bar = if best > THRESHOLD { THRESHOLD } else { FALLBACK.max(best - 0.001) };
    clusters.retain(|cluster| cluster.score() > bar);
    let mut out = Vec::new();
    for cluster in &clusters {
        let (label, confidence) = (cluster.best().label.clone(), probability(cluster.score()));
        for member in &cluster.members {
            out.push((
                member.head.kind,
                Named { span: member.span, label: label.clone(), anaphoric: false, confidence },
            ));
        }
    }
    out.sort_by_key(|(_, n)| n.span);
    let mut deictic = Vec::new();
    for candidate in bare {
        if let Some(named) = resolve(text, &candidate, &out) {
            deictic.push((candidate.head.kind, named));
        }
    }
    out.extend(deictic);
    out.sort_by_key(|(_, n)| n.span);
    out.into_iter().map(|(_, n)| n).collect()
}

fn probability(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// Candidates inside a longer one of the same beginning give way to it.
fn outermost(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let spans: Vec<Span> = candidates.iter().map(|c| c.span).collect();
    candidates.into_iter().filter(|c| !spans.iter().any(|s| s.contains(c.span) && *s != c.span)).collect()
}

/// Whether two candidates name one happening.
fn same(a: &Candidate, b: &Candidate) -> bool {
    if a.label == b.label {
        return true;
    }
    if a.head.kind != b.head.kind && a.head.kind != Kind::Activity && b.head.kind != Kind::Activity {
        return false;
    }
    alike(&a.label, &b.label)
}

/// Whether the shorter label is, but for a fifth, a subsequence of the longer one. Labels of one length that differ
/// name siblings: the sessions of two cities, the first and the second term.
#[must_use]
pub fn alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = a.len().min(b.len());
    if shorter < 4 || a.len().max(b.len()) * 2 > shorter * 5 || a.len() == b.len() {
        return false;
    }
    common(&a, &b) * 5 >= shorter * 4
}

/// Length of the longest common subsequence.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut previous = 0;
        for (j, y) in b.iter().enumerate() {
            let here = row[j + 1];
            row[j + 1] = if x == y { previous + 1 } else { row[j + 1].max(row[j]) };
            previous = here;
        }
    }
    row[b.len()]
}

/// The event that 本次大赛, 会上, 活动现场 means: the last one before it that fits, else the first of the article.
fn resolve(text: &str, candidate: &Candidate, events: &[(Kind, Named)]) -> Option<Named> {
    let after = &text[candidate.head.span.end..];
    let scene = [
        "上", "现场", "期间", "中", "当天", "结束", "指出", "强调", "要求", "认为", "由", "旨在", "以", "吸引", "共",
        "邀请", "开始", "伊始",
    ]
    .iter()
    .any(|w| after.starts_with(w));
    if !candidate.deictic && !scene {
        return None;
    }
    let fits = |kind: Kind, label: &str| {
        let head = candidate.head.span.of(text);
        label.ends_with(head)
            || candidate.head.kind == Kind::Activity
            || kind == candidate.head.kind && (candidate.head.strength < 2 || candidate.topic > 0)
    };
    let before = events.iter().rev().find(|(kind, n)| n.span.end <= candidate.span.start && fits(*kind, &n.label));
    let (_, named) = before.or_else(|| events.iter().find(|(kind, n)| fits(*kind, &n.label)))?;
    Some(Named {
        span: candidate.span,
        label: named.label.clone(),
        anaphoric: true,
        confidence: named.confidence * 0.9,
    })
}
