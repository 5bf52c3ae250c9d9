//! An article while extraction and relation work on it.

use std::sync::OnceLock;

use crate::model::{Article, Byline, Class, DateMention, Mention, Pairs, PlaceLevel, Quantity, Span, TitleMention};

/// A word of a lexicon found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub span: Span,
    /// Number of the list in the lexicon.
    pub list: u16,
    /// Row in that list.
    pub row: u32,
}

/// What the statistical tagger calls a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TagKind {
    /// Name of a person.
    Person,
    /// Name of a body, companies included.
    Organization,
    /// Name of a place.
    Place,
    /// Job title.
    Title,
    /// Time expression.
    Time,
}

/// One tag of the tagger.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tag {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TagKind,
    /// 0 to 1.
    pub confidence: f32,
}

/// The administrative place that 我省, 全市, 该县 and bare body names of the article mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryPlace {
    /// Label of the province (江苏省), if settled.
    pub province: Option<String>,
    /// Label of the prefecture-level city.
    pub city: Option<String>,
    /// Label of the county-level division.
    pub county: Option<String>,
}

impl StoryPlace {
    /// The label at a level, if settled.
    #[must_use]
    pub fn at(&self, level: PlaceLevel) -> Option<&str> {
        match level {
            PlaceLevel::Province => self.province.as_deref(),
            PlaceLevel::City => self.city.as_deref(),
            PlaceLevel::County => self.county.as_deref(),
            PlaceLevel::Country | PlaceLevel::Town | PlaceLevel::Village | PlaceLevel::Region | PlaceLevel::Site => {
                None
            }
        }
    }
}

/// An article with what has been found in it so far. Extractors add to it in order; relators only read it.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The article.
    pub article: &'a Article,
    /// Every lexicon word, overlapping ones too, ordered by end.
    pub hits: Vec<Hit>,
    /// The tagger's tags, in order.
    pub tags: Vec<Tag>,
    /// Entities named, ordered by start, then longest first. Mentions nest, but never cross.
    pub mentions: Vec<Mention>,
    /// Post titles, in order.
    pub titles: Vec<TitleMention>,
    /// Dates, in order.
    pub dates: Vec<DateMention>,
    /// Numbers with units, in order.
    pub quantities: Vec<Quantity>,
    /// Who wrote, took or edited it, in order.
    pub bylines: Vec<Byline>,
    /// Where the story plays.
    pub story: StoryPlace,
    /// The pairs of characters of the text, when first asked for.
    pairs: OnceLock<Pairs>,
}

impl<'a> Document<'a> {
    /// Nothing found yet.
    #[must_use]
    pub fn new(article: &'a Article) -> Self {
        Self {
            article,
            hits: Vec::new(),
            tags: Vec::new(),
            mentions: Vec::new(),
            titles: Vec::new(),
            dates: Vec::new(),
            quantities: Vec::new(),
            bylines: Vec::new(),
            story: StoryPlace::default(),
            pairs: OnceLock::new(),
        }
    }

    /// How often words stand in the text, `most` at most: as `text.matches(words).take(most).count()`.
    #[must_use]
    pub fn times(&self, words: &str, most: usize) -> usize {
        self.pairs.get_or_init(|| Pairs::of(self.text())).count(self.text(), words, most)
    }

    /// The article's text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.article.text
    }

    /// The mentions that begin inside a range, in order.
    #[must_use]
    pub fn mentions_in(&self, span: Span) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        let to = self.mentions.partition_point(|m| m.span.start < span.end);
        &self.mentions[from..to.max(from)]
    }

    /// The lexicon's words that begin at a position.
    pub fn hits_from(&self, start: usize) -> impl Iterator<Item = &Hit> {
        const LONGEST: usize = 120;
        let from = self.hits.partition_point(|hit| hit.span.end <= start);
        let near = self.hits[from..].iter().take_while(move |hit| hit.span.end <= start + LONGEST);
        near.filter(move |hit| hit.span.start == start)
    }

    /// The first mention of an entity, if any.
    #[must_use]
    pub fn first(&self, class: Class, label: &str) -> Option<&Mention> {
        self.mentions.iter().find(|m| m.class == class && m.label == label)
    }

    /// Adds mentions and restores the order that the fields promise.
    pub fn add_mentions(&mut self, mut more: Vec<Mention>) {
        self.mentions.append(&mut more);
        self.mentions.sort_by(|a, b| {
            (a.span.start, std::cmp::Reverse(a.span.end)).cmp(&(b.span.start, std::cmp::Reverse(b.span.end)))
        });
    }
}
