//! Whose figure it is: who is spoken of in the clause, the sentence, the sentences before; else the story's own subject.

use crate::model::{Class, Document, EntityRef, Mention, OrgKind, Quantity, Span};
use crate::relate::figure::noun;

/// Keeps in mind who was spoken of last.
pub(super) struct Subjects<'d, 'a> {
    document: &'d Document<'a>,
    /// Subject of the last figure, and the sentence it stood in.
    last: Option<(EntityRef, Span)>,
    /// The event or initiative spoken of last before the sentence.
    happening: Option<EntityRef>,
    /// The event or initiative that headline and lead are about.
    main: Option<EntityRef>,
    /// Whether the article tells figures of the whole country.
    national: bool,
    /// Whether the sentence goes on behind a semicolon.
    chained: bool,
}

/// Classes that can have a figure.
const fn can_own(class: Class) -> bool {
    matches!(
        class,
        Class::Organization | Class::Place | Class::Initiative | Class::Event | Class::Policy | Class::Measure
    )
}

const fn happens(class: Class) -> bool {
    matches!(class, Class::Initiative | Class::Event)
}

/// The first position behind dates, places, bodies and empty words at the beginning of a clause.
pub(super) fn past_leads(document: &Document<'_>, at: usize, end: usize) -> usize {
    leads(document, at, end, true).0
}

/// The first position behind dates and empty words at the beginning of a clause.
pub(super) fn past_words(document: &Document<'_>, at: usize, end: usize) -> usize {
    leads(document, at, end, false).0
}

/// What begins a clause: the position behind it, and the last entity among it.
fn leads<'d>(document: &'d Document<'_>, mut at: usize, end: usize, names: bool) -> (usize, Option<&'d Mention>) {
    let text = document.text();
    let mut owner = None;
    loop {
        let rest = &text[at..end];
        let stripped = end - noun::without_leads(rest).len();
        let dated = document.dates.iter().find(|d| d.span.start == stripped && d.span.end <= end).map(|d| d.span.end);
        let named = document
            .mentions_in(Span::new(stripped, stripped + 1))
            .iter()
            .filter(|m| names && !m.nested && m.span.end <= end && can_own(m.class))
            .max_by_key(|m| m.span.end);
        let next = dated.or(named.map(|m| m.span.end)).unwrap_or(stripped);
        if dated.is_none()
            && let Some(mention) = named
        {
            owner = Some(mention);
        }
        if next == at {
            return (at, owner);
        }
        at = next;
    }
}

impl<'d, 'a> Subjects<'d, 'a> {
    pub(super) fn new(document: &'d Document<'a>) -> Self {
        let lead = document.article.sentences.get(2).map_or(document.text().len(), |s| s.span.end);
        let happenings = || document.mentions.iter().filter(|m| happens(m.class) && !m.nested);
        let main = happenings().find(|m| m.span.start < lead).map(Mention::entity);
        let bodies = document.mentions.iter().filter(|m| m.span.start < lead).any(national_body);
        let local =
            |m: &&Mention| m.kind == Some(OrgKind::Government) && m.place.as_deref().is_some_and(|p| p != "中国");
        let local = document.mentions.iter().filter(|m| m.span.start < lead).filter(local).count() > 0;
        let heads = document.article.sentences.iter().filter(|s| nation_at_head(document, s.span)).count();
        let national = !local && (bodies || heads > 1);
        Self { document, last: None, happening: None, main, national, chained: false }
    }

    /// A new sentence begins: the happenings of the one before are behind us.
    pub(super) fn enter(&mut self, sentence: Span) {
        self.chained = self.document.text()[..sentence.start].ends_with('；');
        let mut before =
            self.document.mentions.iter().filter(|m| m.span.end <= sentence.start && happens(m.class) && !m.nested);
        self.happening = before.next_back().map(Mention::entity);
    }

    /// The entities with which the items of a list begin, when each item does, and what each item says behind it.
    pub(super) fn all_named(&self, from: usize, to: usize, items: &[String]) -> Option<Vec<(EntityRef, String)>> {
        let inside = Span::new(from, to);
        let text = self.document.text();
        let named = |item: &String| {
            let mentions = self.document.mentions.iter().filter(|m| inside.contains(m.span) && can_own(m.class));
            mentions.filter_map(|m| item.strip_prefix(m.span.of(text)).map(|rest| (m.entity(), rest.to_owned()))).next()
        };
        items.iter().map(named).collect()
    }

