//! The laws of extraction, on texts that nobody wrote: spans lie inside the text and on character borders, sentences and
//! articles hold the input's characters, evidence holds its words, and pages know nothing of one another.

use std::sync::LazyLock;

use gongtu::assets::SAMPLE;
use gongtu::model::{Analysis, Layout, Mention, Object, Page, Relation, Span};
use gongtu::read::{ReadOptions, read_stream};
use proptest::prelude::*;

use crate::graph::ENGINE;

/// What is wrong with an analysis, in words; nothing when all laws hold.
pub fn broken(analysis: &Analysis) -> Vec<String> {
    let text = &analysis.article.text;
    let mut wrong = Vec::new();
    let mut fits = |what: &str, span: Span| {
        if span.start > span.end || text.get(span.start..span.end).is_none() {
            wrong.push(format!("{what} {span:?} does not fit the text"));
        }
    };
    fits("headline", analysis.article.headline_span);
    analysis.article.sentences.iter().for_each(|sentence| fits("sentence", sentence.span));
    analysis.mentions.iter().for_each(|mention| fits(&format!("mention {}", mention.label), mention.span));
    for claim in &analysis.claims {
        fits(&format!("evidence of {}", claim.object.label()), claim.evidence.span);
    }
    for &(at, line) in &analysis.article.lines.0 {
        if !text.is_char_boundary(at) || line == 0 {
            wrong.push(format!("line {line} begins at {at}, inside a character or nowhere"));
        }
    }
    let spoken: String = analysis.article.sentences.iter().map(|sentence| sentence.span.of(text)).collect();
    if bare(&spoken) != bare(text) {
        wrong.push("the sentences do not hold the article's characters".to_owned());
    }
    wrong.extend(analysis.claims.iter().filter_map(|claim| unspoken(analysis, claim)));
    wrong
}

/// A claim without evidence, or one that names a thing where it is not named. What an article names nowhere (the country
/// whose figures a sentence gives) is implied, and has the words that imply it as its evidence.
fn unspoken(analysis: &Analysis, claim: &gongtu::model::Claim) -> Option<String> {
    let words = claim.evidence.span.of(&analysis.article.text);
    if words.is_empty() {
        return Some(format!("no evidence: {claim:?}"));
    }
    let (gongtu::model::Node::Entity(subject), Relation::A, Object::Class(class)) =
        (&claim.subject, claim.relation, &claim.object)
    else {
        return None;
    };
    let is_it = |mention: &&Mention| mention.label == subject.label && mention.class == *class;
    let mut mentions = analysis.mentions.iter().filter(is_it).peekable();
    let implied = mentions.peek().is_none();
    let named = mentions.any(|mention| claim.evidence.span.overlaps(mention.span));
    (!named && !implied).then(|| format!("{} {} is not named in {words}", subject.label, class.as_str()))
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A page as reading gives it.
pub fn page(name: &str, text: &str, layout: Layout) -> Option<Page> {
    let mut found = None;
    read_stream(name, &mut text.as_bytes(), &ReadOptions::default(), &mut |item| {
        if let gongtu::read::Item::Page(page) = item {
            found = Some(*page);
        }
        true
    });
    found.map(|page| Page { layout, ..page })
}

/// The sample page's characters.
static CHARACTERS: LazyLock<Vec<char>> = LazyLock::new(|| SAMPLE.text.chars().collect());

/// Pieces of the sample page, cut anywhere, with what newspapers and bad software put between.
fn text() -> impl Strategy<Value = String> {
    let piece = (0..CHARACTERS.len() - 1, 1usize..160)
        .prop_map(|(from, length)| CHARACTERS.iter().skip(from).take(length).collect::<String>());
    let odd = prop::sample::select(vec![
        "\n",
        "\n\n",
        "。",
        "；",
        "“",
        "”",
        "《",
        "》",
        "（",
        "）",
        "(",
        "\u{3000}\u{3000}",
        "    ",
        "，",
        "、",
        "：",
        "%",
        "％",
        "１２３",
        "3.5万",
        "2025年",
        "13月45日",
        "第一百二十三届",
        "99999999999999999999",
        "零",
        "两",
        "百",
        "—",
        "……",
        "·",
        "\t",
        "é",
        "😀",
        "𠮷",
        "a\u{301}",
        "\u{e123}",
        "\u{fffd}",
        "\u{2028}",
        "记者",
        "本报讯",
        "总工会",
        "主席",
        "月",
        "日",
        "号",
        "http://",
    ])
    .prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![2 => piece, 3 => odd], 1..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn spans_sentences_and_evidence_hold(text in text(), dump in any::<bool>()) {
        let layout = if dump { Layout::Dump } else { Layout::Article };
        let Some(page) = page("a.txt", &text, layout) else { return Ok(()) };
        let (analyses, warnings) = ENGINE.analyse_page(&page);
        prop_assert!(warnings.is_empty(), "{:?}", warnings);
        for analysis in &analyses {
            let wrong = broken(analysis);
            prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
    }

    #[test]
    fn an_article_holds_its_pages_characters(text in text()) {
        let Some(page) = page("a.txt", &text, Layout::Article) else { return Ok(()) };
        let (analyses, _) = ENGINE.analyse_page(&page);
        let held: String = analyses.iter().map(|analysis| analysis.article.text.as_str()).collect();
        prop_assert_eq!(bare(&held), bare(&page.text));
    }

    #[test]
    fn the_articles_of_a_dump_hold_their_lines(text in text()) {
        let Some(page) = page("a.txt", &text, Layout::Dump) else { return Ok(()) };
        let lines: Vec<String> = page.text.lines().map(bare).collect();
        for analysis in ENGINE.analyse_page(&page).0 {
            let held = bare(&analysis.article.text);
            for &(first, last) in &analysis.article.body_lines {
                for line in &lines[first - 1..last] {
                    prop_assert!(held.contains(line.as_str()), "{} is not in {}", line, held);
                }
            }
        }
    }

    #[test]
    fn pages_know_nothing_of_one_another(texts in prop::collection::vec(text(), 2..5)) {
        let pages: Vec<Page> =
            texts.iter().enumerate().filter_map(|(n, text)| page(&format!("{n}.txt"), text, Layout::Article)).collect();
        let said = |pages: &[Page]| -> Vec<String> {
            ENGINE.analyse_pages(pages).iter().map(|(analyses, _)| format!("{analyses:?}")).collect()
        };
        let (straight, mut backwards) = (said(&pages), said(&pages.iter().rev().cloned().collect::<Vec<_>>()));
        backwards.reverse();
        prop_assert_eq!(straight, backwards);
    }
}
