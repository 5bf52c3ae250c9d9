//! What is counted: the noun phrase behind a number (“50余名环卫职工”) or before it (“签订劳动合同400余份”).

use crate::relate::figure::words::{Word, words};

/// Verbs between what has a figure and the figure (达到, 为, 共有), longest first where one begins another.
const COPULAS: &[&str] = &[
    "增加到",
    "提高到",
    "提升到",
    "提升至",
    "提高至",
    "增长到",
    "增长至",
    "增加至",
    "扩大到",
    "扩大至",
    "上升到",
    "上升至",
    "上涨至",
    "下降到",
    "下降至",
    "压缩到",
    "压缩至",
    "缩短到",
    "缩短至",
    "压缩为",
    "控制在",
    "保持在",
    "维持在",
    "稳定在",
    "位于",
    "达到了",
    "达到",
    "高达",
    "可达",
    "已达",
    "多达",
    "长达",
    "共达",
    "总计",
    "共计",
    "合计",
    "累计达",
    "约为",
    "约有",
    "约占",
    "增至",
    "升至",
    "降至",
    "跃升至",
    "突破",
    "超过",
    "逼近",
    "接近",
    "分别为",
    "分别达",
    "分别是",
    "分别有",
    "分别",
    "共有",
    "现有",
    "已有",
    "拥有",
    "总共",
    "一共",
    "已经",
    "有望",
    "有近",
    "预计",
    "至少",
    "累计",
    "超",
    "达",
    "为",
    "是",
    "共",
    "有",
    "约",
    "近",
    "已",
    "均",
    "仅",
    "总",
    "各",
    "计",
    "了",
    "就",
    "至",
    "到",
    "于",
    "的",
    "：",
    ":",
    "，",
];

/// Verbs that only tie a noun to its figure (实现营业收入59357亿元 of an enterprise).
const LIGHT: &[&str] = &["实现", "完成", "取得", "获得", "录得", "达到"];

/// Words at the beginning of a clause that belong to no noun.
const LEADS: &[&str] = &[
    "截至目前",
    "截止目前",
    "据不完全统计",
    "据初步统计",
    "据统计",
    "据介绍",
    "据了解",
    "据悉",
    "统计显示",
    "数据显示",
    "初步统计",
    "目前",
    "其中",
    "此外",
    "另外",
    "同时",
    "并且",
    "而且",
    "另有",
    "还有",
    "以及",
    "总共",
    "一共",
    "累计",
    "先后",
    "全省",
    "全市",
    "全区",
    "全县",
    "全旗",
    "全镇",
    "全乡",
    "全国",
    "我国",
    "我省",
    "我市",
    "我县",
    "我区",
    "该省",
    "该市",
    "该县",
    "该区",
    "该镇",
    "该村",
    "该校",
    "该院",
    "该公司",
    "该行",
    "该局",
    "该项目",
    "当地",
    "这些",
    "本届",
    "本次",
    "此次",
    "首次",
    "首批",
    "共计",
    "各级",
    "各类",
    "各项",
    "年均",
    "如今",
    "现已",
    "至今",
    "迄今",
    "现在",
    "近年来",
    "多年来",
    "三年来",
    "五年来",
    "一年来",
    "连日来",
    "以来",
    "期间",
    "当前",
    "按不变价格计算",
    "按可比口径计算",
    "按可比价计算",
    "按不变价计算",
    "每年",
    "已经",
    "另",
    "的",
    "、",
    "和",
    "与",
    "及",
    "，",
    " ",
    "　",
    "（",
    "）",
    "”",
    "——",
    "…",
    "●",
    "：",
];

/// Words of one character that begin a clause, unless they begin one of the words behind them.
const SINGLE: &[(char, &[&str])] = &[
    ('并', &["并联", "并购", "并网"]),
    ('且', &[]),
    ('而', &[]),
    ('已', &[]),
    ('还', &["还款", "还贷"]),
    ('共', &["共享", "共同", "共建", "共性", "共青"]),
    ('再', &["再生", "再就业", "再贷款"]),
    ('又', &[]),
    ('也', &[]),
    ('则', &[]),
    ('将', &["将军"]),
    ('均', &[]),
    ('都', &["都市"]),
    ('约', &["约谈", "约定"]),
    ('就', &["就业", "就诊", "就餐", "就读"]),
    ('现', &["现场", "现代", "现金", "现货"]),
    ('该', &[]),
    ('这', &[]),
    ('为', &[]),
];

