//! How much two stretches of a page speak of the same things: shared pairs of characters, rare ones counting more.

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
        Self { units, weights }
    }

    /// Weight of the pairs that both sides hold, by the square root of the smaller side's size.
    pub fn cohesion(&self, left: &[usize], right: &[usize]) -> f32 {
        let (a, b) = (self.merged(left), self.merged(right));
        let smaller = f32::from(u16::try_from(a.len().min(b.len())).unwrap_or(u16::MAX)).max(8.0);
        self.shared(&a, &b) / smaller
    }

    /// Cosine of the two sides' weighted counts, in how many units of each side a pair stands.
    pub fn cosine(&self, left: &[usize], right: &[usize]) -> f32 {
        let (a, b) = (self.counted(left), self.counted(right));
        let norm = |side: &[(u32, f32)]| {
            side.iter().map(|(pair, n)| (n * self.weights[*pair as usize]).powi(2)).sum::<f32>().sqrt()
        };
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].0.cmp(&b[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += a[i].1 * b[j].1 * self.weights[a[i].0 as usize].powi(2);
                    i += 1;
                    j += 1;
                }
            }
        }
        sum / (norm(&a) * norm(&b)).max(1e-3)
    }

    /// Each pair of the units with the number of units that hold it.
    fn counted(&self, units: &[usize]) -> Vec<(u32, f32)> {
        let mut all: Vec<u32> = units.iter().flat_map(|&u| self.units[u].iter().copied()).collect();
        all.sort_unstable();
        let mut out: Vec<(u32, f32)> = Vec::new();
        for pair in all {
            match out.last_mut() {
                Some((last, count)) if *last == pair => *count += 1.0,
                _ => out.push((pair, 1.0)),
            }
        }
        out
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
        self.cohesion(&left, &right)
    }

    fn merged(&self, units: &[usize]) -> Vec<u32> {
        let mut all: Vec<u32> = units.iter().flat_map(|&u| self.units[u].iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn shared(&self, a: &[u32], b: &[u32]) -> f32 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += self.weights[a[i] as usize];
                    i += 1;
                    j += 1;
                }
            }
        }
        sum
    }
}
