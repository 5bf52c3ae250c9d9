//! Every stretch of text that may name a programme.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::brackets::Bracketed;
use crate::extract::han::is_han;
use crate::extract::normal;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Span};

/// How a candidate was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// “亮码有惠”暖心行动.
    QuotedHead,
    /// “圆梦行动”.
    QuotedEnd,
    /// “爱心互献”.
    Quoted,
    /// 数字技能提升行动.
    Open,
    /// The items of 爱心互献、工会驿站等品牌.
    Listed,
    /// A name from the list.
    Known,
}

impl Kind {
    /// Name of the rule, as evidence carries it.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::QuotedHead => "initiative-quoted-head",
            Self::QuotedEnd => "initiative-quoted-end",
            Self::Quoted => "initiative-quoted",
            Self::Open => "initiative-open",
            Self::Listed => "initiative-listed",
            Self::Known => "initiative-known",
        }
    }
}

/// A stretch that may name a programme.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// All of the name, quotes included.
    pub span: Span,
    /// What makes the name: the quoted words, or the whole name.
    pub core: Span,
    /// Name in normal form.
    pub label: String,
    /// How it was found.
    pub kind: Kind,
    /// The noun that ends it (行动), if any.
    pub head: Option<Span>,
    /// What stands before it, in words of the feature table (`verb:开展`, `mark:、`).
    pub border: String,
}

impl Candidate {
    /// Whether the label holds the noun behind the quoted words.
    #[must_use]
    pub fn has_noun(&self) -> bool {
        self.head.is_some()
    }
}

