//! A cheap gate in front of the rules: words without which a rule cannot match.
//!
//! Most rules say nothing of most sentences. What a regular expression needs is read off it once – of “{event}由…(主办|举办)”
//! that an event, 由, and one of 主办 and 举办 must stand there – and looked for with one pass over the sentence for all
//! rules together. A set of regular expressions would do the same, but over classes of Chinese characters its automata
//! outgrow their cache, and it falls back to the slowest of its engines.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::lexicon::Finder;

/// More alternatives than this are not worth looking for.
const MOST: usize = 64;

/// What each of several regular expressions needs.
#[derive(Debug, Default)]
pub struct Gate {
    finder: Finder<String>,
    /// Of each rule: sets of words, of each of which one at least must be there.
    needs: Vec<Vec<Vec<usize>>>,
}

impl Gate {
    /// The gate in front of these regular expressions.
    #[must_use]
    pub fn of<'r>(patterns: impl Iterator<Item = &'r Hir>) -> Self {
        let needs: Vec<Vec<Vec<String>>> = patterns.map(needs).collect();
        let mut words: Vec<String> = needs.iter().flatten().flatten().cloned().collect();
        words.sort_unstable();
        words.dedup();
        let number = |word: &String| words.binary_search(word).unwrap_or(usize::MAX);
        let numbered = |sets: &Vec<Vec<String>>| sets.iter().map(|set| set.iter().map(number).collect()).collect();
        let needs = needs.iter().map(numbered).collect();
        Self { finder: Finder::new(words), needs }
    }

    /// Numbers of those that may match the text; those left out cannot.
    pub fn open(&self, text: &str) -> impl Iterator<Item = usize> + '_ {
        let mut there = vec![false; self.finder.words().len()];
        self.finder.find(text, |_, word| there[word] = true);
        let any = move |set: &Vec<usize>| set.iter().any(|&word| there.get(word).copied().unwrap_or(true));
        self.needs.iter().enumerate().filter(move |(_, sets)| sets.iter().all(&any)).map(|(number, _)| number)
    }
}

fn needs(pattern: &Hir) -> Vec<Vec<String>> {
    let mut sets = Vec::new();
    gather(pattern, &mut sets);
    sets
}

/// All sets of words of which every match holds one.
fn gather(hir: &Hir, sets: &mut Vec<Vec<String>>) {
    match hir.kind() {
        HirKind::Concat(parts) => parts.iter().for_each(|part| gather(part, sets)),
        HirKind::Capture(inner) => gather(&inner.sub, sets),
        HirKind::Repetition(inner) if inner.min > 0 => gather(&inner.sub, sets),
        _ => sets.extend(words(hir)),
    }
}

/// Words of which every match holds one, when such can be named.
fn words(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Class(Class::Unicode(class)) => {
            let size: usize = class.iter().map(|range| range.len()).sum();
            let chars = class.iter().flat_map(|range| range.start()..=range.end());
            (size <= MOST).then(|| chars.map(String::from).collect())
        }
        HirKind::Capture(inner) => words(&inner.sub),
        HirKind::Repetition(inner) if inner.min > 0 => words(&inner.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(words).min_by_key(Vec::len),
        HirKind::Alternation(parts) => {
            let all = parts.iter().map(words).collect::<Option<Vec<_>>>()?.concat();
            (all.len() <= MOST).then_some(all)
        }
        HirKind::Empty | HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Gate;
    use proptest::prelude::*;
    use regex::Regex;
    use regex_syntax::hir::Hir;

    const PATTERNS: &[&str] = &[
        "甲[^丙]{0,2}?(?:乙|丁甲)",
        "(?:^|[乙丁])(?P<a>甲+)(?:丙|)?丁",
        "[甲乙](?:丙丙|丙丁)?",
        "(?:甲|乙*)丁{2}",
        "",
        "丙{0,3}",
    ];

    fn gate() -> Gate {
        let parsed: Vec<Hir> = PATTERNS.iter().filter_map(|pattern| regex_syntax::parse(pattern).ok()).collect();
        assert_eq!(parsed.len(), PATTERNS.len());
        Gate::of(parsed.iter())
    }

    #[test]
    fn what_is_missing_closes_it() {
        let gate = gate();
        assert_eq!(gate.open("丙").collect::<Vec<_>>(), [4, 5]);
        assert_eq!(gate.open("甲丁").collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }

    proptest! {
        #[test]
        fn nothing_that_matches_is_kept_out(text in "[甲乙丙丁]{0,8}") {
            let open: Vec<usize> = gate().open(&text).collect();
            for (number, pattern) in PATTERNS.iter().enumerate() {
                let matches = Regex::new(pattern).is_ok_and(|regex| regex.is_match(&text));
                prop_assert!(!matches || open.contains(&number), "{}", pattern);
            }
        }
    }
}
