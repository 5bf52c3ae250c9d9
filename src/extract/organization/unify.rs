//! One body, one label: the fullest form that the article gives (新北区总工会 = 常州市新北区总工会).

use std::collections::BTreeMap;

use crate::lexicon::Lexicon;
use crate::model::{Document, Mention};

/// Gives mentions of one body its longest label, and departments the label of their renamed parents.
pub(super) fn unify(document: &Document<'_>, lexicon: &Lexicon, found: &mut [Mention]) {
    let gazetteer = lexicon.gazetteer();
    let mut fullest: BTreeMap<(String, String), String> = BTreeMap::new();
    for mention in found.iter() {
        if let Some(key) = key(mention) {
            let best = fullest.entry(key).or_insert_with(|| mention.label.clone());
            let allowed = gazetteer.len() > 0 && mention.label.len() > best.len();
            if allowed {
                best.clone_from(&mention.label);
            }
        }
    }
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for mention in found.iter() {
        if let Some(best) = key(mention).and_then(|key| fullest.get(&key))
            && *best != mention.label
        {
            renamed.insert(mention.label.clone(), best.clone());
        }
    }
    for mention in found.iter_mut() {
        rename(mention, &renamed);
    }
    let _ = document;
}

/// Smallest place and the words behind it; none for bodies without a place.
fn key(mention: &Mention) -> Option<(String, String)> {
    if mention.extractor != "organization:formal" {
        return None;
    }
    let place = mention.place.clone()?;
    let at = mention.label.rfind(&place)?;
    let head = if mention.label.starts_with("中共") {
        "中共"
    } else if mention.label.starts_with("共青团") {
        "共青团"
    } else {
        ""
    };
    let tail = format!("{head}{}", &mention.label[at + place.len()..]);
    Some((place, tail))
}

fn rename(mention: &mut Mention, renamed: &BTreeMap<String, String>) {
    if let Some(parent) = &mention.parent {
        let root = renamed.iter().find(|(old, _)| mention.label.starts_with(old.as_str()));
        if let Some((old, new)) = root {
            if parent.starts_with(old.as_str()) {
                mention.parent = Some(parent.replacen(old.as_str(), new, 1));
            }
            mention.label = mention.label.replacen(old.as_str(), new, 1);
        }
    } else if let Some(new) = renamed.get(&mention.label) {
        mention.label.clone_from(new);
    }
}