/// Removes words of the list from the beginning, again and again.
pub(super) fn without_leads(mut text: &str) -> &str {
    loop {
        let single = || {
            let (lead, unless) = SINGLE.iter().find(|(c, _)| text.starts_with(*c))?;
            (!unless.iter().any(|w| text.starts_with(w)) && *lead != '为').then(|| &text[lead.len_utf8()..])
        };
        match LEADS.iter().find_map(|word| text.strip_prefix(word)).or_else(single) {
            Some(rest) => text = rest,
            None => return text,
        }
    }
}

/// Removes copulas from the end, again and again.
pub(super) fn without_copulas(mut text: &str) -> &str {
    loop {
        text = text.trim_end();
        match COPULAS.iter().find_map(|word| text.strip_suffix(word)) {
            Some(rest) => text = rest,
            None => return text,
        }
    }
}

/// The noun phrase that begins behind a number; empty when a verb, an adverb or nothing follows.
pub(super) fn behind(text: &str, people: bool) -> String {
    let text = text.trim_start_matches(['的', ' ', '左', '右']);
    let words = words(text);
    let mut end = 0;
    let mut has_noun = false;
    let mut index = 0;
    while let Some(word) = words.get(index) {
        let ahead_de = || words[index..].iter().take(8).take_while(|w| !stops(w)).any(|w| w.text == "的");
        if word.nominal() {
            has_noun |= word.tag.starts_with(['n', 'v', 'j', 'l']) || word.tag == "eng" || word.tag == "an";
        } else if word.joins() && index > 0 {
            if word.text != "的" && !words.get(index + 1).is_some_and(|w| w.nominal() || w.verb()) {
                break;
            }
        } else if word.verb() {
            let next = words.get(index + 1);
            let compound = has_noun
                && next.is_some_and(|w| w.tag.starts_with('n') || w.tag == "vn")
                && (!people || nominal_verb(word.text));
            // “2次社会实践”, “315个重点项目开工”: the clause ends with it.
            let last = has_noun && !people && next.is_none() && word.text.chars().count() == 2;
            if !(compound || last || !has_noun && ahead_de() || index == 0 && nominal_verb(word.text)) {
                break;
            }
            has_noun |= compound;
        } else if !(matches!(word.tag, "p" | "d" | "r") && !has_noun && ahead_de()
            || word.text == "等" && words.get(index + 1).is_some_and(|w| w.nominal()))
        {
            break;
        }
        index += 1;
        end += word.text.len();
    }
    while let Some(word) = words[..index]
        .last()
        .filter(|w| end > 0 && (matches!(w.tag, "f" | "s" | "t" | "d") || matches!(w.text, "前来" | "当天" | "一起")))
    {
        end -= word.text.len();
        index -= 1;
    }
    if !has_noun { String::new() } else { tidy(&text[..end]) }
}

/// The whole phrase before a copula (再生资源主要品种回收总量 达), when it is no longer than a noun phrase is.
pub(super) fn whole(text: &str, longest: usize) -> Option<String> {
    let text = LIGHT.iter().find_map(|w| text.strip_prefix(w)).unwrap_or(text);
    let phrase = tidy(text);
    let joined = LIGHT.iter().find_map(|w| phrase.split_once(w).filter(|(a, b)| !a.is_empty() && !b.is_empty()));
    let phrase = joined.map_or(phrase.clone(), |(a, b)| format!("{a}{b}"));
    (2..=longest).contains(&phrase.chars().count()).then_some(phrase)
}

/// Verbs that jieba calls so but that stand before nouns as one of them.
fn nominal_verb(word: &str) -> bool {
    const NOMINAL: &[&str] = &[
        "服务", "培训", "管理", "合作", "建设", "创新", "就业", "创业", "申报", "参赛", "签约", "新增", "重点", "示范",
        "帮扶", "救助", "援助", "研究", "保障", "评审", "认定", "入选", "获奖", "参展", "退役", "失业", "上市", "监测",
        "检测", "防护", "慰问", "宣传", "宣讲", "志愿", "困难", "在职", "入会", "投资", "贷款", "存款", "消费", "出口",
        "进口", "招聘", "求职", "见习", "实习", "教学", "教育", "施工", "执法", "执行", "调解", "仲裁", "维权", "普惠",
        "托管", "托育", "展示", "交流", "体验", "研学", "流动", "值班", "共享", "代表", "改造", "更新", "攻关", "转化",
        "驻", "从业",
    ];
    NOMINAL.contains(&word)
}

fn stops(word: &Word<'_>) -> bool {
    matches!(word.text, "，" | "。" | "；" | "：" | "！" | "？" | ",")
}

