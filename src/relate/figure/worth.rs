//! How likely a figure, with the noun and the subject found for it, is a fact worth a row: the claim's confidence.

use crate::lexicon::{Features, digit};
use crate::model::{Document, Quantity, Span, last_characters};
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

/// What the decisions say.
pub(super) fn judged(judged: &Judged<'_>, sort: &str, out: &mut dyn Features) {
    let relation = if judged.target { "target" } else { "result" };
    let noun = (judged.noun_probability * 5.0).min(4.0) as u8;
    let margin = judged.margin.clamp(0.0, 5.0) as u8;
    let length = match judged.noun.chars().count() {
        11.. => "11",
        7.. => "7",
        length => digit(length),
    };
    out.add(&[relation]);
    out.add(&["noun:", digit(noun.into())]);
    out.add(&["margin:", digit(margin.into())]);
    out.add(&["length:", length]);
    out.add(&["length:", length, ":", sort]);
    out.add(&["subject:", judged.subject]);
    out.add(&["subject:", judged.subject, ":", relation]);
    out.add(&["subject:", judged.subject, ":", sort]);
}

/// What the words around a number say.
pub(super) fn features(
    document: &Document<'_>,
    v: &Vocabulary,
    sentence: Span,
    quantity: &Quantity,
    out: &mut dyn Features,
) {
    let text = document.text();
    let (start, end) = (quantity.span.start, quantity.span.end);
    let clause = gate::clause_start(text, sentence.start, start);
    let before = &text[clause..start];
    let after = gate::clause_end(&text[end..sentence.end.max(end)]);
    let sort = gate::sort(v, &quantity.unit);
    let words = quantity.span.of(text);
    let spoken = !words.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let small = quantity.value.len() == 1 && sort != "rate";
    out.add(&["sort:", sort]);
    out.add(&["unit:", &quantity.unit]);
    out.add(&["comparator:", quantity.comparator]);
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
            out.add(&[name]);
            out.add(&[name, ":", sort]);
        }
    }
    if before.chars().next_back().is_some_and(|c| !c.is_ascii_digit()) {
        out.add(&["before:", last_characters(before, 1)]);
    }
    out.add(&["near:", last_characters(before, 2)]);
    out.add(&["next:", after.char_indices().nth(2).map_or(after, |(at, _)| &after[..at])]);
    let alike = |q: &&Quantity| q.value == quantity.value && q.unit == quantity.unit && q.span.end <= start;
    let told = document.quantities.iter().filter(alike).map(|q| document.article.sentence_span(q.span.start));
    match told.max_by_key(|s| !gate::headline(document, *s)) {
        Some(other) if gate::headline(document, other) => out.add(&["told:headline:", sort]),
        Some(_) => out.add(&["told:", sort]),
        None => {}
    }
    let from = document.quantities.partition_point(|q| q.span.start < sentence.start);
    let inside = document.quantities[from..].iter().take_while(|q| q.span.start < sentence.end);
    out.add(&["numbers:", digit(inside.filter(|q| sentence.contains(q.span)).count().min(4))]);
    let index = document.article.sentence_at(start);
    out.add(&["sentence:", digit(if index < 4 { index } else { 4 + usize::from(index > 10) })]);
    let all = match document.quantities.len() {
        0..=3 => "few",
        4..=10 => "some",
        _ => "many",
    };
    out.add(&["all:", all]);
}
