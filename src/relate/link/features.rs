//! What speaks for and against a pair being a relation.

use crate::lexicon::{Features, digit};
use crate::model::{Class, Document, PlaceLevel, Span, last_characters};
use crate::relate::link::pair::{Article, Pair, gap};
use crate::relate::link::{Said, Spec, row};

/// The features of a pair, by the names under which the table of weights lists them (behind the relation's name).
pub fn of(
    document: &Document<'_>,
    article: &Article<'_>,
    spec: &Spec,
    pair: &Pair<'_>,
    said: &Said<'_>,
    out: &mut dyn Features,
) {
    ends(document, article, pair, out);
    rules(spec, pair, said, out);
    if pair.inside {
        out.add(&["inside"]);
        if pair.object.span.start < pair.subject.span.start + 12 {
            out.add(&["inside-start"]);
        }
    }
    around(document.text(), pair, out);
    row::features(document, article, pair, out);
    clauses(document, article, pair, out);
    if pair.distance == 0 {
        same_sentence(document, article, pair, out);
    } else {
        apart(document, pair, out);
    }
}

/// What each end is by itself: sort, place in the article, how often it is mentioned.
fn ends(document: &Document<'_>, article: &Article<'_>, pair: &Pair<'_>, out: &mut dyn Features) {
    let (subject, object) = (&pair.subject, &pair.object);
    out.add(&["sort:", object.sort]);
    out.add(&["finder:", subject.extractor]);
    out.add(&["class:", subject.class.as_str()]);
    out.add(&["sure:", digit((subject.confidence * 10.0) as usize)]);
    out.add(&["choices:", bucket(pair.choices)]);
    out.add(&["count:", bucket(object.count)]);
    out.add(&["subjects:", bucket(pair.subject_count)]);
    out.add(&["others:", bucket(pair.subject_choices)]);
    out.add(&["subject-at:", digit(subject.sentence)]);
    out.add(&["object-at:", digit(object.sentence)]);
    out.add(&["subject-end:", last_characters(subject.label, 2)]);
    out.add(&["object-end:", last_characters(object.label, 2)]);
    for (holds, name) in [
        (object.most, "most"),
        (object.first, "first"),
        (object.nested, "nested"),
        (object.implied, "implied"),
        (subject.nested, "subject-nested"),
        (pair.distance == 0, "same"),
        (article.main.contains(&subject.label), "main"),
    ] {
        if holds {
            out.add(&[name]);
        }
    }
    let headline = document.article.headline.as_deref().unwrap_or("");
    let headed = |label: &str, span: Span| document.article.headline_span.contains(span) || headline.contains(label);
    if headed(object.label, object.span) {
        out.add(&["headline"]);
    }
    if headed(subject.label, subject.span) {
        out.add(&["subject-headline"]);
    }
    if subject.label.contains(object.label) {
        out.add(&["in-name"]);
    }
    for level in [PlaceLevel::Province, PlaceLevel::City, PlaceLevel::County] {
        if document.story.at(level) == Some(object.label) {
            out.add(&["story:", level.as_str()]);
        }
    }
}

/// What rules have said of the pair and of its ends.
fn rules(spec: &Spec, pair: &Pair<'_>, said: &Said<'_>, out: &mut dyn Features) {
    let mut any = false;
    for (relation, rule) in said.of_pair(pair.subject.label, pair.object.label) {
        if *relation == spec.relation {
            out.add(&["rule:", rule]);
            any = true;
        } else {
            out.add(&["is:", relation.as_str()]);
        }
    }
    out.add(&[if any { "ruled" } else { "unruled" }]);
    for relation in said.of_object(pair.object.label) {
        out.add(&["object-is:", relation.as_str()]);
    }
    let leaders = said.leaders(pair.subject.label);
    if !leaders.is_empty() {
        out.add(&["led"]);
    }
    if said.bodies(pair.object.label).iter().any(|body| leaders.contains(body)) {
        out.add(&["of-leader"]);
    }
    if leaders.iter().any(|leader| pair.object.homes.iter().any(|home| home == leader)) {
        out.add(&["place-of-leader"]);
    }
}

/// The characters around both ends.
fn around(text: &str, pair: &Pair<'_>, out: &mut dyn Features) {
    for (n, name) in [(1, "pre1:"), (2, "pre2:"), (3, "pre3:")] {
        out.add(&[name, last_characters(&text[..pair.object.span.start], n)]);
    }
    for (n, name) in [(1, "post1:"), (2, "post2:"), (3, "post3:")] {
        out.add(&[name, first(&text[pair.object.span.end..], n)]);
    }
    for (n, name) in [(1, "spre1:"), (2, "spre2:")] {
        out.add(&[name, last_characters(&text[..pair.subject.span.start], n)]);
    }
    for (n, name) in [(1, "spost1:"), (2, "spost2:")] {
        out.add(&[name, first(&text[pair.subject.span.end..], n)]);
    }
}

