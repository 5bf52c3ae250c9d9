//! How likely a figure, with the noun and the subject found for it, is a fact worth a row: the claim's confidence.

use crate::lexicon::{Features, Lexicon};
use crate::model::{Document, Quantity, Span};
use crate::relate::figure::gate;
use crate::relate::figure::vocabulary::Vocabulary;

/// What the other decisions say of a figure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged<'n> {
    /// The noun and its probability among the phrases.
    pub noun: &'n str,
    /// See `noun`.
    pub noun_probability: f32,
    /// The subject's sort and how far it is ahead of the next likeliest.
    pub subject: &'static str,
    /// See `subject`.
    pub margin: f32,
    /// Whether it is a target.
    pub target: bool,
}

/// Probability that the row is right.
pub(super) fn probability(features: &[String], lexicon: &Lexicon) -> f32 {
    let Some(weights) = lexicon.weights("figure_worth") else { return 1.0 };
    let mut tally = weights.tally("");
    features.iter().for_each(|feature| tally.add(&[feature]));
    tally.probabilities().first().copied().unwrap_or(0.0)
}

/// What the decisions say.
pub(super) fn judged(judged: &Judged<'_>, sort: &str) -> Vec<String> {
    let relation = if judged.target { "target" } else { "result" };
    let noun = (judged.noun_probability * 5.0).min(4.0) as u8;
    let margin = judged.margin.clamp(0.0, 5.0) as u8;
    let length = judged.noun.chars().count();
    let length = if length > 10 {
        11
    } else if length > 6 {
        7
    } else {
        length
    };
    vec![
        relation.to_owned(),
        format!("noun:{noun}"),
        format!("margin:{margin}"),
        format!("length:{length}"),
        format!("length:{length}:{sort}"),
        format!("subject:{}", judged.subject),
        format!("subject:{}:{relation}", judged.subject),
        format!("subject:{}:{sort}", judged.subject),
    ]
}

/// What the words around a number say.
pub(super) fn features(document: &Document<'_>, v: &Vocabulary, sentence: Span, quantity: &Quantity) -> Vec<String> {
    let text = document.text();
    let (start, end) = (quantity.span.start, quantity.span.end);
    let clause = gate::clause_start(text, sentence.start, start);
    let before = &text[clause..start];
    let after = gate::clause_end(&text[end..sentence.end.max(end)]);
    let sort = gate::sort(v, &quantity.unit);
    let words = quantity.span.of(text);
    let spoken = !words.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let small = quantity.value.len() == 1 && sort != "rate";
    let mut out =
        vec![format!("sort:{sort}"), format!("unit:{}", quantity.unit), format!("comparator:{}", quantity.comparator)];
    for (holds, name) in [
        (spoken, "spoken"),
        (spoken && small, "spoken-small"),
        (small, "small"),
        (matches!(quantity.value.as_str(), "1" | "2" | "3"), "few"),
        (v.negations.iter().any(|w| before.ends_with(w)), "negated"),
        (before.matches('《').count() > before.matches('》').count(), "title"),
        (before.matches('“').count() > before.matches('”').count(), "quoted"),
        (before.matches('（').count() > before.matches('）').count(), "bracketed"),
        (quantity.unit.is_empty() && !v.countable.iter().any(|w| before.contains(w) || after.contains(w)), "unclear"),
        (after.starts_with('级'), "grade"),
        (after.starts_with('以') || after.starts_with('（'), "aside"),
        (document.dates.iter().any(|d| d.period && sentence.contains(d.span)), "period"),
        (v.reached.iter().any(|w| text[sentence.start..start].contains(w)), "reached"),
        (gate::headline(document, sentence), "headline"),
    ] {
        if holds {
            out.push(name.to_owned());
            out.push(format!("{name}:{sort}"));
        }
    }
    if let Some(last) = before.chars().next_back().filter(|c| !c.is_ascii_digit()) {
        out.push(format!("before:{last}"));
    }
    let near: String = before.chars().skip(before.chars().count().saturating_sub(2)).collect();
    let next: String = after.chars().take(2).collect();
    out.extend([format!("near:{near}"), format!("next:{next}")]);
    let alike = |q: &&Quantity| q.value == quantity.value && q.unit == quantity.unit && q.span.end <= start;
    let told = document.quantities.iter().filter(alike).map(|q| document.article.sentence_span(q.span.start));
    match told.max_by_key(|s| !gate::headline(document, *s)) {
        Some(other) if gate::headline(document, other) => out.push(format!("told:headline:{sort}")),
        Some(_) => out.push(format!("told:{sort}")),
        None => {}
    }
    let numbers = document.quantities.iter().filter(|q| sentence.contains(q.span)).count();
    out.push(format!("numbers:{}", numbers.min(4)));
    let index = document.article.sentence_at(start);
    out.push(format!("sentence:{}", if index < 4 { index } else { 4 + usize::from(index > 10) }));
    let all = document.quantities.len();
    out.push(format!(
        "all:{}",
        match all {
            0..=3 => "few",
            4..=10 => "some",
            _ => "many",
        }
    ));
    out
}
