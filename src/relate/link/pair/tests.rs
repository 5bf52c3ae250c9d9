//! What lies beyond a relation's reach changes nothing within it.

use proptest::prelude::*;

use super::{Article, End, Pair, pairs};
use crate::model::{Class, Span};
use crate::relate::link::row::Row;
use crate::relate::link::{SPECS, Spec};

/// Sentences are so long, in bytes.
const SENTENCE: usize = 60;

fn article(mentions: &[(usize, usize, usize, u8, u8)]) -> Article<'static> {
    const LABELS: [&str; 4] = ["甲", "乙", "丙", "丁"];
    let end = |&(sentence, from, length, class, label): &(usize, usize, usize, u8, u8)| {
        let start = sentence * SENTENCE + from;
        let class = [Class::Initiative, Class::Organization, Class::Place, Class::Event, Class::Person][class as usize];
        let label = LABELS[label as usize];
        let span = Span::new(start, start + length);
        let (sort, extractor, row) = ("none", "", Row::of(span));
        End { span, sentence, class, label, sort, nested: false, implied: false, confidence: 1.0, extractor, row }
    };
    let mut ends: Vec<End<'static>> = mentions.iter().map(end).collect();
    ends.sort_by_key(|end| (end.span.start, end.span.end));
    Article { ends, dates: Vec::new(), verbs: Vec::new(), main: Vec::new(), homes: Vec::new() }
}

/// All that a model reads of a pair.
fn shown(pair: &Pair<'_>) -> String {
    format!("{pair:?}")
}

proptest! {
    #[test]
    fn a_window_loses_no_pair(
        mentions in prop::collection::vec((0usize..14, 0usize..40, 1usize..20, 0u8..5, 0u8..4), 0..40),
        reach in 0usize..5,
    ) {
        let article = article(&mentions);
        for spec in SPECS {
            let near = pairs(&article, &Spec { reach, ..*spec });
            let all = pairs(&article, &Spec { reach: 1000, ..*spec });
            let within: Vec<String> = all.iter().filter(|pair| pair.distance <= reach).map(shown).collect();
            prop_assert_eq!(near.iter().map(shown).collect::<Vec<_>>(), within);
        }
    }
}
