//! Rows of titles and bodies, read leftwards from a name or rightwards from a verb.

use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, OrgKind, Span, TitleMention};

/// A title and what is known of its body.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Held {
    /// The title.
    pub(super) title: String,
    /// Where the title stands.
    pub(super) span: Span,
    /// Label of its body.
    pub(super) org: Option<String>,
    /// Kind of its body.
    pub(super) kind: Option<OrgKind>,
    /// Place that stands before the title (淮安市 in 淮安市市长), or that its neighbour's body lies in.
    pub(super) place: Option<String>,
    /// Whether that place stands right before the title.
    pub(super) direct: bool,
    /// Words of a department without its body (组织部 in 区委常委、组织部部长).
    pub(super) department: Option<String>,
}

impl Held {
    /// A title without a body yet.
    pub(super) fn new(title: &TitleMention) -> Self {
        Self {
            title: title.title.clone(),
            span: title.span,
            org: None,
            kind: None,
            place: None,
            direct: false,
            department: None,
        }
    }
}

/// The document with what the parser asks for.
pub(super) struct Text<'d> {
    document: &'d Document<'d>,
    lexicon: &'d Lexicon,
    bodies: Vec<&'d Mention>,
    persons: Vec<&'d Mention>,
}

/// Longest stretch between a body and a title, in characters.
const LONGEST_GAP: usize = 14;

/// What the words between a body and a title end with when they name a department.
const DEPARTMENTS: &[&str] = &[
    "部",
    "处",
    "科",
    "室",
    "中心",
    "办",
    "队",
    "站",
    "所",
    "院",
    "系",
    "公司",
    "委员会",
    "工委",
    "小组",
    "组",
    "局",
    "司",
    "厅",
    "车间",
    "班",
    "段",
    "厂",
    "店",
    "会",
    "支行",
    "分行",
    "学院",
    "部门",
    "项目",
    "馆",
    "线",
    "库",
    "矿",
    "校",
    "园",
    "委",
    "团",
    "庭",
    "党支部",
    "党委",
    "党组",
    "党总支",
    "乡",
    "村",
    "社",
    "科室",
    "纪委",
    "基地",
    "实验室",
    "工作室",
    "军分区",
    "警备区",
    "平台",
    "热线",
    "台",
    "网",
    "报",
    "频道",
    "栏目",
    "股",
    "街道",
    "社区",
    "机关",
    "集团",
    "事业群",
    "联盟",
    "协会",
];

impl<'d> Text<'d> {
    pub(super) fn new(document: &'d Document<'d>, lexicon: &'d Lexicon) -> Self {
        let of = |class: Class| document.mentions.iter().filter(move |m| m.class == class).collect::<Vec<_>>();
        let mut bodies = of(Class::Organization);
        bodies.extend(of(Class::Place));
        bodies.sort_by_key(|m| (m.span.end, std::cmp::Reverse(m.span.start)));
        Self { document, lexicon, bodies, persons: of(Class::Person) }
    }

