//! Which neighbouring blocks of body text part two articles.

use crate::segment::block::{Block, Opening, Role};
use crate::segment::cohesion::Vocabulary;
use crate::segment::line::{Line, Measure, column_width};

/// Number of features.
pub const FEATURES: usize = 30;
/// What speaks for and against a border between two blocks, in the order of [`NAMES`].
pub type Features = [f32; FEATURES];

/// Names of the features, for whoever fits the weights anew.
pub const NAMES: [&str; FEATURES] = [
    "bias",
    "width_changes",
    "width_same",
    "head_long",
    "head_short",
    "furniture",
    "opening_strong",
    "opening_weak",
    "brief",
    "closing",
    "cut",
    "continuing",
    "cohesion",
    "no_gap",
    "tiny_tail",
    "unfinished",
    "byline",
    "over_long_head",
    "young",
    "cohesion_low",
    "head_long_changes",
    "head_long_same",
    "cut_changes",
    "cut_same",
    "strong_same",
    "closing_same",
    "depth",
    "near_cohesion",
    "head_leans",
    "q_short",
];

/// Weights, fitted by logistic regression on dumps of known articles (see `data/README.md`).
const WEIGHTS: Features = [
    -0.04, 2.07, -2.36, -0.86, 0.10, 3.50, 3.58, 0.20, 4.11, 0.91, -0.82, -0.67, -1.79, -1.23, -2.89, 0.09, 0.99, 2.72,
    -1.04, 0.43, -0.23, -0.84, 0.17, 1.61, 2.40, 3.08, 0.60, -6.13, 0.00, -2.32,
];

