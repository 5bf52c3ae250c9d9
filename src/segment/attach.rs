//! Which headline belongs to which article: by position, and by the words that both share.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::segment::cohesion::pairs;
use crate::segment::headline;
use crate::segment::line::Line;

/// A stretch between two articles: the headline lines in it.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The article in front of it.
    pub previous: Option<usize>,
    /// The article behind it.
    pub next: Option<usize>,
    /// Last body line in front, first body line behind (indices into the lines).
    pub around: (Option<usize>, Option<usize>),
    /// Indices of its headline lines.
    pub heads: Vec<usize>,
}

/// The words of all articles, by rarity.
struct Index {
    holders: FxHashMap<u32, Vec<usize>>,
    articles: f32,
}

impl Index {
    fn new(texts: &[String]) -> Self {
        let mut holders: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (number, text) in texts.iter().enumerate() {
            for pair in pairs(text) {
                let articles = holders.entry(pair).or_default();
                if articles.last() != Some(&number) {
                    articles.push(number);
                }
            }
        }
        Self { holders, articles: f32::from(u16::try_from(texts.len()).unwrap_or(u16::MAX)) }
    }

    /// For each article that shares a pair with the words: the share of the words' weight, 0 to 1.
    fn affinity(&self, words: &str) -> Vec<(usize, f32)> {
        let unique: FxHashSet<u32> = pairs(words).into_iter().collect();
        let mut shares: FxHashMap<usize, f32> = FxHashMap::default();
        let mut total = 0.0;
        let mut unique: Vec<u32> = unique.into_iter().collect();
        unique.sort_unstable();
        for pair in unique {
            let articles = self.holders.get(&pair).map_or(&[][..], Vec::as_slice);
            let df = f32::from(u16::try_from(articles.len()).unwrap_or(u16::MAX));
            let weight = ((self.articles + 1.0) / (df + 0.5)).ln().max(0.05);
            total += weight;
            if articles.len() <= 12 {
                for &article in articles {
                    *shares.entry(article).or_default() += weight;
                }
            }
        }
        let mut out: Vec<(usize, f32)> = shares.into_iter().map(|(a, share)| (a, share / total)).collect();
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        out
    }
}

