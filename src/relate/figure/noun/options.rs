//! Every phrase that may be the noun of a number, with what speaks for it.

use crate::lexicon::{Features, digit};
use crate::model::{Quantity, last_characters};
use crate::relate::figure::noun::phrase::{self, Before};
use crate::relate::figure::noun::span::{self, Stretch};
use crate::relate::figure::vocabulary::{Vocabulary, tidy};
use crate::relate::figure::words::{Word, words};
use crate::relate::figure::{change, gate};

/// The words around a number.
#[derive(Clone, Copy, Debug)]
pub(in crate::relate::figure) struct Around<'t> {
    /// The clause before the number, without what opens it.
    pub said: &'t str,
    /// The clause behind it.
    pub post: &'t str,
    /// What the figure before counted, in the same paragraph.
    pub topic: Option<&'t str>,
}

/// A phrase that may be the noun.
#[derive(Clone, Debug)]
pub(in crate::relate::figure) struct Noun<F> {
    /// The phrase.
    pub label: String,
    /// What speaks for and against it, by the names of the weight table.
    pub features: F,
}

/// A phrase and where it comes from.
#[derive(Clone, Debug)]
pub(super) struct Found<'t> {
    /// The phrase.
    pub label: String,
    /// Name of the place it comes from.
    pub source: &'static str,
    /// The words that it is, when it was taken for no other reason than that they stand there.
    pub stretch: Option<Stretch<'t>>,
}

/// All phrases that may be the noun, each once, with what speaks for each in a taker that `make` makes.
pub(in crate::relate::figure) fn options<F: Features>(
    v: &Vocabulary,
    quantity: &Quantity,
    around: &Around<'_>,
    make: impl Fn() -> F,
) -> Vec<Noun<F>> {
    let sort = gate::sort(v, &quantity.unit);
    let said = v.without_leads(around.said);
    let bare = v.without_copulas(said);
    let post = around.post.trim_start_matches(['的', ' ', '左', '右']);
    let (preceding, following) = (words(bare), words(post));
    let sides = Sides { said, bare, post, preceding: &preceding, following: &following };
    let found = Search { v, quantity, sort, around, out: Vec::with_capacity(32) }.all(&sides);
    let usual = found.first().map_or("none", |found| found.source);
    let behind = found.iter().any(|found| found.source == "behind");
    let mut out: Vec<Noun<F>> = Vec::with_capacity(found.len());
    for Found { label, source, stretch } in found {
        if !gate::noun(v, &label) {
            continue;
        }
        let index = out.iter().position(|noun| noun.label == label).unwrap_or_else(|| {
            let mut features = make();
            looks(v, &label, sort, &mut features);
            out.push(Noun { features, label });
            out.len() - 1
        });
        let features = &mut out[index].features;
        features.add(&[source]);
        features.add(&[source, ":", sort]);
        features.add(&[source, ":", sort, ":", if behind { "behind" } else { "alone" }]);
        features.add(&[source, ":for:", usual]);
        if let Some(stretch) = stretch {
            stretch.features(source, features);
        }
    }
    out
}

/// How a phrase looks.
fn looks(v: &Vocabulary, label: &str, sort: &str, out: &mut dyn Features) {
    let bucket = match label.chars().count() {
        length @ 0..=4 => digit(length),
        5..=6 => "5",
        7..=9 => "7",
        10..=14 => "10",
        15..=20 => "15",
        _ => "21",
    };
    out.add(&["length:", bucket]);
    out.add(&["length:", bucket, ":", sort]);
    out.add(&["end:", last_characters(label, 1)]);
    out.add(&["ends:", last_characters(label, 2)]);
    out.add(&["begins:", label.char_indices().nth(2).map_or(label, |(at, _)| &label[..at])]);
    for (mark, name) in [('的', "of"), ('、', "list"), ('，', "comma")] {
        if label.contains(mark) {
            out.add(&["has:", name]);
        }
    }
    if let Some(verb) = v.dropped.iter().filter(|verb| label.starts_with(**verb)).max_by_key(|verb| verb.len()) {
        out.add(&["verb"]);
        out.add(&["verb:", verb]);
        out.add(&["verb:", sort]);
    }
    if label.bytes().any(|c| c.is_ascii_digit()) {
        out.add(&["has:digit"]);
    }
}

/// The words on both sides of a number.
struct Sides<'t> {
    /// The clause before it without what opens it, and that without what ties its noun to the number.
    said: &'t str,
    bare: &'t str,
    /// The clause behind it.
    post: &'t str,
    /// The words of both.
    preceding: &'t [Word<'t>],
    following: &'t [Word<'t>],
}

struct Search<'s> {
    v: &'s Vocabulary,
    quantity: &'s Quantity,
    sort: &'static str,
    around: &'s Around<'s>,
    out: Vec<Found<'s>>,
}