/// Nouns of the list, found in the text, with the modes in which they count.
struct Heads {
    all: Vec<(Span, &'static str)>,
}

impl Heads {
    fn of(document: &Document<'_>, lexicon: &Lexicon) -> Self {
        let list = lexicon.id("initiative_heads");
        let mut all: Vec<(Span, &'static str)> = document
            .hits
            .iter()
            .filter(|hit| hit.list == list)
            .map(|hit| (hit.span, lexicon.entry(*hit).fields.first().copied().unwrap_or("")))
            .collect();
        all.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        Self { all }
    }

    fn from(&self, position: usize) -> &[(Span, &'static str)] {
        &self.all[self.all.partition_point(|(span, _)| span.start < position)..]
    }
}

/// All candidates, in the order of the text; one a stretch.
#[must_use]
pub fn candidates(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Candidate> {
    let text = document.text();
    let heads = Heads::of(document, lexicon);
    let verbs = Verbs::of(document, lexicon);
    let mut found = Vec::new();
    for quote in quotes(text) {
        found.extend(quoted(document, quote, &heads, &verbs, lexicon));
    }
    let covered: Vec<Span> = found.iter().map(|c: &Candidate| c.span).collect();
    let free = |span: Span| !covered.iter().any(|c| c.overlaps(span));
    let mut more = known(document, lexicon, &verbs);
    more.retain(|c| free(c.span));
    let mut rest = open(document, &heads, &verbs);
    rest.extend(listed(text, &verbs));
    rest.retain(|c| free(c.span) && !more.iter().any(|k| k.span == c.span || k.span.contains(c.span)));
    found.extend(more);
    found.extend(rest);
    found.retain(|c| !inside_title(document, c.span));
    found.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    found.dedup_by_key(|c| c.span);
    found
}

fn inside_title(document: &Document<'_>, span: Span) -> bool {
    document.mentions.iter().any(|m| matches!(m.class, Class::Work) && m.span.contains(span))
}

/// Quoted stretches, innermost pairs, that may be names: 2 to 40 characters without a full stop.
fn quotes(text: &str) -> Vec<Bracketed> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '“' | '‘' => open.push((at, character)),
            '”' | '’' => {
                let mate = if character == '”' { '“' } else { '‘' };
                let Some(position) = open.iter().rposition(|&(_, c)| c == mate) else { continue };
                let start = open[position].0;
                open.truncate(position);
                let inner = Span::new(start + mate.len_utf8(), at);
                let words = inner.of(text);
                let length = words.chars().count();
                if (2..=40).contains(&length) && !words.contains(['。', '？', '！', '\n', '；', '：']) {
                    found.push(Bracketed { outer: Span::new(start, at + character.len_utf8()), inner });
                }
            }
            '\n' => open.clear(),
            _ => {}
        }
    }
    found.sort_by_key(|b| b.outer.start);
    found
}

/// Where a name with quotes in it begins: short quoted words (绿色通道, 三下乡) take what stands before them along.
fn quoted_start(document: &Document<'_>, quote: Bracketed, border: &str, verbs: &Verbs) -> usize {
    let text = document.text();
    if quote.inner.of(text).chars().count() > 4 || !border.starts_with("word:") {
        return quote.outer.start;
    }
    let (start, left) = verbs.left(document, quote.outer.start);
    let words = text[start..quote.outer.start].chars().count();
    if (2..=14).contains(&words) && left != "long" { start } else { quote.outer.start }
}

fn quoted(
    document: &Document<'_>,
    quote: Bracketed,
    heads: &Heads,
    verbs: &Verbs,
    lexicon: &Lexicon,
) -> Vec<Candidate> {
    let text = document.text();
    let border = verbs.border(text, quote.outer.start);
    let start = quoted_start(document, quote, &border, verbs);
    if let Some(head) = head_behind(text, quote.outer.end, heads, verbs) {
        let span = Span::new(start, head.end);
        return vec![Candidate {
            span,
            core: quote.inner,
            label: normal::label(span.of(text)),
            kind: Kind::QuotedHead,
            head: Some(head),
            border,
        }];
    }
    let words = quote.inner.of(text);
    let end = lexicon.list("initiative_heads").longest_suffix(words).filter(|(word, entry)| {
        entry.fields.first().is_some_and(|modes| modes.contains('e')) && word.len() < words.len()
    });
    let head = end.map(|(word, _)| Span::new(quote.inner.end - word.len(), quote.inner.end));
    vec![Candidate {
        span: Span::new(start, quote.outer.end),
        core: quote.inner,
        label: normal::label(Span::new(start, quote.outer.end).of(text)),
        kind: if head.is_some() { Kind::QuotedEnd } else { Kind::Quoted },
        head,
        border,
    }]
}

/// Nouns that say less than one that follows them: 编制工作网络征求意见活动 ends in 活动.
const WEAK: [&str; 6] = ["工作", "服务", "建设", "公益", "改革", "招聘"];

/// The noun of programmes behind a quoted name, with at most 14 characters between that belong to the name.
fn head_behind(text: &str, end: usize, heads: &Heads, verbs: &Verbs) -> Option<Span> {
    let (first, _) = *heads.from(end).iter().find(|(_, modes)| modes.contains('q'))?;
    let mut head = first;
    let broken = |c: char| {
        !(is_han(c) || c.is_alphanumeric() || matches!(c, '+' | '＋' | '·' | '—' | '-' | '（' | '）' | ' '))
            || matches!(
                c,
                '的' | '了'
                    | '等'
                    | '把'
                    | '将'
                    | '在'
                    | '和'
                    | '被'
                    | '与'
                    | '是'
                    | '为'
                    | '以'
                    | '由'
                    | '到'
                    | '向'
                    | '对'
                    | '从'
                    | '及'
                    | '有'
            )
    };
    let reached = |to: usize| {
        let gap = text.get(end..to)?;
        let fine = gap.chars().count() <= 14 && !gap.chars().any(broken) && !verbs.strong_in(Span::new(end, to));
        fine.then_some(())
    };
    reached(head.start)?;
    if WEAK.contains(&head.of(text)) {
        let better = |(span, modes): &&(Span, &str)| {
            modes.contains('q') && !WEAK.contains(&span.of(text)) && span.start >= first.end
        };
        let next = heads.from(first.end).iter().take(8).find(better).map(|(span, _)| *span);
        head = next.filter(|next| reached(next.start).is_some()).unwrap_or(head);
    }
    while let Some((next, _)) = heads.from(head.end).iter().find(|(n, m)| n.start == head.end && m.contains('q')) {
        head = Span::new(head.start, next.end);
    }
    Some(head)
}

/// Names without quotes that end in a noun of programmes.
fn open(document: &Document<'_>, heads: &Heads, verbs: &Verbs) -> Vec<Candidate> {
    let text = document.text();
    let mut found = Vec::new();
    for (index, &(head, modes)) in heads.all.iter().enumerate() {
        let longer = |other: &(Span, &str)| other.1.contains('o') && other.0.contains(head) && other.0 != head;
        let near = index.saturating_sub(6)..(index + 6).min(heads.all.len());
        let longer = heads.all[near].iter().any(longer);
        if !modes.contains('o') || longer || goes_on(&text[head.end..]) {
            continue;
        }
        let (start, border) = verbs.left(document, head.start);
        let start = without_lead(text, start, head.start);
        let span = Span::new(start, head.end);
        let body = Span::new(start, head.start).of(text);
        if body.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).count() < 2 || generic(body) {
            continue;
        }
        found.push(Candidate {
            span,
            core: span,
            label: normal::label(span.of(text)),
            kind: Kind::Open,
            head: Some(head),
            border,
        });
    }
    found
}

