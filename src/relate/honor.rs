//! Who holds an honour.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Lexicon;
use crate::model::{Claim, Class, Document, Mention, Object, Qualifier, Relation, Span};
use crate::relate::Relator;

/// `honor`: the holder before a verb of award, or the person whom the honour stands before like a title.
pub struct HonorFacts;

impl Relator for HonorFacts {
    fn name(&self) -> &'static str {
        "honor"
    }

    fn relate(&self, document: &Document<'_>, _lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        for honor in document.mentions.iter().filter(|m| m.class == Class::Honor) {
            let sentence = document.article.sentence_span(honor.span.start);
            let rules: [(Finder, &str, f32); 4] = [
                (given_to, "honor:given", 0.8),
                (described, "honor:described", 0.85),
                (awarded_to, "honor:awarded", 0.8),
                (titled, "honor:title", 0.85),
            ];
            let found = rules.iter().map(|(find, rule, sure)| (find(document, sentence, honor), *rule, *sure));
            let Some((holders, rule, confidence)) = found.into_iter().find(|(holders, _, _)| !holders.is_empty())
            else {
                continue;
            };
            for holder in holders {
                let object = Object::Entity(honor.entity());
                let claim = Claim::new(holder.entity(), Relation::Honor, object, sentence, rule, confidence);
                claims.push(claim.with(Qualifier::Date, year(document, honor)));
            }
        }
    }
}

/// A way to find who holds an honour that its sentence names.
type Finder = for<'d> fn(&'d Document<'_>, Span, &Mention) -> Vec<&'d Mention>;

/// 获得云州市模范集体称号的云州志愿队: the one whom a clause with the honour describes.
fn described<'d>(document: &'d Document<'_>, sentence: Span, honor: &Mention) -> Vec<&'d Mention> {
    static WON: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:荣获|获评|获得|获授|荣膺|被评为|评为|当选|入选|获)(?:了|过)?[^，。；、]{0,16}$").ok()
    });
    let text = document.text();
    let won = WON.as_ref().is_some_and(|won| won.is_match(&text[sentence.start..honor.span.start]));
    let behind = &text[honor.span.end..sentence.end];
    let rest = ["荣誉称号", "称号", "荣誉"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    let Some(rest) = rest.strip_prefix('的').filter(|_| won) else { return Vec::new() };
    let from = sentence.end - rest.len();
    let near = |m: &&Mention| holder(m) && text[from..m.span.start].chars().count() <= 12;
    let Some(first) = document.mentions_in(Span::new(from, sentence.end)).iter().find(near) else { return Vec::new() };
    if text[from..first.span.start].contains(['，', '。', '；', '“']) { Vec::new() } else { vec![first] }
}

/// 为李明远、王秀英等颁发“云州工匠”证书: those between the preposition and the verb of giving.
fn given_to<'d>(document: &'d Document<'_>, sentence: Span, honor: &Mention) -> Vec<&'d Mention> {
    static GIVES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:为|向|给)(?P<to>[^。；：！]{2,}?)(?:颁发|颁授|授予|颁给|授)(?:了|全国首个)?[^，。；]{0,20}$")
            .ok()
    });
    let text = document.text();
    let before = &text[sentence.start..honor.span.start];
    let Some(to) = GIVES.as_ref().and_then(|r| r.captures(before)).and_then(|found| found.name("to")) else {
        return Vec::new();
    };
    let span = Span::new(sentence.start + to.start(), sentence.start + to.end());
    let held: Vec<&Mention> =
        document.mentions_in(span).iter().filter(|m| holder(m) && m.span.end <= span.end).collect();
    // Bodies before persons only say where these work.
    let people = held.iter().any(|m| m.class == Class::Person);
    held.into_iter().filter(|m| !people || m.class == Class::Person).collect()
}

/// A clause of at most so many characters before its verb (2023年先后) has its subject in another one.
const SHORT_CLAUSE: usize = 14;

