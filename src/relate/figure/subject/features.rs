//! What speaks for an entity being the subject of a figure.

use crate::lexicon::Lexicon;
use crate::model::{Class, Quantity, Span};
use crate::relate::figure::gate;
use crate::relate::figure::subject::cast::{Seen, nation_in};
use crate::relate::figure::subject::topic::{echo, paragraph, topics};
use crate::relate::figure::subject::{Cast, can_own};
use crate::relate::figure::vocabulary::Vocabulary;

/// A figure in its sentence.
#[derive(Debug)]
pub(in crate::relate::figure) struct Scene<'c, 'd, 'a> {
    cast: &'c Cast<'d, 'a>,
    v: &'c Vocabulary,
    /// Number of the sentence and its range.
    index: usize,
    sentence: Span,
    /// Where the number begins, and its clause.
    at: usize,
    clause: usize,
    unit: &'static str,
    target: bool,
    takes_part: bool,
    pointed: &'static str,
    nation: &'static str,
    summed: bool,
    /// Entities by how recently they were named (over all, within their class), nearest first.
    recent: Vec<(usize, usize, usize)>,
    /// The happening or programme named last.
    happening: Option<usize>,
    /// The entities that opened the last clauses, the last one first.
    topics: Vec<usize>,
    /// Where the paragraph begins, and where its first sentence ends.
    paragraph: (usize, usize),
    /// What is done in the clause, and the end of the noun: a contest has 选手, a union 开展.
    deeds: Vec<String>,
}

impl<'c, 'd, 'a> Scene<'c, 'd, 'a> {
    pub(in crate::relate::figure) fn of(
        cast: &'c Cast<'d, 'a>,
        v: &'c Vocabulary,
        quantity: &Quantity,
        noun: &str,
        target: bool,
        lexicon: &Lexicon,
    ) -> Self {
        let document = cast.document;
        let text = document.text();
        let at = quantity.span.start;
        let index = document.article.sentence_at(at);
        let sentence = document.article.sentence_span(at);
        let clause = gate::clause_start(text, sentence.start, at);
        let (said, before) = (&text[clause..at], &text[sentence.start..at]);
        let post = gate::clause_end(&text[quantity.span.end..sentence.end.max(quantity.span.end)]);
        let takes_part = v.takes_part.iter().any(|w| said.contains(w) || post.contains(w) || noun.contains(w));
        let points = |words: &str| v.points.iter().any(|w| words.contains(w));
        let pointed = if points(said) {
            "clause"
        } else if points(before) {
            "sentence"
        } else {
            ""
        };
        let nation = if nation_in(v, said) {
            "clause"
        } else if nation_in(v, before) {
            "sentence"
        } else {
            "none"
        };
        let next = document.article.sentences.get(index + 1).map_or("", |s| s.span.of(text));
        let summed = next.starts_with("这是") && next.contains("目标");
        let mut scene = Self {
            cast,
            v,
            index,
            sentence,
            at,
            clause,
            unit: gate::sort(v, &quantity.unit),
            target,
            takes_part,
            pointed,
            nation,
            summed,
            recent: Vec::new(),
            happening: None,
            topics: topics(cast, index, at),
            paragraph: paragraph(document, index),
            deeds: deeds(said, noun, lexicon),
        };
        scene.look_back();
        scene
    }

    fn look_back(&mut self) {
        let document = self.cast.document;
        let upto = document.mentions.partition_point(|m| m.span.start < self.at);
        let mut last: Vec<usize> = (0..upto)
            .filter(|&m| {
                let mention = &document.mentions[m];
                can_own(mention.class) && !mention.nested && mention.span.end <= self.at
            })
            .collect();
        last.sort_by_key(|&m| std::cmp::Reverse(document.mentions[m].span.end));
        for mention in last {
            let Some(entity) = self.cast.of_mention[mention] else { continue };
            if self.recent.iter().any(|(e, ..)| *e == entity) {
                continue;
            }
            let class = self.cast.entities[entity].entity.class;
            let of_class = |e: usize| self.cast.entities[e].entity.class == class;
            let within = self.recent.iter().filter(|(e, ..)| of_class(*e)).count();
            self.recent.push((entity, self.recent.len(), within));
            if self.happening.is_none() && matches!(class, Class::Event | Class::Initiative) {
                self.happening = Some(entity);
            }
        }
    }

