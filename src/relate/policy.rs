//! Facts about documents and programmes that earlier relators leave open: short forms, issuers that the title itself
//! names, date and number of the issue.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Lexicon;
use crate::model::{Claim, Class, Document, EntityRef, Mention, Node, Object, Qualifier, Relation, Span};
use crate::relate::Relator;

/// Short forms of documents, and issuers that titles name.
pub struct Titles;

/// Parts that the text lists and counts.
const LISTED: &str = "measure-listed";

/// Dates and numbers of documents.
pub struct PolicyFacts;

impl Relator for Titles {
    fn name(&self) -> &'static str {
        "policy-title"
    }

    fn relate(&self, document: &Document<'_>, lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        measures(document, lexicon, claims);
        aliases(document, claims);
        issuers_in_titles(document, claims);
    }
}

impl Relator for PolicyFacts {
    fn name(&self) -> &'static str {
        "policy"
    }

    fn relate(&self, document: &Document<'_>, _lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        bodies_before_places(claims);
        dates_and_numbers(document, claims);
    }
}

/// 《方案》 and “方案” are other labels of the title that they stand for; 该方案 is none.
fn aliases(document: &Document<'_>, claims: &mut Vec<Claim>) {
    let mut seen = BTreeSet::new();
    for mention in document.mentions.iter().filter(|m| m.class == Class::Policy && m.anaphoric) {
        let words = mention.span.of(document.text());
        let Some(form) = words.strip_prefix(['《', '“']).and_then(|w| w.strip_suffix(['》', '”'])) else {
            continue;
        };
        if form != mention.label && seen.insert((mention.label.as_str(), form)) {
            let span = document.article.sentence_span(mention.span.start);
            let object = Object::Text(form.to_owned());
            claims.push(Claim::new(mention.entity(), Relation::Alias, object, span, "policy:alias", 0.85));
        }
    }
}

/// Parts belong to the policy that is known to have them, or to the one named last before their list.
fn measures(document: &Document<'_>, lexicon: &Lexicon, claims: &mut Vec<Claim>) {
    let mut seen = BTreeSet::new();
    for measure in document.mentions.iter().filter(|m| m.class == Class::Measure) {
        if !seen.insert(measure.label.as_str()) {
            continue;
        }
        let policies = || document.mentions.iter().filter(|m| m.class == Class::Policy);
        let known = lexicon.policies().with_part(&measure.label).find(|p| policies().any(|m| m.label == p.label));
        let (policy, ordinal) = match known {
            Some(known) => {
                let part = known.named_parts.iter().find(|part| part.label == measure.label);
                (EntityRef::new(Class::Policy, known.label.as_str()), part.map_or(0, |part| part.ordinal as usize))
            }
            None => {
                let Some(policy) = policies().take_while(|m| m.span.start < measure.span.start).last() else {
                    continue;
                };
                let counted = ordinal_before(&document.text()[..measure.span.start]);
                (policy.entity(), if measure.extractor == LISTED { place_in_list(document, measure) } else { counted })
            }
        };
        let ordinal = if ordinal == 0 { String::new() } else { ordinal.to_string() };
        let span = document.article.sentence_span(measure.span.start);
        let confidence = measure.confidence;
        let claim =
            Claim::new(measure.entity(), Relation::PartOf, Object::Entity(policy), span, "policy:part", confidence);
        claims.push(claim.with(Qualifier::Ordinal, ordinal));
    }
}

/// Which of the listed parts of its policy it is.
fn place_in_list(document: &Document<'_>, measure: &Mention) -> usize {
    let before = |m: &&Mention| m.extractor == LISTED && m.span.start <= measure.span.start;
    let labels: BTreeSet<&str> = document.mentions.iter().filter(before).map(|m| m.label.as_str()).collect();
    labels.len()
}

/// The number of an item right before its name (三是实施), else 0.
fn ordinal_before(before: &str) -> usize {
    let before =
        ["大力实施", "组织开展", "实施", "开展", "推进"].iter().find_map(|v| before.strip_suffix(v)).unwrap_or(before);
    let digit = before.strip_suffix('是').and_then(|b| b.chars().next_back());
    digit.and_then(|d| "一二三四五六七八九十".chars().position(|c| c == d)).map_or(0, |n| n + 1)
}

