//! Pairs of a subject and a possible object, each by their nearest mentions.

use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;
use crate::model::{Class, Document, EntityRef, Group, Object, Span};
use crate::relate::event::scope::scopes;
use crate::relate::link::row::{Row, rows};
use crate::relate::link::{Objects, Spec, counts};

/// A mention that may be subject or object.
#[derive(Clone, Debug)]
pub struct End<'d> {
    /// Where.
    pub span: Span,
    /// Number of its sentence.
    pub sentence: usize,
    /// Class of the entity; of a date `Class::Event` stands in, which no spec has as an object.
    pub class: Class,
    /// Label.
    pub label: &'d str,
    /// Kind, level or group, for the features.
    pub sort: &'static str,
    /// Whether it stands inside another mention.
    pub nested: bool,
    /// Whether the place is that of a body named here, not named itself.
    pub implied: bool,
    /// 0 to 1.
    pub confidence: f32,
    /// Name of the finder.
    pub extractor: &'static str,
    /// The row of names in which it stands.
    pub row: Row,
}

/// A possible object.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Where it is nearest to the subject.
    pub span: Span,
    /// Number of that sentence.
    pub sentence: usize,
    /// Label, as the fact table writes it.
    pub label: String,
    /// The claim's object.
    pub value: Object,
    /// Kind, level or group, for the features.
    pub sort: &'static str,
    /// Whether it stands inside another mention.
    pub nested: bool,
    /// Whether the place is that of a body.
    pub implied: bool,
    /// How often it is mentioned.
    pub count: usize,
    /// Whether no object of its relation is mentioned more often.
    pub most: bool,
    /// Whether it is the first of its relation in the article.
    pub first: bool,
    /// Of a place: the bodies that have it for their place.
    pub homes: Vec<String>,
    /// The row of names in which it stands.
    pub row: Row,
}

/// A subject and a possible object.
#[derive(Clone, Debug)]
pub struct Pair<'d> {
    /// The subject where it is nearest to the object.
    pub subject: End<'d>,
    /// The object.
    pub object: Candidate,
    /// Sentences between.
    pub distance: usize,
    /// How many different objects the relation could have here.
    pub choices: usize,
    /// How often the subject is mentioned.
    pub subject_count: usize,
    /// How many subjects the relation could have here.
    pub subject_choices: usize,
    /// Whether some mention of the object stands inside one of the subject.
    pub inside: bool,
    /// Whether no other subject is nearer to the object.
    pub closest: bool,
    /// Whether no other object is nearer to the subject.
    pub nearest: bool,
    /// How many other subjects stand in one sentence with the object.
    pub rivals: usize,
}

/// What all pairs of an article share.
#[derive(Debug)]
pub struct Article<'d> {
    /// Its mentions.
    pub ends: Vec<End<'d>>,
    /// Its dates, labels owned.
    pub dates: Vec<(Span, usize, String, Object, &'static str)>,
    /// Verbs and prepositions of the list with their classes, by start.
    pub verbs: Vec<(Span, &'static str, &'static str)>,
    /// Labels of the events that it, or an item of it, is about.
    pub main: Vec<&'d str>,
    homes: Vec<(&'d str, &'d str)>,
}