/// Whether somebody of this class may hold an honour of this name: no company is a model worker, no person a model enterprise.
fn suits(mention: &Mention, honor: &str) -> bool {
    const OF_PEOPLE: [&str; 20] = [
        "劳动模范",
        "工作者",
        "个人",
        "工匠",
        "能手",
        "标兵",
        "人物",
        "军人",
        "志愿者",
        "党员",
        "教师",
        "技师",
        "楷模",
        "旗手",
        "奖章",
        "津贴",
        "好人",
        "军嫂",
        "传承人",
        "干部",
    ];
    const OF_BODIES: [&str; 12] =
        ["奖状", "集体", "单位", "企业", "先锋号", "基地", "示范点", "学校", "组织", "示范区", "工会", "商会"];
    let ends = |ends: &[&str]| ends.iter().any(|end| honor.ends_with(end));
    match mention.class {
        Class::Person => !ends(&OF_BODIES),
        _ => !ends(&OF_PEOPLE),
    }
}

fn holder(mention: &Mention) -> bool {
    matches!(mention.class, Class::Person | Class::Organization) && !mention.nested
}

/// 2022年全国五一劳动奖章: the year before it.
fn year(document: &Document<'_>, honor: &Mention) -> String {
    let before = document.dates.iter().find(|d| d.span.end == honor.span.start && d.date.month.is_none());
    before.map_or(String::new(), |d| d.date.to_string())
}

/// X荣获…, 授予X…, X、Y分别获评…
fn awarded_to<'d>(document: &'d Document<'_>, sentence: Span, honor: &Mention) -> Vec<&'d Mention> {
    static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"荣获|获评|获得|获授|获颁|荣膺|荣立|授予|被评为|评为|当选|喜获|斩获|获批|创成|评获|命名为|认定为|摘得|夺得|捧得|捧回|成长为|成为|享受|获|入选").ok()
    });
    let text = document.text();
    let before = &text[sentence.start..honor.span.start];
    let told = |verb: &regex::Match<'_>| !before[verb.end()..].starts_with(['悉', '知', '取']);
    let Some(verb) = VERB.as_ref().and_then(|r| r.find_iter(before).filter(told).last()) else { return Vec::new() };
    let verb_span = Span::new(sentence.start + verb.start(), sentence.start + verb.end());
    let gap = &text[verb_span.end..honor.span.start];
    if gap.contains(['，', '。', '；']) && !gap.contains("、") || gap.chars().count() > 60 {
        return Vec::new();
    }
    let clause = before[..verb.start()].rsplit(['，', '。', '；']).next().unwrap_or("");
    let passive = clause.contains('被') || clause.contains('获');
    if verb.as_str() == "授予" && !passive {
        let given = document.mentions_in(Span::new(verb_span.end, honor.span.start));
        let given: Vec<&Mention> = given.iter().filter(|m| holder(m)).collect();
        let pronoun_given = given.is_empty() && gap.contains(['他', '她']);
        return if pronoun_given { pronoun(document, sentence, verb_span) } else { given };
    }
    // 甲被乙授予: the receiver stands before 被.
    let until =
        before[..verb.start()].rfind('被').filter(|_| passive).map_or(verb_span.start, |at| sentence.start + at);
    let verb_span = Span::new(until, verb_span.end);
    let mut subjects = listed_before(document, Span::new(sentence.start, until));
    subjects.retain(|m| suits(m, &honor.label));
    let own = Span::new(verb_span.start - clause.len().min(verb_span.start - sentence.start), until);
    let elided = !document.mentions_in(own).iter().any(holder) && clause.chars().count() <= SHORT_CLAUSE;
    if elided && clause.len() < verb.start() {
        // The clause has no subject of its own: the sentence's person.
        let range = Span::new(sentence.start, verb_span.start);
        let person = |m: &&Mention| m.class == Class::Person && holder(m) && suits(m, &honor.label);
        if let Some(person) = document.mentions_in(range).iter().find(person) {
            return vec![person];
        }
    }
    // Far from the verb, somebody else is its subject.
    if let Some(first) = subjects.first() {
        let far = if first.class == Class::Organization { 25 } else { 45 };
        if text[first.span.end..verb_span.start].chars().count() > far {
            subjects.clear();
        }
    }
    if subjects.is_empty() { pronoun(document, sentence, verb_span) } else { subjects }
}