/// The phrase before a number: its noun, and the verb before that, when there is one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Before {
    /// The verb whose object the noun is (签订), or empty.
    pub verb: String,
    /// The noun phrase (劳动合同), or empty.
    pub noun: String,
}

impl Before {
    /// The counted noun: short nouns keep their verb.
    pub(super) fn label(&self) -> String {
        const DROPPED: &[&str] = &[
            "有", "是", "设", "设置", "设立", "建有", "设有", "建成", "开展", "举办", "组织", "提供", "涵盖", "覆盖",
            "包括", "涉及", "带来", "打造", "推出", "拥有", "开设", "成立", "组建", "发布", "制定", "出台", "配备",
            "签订", "签署", "发放", "吸引", "实现", "完成", "达到", "含", "共", "评选", "培育", "建立", "使", "让",
            "下设", "送出", "接待", "印发", "聘请", "邀请", "召开",
        ];
        let short = self.noun.chars().count() < 4;
        // jieba calls 培育 and 培训 nouns as well: before a noun that can stand alone they are the verb.
        let object = DROPPED.iter().filter(|v| v.chars().count() == 2).find_map(|v| self.noun.strip_prefix(v));
        if let Some(object) = object.filter(|o| o.chars().count() >= 4 && !o.starts_with('的')) {
            return object.to_owned();
        }
        if self.verb.is_empty() || self.noun.is_empty() || short && !DROPPED.contains(&self.verb.as_str()) {
            format!("{}{}", self.verb, self.noun)
        } else {
            self.noun.clone()
        }
    }
}

/// The phrase that ends before a number, leads and copulas already removed.
pub(super) fn before(text: &str) -> Before {
    let words = words(text);
    let mut start = words.len();
    // “对接商会协会110家”: walk back over the noun phrase to its verb.
    while start > 0 {
        let word = words[start - 1];
        let inside = word.nominal()
            || word.joins() && start < words.len()
            || word.text == "等"
            || word.verb()
                && (nominal_verb(word.text) && start > 1
                    || start < words.len() && before_de(&words[start..]) && start > 1);
        if !inside {
            break;
        }
        start -= 1;
    }
    let noun = phrase(&words[start..]);
    let Some(stop) = start.checked_sub(1).map(|at| words[at]) else { return Before { verb: String::new(), noun } };
    if !stop.verb() {
        return Before { verb: String::new(), noun };
    }
    let mut from = start - 1;
    while from > 0 && (words[from - 1].verb() || words[from - 1].text == "、" && noun.is_empty()) {
        from -= 1;
    }
    let verb = phrase(&words[from..start]);
    if LIGHT.contains(&verb.as_str()) && !noun.is_empty() {
        let head = before(&text[..offset(&words, from)]);
        return Before { verb: String::new(), noun: format!("{}{noun}", head.noun) };
    }
    if noun.is_empty() {
        // “案外调解33件”, “群众满意”: the verb itself is what is counted.
        let mut head = from;
        while head > 0 && words[head - 1].nominal() {
            head -= 1;
        }
        return Before { verb: String::new(), noun: phrase(&words[head..start]) };
    }
    Before { verb, noun }
}

/// Whether a 的 follows before the phrase ends: the verb is part of a relative clause.
fn before_de(words: &[Word<'_>]) -> bool {
    words.iter().take(6).any(|w| w.text == "的")
}

fn offset(words: &[Word<'_>], index: usize) -> usize {
    words[..index].iter().map(|w| w.text.len()).sum()
}

fn phrase(words: &[Word<'_>]) -> String {
    let text: String = words.iter().map(|w| w.text).collect();
    tidy(&text)
}

/// Quotes and loose ends off.
pub(super) fn tidy(text: &str) -> String {
    let plain: String =
        text.chars().filter(|c| !matches!(c, '“' | '”' | '"' | '《' | '》' | '‘' | '’' | ' ')).collect();
    let mut plain = plain.as_str();
    loop {
        let next = plain
            .trim_start_matches(['的', '、', '和', '与', '及', '等', '）', ')'])
            .trim_end_matches(['的', '、', '和', '与', '及', '（', '(', '等', '：']);
        if next == plain {
            break;
        }
        plain = next;
    }
    // A bracket without its partner.
    let open = plain.matches(['（', '(']).count();
    let closed = plain.matches(['）', ')']).count();
    if open == closed { plain.to_owned() } else { plain.replace(['（', '）', '(', ')'], "") }
}
