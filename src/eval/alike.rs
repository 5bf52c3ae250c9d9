//! When two labels, and two rows, are the same.

use std::collections::BTreeMap;

use crate::eval::row::{Row, normal};

/// Two labels are the same from this similarity on.
const SIMILAR: f64 = 0.8;
/// Rounding.
const SLACK: f64 = 1e-9;

/// Classes of an article's labels.
pub(super) type Classes = BTreeMap<String, String>;

/// How alike two rows of one article and relation are: 0 (different facts) to 1.
pub(super) fn rows(gold: &Row, output: &Row, classes: &Classes) -> f64 {
    if matches!(gold.relation.as_str(), "headline" | "byline" | "source") {
        return labels(&gold.object, &output.object, classes, false);
    }
    let subject = labels(&gold.subject, &output.subject, classes, false);
    if subject == 0.0 {
        return 0.0;
    }
    let figure = matches!(gold.relation.as_str(), "target" | "result");
    if matches!(gold.relation.as_str(), "a" | "date" | "effectiveOn" | "serves") {
        return if gold.object == output.object { subject } else { 0.0 };
    }
    let object = labels(&gold.object, &output.object, classes, figure);
    let differs = gold.relation == "post" && !same_body(gold, output) || figure && !same_figure(gold, output);
    if object == 0.0 || differs { 0.0 } else { f64::midpoint(subject, object) }
}

fn same_body(gold: &Row, output: &Row) -> bool {
    let (a, b) = (normal(gold.qualifier("org")), normal(output.qualifier("org")));
    a == b || similarity(&a, &b) >= SIMILAR - SLACK
}

fn same_figure(gold: &Row, output: &Row) -> bool {
    let unit = |row: &Row| match row.qualifier("unit") {
        "名" | "位" => "人".to_owned(),
        other => other.to_owned(),
    };
    unit(gold) == unit(output) && numbers(gold.qualifier("value")) == numbers(output.qualifier("value"))
}

/// A number or a range, to six digits; other words as they are.
fn numbers(text: &str) -> Result<Vec<i128>, String> {
    #[expect(clippy::cast_possible_truncation, reason = "figures of news stay far below the limit")]
    let rounded = |part: &str| part.trim().parse::<f64>().map(|x| (x * 1e6).round() as i128);
    text.split("..").map(rounded).collect::<Result<_, _>>().map_err(|_| text.to_owned())
}

/// How alike two labels are: 0 when they are not the same thing.
fn labels(a: &str, b: &str, classes: &Classes, counted: bool) -> f64 {
    if a == b {
        return 1.0;
    }
    let class = |label| classes.get(label).map_or("", String::as_str);
    let exact = |class| matches!(class, "Person" | "Place" | "Group");
    let loose = |class| matches!(class, "Event" | "Initiative" | "Measure");
    if exact(class(a)) || exact(class(b)) {
        return 0.0;
    }
    let similar = similarity(a, b);
    if similar >= SIMILAR - SLACK {
        return similar;
    }
    if counted || loose(class(a)) && loose(class(b)) {
        let shared = overlap(a, b);
        return if shared >= SIMILAR - SLACK { shared * 0.9 } else { 0.0 };
    }
    0.0
}

#[expect(clippy::cast_precision_loss, reason = "labels are short")]
fn similarity(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (of_a, of_b) = (a.chars().count(), b.chars().count());
    let longer = of_a.max(of_b) as f64;
    if of_a == 0 || of_b == 0 || of_a.abs_diff(of_b) as f64 > longer * (1.0 - SIMILAR) + SLACK {
        return 0.0;
    }
    1.0 - strsim::levenshtein(a, b) as f64 / longer
}

/// Longest common subsequence over the shorter length, for names of which one text may give more than the other.
#[expect(clippy::cast_precision_loss, reason = "labels are short")]
fn overlap(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    if shorter < 4 || longer as f64 > 2.5 * shorter as f64 {
        return 0.0;
    }
    let mut row = vec![0_usize; b.len() + 1];
    for x in &a {
        let mut previous = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { previous + 1 } else { above.max(row[j]) };
            previous = above;
        }
    }
    row[b.len()] as f64 / shorter as f64
}
