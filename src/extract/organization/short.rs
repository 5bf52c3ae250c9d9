//! Short forms of bodies that the article names in full: 大生集团 for 江苏大生集团有限公司, and what it introduces
//! itself (以下简称“…”).

use std::collections::BTreeMap;

use crate::model::{Class, Document, Mention, OrgKind, Span};

const LEGAL: &[&str] = &["集团股份有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "集团公司"];

/// Later (and earlier) occurrences of full names and of their short forms.
pub(super) fn find(document: &Document<'_>, found: &[Mention]) -> Vec<Mention> {
    let text = document.text();
    let mut forms: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for (index, mention) in found.iter().enumerate() {
        for form in short_forms(document, mention) {
            let unique = match forms.get(&form) {
                None => Some(index),
                Some(Some(other)) if found[*other].label == mention.label => Some(*other),
                Some(_) => None,
            };
            forms.insert(form, unique);
        }
    }
    let mut out: Vec<Mention> = Vec::new();
    let mut longest_first: Vec<(&String, usize)> =
        forms.iter().filter_map(|(form, index)| index.map(|i| (form, i))).collect();
    longest_first.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    for (form, index) in longest_first {
        for (at, _) in text.match_indices(form.as_str()) {
            let span = Span::new(at, at + form.len());
            if found.iter().chain(&out).any(|m| m.class == Class::Organization && m.span.overlaps(span)) {
                continue;
            }
            let mut mention = Mention::new(span, Class::Organization, found[index].label.clone(), "organization:short");
            mention.kind = found[index].kind;
            mention.place.clone_from(&found[index].place);
            mention.parent.clone_from(&found[index].parent);
            mention.anaphoric = true;
            mention.confidence = 0.85;
            out.push(mention);
        }
    }
    out
}

/// The forms by which later text may call a body.
fn short_forms(document: &Document<'_>, mention: &Mention) -> Vec<String> {
    let text = document.text();
    let mut forms = introduced(text, mention.span.end);
    let surface = mention.span.of(text);
    if mention.extractor.starts_with("organization:tagger") || surface.chars().count() >= 6 {
        forms.push(surface.to_owned());
    }
    if mention.kind == Some(OrgKind::Company) && mention.parent.is_none() {
        let stem = without_places(document, mention);
        for legal in LEGAL {
            if let Some(base) = stem.strip_suffix(legal) {
                let group = if legal.starts_with("集团") { format!("{base}集团") } else { base.to_owned() };
                forms.push(group);
                forms.push(format!("{base}公司"));
                if let Some(plain) = surface.strip_suffix(legal) {
                    forms.push(plain.to_owned());
                }
                break;
            }
        }
    } else if mention.extractor == "organization:suffix" {
        forms.push(without_places(document, mention));
    }
    forms.retain(|form| form.chars().count() >= 3);
    forms
}

/// The name without the places it begins with.
fn without_places(document: &Document<'_>, mention: &Mention) -> String {
    let mut start = mention.span.start;
    for place in document.mentions_in(mention.span) {
        if place.class == Class::Place
            && place.span.start == start
            && place.span.end < mention.span.end
            && !place.anaphoric
        {
            start = place.span.end;
        }
    }
    Span::new(start, mention.span.end).of(document.text()).to_owned()
}

/// （以下简称“…”）, （简称…） directly behind the name.
fn introduced(text: &str, end: usize) -> Vec<String> {
    let Some(rest) = text[end..].strip_prefix(['（', '(']) else { return Vec::new() };
    let Some(close) = rest.find(['）', ')']) else { return Vec::new() };
    let inside = &rest[..close];
    let Some(at) = inside.find("简称") else { return Vec::new() };
    let name = inside[at + "简称".len()..].trim_start_matches(['为', '：', ':']);
    let name: String = name.chars().filter(|c| !matches!(c, '“' | '”' | '"' | '‘' | '’')).collect();
    if name.is_empty() || name.chars().count() > 15 { Vec::new() } else { vec![name] }
}
