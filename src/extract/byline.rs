//! Who wrote, took or edited it: names behind 记者, 通讯员, 作者, before 摄, or alone in brackets at the end.
//!
//! These names are no persons of the story; editors are found only so that nobody takes them for such.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::Extractor;
use crate::lexicon::{Lexicon, Names};
use crate::model::{Byline, Document, Span, TagKind};

/// Finds bylines.
pub struct Bylines;

/// Role of the people who edited, checked or laid out: in no fact.
pub const EDITOR: &str = "编辑";

static ROLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<reporter>(?:全媒体|融媒体|特约|首席|见习|实习|主任|资深|文字|摄影|摄像)?记者)",
        r"|(?P<correspondent>(?:特约)?通讯员)",
        r"|(?P<student>实习生|见习生)",
        r"|(?P<photo>摄影摄像|摄影报道|摄影/|图/|图\||图片/|摄/|摄影：|摄影:|摄影 )",
        r"|(?P<author>文/图[：: ]|图/文[：: ]|作者|撰稿|撰文|采写|执笔|文字/|文字：|文字:|图文/|图文：|供稿 ?-|文/|文 ?\||来源：文/图 \S+ )",
        r"|(?P<editor>责任编辑|责编|编辑|校对|审核|审定|编审|一审|二审|三审|初审|复审|终审|监制|排版|制图|美编|值班编委|值班主任|策划|统筹)",
    ))
    .ok()
});

/// What ends a name list although it is written in Han characters.
#[rustfmt::skip]
const STOPS: &[&str] = &[
    "返回搜狐", "校对", "编辑", "责编", "责任编辑", "审核", "来源", "报道", "爆料", "供图", "摄影", "摄像", "摄", "记者", "通讯员", "实习生",
    "见习", "特约", "文并", "图文", "联合报道", "综合", "提供", "讯", "全媒体", "融媒体", "近日", "日前", "连日来", "近年来", "今年", "今天", "昨日", "本报", "发自", "一审", "二审", "三审", "初审",
    "终审", "监制", "审定",
];

/// What follows 摄 when it is another word.
#[rustfmt::skip]
const OTHER_PHOTO: &[&str] = &[
    "影家", "影师", "影展", "影大", "影作", "影比", "影协", "影爱", "影记", "影艺", "影机", "影棚", "影部", "影术", "影摄像", "影集", "像头",
    "像机", "像师", "入", "制", "取", "氏", "政", "影 ", "影：", "影界", "影类", "影学", "影社", "影图",
];

impl Extractor for Bylines {
    fn name(&self) -> &'static str {
        "byline"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let view = View { document, text: document.text(), names: lexicon.names() };
        let mut found = Vec::new();
        view.behind_roles(&mut found);
        view.before_photo(&mut found);
        view.in_brackets(&mut found);
        view.at_end(&mut found);
        view.at_start(&mut found);
        found.sort_by_key(|byline| (byline.span.start, byline.span.end));
        document.bylines = found;
    }
}

/// What the search looks at.
struct View<'d> {
    document: &'d Document<'d>,
    text: &'d str,
    names: &'d Names,
}

fn byline(text: &str, span: Span, role: &'static str) -> Byline {
    Byline { name: span.of(text).split_whitespace().collect(), role, span }
}

