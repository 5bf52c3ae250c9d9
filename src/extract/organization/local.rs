//! Departments that the tagger sees without their place: 县教育局、文广局和|融媒体中心. The place is that of the local body before.

use crate::lexicon::Lexicon;
use crate::model::{Document, Mention, OrgKind, Span};

/// Farthest body whose department it may be, in bytes.
const REACH: usize = 300;

/// Ends of the names of departments that no list holds.
const ENDS: [&str; 4] = ["局", "厅", "办", "委"];

/// The department with the place of the last local body before it, where the words are a department's.
pub(super) fn department<'m>(
    document: &Document<'_>,
    lexicon: &Lexicon,
    bodies: impl Iterator<Item = &'m Mention>,
    span: Span,
) -> Option<Mention> {
    let text = document.text();
    let words = span.of(text);
    let local = |m: &&Mention| {
        let place = m.place.as_deref().is_some_and(|place| m.label.contains(place));
        m.extractor == "organization:formal" && place && m.span.end <= span.start && m.span.end + REACH > span.start
    };
    let before = bodies.filter(local).max_by_key(|m| m.span.end)?;
    let place = before.place.as_deref()?;
    let listed = ["、", "和", "及", "与"].iter().any(|sign| text.get(before.span.end..span.start) == Some(*sign));
    let known = lexicon
        .list("bodies")
        .get(words)
        .filter(|entry| entry.fields.get(2).is_none_or(|f| f.is_empty() || *f == "place"));
    let (template, kind) = match known {
        Some(entry) => {
            (*entry.fields.first()?, OrgKind::from_word(entry.fields.get(1)?).filter(|k| *k != OrgKind::Union)?)
        }
        None if listed && ENDS.iter().any(|end| words.ends_with(end)) => ("", OrgKind::Government),
        None => return None,
    };
    // A province has 厅, what is below it 局.
    let province = place.ends_with('省') || place.ends_with("自治区");
    if !(3..=10).contains(&words.chars().count()) || words.ends_with('厅') != province && words.ends_with(['厅', '局'])
    {
        return None;
    }
    let at = before.label.rfind(place)?;
    let above = before.label[..at].trim_start_matches("中共").trim_start_matches("共青团");
    let whole = format!("{above}{place}");
    let label = if template.is_empty() { format!("{whole}{words}") } else { template.replace("{p}", &whole) };
    let mut mention = before.clone();
    mention.span = span;
    mention.label = label;
    mention.kind = Some(kind);
    mention.parent = None;
    mention.anaphoric = true;
    mention.extractor = "organization:local";
    mention.confidence = 0.7;
    Some(mention)
}
