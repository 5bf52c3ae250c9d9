//! Whether a figure is to be reached (`target`) or has been (`result`).

use crate::lexicon::{Features, Lexicon};
use crate::model::{Class, Document, Quantity, Span};
use crate::relate::figure::vocabulary::Vocabulary;

/// Probability that a figure is to be reached. `chained`: whether the figure before is, and how far away it stands.
pub(super) fn probability(features: &[String], lexicon: &Lexicon) -> f32 {
    let Some(weights) = lexicon.weights("figure_plan") else { return 0.0 };
    let mut tally = weights.tally("");
    features.iter().for_each(|feature| tally.add(&[feature]));
    tally.probabilities().first().copied().unwrap_or(0.0)
}

/// What speaks for and against a plan.
pub(super) fn features(document: &Document<'_>, v: &Vocabulary, sentence: Span, quantity: &Quantity) -> Vec<String> {
    let text = document.text();
    let at = quantity.span.start;
    let before = &text[sentence.start..at];
    let clause = &before[before.rfind(['，', '；']).unwrap_or(0)..];
    let mut out = Vec::new();
    for (list, name) in [(&v.plans, "plan"), (&v.ahead, "ahead"), (&v.reached, "reached")] {
        for word in list.iter().filter(|word| before.contains(**word)) {
            let near = if clause.contains(word) { "clause" } else { "before" };
            out.push(format!("{name}:{near}"));
            out.push(format!("{name}:{near}:{word}"));
        }
    }
    if !out.iter().any(|f| f.starts_with("reached")) {
        let clean: Vec<String> =
            out.iter().filter(|f| f.matches(':').count() == 1).map(|f| format!("clean:{f}")).collect();
        out.extend(clean);
    }
    let sentences = &document.article.sentences;
    let plans = sentences.iter().filter(|s| v.plans.iter().any(|w| s.span.of(text).contains(w))).count();
    out.push(format!("plans:{}", (plans * 5 / sentences.len().max(1)).min(4)));
    let dates = || document.dates.iter().filter(|d| sentence.start <= d.span.start && d.span.end <= at);
    if dates().any(|d| d.deadline) {
        out.push("deadline".to_owned());
    }
    let published = document.article.published;
    if published.is_some_and(|p| dates().any(|d| d.end.unwrap_or(d.date).year > p.year)) {
        out.push("later".to_owned());
    }
    let policy = |span: Span| document.mentions_in(span).iter().any(|m| m.class == Class::Policy);
    if policy(Span::new(sentence.start, at)) {
        out.push("policy:sentence".to_owned());
    }
    let lead = document.article.sentences.get(1).map_or(sentence.start, |s| s.span.end);
    if policy(Span::new(0, lead)) {
        out.push("policy:lead".to_owned());
    }
    let index = document.article.sentence_at(sentence.start);
    for (other, name) in [(index.checked_sub(1), "past"), (Some(index + 1), "next")] {
        let Some(words) = other.and_then(|i| document.article.sentences.get(i)).map(|s| s.span.of(text)) else {
            continue;
        };
        if words.contains("目标") {
            out.push(format!("goal:{name}"));
        }
        if name == "past" && v.plans.iter().any(|w| words.contains(w)) {
            out.push("plan:past".to_owned());
        }
    }
    if text[..sentence.start].ends_with('；') {
        out.push("goes-on".to_owned());
    }
    if text[quantity.span.end..].trim_start_matches(['，', ' ']).starts_with("的目标") || before.contains("目标")
    {
        out.push("goal".to_owned());
    }
    out.push(format!("comparator:{}", quantity.comparator));
    for word in ["了", "过", "达", "已"] {
        if clause.contains(word) {
            out.push(format!("clause:{word}"));
        }
    }
    out
}