impl View<'_> {
    /// The name that the tagger sees at a position.
    fn tagged(&self, at: usize) -> Option<Span> {
        let tags = &self.document.tags;
        let tag = tags.get(tags.partition_point(|tag| tag.span.start < at))?;
        let words = tag.span.of(self.text);
        let shaped = (2..=4).contains(&words.chars().count())
            && words.chars().all(is_han)
            && !STOPS.iter().any(|stop| words.ends_with(stop))
            && !words.ends_with(['村', '镇', '县', '区', '市']);
        (tag.kind == TagKind::Person && tag.span.start == at && shaped).then_some(tag.span)
    }

    /// Names at the head of the text, before the dateline or the first words: 李某某15日，国家统计局….
    fn at_start(&self, found: &mut Vec<Byline>) {
        let headline = self.document.article.headline_span.end;
        let rest = self.text[headline..].trim_start();
        let start = self.text.len() - rest.len();
        let spans = self.name_list(start, false);
        let Some(last) = spans.last() else { return };
        let behind = &self.text[last.end..];
        let dated = behind.trim_start().starts_with(|c: char| c.is_ascii_digit())
            || behind.starts_with(['\n', ' ', '\u{3000}']);
        let tagged = spans.iter().all(|span| self.tagged(span.start) == Some(*span));
        let known = found.iter().any(|byline| byline.span.start == start);
        if dated && tagged && !known {
            found.extend(spans.into_iter().map(|span| byline(self.text, span, "")));
        }
    }

    /// 记者 张三、李四 通讯员 王五.
    fn behind_roles(&self, found: &mut Vec<Byline>) {
        let text = self.text;
        let Some(role) = ROLE.as_ref() else { return };
        for hit in role.captures_iter(text) {
            let Some(whole) = hit.get(0) else { continue };
            // 总编辑张三 is a post.
            if text[..whole.start()].ends_with(['总', '副', '主']) {
                continue;
            }
            let title = ["reporter", "correspondent", "student", "photo", "author", "editor"]
                .into_iter()
                .zip(["记者", "通讯员", "", "摄", "作者", EDITOR])
                .find_map(|(group, title)| hit.name(group).map(|_| title))
                .unwrap_or("");
            // 记者从…获悉 names nobody; between brackets a name needs no surname (笔名).
            let bracketed = open_bracket(text, whole.start());
            let gap = text[whole.end()..]
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '|' | '-' | '–' | '/'));
            let start = text.len() - gap.len();
            let sure = bracketed || (start > whole.end() && title != "作者" && title != EDITOR);
            for span in self.name_list(start, sure) {
                let photographed = text[span.end..].trim_start().starts_with('摄');
                found.push(byline(text, span, if photographed { "摄" } else { title }));
            }
        }
    }

    /// The names from a position on, parted by 、 or spaces.
    fn name_list(&self, start: usize, sure: bool) -> Vec<Span> {
        let text = self.text;
        let mut spans: Vec<Span> = Vec::new();
        let mut at = start;
        while let Some(span) = self.name_at(at, sure) {
            spans.push(span);
            let rest = &text[span.end..];
            let next = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '、');
            let parted = next.len() < rest.len();
            if !parted || next.starts_with('“') {
                break;
            }
            at = text.len() - next.len();
        }
        spans
    }

    /// The name at a position: a run of two to four Han characters (two parted by a space: 唐 伟), or the likeliest
    /// beginning of a longer run.
    fn name_at(&self, at: usize, sure: bool) -> Option<Span> {
        let (text, names) = (self.text, self.names);
        if let Some(span) = self.tagged(at) {
            return Some(span);
        }
        let run = han_run(&text[at..]);
        let count = run.chars().count();
        let bounded =
            |run: &str| text[at + run.len()..].chars().next().is_none_or(|c| !is_han(c)) || stops(text, at + run.len());
        if count == 1 {
            let spaced = text[at + run.len()..].strip_prefix([' ', '\u{3000}'])?;
            let second = han_run(spaced);
            let end = text.len() - spaced.len() + second.len();
            let name = format!("{run}{second}");
            let fits = second.chars().count() == 1 && names.surname_len(&name.chars().collect::<Vec<_>>()) == 1;
            return fits.then_some(Span::new(at, end));
        }
        let weight = |run: &str| names.weight(run).unwrap_or(-9.0);
        if (2..=4).contains(&count)
            && bounded(run)
            && (weight(run) > 1.0
                || (sure && !text[at + run.len()..].starts_with("报道") && count <= 3 && names.word_penalty(run) < 3.0))
        {
            return Some(Span::new(at, at + run.len()));
        }
        let ends = run.char_indices().map(|(i, c)| i + c.len_utf8()).skip(1).take(2);
        let best = ends.filter(|&end| names.after(&text[at + end..]).is_some()).map(|end| (end, weight(&run[..end])));
        let (end, weight) = best.max_by(|a, b| a.1.total_cmp(&b.1))?;
        (weight > 5.0).then_some(Span::new(at, at + end))
    }

    /// 张三 摄, 张三摄影, 张三/摄.
    fn before_photo(&self, found: &mut Vec<Byline>) {
        let (text, names) = (self.text, self.names);
        for (at, word) in text.match_indices('摄') {
            if OTHER_PHOTO.iter().any(|other| text[at + word.len()..].starts_with(other)) {
                continue;
            }
            let left = text[..at].trim_end_matches([' ', '\u{3000}', '/']);
            let run: Vec<(usize, char)> = left.char_indices().rev().take_while(|(_, c)| is_han(*c)).take(9).collect();
            let from = run.last().map_or(left.len(), |(i, _)| *i);
            // Behind 记者 or another picture's 摄影 the name begins anew.
            let cut = ["记者", "通讯员", "摄影", "摄", "图为"]
                .iter()
                .filter_map(|stop| left[from..].rfind(stop).map(|i| from + i + stop.len()))
                .max()
                .unwrap_or(from);
            let name = &left[cut..];
            let count = name.chars().count();
            if (2..=4).contains(&count) && names.weight(name).is_some_and(|w| w > 0.0)
                || (2..=3).contains(&count) && left[..cut].ends_with(['（', '('])
                || (2..=3).contains(&count) && at > left.len() && names.word_penalty(name) == 0.0
            {
                found.push(byline(text, Span::new(cut, left.len()), "摄"));
            }
        }
    }

    /// （张三 李四） behind 讯 or 电 and at the end of the article.
    fn in_brackets(&self, found: &mut Vec<Byline>) {
        let (text, names) = (self.text, self.names);
        for (open, bracket) in text.match_indices(['（', '(']) {
            let inner = open + bracket.len();
            let Some(length) = text[inner..].find(['）', ')']) else { break };
            let close = inner + length;
            let words = &text[inner..close];
            if words.chars().count() > 24
                || found.iter().any(|byline| inner <= byline.span.start && byline.span.end <= close)
            {
                continue;
            }
            let behind_dateline = text[..open].trim_end().ends_with(['讯', '电']);
            let behind = text[close..].trim_start_matches(['）', ')', ' ', '\u{3000}', '\n']);
            let at_end = ends_article(behind);
            if !(behind_dateline || at_end) {
                continue;
            }
            let words = words.rsplit(['-', '－', '/']).next().unwrap_or(words);
            let from = close - words.len() + (words.len() - words.trim_start().len());
            let spans = self.name_list(from, true);
            let whole = spans.last().is_some_and(|last| text[last.end..close].trim().is_empty());
            if whole && spans.iter().any(|span| names.weight(span.of(text)).is_some_and(|w| w > 0.0)) {
                found.extend(spans.into_iter().map(|span| byline(text, span, "")));
            } else if let Some(author) =
                words.trim().strip_suffix("图文").filter(|name| (2..=4).contains(&name.chars().count()))
            {
                let at = text[inner..close].find(author).map_or(inner, |i| inner + i);
                found.push(byline(text, Span::new(at, at + author.len()), "作者"));
            }
        }
    }

    /// Bare names behind the last sentence: …安全。 张三 李四 校对 王五.
    fn at_end(&self, found: &mut Vec<Byline>) {
        let (text, names) = (self.text, self.names);
        let tail_from = text.char_indices().rev().take(120).last().map_or(0, |(at, _)| at);
        let Some(stop) = text[tail_from..].rfind(['。', '”', '！']) else { return };
        let mark = text[tail_from + stop..].chars().next().map_or(1, char::len_utf8);
        let rest = text[tail_from + stop + mark..].trim_start_matches(['”', ' ', '\u{3000}', '\n']);
        let start = text.len() - rest.len();
        if found.iter().any(|byline| byline.span.start == start) {
            return;
        }
        let spans = self.name_list(start, false);
        let Some(last) = spans.last() else { return };
        let behind = text[last.end..].trim_start();
        if (ends_article(behind) || behind.is_empty())
            && spans.iter().all(|span| {
                self.tagged(span.start) == Some(*span) || names.weight(span.of(text)).is_some_and(|w| w > 2.0)
            })
        {
            found.extend(spans.into_iter().map(|span| byline(text, span, "作者")));
        }
    }
}

/// Whether a bracket is open within the last 40 characters.
fn open_bracket(text: &str, at: usize) -> bool {
    let near = text[..at].chars().rev().take(40).find(|c| matches!(c, '（' | '(' | '）' | ')' | '。'));
    matches!(near, Some('（' | '('))
}

/// The Han characters that the text begins with, up to a word that ends a name list.
fn han_run(text: &str) -> &str {
    let mut end = 0;
    for (at, c) in text.char_indices().take(12) {
        if !is_han(c) || (at > 0 && stops(text, at)) || (at == 0 && stops(text, 0)) {
            break;
        }
        end = at + c.len_utf8();
    }
    &text[..end]
}

fn stops(text: &str, at: usize) -> bool {
    STOPS.iter().any(|word| text[at..].starts_with(word))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether only the site's own words follow.
fn ends_article(rest: &str) -> bool {
    rest.is_empty()
        || ["返回搜狐", "责任编辑", "责编", "编辑", "（来源", "(来源", "来源", "校对", "[", "【"]
            .iter()
            .any(|word| rest.starts_with(word))
}
