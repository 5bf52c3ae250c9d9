//! Where each pair of neighbouring characters stands in a text.

/// The pairs of a text with their places, to count words without reading the whole text for each: many candidates ask how
/// often their words come back, and an article may be long.
#[derive(Clone, Debug)]
pub struct Pairs(Vec<(u64, u32)>);

impl Pairs {
    /// The pairs of a text below 4 GiB.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut pairs = Vec::with_capacity(text.len() / 3);
        let mut before: Option<(usize, char)> = None;
        for (at, c) in text.char_indices() {
            if let Some((start, first)) = before {
                pairs.push((key(first, c), u32::try_from(start).unwrap_or(u32::MAX)));
            }
            before = Some((at, c));
        }
        pairs.sort_unstable();
        Self(pairs)
    }

    /// How often words stand in the text that the pairs are of, each behind the end of the one before; `most` are enough.
    #[must_use]
    pub fn count(&self, text: &str, words: &str, most: usize) -> usize {
        let mut chars = words.chars();
        let (Some(first), Some(second)) = (chars.next(), chars.next()) else {
            return text.matches(words).take(most).count();
        };
        let wanted = key(first, second);
        let from = self.0.partition_point(|(pair, _)| *pair < wanted);
        let (mut count, mut end) = (0, 0);
        for (_, place) in self.0[from..].iter().take_while(|(pair, _)| *pair == wanted) {
            let at = *place as usize;
            if count == most {
                break;
            }
            if at >= end && text.as_bytes()[at..].starts_with(words.as_bytes()) {
                (count, end) = (count + 1, at + words.len());
            }
        }
        count
    }
}

fn key(first: char, second: char) -> u64 {
    u64::from(u32::from(first)) << 32 | u64::from(u32::from(second))
}

#[cfg(test)]
mod tests {
    use super::Pairs;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_what_a_search_counts(text in "[甲乙a\u{20000}]{0,40}", words in "[甲乙a\u{20000}]{0,4}", most in 0usize..6) {
            prop_assert_eq!(Pairs::of(&text).count(&text, &words, most), text.matches(words.as_str()).take(most).count());
        }
    }
}
