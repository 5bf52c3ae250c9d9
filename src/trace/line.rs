//! A line of a report: one doing, with all that its article says of it.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use crate::trace::post::{self, Post};
use crate::trace::{Figure, Lang, Told};

/// What a line tells of; the order is that of lines of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A document.
    Policy,
    /// A part of a policy.
    Measure,
    /// A programme of activity.
    Initiative,
    /// A bounded happening.
    Event,
    /// Numbers to reach.
    Target,
    /// Numbers reached.
    Result,
    /// Bodies that work together.
    Cooperation,
    /// An award.
    Honor,
    /// Titles that somebody holds.
    Post,
}

impl Kind {
    /// Its name.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Policy => ("政策", "policy"),
            Self::Measure => ("举措", "measure"),
            Self::Initiative => ("行动", "initiative"),
            Self::Event => ("活动", "event"),
            Self::Target => ("目标", "target"),
            Self::Result => ("成果", "result"),
            Self::Cooperation => ("合作", "cooperation"),
            Self::Honor => ("荣誉", "honour"),
            Self::Post => ("任职", "post"),
        };
        lang.of(zh, en)
    }

    /// So many of them: `政策3`, `3 policies`.
    pub(super) fn counted(self, count: usize, lang: Lang) -> String {
        let name = self.name(lang);
        let many = match (count, name.strip_suffix('y')) {
            (1, _) => name.to_owned(),
            (_, Some(stem)) => format!("{stem}ies"),
            (_, None) => format!("{name}s"),
        };
        lang.of(&format!("{name}{count}"), &format!("{count} {many}")).to_owned()
    }

    /// Between who and what.
    const fn verb(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Policy => ("出台", "issued"),
            Self::Measure => ("推出", "set out"),
            Self::Initiative => ("开展", "runs"),
            Self::Event => ("举办", "held"),
            Self::Target => ("提出", "aims at"),
            Self::Result => ("取得", "reached"),
            Self::Cooperation => ("与", "works with"),
            Self::Honor => ("获", "received"),
            Self::Post => ("任", "is"),
        };
        lang.of(zh, en)
    }
}

/// Where a line is said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// The sentence.
    pub sentence: String,
    /// Ranges of it, in characters, that name what the line is about.
    #[serde(skip)]
    pub marks: Vec<Range<usize>>,
    /// Key of the article.
    pub article: String,
    /// IRI of the article.
    pub graph: String,
    /// Its headline.
    pub headline: String,
    /// Its day.
    pub published: String,
    /// Its newspaper.
    pub publisher: String,
    /// Its address.
    pub url: String,
    /// File that it was read from.
    pub file: String,
    /// Line of the file.
    pub line: String,
    /// Where the sentence begins in the article.
    #[serde(skip)]
    pub at: usize,
    /// How sure the least sure claim is that it stands for.
    pub confidence: f64,
    /// Number of claims that it stands for, beyond that there is such a thing.
    #[serde(skip)]
    pub weight: usize,
}

impl Source {
    pub(super) fn of(told: &Told) -> Self {
        Self {
            sentence: told.sentence.replace('\n', " "),
            marks: told.marks.clone(),
            article: told.row.article.clone(),
            graph: told.graph.as_str().to_owned(),
            headline: told.headline.clone(),
            published: told.published.clone(),
            publisher: told.publisher.clone(),
            url: told.url.clone(),
            file: told.file.clone(),
            line: told.line.clone(),
            at: told.at,
            confidence: told.confidence.parse().unwrap_or(0.0),
            weight: usize::from(told.row.relation != "a"),
        }
    }

    /// Takes in another claim of the same sentence. How sure it is that there is such a thing counts only alone.
    fn join(&mut self, other: &Self) {
        self.marks = united(&self.marks, &other.marks);
        self.confidence = match (self.weight, other.weight) {
            (0, 1..) => other.confidence,
            (1.., 0) => self.confidence,
            _ => self.confidence.min(other.confidence),
        };
        self.weight += other.weight;
    }

    /// Article and place: `人民网 2023-08-04《…》 117.json:1`.
    #[must_use]
    pub fn place(&self) -> String {
        let headline = if self.headline.is_empty() { String::new() } else { format!("《{}》", self.headline) };
        let day = [self.publisher.as_str(), self.published.as_str()].join(" ");
        let named = format!("{}{headline}", day.trim());
        format!("{} {}:{}", named.trim(), self.file, self.line).trim().to_owned()
    }
}

/// One doing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// What it tells of.
    pub kind: Kind,
    /// Day, month or year, or else empty.
    pub when: String,
    /// Its end, or else empty.
    pub until: String,
    /// Whether the text names the date; otherwise it is the article's.
    pub dated: bool,
    /// Who did it.
    pub who: Vec<String>,
    /// What it is called.
    pub what: String,
    /// Bodies with the titles that somebody holds there.
    #[serde(serialize_with = "crate::trace::post::whole")]
    pub titles: Vec<Post>,
    /// Where.
    #[serde(rename = "where")]
    pub places: Vec<String>,
    /// For whom.
    pub whom: Vec<String>,
    /// Together with whom.
    pub with: Vec<String>,
    /// Who took part.
    pub present: Vec<String>,
    /// What it carries out or is part of.
    pub towards: Vec<String>,
    /// What is to be reached.
    pub targets: Vec<Figure>,
    /// What has been reached.
    pub results: Vec<Figure>,
    /// How sure the least sure claim is.
    pub confidence: f64,
    /// The sentences that say so, by article.
    pub sources: Vec<Source>,
    /// IRI of the doing or its subject.
    pub iri: String,
}