/// Which verbs stand before and behind the object and the subject, each in its own sentence; what other pairs there are.
fn clauses(document: &Document<'_>, article: &Article<'_>, pair: &Pair<'_>, out: &mut dyn Features) {
    let far = digit(pair.distance.min(2));
    let sentence = document.article.sentence_span(pair.object.row.span.start);
    let row = pair.object.row.span;
    let (word, class) = article.verb_behind(row, sentence).unwrap_or(("none", "none"));
    out.add(&["ov:", word]);
    out.add(&["ovd:", far, ":", word]);
    out.add(&["ovc:", far, ":", class]);
    let (before, sort) = article.verb_before(row, sentence).unwrap_or(("none", "none"));
    out.add(&["op:", before]);
    out.add(&["opd:", far, ":", before]);
    out.add(&["opv:", far, ":", sort, ":", class]);
    let sentence = document.article.sentence_span(pair.subject.span.start);
    let (word, _) = article.verb_behind(pair.subject.span, sentence).unwrap_or(("none", "none"));
    out.add(&["sv:", word]);
    let (word, _) = article.verb_before(pair.subject.span, sentence).unwrap_or(("none", "none"));
    out.add(&["sp:", word]);
    if pair.closest {
        out.add(&["closest:", far]);
    }
    if pair.nearest {
        out.add(&["nearest-object:", far]);
    }
    out.add(&["rivals:", far, ":", digit(pair.rivals.min(2))]);
}

fn apart(document: &Document<'_>, pair: &Pair<'_>, out: &mut dyn Features) {
    let order = if pair.object.span.start < pair.subject.span.start { "before:" } else { "after:" };
    let distance = match pair.distance {
        1 => "1",
        2 => "2",
        3..=5 => "3",
        _ => "6",
    };
    out.add(&["far:", order, distance]);
    if opens(document.text(), pair.object.span.start) {
        out.add(&["far:opens"]);
    }
    let words = document.article.sentence_span(pair.object.span.start).of(document.text());
    if words.contains(last_characters(pair.subject.label, 2)) {
        let this = ["此次", "本次", "本届", "该", "这"].iter().any(|word| words.contains(word));
        out.add(&["again:", order, if this { "this" } else { "" }]);
    }
    let paragraph = |number: usize| document.article.sentences.get(number).map(|s| s.paragraph);
    if paragraph(pair.subject.sentence) == paragraph(pair.object.sentence) {
        out.add(&["far:paragraph"]);
    }
}

fn same_sentence(document: &Document<'_>, article: &Article<'_>, pair: &Pair<'_>, out: &mut dyn Features) {
    let text = document.text();
    let (subject, object) = (pair.subject.span, pair.object.span);
    if subject.overlaps(object) {
        out.add(&["overlap"]);
        return;
    }
    let before = object.start < subject.start;
    let between = if before { Span::new(object.end, subject.start) } else { Span::new(subject.end, object.start) };
    let order = if before { "b:" } else { "a:" };
    let words = between.of(text);
    out.add(&["order:", order]);
    out.add(&["gap:", order, bucket(gap(subject, object) / 3)]);
    let commas = digit(words.matches(['，', '；', '：']).count().min(3));
    out.add(&["commas:", order, commas]);
    if words.chars().count() <= 4 {
        out.add(&["words:", order, words]);
    }
    let mut nearest = None;
    for (_, verb, class) in article.verbs_in(between) {
        out.add(&["verb:", order, verb]);
        out.add(&["verbs:", order, class]);
        nearest = if before || nearest.is_none() { Some((verb, class)) } else { nearest };
    }
    let (verb, class) = nearest.unwrap_or(("none", "none"));
    out.add(&["nearest:", order, verb]);
    out.add(&["nearest-class:", order, class, ":", commas]);
    let (mut same, mut bodies, mut people) = (0, 0, 0);
    for end in article.inside(between) {
        same += usize::from(end.sort == pair.object.sort);
        bodies += usize::from(end.class == Class::Organization);
        people += usize::from(end.class == Class::Person);
    }
    out.add(&["between:", order, digit(bodies.min(2)), ":", digit(same.min(2))]);
    out.add(&["people:", order, digit(people.min(2))]);
    if opens(text, object.start) {
        out.add(&["opens:", order, commas]);
    }
}

/// Whether a position begins a sentence or a clause.
fn opens(text: &str, position: usize) -> bool {
    let before = text[..position].chars().next_back();
    before.is_none_or(|c| matches!(c, '。' | '\n' | '，' | '；' | '：' | '“' | '！' | ' '))
}

pub(super) fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

pub(super) const fn bucket(number: usize) -> &'static str {
    match number {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=5 => "3",
        6..=9 => "6",
        10..=15 => "10",
        16..=30 => "16",
        _ => "31",
    }
}
