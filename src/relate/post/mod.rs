//! `post`: who holds which title at which body.
//!
//! Titles stand before the name with their bodies (市人大常委会副主任、市总工会主席管永国), behind it (喻国明教授, 某某为…主任), or
//! one for a list of names (副主席甲、乙、丙). [`chain`] reads rows of titles and bodies, [`body`] finds the body of a
//! title that stands without one.

mod body;
mod chain;
mod implied;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Lexicon;
use crate::model::{Claim, Class, Document, EntityRef, Mention, Object, Qualifier, Relation, Span};
use crate::relate::Relator;
use crate::relate::post::body::Bodies;
use crate::relate::post::chain::{Held, Text};

/// Persons and their posts.
pub struct Posts;

/// A post on its way to a claim.
struct Found {
    person: String,
    held: Held,
    span: Span,
    rule: &'static str,
    confidence: f32,
}

impl Relator for Posts {
    fn name(&self) -> &'static str {
        "post"
    }

    fn relate(&self, document: &Document<'_>, lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        let text = Text::new(document, lexicon);
        let mut found = before_names(&text);
        behind_names(&text, &mut found);
        named(&text, &mut found);
        let bodies = Bodies::new(&text);
        for found in &mut found {
            bodies.resolve(&text, &mut found.held);
        }
        deputies(&text, &mut found);
        found.retain(|found| {
            let bare = text.is_folk(&found.held) || found.rule == "post:behind" && text.is_office(&found.held);
            found.held.org.is_some() || !(bare || matches!(found.held.title.as_str(), "职工" | "员工"))
        });
        let found = distinct(found);
        claims.extend(implied::bodies(document, lexicon, &found));
        claims.extend(found.into_iter().map(|found| claim(document, found)));
    }
}

fn claim(document: &Document<'_>, found: Found) -> Claim {
    let sentence = document.article.sentence_span(found.span.start);
    let person = EntityRef::new(Class::Person, found.person);
    let title = Object::Text(found.held.title);
    Claim::new(person, Relation::Post, title, sentence, found.rule, found.confidence)
        .with(Qualifier::Org, found.held.org.unwrap_or_default())
}

/// A deputy without a body belongs where the last holder of the title does: …局局长甲主持，副局长乙出席.
fn deputies(text: &Text<'_>, found: &mut [Found]) {
    let chief = |title: &str| {
        let (before, behind) = title.rsplit_once('副')?;
        Some(format!("{}{behind}", before.trim_end_matches(['常', '务', '专', '职', '执', '行', '原'])))
    };
    for at in 0..found.len() {
        let one = &found[at].held;
        let Some(title) = chief(&one.title).filter(|_| one.org.is_none() && text.is_office(one)) else { continue };
        let same = |other: &&Found| other.held.org.is_some() && other.held.title.ends_with(title.as_str());
        let earlier = found.iter().filter(|other| other.held.span.start < one.span.start);
        let Some(nearest) = earlier.filter(same).max_by_key(|other| other.held.span.start) else { continue };
        let (org, kind, place) = (nearest.held.org.clone(), nearest.held.kind, nearest.held.place.clone());
        let held = &mut found[at].held;
        (held.org, held.kind, held.place) = (org, kind, place);
    }
}

/// One row a person, title and body; a title without a body gives way to the same title with one.
fn distinct(found: Vec<Found>) -> Vec<Found> {
    let mut with_body: BTreeMap<(String, String), bool> = BTreeMap::new();
    for found in &found {
        let key = (found.person.clone(), found.held.title.clone());
        *with_body.entry(key).or_default() |= found.held.org.is_some();
    }
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        let better = with_body.get(&(one.person.clone(), one.held.title.clone())).copied().unwrap_or(false);
        let longer = |other: &Found| {
            other.person == one.person && other.held.title.ends_with(&one.held.title) && one.held.org.is_none()
        };
        let same = |other: &Found| {
            other.person == one.person && other.held.title == one.held.title && other.held.org == one.held.org
        };
        if (better && one.held.org.is_none()) || kept.iter().any(|other| same(other) || longer(other)) {
            continue;
        }
        kept.push(one);
    }
    kept
}

/// Titles before each name; a name that follows another in a list shares its titles.
fn before_names(text: &Text<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut last: Option<(Span, Vec<Held>)> = None;
    for person in text.persons() {
        let mut held = text.left(person.span.start);
        let mut rule = "post:before";
        if held.is_empty()
            && let Some((span, shared)) = &last
        {
            let between = text.slice(span.end, person.span.start);
            if matches!(between, "、" | "和" | "及" | "以及" | " " | "\u{3000}") {
                held = shared.iter().filter(|held| text.shared(held)).cloned().collect();
                rule = "post:shared";
            }
        }
        if let Some((span, before)) = &last {
            inherit(text, &mut held, *span, before);
        }
        for held in &held {
            found.push(Found {
                person: person.label.clone(),
                held: held.clone(),
                span: person.span,
                rule,
                confidence: 0.92,
            });
        }
        last = Some((person.span, held));
    }
    found
}

/// A row of titles without a body right behind another person takes that person's body: 院长张三，副院长李四.
fn inherit(text: &Text<'_>, held: &mut [Held], person: Span, before: &[Held]) {
    let Some(first) = held.last() else { return };
    let between = text.slice(person.end, first.span.start);
    let Some(source) = before.iter().find(|one| one.org.is_some()) else { return };
    if !matches!(between, "，" | "、" | "和" | "与" | "及" | "以及" | "；" | ",") {
        return;
    }
    for one in held.iter_mut().filter(|one| one.org.is_none() && !one.direct && one.department.is_none()) {
        if text.is_office(one) {
            one.org.clone_from(&source.org);
            one.kind = source.kind;
            one.place.clone_from(&source.place);
        }
    }
}