    /// The features of an entity, by the names of the weight table.
    pub(in crate::relate::figure) fn features(&self, number: usize, take: &mut dyn FnMut(&str)) {
        let entity = &self.cast.entities[number];
        let (sort, class) = (entity.sort, entity.entity.class.as_str());
        let relation = if self.target { "target" } else { "result" };
        take(&format!("sort:{sort}"));
        take(&format!("sort:{sort}:{}", self.unit));
        take(&format!("sort:{sort}:{relation}"));
        for deed in &self.deeds {
            take(&format!("{deed}:{class}"));
        }
        self.nearest(number, take);
        self.topic(number, take);
        let own = || entity.seen.iter().filter(|s| !s.implied);
        let count = own().count();
        take(&format!("count:{}:{class}", if count > 5 { 6 } else { count.min(3) }));
        if count == self.cast.most {
            take(&format!("most:{class}"));
        }
        let headline = self.cast.document.article.headline_span;
        if own().any(|s| s.mention.span.start < headline.end) {
            take(&format!("headline:{class}"));
        }
        if own().any(|s| s.sentence <= usize::from(!headline.is_empty())) {
            take(&format!("lead:{class}"));
        }
        self.nation(sort, class, take);
        self.story(number, take);
        let event = matches!(entity.entity.class, Class::Event | Class::Initiative);
        if event {
            // A press conference has no figures of its own, a contest has.
            let label = entity.entity.label.as_str();
            let cut = label.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
            take(&format!("head:{}", &label[cut..]));
        }
        if self.takes_part && event {
            let last = if self.happening == Some(number) { ":last" } else { "" };
            take(&format!("takes-part:{class}{last}"));
        }
        if self.summed && entity.entity.class == Class::Policy && own().any(|s| s.sentence == self.index + 1) {
            take("summed-up");
        }
    }

    /// Whether it is what the last clauses and the paragraph speak of.
    fn topic(&self, number: usize, take: &mut dyn FnMut(&str)) {
        let entity = &self.cast.entities[number];
        let (sort, class) = (entity.sort, entity.entity.class.as_str());
        if let Some(rank) = self.topics.iter().position(|&topic| topic == number) {
            take(&format!("topic:{rank}"));
            take(&format!("topic:{rank}:{sort}"));
        }
        let (start, lead) = self.paragraph;
        let before = |from: usize| move |s: &&Seen<'_>| from <= s.mention.span.start && s.mention.span.end <= self.at;
        let own = || entity.seen.iter().filter(|s| !s.implied);
        let here = own().any(|s| before(start)(&s));
        take(&format!("paragraph:{}:{class}", if here { "here" } else { "elsewhere" }));
        if here && own().any(|s| before(start)(&s) && s.mention.span.end <= lead) {
            take(&format!("paragraph:lead:{class}"));
            take(&format!("paragraph:lead:{sort}"));
        }
        let words = Span::new(self.sentence.start, self.at);
        if let Some(how) = echo(self.v, self.cast.document, entity, words) {
            take(&format!("echo:{how}"));
            take(&format!("echo:{how}:{class}"));
        }
        for deed in &self.deeds {
            if self.topics.first() == Some(&number) {
                take(&format!("topic:{deed}:{class}"));
            }
        }
    }

    /// Where and how it was named last.
    fn nearest(&self, number: usize, take: &mut dyn FnMut(&str)) {
        let entity = &self.cast.entities[number];
        let (sort, class) = (entity.sort, entity.entity.class.as_str());
        let before = entity.seen.iter().filter(|s| s.mention.span.end <= self.at);
        let Some(seen) = before.max_by_key(|s| (s.mention.span.end, !s.mention.nested)) else {
            let later = entity.seen.iter().filter(|s| !s.implied).map(|s| s.sentence).min();
            let later = later.map_or("never", |s| if s <= self.index { "sentence" } else { "later" });
            return take(&format!("after:{later}:{class}"));
        };
        let mention = seen.mention;
        let distance = match () {
            () if mention.span.start >= self.clause => "clause",
            () if mention.span.start >= self.sentence.start => "sentence",
            () if seen.sentence + 1 == self.index => "past",
            () if seen.sentence + 3 >= self.index => "near",
            () => "far",
        };
        take(&format!("last:{distance}"));
        take(&format!("last:{distance}:{sort}"));
        if mention.nested {
            take(&format!("nested:{distance}:{class}"));
        }
        if seen.implied {
            let kind = mention.kind.map_or("none", |k| k.as_str());
            take(&format!("implied:{distance}:{}", if sort == "china" { "china" } else { kind }));
        }
        if mention.anaphoric {
            take(&format!("anaphoric:{distance}:{class}"));
        }
        self.opening(number, distance, take);
        if !seen.implied && !mention.nested {
            self.company(mention.span, class, matches!(distance, "clause" | "sentence"), take);
        }
        if let Some((_, all, within)) = self.recent.iter().find(|(e, ..)| *e == number) {
            take(&format!("recent:{}", all.min(&3)));
            take(&format!("recent:{}:{class}", within.min(&2)));
            if *within == 0 {
                take(&format!("nearest:{distance}:{class}"));
            }
        }
        if self.happening == Some(number) {
            take(&format!("happening:{class}"));
            if !self.pointed.is_empty() {
                take(&format!("pointed:{}:{class}", self.pointed));
            }
        }
    }

