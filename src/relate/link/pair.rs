//! Pairs of a subject and a possible object, each by their nearest mentions.

use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;
use crate::model::{Class, Document, EntityRef, Group, Object, Span};
use crate::relate::event::scope::scopes;
use crate::relate::link::row::{Row, rows};
use crate::relate::link::{Objects, Spec};

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
pub struct Candidate<'a> {
    /// Where it is nearest to the subject.
    pub span: Span,
    /// Number of that sentence.
    pub sentence: usize,
    /// Label, as the fact table writes it.
    pub label: &'a str,
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
    pub homes: Vec<&'a str>,
    /// The row of names in which it stands.
    pub row: Row,
}

/// A subject and a possible object.
#[derive(Clone, Debug)]
pub struct Pair<'d> {
    /// The subject where it is nearest to the object.
    pub subject: End<'d>,
    /// The object.
    pub object: Candidate<'d>,
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

/// A mention that may be an object.
#[derive(Clone, Copy, Debug)]
struct Thing<'a> {
    span: Span,
    sentence: usize,
    label: &'a str,
    /// Its mention, or its date.
    of: Source<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Source<'a> {
    End(&'a End<'a>),
    Date(&'a Object, &'static str),
}

impl<'a> Thing<'a> {
    /// The object as the pair's.
    fn candidate(self) -> Candidate<'a> {
        let (value, sort, nested, implied, row) = match self.of {
            Source::Date(value, sort) => (value.clone(), sort, false, false, Row::of(self.span)),
            Source::End(e) => {
                let group = Group::from_word(e.label).filter(|_| e.class == Class::Group).map(Object::Group);
                let value = group.unwrap_or_else(|| Object::Entity(EntityRef::new(e.class, e.label)));
                (value, e.sort, e.nested, e.implied, e.row)
            }
        };
        let (span, sentence, label) = (self.span, self.sentence, self.label);
        let (count, most, first, homes) = (0, false, false, Vec::new());
        Candidate { span, sentence, label, value, sort, nested, implied, count, most, first, homes, row }
    }
}

/// The mentions that may be objects of a relation, in order.
fn objects<'a>(article: &'a Article<'a>, spec: &Spec) -> Vec<Thing<'a>> {
    let of_end = |e: &'a End<'a>| Thing { span: e.span, sentence: e.sentence, label: e.label, of: Source::End(e) };
    let fits = |e: &&End<'_>| match spec.objects {
        Objects::Classes(classes) => {
            classes.contains(&e.class) && !e.implied && (e.class != Class::Group || Group::from_word(e.label).is_some())
        }
        Objects::Places => e.class == Class::Place,
        Objects::Dates => false,
    };
    if spec.objects != Objects::Dates {
        return article.ends.iter().filter(fits).map(of_end).collect();
    }
    let dates = article.dates.iter();
    dates
        .map(|(span, sentence, label, value, sort)| Thing {
            span: *span,
            sentence: *sentence,
            label,
            of: Source::Date(value, sort),
        })
        .collect()
}

/// Names as numbers, in the order in which they come first, and how often each comes.
#[derive(Debug, Default)]
struct Names<'a> {
    numbers: FxHashMap<&'a str, u32>,
    counts: Vec<usize>,
}

impl<'a> Names<'a> {
    fn take(&mut self, label: &'a str) -> u32 {
        let next = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(label).or_insert(next);
        if number == next {
            self.counts.push(0);
        }
        self.counts[number as usize] += 1;
        number
    }
}

/// A subject and an object by the numbers of their names, with their nearest mentions.
#[derive(Clone, Copy, Debug)]
struct Near {
    names: (u32, u32),
    mentions: (usize, usize),
    /// Sentences between, bytes between.
    rank: (usize, usize),
    inside: bool,
}