/// Start of a name without the words before it that count or point: 全市110家, 此次, 第十二期.
fn without_lead(text: &str, start: usize, end: usize) -> usize {
    static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:(?:全市|全省|全区|全县|我省|我市|本市|今年|近年来|同时|近日|目前|此外|其中|此次|本次|这次|该|本期|部分|原有|新建|新|更多|一家|一处|一个|一批|首个|首批)|第?[\d一二三四五六七八九十百两]+(?:余|多)?(?:家|个|处|座|项|次|期|届|大|条|支|名))+(?:的)?",
        )
        .ok()
    });
    let found = LEAD.as_ref().and_then(|lead| lead.find(&text[start..end]));
    start + found.map_or(0, |found| found.end())
}

/// Whether the characters behind a noun make it another word (工程师, 基金会).
fn goes_on(behind: &str) -> bool {
    const TAILS: [&str; 26] = [
        "师", "部", "会", "局", "公司", "集团", "院", "处", "员", "组织", "中心", "司", "厂", "化", "性", "者", "方案",
        "计划", "纲要", "指南", "学院", "学校", "商", "段", "生育", "办",
    ];
    TAILS.iter().any(|tail| behind.starts_with(tail))
}

fn generic(body: &str) -> bool {
    const WORDS: [&str; 40] = [
        "实际",
        "具体",
        "统一",
        "重大",
        "重点",
        "各类",
        "各项",
        "系列",
        "一系列",
        "相关",
        "有关",
        "此次",
        "本次",
        "这些",
        "志愿服务",
        "民生",
        "一批",
        "多项",
        "所有",
        "丰富",
        "工作",
        "体制",
        "长效",
        "常态",
        "社会保障",
        "服务",
        "管理",
        "公共服务",
        "基础设施",
        "文体",
        "文化",
        "群众性",
        "建设",
        "工程",
        "扶贫",
        "水利",
        "网络",
        "互联网",
        "电商",
        "形式多样",
    ];
    WORDS.contains(&body)
}

/// Names from the list.
fn known(document: &Document<'_>, lexicon: &Lexicon, verbs: &Verbs) -> Vec<Candidate> {
    let text = document.text();
    let list = lexicon.id("initiative_names");
    let mut hits: Vec<Span> = document.hits.iter().filter(|hit| hit.list == list).map(|hit| hit.span).collect();
    hits.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    hits.retain(|span| {
        span.start >= end && {
            end = span.end;
            true
        }
    });
    let make = |span: Span| Candidate {
        span,
        core: span,
        label: normal::label(span.of(text)),
        kind: Kind::Known,
        head: Some(span),
        border: verbs.border(text, span.start),
    };
    hits.into_iter().map(make).collect()
}

/// Items without quotes before 等品牌: 叫响做实爱心互献、工会驿站、12351热线等品牌.
fn listed(text: &str, verbs: &Verbs) -> Vec<Candidate> {
    static TAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"等(?:[一二三四五六七八九十多数百\d]+[个项大]|系列|特色|重点|一批|主题|服务|优质|专项|公益|工会|惠民|一系列|多)*(?:品牌|项目|活动|行动|工程)")
            .ok()
    });
    let Some(tail) = TAIL.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for end in tail.find_iter(text) {
        let mut item_end = end.start();
        loop {
            let (start, border) = verbs.item_left(text, item_end);
            let span = Span::new(start, item_end);
            let length = span.of(text).chars().count();
            if !(3..=16).contains(&length) || span.of(text).contains(['“', '”', '《']) {
                break;
            }
            let more = border == "mark:、";
            found.push(Candidate {
                span,
                core: span,
                label: normal::label(span.of(text)),
                kind: Kind::Listed,
                head: None,
                border: format!(
                    "{}|{}",
                    &text[end.start()..end.end()].chars().rev().take(2).collect::<String>(),
                    border
                ),
            });
            if !more {
                break;
            }
            item_end = start - '、'.len_utf8();
        }
    }
    found
}

/// A mark before a name, as the feature table writes it.
fn mark(character: char) -> String {
    if character.is_whitespace() { "mark:blank".to_owned() } else { format!("mark:{character}") }
}

/// The verbs of the list in the text, by their ends.
pub struct Verbs {
    ends: Vec<(Span, bool)>,
}

/// No unquoted name is longer than this many characters before its noun.
const LONGEST: usize = 26;

impl Verbs {
    fn of(document: &Document<'_>, lexicon: &Lexicon) -> Self {
        let list = lexicon.id("initiative_verbs");
        let verb = |hit: &crate::model::Hit| {
            (hit.span, lexicon.entry(*hit).fields.first().is_some_and(|word| *word == "strong"))
        };
        let mut ends: Vec<(Span, bool)> = document.hits.iter().filter(|hit| hit.list == list).map(verb).collect();
        ends.sort_by_key(|(span, _)| (span.end, span.start));
        Self { ends }
    }

