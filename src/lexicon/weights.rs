//! Weights of linear models: a table of features, one weight a class.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::assets::Asset;
use crate::error::{Error, Result};
use crate::lexicon::name_hash::NameHash;

/// The weights of a log-linear model. A table's first line names the classes, each further line is a feature and its
/// log odds for each of them; the class that stands for "none of them" has no column, its log odds are 0.
#[derive(Debug)]
pub struct Weights {
    classes: usize,
    /// The row of each feature, by the number of its name.
    rows: FxHashMap<u64, u32>,
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
            let mut cells = cells(line);
            let name = cells.next().unwrap_or("");
            if weights.classes == 0 {
                weights.classes = cells.count();
                continue;
            }
            let row = u32::try_from(weights.rows.len()).unwrap_or(u32::MAX);
            if weights.rows.insert(NameHash::of(name), row).is_some() {
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
        let from = *self.rows.get(&NameHash::of(feature))? as usize * self.classes;
        self.values.get(from..from + self.classes)
    }

    /// Adds up the weights of a candidate's features; each counts once. Every feature's name stands behind `prefix` in
    /// the table, so that several models can share one.
    #[must_use]
    pub fn tally(&self, prefix: &'static str) -> Tally<'_> {
        let mut begun = NameHash::new();
        begun.push(prefix);
        Tally { weights: self, prefix, begun, rows: Vec::with_capacity(32) }
    }
}

/// The cells of a line. They are short: byte by byte is quicker than searches for the next TAB.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let whole = rest?;
        let tab = whole.bytes().position(|byte| byte == b'\t');
        rest = tab.map(|at| &whole[at + 1..]);
        Some(tab.map_or(whole, |at| &whole[..at]))
    })
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

/// A small number as a part of a name; those above nine are nine.
#[must_use]
pub const fn digit(number: usize) -> &'static str {
    match number {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4 => "4",
        5 => "5",
        6 => "6",
        7 => "7",
        8 => "8",
        _ => "9",
    }
}

/// A name as the table can hold it: no TAB, no line break.
fn written(name: &str) -> String {
    name.replace(['\t', '\n', '\r'], "#")
}

/// The features of one candidate, as they come: of each the row of its weights.
#[derive(Clone, Debug)]
pub struct Tally<'w> {
    weights: &'w Weights,
    prefix: &'static str,
    /// What the number of every name begins with.
    begun: NameHash,
    rows: Vec<u32>,
}

/// A feature without weight says nothing.
impl Features for Tally<'_> {
    fn add(&mut self, parts: &[&str]) {
        let mut name = self.begun;
        for part in parts {
            name.push(part);
        }
        let number = if name.may_break() {
            NameHash::of(&written(&format!("{}{}", self.prefix, parts.concat())))
        } else {
            name.number()
        };
        if let Some(&row) = self.weights.rows.get(&number) {
            self.rows.push(row);
        }
    }
}

impl Tally<'_> {
    /// Log odds of each class against none. The order of the features does not matter.
    #[must_use]
    pub fn sums(mut self) -> Vec<f32> {
        let (values, classes) = (&self.weights.values, self.weights.classes);
        let mut sums = vec![0.0; classes];
        for &row in self.settled() {
            let from = row as usize * classes;
            for (sum, weight) in sums.iter_mut().zip(&values[from..from + classes]) {
                *sum += weight;
            }
        }
        sums
    }

    /// Log odds of the first class, after which the next candidate's features may come.
    #[must_use]
    pub fn sum(&mut self) -> f32 {
        let weights = self.weights;
        let odds = self.settled().iter().filter_map(|&row| weights.values.get(row as usize * weights.classes));
        let sum = odds.fold(0.0, |sum, weight| sum + weight);
        self.rows.clear();
        sum
    }

    /// The rows of the features so far, after which the next candidate's may come.
    #[must_use]
    pub fn take(&mut self) -> Vec<u32> {
        self.rows.sort_unstable();
        self.rows.dedup();
        let rows = self.rows.clone();
        self.rows.clear();
        rows
    }

    /// Adds features by their rows.
    pub fn put(&mut self, rows: &[u32]) {
        self.rows.extend_from_slice(rows);
    }

    /// The rows of all features, each once, in order.
    fn settled(&mut self) -> &[u32] {
        self.add(&["bias"]);
        self.rows.sort_unstable();
        self.rows.dedup();
        &self.rows
    }

    /// Probability of the first class of a table with one, after which the next candidate's features may come.
    #[must_use]
    pub fn probability(&mut self) -> f32 {
        likely(&mut [self.sum()])
    }

    /// Probability of each class; what is missing to 1 is that of none.
    #[must_use]
    pub fn probabilities(self) -> Vec<f32> {
        let mut odds = self.sums();
        likely(&mut odds);
        odds
    }
}

/// Makes probabilities of log odds, and tells the first.
fn likely(odds: &mut [f32]) -> f32 {
    let most = odds.iter().copied().fold(0.0, f32::max);
    let total: f32 = (-most).exp() + odds.iter().map(|sum| (sum - most).exp()).sum::<f32>();
    for sum in &mut *odds {
        *sum = (*sum - most).exp() / total;
    }
    odds.first().copied().unwrap_or(0.0)
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that cannot go on says so")]
mod tests {
    use super::{Features, Weights};
    use crate::assets::Asset;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const TABLE: &str =
        "feature\tweight\nm/bias\t0.5\nm/甲\t-1.25\nm/甲:乙\t0.75\nm/#\t2\nm/b:甲乙丙丁\t-0.5\nn/甲\t8\n";

    proptest! {
        #[test]
        fn features_in_parts_weigh_what_their_names_weigh(
            features in prop::collection::vec(prop::collection::vec("甲|乙|:|b|丙丁|\t|\n", 1..5), 0..12),
        ) {
            let weights = Weights::read(&Asset { path: "m.tsv", text: TABLE }).expect("a table");
            let (mut tally, mut again, mut names) = (weights.tally("m/"), weights.tally("m/"), Vec::<String>::new());
            for parts in &features {
                let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
                tally.add(&parts);
                again.add(&[&parts.concat()]);
                names.add(&parts);
            }
            let each: BTreeSet<String> = names.into_iter().chain(["bias".to_owned()]).collect();
            let wanted: f32 = each.iter().filter_map(|name| weights.get(&format!("m/{name}"))).map(|row| row[0]).sum();
            // Quarters: no order of adding changes a sum.
            prop_assert_eq!(again.sum(), wanted);
            prop_assert_eq!(again.sum(), 0.5, "nothing is left behind a sum");
            prop_assert_eq!(tally.sums(), vec![wanted]);
        }
    }
}