/// All pairs of a relation, one for each subject and object label.
#[must_use]
pub fn pairs<'a>(article: &'a Article<'a>, spec: &Spec) -> Vec<Pair<'a>> {
    let subjects: Vec<&End<'_>> = article.ends.iter().filter(|e| spec.subjects.contains(&e.class)).collect();
    if subjects.is_empty() {
        return Vec::new();
    }
    let objects = objects(article, spec);
    let (mut of_subject, mut of_object) = (Names::default(), Names::default());
    let who: Vec<u32> = subjects.iter().map(|e| of_subject.take(e.label)).collect();
    let what: Vec<u32> = objects.iter().map(|o| of_object.take(o.label)).collect();
    let most = of_object.counts.iter().copied().max().unwrap_or(0);
    let near = nearest(&subjects, &who, &objects, &what, spec.reach);
    let compared = compare(&near, of_subject.counts.len(), of_object.counts.len());
    let kept = near.iter().zip(compared).filter(|(near, _)| near.inside || near.rank.0 <= spec.reach);
    let mut pairs: Vec<Pair<'a>> = kept
        .map(|(near, (nearest, closest, rivals))| {
            let (subject, object) = (subjects[near.mentions.0], objects[near.mentions.1]);
            let count = of_object.counts[near.names.1 as usize];
            let object = Candidate { count, most: count == most, first: near.names.1 == 0, ..object.candidate() };
            Pair {
                subject: subject.clone(),
                object,
                distance: near.rank.0,
                choices: of_object.counts.len(),
                subject_count: of_subject.counts[near.names.0 as usize],
                subject_choices: of_subject.counts.len(),
                inside: near.inside,
                closest,
                nearest,
                rivals,
            }
        })
        .collect();
    if spec.objects == Objects::Places {
        for pair in &mut pairs {
            let from = article.homes.partition_point(|(place, _)| *place < pair.object.label);
            let homes = article.homes[from..].iter().take_while(|(place, _)| *place == pair.object.label);
            pair.object.homes = homes.map(|(_, body)| *body).collect();
        }
    }
    pairs
}

/// The nearest mentions of each subject and object that stand as near somewhere as a relation reaches, by the order of their
/// names. What is farther away is neither a pair nor nearer than one.
fn nearest(subjects: &[&End<'_>], who: &[u32], objects: &[Thing<'_>], what: &[u32], reach: usize) -> Vec<Near> {
    let mut best: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    let mut out: Vec<Near> = Vec::new();
    for (one, (subject, &s)) in subjects.iter().zip(who).enumerate() {
        let from = objects.partition_point(|o| o.sentence + reach < subject.sentence);
        let within = objects[from..].iter().take_while(|o| o.sentence <= subject.sentence + reach);
        for (two, object) in (from..).zip(within) {
            if subject.label == object.label {
                continue;
            }
            let rank = (subject.sentence.abs_diff(object.sentence), gap(subject.span, object.span));
            let inside = subject.span.contains(object.span) && subject.span != object.span;
            let near = Near { names: (s, what[two]), mentions: (one, two), rank, inside };
            let at = *best.entry(near.names).or_insert(out.len());
            match out.get_mut(at) {
                None => out.push(near),
                Some(kept) => {
                    let inside = kept.inside || inside;
                    if rank < kept.rank {
                        *kept = near;
                    }
                    kept.inside = inside;
                }
            }
        }
    }
    out.sort_unstable_by_key(|near| near.names);
    out
}

/// Sets each pair beside the others of its subject and of its object: whether no other object is nearer, whether no other
/// subject is, and how many other subjects stand in one sentence with the object.
fn compare(pairs: &[Near], subjects: usize, objects: usize) -> Vec<(bool, bool, usize)> {
    let far = (usize::MAX, usize::MAX);
    let mut of_subject = vec![far; subjects];
    let mut of_object = vec![(far, 0); objects];
    for near in pairs {
        let least = &mut of_subject[near.names.0 as usize];
        *least = near.rank.min(*least);
        let (least, together) = &mut of_object[near.names.1 as usize];
        *least = near.rank.min(*least);
        *together += usize::from(near.rank.0 == 0);
    }
    let set = |near: &Near| {
        let (least, together) = of_object[near.names.1 as usize];
        let rivals = together - usize::from(near.rank.0 == 0);
        (near.rank == of_subject[near.names.0 as usize], near.rank == least, rivals)
    };
    pairs.iter().map(set).collect()
}

/// Bytes between two ranges.
#[must_use]
pub fn gap(a: Span, b: Span) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

#[cfg(test)]
mod tests;
