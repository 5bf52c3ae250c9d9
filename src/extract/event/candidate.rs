//! Every stretch of text that may name an event, with what speaks for and against it.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::event::name::{self, Stop};
use crate::extract::label::plain_label;
use crate::extract::naming::shorter;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Span, TagKind, last_characters};

/// What sort of happening a head names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 会议, 论坛, 发布会.
    Meeting,
    /// 培训班, 讲座.
    Training,
    /// 大赛, 运动会.
    Contest,
    /// 启动仪式.
    Ceremony,
    /// 晚会, 展览.
    Show,
    /// 活动.
    Activity,
    /// 战役.
    Battle,
}

impl Kind {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "meeting" => Self::Meeting,
            "training" => Self::Training,
            "contest" => Self::Contest,
            "ceremony" => Self::Ceremony,
            "show" => Self::Show,
            "activity" => Self::Activity,
            "battle" => Self::Battle,
            _ => return None,
        })
    }
}

/// A head in the text: 座谈会, 大赛, 活动.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// Where.
    pub span: Span,
    /// What sort.
    pub kind: Kind,
    /// How surely it names an event: 3 a name by itself, 2 strong, 1 plain, 0 weak.
    pub strength: u8,
}

/// A stretch that may name an event.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Where.
    pub span: Span,
    /// Its head.
    pub head: Head,
    /// Its words in normal form.
    pub label: String,
    /// Words of the name that are neither head, number, year nor body, in characters.
    pub topic: usize,
    /// Whether 本次, 此次, 该 stands before it, or it is the head alone.
    pub deictic: bool,
    /// Log odds that it is an event of the fact table, once it is judged.
    pub score: f32,
    /// What speaks for and against it, by name.
    pub features: Vec<&'static str>,
}

/// The heads of the text, longest of those that share an end, without those inside another word.
#[must_use]
pub fn heads(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Head> {
    let list = lexicon.id("event_heads");
    let hits: Vec<_> = document.hits.iter().filter(|hit| hit.list == list).collect();
    let inside_other = |span: Span| hits.iter().any(|o| o.span.contains(span) && o.span != span);
    let of_body = |span: Span| {
        document
            .mentions
            .iter()
            .any(|m| m.span.contains(span) && matches!(m.class, Class::Organization | Class::Person) && m.span != span)
    };
    hits.iter()
        .filter(|hit| !inside_other(hit.span) && !of_body(hit.span))
        .filter_map(|hit| {
            let fields = &lexicon.entry(**hit).fields;
            let strength = match *fields.get(1)? {
                "fixed" => 3,
                "strong" => 2,
                "plain" => 1,
                _ => 0,
            };
            Some(Head { span: hit.span, kind: Kind::from_word(fields.first()?)?, strength })
        })
        .collect()
}

static NUMBERED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"第[一二三四五六七八九十百零〇\d]+[届次期场屆]|首届|首次|首期|首场").ok());
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:19|20)\d\d(?:年度?)?").ok());
static HELD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"举行|举办|召开|开幕|落幕|闭幕|启动|拉开|开赛|开班|结业|开讲|打响|开营|收官|圆满").ok()
});
static DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\d日|今天|今日|昨天|昨日|近日|日前|当天|上午|下午|晚").ok());
static ONGOING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"连日来|近年来|以来|持续|每年|长期|定期|自\d+月|自\d{4}年|一直|常态|历年|入夏|连续|近期|多年").ok()
});
static BROADLY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"全面|深入|广泛|扎实|积极|大力|精心|全力|陆续|有序|统一|部署").ok());
static VENUE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[在于][^，。；]{2,25}(?:举行|举办|召开|开展|开幕|启动|拉开|开赛|落幕)").ok());
static BODY_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[会局厅委院校司社团部办盟](?:联合|共同|组织)?(?:举行|举办|召开|开展|组织|主办|启动)(?:了)?[“‘《]?$")
        .ok()
});
/// Words before a name that make it one of many, or not a happening at all.
static MANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:各类|各种|各项|系列|多场|多次|多项|一系列|每年|每月|每周|定期|经常|等|累计|先后|常态化|\d+余?多?[场次期项个]|相关|有关|不定期)(?:的)?$").ok()
});

