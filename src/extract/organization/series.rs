//! Bodies in a list that says what they are: 欣娃母婴、佳蕾母婴、大姐家政等4家企业. One of them is known as a body; so are the others.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::boundary::is_name_character;
use crate::extract::normal;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, OrgKind, Span, TagKind};

/// What a list ends with.
static END: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:等)?(?:近|约)?(?:[0-9]+|[一二两三四五六七八九十数多几]+)?(?:余|多)?(?:家|个|所|支)?(?:各|参赛|重点|知名|爱心|优秀|龙头|行业|中央|台资|本土|创新)*",
        r"(?:企业|单位|公司|台企|央企|国企|民企|高校|院校|机构|协会|银行|快递小哥|快递员|外卖小哥|队伍|参赛队|代表队|平台)"
    ))
    .ok()
});

/// Longest name in such a list, in characters.
const LONGEST: usize = 12;

/// Adds the members of lists that have no mention yet.
pub(super) fn find(document: &Document<'_>, lexicon: &Lexicon, credited: &[Span], found: &mut Vec<Mention>) {
    let text = document.text();
    let Some(end) = END.as_ref() else { return };
    let mut more: Vec<Mention> = Vec::new();
    for hit in end.find_iter(text) {
        let plural = hit.as_str().starts_with('等') || hit.as_str().starts_with(|c: char| c.is_ascii_digit());
        if !plural || !text[..hit.start()].chars().next_back().is_some_and(is_name_character) {
            continue;
        }
        let items = items(text, hit.start());
        if items.len() < 2 {
            continue;
        }
        let known = |span: &Span| {
            found.iter().any(|m| m.span.end == span.end)
                || document.tags.iter().any(|t| t.kind == TagKind::Organization && t.span.end == span.end)
        };
        // The first item begins where the sentence's words end: only what is known tells where.
        let rest: Vec<Span> = items[..items.len() - 1].to_vec();
        if !items.iter().any(known) {
            continue;
        }
        for span in rest {
            let taken = found.iter().chain(&more).chain(&document.mentions).any(|m| {
                m.span.overlaps(span)
                    && (m.class == Class::Organization || m.class == Class::Place && m.span.contains(span))
            });
            let words = span.of(text);
            let generic = lexicon.list("generic_stems").longest_prefix(words).is_some();
            let stop = super::department::contains_stop(words, lexicon);
            if taken || generic || stop || words.chars().count() < 2 || credited.iter().any(|c| c.overlaps(span)) {
                continue;
            }
            let mut mention = Mention::new(span, Class::Organization, normal::label(words), "organization:series");
            mention.kind = Some(OrgKind::Company);
            mention.confidence = 0.6;
            more.push(mention);
        }
    }
    found.append(&mut more);
}

/// The items of the list that ends at a position, the last first.
fn items(text: &str, end: usize) -> Vec<Span> {
    let mut items = Vec::new();
    let mut at = end;
    loop {
        let run: usize =
            text[..at].chars().rev().take_while(|c| is_name_character(*c)).take(LONGEST + 1).map(char::len_utf8).sum();
        if run == 0 {
            return items;
        }
        items.push(Span::new(at - run, at));
        let Some(before) = text[..at - run].strip_suffix('、') else { return items };
        at = before.len();
    }
}