    pub(super) fn document(&self) -> &Document<'d> {
        self.document
    }

    pub(super) fn mentions(&self) -> &'d [Mention] {
        &self.document.mentions
    }

    pub(super) fn all(&self) -> &'d str {
        self.document.text()
    }

    pub(super) fn len(&self) -> usize {
        self.all().len()
    }

    pub(super) fn from(&self, at: usize) -> &'d str {
        &self.all()[at..]
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> &'d str {
        self.all().get(from..to).unwrap_or("")
    }

    pub(super) fn persons(&self) -> &[&'d Mention] {
        &self.persons
    }

    /// The last person before a position.
    pub(super) fn last_person(&self, at: usize) -> Option<&'d Mention> {
        let to = self.persons.partition_point(|m| m.span.end <= at);
        self.persons[..to].last().copied()
    }

    /// The person that begins at a position.
    pub(super) fn person_from(&self, at: usize) -> Option<&'d Mention> {
        let number = self.persons.partition_point(|m| m.span.start < at);
        self.persons.get(number).copied().filter(|m| m.span.start == at)
    }

    /// The title that begins at a position.
    pub(super) fn title_from(&self, at: usize) -> Option<&'d TitleMention> {
        let number = self.document.titles.partition_point(|t| t.span.start < at);
        self.document.titles.get(number).filter(|t| t.span.start == at)
    }

    /// The title that ends at a position.
    fn title_to(&self, at: usize) -> Option<&'d TitleMention> {
        let number = self.document.titles.partition_point(|t| t.span.end < at);
        self.document.titles.get(number).filter(|t| t.span.end == at)
    }

    /// The longest body that ends at a position.
    pub(super) fn body_before(&self, at: usize) -> Option<&'d Mention> {
        self.ending(at, Class::Organization)
    }

    fn ending(&self, at: usize, class: Class) -> Option<&'d Mention> {
        let from = self.bodies.partition_point(|m| m.span.end < at);
        self.bodies[from..].iter().take_while(|m| m.span.end == at).find(|m| m.class == class).copied()
    }

    /// The longest body or place that begins at a position.
    fn beginning(&self, at: usize) -> Option<&'d Mention> {
        let number = self.document.mentions.partition_point(|m| m.span.start < at);
        self.document.mentions[number..]
            .iter()
            .take_while(|m| m.span.start == at)
            .find(|m| matches!(m.class, Class::Organization | Class::Place))
    }

    /// Class of a title in the word list.
    fn class_of(&self, title: &str) -> &'static str {
        let titles = self.lexicon.list("titles");
        titles.longest_suffix(title).and_then(|(_, entry)| entry.fields.first().copied()).unwrap_or("office")
    }

    /// Whether the title is held at a body.
    pub(super) fn is_office(&self, held: &Held) -> bool {
        self.class_of(&held.title) == "office"
    }

    /// Whether the word is a post only together with a body (村民, 学生).
    pub(super) fn is_folk(&self, held: &Held) -> bool {
        self.class_of(&held.title) == "folk"
    }

    /// Whether it is an occupation or rank of no body (作家, 大校).
    pub(super) fn is_rank(&self, held: &Held) -> bool {
        self.class_of(&held.title) == "rank"
    }

    /// Whether several may hold the title, so that a list of names shares it.
    pub(super) fn shared(&self, held: &Held) -> bool {
        let title = held.title.as_str();
        title.contains('副')
            || ["常委", "委员", "成员", "代表", "合伙人", "理事", "顾问"].iter().any(|end| title.ends_with(end))
            || !self.is_office(held)
    }

    /// The titles that end where a name begins, nearest first, each with its body where one stands before it.
    pub(super) fn left(&self, end: usize) -> Vec<Held> {
        let mut held: Vec<Held> = Vec::new();
        let mut open = 0;
        let mut at = self.trimmed(end);
        // 副庭长（主持工作）张三
        if let Some(before) = self.before_bracket(at).filter(|before| self.title_to(*before).is_some()) {
            at = before;
        }
        // 此前任某市委常委的张三
        let relative =
            self.all()[..at].strip_suffix('的').map(str::len).filter(|before| self.title_to(*before).is_some());
        at = relative.unwrap_or(at);
        loop {
            if let Some(title) = self.title_to(at) {
                held.push(Held::new(title));
                at = self.before_title(title.span, &mut held, &mut open);
                continue;
            }
            let parted = self.all()[..at].trim_end_matches([' ', '\u{3000}', '、', '兼', '和', '及', '暨', '与']).len();
            // 中央网信办、国家网信办总工程师: one title at two bodies.
            if parted < at
                && let Some(body) = self.ending(parted, Class::Organization)
                && let Some(last) = held.last().filter(|last| last.org.is_some()).cloned()
            {
                let mut also = Held { org: None, ..last };
                also.department = None;
                assign(body, std::slice::from_mut(&mut also), "");
                held.push(also);
                open = held.len();
                at = self.trimmed(body.span.start);
                continue;
            }
            if parted == at || held.is_empty() || self.title_to(parted).is_none() {
                break;
            }
            at = parted;
        }
        if relative.is_some() && !self.all()[..at].ends_with(['任', '是']) {
            return Vec::new();
        }
        if relative.is_none() && self.all()[..at].ends_with(['为', '任']) && held.len() > 1 {
            self.only_nearest(&mut held);
        }
        held
    }

    /// 张三为某委员会主任、合伙人李四: only what follows the last 、 is of the later name.
    fn only_nearest(&self, held: &mut Vec<Held>) {
        let parted = |pair: &[Held]| self.slice(pair[1].span.end, pair[0].span.start).starts_with('、');
        let Some(cut) = held.windows(2).position(parted) else { return };
        held.truncate(cut + 1);
        let body = self.body_before(held[cut].span.start).is_some();
        for one in held.iter_mut().filter(|_| !body) {
            one.org = None;
            one.kind = None;
        }
    }

    /// Reads the body before a title; returns where to go on.
    fn before_title(&self, span: Span, held: &mut [Held], open: &mut usize) -> usize {
        let all = self.all();
        if self.title_to(self.trimmed(span.start)).is_some() {
            return self.trimmed(span.start);
        }
        let text = all[..span.start].strip_suffix('的').map_or(span.start, str::len);
        let shared_character = span.start + all[span.start..].chars().next().map_or(0, char::len_utf8);
        let bracket = all[..span.start].strip_suffix('）').map_or(span.start, str::len);
        for at in [self.trimmed(span.start), shared_character, text, bracket] {
            if let Some(body) = self.ending(at, Class::Organization) {
                assign(body, &mut held[*open..], "");
                *open = held.len();
                return self.trimmed(body.span.start);
            }
        }
        if let Some(open_bracket) = self.before_bracket(span.start)
            && let Some(body) = self.ending(open_bracket, Class::Organization)
        {
            assign(body, &mut held[*open..], "");
            *open = held.len();
            return self.trimmed(body.span.start);
        }
        if let Some(place) = self.ending(span.start, Class::Place) {
            if let Some(last) = held.last_mut() {
                last.place = Some(place.label.clone());
                last.direct = true;
            }
            return place.span.start;
        }
        if let Some(village) = self.small_place(span) {
            let start = span.start - village.len();
            if let Some(last) = held.last_mut() {
                last.place = Some(village.to_owned());
                last.direct = true;
            }
            return start;
        }
        let Some((body, gap)) = self.across_gap(span.start) else { return self.detached(span, held) };
        if is_department(gap) || gap == "会" {
            assign(body, &mut held[*open..], gap);
        } else {
            assign(body, &mut held[*open..], "");
            if let Some(last) = held.last_mut() {
                last.title = format!("{gap}{}", last.title);
            }
        }
        *open = held.len();
        body.span.start
    }

    /// A village or town that no list has, before the title of a party office: 彭杖子村|党支部书记.
    fn small_place(&self, span: Span) -> Option<&'d str> {
        let left = &self.all()[..span.start];
        let party = span.of(self.all()).starts_with('党') && left.ends_with(['村', '镇', '乡']);
        let run: usize = left.chars().rev().take_while(|c| plain(*c)).take(6).map(char::len_utf8).sum();
        let words = &left[span.start - run..];
        (party && (2..=5).contains(&words.chars().count()) && !is_verbal(words)).then_some(words)
    }

    /// Where a short bracket that ends at a position begins.
    fn before_bracket(&self, at: usize) -> Option<usize> {
        let inner = self.all()[..at].strip_suffix(['）', ')'])?;
        let open = inner.rfind(['（', '('])?;
        let short = self.slice(open, at).chars().count() <= 14 && !inner[open..].contains('，');
        short.then(|| self.trimmed(open))
    }

    /// A body at the other end of a stretch of plain words.
    fn across_gap(&self, at: usize) -> Option<(&'d Mention, &'d str)> {
        let run: usize =
            self.all()[..at].chars().rev().take_while(|c| plain(*c)).take(LONGEST_GAP).map(char::len_utf8).sum();
        let to = self.bodies.partition_point(|m| m.span.end <= at);
        let body = self.bodies[..to]
            .iter()
            .rev()
            .take_while(|m| m.span.end >= at - run)
            .find(|m| m.class == Class::Organization)?;
        let gap = self.slice(body.span.end, at);
        let titled = self.document.titles.iter().any(|t| t.span.overlaps(Span::new(body.span.end, at)));
        (!gap.is_empty() && !titled && !is_verbal(gap)).then_some((*body, gap))
    }

    /// A department behind 、 whose body stands before the row (区委常委、组织部|部长); else where the title begins.
    fn detached(&self, span: Span, held: &mut [Held]) -> usize {
        let left = &self.all()[..span.start];
        let run: usize = left.chars().rev().take_while(|c| plain(*c)).take(9).map(char::len_utf8).sum();
        let words = &left[span.start - run..];
        let cut = ["兼"].iter().filter_map(|word| words.rfind(word).map(|at| at + word.len())).max().unwrap_or(0);
        let words = &words[cut..];
        let anaphor = crate::relate::post::body::ANAPHORS.iter().find(|word| words == **word);
        if let (Some(word), Some(last)) = (anaphor, held.last_mut()) {
            last.department = Some((*word).to_owned());
            return span.start - word.len();
        }
        let parted = left[..span.start - words.len()].ends_with(['、', '兼']);
        // 宣传部长 is 宣传部部长.
        let full = if held.last().is_some_and(|h| h.title == "部长") && !words.is_empty() && !words.ends_with('部') {
            format!("{words}部")
        } else {
            words.to_owned()
        };
        if parted && (2..=8).contains(&full.chars().count()) && is_department(&full) {
            if let Some(last) = held.last_mut() {
                last.department = Some(full);
            }
            return span.start - words.len();
        }
        // 副总裁、车计算业务负责人: words that belong to the title.
        let before = span.start - words.len();
        let after_title = self.title_to(left[..before].trim_end_matches(['、', '兼']).len()).is_some();
        if parted && after_title && (2..=6).contains(&words.chars().count()) && !is_verbal(words) {
            if let Some(last) = held.last_mut() {
                last.title = format!("{words}{}", last.title);
            }
            return before;
        }
        span.start
    }

    fn trimmed(&self, at: usize) -> usize {
        self.all()[..at].trim_end_matches([' ', '\u{3000}', '\u{a0}']).len()
    }

    /// The titles that begin at a position, with their bodies, and where the row ends. In a career commas part them too.
    pub(super) fn right(&self, start: usize, career: bool) -> (Vec<Held>, usize) {
        let mut held: Vec<Held> = Vec::new();
        let mut body: Option<&Mention> = None;
        let mut tail = String::new();
        let mut place: Option<&Mention> = None;
        let (mut at, mut end) = (start, start);
        // Where the row could end, should its last titles turn out to be another person's.
        let mut earlier: Vec<(usize, usize)> = Vec::new();
        loop {
            let rest = self.from(at);
            let gap = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
            at += gap;
            if let Some(title) = self.title_from(at) {
                let mut one = Held::new(title);
                match (body, place) {
                    (Some(body), _) => assign_part(body, &mut one, &tail),
                    (None, Some(place)) => {
                        one.place = Some(place.label.clone());
                        one.direct = true;
                    }
                    (None, None) if !tail.is_empty() => one.department = Some(tail.clone()),
                    (None, None) => {}
                }
                held.push(one);
                at = title.span.end;
                end = at;
                tail.clear();
                place = None;
                let Some(next) = self.next_in_row(at, career) else { break };
                earlier.push((held.len(), end));
                at = next;
                // A new body may follow; without one the old body goes on, but for departments of it.
                if self.beginning(at).is_some() {
                    body = None;
                }
                continue;
            }
            let inside = body.is_some_and(|body| body.span.end == at);
            let next = self.beginning(at).filter(|m| m.class == Class::Organization || !inside);
            if let Some(mention) = next {
                if mention.class == Class::Organization {
                    body = Some(mention);
                    tail.clear();
                } else {
                    place = Some(mention);
                    body = None;
                }
                at = self.behind_bracket(mention.span.end);
                continue;
            }
            let Some(title) = self.document.titles.get(self.document.titles.partition_point(|t| t.span.start < at))
            else {
                break;
            };
            let words = self.slice(at, title.span.start);
            let count = words.chars().count();
            let named = self.persons.iter().any(|m| m.span.overlaps(Span::new(at, title.span.start)));
            if count == 0 || count > LONGEST_GAP || !words.chars().all(plain) || is_verbal(words) || named {
                break;
            }
            if is_department(words) || (title.title == "部长" && count >= 2) {
                tail = if title.title == "部长" && !words.ends_with('部') {
                    format!("{words}部")
                } else {
                    words.to_owned()
                };
            } else if body.is_none() && place.is_none() {
                break;
            }
            at = title.span.start;
        }
        if self.person_from(end).is_some() {
            let (kept, before) = earlier.into_iter().rev().find(|(kept, _)| *kept < held.len()).unwrap_or((0, end));
            held.truncate(kept);
            end = before;
        }
        (held, end)
    }

    /// Behind a short bracket that opens at a position.
    fn behind_bracket(&self, at: usize) -> usize {
        let Some(inner) = self.from(at).strip_prefix(['（', '(']) else { return at };
        let Some(close) = inner.find(['）', ')']).filter(|close| inner[..*close].chars().count() <= 14) else {
            return at;
        };
        let mark = inner[close..].chars().next().map_or(0, char::len_utf8);
        self.len() - inner.len() + close + mark
    }

    /// Where the row goes on behind a title.
    fn next_in_row(&self, at: usize, career: bool) -> Option<usize> {
        let rest = self.from(at);
        let marks: &[&str] = if career {
            &["、", "兼任", "兼", "，", "和", "，兼任", "；"]
        } else {
            &["、", "兼任", "兼", "和"]
        };
        let mark = marks.iter().filter(|mark| rest.starts_with(**mark)).max_by_key(|mark| mark.len())?;
        let next = at + mark.len();
        let titles = &self.document.titles;
        let follows = titles.get(titles.partition_point(|t| t.span.start < next)).is_some_and(|title| {
            let words = self.slice(next, title.span.start);
            words.chars().count() <= 40 && !words.contains(['，', '。', '、', '；', '\n', '“', '”'])
        });
        follows.then_some(next)
    }
}

