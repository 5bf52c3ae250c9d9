//! Who takes part in an event.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Claim, Class, Document, Mention, Object, Relation, Sentence, Span, last_characters};
use crate::relate::event::scope::{Scope, buried};
use crate::relate::gate::Gate;
use crate::relate::shadow::{Item, Shadow};

/// Participants of all events of the article.
pub fn attendees(document: &Document<'_>, scopes: &[Scope<'_>], claims: &mut Vec<Claim>) {
    let mut stage = Stage::default();
    for sentence in &document.article.sentences {
        stage.enter(scopes, *sentence);
        persons(document, scopes, *sentence, stage.event, claims);
        bodies(document, scopes, *sentence, claims);
    }
    for scope in scopes {
        parties(document, scope, claims);
    }
}

/// The event at which the article has arrived: 论坛上，… holds for the sentences behind it too.
#[derive(Default)]
struct Stage {
    event: Option<usize>,
    paragraph: usize,
}

impl Stage {
    fn enter(&mut self, scopes: &[Scope<'_>], sentence: Sentence) {
        if sentence.paragraph != self.paragraph {
            *self = Self { event: None, paragraph: sentence.paragraph };
        }
        let first = scopes
            .iter()
            .enumerate()
            .flat_map(|(n, s)| s.mentions.iter().map(move |m| (m.span.start, n)))
            .filter(|(start, _)| sentence.span.holds(*start))
            .min();
        if let Some((start, number)) = first {
            let opens = start - sentence.span.start <= "在日上午，".len();
            self.event = opens.then_some(number);
        }
    }
}

/// The persons of an article that tells of one event take part in it, but for those that it only mentions; a person
/// in a sentence about another event takes part in that one.
fn persons(
    document: &Document<'_>,
    scopes: &[Scope<'_>],
    sentence: Sentence,
    stage: Option<usize>,
    claims: &mut Vec<Claim>,
) {
    let people = document.mentions_in(sentence.span).iter().filter(|m| m.class == Class::Person && !m.nested);
    let mut here: Option<(Option<usize>, bool)> = None;
    for person in people {
        let (other, with_main) = *here.get_or_insert_with(|| told_of(scopes, sentence.span));
        if only_mentioned(document, sentence.span, person) {
            continue;
        }
        let main = scopes.iter().position(|s| s.main && s.span.holds(person.span.start));
        let speaks = speaks(sentence.span.of(document.text()));
        let other = other.or_else(|| stage.filter(|n| !scopes[*n].main && !with_main));
        let there = with_main || other.is_some() || speaks || introduced(document, person);
        if !there {
            continue;
        }
        let (number, confidence) = match (other, main) {
            (Some(other), None) if speaks => (other, 0.75),
            (Some(other), Some(_)) if !with_main && speaks => (other, 0.75),
            (_, Some(main)) => (main, if with_main { 0.85 } else { 0.75 }),
            _ => continue,
        };
        let object = Object::Entity(person.entity());
        let event = scopes[number].event.entity();
        claims.push(Claim::new(event, Relation::Attendee, object, sentence.span, "event:person", confidence));
    }
}

/// Whether a post title stands right before or behind the person, as news introduces those who are there.
fn introduced(document: &Document<'_>, person: &Mention) -> bool {
    let close = |span: Span| {
        span.end <= person.span.start && person.span.start - span.end <= 6
            || span.start >= person.span.end && span.start - person.span.end <= 3
    };
    document.titles.iter().any(|t| close(t.span))
}

/// An event other than the main one that the sentence tells of, and whether it tells of the main one.
fn told_of(scopes: &[Scope<'_>], sentence: Span) -> (Option<usize>, bool) {
    let inside = |s: &Scope<'_>| s.mentions.iter().any(|m| sentence.contains(m.span) && !buried(m));
    let other = scopes.iter().position(|s| !s.main && inside(s));
    (other, scopes.iter().any(|s| s.main && inside(s)))
}

fn speaks(words: &str) -> bool {
    static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"出席|参加|主持|讲话|致辞|发言|表示|介绍|宣布|颁奖|揭牌|授课|作[^，。]{0,12}报告|上说").ok()
    });
    VERB.as_ref().is_some_and(|r| r.is_match(words))
}

