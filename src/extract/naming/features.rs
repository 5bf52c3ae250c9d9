//! What speaks for a stretch naming a programme, a happening, or nothing.

use crate::extract::han::is_han;
use crate::extract::initiative;
use crate::extract::naming::Candidate;
use crate::lexicon::{Features, Lexicon};
use crate::model::{Class, Document, Hit, Span};

/// Cue words this near to the name, in bytes (about 14 characters), count apart from those farther off.
const NEAR: usize = 42;

/// The features of a candidate, by the names under which the table of weights lists them. One may come twice.
pub fn of(document: &Document<'_>, candidate: &Candidate, lexicon: &Lexicon, line: &mut dyn Features) {
    generators(document, candidate, lexicon, line);
    words(&candidate.label, line);
    beginning(document, candidate, lexicon, line);
    around(document.text(), candidate.span, line);
    let number = document.article.sentence_at(candidate.span.start);
    line.add(&["sent=", &number.min(6).to_string()]);
    if let Some(sentence) = document.article.sentences.get(number) {
        cues(document, candidate.span, sentence.span, lexicon, line);
        mentions(document, candidate.span, sentence.span, line);
        dates(document, candidate.span, sentence.span, line);
    }
    article(document, candidate, line);
}

/// Takes only what speaks for a name beginning where the candidate does, of the features of [`of`].
pub struct Start<'f>(pub &'f mut dyn Features);

/// What the names of those features begin with; `data/recipes/naming/fit.py` has the same list.
const START: [&str; 23] = [
    "fv",
    "lv",
    "longer=",
    "shorter=",
    "rest=",
    "pre",
    "l1",
    "l2",
    "l3",
    "lb=",
    "e:stop",
    "i:border",
    "i:o/border",
    "i:kind",
    "mimm",
    "mhas",
    "len4",
    "rep=",
    "hlov",
    "inhl",
    "e:year",
    "e:numbered",
    "minside",
];

impl Features for Start<'_> {
    fn add(&mut self, parts: &[&str]) {
        let (first, second) = (parts.first().copied().unwrap_or(""), parts.get(1).copied().unwrap_or(""));
        let of_generator = first.ends_with(':');
        let begins = |name: &str| match name.strip_prefix(first) {
            Some(rest) if of_generator => second.starts_with(rest),
            _ => !of_generator && first.starts_with(name),
        };
        if START.iter().any(|name| begins(name)) {
            self.0.add(parts);
        }
    }
}

/// Gives what it takes to two others.
pub struct Both<'f>(pub &'f mut dyn Features, pub &'f mut dyn Features);

impl Features for Both<'_> {
    fn add(&mut self, parts: &[&str]) {
        self.0.add(parts);
        self.1.add(parts);
    }
}

/// What the generators noticed.
fn generators(document: &Document<'_>, candidate: &Candidate, lexicon: &Lexicon, line: &mut dyn Features) {
    if let Some(programme) = &candidate.programme {
        for feature in initiative::features::of(document, programme, lexicon) {
            line.add(&["i:", &feature]);
        }
    }
    if let Some(happening) = &candidate.happening {
        for feature in &happening.features {
            line.add(&["e:", feature]);
        }
    }
    line.add(&[match (candidate.programme.is_some(), candidate.happening.is_some()) {
        (true, true) => "src=11",
        (true, false) => "src=10",
        (false, _) => "src=01",
    }]);
}

/// The name's own characters: how it begins and ends, pairs, length.
fn words(label: &str, line: &mut dyn Features) {
    let borders: Vec<usize> = label.char_indices().map(|(at, _)| at).chain([label.len()]).collect();
    let length = borders.len() - 1;
    for n in 1..=4.min(length) {
        line.add(&[["suf1=", "suf2=", "suf3=", "suf4="][n - 1], &label[borders[length - n]..]]);
    }
    for n in 1..=3.min(length) {
        line.add(&[["pre1=", "pre2=", "pre3="][n - 1], &label[..borders[n]]]);
    }
    for pair in borders.windows(3) {
        line.add(&["in2=", &label[pair[0]..pair[2]]]);
    }
    line.add(&["len=", &length.min(25).to_string()]);
    line.add(&["len4=", &(length / 4).to_string()]);
}

