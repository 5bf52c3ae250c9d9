//! What speaks for and against a pair being a relation.

use crate::model::{Claim, Class, Document, Object, PlaceLevel, Relation, Span};
use crate::relate::link::pair::{Article, Pair, gap};

/// The features of a pair, by the names under which the weight table lists them (behind the relation's name).
#[must_use]
pub fn of(document: &Document<'_>, article: &Article<'_>, pair: &Pair<'_>, known: &[Claim]) -> Vec<String> {
    let mut features = Vec::with_capacity(24);
    whole_article(document, pair, known, &mut features);
    if pair.inside {
        features.push("inside".to_owned());
        if pair.object.span.start < pair.subject.span.start + 12 {
            features.push("inside-start".to_owned());
        }
    }
    if pair.distance == 0 {
        same_sentence(document, article, pair, &mut features);
    } else {
        let order = if pair.object.span.start < pair.subject.span.start { "before" } else { "after" };
        let distance = match pair.distance {
            1 => "1",
            2 => "2",
            3..=5 => "3",
            _ => "6",
        };
        features.push(format!("far:{order}:{distance}"));
        if opens(document.text(), pair.object.span.start) {
            features.push("far:opens".to_owned());
        }
    }
    features.sort_unstable();
    features.dedup();
    features
}

fn whole_article(document: &Document<'_>, pair: &Pair<'_>, known: &[Claim], features: &mut Vec<String>) {
    let object = &pair.object;
    features.push(format!("sort:{}", object.sort));
    features.push(format!("finder:{}", pair.subject.extractor));
    features.push(format!("class:{}", pair.subject.class.as_str()));
    features.push(format!("sure:{}", (pair.subject.confidence * 5.0) as u8));
    features.push(format!("choices:{}", bucket(pair.choices)));
    features.push(format!("count:{}", bucket(object.count)));
    features.push(format!("subjects:{}", bucket(pair.subject_count)));
    for (holds, name) in [
        (object.most, "most"),
        (object.first, "first"),
        (object.nested, "nested"),
        (object.implied, "implied"),
        (pair.distance == 0, "same"),
    ] {
        if holds {
            features.push(name.to_owned());
        }
    }
    if let Some(headline) = document.article.headline.as_deref()
        && (headline.contains(object.label.as_str()) || document.article.headline_span.contains(object.span))
    {
        features.push("headline".to_owned());
    }
    for level in [PlaceLevel::Province, PlaceLevel::City, PlaceLevel::County] {
        if document.story.at(level) == Some(object.label.as_str()) {
            features.push(format!("story:{}", level.as_str()));
        }
    }
    leader(document, pair, known, features);
}

/// What the leader found before says: its place is the programme's, and it is no partner.
fn leader(document: &Document<'_>, pair: &Pair<'_>, known: &[Claim], features: &mut Vec<String>) {
    for claim in known.iter().filter(|c| c.relation == Relation::LedBy && c.subject_label("") == pair.subject.label) {
        let Object::Entity(leader) = &claim.object else { continue };
        features.push("led".to_owned());
        if leader.label == pair.object.label {
            features.push("is-leader".to_owned());
        }
        let home = document.first(Class::Organization, &leader.label).and_then(|m| m.place.as_deref());
        if home == Some(pair.object.label.as_str()) {
            features.push("place-of-leader".to_owned());
        }
    }
}

fn same_sentence(document: &Document<'_>, article: &Article<'_>, pair: &Pair<'_>, features: &mut Vec<String>) {
    let text = document.text();
    let (subject, object) = (pair.subject.span, pair.object.span);
    if subject.overlaps(object) {
        features.push("overlap".to_owned());
        return;
    }
    let before = object.start < subject.start;
    let between = if before { Span::new(object.end, subject.start) } else { Span::new(subject.end, object.start) };
    let order = if before { "b" } else { "a" };
    let words = between.of(text);
    features.push(format!("order:{order}"));
    features.push(format!("gap:{order}:{}", bucket(gap(subject, object) / 3)));
    let commas = words.matches(['，', '；', '：']).count().min(3);
    features.push(format!("commas:{order}:{commas}"));
    if words.chars().count() <= 3 {
        features.push(format!("words:{order}:{}", marked(words)));
    }
    let mut nearest = None;
    for (_, verb, class) in article.verbs_in(between) {
        features.push(format!("verb:{order}:{verb}"));
        let feature = format!("class:{order}:{class}");
        if !features.contains(&feature) {
            features.push(feature);
        }
        nearest = if before || nearest.is_none() { Some((verb, class)) } else { nearest };
    }
    let (verb, class) = nearest.unwrap_or(("none", "none"));
    features.push(format!("nearest:{order}:{verb}"));
    features.push(format!("nearest-class:{order}:{class}:{commas}"));
    let others = article.ends.iter().filter(|e| !e.implied && between.contains(e.span) && !e.nested);
    let (mut same, mut bodies) = (0, 0);
    for end in others {
        same += usize::from(end.sort == pair.object.sort);
        bodies += usize::from(end.class == Class::Organization);
    }
    features.push(format!("between:{order}:{}:{}", bodies.min(2), same.min(2)));
    features.push(format!("pre:{}", near_before(text, object.start)));
    features.push(format!("post:{order}:{}", near_behind(text, object.end)));
    features.push(format!("spre:{}", near_before(text, subject.start)));
    features.push(format!("spost:{order}:{}", near_behind(text, subject.end)));
    if opens(text, object.start) {
        features.push(format!("opens:{order}:{commas}"));
    }
}

/// Whether a position begins a sentence or a clause.
fn opens(text: &str, position: usize) -> bool {
    text[..position]
        .chars()
        .next_back()
        .is_none_or(|c| matches!(c, '。' | '\n' | '，' | '；' | '：' | '“' | '！' | ' '))
}

fn near_before(text: &str, position: usize) -> String {
    text[..position].chars().next_back().map_or_else(|| "start".to_owned(), |c| marked(&c.to_string()))
}

fn near_behind(text: &str, position: usize) -> String {
    text[position..].chars().next().map_or_else(|| "end".to_owned(), |c| marked(&c.to_string()))
}

/// Blanks have a name in the table.
fn marked(words: &str) -> String {
    words.chars().map(|c| if c.is_whitespace() || c.is_control() { '_' } else { c }).collect()
}

const fn bucket(number: usize) -> &'static str {
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