/// Whether the words around a person say that he is spoken of, not there.
fn only_mentioned(document: &Document<'_>, sentence: Span, person: &Mention) -> bool {
    static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:选举|任命|提名|免去|追认|增补|撤销|纪念|缅怀|学习|讲述|代表作|核心|受|前任|原任|学者|烈士|围绕|据|诸如|作家|诗人|著名的|《)$").ok()
    });
    static AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:烈士|将军|故居|故里|纪念|事迹|精神|思想|同志为|(?:同志)?(?:任|不再|当选|已任|此前|曾任|生于|出生|拟任|辞去|的(?:书记|职务))|总书记(?:关于|在|的|重要|系列|对|指出|强调|考察|视察)|劳模|创新|工作室|的(?:妈妈|母亲|父亲|爸爸|妻子|丈夫|《)|主席(?:关于|在|的|重要)|委托|等[^，。]{0,8}(?:名家|烈士|先烈|领导人|英雄))",
        )
        .ok()
    });
    static POSTS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"免去|增补|撤销[^，。]{2,10}(?:资格|职务)|任职决定|选举[^，。]{2,6}为").ok());
    let text = document.text();
    if person.label == "习近平" && !document.article.headline.as_deref().is_some_and(|h| h.contains("习近平")) {
        return !sentence.of(text).contains("参加");
    }
    let before = last_characters(&text[..person.span.start], 8);
    BEFORE.as_ref().is_some_and(|r| r.is_match(before))
        || AFTER.as_ref().is_some_and(|r| r.is_match(&text[person.span.end..]))
        || POSTS.as_ref().is_some_and(|r| r.is_match(sentence.of(text)))
}

/// Bodies that the text says took part: in a sentence of the event's part of the article, behind or before such a verb.
fn bodies(document: &Document<'_>, scopes: &[Scope<'_>], sentence: Sentence, claims: &mut Vec<Claim>) {
    let any = document.mentions_in(sentence.span).iter().any(|m| m.class == Class::Organization && !m.nested);
    let Some(scope) = scopes.iter().find(|s| s.main && s.span.contains(sentence.span)).filter(|_| any) else { return };
    let shadow = Shadow::of(document, sentence.span);
    let (patterns, gate) = body_patterns();
    for (of, pattern) in gate.open(&shadow.text).map(|n| &patterns[n]).filter(|(of, _)| of.fits(&scope.event.label)) {
        for found in pattern.captures_iter(&shadow.text) {
            let Some(group) = found.name("org") else { continue };
            if *of == Of::Press && !follows(document, scope, sentence) {
                continue;
            }
            for (item, _) in shadow.items_in(group.start(), group.end()) {
                let Item::Mention(number) = item else { continue };
                let body = &document.mentions[number];
                if body.class == Class::Organization && !employs(&shadow, number) {
                    let object = Object::Entity(body.entity());
                    let event = scope.event.entity();
                    claims.push(Claim::new(event, Relation::Attendee, object, sentence.span, "event:body", 0.7));
                }
            }
        }
    }
}

/// Whether a title or person follows, whose body it is.
fn employs(shadow: &Shadow, number: usize) -> bool {
    let at = shadow.items.iter().position(|(_, item, _)| *item == Item::Mention(number));
    let Some(&(start, ..)) = at.and_then(|n| shadow.items.get(n)) else { return false };
    let rest = shadow.text[start..].chars().skip(1).take(9);
    let title = crate::relate::shadow::placeholder_named("title");
    for c in rest {
        if matches!(c, '，' | '。' | '、' | '；') {
            return false;
        }
        if Some(c) == title || c == crate::relate::shadow::placeholder(Class::Person) {
            return true;
        }
    }
    false
}

