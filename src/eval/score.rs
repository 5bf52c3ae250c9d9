//! Pairing rows and counting.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::alike::{self, Classes};
use crate::eval::row::Row;

/// Relations that are about the article itself.
const ARTICLE_FACTS: [&str; 4] = ["alias", "headline", "byline", "source"];
/// Levels of administrative places, whose hierarchy is background and no fact.
const ADMINISTRATIVE: [&str; 6] = ["country", "province", "city", "county", "town", "village"];

/// Hits, gold rows and output rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Rows of both.
    pub hits: usize,
    /// Rows of the gold.
    pub gold: usize,
    /// Rows of the output.
    pub output: usize,
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows are small")]
impl Figures {
    /// Share of the output that is right.
    #[must_use]
    pub fn precision(self) -> f64 {
        if self.output == 0 { 0.0 } else { self.hits as f64 / self.output as f64 }
    }

    /// Share of the gold that is found.
    #[must_use]
    pub fn recall(self) -> f64 {
        if self.gold == 0 { 0.0 } else { self.hits as f64 / self.gold as f64 }
    }

    /// Their harmonic mean.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }

    fn add(&mut self, more: Self) {
        self.hits += more.hits;
        self.gold += more.gold;
        self.output += more.output;
    }
}

/// The outcome.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Number of gold articles.
    pub articles: usize,
    /// Distinct rows of the gold.
    pub gold: usize,
    /// Distinct rows of the output in these articles.
    pub output: usize,
    /// By relation; the entity classes as `a Person`, ….
    pub relations: BTreeMap<String, Figures>,
    /// `graph facts`, `entities`, `relations`, `article facts`.
    pub totals: [(&'static str, Figures); 4],
    /// Graph facts by article.
    pub by_article: BTreeMap<String, Figures>,
    /// Missed gold rows by relation.
    pub missed: BTreeMap<String, Vec<Row>>,
    /// Wrong output rows by relation.
    pub wrong: BTreeMap<String, Vec<Row>>,
    /// Every output row with whether it is right.
    pub judged: Vec<(Row, bool)>,
}

/// Gold rows and output rows of one article and relation.
type BothSides<'r> = (Vec<&'r Row>, Vec<&'r Row>);

/// Scores an output against gold rows; articles that the gold does not name are left out.
#[must_use]
pub fn score(gold: Vec<Row>, output: Vec<Row>) -> Score {
    let articles: BTreeSet<String> = gold.iter().map(|row| row.article.clone()).collect();
    let output: Vec<Row> = output.into_iter().filter(|row| articles.contains(&row.article)).collect();
    let administrative = administrative(gold.iter().chain(&output));
    let hierarchy =
        |row: &Row| row.relation == "locatedIn" && administrative.contains(&(row.article.clone(), row.subject.clone()));
    let (gold, output) = (distinct(gold, hierarchy), distinct(output, hierarchy));
    let totals = ["graph facts", "entities", "relations", "article facts"].map(|name| (name, Figures::default()));
    let mut score =
        Score { articles: articles.len(), gold: gold.len(), output: output.len(), totals, ..Score::default() };
    let mut classes: BTreeMap<&str, Classes> = BTreeMap::new();
    for row in output.iter().chain(&gold).filter(|row| row.relation == "a") {
        classes.entry(&row.article).or_default().insert(row.subject.clone(), row.object.clone());
    }
    let mut groups: BTreeMap<(&str, &str), BothSides<'_>> = BTreeMap::new();
    for row in &gold {
        groups.entry((&row.article, &row.relation)).or_default().0.push(row);
    }
    for row in &output {
        groups.entry((&row.article, &row.relation)).or_default().1.push(row);
    }
    for ((article, relation), (gold, output)) in &groups {
        let empty = Classes::new();
        let (used_gold, used_output) = pair(gold, output, classes.get(article).unwrap_or(&empty));
        score.count(article, relation, (gold, &used_gold), (output, &used_output));
    }
    score
}

fn administrative<'r>(rows: impl Iterator<Item = &'r Row>) -> BTreeSet<(String, String)> {
    rows.filter(|row| row.relation == "a" && ADMINISTRATIVE.contains(&row.qualifier("level")))
        .map(|row| (row.article.clone(), row.subject.clone()))
        .collect()
}

fn distinct(rows: Vec<Row>, left_out: impl Fn(&Row) -> bool) -> Vec<Row> {
    let mut seen: BTreeSet<[String; 7]> = BTreeSet::new();
    rows.into_iter().filter(|row| !left_out(row) && seen.insert(row.key().map(str::to_owned))).collect()
}

/// Pairs each gold row with at most one output row, the most alike first; of equals, those first in their tables.
fn pair(gold: &[&Row], output: &[&Row], classes: &Classes) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, o) in output.iter().enumerate() {
            let alike = alike::rows(g, o, classes);
            if alike > 0.0 {
                pairs.push((alike, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_gold, mut used_output) = (BTreeSet::new(), BTreeSet::new());
    for (_, i, j) in pairs {
        if !used_gold.contains(&i) && !used_output.contains(&j) {
            used_gold.insert(i);
            used_output.insert(j);
        }
    }
    (used_gold, used_output)
}

impl Score {
    fn count(
        &mut self,
        article: &str,
        relation: &str,
        (gold, used_gold): (&[&Row], &BTreeSet<usize>),
        (output, used_output): (&[&Row], &BTreeSet<usize>),
    ) {
        let figures = Figures { hits: used_gold.len(), gold: gold.len(), output: output.len() };
        self.relations.entry(relation.to_owned()).or_default().add(figures);
        if relation == "a" {
            self.count_classes(gold, used_gold, output);
        }
        if ARTICLE_FACTS.contains(&relation) {
            self.totals[3].1.add(figures);
        } else {
            self.totals[0].1.add(figures);
            self.totals[if relation == "a" { 1 } else { 2 }].1.add(figures);
            self.by_article.entry(article.to_owned()).or_default().add(figures);
        }
        self.judged.extend(output.iter().enumerate().map(|(n, row)| ((*row).clone(), used_output.contains(&n))));
        let left = |rows: &[&Row], used: &BTreeSet<usize>| -> Vec<Row> {
            let unused = rows.iter().enumerate().filter(|(n, _)| !used.contains(n));
            unused.map(|(_, row)| (*row).clone()).collect()
        };
        self.missed.entry(relation.to_owned()).or_default().extend(left(gold, used_gold));
        self.wrong.entry(relation.to_owned()).or_default().extend(left(output, used_output));
    }

    fn count_classes(&mut self, gold: &[&Row], used_gold: &BTreeSet<usize>, output: &[&Row]) {
        for (n, row) in gold.iter().enumerate() {
            let class = self.relations.entry(format!("a {}", row.object)).or_default();
            class.add(Figures { hits: usize::from(used_gold.contains(&n)), gold: 1, output: 0 });
        }
        for row in output {
            self.relations.entry(format!("a {}", row.object)).or_default().output += 1;
        }
    }

    /// The figures of all facts about the world.
    #[must_use]
    pub fn graph_facts(&self) -> Figures {
        self.totals[0].1
    }
}
