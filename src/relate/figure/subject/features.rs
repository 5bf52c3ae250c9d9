//! What speaks for an entity being the subject of a figure.

use crate::lexicon::{Features, digit};
use crate::model::{Class, Quantity, Span, last_characters};
use crate::relate::figure::gate;
use crate::relate::figure::subject::Cast;
use crate::relate::figure::subject::cast::{Seen, nation_in};
use crate::relate::figure::subject::past::Past;
use crate::relate::figure::subject::topic::{echo, paragraph, topics};
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
    /// What has been named before it.
    past: &'c Past,
    /// The happening or programme named last.
    happening: Option<usize>,
    /// The entities that opened the last clauses, the last one first.
    topics: Vec<usize>,
    /// Where the paragraph begins, and where its first sentence ends.
    paragraph: (usize, usize),
    /// What is done in the clause.
    deeds: Vec<&'static str>,
    /// The end of the noun: a contest has 选手, a union 开展.
    noun: &'c str,
}

/// Whether the paragraph of a figure has named an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Elsewhere,
    Here,
    /// In its first sentence.
    Lead,
}

impl Place {
    pub(super) fn features(self, sort: &str, class: &str, out: &mut dyn Features) {
        out.add(&["paragraph:", if self == Self::Elsewhere { "elsewhere" } else { "here" }, ":", class]);
        if self == Self::Lead {
            out.add(&["paragraph:lead:", class]);
            out.add(&["paragraph:lead:", sort]);
        }
    }
}

impl<'c, 'd, 'a> Scene<'c, 'd, 'a> {
    pub(in crate::relate::figure) fn of(
        cast: &'c Cast<'d, 'a>,
        v: &'c Vocabulary,
        past: &'c Past,
        quantity: &Quantity,
        noun: &'c str,
        target: bool,
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
        Self {
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
            past,
            happening: past.happening(),
            topics: topics(cast, index, at),
            paragraph: paragraph(document, index),
            deeds: cast.deeds_in(Span::new(clause, at)),
            noun: last_characters(noun, 2),
        }
    }

    /// The number of its sentence.
    pub(super) const fn sentence(&self) -> usize {
        self.index
    }

    /// The words of the sentence before it.
    pub(super) fn words(&self) -> &str {
        &self.cast.document.text()[self.sentence.start..self.at]
    }