fn matches(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|regex| regex.is_match(text))
}

/// The head with which a stretch ends, or the stretch as a plain activity.
#[must_use]
pub fn head_at(document: &Document<'_>, span: Span, lexicon: &Lexicon) -> Head {
    let ends = |head: &Head| head.span.end == span.end && span.contains(head.span);
    let plain = Head { span, kind: Kind::Activity, strength: 1 };
    heads(document, lexicon).into_iter().find(ends).unwrap_or(plain)
}

/// Log odds of a candidate that no model has seen: a deictic one, which names nothing by itself.
const UNJUDGED: f32 = -9.0;

/// All candidates, in order.
#[must_use]
pub fn find(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Candidate> {
    let borders = lexicon.list("event_borders");
    let text = document.text();
    let mut found: Vec<Candidate> = Vec::new();
    let article = Told::of(document);
    let mut echoes: Vec<(String, bool)> = Vec::new();
    for head in heads(document, lexicon) {
        let number = document.article.sentence_at(head.span.start);
        let Some(sentence) = document.article.sentences.get(number) else { continue };
        let border = name::border(document, borders, sentence.span, head.span);
        let echo = echoed(text, head.span.of(text), &mut echoes);
        let first = !found.iter().any(|c: &Candidate| c.topic > 3);
        let whole = trimmed(text, Span::new(border.start, head.span.end));
        let mut begun = vec![(whole, border)];
        if !border.quoted && !whole.1 {
            let later = shorter::starts(document, lexicon, whole.0, head.span);
            let cut =
                |start| (trimmed(text, Span::new(start, head.span.end)), name::Border { stop: Stop::Word, ..border });
            begun.extend(later.into_iter().map(cut));
        }
        for (number_of, ((span, deictic), border)) in begun.into_iter().enumerate() {
            let words = span.of(text);
            let label = once(plain_label(words));
            let before = &text[sentence.span.start..span.start];
            let after = &text[head.span.end..sentence.span.end];
            let own = &text[span.start..head.span.start];
            let topic = if head.strength == 3 { topic(words) } else { topic(own) };
            if number_of > 0 && (topic == 0 || deictic || found.last().is_some_and(|c| c.span == span)) {
                continue;
            }
            let first = first && topic > 3;
            let context =
                Context { words, before, after, sentence: number, border, topic, deictic, head, echo, first, article };
            let features = features(document, &context);
            found.push(Candidate { span, head, label, topic, deictic, score: UNJUDGED, features });
        }
    }
    found
}

/// A headline that the text repeats without a border between: the label once.
fn once(label: String) -> String {
    let half = label.len() / 2;
    if label.len() > 30 && label.is_char_boundary(half) && label[..half] == label[half..] {
        return label[..half].to_owned();
    }
    label
}

/// Without 本次, 此次, 一场 and the like at its beginning.
fn trimmed(text: &str, span: Span) -> (Span, bool) {
    let mut start = span.start;
    let mut deictic = false;
    loop {
        let words = &text[start..span.end];
        let deixis = ["本次", "此次", "这次", "本届", "这场", "这一", "上述", "该"];
        if let Some(word) = deixis.iter().find(|w| words.starts_with(**w)) {
            deictic = true;
            start += word.len();
        } else if let Some(word) = ["一场", "一次", "了", "之", "场", "次", " ", "　", "·", "—", "-", "地"]
            .iter()
            .find(|w| words.starts_with(**w))
        {
            start += word.len();
        } else if let Some(end) = aside_end(words) {
            start += end;
        } else {
            break;
        }
    }
    start = behind_motto(text, Span::new(start, span.end));
    let before = &text[..start];
    let deictic =
        deictic || ["本次", "此次", "这次", "本届", "该", "当天的", "当天", "当日"].iter().any(|w| before.ends_with(w));
    (Span::new(start.min(span.end), span.end), deictic)
}

/// A quoted motto before a year or a number is no part of the name: “…”2023年全国职工羽毛球大赛.
fn behind_motto(text: &str, span: Span) -> usize {
    static MOTTO: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[“‘《]?[^“”]{4,}[^杯]”(?:为主题的)?((?:19|20)\d\d年|第.{1,3}[届次期])").ok());
    let found = MOTTO.as_ref().and_then(|regex| regex.captures(span.of(text))).and_then(|c| c.get(1));
    found.map_or(span.start, |number| span.start + number.start())
}

/// Length of a bracket in which a name cannot begin: （记者 …）, and the quantity 3个.
fn aside_end(words: &str) -> Option<usize> {
    let first = words.chars().next()?;
    if matches!(first, '（' | '(') {
        return words.find(['）', ')']).map(|at| at + words[at..].chars().next().map_or(1, char::len_utf8));
    }
    let digits = words.find(|c: char| !c.is_ascii_digit())?;
    (digits > 0 && words[digits..].starts_with(['个', '场', '项'])).then(|| digits + '个'.len_utf8())
}

/// Characters of the name without its head, number and year.
fn topic(words: &str) -> usize {
    let mut rest = plain_label(words);
    for pattern in [&NUMBERED, &YEAR] {
        if let Some(regex) = pattern.as_ref() {
            rest = regex.replace_all(&rest, "").into_owned();
        }
    }
    for generic in [
        "主题", "系列", "各类", "各种", "相关", "专题", "大型", "全市", "全省", "全区", "全县", "我市", "我省", "国际",
        "全国",
    ] {
        rest = rest.replace(generic, "");
    }
    rest.chars().count()
}

/// What the whole article tells.
#[derive(Clone, Copy)]
struct Told {
    people: bool,
    speeches: bool,
}

impl Told {
    fn of(document: &Document<'_>) -> Self {
        let people = document.tags.iter().filter(|t| t.kind == TagKind::Person).take(3).count();
        let speeches = ["出席", "致辞", "主持", "讲话", "发言", "启动仪式"];
        Self { people: people > 2, speeches: speeches.iter().any(|w| document.text().contains(w)) }
    }
}

/// Whether the article speaks of its event again by the last word of the head: 本次活动, 大赛现场, 出席仪式.
fn echoed(text: &str, head: &str, known: &mut Vec<(String, bool)>) -> bool {
    let last = last_characters(head, 2);
    if let Some((_, echo)) = known.iter().find(|(word, _)| word == last) {
        return *echo;
    }
    let before = ["本次", "此次", "这次", "本届", "出席", "参加此次", "出席了"];
    let after = ["现场", "当天", "上，", "中，", "结束", "由", "期间", "最后", "伊始", "开始", "旨在", "在"];
    let echo = text.match_indices(last).any(|(at, _)| {
        let (left, right) = (&text[..at], &text[at + last.len()..]);
        before.iter().any(|w| left.ends_with(w))
            || left.ends_with(['，', '。', '\n', '“']) && after.iter().any(|w| right.starts_with(w))
    });
    known.push((last.to_owned(), echo));
    echo
}

struct Context<'c> {
    words: &'c str,
    before: &'c str,
    after: &'c str,
    sentence: usize,
    border: name::Border,
    topic: usize,
    deictic: bool,
    head: Head,
    echo: bool,
    first: bool,
    article: Told,
}

