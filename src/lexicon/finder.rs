//! Many words at once: every occurrence of every word of a sorted list, in one pass over the text.
//!
//! The sorted list is the trie: the words that begin with a character lie side by side, among them those that go on with
//! the next one. Two small tables lead to them, so that making a finder costs little more than reading its words – an
//! automaton over sixty thousand words takes longer to build than a newspaper page takes to read.

/// Finds the words of a list.
#[derive(Debug, Default)]
pub struct Finder<S> {
    words: Vec<S>,
    /// Where the words with a first character begin, by its code; the last cell is the end.
    first: Vec<u32>,
    /// The second character of each word, 0 when it has none.
    second: Vec<u16>,
}

/// So few words are tried one by one.
const FEW: usize = 8;

/// A character's code; those beyond the first plane share one.
fn code(c: char) -> u16 {
    u16::try_from(u32::from(c)).unwrap_or(u16::MAX)
}

/// The first two characters' codes.
fn codes(word: &str) -> (u16, u16) {
    let mut chars = word.chars();
    (chars.next().map_or(0, code), chars.next().map_or(0, code))
}

/// A key by which words sort as by their bytes, as far as it reaches: four characters. Comparing numbers is quick.
#[must_use]
pub fn sort_key(word: &str) -> u64 {
    let mut chars = word.chars();
    (0..4).fold(0, |key, _| key << 16 | chars.next().map_or(0, |c| u64::from(code(c))))
}

impl<S: AsRef<str>> Finder<S> {
    /// A finder of these words, which must be sorted by their bytes, each once, none empty.
    #[must_use]
    pub fn new(words: Vec<S>) -> Self {
        let mut first = vec![0u32; usize::from(u16::MAX) + 2];
        let mut second = Vec::with_capacity(words.len());
        for word in &words {
            let (one, two) = codes(word.as_ref());
            first[usize::from(one) + 1] += 1;
            second.push(two);
        }
        let mut sum = 0;
        for cell in &mut first {
            sum += *cell;
            *cell = sum;
        }
        Self { words, first, second }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self) -> &[S] {
        &self.words
    }

    /// Calls `take` with each occurrence: where it begins, and the word's number; by start, then by length.
    pub fn find(&self, text: &str, mut take: impl FnMut(usize, usize)) {
        if self.words.is_empty() {
            return;
        }
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let one = usize::from(code(c));
            let (mut from, to) = (self.first[one] as usize, self.first[one + 1] as usize);
            if from == to {
                continue;
            }
            let rest = &text[at..];
            if one == usize::from(u16::MAX) {
                // Characters that share a code: what follows them is not sorted.
                self.go_on(rest, 0, from, to, &mut |word| take(at, word));
                continue;
            }
            while from < to && self.second[from] == 0 {
                if rest.starts_with(self.words[from].as_ref()) {
                    take(at, from);
                }
                from += 1;
            }
            let Some(&(next, d)) = chars.peek() else { continue };
            let two = code(d);
            let from = from + self.second[from..to].partition_point(|&s| s < two);
            if self.second.get(from) != Some(&two) || from >= to {
                continue;
            }
            let to = from + self.second[from..to].partition_point(|&s| s == two);
            let known = if two == u16::MAX { 0 } else { next - at + d.len_utf8() };
            self.go_on(rest, known, from, to, &mut |word| take(at, word));
        }
    }

    /// The words from `from` to `to`, which share their first `known` bytes with the text.
    fn go_on(&self, text: &str, mut known: usize, mut from: usize, mut to: usize, take: &mut dyn FnMut(usize)) {
        while known > 0 && to - from > FEW {
            let word = |at: usize| self.words[at].as_ref().as_bytes();
            if word(from).len() == known {
                take(from);
                from += 1;
            }
            let Some(next) = text[known..].chars().next() else { return };
            let next = known..known + next.len_utf8();
            let wanted = &text.as_bytes()[next.clone()];
            let here = |at: usize| &word(at)[known..next.end.min(word(at).len())];
            from = partition(from, to, |at| here(at) < wanted);
            to = partition(from, to, |at| here(at) == wanted);
            known = next.end;
        }
        for word in from..to {
            if text.starts_with(self.words[word].as_ref()) {
                take(word);
            }
        }
    }
}

/// The first number for which `before` does not hold.
fn partition(mut from: usize, mut to: usize, before: impl Fn(usize) -> bool) -> usize {
    while from < to {
        let middle = from + (to - from) / 2;
        if before(middle) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::Finder;
    use proptest::prelude::*;

    /// Every occurrence, the slow way.
    fn plain(words: &[String], text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (at, _) in text.char_indices() {
            for (number, word) in words.iter().enumerate() {
                if text[at..].starts_with(word.as_str()) {
                    found.push((at, number));
                }
            }
        }
        found
    }

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(
            mut words in prop::collection::vec("[甲乙丙a\u{20000}\u{20001}]{1,6}", 1..120),
            text in "[甲乙丙a\u{20000}\u{20001}\u{ffff}]{0,40}",
        ) {
            words.sort();
            words.dedup();
            let finder = Finder::new(words.clone());
            let mut found = Vec::new();
            finder.find(&text, |at, word| found.push((at, word)));
            prop_assert_eq!(found, plain(&words, &text));
        }
    }
}