    /// What is spoken of.
    pub(super) fn topics(&self) -> impl Iterator<Item = usize> + '_ {
        self.topics.iter().copied()
    }

    /// Whether a mention stands so far before it that how far does not matter.
    pub(super) const fn is_far(&self, seen: &Seen<'_>) -> bool {
        seen.sentence + 3 < self.index
    }

    /// Whether the next sentence may say whose aims these are.
    pub(super) fn sums_up(&self, class: Class) -> bool {
        self.summed && class == Class::Policy
    }

    /// Whether the paragraph has named it.
    pub(super) fn in_paragraph(&self, number: usize) -> Place {
        let (start, lead) = self.paragraph;
        if !self.past.since(number, start) {
            return Place::Elsewhere;
        }
        let seen = &self.cast.entities[number].seen;
        let from = seen.partition_point(|s| s.mention.span.start < start);
        let mut opening = seen[from..].iter().take_while(|s| s.mention.span.start < lead);
        let leads = opening.any(|s| !s.implied && s.mention.span.end <= lead.min(self.at));
        if leads { Place::Lead } else { Place::Here }
    }

    /// The features of an entity, by the names of the weight table.
    pub(in crate::relate::figure) fn features(&self, number: usize, out: &mut dyn Features) {
        let entity = &self.cast.entities[number];
        let (sort, class) = (entity.sort, entity.entity.class);
        self.of_sort(sort, class, out);
        self.nearest(number, out);
        self.topic(number, out);
        self.in_paragraph(number).features(sort, class.as_str(), out);
        self.lasting(number, out);
        self.taken_part(class, self.happening == Some(number), out);
        let own = || entity.seen.iter().filter(|s| !s.implied);
        if self.sums_up(class) && own().any(|s| s.sentence == self.index + 1) {
            out.add(&["summed-up"]);
        }
    }

    /// What is said of all entities of a sort.
    pub(super) fn of_sort(&self, sort: &str, class: Class, out: &mut dyn Features) {
        out.add(&["sort:", sort]);
        out.add(&["sort:", sort, ":", self.unit]);
        out.add(&["sort:", sort, ":", if self.target { "target" } else { "result" }]);
        for deed in &self.deeds {
            out.add(&["deed:", deed, ":", class.as_str()]);
        }
        out.add(&["noun:", self.noun, ":", class.as_str()]);
        self.nation(sort, class.as_str(), out);
    }

    /// Whether people take part in it.
    pub(super) fn taken_part(&self, class: Class, last: bool, out: &mut dyn Features) {
        if self.takes_part && matches!(class, Class::Event | Class::Initiative) {
            out.add(&["takes-part:", class.as_str(), if last { ":last" } else { "" }]);
        }
    }

    /// What is said of an entity wherever the figure stands.
    pub(super) fn lasting(&self, number: usize, out: &mut dyn Features) {
        let entity = &self.cast.entities[number];
        let class = entity.entity.class.as_str();
        out.add(&["count:", digit(if entity.count > 5 { 6 } else { entity.count.min(3) }), ":", class]);
        if entity.count == self.cast.most {
            out.add(&["most:", class]);
        }
        let headline = self.cast.document.article.headline_span;
        if let Some((start, sentence)) = entity.first {
            if start < headline.end {
                out.add(&["headline:", class]);
            }
            if sentence <= usize::from(!headline.is_empty()) {
                out.add(&["lead:", class]);
            }
        }
        self.story(number, out);
        if matches!(entity.entity.class, Class::Event | Class::Initiative) {
            // A press conference has no figures of its own, a contest has.
            out.add(&["head:", entity.end()]);
        }
    }

    /// Whether it is what the last clauses speak of.
    fn topic(&self, number: usize, out: &mut dyn Features) {
        let entity = &self.cast.entities[number];
        let (sort, class) = (entity.sort, entity.entity.class.as_str());
        if let Some(rank) = self.topics.iter().position(|&topic| topic == number) {
            out.add(&["topic:", digit(rank)]);
            out.add(&["topic:", digit(rank), ":", sort]);
        }
        let words = Span::new(self.sentence.start, self.at);
        if let Some(how) = echo(self.v, self.cast.document, entity, words) {
            out.add(&["echo:", how]);
            out.add(&["echo:", how, ":", class]);
        }
        if self.topics.first() == Some(&number) {
            for deed in &self.deeds {
                out.add(&["topic:deed:", deed, ":", class]);
            }
            out.add(&["topic:noun:", self.noun, ":", class]);
        }
    }

    /// Where and how it was named last.
    pub(super) fn nearest(&self, number: usize, out: &mut dyn Features) {
        let entity = &self.cast.entities[number];
        let (sort, class) = (entity.sort, entity.entity.class.as_str());
        let Some(seen) = self.past.last(number).map(|last| &entity.seen[last]) else {
            let later = entity.first.map_or("never", |(_, s)| if s <= self.index { "sentence" } else { "later" });
            return out.add(&["after:", later, ":", class]);
        };
        let mention = seen.mention;
        let distance = match () {
            () if mention.span.start >= self.clause => "clause",
            () if mention.span.start >= self.sentence.start => "sentence",
            () if seen.sentence + 1 == self.index => "past",
            () if !self.is_far(seen) => "near",
            () => "far",
        };
        out.add(&["last:", distance]);
        out.add(&["last:", distance, ":", sort]);
        if mention.nested {
            out.add(&["nested:", distance, ":", class]);
        }
        if seen.implied {
            let kind = mention.kind.map_or("none", |k| k.as_str());
            out.add(&["implied:", distance, ":", if sort == "china" { "china" } else { kind }]);
        }
        if mention.anaphoric {
            out.add(&["anaphoric:", distance, ":", class]);
        }
        self.opening(number, distance, out);
        if !seen.implied && !mention.nested {
            self.company(mention.span, class, matches!(distance, "clause" | "sentence"), out);
        }
        if self.past.named(number) {
            let (all, within) = self.past.rank(self.cast, number);
            out.add(&["recent:", digit(all)]);
            out.add(&["recent:", digit(within), ":", class]);
            if within == 0 {
                out.add(&["nearest:", distance, ":", class]);
            }
        }
        if self.happening == Some(number) {
            out.add(&["happening:", class]);
            if !self.pointed.is_empty() {
                out.add(&["pointed:", self.pointed, ":", class]);
            }
        }
    }

    /// Whether it begins a clause of the sentence.
    fn opening(&self, number: usize, distance: &str, out: &mut dyn Features) {
        let entity = &self.cast.entities[number];
        let (sort, class) = (entity.sort, entity.entity.class.as_str());
        let mentions = &self.cast.document.mentions;
        let opens = |sentence: usize| {
            let openers = self.cast.openers.get(sentence).map_or(&[][..], Vec::as_slice);
            openers.iter().rev().filter(|(_, m)| mentions[*m].span.end <= self.at)
        };
        let found = opens(self.index).enumerate().find(|(_, (_, m))| self.cast.of_mention[*m] == Some(number));
        if let Some((rank, (start, _))) = found {
            out.add(&["opens:", digit(rank.min(2))]);
            out.add(&["opens:", digit(rank.min(2)), ":", sort]);
            if *start >= self.clause {
                out.add(&["opens:clause:", class]);
            }
            if *start == self.sentence.start {
                out.add(&["opens:first:", class]);
            }
        } else if matches!(distance, "clause" | "sentence") {
            out.add(&["inside:", distance, ":", class]);
        } else if distance == "past"
            && self.index > 0
            && opens(self.index - 1).any(|(_, m)| self.cast.of_mention[*m] == Some(number))
        {
            out.add(&["opens:past:", class]);
        }
    }

    /// The words beside it.
    fn company(&self, span: Span, class: &str, near: bool, out: &mut dyn Features) {
        let text = self.cast.document.text();
        let (before, behind) = (&text[..span.start], &text[span.end..]);
        let pre = self.v.before.iter().find(|w| before.ends_with(**w)).copied().unwrap_or("other");
        let says = self.v.says.iter().any(|w| behind.starts_with(w));
        let post = self.v.behind.iter().find(|w| behind.starts_with(**w)).copied();
        let post = if says { "says" } else { post.unwrap_or("other") };
        out.add(&["before:", pre]);
        out.add(&["behind:", post]);
        if near {
            out.add(&["before:", pre, ":", class]);
            out.add(&["behind:", post, ":", class]);
        }
    }

    /// Words and bodies of the whole country.
    fn nation(&self, sort: &str, class: &str, out: &mut dyn Features) {
        if sort == "china" {
            let local = if self.cast.local { "local" } else { "free" };
            out.add(&["nation:", self.nation, ":", local]);
            out.add(&["nation:heads:", digit(self.cast.national_heads.min(3))]);
            if self.cast.national_body {
                out.add(&["nation:body"]);
            }
        } else if self.nation == "clause" {
            out.add(&["nation:other:", class]);
        }
    }

    /// Whether it is where the story plays.
    fn story(&self, number: usize, out: &mut dyn Features) {
        let entity = &self.cast.entities[number].entity;
        let story = &self.cast.document.story;
        let places = [&story.county, &story.city, &story.province];
        let label = Some(&entity.label);
        if entity.class == Class::Place && places.iter().any(|p| p.as_ref() == label) {
            let smallest = places.iter().find_map(|p| p.as_ref()) == label;
            out.add(&[if smallest { "story:smallest" } else { "story:above" }]);
        }
    }
}
