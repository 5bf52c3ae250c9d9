//! Documents: titles in 《》, and the short forms under which the text names them again.
//!
//! What goes in is the text and the lists of document nouns; what comes out is a mention of class `Policy` for each
//! title (its span holds the 《》 too) and an anaphoric one for each short form (《通知》, “方案”, 该办法).

use crate::extract::Extractor;
use crate::extract::brackets::{Bracketed, bracketed};
use crate::extract::normal;
use crate::extract::policy_open;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, Span};

/// Finds documents.
pub struct Policies;

const NAME: &str = "policy";

impl Extractor for Policies {
    fn name(&self) -> &'static str {
        NAME
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let text = document.text();
        let titles = bracketed(text, '《', '》');
        let mut found = full_titles(text, &titles, lexicon);
        found.extend(policy_open::titles(document, &titles, lexicon));
        let quoted = quoted_titles(text, lexicon);
        found.retain(|m| !quoted.iter().any(|q| q.span.overlaps(m.span) && !m.span.contains(q.span)));
        found.extend(quoted.into_iter().filter(|q| !titles.iter().any(|t| t.outer.overlaps(q.span))));
        found.sort_by_key(|m| m.span.start);
        let short = short_forms(document, &titles, &found, lexicon);
        found.extend(short);
        document.add_mentions(found);
    }
}

/// Whether a title names a document.
#[must_use]
pub fn names_document(title: &str, lexicon: &Lexicon) -> bool {
    let core = without_brackets_behind(title);
    if core.ends_with('法') {
        const NOT_LAWS: [&str; 12] =
            ["方法", "做法", "写法", "书法", "兵法", "看法", "手法", "语法", "唱法", "疗法", "魔法", "技法"];
        return core.chars().count() >= 3 && !NOT_LAWS.iter().any(|word| core.ends_with(word))
            || core == "宪法"
            || core == "刑法";
    }
    lexicon.list("policy_kinds").longest_suffix(core).is_some()
}

/// A title without the brackets at its end: （试行）, （2021—2035年）.
fn without_brackets_behind(title: &str) -> &str {
    let mut core = title.trim_end();
    while core.ends_with(['）', ')']) {
        let Some(open) = core.rfind(['（', '(']) else { break };
        core = core[..open].trim_end();
    }
    core
}

fn is_short(title: &str, lexicon: &Lexicon) -> bool {
    lexicon.list("policy_kinds_short").contains(title)
}

fn full_titles(text: &str, titles: &[Bracketed], lexicon: &Lexicon) -> Vec<Mention> {
    let mut found = Vec::new();
    for title in titles {
        let words = title.inner.of(text);
        let label = normal::label(words);
        if is_short(&label, lexicon) || !is_document(text, *title, lexicon) {
            continue;
        }
        let mut mention = Mention::new(title.outer, Class::Policy, label, NAME);
        mention.confidence = 0.95;
        found.push(mention);
    }
    found
}

/// Whether a title in 《》 is a document: by its own last noun or by the noun behind it (《…》国家标准).
fn is_document(text: &str, title: Bracketed, lexicon: &Lexicon) -> bool {
    let behind = &text[title.outer.end..];
    names_document(title.inner.of(text), lexicon)
        || ["系列国家标准", "国家标准", "行业标准", "地方标准", "报告", "白皮书", "倡议书"]
            .iter()
            .any(|word| behind.starts_with(word))
        || is_issued(&text[..title.outer.start])
}

/// Whether the words before a title say that it was issued or signed, as only documents are: 印发《…重点事项》.
fn is_issued(before: &str) -> bool {
    let before = before.trim_end_matches(['了', '的']);
    ["印发", "下发", "修订", "签署", "签订", "颁布"].iter().any(|verb| before.ends_with(verb))
}

/// Titles in quotes: their last noun must say so, and they must be long enough to be no short form.
fn quoted_titles(text: &str, lexicon: &Lexicon) -> Vec<Mention> {
    let mut found = Vec::new();
    for title in bracketed(text, '“', '”') {
        let words = title.inner.of(text);
        let fits = (8..=50).contains(&words.chars().count())
            && !words.contains(['，', '。', '！', '？', '：', '、', '《'])
            && !["计划", "制度", "解决方案", "典型案例"].iter().any(|end| words.ends_with(end))
            && names_document(words, lexicon);
        if fits {
            let mut mention = Mention::new(title.outer, Class::Policy, normal::label(words), "policy-quoted");
            mention.confidence = 0.7;
            found.push(mention);
        }
    }
    found
}

/// The short forms of titles that the text names in full.
fn short_forms(document: &Document<'_>, titles: &[Bracketed], full: &[Mention], lexicon: &Lexicon) -> Vec<Mention> {
    let text = document.text();
    let mut found = Vec::new();
    let mut add = |span: Span, words: &str| {
        let Some(label) = referent(text, span.start, words, full) else { return };
        let mut mention = Mention::new(span, Class::Policy, label, "policy-short");
        mention.anaphoric = true;
        found.push(mention);
    };
    for title in titles {
        let words = title.inner.of(text);
        if is_short(words, lexicon) {
            add(title.outer, words);
        }
    }
    let list = lexicon.id("policy_kinds_short");
    for hit in document.hits.iter().filter(|hit| hit.list == list) {
        let span = hit.span;
        let (before, behind) = (&text[..span.start], &text[span.end..]);
        if before.ends_with(['“', '"']) && behind.starts_with(['”', '"']) {
            let mark = if before.ends_with('“') { ('“'.len_utf8(), '”'.len_utf8()) } else { (1, 1) };
            add(Span::new(span.start - mark.0, span.end + mark.1), span.of(text));
        } else if let Some(pointer) = ["该", "此", "上述"].iter().find(|word| before.ends_with(**word)) {
            add(Span::new(span.start - pointer.len(), span.end), span.of(text));
        } else if opens_clause(before) && speaks(behind) {
            add(span, span.of(text));
        }
    }
    found
}

fn opens_clause(before: &str) -> bool {
    before.is_empty() || before.ends_with(['。', '；', '\n', '，', '！'])
}

/// Whether a clause goes on as one about a document's content.
fn speaks(behind: &str) -> bool {
    const VERBS: [&str; 12] =
        ["明确", "提出", "要求", "指出", "强调", "规定", "聚焦", "围绕", "自", "还明确", "还提出", "旨在"];
    VERBS.iter().any(|verb| behind.starts_with(verb))
}

/// The document that a short form means: the one for which the text declares it, else the nearest before it (in a
/// headline, the first behind it) whose title ends in the same noun.
fn referent(text: &str, at: usize, words: &str, full: &[Mention]) -> Option<String> {
    let declared = full.iter().find(|m| declares(&text[m.span.end..], words));
    let fits = |m: &&Mention| {
        let core = without_brackets_behind(&m.label);
        core.ends_with(words) || core.contains(words) || m.label.contains(words)
    };
    let before = full.partition_point(|m| m.span.start < at);
    declared
        .or_else(|| full[..before].iter().rev().find(fits))
        .or_else(|| full[before..].iter().find(fits))
        .map(|m| m.label.clone())
}

/// Whether the text right behind a title gives it a short form: （以下简称《方案》）.
fn declares(behind: &str, words: &str) -> bool {
    let Some(bracket) = behind.strip_prefix(['（', '(']) else { return false };
    let Some(end) = bracket.find(['）', ')']) else { return false };
    let inside = &bracket[..end];
    inside.contains("简称") && normal::label(inside).ends_with(words)
}