impl<'d> Article<'d> {
    /// Collects them.
    #[must_use]
    pub fn of(document: &'d Document<'_>, lexicon: &Lexicon) -> Self {
        let sentence = |span: Span| document.article.sentence_at(span.start);
        let mut ends = Vec::new();
        let mut homes: Vec<(&str, &str)> = Vec::new();
        for m in &document.mentions {
            let sort = m.kind.map(|k| k.as_str()).or(m.level.map(|l| l.as_str()));
            let group = Group::from_word(&m.label).filter(|_| m.class == Class::Group).map(|g| g.as_str());
            let end = End {
                span: m.span,
                sentence: sentence(m.span),
                class: m.class,
                label: m.label.as_str(),
                sort: sort.or(group).unwrap_or("none"),
                nested: m.nested,
                implied: false,
                confidence: m.confidence,
                extractor: m.extractor,
                row: Row::of(m.span),
            };
            if let Some(place) = m.place.as_deref().filter(|_| m.class == Class::Organization) {
                homes.push((place, m.label.as_str()));
                ends.push(End { class: Class::Place, label: place, implied: true, sort: "implied", ..end.clone() });
            }
            ends.push(end);
        }
        let dates = document.dates.iter().map(|d| {
            let sort = match (d.deadline, d.period, d.date.day.is_some()) {
                (true, ..) => "deadline",
                (_, true, _) => "period",
                (_, _, true) => "day",
                _ => "month",
            };
            (d.span, sentence(d.span), d.date.to_string(), Object::Date(d.date), sort)
        });
        let (list, acts) = (lexicon.id("link_verbs"), lexicon.id("link_acts"));
        let mut verbs: Vec<(Span, &'static str, &'static str)> = document
            .hits
            .iter()
            .filter(|hit| hit.list == list || hit.list == acts)
            .filter(|hit| !named(document, hit.span))
            .map(|hit| {
                let entry = lexicon.entry(*hit);
                (hit.span, entry.word, entry.fields.first().copied().unwrap_or("other"))
            })
            .collect();
        verbs.sort_by_key(|(span, ..)| (span.start, span.end));
        homes.sort_unstable();
        homes.dedup();
        let main = scopes(document).iter().filter(|scope| scope.main).map(|scope| scope.event.label.as_str()).collect();
        let mut article = Self { dates: dates.collect(), verbs, ends, main, homes };
        for (number, row) in rows(document.text(), &article) {
            article.ends[number].row = row;
        }
        article
    }

    /// The mentions inside a range that are not part of others.
    pub fn inside(&self, span: Span) -> impl Iterator<Item = &End<'d>> + '_ {
        let from = self.ends.partition_point(|end| end.span.start < span.start);
        let near = self.ends[from..].iter().take_while(move |end| end.span.start < span.end);
        near.filter(move |end| end.span.end <= span.end && !end.implied && !end.nested)
    }

    /// The last verb before a range, from the beginning of its sentence.
    #[must_use]
    pub fn verb_before(&self, span: Span, sentence: Span) -> Option<(&'static str, &'static str)> {
        let to = self.verbs.partition_point(|(v, ..)| v.start < span.start);
        let before = self.verbs[..to].iter().rev().take_while(|(v, ..)| v.start >= sentence.start);
        before.filter(|(v, ..)| v.end <= span.start).map(|&(_, word, class)| (word, class)).next()
    }

    /// The first verb behind a range, to the end of its sentence.
    #[must_use]
    pub fn verb_behind(&self, span: Span, sentence: Span) -> Option<(&'static str, &'static str)> {
        let from = self.verbs.partition_point(|(v, ..)| v.start < span.end);
        self.verbs.get(from).filter(|(v, ..)| v.end <= sentence.end).map(|&(_, word, class)| (word, class))
    }

    /// The verbs inside a range.
    pub fn verbs_in(&self, span: Span) -> impl Iterator<Item = (Span, &'static str, &'static str)> + '_ {
        let from = self.verbs.partition_point(|(v, ..)| v.start < span.start);
        let inside = self.verbs[from..].iter().take_while(move |(v, ..)| v.start < span.end);
        inside.filter(move |(v, ..)| v.end <= span.end).copied()
    }
}

/// Whether a word is part of a name: 服务 in 志愿服务队.
fn named(document: &Document<'_>, word: Span) -> bool {
    let from = document.mentions.partition_point(|m| m.span.start + 300 < word.start);
    let near = document.mentions[from..].iter().take_while(|m| m.span.start <= word.start);
    near.filter(|m| !m.anaphoric).any(|m| m.span.contains(word))
}

/// The mentions that may be objects of a relation.
fn objects<'a>(article: &'a Article<'_>, spec: &Spec) -> Vec<(Candidate, &'a str)> {
    let of_end = |e: &'a End<'_>| {
        let value = match e.class {
            Class::Group => Object::Group(Group::from_word(e.label)?),
            _ => Object::Entity(EntityRef::new(e.class, e.label)),
        };
        let candidate = candidate(e.span, e.sentence, e.label, value, e.sort);
        Some((Candidate { nested: e.nested, implied: e.implied, row: e.row, ..candidate }, e.label))
    };
    match spec.objects {
        Objects::Classes(classes) => {
            article.ends.iter().filter(|e| classes.contains(&e.class) && !e.implied).filter_map(of_end).collect()
        }
        Objects::Places => article.ends.iter().filter(|e| e.class == Class::Place).filter_map(of_end).collect(),
        Objects::Dates => article
            .dates
            .iter()
            .map(|(span, sentence, label, value, sort)| {
                (candidate(*span, *sentence, label, value.clone(), sort), label.as_str())
            })
            .collect(),
    }
}