/// The holders at the end of a range: a list of them, the items of which may carry posts (A医院医师甲、B医院护师乙等12人).
fn listed_before<'d>(document: &'d Document<'_>, range: Span) -> Vec<&'d Mention> {
    let text = document.text();
    let mut found: Vec<&Mention> = Vec::new();
    let mut edge = range.end;
    for mention in document.mentions_in(range).iter().rev().filter(|m| holder(m) && m.span.end <= range.end) {
        let Some(next) = found.last() else {
            found.push(mention);
            edge = mention.span.start;
            continue;
        };
        if mention.span.end > edge {
            continue;
        }
        let between = &text[mention.span.end..edge];
        let parted = matches!(between, "、" | "和" | "与" | "及" | "，");
        // The body of a person in the list.
        let employs = next.class == Class::Person
            && mention.class == Class::Organization
            && between.chars().count() <= 14
            && !between.contains(['、', '，', '。', '；']);
        let chained = (between.starts_with(['、', '和', '与', '及']) || parted) && between.chars().count() <= 14;
        if employs {
            edge = mention.span.start;
        } else if mention.class == next.class && (parted || chained && !between.contains(['，', '。', '；'])) {
            found.push(mention);
            edge = mention.span.start;
        } else {
            break;
        }
    }
    found
}

/// 他先后荣获…: the last person of the sentences before.
fn pronoun<'d>(document: &'d Document<'_>, sentence: Span, verb: Span) -> Vec<&'d Mention> {
    let words = &document.text()[sentence.start..verb.start];
    let stands = words.contains(['他', '她']) || words.chars().count() <= 8;
    let number = document.article.sentence_at(sentence.start);
    if !stands || number == 0 {
        return Vec::new();
    }
    let from = document.article.sentences[number.saturating_sub(3)].span.start;
    let before = document.mentions_in(Span::new(from, sentence.start));
    before.iter().rev().find(|m| m.class == Class::Person && !m.nested).into_iter().collect()
}

/// 全国劳动模范、云州港务集团班组长李明远: the first person (or, behind 获得单位, body) behind it.
fn titled<'d>(document: &'d Document<'_>, sentence: Span, honor: &Mention) -> Vec<&'d Mention> {
    let text = document.text();
    let after = Span::new(honor.span.end, sentence.end);
    if text[sentence.start..honor.span.start].trim_end().ends_with("作为") {
        let near = |m: &&Mention| holder(m) && text[honor.span.end..m.span.start].chars().count() <= 6;
        return document.mentions_in(after).iter().find(near).into_iter().collect();
    }
    let unit = after.of(text).starts_with("获得单位");
    let wanted = |m: &&Mention| {
        let class = if unit { Class::Organization } else { Class::Person };
        m.class == class && !m.nested
    };
    let found = if unit {
        document.mentions_in(after).iter().rfind(wanted)
    } else {
        document.mentions_in(after).iter().find(wanted)
    };
    let Some(found) = found else { return Vec::new() };
    let gap = &text[honor.span.end..found.span.start];
    let mut holders = vec![found];
    for next in document.mentions_in(Span::new(found.span.end, sentence.end)).iter().filter(|m| m.class == found.class)
    {
        let Some(last) = holders.last() else { break };
        if text.get(last.span.end..next.span.start).is_none_or(|between| !matches!(between, "、" | "和")) {
            break;
        }
        holders.push(next);
    }
    let broken = gap.contains(['。', '；', '，', '“', '：', '！']) && !unit;
    if broken || gap.chars().count() > 48 || gap.contains("评选") || gap.contains("等") && gap.chars().count() > 12 {
        return Vec::new();
    }
    holders
}
