//! 该公司, 该校, 该院: the body of that sort named last before.

use crate::model::{Class, Document, Mention, OrgKind, Span};

/// Words behind 该, with the ends of the names that they may stand for.
#[rustfmt::skip]
const WORDS: &[(&str, &[&str])] = &[
    ("公司", &["公司", "集团"]), ("企业", &["公司", "集团", "厂"]), ("集团", &["集团", "集团有限公司"]), ("校", &["大学", "学院", "学校", "中学", "小学", "党校"]),
    ("医院", &["医院"]), ("院", &["医院", "学院", "法院", "检察院", "研究院", "设计院", "书院"]), ("所", &["事务所", "研究所", "派出所", "司法所"]),
    ("矿", &["煤矿", "矿"]), ("厂", &["厂"]), ("局", &["局"]), ("中心", &["中心"]), ("协会", &["协会"]), ("行", &["银行", "分行", "支行", "农商行"]),
    ("馆", &["博物馆", "图书馆", "文化馆", "纪念馆"]), ("支行", &["支行"]), ("分局", &["分局"]), ("项目部", &["项目部"]), ("工作室", &["工作室"]),
];

/// What goes on behind such a word when it is part of another one (该行动, 该校友会).
const GOES_ON: [&str; 9] = ["动", "业", "为", "长", "友", "区", "有", "线", "内"];

/// Adds a mention for each such word whose body is known.
pub(super) fn find(document: &Document<'_>, found: &mut Vec<Mention>) {
    let text = document.text();
    let mut more: Vec<Mention> = Vec::new();
    for (at, pronoun) in text.match_indices('该') {
        let rest = &text[at + pronoun.len()..];
        let fits = |(word, _): &&(&str, &[&str])| rest.starts_with(*word);
        let Some((word, ends)) = WORDS.iter().filter(fits).max_by_key(|(word, _)| word.len()) else { continue };
        let span = Span::new(at, at + pronoun.len() + word.len());
        let short = word.chars().count() == 1;
        let goes_on = short && GOES_ON.iter().any(|next| text[span.end..].starts_with(next));
        let before = text[..at].ends_with('应') || goes_on || found.iter().any(|m| m.span.overlaps(span));
        let meant = |m: &&Mention| {
            m.class == Class::Organization && m.span.end <= at && ends.iter().any(|end| m.label.ends_with(end))
        };
        let Some(body) = found.iter().filter(meant).max_by_key(|m| m.span.end).filter(|_| !before) else { continue };
        let mut mention = Mention::new(span, Class::Organization, body.label.clone(), "organization:deixis");
        mention.kind = body.kind.or(Some(OrgKind::Other));
        mention.place.clone_from(&body.place);
        mention.parent.clone_from(&body.parent);
        mention.anaphoric = true;
        mention.confidence = 0.75;
        more.push(mention);
    }
    found.append(&mut more);
}