/// Gives a body to a title in a career; another department of the same parent replaces the one before (组织部研究室主任、
/// 办公室主任).
fn assign_part(body: &Mention, one: &mut Held, department: &str) {
    assign(body, std::slice::from_mut(one), department);
    if let (false, Some(parent)) = (department.is_empty(), &body.parent) {
        one.org = Some(format!("{parent}{department}"));
    }
}

/// Gives a body (with the department behind it) to titles.
fn assign(body: &Mention, held: &mut [Held], department: &str) {
    let (label, prefix) = own_party(body);
    if let Some(nearest) =
        held.last_mut().filter(|one| one.org.is_none() && !prefix.is_empty() && one.department.is_none())
    {
        nearest.title = format!("{prefix}{}", nearest.title);
    }
    for one in held {
        if one.org.is_none() {
            let own = one.department.take().unwrap_or_default();
            let tail = if own.is_empty() { department } else { own.as_str() };
            one.org = Some(format!("{}{tail}", base(body, label, &own)));
            one.kind = body.kind;
            if !one.direct {
                one.place.clone_from(&body.place);
            }
            if !own.is_empty() {
                one.department = Some(own);
            }
        }
    }
}

/// The party group, committee or union inside a body is no body of its own: its name belongs to the title (党组书记,
/// 工会主席).
fn own_party(body: &Mention) -> (&str, &'static str) {
    let inner = matches!(
        body.kind,
        Some(OrgKind::Company | OrgKind::School | OrgKind::Hospital | OrgKind::Institute | OrgKind::Community)
    ) || body.parent.is_some();
    for prefix in ["党组", "机关党委", "党委", "党总支", "党支部", "工会", "纪委", "团委"] {
        let Some(label) = body.label.strip_suffix(prefix) else { continue };
        let whole = label.starts_with("中共") || label.ends_with('总') || label.chars().count() < 3;
        if prefix == "党组" || (inner && !whole) {
            return (label, prefix);
        }
    }
    (body.label.as_str(), "")
}