/// For each body block (by index into `blocks`) whether an article begins with it.
pub fn borders(lines: &[Line<'_>], blocks: &[Block], measure: Measure) -> Vec<usize> {
    let mut starts = Vec::new();
    walk(lines, blocks, measure, &mut |body, features| {
        let begins = features.is_none_or(|f| score(f) > 0.0);
        if begins {
            starts.push(body);
        }
        begins
    });
    starts
}

/// The weighted sum: above zero is a border.
fn score(features: &Features) -> f32 {
    features.iter().zip(&WEIGHTS).map(|(a, b)| a * b).sum()
}

/// Calls `decide` with each body block and the features of the border in front of it (`None` for the first); it answers
/// whether an article begins there.
pub fn walk(
    lines: &[Line<'_>],
    blocks: &[Block],
    measure: Measure,
    decide: &mut dyn FnMut(usize, Option<&Features>) -> bool,
) {
    let bodies: Vec<usize> = (0..blocks.len()).filter(|&b| blocks[b].role == Role::Body).collect();
    let texts: Vec<String> = bodies.iter().map(|&b| text(lines, &blocks[b])).collect();
    let vocabulary = Vocabulary::new(texts.iter().map(String::as_str));
    let units: Vec<usize> = bodies.iter().map(|&b| blocks[b].chars).collect();
    let cohesion: Vec<f32> = (0..bodies.len()).map(|at| vocabulary.around(at, &units, 500)).collect();
    let (mut age, mut first) = (0, 0);
    for at in 0..bodies.len() {
        let begins = if at == 0 {
            decide(bodies[at], None)
        } else {
            let page =
                Page { lines, blocks, bodies: &bodies, vocabulary: &vocabulary, cohesion: &cohesion, measure, first };
            decide(bodies[at], Some(&page.features(at, age)))
        };
        if begins {
            (age, first) = (0, at);
        }
        age += blocks[bodies[at]].chars;
    }
}

fn text(lines: &[Line<'_>], block: &Block) -> String {
    lines[block.first..=block.last].iter().map(|l| l.compact.as_str()).collect()
}

struct Page<'p, 'l> {
    lines: &'p [Line<'l>],
    blocks: &'p [Block],
    bodies: &'p [usize],
    vocabulary: &'p Vocabulary,
    cohesion: &'p [f32],
    measure: Measure,
    /// The body with which the article in front of the border began.
    first: usize,
}

impl Page<'_, '_> {
    /// The features of the border in front of body number `at`, `age` characters after the last border.
    fn features(&self, at: usize, age: usize) -> Features {
        let (p, q) = (&self.blocks[self.bodies[at - 1]], &self.blocks[self.bodies[at]]);
        let between = &self.blocks[self.bodies[at - 1] + 1..self.bodies[at]];
        let mut f = [0.0; FEATURES];
        f[0] = 1.0;
        match self.width_change(at) {
            Some(true) => f[1] = 1.0,
            Some(false) => f[2] = 1.0,
            None => {}
        }
        self.between(between, p, &mut f);
        match q.opening {
            Opening::Strong => f[6] = 1.0,
            Opening::Weak => f[7] = 1.0,
            Opening::Brief => f[8] = 1.0,
            Opening::Continuing => f[11] = 1.0,
            Opening::Plain => {}
        }
        f[9] = flag(p.closing);
        f[10] = flag(p.cut);
        let cohesion = self.cohesion[at];
        f[12] = cohesion;
        f[13] = flag(between.is_empty() && !self.lines[q.first].gap);
        f[14] = flag(q.closing && q.chars < 60);
        f[15] = flag(!self.lines[p.last].ends);
        f[18] = flag(age < 120);
        f[19] = flag(cohesion < 0.12);
        (f[20], f[21]) = (f[3] * f[1], f[3] * f[2]);
        (f[22], f[23]) = (f[10] * f[1], f[10] * f[2]);
        (f[24], f[25]) = (f[6] * f[2], f[9] * f[2]);
        f[26] = self.depth(at);
        f[27] = self.vocabulary.cohesion(&[at - 1], &[at]);
        f[29] = flag(q.chars < 40);
        f
    }

    fn between(&self, between: &[Block], p: &Block, f: &mut Features) {
        for block in between {
            match block.role {
                Role::Head if block.chars >= 12 => f[3] = 1.0,
                Role::Head => f[4] = 1.0,
                Role::Furniture => f[5] = 1.0,
                Role::Byline => f[16] = 1.0,
                Role::Body => {}
            }
            let longest = self.lines[p.first..=p.last].iter().map(|l| self.measure.of(l)).fold(0.0, f32::max);
            let over = |line: &Line<'_>| self.measure.of(line) > longest + 3.2;
            if block.role == Role::Head && self.lines[block.first..=block.last].iter().any(over) {
                f[17] = 1.0;
            }
        }
        if f[3] > 0.0 {
            f[4] = 0.0;
        }
    }

    /// Whether the column is wider or narrower behind the border; `None` when either side has too few full lines.
    fn width_change(&self, at: usize) -> Option<bool> {
        let before = self.width(self.bodies[self.first..at].iter().rev())?;
        let after = self.width(self.bodies[at..].iter())?;
        Some((before - after).abs() >= 1.6)
    }

    /// Column width of the nearest body blocks with full lines.
    fn width<'b>(&self, bodies: impl Iterator<Item = &'b usize>) -> Option<f32> {
        let mut full: Vec<&Line<'_>> = Vec::new();
        for &b in bodies.take(3) {
            let block = &self.blocks[b];
            full.extend(&self.lines[block.first..block.last]);
            if full.len() >= 3 {
                break;
            }
        }
        column_width(full.iter().copied(), self.measure).or_else(|| full.first().map(|line| self.measure.of(line)))
    }

    /// How far cohesion falls here below what it is nearby: the sum of the rises to both sides.
    fn depth(&self, at: usize) -> f32 {
        let here = self.cohesion[at];
        let rise = |values: &[f32]| values.iter().fold(here, |most, &c| most.max(c)) - here;
        rise(&self.cohesion[at.saturating_sub(4).max(1)..at])
            + rise(&self.cohesion[at + 1..(at + 5).min(self.cohesion.len())])
    }
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}
