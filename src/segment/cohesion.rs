//! How much two stretches of a page speak of the same things: shared pairs of characters, rare ones counting more.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

const fn number(a: char, b: char) -> Pair {
    (a as u32).wrapping_mul(0x9E37_79B1) ^ (b as u32)
}

/// A pair of neighbouring Han characters, letters or digits.
type Pair = u32;

/// The pairs of a text; punctuation parts them, the commonest function words carry nothing.
pub fn pairs(text: &str) -> Vec<Pair> {
    const EMPTY: &str = "的了在是和与为等个年月日一不有这将对上中并也以及到";
    let mut out = Vec::with_capacity(text.len() / 3);
    let mut last: Option<char> = None;
    for c in text.chars() {
        if !c.is_alphanumeric() {
            if !c.is_whitespace() {
                last = None;
            }
            continue;
        }
        if EMPTY.contains(c) || c.is_ascii_digit() {
            last = None;
            continue;
        }
        if let Some(before) = last {
            out.push(number(before, c));
        }
        last = Some(c);
    }
    out
}

/// The pairs of every unit of a page, numbered, with the weight that their rarity gives.
#[derive(Debug, Default)]
pub struct Vocabulary {
    units: Vec<Vec<u32>>,
    weights: Vec<f32>,
    scratch: RefCell<Scratch>,
}

/// How alike two stretches are.
#[derive(Clone, Copy, Debug)]
pub struct Likeness {
    /// Weight of the pairs that both hold, by the number of the smaller side's pairs.
    pub cohesion: f32,
    /// Cosine of the weighted numbers of units that hold each pair.
    pub cosine: f32,
}

/// Counts of the pairs on both sides, valid when marked in this turn: nothing is cleared between two comparisons.
#[derive(Debug, Default)]
struct Scratch {
    turn: u32,
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    turn: u32,
    counts: [f32; 2],
}

impl Scratch {
    fn turn(&mut self, pairs: usize) -> (u32, &mut [Mark]) {
        self.marks.resize(pairs, Mark::default());
        self.turn += 1;
        (self.turn, &mut self.marks)
    }
}

impl Vocabulary {
    /// From the texts of the units.
    pub fn new<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut numbers: FxHashMap<Pair, u32> = FxHashMap::default();
        let (mut units, mut spread): (Vec<Vec<u32>>, Vec<f32>) = (Vec::new(), Vec::new());
        for text in texts {
            let mut unit: Vec<u32> = pairs(text)
                .into_iter()
                .map(|pair| {
                    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                    *numbers.entry(pair).or_insert(next)
                })
                .collect();
            unit.sort_unstable();
            unit.dedup();
            spread.resize(numbers.len(), 0.0);
            for &pair in &unit {
                spread[pair as usize] += 1.0;
            }
            units.push(unit);
        }
        let count = f32::from(u16::try_from(units.len()).unwrap_or(u16::MAX)).max(2.0);
        let weights = spread.iter().map(|&df| ((count + 1.0) / df).ln().max(0.0)).collect();
        Self { units, weights, scratch: RefCell::default() }
    }

    /// Compares the pairs of two sides, each given by its units.
    pub fn compare(&self, left: &[usize], right: &[usize]) -> Likeness {
        let mut scratch = self.scratch.borrow_mut();
        let (turn, marks) = scratch.turn(self.weights.len());
        let mut sides = [(0.0, 0.0), (0.0, 0.0)];
        let (mut shared, mut product) = (0.0, 0.0);
        for (side, units) in [left, right].into_iter().enumerate() {
            for &pair in units.iter().flat_map(|&u| &self.units[u]) {
                let mark = &mut marks[pair as usize];
                if mark.turn != turn {
                    *mark = Mark { turn, counts: [0.0; 2] };
                }
                let (weight, count) = (self.weights[pair as usize].powi(2), mark.counts[side]);
                if count == 0.0 {
                    sides[side].0 += 1.0;
                    shared += if side == 1 && mark.counts[0] > 0.0 { self.weights[pair as usize] } else { 0.0 };
                }
                // The square of a count grows by 2n + 1 as it is counted, the product by the other side's count.
                sides[side].1 += weight * (2.0 * count + 1.0);
                product += if side == 1 { weight * mark.counts[0] } else { 0.0 };
                mark.counts[side] = count + 1.0;
            }
        }
        let [(a, left), (b, right)]: [(f32, f32); 2] = sides;
        Likeness { cohesion: shared / a.min(b).max(8.0), cosine: product / (left.sqrt() * right.sqrt()).max(1e-3) }
    }

    /// Cohesion between what stands within `reach` characters before unit `at` and behind its beginning.
    pub fn around(&self, at: usize, sizes: &[usize], reach: usize) -> f32 {
        let near = |units: &mut dyn Iterator<Item = usize>| {
            let (mut out, mut chars) = (Vec::new(), 0);
            for unit in units.take(8) {
                out.push(unit);
                chars += sizes[unit];
                if chars > reach {
                    break;
                }
            }
            out
        };
        let (left, right) = (near(&mut (0..at).rev()), near(&mut (at..sizes.len())));
        self.compare(&left, &right).cohesion
    }
}