/// The features of a candidate, by name.
fn features(document: &Document<'_>, c: &Context<'_>) -> Vec<&'static str> {
    let near_after = c.after.char_indices().nth(32).map_or(c.after, |(end, _)| &c.after[..end]);
    let headline = document.article.headline_span.contains(Span::new(
        document.article.sentences[c.sentence].span.start,
        document.article.sentences[c.sentence].span.end,
    )) && !document.article.headline_span.is_empty();
    let mut on = vec![match (c.head.kind, c.head.strength) {
        (Kind::Activity, 0) => "activity weak",
        (Kind::Activity, _) => "activity plain",
        (Kind::Meeting, 3) => "meeting fixed",
        (Kind::Meeting, 2) => "meeting strong",
        (Kind::Meeting, _) => "meeting plain",
        (Kind::Training, 2) => "training strong",
        (Kind::Training, _) => "training weak",
        (Kind::Contest, 2) => "contest strong",
        (Kind::Contest, _) => "contest plain",
        (Kind::Ceremony, _) => "ceremony",
        (Kind::Show, 2) => "show strong",
        (Kind::Show, _) => "show plain",
        (Kind::Battle, _) => "battle",
    }];
    on.push(match c.border.stop {
        Stop::Hold => "stop hold",
        Stop::Join => "stop join",
        Stop::Word => "stop word",
        Stop::Edge => "stop edge",
        Stop::Long => "stop long",
    });
    let mut add = |yes: bool, name: &'static str| {
        if yes {
            on.push(name);
        }
    };
    add(c.border.quoted, "quoted");
    add(matches(&NUMBERED, c.words), "numbered");
    add(matches(&YEAR, c.words), "year");
    add(matches(&HELD, near_after), "held after");
    add(c.after.starts_with("上") || c.after.starts_with("现场") || c.after.starts_with("期间"), "scene");
    add(c.after.starts_with("精神"), "spirit");
    add(matches(&DAY, c.before), "day before");
    add(matches(&DAY, c.after), "day after");
    add(headline, "headline");
    add(!headline && c.sentence <= 2, "lead");
    add(c.sentence > 8, "late");
    add(c.deictic, "deictic");
    add(matches(&MANY, c.before) || c.words.contains("系列") || c.words.contains("各类"), "many");
    add(c.topic == 0, "no topic");
    add(matches!(c.topic, 1..=3), "short topic");
    add(matches!(c.topic, 4..=7), "middle topic");
    add(c.topic > 30, "long topic");
    add(c.before.ends_with("等"), "etc");
    add(c.after.starts_with('、') || c.before.ends_with('、'), "list");
    add(matches(&ONGOING, c.before), "ongoing");
    let verb = c.before.trim_end_matches(['“', '‘', '《']);
    add(["启动", "推出", "发起", "策划"].iter().any(|w| verb.ends_with(w)), "launched");
    add(matches(&BROADLY, last_characters(verb, 10)), "broadly");
    add(c.echo, "echo");
    add(c.first, "first");
    let sentence = document.article.sentences[c.sentence].span;
    let mut days = document.dates.iter().filter(|d| sentence.contains(d.span) && d.date.day.is_some() && !d.deadline);
    let days_in = days.next().is_some();
    add(days_in, "day");
    add(c.words.contains(['，', '：']), "comma");
    add(c.article.people, "people");
    add(c.article.speeches, "speeches");
    add(c.head.kind == Kind::Activity && c.article.people && c.article.speeches, "activity people");
    add(c.head.kind == Kind::Activity && c.echo, "activity echo");
    add(c.head.kind == Kind::Activity && days_in, "activity day");
    add(matches(&VENUE, c.after) || matches(&VENUE, c.before), "venue");
    let service = ["专项", "系列", "公益", "关爱", "帮扶", "服务", "送清凉", "送温暖", "普惠", "普法", "宣传"];
    add(c.head.kind == Kind::Activity && service.iter().any(|w| c.words.contains(w)), "service");
    add(matches(&BODY_BEFORE, c.before), "body before");
    add(["通过", "出台", "审议", "加快", "进一步", "并", "为了", "让"].iter().any(|w| c.words.contains(w)), "clause");
    add(c.before.contains("将") || c.before.contains("拟") || c.before.contains("计划"), "plan");
    on
}
