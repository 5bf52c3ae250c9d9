//! The tagger against what its trainer recorded, and on texts that nobody foresaw.

use gongtu::model::{Span, Tag, TagKind};
use gongtu::segment::sentences;
use gongtu::tagger::Tagger;
use proptest::prelude::*;

fn tags(text: &str) -> Vec<Tag> {
    let spans: Vec<Span> = sentences(text).iter().map(|s| s.span).collect();
    Tagger::embedded().tag(text, &spans)
}

fn kind(name: &str) -> TagKind {
    match name {
        "Person" => TagKind::Person,
        "Organization" => TagKind::Organization,
        "Place" => TagKind::Place,
        "Title" => TagKind::Title,
        "Time" => TagKind::Time,
        other => panic!("no kind {other}"),
    }
}

#[test]
fn agrees_with_the_spans_that_the_trainer_recorded() {
    let mut wrong = Vec::new();
    let (mut all, mut same) = (0, 0);
    for line in include_str!("../data/tagger/recorded.tsv").lines() {
        let mut cells = line.split('\t');
        let text = cells.next().unwrap_or("");
        let expected: Vec<(TagKind, &str)> =
            cells.map(|cell| cell.split_once(':').map(|(k, words)| (kind(k), words)).unwrap()).collect();
        let span = Span::new(0, text.len());
        let found: Vec<_> = Tagger::embedded().tag(text, &[span]).iter().map(|t| (t.kind, t.span.of(text))).collect();
        all += expected.len();
        same += expected.iter().filter(|e| found.contains(e)).count();
        if expected != found {
            wrong.push(format!("{text}\n  trainer {expected:?}\n  tagger  {found:?}"));
        }
    }
    // Whole-number weights may move a border now and then; the paths are the same otherwise.
    assert!(all >= 30 && same * 20 >= all * 19, "{}", wrong.join("\n"));
}

#[test]
fn finds_who_where_and_what_in_a_sentence_of_this_kind() {
    let text = "南京市总工会副主席郁忠说，江苏申港锅炉有限公司焊培中心主任丁海涛参加了培训。";
    let found: Vec<_> = tags(text).iter().map(|t| (t.kind, t.span.of(text))).collect();
    for expected in [
        (TagKind::Organization, "南京市总工会"),
        (TagKind::Title, "副主席"),
        (TagKind::Person, "郁忠"),
        (TagKind::Organization, "江苏申港锅炉有限公司焊培中心"),
        (TagKind::Person, "丁海涛"),
    ] {
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
    }
}

#[test]
fn empty_and_strange_texts_have_no_tags_and_do_no_harm() {
    assert!(tags("").is_empty());
    assert!(tags("\n\n  \n").is_empty());
    assert!(tags("hello, world!").is_empty());
    assert!(Tagger::embedded().tag("短文", &[Span::new(1, 4), Span::new(0, 900)]).is_empty());
}

proptest! {
    #[test]
    fn spans_lie_on_character_borders_in_order_and_apart(text in "[工会主席南京市a-z0-9𠮷é，。 \\n王李·“”]{0,80}") {
        let found = tags(&text);
        prop_assert_eq!(&found, &tags(&text));
        let mut end = 0;
        for tag in &found {
            prop_assert!(text.get(tag.span.start..tag.span.end).is_some_and(|words| !words.is_empty()));
            prop_assert!(tag.span.start >= end);
            prop_assert!((0.0..=1.0).contains(&tag.confidence));
            end = tag.span.end;
        }
    }
}