impl Line {
    pub(super) fn new(kind: Kind, iri: &str) -> Self {
        Self {
            kind,
            when: String::new(),
            until: String::new(),
            dated: false,
            who: Vec::new(),
            what: String::new(),
            titles: Vec::new(),
            places: Vec::new(),
            whom: Vec::new(),
            with: Vec::new(),
            present: Vec::new(),
            towards: Vec::new(),
            targets: Vec::new(),
            results: Vec::new(),
            confidence: 1.0,
            sources: Vec::new(),
            iri: iri.to_owned(),
        }
    }

    /// Who did what, in a phrase.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        let who = lang.list(&self.who);
        let what = match self.kind {
            Kind::Policy | Kind::Measure | Kind::Initiative | Kind::Event | Kind::Honor => self.what.clone(),
            Kind::Target => figures(&self.targets, lang),
            Kind::Result => figures(&self.results, lang),
            Kind::Cooperation => format!("{}{}", lang.list(&self.with), lang.of("合作", "")),
            Kind::Post => post::listed(&self.titles, lang),
        };
        let past = self.kind == Kind::Post && self.titles.iter().all(Post::is_past);
        let verb = if past { lang.of("曾任", "was") } else { self.kind.verb(lang) };
        if who.is_empty() { what } else { format!("{who} {verb} {what}") }
    }

    /// Everything else, with its heading.
    #[must_use]
    pub fn details(&self, lang: Lang) -> Vec<(&'static str, String)> {
        // What the title says already is not said again.
        let unless = |kind, words: &dyn Fn() -> String| if self.kind == kind { String::new() } else { words() };
        let end = if self.until.is_empty() { String::new() } else { lang.date(&self.until) };
        let all = [
            (lang.of("至", "until"), end),
            (lang.of("地点", "where"), lang.list(&self.places)),
            (lang.of("对象", "for"), lang.list(&self.whom)),
            (lang.of("协同", "with"), unless(Kind::Cooperation, &|| lang.list(&self.with))),
            (lang.of("参加", "present"), lang.list(&self.present)),
            (lang.of("依据", "under"), lang.list(&self.towards)),
            (lang.of("目标", "targets"), unless(Kind::Target, &|| figures(&self.targets, lang))),
            (lang.of("成果", "results"), unless(Kind::Result, &|| figures(&self.results, lang))),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Whether it tells more than a name.
    #[must_use]
    pub fn is_telling(&self) -> bool {
        !self.who.is_empty() || self.dated || !self.details(Lang::Zh).is_empty()
    }

    /// Takes in another line of the same doing.
    pub(super) fn join(&mut self, other: Self) {
        for (mine, theirs) in [
            (&mut self.who, other.who),
            (&mut self.places, other.places),
            (&mut self.whom, other.whom),
            (&mut self.with, other.with),
            (&mut self.present, other.present),
            (&mut self.towards, other.towards),
        ] {
            theirs.into_iter().for_each(|name| add(mine, name));
        }
        other.titles.into_iter().for_each(|post| post::add(&mut self.titles, post));
        for (mine, theirs) in [(&mut self.targets, other.targets), (&mut self.results, other.results)] {
            theirs.into_iter().for_each(|figure| add(mine, figure));
        }
        self.confidence = self.confidence.min(other.confidence);
        for source in other.sources {
            self.source(source);
        }
    }

    /// Whether it stands on the same sentences.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        let of = |line: &Self| line.sources.iter().map(|s| (s.graph.clone(), s.at)).collect::<BTreeSet<_>>();
        of(self) == of(other)
    }

    /// Adds a sentence, or what it says more to the same one.
    pub(super) fn source(&mut self, source: Source) {
        self.confidence = self.confidence.min(source.confidence);
        let same = |known: &&mut Source| known.graph == source.graph && known.sentence == source.sentence;
        match self.sources.iter_mut().find(same) {
            Some(known) => known.join(&source),
            None => self.sources.push(source),
        }
    }

    /// Puts the sentences in the order in which they help a reader: those that name the doing, then those that name what is
    /// asked for (of a person the other way round), then those that say most, then as the article has them. Those that only
    /// name the thing are left out where others tell of it.
    pub(super) fn settle(&mut self, names: &[String], person: bool) {
        if self.sources.iter().any(|source| source.weight > 0) {
            self.sources.retain(|source| source.weight > 0);
        }
        let what = bare(&self.what);
        let names_doing = |sentence: &str| !what.is_empty() && sentence.contains(&what);
        let names_it = |sentence: &str| names.iter().any(|name| sentence.contains(name));
        self.sources.sort_by_cached_key(|source| {
            let sentence = bare(&source.sentence);
            let (doing, it) = (!names_doing(&sentence), !names_it(&sentence));
            let first = if person { (it, doing) } else { (doing, it) };
            (first, Reverse(source.weight), source.published.clone(), source.graph.clone(), source.at)
        });
    }
}

/// Words without the marks and gaps that names are written with in a text but not in the graph.
fn bare(words: &str) -> String {
    words.chars().filter(|c| !"“”‘’\"'《》 \u{3000}".contains(*c)).collect()
}

/// Figures one after the other.
pub(super) fn figures(figures: &[Figure], lang: Lang) -> String {
    figures.iter().map(|figure| figure.words(lang)).collect::<Vec<_>>().join(lang.of("；", "; "))
}

/// Adds what is not there yet.
pub(super) fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Ranges of both, in order, those that overlap as one.
fn united(a: &[Range<usize>], b: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = a.iter().chain(b).cloned().collect();
    all.sort_by_key(|range| (range.start, range.end));
    let mut united: Vec<Range<usize>> = Vec::new();
    for range in all {
        match united.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => united.push(range),
        }
    }
    united
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_both_are_kept_in_order() {
        assert_eq!(united(&[4..6, 0..2], &[5..8, 2..3]), [0..2, 2..3, 4..8]);
    }
}