    /// The subject of a figure.
    pub(super) fn of(
        &mut self,
        sentence: Span,
        clause: usize,
        quantity: &Quantity,
        noun: &str,
        target: bool,
    ) -> Option<EntityRef> {
        let at = quantity.span.start;
        let rate = matches!(quantity.unit.as_str(), "%" | "倍" | "个百分点" | "元");
        let found = self
            .meeting(sentence, quantity, noun)
            .or_else(|| self.planned(sentence, at, target))
            .or_else(|| self.scene(sentence))
            .or_else(|| self.head(clause, at))
            .or_else(|| self.shortened(clause, at))
            .or_else(|| self.anaphor(Span::new(clause, at)))
            .or_else(|| self.pointed(Span::new(sentence.start, at)))
            .or_else(|| self.nearest(sentence.start, clause, at))
            .or_else(|| self.last.clone().filter(|_| self.chained && target).map(|(e, _)| e))
            .or_else(|| self.anaphor(Span::new(sentence.start, at)))
            .or_else(|| self.inside(Span::new(sentence.start, at)))
            .or_else(|| self.last.clone().filter(|(_, s)| *s == sentence).map(|(e, _)| e))
            .or_else(|| (self.national && rate).then(china))
            .or_else(|| self.last.clone().map(|(e, _)| e).filter(|e| rate && e.class == Class::Place))
            .or_else(|| self.last.clone().map(|(e, _)| e))
            .or_else(|| self.happening.clone())
            .or_else(|| self.main.clone())
            .or_else(|| self.national.then(china))
            .or_else(|| self.story());
        self.last = found.clone().map(|f| (f, sentence));
        found
    }

    /// People who take part: the event's figure.
    fn meeting(&self, sentence: Span, quantity: &Quantity, noun: &str) -> Option<EntityRef> {
        const TAKES_PART: &[&str] = &["参加", "出席", "参会", "参赛", "观看", "到场", "参展", "聆听", "参与了", "齐聚"];
        let text = self.document.text();
        let people = matches!(quantity.unit.as_str(), "人" | "名" | "位" | "家" | "支" | "人次" | "组");
        let rest = &text[quantity.span.end..sentence.end];
        let rest = &rest[..rest.find('，').unwrap_or(rest.len())];
        let takes_part = TAKES_PART.iter().any(|w| rest.contains(w) || noun.contains(w));
        if !(people && takes_part) {
            return None;
        }
        let mut inside =
            self.document.mentions.iter().filter(|m| sentence.contains(m.span) && happens(m.class) && !m.nested);
        inside.next_back().map(Mention::entity).or_else(|| self.happening.clone())
    }

    /// A plan's figure is the policy's: 《规划》提出，到2035年，……
    fn planned(&self, sentence: Span, at: usize, target: bool) -> Option<EntityRef> {
        let mut inside = self.document.mentions_in(Span::new(sentence.start, at)).iter();
        let named = inside.rfind(|m| target && m.class == Class::Policy && !m.nested).map(Mention::entity);
        named.or_else(|| self.summed_up(sentence).filter(|_| target))
    }

    /// “……培养200名大国工匠。”这是方案强调的总目标: the next sentence says whose target it was.
    fn summed_up(&self, sentence: Span) -> Option<EntityRef> {
        let article = self.document.article;
        let next = article.sentences.get(article.sentence_at(sentence.start) + 1)?.span;
        let words = next.of(self.document.text());
        if !(words.starts_with("这是") && words.contains("目标")) {
            return None;
        }
        self.document.mentions_in(next).iter().find(|m| m.class == Class::Policy).map(Mention::entity)
    }

    /// 我省, 全市: the place that the sentence itself points at comes before bodies of other sentences.
    fn pointed(&self, span: Span) -> Option<EntityRef> {
        self.document.mentions_in(span).iter().rfind(|m| m.class == Class::Place && m.anaphoric).map(Mention::entity)
    }

    /// 活动现场, 此次慰问活动: the sentence opens on the happening spoken of last, whoever acts in it.
    fn scene(&self, sentence: Span) -> Option<EntityRef> {
        let words = sentence.of(self.document.text());
        let opening = &words[..words
            .find('，')
            .unwrap_or(words.len())
            .min(words.char_indices().nth(14).map_or(words.len(), |(at, _)| at))];
        let placed = ["活动现场", "活动中", "慰问中", "活动期间"].iter().any(|w| opening.starts_with(w));
        let pointed =
            ["此次", "本次", "这次"].iter().any(|w| opening.starts_with(w) || opening.contains(&format!("，{w}")))
                && ["活动", "比赛", "大赛", "培训", "行动", "论坛", "演出"].iter().any(|w| opening.contains(w));
        if placed || pointed { self.happening.clone() } else { None }
    }