/// What a detached department belongs to: the party committee before it, if it is a party office (区委常委、宣传部部长);
/// else the committee's or office's place (县委副书记、总工会主席).
fn base<'t>(body: &'t Mention, label: &'t str, department: &str) -> &'t str {
    if department.is_empty() {
        return label;
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| department.ends_with(end));
    let committee = label.starts_with("中共").then(|| label.find('委')).flatten();
    let public = ends(&[
        "局",
        "总工会",
        "管委会",
        "办事处",
        "政府",
        "人大",
        "政协",
        "人武部",
        "武装部",
        "军分区",
        "工会",
        "委员会",
        "公安局",
        "村委会",
        "居委会",
    ]);
    match (committee, body.place.as_deref()) {
        (_, Some(place)) if public => place,
        (Some(at), _) => &label[..at + '委'.len_utf8()],
        _ => label,
    }
}

fn is_department(words: &str) -> bool {
    words.chars().count() >= 2 && DEPARTMENTS.iter().any(|end| words.ends_with(end))
}

/// Whether words between a body and a title hold more than a name.
fn is_verbal(words: &str) -> bool {
    const VERBAL: &[&str] = &[
        "的", "和", "在", "与", "为", "由", "对", "是", "任", "等", "从", "向", "让", "以", "了", "兼", "召开", "邀请",
        "表示", "出席", "提拔", "聘请", "选举", "同志", "不再", "年", "月", "日", "举行", "及", "听取", "获", "带领",
        "率", "将", "该", "被", "把", "会见", "参加", "）", "（", "教授", "当选", "优秀", "著名",
    ];
    VERBAL.iter().any(|word| words.contains(word))
}

fn plain(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '”' | '（' | '）' | '·')
}
