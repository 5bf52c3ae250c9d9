//! Whether a figure is to be reached (`target`) or has been (`result`).

use crate::lexicon::{Features, Lexicon, digit};
use crate::model::{Class, Document, Quantity, Span};
use crate::relate::figure::dates_in;

/// The words of an article that speak of plans and of what is reached.
#[derive(Debug)]
pub(super) struct Plans {
    /// Each with its row in the list and its part (`plan`, `ahead`, `reached`), by their ends.
    words: Vec<Told>,
    /// Whether a sentence has a word of plans, by its number.
    planned: Vec<bool>,
    /// How many fifths of the sentences have one.
    share: usize,
}

#[derive(Clone, Copy, Debug)]
struct Told {
    row: u32,
    span: Span,
    part: &'static str,
    word: &'static str,
}

impl Plans {
    pub(super) fn of(document: &Document<'_>, lexicon: &Lexicon) -> Self {
        let sentences = &document.article.sentences;
        let mut planned = vec![false; sentences.len()];
        let mut words = Vec::new();
        let list = lexicon.list("figure_words");
        for (span, row) in list.find(document.text()) {
            let entry = &list.entries[row as usize];
            let part = entry.fields.first().copied().unwrap_or("");
            if matches!(part, "plan" | "ahead" | "reached") {
                words.push(Told { row, span, part, word: entry.word });
            }
            let number = document.article.sentence_at(span.start);
            if part == "plan" && sentences.get(number).is_some_and(|s| s.span.contains(span)) {
                planned[number] = true;
            }
        }
        let share = planned.iter().filter(|p| **p).count() * 5 / sentences.len().max(1);
        Self { words, planned, share }
    }

    /// The words of a range, each once: those of plans, of plans that hold on, of what is reached; of each in the list's order.
    /// With each whether it stands behind `clause`.
    fn inside(&self, span: Span, clause: usize) -> Vec<(Told, bool)> {
        let from = self.words.partition_point(|told| told.span.end <= span.start);
        let near = self.words[from..].iter().take_while(|told| told.span.end <= span.end);
        let rank = |told: &Told| ["plan", "ahead", "reached"].iter().position(|part| *part == told.part);
        let mut out: Vec<(Told, bool)> =
            near.filter(|told| told.span.start >= span.start).map(|told| (*told, told.span.start >= clause)).collect();
        out.sort_by_key(|(told, near)| (rank(told), told.row, !near));
        out.dedup_by_key(|(told, _)| told.row);
        out
    }
}

/// What speaks for and against a plan.
pub(super) fn features(
    document: &Document<'_>,
    plans: &Plans,
    sentence: Span,
    quantity: &Quantity,
    out: &mut dyn Features,
) {
    let text = document.text();
    let at = quantity.span.start;
    let before = &text[sentence.start..at];
    let clause = before.rfind(['，', '；']).unwrap_or(0);
    let told = plans.inside(Span::new(sentence.start, at), sentence.start + clause);
    let clause = &before[clause..];
    let place = |near: bool| if near { "clause" } else { "before" };
    for (told, near) in &told {
        out.add(&[told.part, ":", place(*near)]);
        out.add(&[told.part, ":", place(*near), ":", told.word]);
    }
    if !told.iter().any(|(told, _)| told.part == "reached") {
        for (told, near) in &told {
            out.add(&["clean:", told.part, ":", place(*near)]);
        }
    }
    out.add(&["plans:", digit(plans.share.min(4))]);
    let dates = || dates_in(document, sentence.start, at);
    if dates().any(|d| d.deadline) {
        out.add(&["deadline"]);
    }
    let published = document.article.published;
    if published.is_some_and(|p| dates().any(|d| d.end.unwrap_or(d.date).year > p.year)) {
        out.add(&["later"]);
    }
    let policy = |span: Span| document.mentions_in(span).iter().any(|m| m.class == Class::Policy);
    if policy(Span::new(sentence.start, at)) {
        out.add(&["policy:sentence"]);
    }
    let lead = document.article.sentences.get(1).map_or(sentence.start, |s| s.span.end);
    if policy(Span::new(0, lead)) {
        out.add(&["policy:lead"]);
    }
    let index = document.article.sentence_at(sentence.start);
    for (other, name) in [(index.checked_sub(1), "past"), (Some(index + 1), "next")] {
        let Some(words) = other.and_then(|i| document.article.sentences.get(i)).map(|s| s.span.of(text)) else {
            continue;
        };
        if words.contains("目标") {
            out.add(&["goal:", name]);
        }
        if name == "past" && other.and_then(|i| plans.planned.get(i)) == Some(&true) {
            out.add(&["plan:past"]);
        }
    }
    if text[..sentence.start].ends_with('；') {
        out.add(&["goes-on"]);
    }
    if text[quantity.span.end..].trim_start_matches(['，', ' ']).starts_with("的目标") || before.contains("目标")
    {
        out.add(&["goal"]);
    }
    out.add(&["comparator:", quantity.comparator]);
    for word in ["了", "过", "达", "已"] {
        if clause.contains(word) {
            out.add(&["clause:", word]);
        }
    }
}