    /// The entity that begins the clause.
    fn head(&self, clause: usize, at: usize) -> Option<EntityRef> {
        if nation_at_head(self.document, Span::new(clause, at)) {
            return Some(china());
        }
        let text = self.document.text();
        leads(self.document, clause, at, true).1.filter(|m| !circumstance(text, m) && !mere_policy(text, m)).map(owner)
    }

    /// The programme or event spoken of, or the entity that begins a clause before: whichever is nearer.
    fn nearest(&self, start: usize, clause: usize, at: usize) -> Option<EntityRef> {
        let happening = self.happening_in(Span::new(start, at));
        let head = self.heads_before(start, clause);
        match (happening, head) {
            (Some((entity, place)), Some((_, begin))) if place >= begin => Some(entity),
            (happening, None) => happening.map(|(entity, _)| entity),
            (_, head) => head.map(|(entity, _)| entity),
        }
    }

    /// The entities that begin the clauses before, the nearest first, with the beginning of their clause.
    fn heads_before(&self, start: usize, clause: usize) -> Option<(EntityRef, usize)> {
        let text = self.document.text();
        let mut end = clause;
        while end > start {
            let inner = end - text[..end].chars().next_back().map_or(1, char::len_utf8);
            let begin = crate::relate::figure::gate::clause_start(text, start, inner);
            if let Some(found) = self.head(begin, inner) {
                return Some((found, begin));
            }
            end = begin;
        }
        None
    }

    /// 大桥, 驿站, 项目: the clause begins with the end of a name told before.
    fn shortened(&self, clause: usize, at: usize) -> Option<EntityRef> {
        const VAGUE: &[&str] = &[
            "全市",
            "全省",
            "企业",
            "公司",
            "总工会",
            "工会",
            "建设",
            "政府",
            "服务",
            "工作",
            "管理",
            "中心",
            "人员",
            "职工",
            "活动中",
        ];
        let text = self.document.text();
        let begin = past_words(self.document, clause, at);
        let rest = &text[begin..at];
        let before = |m: &&Mention| m.span.end <= clause && can_own(m.class) && m.class != Class::Policy && !m.nested;
        for length in [4, 3, 2] {
            let Some(end) = rest.char_indices().nth(length).map(|(end, _)| end) else { continue };
            let words = &rest[..end];
            if VAGUE.contains(&words) || words.chars().any(|c| c.is_ascii() || "，、的”“".contains(c)) {
                continue;
            }
            let named = |m: &&Mention| m.label.ends_with(words) && m.label.len() > words.len();
            if let Some(found) = self.document.mentions.iter().rev().filter(before).find(named) {
                let administrative = found.level.is_some_and(|l| l.is_administrative());
                return (!administrative).then(|| owner(found));
            }
        }
        None
    }

    fn happening_in(&self, range: Span) -> Option<(EntityRef, usize)> {
        // A mechanism or a hotline is a tool in a sentence, seldom its subject.
        const TOOLS: &[&str] =
            &["机制", "热线", "中心", "工作", "高速", "发展", "平台", "体系", "制度", "模式", "规划"];
        let mut inside = self.document.mentions_in(range).iter();
        let programme = |m: &&Mention| {
            !m.nested && m.span.end <= range.end && happens(m.class) && !TOOLS.iter().any(|w| m.label.ends_with(w))
        };
        inside.rfind(programme).map(|m| (m.entity(), m.span.start))
    }

    /// The last entity of a range that is no mere circumstance.
    fn inside(&self, range: Span) -> Option<EntityRef> {
        let text = self.document.text();
        let inside = self
            .document
            .mentions_in(range)
            .iter()
            .filter(|m| !m.nested && m.span.end <= range.end && can_own(m.class));
        let candidates: Vec<&Mention> = inside.filter(|m| !circumstance(text, m) && !mere_policy(text, m)).collect();
        let body = candidates.iter().rev().find(|m| m.class == Class::Organization);
        body.or(candidates.last()).map(|m| owner(m))
    }

    /// 此次活动, 本次比武, 该项目: the happening spoken of last.
    fn anaphor(&self, range: Span) -> Option<EntityRef> {
        let words = range.of(self.document.text());
        let points = ["此次", "本次", "本届", "该活动", "该项目", "活动现场", "活动中", "大会", "此项"]
            .iter()
            .any(|w| words.contains(w));
        if points { self.happening.clone() } else { None }
    }

    fn story(&self) -> Option<EntityRef> {
        let story = &self.document.story;
        let place = story.county.as_deref().or(story.city.as_deref()).or(story.province.as_deref());
        place.map(|p| EntityRef::new(Class::Place, p))
    }
}

