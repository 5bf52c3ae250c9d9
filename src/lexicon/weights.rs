//! Weights of linear models: a table of features, one weight a class.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::assets::Asset;
use crate::error::{Error, Result};

/// The weights of a log-linear model. A table's first line names the classes, each further line is a feature and its
/// log odds for each of them; the class that stands for "none of them" has no column, its log odds are 0.
#[derive(Debug)]
pub struct Weights {
    classes: usize,
    rows: FxHashMap<&'static str, u32>,
    values: Vec<f32>,
}

impl Weights {
    /// Reads a table.
    ///
    /// # Errors
    /// When a line has another number of columns than the first, or a weight is no number.
    pub fn read(asset: &Asset) -> Result<Self> {
        let wrong = |line: usize, message: &str| Error::Data {
            file: asset.path.to_owned(),
            line: line + 1,
            message: message.to_owned(),
        };
        let lines = asset.text.bytes().filter(|byte| *byte == b'\n').count();
        let rows = FxHashMap::with_capacity_and_hasher(lines, FxBuildHasher);
        let mut weights = Self { classes: 0, rows, values: Vec::with_capacity(lines) };
        for (number, line) in asset.text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or("");
            if weights.classes == 0 {
                weights.classes = cells.count();
                continue;
            }
            let row = u32::try_from(weights.rows.len()).unwrap_or(u32::MAX);
            if weights.rows.insert(name, row).is_some() {
                return Err(wrong(number, "the feature stands here twice"));
            }
            for cell in cells {
                weights.values.push(cell.parse().map_err(|_| wrong(number, "a weight is not a number"))?);
            }
            if weights.values.len() != weights.rows.len() * weights.classes {
                return Err(wrong(number, "as many weights as classes are needed"));
            }
        }
        Ok(weights)
    }

    /// The weights of one feature, one a class.
    #[must_use]
    pub fn get(&self, feature: &str) -> Option<&[f32]> {
        let from = *self.rows.get(feature)? as usize * self.classes;
        self.values.get(from..from + self.classes)
    }

    /// Adds up the weights of a candidate's features; each counts once. Every feature's name stands behind `prefix` in
    /// the table, so that several models can share one.
    #[must_use]
    pub fn tally(&self, prefix: &'static str) -> Tally<'_> {
        Tally { weights: self, prefix, name: String::with_capacity(48), rows: Vec::new() }
    }
}

/// Takes features as they are found. Where weights are fitted, a list of their names takes them.
pub trait Features {
    /// Takes one, its name in parts.
    fn add(&mut self, parts: &[&str]);
}

impl Features for Vec<String> {
    fn add(&mut self, parts: &[&str]) {
        self.push(written(&parts.concat()));
    }
}

/// A name as the table can hold it: no TAB, no line break.
fn written(name: &str) -> String {
    name.replace(['\t', '\n', '\r'], "#")
}

/// The features of one candidate, as they come.
#[derive(Debug)]
pub struct Tally<'w> {
    weights: &'w Weights,
    prefix: &'static str,
    name: String,
    rows: Vec<u32>,
}

/// A feature without weight says nothing.
impl Features for Tally<'_> {
    fn add(&mut self, parts: &[&str]) {
        self.name.clear();
        self.name.push_str(self.prefix);
        for part in parts {
            self.name.push_str(part);
        }
        // Without a way out in the midst, so that many bytes are looked at in one step.
        if self.name.bytes().fold(false, |found, byte| found | matches!(byte, b'\t' | b'\n' | b'\r')) {
            self.name = written(&self.name);
        }
        if let Some(&row) = self.weights.rows.get(self.name.as_str()) {
            self.rows.push(row);
        }
    }
}

impl Tally<'_> {
    /// Log odds of each class against none. The order of the features does not matter.
    #[must_use]
    pub fn sums(mut self) -> Vec<f32> {
        self.add(&["bias"]);
        self.rows.sort_unstable();
        self.rows.dedup();
        let classes = self.weights.classes;
        let mut sums = vec![0.0; classes];
        for &row in &self.rows {
            let from = row as usize * classes;
            for (sum, weight) in sums.iter_mut().zip(&self.weights.values[from..from + classes]) {
                *sum += weight;
            }
        }
        sums
    }

    /// Probability of each class; what is missing to 1 is that of none.
    #[must_use]
    pub fn probabilities(self) -> Vec<f32> {
        let mut odds = self.sums();
        let most = odds.iter().copied().fold(0.0, f32::max);
        let total: f32 = (-most).exp() + odds.iter().map(|sum| (sum - most).exp()).sum::<f32>();
        for sum in &mut odds {
            *sum = (*sum - most).exp() / total;
        }
        odds
    }
}