fn candidate(span: Span, sentence: usize, label: &str, value: Object, sort: &'static str) -> Candidate {
    Candidate {
        span,
        sentence,
        label: label.to_owned(),
        value,
        sort,
        nested: false,
        implied: false,
        count: 0,
        most: false,
        first: false,
        homes: vec![],
        row: Row::of(span),
    }
}

/// All pairs of a relation, one for each subject and object label.
#[must_use]
pub fn pairs<'a>(article: &'a Article<'_>, spec: &Spec) -> Vec<Pair<'a>> {
    let subjects: Vec<&End<'_>> = article.ends.iter().filter(|e| spec.subjects.contains(&e.class)).collect();
    if subjects.is_empty() {
        return Vec::new();
    }
    let objects = objects(article, spec);
    let subject_counts = counts(subjects.iter().map(|e| e.label));
    let object_counts = counts(objects.iter().map(|(_, label)| *label));
    let most = object_counts.values().copied().max().unwrap_or(0);
    let choices = object_counts.len();
    let subject_choices = subject_counts.len();
    let mut best: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    let mut out: Vec<(Pair<'a>, (usize, usize))> = Vec::new();
    for subject in &subjects {
        for (number, (object, label)) in objects.iter().enumerate() {
            if subject.label == *label {
                continue;
            }
            let distance = subject.sentence.abs_diff(object.sentence);
            let rank = (distance, gap(subject.span, object.span));
            let inside = subject.span.contains(object.span) && subject.span != object.span;
            match best.get(&(subject.label, *label)) {
                Some(&at) => {
                    let kept = &mut out[at];
                    let inside = kept.0.inside || inside;
                    if rank < kept.1 {
                        kept.0.subject = (*subject).clone();
                        kept.0.distance = distance;
                        let (count, first) = (kept.0.object.count, kept.0.object.first);
                        kept.0.object = Candidate { count, first, most: count == most, ..object.clone() };
                        kept.1 = rank;
                    }
                    kept.0.inside = inside;
                }
                None => {
                    best.insert((subject.label, label), out.len());
                    let count = object_counts.get(label).copied().unwrap_or(0);
                    let object = Candidate { count, most: count == most, first: number == 0, ..object.clone() };
                    let subject_count = subject_counts.get(subject.label).copied().unwrap_or(0);
                    let subject = (*subject).clone();
                    let (closest, nearest, rivals) = (true, true, 0);
                    #[rustfmt::skip]
                    let pair = Pair { subject, object, distance, choices, subject_count, subject_choices, inside, closest, nearest, rivals };
                    out.push((pair, rank));
                }
            }
        }
    }
    compare(&mut out);
    let mut pairs: Vec<Pair<'a>> =
        out.into_iter().map(|(pair, _)| pair).filter(|pair| pair.inside || pair.distance <= spec.reach).collect();
    if spec.objects == Objects::Places {
        for pair in &mut pairs {
            let homes = article.homes.iter().filter(|(place, _)| *place == pair.object.label);
            pair.object.homes = homes.map(|(_, body)| (*body).to_owned()).collect();
        }
    }
    pairs
}

/// Sets each pair beside the others of its subject and of its object.
fn compare(pairs: &mut [(Pair<'_>, (usize, usize))]) {
    let mut subjects: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    let mut objects: FxHashMap<String, ((usize, usize), usize)> = FxHashMap::default();
    for (pair, rank) in pairs.iter() {
        let least = subjects.entry(pair.subject.label.to_owned()).or_insert(*rank);
        *least = (*least).min(*rank);
        let (least, together) = objects.entry(pair.object.label.clone()).or_insert((*rank, 0));
        *least = (*least).min(*rank);
        *together += usize::from(pair.distance == 0);
    }
    for (pair, rank) in pairs {
        pair.nearest = subjects.get(pair.subject.label).is_some_and(|least| rank == least);
        if let Some((least, together)) = objects.get(&pair.object.label) {
            pair.closest = rank == least;
            pair.rivals = together - usize::from(pair.distance == 0);
        }
    }
}

/// Bytes between two ranges.
#[must_use]
pub fn gap(a: Span, b: Span) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}
