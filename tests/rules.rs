//! Every rule of `data/rules` proves itself on its own examples and counter-examples.

use gongtu::model::{Article, ArticleKind, Class, DateMention, Document, LineMap, Mention, PartialDate, Span};
use gongtu::relate::pattern::Rules;
use gongtu::relate::shadow::Shadow;
use gongtu::segment::sentences;

/// `[org:南京市总工会]主办[event:培训班]` → text and mentions.
fn marked(example: &str) -> (Article, Vec<Mention>, Vec<DateMention>) {
    let mut dates = Vec::new();
    let (mut text, mut mentions, mut rest) = (String::new(), Vec::new(), example);
    while let Some(open) = rest.find('[') {
        let close = rest.find(']').expect("a bracket is not closed");
        let (class, label) = rest[open + 1..close].split_once(':').expect("a mention is [class:words]");
        text.push_str(&rest[..open]);
        if class == "date" {
            let span = Span::new(text.len(), text.len() + label.len());
            let date = PartialDate::day(2025, 9, 1).expect("a day");
            dates.push(DateMention { span, date, end: None, period: false, deadline: false });
            text.push_str(label);
            rest = &rest[close + 1..];
            continue;
        }
        let class = match class {
            "org" => Class::Organization,
            word => Class::ALL.iter().copied().find(|c| c.as_str().to_lowercase() == word).expect("a class"),
        };
        let start = text.len();
        text.push_str(label);
        mentions.push(Mention::new(Span::new(start, text.len()), class, label, "test"));
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    let article = Article {
        key: "t".into(),
        file: "t".into(),
        kind: ArticleKind::Report,
        headline: None,
        headline_span: Span::default(),
        sentences: sentences(&text),
        text,
        lines: LineMap::default(),
        published: None,
        publisher: None,
        url: None,
        body_lines: vec![],
        headline_lines: vec![],
        byline_lines: vec![],
        detached_bylines: vec![],
    };
    (article, mentions, dates)
}

#[test]
fn every_rule_finds_its_examples_and_nothing_in_its_counter_examples() {
    let rules = Rules::embedded().expect("the rule files are well-formed");
    let mut wrong = Vec::new();
    for rule in &rules.rules {
        let cases = rule.examples.iter().map(|e| (e, true)).chain(rule.counter_examples.iter().map(|e| (e, false)));
        for (example, expected) in cases {
            let (article, mentions, dates) = marked(example);
            let mut document = Document::new(&article);
            document.add_mentions(mentions);
            document.dates = dates;
            let mut claims = Vec::new();
            rule.apply(&document, &Shadow::of(&document, Span::new(0, article.text.len())), &mut claims);
            if claims.is_empty() == expected {
                wrong.push(format!("{}: {example} (expected {expected})", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
