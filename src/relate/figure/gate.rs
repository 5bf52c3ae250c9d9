//! What is a fact at all, and of which sort: numbers that are none, targets against results, periods and deadlines.

use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Span};
use crate::relate::figure::vocabulary::{Vocabulary, tidy};

/// Whether a sentence belongs to the headline, whose figures the body tells again.
pub(super) fn headline(document: &Document<'_>, sentence: Span) -> bool {
    let headline = document.article.headline_span;
    !headline.is_empty() && headline.overlaps(sentence) && document.article.text.len() > headline.end + 1
}

/// Marks that end a clause.
pub(super) const CLAUSE_ENDS: [char; 8] = ['，', '；', '：', '。', '！', '？', '\n', '●'];

/// The beginning of the clause that holds a position, not before `left`.
pub(super) fn clause_start(text: &str, left: usize, position: usize) -> usize {
    let before = &text[left..position];
    before.rfind(CLAUSE_ENDS).map_or(left, |at| left + at + before[at..].chars().next().map_or(0, char::len_utf8))
}

/// The words up to the end of the clause.
pub(super) fn clause_end(text: &str) -> &str {
    text.find(CLAUSE_ENDS).map_or(text, |at| &text[..at])
}

/// What is counted, roughly: by this the other decisions differ.
pub(super) fn sort(v: &Vocabulary, unit: &str) -> &'static str {
    match unit {
        "%" | "倍" | "个百分点" => "rate",
        "元" => "money",
        "人" | "名" | "位" | "人次" | "户" | "家" | "组" | "支" => "who",
        "场" | "次" | "期" | "届" | "轮" => "times",
        "" => "bare",
        _ if v.sorts.contains(&unit) => "sort",
        _ => "thing",
    }
}

/// Numbers that never state anything: durations, and numbers inside names.
pub(super) fn never(document: &Document<'_>, lexicon: &Lexicon, index: usize) -> bool {
    let quantity = &document.quantities[index];
    let kind = lexicon.list("units").get(&quantity.unit).and_then(|e| e.fields.get(1).copied()).unwrap_or("");
    let named = |m: &crate::model::Mention| {
        m.span.contains(quantity.span)
            && matches!(
                m.class,
                Class::Policy
                    | Class::Event
                    | Class::Initiative
                    | Class::Work
                    | Class::Organization
                    | Class::Honor
                    | Class::Measure
                    | Class::Place
            )
    };
    // 零部件 is no count of zero.
    kind == "time" || quantity.value == "0" || document.mentions.iter().any(named)
}

/// Whether a noun can stand in a row.
pub(super) fn noun(v: &Vocabulary, noun: &str) -> bool {
    let length = noun.chars().count();
    (2..=40).contains(&length)
        && !v.loose.iter().any(|w| noun.ends_with(w))
        && !v.empty.contains(&noun)
        && !noun.contains(CLAUSE_ENDS)
        && !noun.contains('\t')
}

/// “170余人参会”: what people do, when no noun says who they are.
pub(super) fn doing(unit: &str, after: &str) -> Option<String> {
    let people = matches!(unit, "人" | "名" | "位" | "人次" | "户" | "家");
    let length = after.chars().count();
    (people && (2..=12).contains(&length)).then(|| tidy(after))
}

/// The period of a result or the deadline of a target that the sentence names before the number.
pub(super) fn date(document: &Document<'_>, sentence: Span, at: usize, target: bool) -> Option<String> {
    let text = document.text();
    let compared = |start: usize| ["比", "较", "与", "和"].iter().any(|w| text[..start].ends_with(w));
    let mut dates =
        document.dates.iter().filter(|d| sentence.start <= d.span.start && d.span.end <= at && !compared(d.span.start));
    let last =
        if target { dates.rfind(|d| d.deadline || d.period || d.end.is_some()) } else { dates.rfind(|d| d.period) }?;
    Some(last.end.filter(|_| target).unwrap_or(last.date).to_string())
}