/// A title that begins with bodies is issued by them: 《云州市总工会关于…的意见》.
fn issuers_in_titles(document: &Document<'_>, claims: &mut Vec<Claim>) {
    for title in document.mentions.iter().filter(|m| m.class == Class::Policy && !m.anaphoric) {
        let mut at = title.span.start;
        while let Some(body) = body_at(document, title, at) {
            let behind = &document.text()[body.span.end..title.span.end];
            if behind.starts_with(['第', '章']) {
                break;
            }
            let span = document.article.sentence_span(title.span.start);
            let object = Object::Entity(body.entity());
            claims.push(Claim::new(title.entity(), Relation::IssuedBy, object, span, "policy:title", 0.85));
            at = body.span.end;
        }
    }
}

/// The longest body inside a title that begins at a position, marks and blanks before it apart.
fn body_at<'d>(document: &'d Document<'_>, title: &Mention, at: usize) -> Option<&'d Mention> {
    let rest = &document.text()[at..title.span.end];
    let skipped = rest.len() - rest.trim_start_matches(['《', '“', ' ', '\u{3000}', '、']).len();
    let start = at + skipped;
    let inside = |m: &&Mention| m.class == Class::Organization && m.span.start == start && title.span.contains(m.span);
    document.mentions_in(Span::new(start, start + 1)).iter().filter(inside).max_by_key(|m| m.span.end)
}

/// Where a body is known to have issued a document, its place is not another issuer.
fn bodies_before_places(claims: &mut Vec<Claim>) {
    let with_body: BTreeSet<EntityRef> =
        claims.iter().filter(|c| issued_by(c, Class::Organization)).filter_map(subject).collect();
    claims.retain(|c| !issued_by(c, Class::Place) || subject(c).is_none_or(|s| !with_body.contains(&s)));
}

fn issued_by(claim: &Claim, class: Class) -> bool {
    claim.relation == Relation::IssuedBy && matches!(&claim.object, Object::Entity(e) if e.class == class)
}

fn subject(claim: &Claim) -> Option<EntityRef> {
    match &claim.subject {
        Node::Entity(entity) => Some(entity.clone()),
        Node::Article => None,
    }
}

/// Date and number of an issue, where its sentence names exactly one.
fn dates_and_numbers(document: &Document<'_>, claims: &mut [Claim]) {
    let mut found: BTreeMap<(Node, Object), (String, String)> = BTreeMap::new();
    for claim in claims.iter().filter(|c| c.relation == Relation::IssuedBy) {
        let entry = found.entry((claim.subject.clone(), claim.object.clone())).or_default();
        if entry.0.is_empty() {
            entry.0 = date_of_issue(document, claim.evidence.span);
        }
        if entry.1.is_empty() {
            entry.1 = number_of_issue(claim.evidence.span.of(document.text()));
        }
    }
    for claim in claims.iter_mut().filter(|c| c.relation == Relation::IssuedBy) {
        let Some((date, number)) = found.get(&(claim.subject.clone(), claim.object.clone())) else { continue };
        let dated = claim.clone().with(Qualifier::Date, date.clone()).with(Qualifier::Number, number.clone());
        *claim = dated;
    }
}

fn date_of_issue(document: &Document<'_>, sentence: Span) -> String {
    let mut dates = document.dates.iter().filter(|d| sentence.contains(d.span) && !d.deadline && !d.period);
    match (dates.next(), dates.next()) {
        (Some(one), None) => one.date.to_string(),
        _ => String::new(),
    }
}

/// 苏政发〔2025〕12号.
fn number_of_issue(sentence: &str) -> String {
    static NUMBER: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[\u4e00-\u9fff]{2,10}[〔\[【](?:19|20)\d\d[〕\]】]\d+号").ok());
    NUMBER.as_ref().and_then(|number| number.find(sentence)).map_or_else(String::new, |found| found.as_str().to_owned())
}