/// Whether the sentence, or the one before it, names the event.
fn follows(document: &Document<'_>, scope: &Scope<'_>, sentence: Sentence) -> bool {
    let number = document.article.sentence_at(sentence.span.start);
    let from = document.article.sentences.get(number.saturating_sub(1)).map_or(sentence.span, |s| s.span);
    scope.mentions.iter().any(|m| from.cover(sentence.span).contains(m.span))
}

/// What kind of event a pattern speaks of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Any,
    Visit,
    Press,
}

impl Of {
    fn fits(self, label: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Visit => {
                ["慰问", "走访", "调研", "送清凉", "送温暖", "考察", "看望"].iter().any(|w| label.contains(w))
            }
            Self::Press => label.ends_with("发布会") || label.ends_with("记者会"),
        }
    }
}

/// O stands for a body, N for a character that is neither a sign nor a person or title.
const BODIES: &[(Of, &str)] = &[
    (
        Of::Any,
        r"(?P<org>ON*?)(?:负责人|负责同志|代表|职工|干部|人员|嘉宾|专家|师生|员工|单位|工匠们?)N{0,24}(?:，N{0,20})?(?:参加|出席|参会|与会|列席|观摩)",
    ),
    (Of::Any, r"(?P<org>O(?:N{0,6}[、和与及]N{0,6}O)*)N{0,8}(?:参加|出席|参会|与会|列席|受邀参加)"),
    (Of::Any, r"来自(?P<org>N*?)(?:代表|专家|单位|选手|学者|的)[^。；]{0,40}(?:参加|参与|出席|分享|汇聚|齐聚|参会)"),
    (Of::Any, r"邀请(?:了)?(?:来自)?(?P<org>N{0,12}O(?:N{0,10}[、和与及]N{0,8}O)*)"),
    (Of::Any, r"(?:参加活动的有|参加[^。，]{0,8}的还有|参会单位有)(?P<org>[^。；]*)"),
    (Of::Any, r"(?P<org>O)N{0,6}(?:接受授牌|受邀参加|捐款|捐赠)"),
    (Of::Visit, r"(?:带领|率|率领)(?P<org>O(?:N{0,6}[、和与及]N{0,6}O)*)N{0,10}负责"),
    (Of::Press, r"(?P<org>O)(?:有关负责人|相关负责人|新闻发言人|负责人)?N{0,6}(?:发布|介绍|公布)"),
];

/// The patterns, and the gate in front of them.
fn body_patterns() -> &'static (Vec<(Of, Regex)>, Gate) {
    static COMPILED: LazyLock<(Vec<(Of, Regex)>, Gate)> = LazyLock::new(|| {
        let class = |c: Class| crate::relate::shadow::placeholder(c).to_string();
        let body = class(Class::Organization);
        let title = crate::relate::shadow::placeholder_named("title").map_or(String::new(), String::from);
        let inside = format!("[^。；，：！{}{title}]", class(Class::Person));
        let expand = |p: &str| p.replace('N', "\u{1}").replace('O', &body).replace('\u{1}', &inside);
        let (patterns, parsed): (Vec<_>, Vec<_>) = BODIES
            .iter()
            .map(|(of, pattern)| (*of, expand(pattern)))
            .filter_map(|(of, p)| Some(((of, Regex::new(&p).ok()?), regex_syntax::parse(&p).ok()?)))
            .unzip();
        (patterns, Gate::of(parsed.iter()))
    });
    &COMPILED
}

/// Bodies in the name of a signing take part in it: 甲与乙战略合作协议签约仪式.
fn parties(document: &Document<'_>, scope: &Scope<'_>, claims: &mut Vec<Claim>) {
    if !["签约", "签署", "共建"].iter().any(|w| scope.event.label.contains(w)) {
        return;
    }
    for body in document.mentions_in(scope.event.span).iter().filter(|m| m.class == Class::Organization) {
        let object = Object::Entity(body.entity());
        let span = document.article.sentence_span(body.span.start);
        claims.push(Claim::new(scope.event.entity(), Relation::Attendee, object, span, "event:party", 0.8));
    }
}
