//! When an event was.

use crate::model::{Claim, DateMention, Document, Object, Qualifier, Relation, Span};
use crate::relate::event::scope::Scope;

/// The date of an event: that of its sentence, for the main event else that of the dateline.
pub fn date(document: &Document<'_>, scope: &Scope<'_>, claims: &mut Vec<Claim>) {
    let found = scope.mentions.iter().filter(|m| !m.anaphoric).find_map(|m| {
        let sentence = document.article.sentence_span(m.span.start);
        in_sentence(document, sentence, m.span).map(|d| (d, sentence, 0.85))
    });
    let Some((date, span, confidence)) = found.or_else(|| scope.main.then(|| lead(document, scope)).flatten()) else {
        return;
    };
    let end = date.end.map_or(String::new(), |end| end.to_string());
    let claim =
        Claim::new(scope.event.entity(), Relation::Date, Object::Date(date.date), span, "event:date", confidence);
    claims.push(claim.with(Qualifier::End, end));
}

fn moment(date: &DateMention) -> bool {
    !date.deadline && date.date.month.is_some()
}

/// Whether it is the day of the report (8月1日电) or of the reporter's asking (记者8月1日从…获悉).
fn of_report(document: &Document<'_>, date: &DateMention) -> bool {
    let text = document.text();
    let after = text[date.span.end..].trim_start();
    after.starts_with('电')
        || after.starts_with('讯')
        || ["记者", "生于"].iter().any(|w| text[..date.span.start].ends_with(w))
        || after.starts_with('从')
}

/// The date right behind the event, else the nearest before it in its sentence, else the first behind it.
fn in_sentence<'d>(document: &'d Document<'_>, sentence: Span, event: Span) -> Option<&'d DateMention> {
    let dates: Vec<&DateMention> =
        document.dates.iter().filter(|d| sentence.contains(d.span) && !event.contains(d.span) && moment(d)).collect();
    let right = dates.iter().find(|d| d.span.start >= event.end && d.span.start <= event.end + 6);
    let before = || dates.iter().rev().find(|d| d.span.end <= event.start && !of_report(document, d));
    let behind = || {
        let near = |d: &&&DateMention| d.span.start >= event.end && near(document, event.end, d.span.start);
        dates.iter().filter(|d| !of_report(document, d)).find(near)
    };
    right.or_else(before).or_else(behind).copied()
}

/// Whether no sign but at most one comma stands between.
fn near(document: &Document<'_>, from: usize, to: usize) -> bool {
    document.text()[from..to].chars().count() <= 24
}

/// The first day that the item names in its first three sentences.
fn lead<'d>(document: &'d Document<'_>, scope: &Scope<'_>) -> Option<(&'d DateMention, Span, f32)> {
    let sentences = document.article.sentences.iter().filter(|s| scope.span.contains(s.span)).take(3);
    for sentence in sentences {
        let found = document
            .dates
            .iter()
            .find(|d| sentence.span.contains(d.span) && moment(d) && d.date.day.is_some() && !of_report(document, d));
        if let Some(date) = found {
            return Some((date, sentence.span, 0.65));
        }
    }
    None
}