    /// Whether it begins a clause of the sentence.
    fn opening(&self, number: usize, distance: &str, take: &mut dyn FnMut(&str)) {
        let entity = &self.cast.entities[number];
        let (sort, class) = (entity.sort, entity.entity.class.as_str());
        let mentions = &self.cast.document.mentions;
        let opens = |sentence: usize| {
            let openers = self.cast.openers.get(sentence).map_or(&[][..], Vec::as_slice);
            openers.iter().rev().filter(|(_, m)| mentions[*m].span.end <= self.at)
        };
        let found = opens(self.index).enumerate().find(|(_, (_, m))| self.cast.of_mention[*m] == Some(number));
        if let Some((rank, (start, _))) = found {
            take(&format!("opens:{}", rank.min(2)));
            take(&format!("opens:{}:{sort}", rank.min(2)));
            if *start >= self.clause {
                take(&format!("opens:clause:{class}"));
            }
            if *start == self.sentence.start {
                take(&format!("opens:first:{class}"));
            }
        } else if matches!(distance, "clause" | "sentence") {
            take(&format!("inside:{distance}:{class}"));
        } else if distance == "past"
            && self.index > 0
            && opens(self.index - 1).any(|(_, m)| self.cast.of_mention[*m] == Some(number))
        {
            take(&format!("opens:past:{class}"));
        }
    }

    /// The words beside it.
    fn company(&self, span: Span, class: &str, near: bool, take: &mut dyn FnMut(&str)) {
        let text = self.cast.document.text();
        let (before, behind) = (&text[..span.start], &text[span.end..]);
        let pre = self.v.before.iter().find(|w| before.ends_with(**w)).copied().unwrap_or("other");
        let says = self.v.says.iter().any(|w| behind.starts_with(w));
        let post = self.v.behind.iter().find(|w| behind.starts_with(**w)).copied();
        let post = if says { "says" } else { post.unwrap_or("other") };
        take(&format!("before:{pre}"));
        take(&format!("behind:{post}"));
        if near {
            take(&format!("before:{pre}:{class}"));
            take(&format!("behind:{post}:{class}"));
        }
    }

    /// Words and bodies of the whole country.
    fn nation(&self, sort: &str, class: &str, take: &mut dyn FnMut(&str)) {
        if sort == "china" {
            let local = if self.cast.local { "local" } else { "free" };
            take(&format!("nation:{}:{local}", self.nation));
            take(&format!("nation:heads:{}", self.cast.national_heads.min(3)));
            if self.cast.national_body {
                take("nation:body");
            }
        } else if self.nation == "clause" {
            take(&format!("nation:other:{class}"));
        }
    }

    /// Whether it is where the story plays.
    fn story(&self, number: usize, take: &mut dyn FnMut(&str)) {
        let entity = &self.cast.entities[number].entity;
        let story = &self.cast.document.story;
        let places = [&story.county, &story.city, &story.province];
        let label = Some(&entity.label);
        if entity.class == Class::Place && places.iter().any(|p| p.as_ref() == label) {
            let smallest = places.iter().find_map(|p| p.as_ref()) == label;
            take(if smallest { "story:smallest" } else { "story:above" });
        }
    }
}

/// Verbs of the clause, and the last two characters of the noun.
fn deeds(said: &str, noun: &str, lexicon: &Lexicon) -> Vec<String> {
    let verbs = lexicon.list("link_verbs").entries.iter().filter(|verb| said.contains(verb.word));
    let mut out: Vec<String> = verbs.map(|verb| format!("deed:{}", verb.word)).collect();
    let cut = noun.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    out.push(format!("noun:{}", &noun[cut..]));
    out
}