    /// The longest verb that ends at a position.
    fn ending(&self, position: usize) -> Option<(Span, bool)> {
        let from = self.ends.partition_point(|(span, _)| span.end < position);
        self.ends.get(from).filter(|(span, _)| span.end == position).copied()
    }

    fn strong_in(&self, span: Span) -> bool {
        let from = self.ends.partition_point(|(v, _)| v.end <= span.start);
        self.ends[from..].iter().take_while(|(v, _)| v.end <= span.end).any(|(v, s)| *s && span.contains(*v))
    }

    /// What stands right before a position: a verb (了, 全市, numbers between do not count), a mark, or else.
    #[must_use]
    pub fn border(&self, text: &str, position: usize) -> String {
        let mut at = position;
        for _ in 0..3 {
            if let Some((verb, _)) = self.ending(at) {
                return format!("verb:{}", verb.of(text));
            }
            let before = &text[..at];
            let skip = ["了", "全市", "全省", "全区", "首个", "此次", "本次", "着", "该", "年度", "年"]
                .iter()
                .find(|word| before.ends_with(**word))
                .map(|word| word.len())
                .or_else(|| {
                    let digits: usize = before
                        .chars()
                        .rev()
                        .take_while(|c| {
                            c.is_ascii_digit()
                                || matches!(c, '第' | '届' | '个' | '期' | '二' | '三' | '四' | '五' | '多')
                        })
                        .map(char::len_utf8)
                        .sum();
                    (digits > 0).then_some(digits)
                });
            let Some(skip) = skip else { break };
            at -= skip;
        }
        match text[..position].chars().next_back() {
            None | Some('\n') => "mark:start".to_owned(),
            Some(c) if is_han(c) => format!("word:{c}"),
            Some(c) => mark(c),
        }
    }

    /// Where an unquoted name that ends in a noun at `end` begins, and its border.
    fn left(&self, document: &Document<'_>, end: usize) -> (usize, String) {
        let text = document.text();
        let mut weak: Option<(usize, String)> = None;
        let mut at = end;
        for _ in 0..LONGEST {
            let Some(character) = text[..at].chars().next_back() else { return (at, "mark:start".to_owned()) };
            if let Some((_, true)) = self.ending(at).filter(|_| at == end) {
                return (at, "verb:none".to_owned());
            }
            if at < end {
                if let Some((verb, strong)) = self.ending(at) {
                    let border = format!("verb:{}", verb.of(text));
                    let room = text[at..end].chars().count();
                    if strong && room >= 2 {
                        return (at, border);
                    }
                    if !strong && room >= 3 {
                        weak = Some((at, border));
                    }
                }
                let body =
                    document.mentions.iter().any(|m| m.class == Class::Organization && !m.nested && m.span.end == at);
                if body {
                    return (at, "body".to_owned());
                }
            }
            match character {
                '）' | ')' => {
                    let Some(open) = text[..at].rfind(['（', '(']).filter(|open| at - open <= 40) else {
                        return (at, "mark:）".to_owned());
                    };
                    at = open;
                    continue;
                }
                '的' | '了' | '和' | '与' | '及' | '等' | '将' | '把' | '在' | '为' | '是' | '由' | '被' | '以'
                | '从' | '对' | '到' | '该' | '此' | '这' | '并' | '其' => {
                    return weak.filter(|(start, _)| *start > at).unwrap_or((at, format!("word:{character}")));
                }
                '\n' => return weak.unwrap_or((at, "mark:start".to_owned())),
                c if is_han(c) || c.is_alphanumeric() || matches!(c, '+' | '·' | '—' | '-' | ' ') => {}
                c => return weak.unwrap_or((at, mark(c))),
            }
            at -= character.len_utf8();
        }
        weak.unwrap_or((at, "long".to_owned()))
    }

    /// Where a list item that ends at `end` begins, and its border.
    fn item_left(&self, text: &str, end: usize) -> (usize, String) {
        let mut at = end;
        for _ in 0..18 {
            let Some(character) = text[..at].chars().next_back() else { break };
            if at < end
                && let Some((verb, _)) = self.ending(at)
                && text[at..end].chars().count() >= 3
            {
                return (at, format!("verb:{}", verb.of(text)));
            }
            if !(is_han(character) || character.is_alphanumeric() || matches!(character, '+' | '·'))
                || character == '了'
            {
                return (at, mark(character));
            }
            at -= character.len_utf8();
        }
        (at, "long".to_owned())
    }
}