/// 某某教授; 某某会长.
fn behind_names(text: &Text<'_>, found: &mut Vec<Found>) {
    for person in text.persons() {
        let mut at = person.span.end;
        if let Some(rest) = text.from(at).strip_prefix("同志") {
            at = text.len() - rest.len();
        }
        let Some(title) = text.title_from(at) else { continue };
        if text.person_from(title.span.end).is_some()
            || found.iter().any(|f| f.person == person.label && f.held.title.ends_with(&title.title))
        {
            continue;
        }
        let mut held = Held::new(title);
        if let Some(body) = text.body_before(person.span.start) {
            held.org = Some(body.label.clone());
            held.kind = body.kind;
        }
        found.push(Found {
            person: person.label.clone(),
            held,
            span: person.span,
            rule: "post:behind",
            confidence: 0.85,
        });
    }
}

/// 某某为…主任; 曾任…; 某某（…经理）; 某某，…部长，.
fn named(text: &Text<'_>, found: &mut Vec<Found>) {
    static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?P<career>曾先后任|曾先后担任|先后担任|先后任|历任|曾担任|曾任|现任|时任|已任|拟任|转任|调任|升任|接任|兼任|就任|出任|担任|续任|连任|当选为|当选|任命为|被任命为|选举为|推选为|聘任为|受聘为|聘为|履新|辞任|离任|卸任|不再担任|任)",
            r"|(?P<copula>为|是|系|作为)|(?P<bracket>[（(])|(?P<comma>[，,：])|(?P<dismissed>免去|撤销)",
        ))
        .ok()
    });
    let Some(verb) = VERB.as_ref() else { return };
    for hit in verb.find_iter(text.all()) {
        let Some(groups) = verb.captures(hit.as_str()) else { continue };
        let career = groups.name("career").is_some();
        if hit.as_str() == "任"
            && text.from(hit.end()).starts_with(['命', '务', '期', '职', '何', '意', '由', '性', '凭', '重', '免'])
        {
            continue;
        }
        let Some(person) = subject(text, hit.start(), career) else { continue };
        let (held, end) = text.right(hit.end(), career);
        let learned = of_a_life(text, hit.start());
        if held.is_empty() || held.iter().all(|h| !text.is_office(h) && h.org.is_none()) && !career && !learned {
            continue;
        }
        let rest = text.from(end);
        // …部长的, …主任张三: these titles are another's.
        if text.person_from(end).is_some() || (!career && rest.starts_with('的')) {
            continue;
        }
        let apposed = groups.name("comma").is_some() || groups.name("bracket").is_some();
        let life = groups.name("comma").is_some() && of_a_life(text, hit.start());
        if apposed
            && !life
            && (!rest.starts_with(['，', '。', '）', ')', ',', '\n'])
                || held.iter().all(|h| h.org.is_none() && h.place.is_none()))
        {
            continue;
        }
        let rule = if career { "post:career" } else { "post:named" };
        let mut people = vec![person];
        if matches!(hit.as_str(), "曾任" | "此前曾任") {
            people.extend(listed_before(text, hit.start()));
        }
        for person in people {
            for held in &held {
                found.push(Found {
                    person: person.clone(),
                    held: held.clone(),
                    span: hit_span(hit),
                    rule,
                    confidence: 0.85,
                });
            }
        }
    }
}

/// Whether a comma stands in a short life: 张三，男，1972年10月生，教授、博士生导师.
fn of_a_life(text: &Text<'_>, at: usize) -> bool {
    let Some(person) = text.last_person(at) else { return false };
    let between = text.slice(person.span.end, at);
    let short = between.len() < 260 && !between.contains(['。', '\n', '；']);
    short && ["，男", "，女", "：男", "：女", "月生", "月出生", "年生"].iter().any(|mark| between.contains(mark))
}

/// The other persons of the clause before a verb: 甲市市长张三、乙市市长李四曾任….
fn listed_before(text: &Text<'_>, at: usize) -> Vec<String> {
    let left = text.slice(0, at);
    let clause = left.rfind(['，', '。', '；', '\n']).unwrap_or(0);
    let people = text.persons().iter().filter(|m| m.span.start > clause && m.span.end <= at);
    let mut labels: Vec<String> = people.map(|m| m.label.clone()).collect();
    labels.pop();
    labels
}

fn hit_span(hit: regex::Match<'_>) -> Span {
    Span::new(hit.start(), hit.end())
}

/// Who the verb speaks of: the name right before it, adverbs between; for the verbs of a career else the last person of
/// the paragraph.
fn subject(text: &Text<'_>, at: usize, career: bool) -> Option<String> {
    static ADVERBS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:同志|先生|女士|律师|教授|此前|目前|现|已|曾|将|拟|正式|也|还|同时|于?\d{1,4}年(?:\d{1,2}月)?(?:起|底|初)?|于?\d{1,2}月(?:\d{1,2}日)?|，|:|：)*$").ok()
    });
    let person: &Mention = text.last_person(at)?;
    let between = text.slice(person.span.end, at);
    if between.len() < 90 && ADVERBS.as_ref().is_some_and(|adverbs| adverbs.is_match(between)) {
        return Some(person.label.clone());
    }
    let near = career
        && !between.contains('\n')
        && at - person.span.end < 900
        && !text.slice(person.span.end, at).contains('”');
    near.then(|| person.label.clone())
}
