//! Scores of all positions → the best path, and how likely each of its spans is.

use super::weights::{LABELS, Row, WIDE, Weights, may_end, may_follow};

/// A tagged stretch of a sentence, in characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Number of the kind.
    pub kind: usize,
    /// Posterior of exactly this span and kind, 0 to 1, not yet calibrated.
    pub probability: f32,
}

/// Finds paths; its buffers are reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct Decoder {
    /// Whole-number scores of each position, filled by the caller.
    pub scores: Vec<Row>,
    best: Vec<Row>,
    path: Vec<usize>,
    weights: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    behind: Vec<Row>,
}

/// Probabilities of steps, made once from the weights.
#[derive(Debug)]
pub struct Steps {
    start: Row,
    onward: [Row; LABELS],
    back: [Row; LABELS],
}

impl Steps {
    /// The steps of a model.
    #[must_use]
    pub fn of(weights: &Weights<'_>) -> Self {
        let mut steps = Self { start: [0.0; WIDE], onward: [[0.0; WIDE]; LABELS], back: [[0.0; WIDE]; LABELS] };
        for to in 0..LABELS {
            if may_follow(0, to) {
                steps.start[to] = exp(weights.start[to] * weights.unit);
            }
            for from in 0..LABELS {
                if may_follow(from, to) {
                    steps.onward[from][to] = exp(weights.steps[from][to] * weights.unit);
                    steps.back[to][from] = steps.onward[from][to];
                }
            }
        }
        steps
    }
}

impl Decoder {
    /// The spans of the best path, in order.
    #[inline(always)]
    pub fn decode(&mut self, weights: &Weights<'_>, steps: &Steps, out: &mut Vec<Found>) {
        out.clear();
        if self.scores.is_empty() {
            return;
        }
        self.climb(weights);
        self.descend(weights);
        self.spans(out);
        if !out.is_empty() {
            self.likelihoods(weights.unit, steps);
            for found in out {
                found.probability = self.probability(steps, found);
            }
        }
    }

    /// Best score of every label at every position. Whole numbers in `f32` are exact, so ties are the same everywhere.
    #[inline(always)]
    fn climb(&mut self, weights: &Weights<'_>) {
        self.best.clear();
        for scores in &self.scores {
            let mut row = [f32::NEG_INFINITY; WIDE];
            match self.best.last() {
                None => row = weights.start,
                Some(last) => {
                    for (&score, step) in last.iter().zip(&weights.steps) {
                        for (cell, &s) in row.iter_mut().zip(step) {
                            let sum = score + s;
                            *cell = if sum > *cell { sum } else { *cell };
                        }
                    }
                }
            }
            for (cell, &s) in row.iter_mut().zip(scores) {
                *cell += s;
            }
            self.best.push(row);
        }
    }

    /// Walks back along the best scores.
    fn descend(&mut self, weights: &Weights<'_>) {
        self.path.clear();
        let mut label = 0;
        for at in (0..self.best.len()).rev() {
            let row = &self.best[at];
            let mut top = f32::NEG_INFINITY;
            let next = label;
            for (from, &score) in row.iter().enumerate().take(LABELS) {
                let last = self.path.is_empty();
                let sum = if !last {
                    score + weights.steps[from][next]
                } else if may_end(from) {
                    score
                } else {
                    continue;
                };
                if sum > top {
                    (top, label) = (sum, from);
                }
            }
            self.path.push(label);
        }
        self.path.reverse();
    }

    fn spans(&self, out: &mut Vec<Found>) {
        let mut start = 0;
        for (at, &label) in self.path.iter().enumerate() {
            if label == 0 {
                continue;
            }
            let (kind, part) = ((label - 1) / 4, (label - 1) % 4);
            if matches!(part, 0 | 3) {
                start = at;
            }
            if matches!(part, 2 | 3) {
                out.push(Found { start, end: at + 1, kind, probability: 0.0 });
            }
        }
    }

    /// Forward and backward sums, each position scaled to one.
    #[inline(always)]
    fn likelihoods(&mut self, unit: f32, steps: &Steps) {
        let n = self.scores.len();
        self.weights.clear();
        self.weights.extend(self.scores.iter().map(|row| relative(row, unit)));
        self.forward.clear();
        for weights in &self.weights {
            let mut row = self.forward.last().map_or(steps.start, |last| product(last, &steps.onward));
            for (cell, w) in row.iter_mut().zip(weights) {
                *cell *= w;
            }
            scale(&mut row);
            self.forward.push(row);
        }
        self.backward.clear();
        self.backward.resize(n, [0.0; WIDE]);
        self.behind.clear();
        self.behind.resize(n, [0.0; WIDE]);
        let mut row: Row = std::array::from_fn(|label| f32::from(u8::from(may_end(label))));
        for at in (0..n).rev() {
            self.backward[at] = row;
            for (cell, w) in row.iter_mut().zip(&self.weights[at]) {
                *cell *= w;
            }
            row = product(&row, &steps.back);
            self.behind[at] = row;
            scale(&mut row);
        }
    }

    /// Posterior of one span: of its first label, times that of each next label given the one before.
    fn probability(&self, steps: &Steps, found: &Found) -> f32 {
        let first = 1 + 4 * found.kind;
        let single = found.end - found.start == 1;
        let mut label = if single { first + 3 } else { first };
        let both = |at: usize, label: usize| self.forward[at][label] * self.backward[at][label];
        let all: f32 = (0..LABELS).map(|l| both(found.start, l)).sum();
        let mut p = both(found.start, label) / all;
        for at in found.start + 1..found.end {
            let next = if at + 1 == found.end { first + 2 } else { first + 1 };
            let to = steps.onward[label][next] * self.weights[at][next] * self.backward[at][next];
            p *= to / self.behind[at][label];
            label = next;
        }
        if p.is_finite() { p.clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// Scores → weights relative to the best label of the position.
#[inline(always)]
fn relative(row: &Row, unit: f32) -> Row {
    let top = row.iter().take(LABELS).fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    let mut out = [0.0; WIDE];
    for (cell, &s) in out.iter_mut().zip(row).take(LABELS) {
        *cell = exp((s - top) * unit);
    }
    out
}

#[inline(always)]
fn product(row: &Row, steps: &[Row; LABELS]) -> Row {
    let mut out = [0.0; WIDE];
    for (&x, step) in row.iter().zip(steps) {
        for (cell, s) in out.iter_mut().zip(step) {
            *cell += x * s;
        }
    }
    out
}

#[inline(always)]
fn scale(row: &mut Row) {
    let sum: f32 = row.iter().sum();
    let factor = if sum > 0.0 { 1.0 / sum } else { 0.0 };
    for cell in row {
        *cell *= factor;
    }
}

/// e to the power x, to six digits: the same bits on every machine, and many at a time.
#[expect(clippy::cast_possible_truncation, reason = "the exponent is clamped to what fits")]
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0);
    let whole = (x * std::f32::consts::LOG2_E + 256.5) as i32 - 256;
    let rest = x - whole as f32 * std::f32::consts::LN_2;
    let series = 1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest / 120.0))));
    series * f32::from_bits(((whole + 127) << 23).cast_unsigned())
}
