//! Lists that share their numbers: “A、B和C分别增长1%、2%和3%”.

use crate::model::Document;
use crate::relate::figure::vocabulary::{Vocabulary, tidy};

/// Where the run of numbers that begins at `from` ends: numbers parted by nothing but 、 and 和.
pub(super) fn run(document: &Document<'_>, from: usize, end: usize) -> usize {
    let text = document.text();
    let mut to = from + 1;
    while to < end {
        let between = &text[document.quantities[to - 1].span.end..document.quantities[to].span.start];
        if !matches!(between, "、" | "和" | "，" | "与" | "及" | "以及" | "、和") {
            break;
        }
        to += 1;
    }
    to
}

/// The `count` items of a list, each with the noun that the last one says for all; `None` when there are not so many.
pub(super) fn items(v: &Vocabulary, text: &str, count: usize) -> Option<Vec<String>> {
    let text = text.trim_end_matches(['同', '比', '环', '，', ' ']);
    let text = if text.is_empty() { return None } else { text };
    let commas: Vec<&str> = text.split('，').collect();
    let listed = parts(text.rsplit('，').next().unwrap_or(text), count);
    let parts = match listed {
        Some(parts) if parts.len() == count => parts,
        _ if commas.len() >= count => commas[commas.len() - count..].to_vec(),
        other => other?,
    };
    if let [only] = parts[..]
        && count > 1
    {
        return products(only, count);
    }
    let last = *parts.last()?;
    let shared = last.rsplit_once('的').map(|(_, noun)| noun).filter(|n| n.chars().count() <= 8);
    let shared = shared.or_else(|| v.shared.iter().filter(|n| last.ends_with(**n)).max_by_key(|n| n.len()).copied());
    Some(
        parts
            .iter()
            .map(|part| {
                let own = tidy(part);
                match shared {
                    Some(noun) if *part != last && !own.ends_with(noun) => format!("{own}{noun}"),
                    _ => own,
                }
            })
            .collect(),
    )
}

/// Whether nothing but a comparison stands before 分别: its items are those of the list before.
pub(super) fn unsaid(text: &str) -> bool {
    text.trim_matches(['同', '比', '环', '，', ' ']).is_empty()
}

fn parts(text: &str, count: usize) -> Option<Vec<&str>> {
    let mut parts: Vec<&str> = text.split('、').collect();
    if parts.len() < count {
        for mark in ["以及", "和", "与", "及"] {
            let last = parts.last().copied()?;
            if let Some((a, b)) = last.rsplit_once(mark)
                && parts.len() < count
            {
                parts.pop();
                parts.extend([a, b]);
            }
        }
    }
    (parts.len() == count || parts.len() == 1).then_some(parts)
}

/// 汽车产销 are 汽车产量 and 汽车销量.
fn products(text: &str, count: usize) -> Option<Vec<String>> {
    let head = text.strip_suffix("产销").filter(|_| count == 2);
    match head {
        Some(head) => Some(vec![format!("{head}产量"), format!("{head}销量")]),
        None => Some(vec![tidy(text); count]),
    }
}