/// Whether it begins where a name does: what verb it begins with or stands behind, and whether other beginnings compete.
fn beginning(document: &Document<'_>, candidate: &Candidate, lexicon: &Lexicon, line: &mut dyn Features) {
    let text = document.text();
    let verbs = lexicon.list("verbs");
    let words = candidate.span.of(text);
    let end = |count: usize| words.char_indices().nth(count).map_or(words.len(), |(at, _)| at);
    if let Some(verb) = [4, 3, 2].into_iter().map(|count| &words[..end(count)]).find(|verb| verbs.contains(verb)) {
        line.add(&["fv"]);
        line.add(&["fv=", verb]);
    }
    let before = &text[..candidate.span.start];
    let start = |count: usize| before.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    if let Some(verb) = [4, 3, 2].into_iter().map(|count| &before[start(count)..]).find(|verb| verbs.contains(verb)) {
        line.add(&["lv"]);
        line.add(&["lv=", verb]);
    }
    let (longer, shorter) = candidate.others;
    line.add(&["longer=", &longer.min(3).to_string()]);
    line.add(&["shorter=", &shorter.min(3).to_string()]);
    if shorter > 0 {
        let whole = document.times(words, 4);
        let rests = (1..=8).map(|count| &words[end(count)..]).take_while(|rest| rest.chars().count() >= 4);
        if let Some(most) = rests.map(|rest| document.times(rest, 4)).max().filter(|most| *most > whole) {
            line.add(&["rest=", &(most - whole).to_string()]);
        }
    }
}

/// The six characters on both sides.
fn around(text: &str, span: Span, line: &mut dyn Features) {
    let left: Vec<usize> = text[..span.start].char_indices().rev().take(6).map(|(at, _)| at).collect();
    for (n, at) in left.iter().take(4).enumerate() {
        line.add(&[["l1=", "l2=", "l3=", "l4="][n], &text[*at..span.start]]);
    }
    let mut end = span.start;
    for pair in left.windows(2) {
        line.add(&["lb=", &text[pair[1]..end]]);
        end = pair[0];
    }
    let right: Vec<usize> =
        text[span.end..].char_indices().take(6).map(|(at, c)| span.end + at + c.len_utf8()).collect();
    for (n, to) in right.iter().take(3).enumerate() {
        line.add(&[["r1=", "r2=", "r3="][n], &text[span.end..*to]]);
    }
    let mut start = span.end;
    for pair in right.windows(2) {
        line.add(&["rb=", &text[start..pair[1]]]);
        start = pair[0];
    }
}

/// Cue words of the sentence, before and behind, near and far.
fn cues(document: &Document<'_>, span: Span, sentence: Span, lexicon: &Lexicon, line: &mut dyn Features) {
    let list = lexicon.id("naming_cues");
    let from = document.hits.partition_point(|hit| hit.span.end <= sentence.start);
    let inside = |hit: &&Hit| hit.list == list && hit.span.start >= sentence.start;
    for hit in document.hits[from..].iter().take_while(|hit| hit.span.end <= sentence.end).filter(inside) {
        let word = hit.span.of(document.text());
        if hit.span.end <= span.start {
            line.add(&[if span.start - hit.span.start <= NEAR { "sbn=" } else { "sb=" }, word]);
        } else if hit.span.start >= span.end {
            line.add(&[if hit.span.end - span.end <= NEAR { "san=" } else { "sa=" }, word]);
        }
    }
}

/// Classes of the mentions of the sentence, by where they stand.
fn mentions(document: &Document<'_>, span: Span, sentence: Span, line: &mut dyn Features) {
    for mention in document.mentions_in(sentence) {
        let class = class(mention.class);
        if mention.span.end <= span.start {
            line.add(&["mb=", class]);
            if mention.span.end == span.start {
                line.add(&["mimm=", class]);
            }
        } else if mention.span.start >= span.end {
            line.add(&["ma=", class]);
        }
        if mention.span.contains(span) {
            line.add(&["minside=", class]);
        }
        if span.contains(mention.span) {
            line.add(&["mhas=", class]);
        }
    }
}

const fn class(class: Class) -> &'static str {
    match class {
        Class::Person => "person",
        Class::Organization => "body",
        Class::Place => "place",
        Class::Policy => "policy",
        Class::Measure => "measure",
        Class::Initiative => "initiative",
        Class::Event => "event",
        Class::Honor => "honor",
        Class::Group => "group",
        Class::Work => "work",
    }
}

fn dates(document: &Document<'_>, span: Span, sentence: Span, line: &mut dyn Features) {
    for date in document.dates.iter().filter(|date| sentence.contains(date.span)) {
        line.add(&[if date.date.day.is_some() { "day" } else { "date" }]);
        if span.contains(date.span) {
            line.add(&["datein"]);
        }
    }
}

/// What the article as a whole says: how often the words stand in it, and whether its headline has them.
fn article(document: &Document<'_>, candidate: &Candidate, line: &mut dyn Features) {
    let words = candidate.span.of(document.text());
    let times = document.times(words, 4);
    line.add(&["rep=", &times.to_string()]);
    let headline = document.article.headline_span;
    if headline.contains(candidate.span) {
        line.add(&["inhl"]);
    }
    let headline: String = headline.of(document.text()).chars().filter(|c| is_han(*c) || c.is_alphanumeric()).collect();
    let label = &candidate.label;
    let borders: Vec<usize> = label.char_indices().map(|(at, _)| at).chain([label.len()]).collect();
    let pairs = borders.windows(3).count().max(1);
    let shared = borders.windows(3).filter(|pair| headline.contains(&label[pair[0]..pair[2]])).count();
    line.add(&["hlov=", &(4 * shared / pairs).to_string()]);
}