impl<'s> Search<'s> {
    /// The phrases with the name of where each comes from, the usual one first.
    fn all(mut self, sides: &Sides<'s>) -> Vec<Found<'s>> {
        let rate = self.sort == "rate";
        let Sides { said, bare, post, preceding, following } = *sides;
        let people = matches!(self.quantity.unit.as_str(), "名" | "位" | "人" | "家");
        let (count, length) = phrase::behind(self.v, following, people);
        let behind = tidy(&post[..length]);
        let before = phrase::before(self.v, preceding);
        let changed = change::change(self.around.said).filter(|_| rate || behind.is_empty());
        if let Some((at, label)) = &changed {
            self.changes(&self.around.said[..*at], label);
        }
        if !behind.is_empty() && !rate {
            self.backward(&behind, &following[count..], &before);
        }
        self.forward(&said[bare.len()..], bare, before, changed.is_none());
        if !behind.is_empty() && rate {
            self.put(behind, "behind");
        }
        if let Some(doing) = gate::doing(&self.quantity.unit, post) {
            self.put(doing, "doing");
        }
        // “50余人参加培训”: 参加人员.
        if let Some(verb) = following.first().filter(|w| matches!(self.sort, "who") && w.verb() && w.text.len() > 3) {
            self.put(format!("{}人员", verb.text), "doers");
        }
        if let Some(topic) = self.around.topic {
            self.put(topic.to_owned(), "topic");
        }
        if !rate {
            span::behind(following, &mut self.out);
        }
        span::before(preceding, &mut self.out);
        self.out
    }

    fn put(&mut self, label: String, source: &'static str) {
        self.out.push(Found { label, source, stretch: None });
    }

    /// Nouns of a change: its own, or that of the clause before.
    fn changes(&mut self, words: &str, label: &str) {
        let words = self.v.without_copulas(words);
        let own = tidy(self.v.without_leads(words));
        let bare = own.is_empty() || self.v.bare.contains(&own.as_str());
        if !bare {
            self.put(format!("{own}{label}"), "change");
        }
        if let Some(topic) = self.around.topic {
            // “收入增长5%，增速加快2个百分点”: what grew, not its growth.
            let head = change::change(topic).map_or(topic, |(at, _)| &topic[..at]);
            self.put(format!("{head}{own}{label}"), if bare { "change-topic" } else { "change-joined" });
        }
        if bare && !own.is_empty() {
            self.put(format!("{own}{label}"), "change-bare");
        }
    }

    /// Nouns that begin behind the number.
    fn backward(&mut self, behind: &str, rest: &[Word<'_>], before: &Before) {
        self.put(behind.to_owned(), "behind");
        if let Some((_, last)) = behind.rsplit_once('的').filter(|(_, last)| last.chars().count() >= 2) {
            self.put(last.to_owned(), "behind-last");
        }
        let Before { verb, noun } = before;
        if !verb.is_empty() || !noun.is_empty() {
            self.put(format!("{verb}{noun}{behind}"), "around");
        }
        if noun.is_empty() && !verb.is_empty() {
            self.put(format!("{verb}{behind}"), "verb-behind");
        }
        let empty = |w: &Word<'_>| matches!(w.tag, "d" | "p" | "ul" | "u" | "uj");
        if let Some(next) = rest.iter().find(|w| !empty(w)).filter(|w| w.tag.starts_with('v')) {
            self.put(format!("{}{behind}", next.text), "deed-behind");
            self.put(format!("{behind}{}", next.text), "behind-deed");
        }
        let whole: String = rest.iter().map(|w| w.text).collect();
        if !whole.is_empty() && whole.chars().count() <= 10 {
            self.put(tidy(&format!("{behind}{whole}")), "post");
        }
    }

    /// Nouns that end before the number; `tie` is what ties them to it.
    fn forward(&mut self, tie: &str, bare: &str, before: Before, first: bool) {
        let copula = ["达", "为", "是", "约", "超过", "突破", "至", "到"].iter().any(|w| tie.contains(w));
        let named = tidy(bare);
        let label = before.label(self.v);
        let unit = self.quantity.unit.as_str();
        let label = match label.strip_prefix("生产").filter(|m| m.chars().count() >= 2) {
            Some(made) if matches!(unit, "吨" | "立方米" | "千瓦时") => format!("{made}产量"),
            _ => label,
        };
        let light = self.v.light.iter().find_map(|w| named.split_once(w)).map(|(a, b)| format!("{a}{b}"));
        let whole = light.unwrap_or_else(|| named.clone());
        let dependent = named.is_empty() || named.starts_with('占') || self.v.bare.contains(&named.as_str());
        let longest = if copula { 22 } else { 12 };
        if dependent && let Some(topic) = self.around.topic {
            self.put(format!("{topic}{named}"), "topic-joined");
        }
        let fits = whole.chars().count() <= longest;
        let clause = (whole, if copula { "whole-tied" } else { "whole" });
        let noun = (label, if copula { "label-tied" } else { "label" });
        let order =
            if first && fits && (copula || unit == "元" || unit == "%") { [clause, noun] } else { [noun, clause] };
        for (label, source) in order {
            self.put(label, source);
        }
        let Before { verb, noun } = before;
        if let Some((_, last)) = noun.rsplit_once('的').filter(|(_, last)| last.chars().count() >= 2) {
            self.put(last.to_owned(), "noun-last");
        }
        self.put(format!("{verb}{noun}"), "verb-noun");
        self.put(noun, "noun");
        if !dependent && let Some(topic) = self.around.topic {
            self.put(format!("{topic}{named}"), "topic-also");
        }
    }
}
