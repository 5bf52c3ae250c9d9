//! Bodies in lists: those that share the place of the first (市教育局、司法局), and the same body of several places
//! (上海市、江苏省人大常委会).

use crate::extract::organization::formal::{clean_right, ending_at};
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Hit, Mention, OrgKind};

/// 上海市、江苏省、安徽省|人大常委会: each place of the list has such a body of its own.
pub(super) fn distribute(document: &Document<'_>, found: &[Mention]) -> Vec<Mention> {
    let text = document.text();
    let mut out = Vec::new();
    for body in found.iter().filter(|m| !m.anaphoric) {
        let Some(place) = body.place.as_ref().filter(|p| body.label.contains(p.as_str())) else { continue };
        let Some(level) =
            document.mentions.iter().find(|m| m.class == Class::Place && m.label == **place).and_then(|m| m.level)
        else {
            continue;
        };
        let mut start = body.span.start;
        while let Some(beside) = ["、", "和"]
            .iter()
            .find_map(|sign| text[..start].strip_suffix(*sign))
            .and_then(|rest| ending_at(document, rest.len()))
        {
            let taken = found.iter().any(|m| m.span.overlaps(beside.span));
            if beside.anaphoric || taken || beside.level != Some(level) {
                break;
            }
            let mut mention = body.clone();
            mention.span = beside.span;
            mention.label = body.label.replace(place.as_str(), &beside.label);
            mention.parent = body.parent.as_ref().map(|p| p.replace(place.as_str(), &beside.label));
            mention.place = Some(beside.label.clone());
            mention.extractor = "organization:list-of-places";
            mention.anaphoric = true;
            out.push(mention);
            start = beside.span.start;
        }
    }
    out
}

/// 市教育局、|司法局、残联: bodies in a list that share the place of the first.
pub(super) fn listed(document: &Document<'_>, lexicon: &Lexicon, found: &mut Vec<Mention>) {
    let text = document.text();
    let list = lexicon.id("bodies");
    let mut hits: Vec<Hit> = document.hits.iter().copied().filter(|hit| hit.list == list).collect();
    hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
    for hit in hits {
        let Some(before) = ["、", "和", "及", "与"].iter().find_map(|sign| text[..hit.span.start].strip_suffix(*sign))
        else {
            continue;
        };
        let Some(first) = found.iter().find(|m| m.span.end == before.len()) else { continue };
        if let Some(mention) = shared(document, lexicon, hit, first)
            && !found.iter().any(|m| m.span.overlaps(hit.span))
        {
            found.push(mention);
        }
    }
    found.sort_by_key(|m| m.span);
}

fn shared(document: &Document<'_>, lexicon: &Lexicon, hit: Hit, first: &Mention) -> Option<Mention> {
    let entry = lexicon.entry(hit);
    let (template, kind) = (entry.fields.first()?, OrgKind::from_word(entry.fields.get(1)?)?);
    let flags = entry.fields.get(2).copied().unwrap_or("");
    let place = first.place.as_ref().filter(|_| first.extractor == "organization:formal")?;
    let public = matches!(
        kind,
        OrgKind::Government | OrgKind::Party | OrgKind::Association | OrgKind::Judiciary | OrgKind::Legislature
    );
    let plain = entry.word.chars().count() >= 3
        || ["妇联", "残联", "文联", "科协", "团委", "政府", "台办"].contains(&entry.word);
    let common = entry.word.starts_with('委') || ["商会", "党委", "办事处"].contains(&entry.word);
    if !public || !plain || common || flags.contains("short") || flags.contains("unit") {
        return None;
    }
    if !clean_right(document.text(), hit.span.end, entry.word, false)
        || document.text()[hit.span.end..].starts_with('门')
    {
        return None;
    }
    // The words before the place in the first name (中共) are no part of this one.
    let at = first.label.rfind(place.as_str())?;
    let above = first.label[..at].trim_start_matches("中共").trim_start_matches("共青团");
    let mut mention = first.clone();
    mention.span = hit.span;
    mention.label = template.replace("{p}", &format!("{above}{place}"));
    mention.kind = Some(kind);
    mention.parent = None;
    mention.anaphoric = true;
    mention.confidence = 0.85;
    Some(mention)
}
