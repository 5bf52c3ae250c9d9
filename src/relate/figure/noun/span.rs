//! Stretches of words behind and before a number, whatever they are: their borders say whether they are its noun.

use crate::relate::figure::noun::options::Found;
use crate::relate::figure::noun::phrase::phrase;
use crate::relate::figure::words::Word;

/// Most words of a stretch.
const LONGEST: usize = 10;

/// Stretches that begin behind the number: at once, or behind a word that is no part of a noun.
pub(super) fn behind(words: &[Word<'_>], out: &mut Vec<Found>) {
    let starts = (0..words.len().min(5))
        .filter(|&start| start == 0 || words[start - 1].text == "的" || !words[start - 1].nominal());
    for start in starts {
        for end in start + 1..=words.len().min(start + LONGEST) {
            if ends(&words[end - 1]) {
                out.push(found(words, start, end, "span-behind"));
            }
        }
    }
}

/// Stretches that end before the number.
pub(super) fn before(words: &[Word<'_>], out: &mut Vec<Found>) {
    let all = words.len();
    for start in all.saturating_sub(LONGEST)..all {
        if words[start].nominal() || words[start].verb() {
            out.push(found(words, start, all, "span-before"));
        }
    }
}

fn ends(word: &Word<'_>) -> bool {
    word.nominal() && !matches!(word.tag, "f" | "d" | "x") || word.verb()
}

fn found(words: &[Word<'_>], start: usize, end: usize, source: &'static str) -> Found {
    let name = |word: Option<&Word<'_>>| match word {
        None => "none".to_owned(),
        Some(word) if word.joins() || word.text == "等" => word.text.to_owned(),
        Some(word) => word.tag.to_owned(),
    };
    let (first, last) = (name(words.get(start)), name(words.get(end - 1)));
    let (past, next) = (name(start.checked_sub(1).and_then(|at| words.get(at))), name(words.get(end)));
    let inside = &words[start..end];
    let text = |word: Option<&Word<'_>>| word.map_or("none", |word| word.text).to_owned();
    let verbs = inside.iter().filter(|w| w.verb()).count().min(2);
    let commas = usize::from(inside.iter().any(|w| w.text == "，"));
    let more = vec![
        format!("{source}:first:{first}"),
        format!("{source}:last:{last}"),
        format!("{source}:past:{past}"),
        format!("{source}:next:{next}"),
        format!("{source}:left:{past}:{first}"),
        format!("{source}:right:{last}:{next}"),
        format!("{source}:verbs:{verbs}"),
        format!("{source}:commas:{commas}"),
        format!("{source}:words:{}", inside.len().min(6)),
        format!("{source}:first:word:{}", words[start].text),
        format!("{source}:last:word:{}", words[end - 1].text),
        format!("{source}:past:word:{}", text(start.checked_sub(1).and_then(|at| words.get(at)))),
        format!("{source}:next:word:{}", text(words.get(end))),
    ];
    Found { label: phrase(inside), source, more }
}