/// Whether a clause speaks of the whole country: 全国…, 我国…, but no 全国劳动模范 and no 占全国.
fn nation_at_head(document: &Document<'_>, clause: Span) -> bool {
    const TITLES: &[&str] = &[
        "劳动",
        "劳模",
        "最美",
        "五一",
        "工人",
        "人大",
        "政协",
        "两会",
        "首",
        "第",
        "百强",
        "先进",
        "重点",
        "文明",
        "统一",
        "各地",
        "范围",
        "前",
        "比重",
        "的",
        "平均",
        "总",
        "一流",
        "领先",
        "率先",
        "最",
        "唯一",
        "进出口总值",
        "经济总量",
        "巡演",
    ];
    const BEHIND: &[&str] = &[
        "占", "同期", "获", "选", "为", "评", "在", "线", "居", "列", "于", "对", "向", "与", "和", "比", "、", "“",
        "受到", "较",
    ];
    let text = document.text();
    let words = clause.of(text);
    ["全国", "我国", "国家将", "国家下"].iter().any(|word| {
        words.match_indices(word).any(|(at, _)| {
            let (before, after) = (&text[..clause.start + at], &words[at + word.len()..]);
            !TITLES.iter().any(|t| after.starts_with(t)) && !BEHIND.iter().any(|b| before.ends_with(b))
        })
    }) || words.starts_with("中国")
        && !document.mentions_in(Span::new(clause.start, clause.start + 1)).iter().any(|m| m.span.len() > "中国".len())
}

/// Whose figures a body tells: a ministry's are the country's.
fn owner(mention: &Mention) -> EntityRef {
    if national_body(mention) { china() } else { mention.entity() }
}

fn national_body(mention: &Mention) -> bool {
    let label = mention.label.as_str();
    if matches!(label, "人民银行" | "中国人民银行" | "央行") {
        return true;
    }
    let heads = ["国家", "国务院", "中国人民银行", "中国海关", "中华人民共和国"].iter().any(|w| label.starts_with(w));
    let ends = ["部", "总署", "总局", "委员会"].iter().any(|w| label.ends_with(w));
    mention.kind == Some(OrgKind::Government)
        && mention.place.is_none()
        && (heads || ends && label.chars().count() <= 12)
}

fn china() -> EntityRef {
    EntityRef::new(Class::Place, "中国")
}

/// A policy that is spread or carried out rather than speaks (发放《劳动法》宣传单).
fn mere_policy(text: &str, mention: &Mention) -> bool {
    let after: String = text[mention.span.end..].chars().take(12).collect();
    let speaks = ["提出", "明确", "共", "从", "规定", "围绕", "包括", "要求", "聚焦", "部署", "指出", "强调", "推出"]
        .iter()
        .any(|w| after.contains(w));
    mention.class == Class::Policy && !speaks
}

/// 据新华社, 市统计局介绍, 在南京, 来自北京: said in passing.
fn circumstance(text: &str, mention: &Mention) -> bool {
    let (before, after) = (&text[..mention.span.start], &text[mention.span.end..]);
    let place = mention.class == Class::Place;
    let led = ["据", "来自", "在", "赴", "向", "对", "与", "比", "到", "从", "至", "位于", "占", "（", "("];
    let led = led.iter().any(|w| before.ends_with(w))
        && (place || before.ends_with("据") || before.ends_with("从") || before.ends_with("（"));
    if mention.kind == Some(OrgKind::Media) {
        return true;
    }
    let clause = &after[..after.find(['，', '。', '\n', '：']).unwrap_or(after.len())];
    if mention.kind == Some(OrgKind::Government)
        && ["发布", "获悉", "介绍", "公布", "通报", "公示", "统计", "显示", "新闻发布会"]
            .iter()
            .any(|w| clause.contains(w))
    {
        return true;
    }
    let dateline = place && document_line(before, after);
    let tells = [
        "介绍",
        "表示",
        "统计",
        "获悉",
        "消息",
        "发布",
        "公布",
        "显示",
        "数据",
        "讯",
        "电",
        "说",
        "发布会",
        "官网",
        "记者",
    ];
    led || dateline || tells.iter().any(|w| after.starts_with(w))
}

/// 人民网北京8月11日电: where the report was written.
fn document_line(before: &str, after: &str) -> bool {
    let after: String =
        after.chars().take(12).filter(|c| !c.is_ascii_digit() && !matches!(c, ' ' | '月' | '日')).collect();
    after.starts_with('电') || after.starts_with('讯') || before.ends_with('网') && after.starts_with('（')
}
