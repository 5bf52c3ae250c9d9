//! Two things side by side: by policy and part, by the group served, by what is counted, by the sort of doing.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::trace::line::{Kind, Line};
use crate::trace::{Lang, Report};

/// By what the lines of a section are put side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// The policy or part that they carry out or are.
    Policy,
    /// The group that they serve.
    Group,
    /// What is counted.
    Figure,
    /// Doings of other sorts.
    Doing,
}

impl Aspect {
    /// Its heading.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Policy => ("按政策和举措", "By policy and part"),
            Self::Group => ("按服务对象", "By group served"),
            Self::Figure => ("按数字", "By what is counted"),
            Self::Doing => ("其他行动与活动", "Other initiatives and events"),
        };
        lang.of(zh, en)
    }
}

/// One row: what it is about, and the lines of either side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// Section of the row.
    pub aspect: Aspect,
    /// Policy, group, or what is counted.
    pub about: String,
    /// Lines of the first thing.
    pub left: Vec<Line>,
    /// Lines of the second.
    pub right: Vec<Line>,
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The first thing.
    pub left: String,
    /// The second.
    pub right: String,
    /// Rows: those that both have come first in each section.
    pub pairs: Vec<Pair>,
}

/// Puts two reports side by side.
#[must_use]
pub fn compare(left: &Report, right: &Report) -> Comparison {
    let mut rows: BTreeMap<(Aspect, String), [Vec<Line>; 2]> = BTreeMap::new();
    for (side, report) in [left, right].into_iter().enumerate() {
        for line in &report.doings {
            for key in keys(line) {
                rows.entry(key).or_default()[side].push(line.clone());
            }
        }
    }
    let mut pairs: Vec<Pair> =
        rows.into_iter().map(|((aspect, about), [left, right])| Pair { aspect, about, left, right }).collect();
    pairs.sort_by_cached_key(|pair| {
        let one_sided = pair.left.is_empty() || pair.right.is_empty();
        (pair.aspect, one_sided, std::cmp::Reverse(pair.left.len() + pair.right.len()), pair.about.clone())
    });
    Comparison { left: left.title(), right: right.title(), pairs }
}

/// The rows that a line belongs to.
fn keys(line: &Line) -> BTreeSet<(Aspect, String)> {
    let mut keys = BTreeSet::new();
    let policies = line.towards.iter().chain((line.kind == Kind::Policy).then_some(&line.what));
    keys.extend(policies.map(|policy| (Aspect::Policy, policy.clone())));
    keys.extend(line.whom.iter().map(|group| (Aspect::Group, group.clone())));
    keys.extend(line.targets.iter().chain(&line.results).map(|figure| (Aspect::Figure, figure.counts.clone())));
    if keys.is_empty() {
        keys.insert((Aspect::Doing, line.kind.name(Lang::Zh).to_owned()));
    }
    keys
}

impl Pair {
    /// What a side says in a row, each line with its date.
    #[must_use]
    pub fn cell(&self, lines: &[Line], lang: Lang) -> Vec<String> {
        let of_figure = |line: &Line| {
            let figures = line.targets.iter().chain(&line.results).filter(|figure| figure.counts == self.about);
            let amounts: Vec<String> = figures.map(|figure| figure.words(lang)).collect();
            let who = if line.what.is_empty() { lang.list(&line.who) } else { line.what.clone() };
            format!("{}{}{who}", amounts.join("、"), lang.of(" — ", " — "))
        };
        let words = |line: &Line| match self.aspect {
            Aspect::Figure => of_figure(line),
            Aspect::Policy | Aspect::Group | Aspect::Doing => line.title(lang),
        };
        let dated = |line: &Line| format!("{} {}", line.when, words(line)).trim().to_owned();
        lines.iter().map(dated).collect()
    }
}