/// For each article the indices of its headline's lines (ascending; empty for none).
pub fn attach(lines: &[Line<'_>], gaps: &[Gap], texts: &[String]) -> Vec<Vec<usize>> {
    let index = Index::new(texts);
    let mut barred: Vec<FxHashSet<usize>> = vec![FxHashSet::default(); gaps.len()];
    let mut solved: Vec<Vec<(usize, Vec<usize>, f32)>> = (0..gaps.len()).map(|_| Vec::new()).collect();
    let mut open: Vec<usize> = (0..gaps.len()).filter(|&g| !gaps[g].heads.is_empty()).collect();
    let affinities: Vec<Vec<Vec<(usize, f32)>>> = gaps
        .iter()
        .map(|gap| gap.heads.iter().map(|&l| index.affinity(&headline::clean(lines[l].text))).collect())
        .collect();
    for _ in 0..6 {
        for &g in &open {
            solved[g] = solve(lines, &gaps[g], &affinities[g], &barred[g]);
        }
        open = contested(&solved, &mut barred);
        if open.is_empty() {
            break;
        }
    }
    let mut out = vec![Vec::new(); texts.len()];
    for runs in solved {
        for (article, run, _) in runs {
            if out[article].is_empty() {
                out[article] = run;
            }
        }
    }
    out
}

/// Articles that two gaps claim: the weaker gap is barred from it and must be solved anew.
fn contested(solved: &[Vec<(usize, Vec<usize>, f32)>], barred: &mut [FxHashSet<usize>]) -> Vec<usize> {
    let mut best: FxHashMap<usize, (usize, f32)> = FxHashMap::default();
    let mut again = Vec::new();
    for (g, runs) in solved.iter().enumerate() {
        for &(article, _, value) in runs {
            match best.get(&article).copied() {
                Some((other, held)) if held >= value => {
                    barred[g].insert(article);
                    again.push(g);
                    let _ = other;
                }
                Some((other, _)) => {
                    barred[other].insert(article);
                    again.push(other);
                    best.insert(article, (g, value));
                }
                None => {
                    best.insert(article, (g, value));
                }
            }
        }
    }
    again.sort_unstable();
    again.dedup();
    again
}

/// The best way to give the lines of one gap, in order, to articles, each article's lines together.
fn solve(
    lines: &[Line<'_>],
    gap: &Gap,
    affinities: &[Vec<(usize, f32)>],
    barred: &FxHashSet<usize>,
) -> Vec<(usize, Vec<usize>, f32)> {
    let mut candidates: Vec<usize> = gap.previous.into_iter().chain(gap.next).collect();
    for shares in affinities.iter().take(40) {
        candidates.extend(shares.iter().take(2).filter(|(_, share)| *share > 0.15).map(|(a, _)| *a));
    }
    candidates.sort_unstable();
    candidates.dedup();
    candidates.retain(|a| !barred.contains(a));
    candidates.truncate(24);
    let none = candidates.len();
    let (mut score, mut back): (Vec<Vec<f32>>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    for (n, &head) in gap.heads.iter().enumerate() {
        let mut row = vec![0.0; none + 1];
        let mut from = vec![none; none + 1];
        for (c, cell) in row.iter_mut().enumerate() {
            let own = if c == none { 0.0 } else { value(lines, gap, n, &affinities[n], candidates[c]) };
            let (before, previous) = if n == 0 {
                (0.0, none)
            } else {
                (0..=none)
                    .map(|p| (score[n - 1][p] - change(&lines[head], p == c, p == none || c == none), p))
                    .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
                    .unwrap_or((0.0, none))
            };
            *cell = own + before;
            from[c] = previous;
        }
        score.push(row);
        back.push(from);
    }
    let Some(last) = score.last() else { return Vec::new() };
    let mut state = (0..=none).max_by(|&a, &b| last[a].total_cmp(&last[b]).then(b.cmp(&a))).unwrap_or(none);
    let mut runs: Vec<(usize, Vec<usize>, f32)> = Vec::new();
    for n in (0..gap.heads.len()).rev() {
        if state != none {
            let own = value(lines, gap, n, &affinities[n], candidates[state]);
            match runs.iter_mut().find(|run| run.0 == candidates[state]) {
                Some(run) => {
                    run.1.insert(0, gap.heads[n]);
                    run.2 += own;
                }
                None => runs.push((candidates[state], vec![gap.heads[n]], own)),
            }
        }
        state = back[n][state];
    }
    runs.reverse();
    runs
}

/// What giving this line to this article is worth.
fn value(lines: &[Line<'_>], gap: &Gap, n: usize, shares: &[(usize, f32)], article: usize) -> f32 {
    let line = &lines[gap.heads[n]];
    let share = shares.iter().find(|(a, _)| *a == article).map_or(0.0, |(_, share)| *share);
    let mut prior = if gap.previous == Some(article) {
        let touches = n == 0 && gap.around.0.is_some_and(|b| b + 1 == gap.heads[0]) && !line.gap;
        let base = if gap.next.is_none() { 0.08 } else { 0.14 };
        base + if touches { 0.10 } else { 0.0 }
    } else if gap.next == Some(article) {
        let last = gap.heads.len() - 1;
        let touches = n == last && gap.around.1.is_some_and(|b| b == gap.heads[last] + 1 && !lines[b].gap);
        0.18 + if touches { 0.10 } else { 0.0 }
    } else {
        -0.12
    };
    if line.chars < 6.0 {
        prior -= 0.1;
    }
    (share + prior) * line.chars.min(30.0).sqrt()
}

/// What it costs that the line goes elsewhere than the line before it, or stays although a blank line parts them.
fn change(line: &Line<'_>, same: bool, none: bool) -> f32 {
    match (same, line.gap) {
        (true, true) => 0.25,
        (true, false) => 0.0,
        (false, true) => 0.1,
        (false, false) => {
            if none {
                0.9
            } else {
                0.7
            }
        }
    }
}
