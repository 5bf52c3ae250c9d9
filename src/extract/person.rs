//! Names of persons: a surname and a given name between words that stand beside names.
//!
//! Every place where a name could stand is weighed: the characters themselves, the words before and behind, whether
//! the same string occurs again in the article, and what the tagger thinks. A name found once is a mention wherever it
//! occurs.

use rustc_hash::FxHashMap;

use crate::extract::Extractor;
use crate::extract::candidate::{After, Before, Candidate, Verdict, candidates};
use crate::extract::foreign::foreign_names;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, Span};

/// Finds persons.
pub struct Persons;

/// Odds (natural logarithm) from which a string is a name.
const THRESHOLD: f32 = 0.0;

impl Extractor for Persons {
    fn name(&self) -> &'static str {
        "person"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let text = document.text();
        let foreign = foreign_names(document, lexicon);
        let mut candidates = candidates(document, lexicon);
        candidates.retain(|c| !foreign.iter().any(|span| span.overlaps(c.span)));
        let mut mentions: Vec<Mention> = foreign.iter().map(|span| mention(text, *span, 2.5, self.name())).collect();
        let odds = odds_of_strings(text, &candidates);
        let chosen = whole_names(text, lexicon, chosen(text, &candidates, &odds));
        mentions.extend(chosen.into_iter().map(|(span, odds)| mention(text, span, odds, self.name())));
        document.add_mentions(mentions);
    }
}

/// Names cut short, made whole: 张修|和认为 (a verb of speech behind 和 says that 和 ends the name), and 封|春晴 where the
/// article names 封春晴 elsewhere; and names that took a verb's beginning along: 李永|回想起.
fn whole_names(text: &str, lexicon: &Lexicon, mut found: Vec<(Span, f32)>) -> Vec<(Span, f32)> {
    let begins = |text: &str, class: &str| {
        let mut verbs = lexicon.list("name_ends").entries.iter().filter(|verb| verb.fields.first() == Some(&class));
        verbs.any(|verb| text.starts_with(verb.word))
    };
    for (span, _) in &mut found {
        let rest = text[span.end..].strip_prefix('和');
        let short = span.of(text).chars().count() == 2;
        let last = span.of(text).chars().next_back().map_or(0, char::len_utf8);
        if span.of(text).chars().count() == 3 && begins(&text[span.end - last..], "recall") {
            span.end -= last;
        }
        if short && rest.is_some_and(|rest| begins(rest, "speech")) {
            span.end += "和".len();
        }
    }
    let full: Vec<String> =
        found.iter().map(|(span, _)| span.of(text).to_owned()).filter(|n| n.chars().count() == 3).collect();
    for (span, _) in &mut found {
        let longer =
            full.iter().find(|name| name.ends_with(span.of(text)) && text[..span.end].ends_with(name.as_str()));
        if let Some(name) = longer {
            span.start = span.end - name.len();
        }
    }
    found
}

fn mention(text: &str, span: Span, odds: f32, finder: &'static str) -> Mention {
    let mut mention = Mention::new(span, Class::Person, span.of(text), finder);
    mention.confidence = (1.0 / (1.0 + (-odds).exp())).clamp(0.5, 0.99);
    mention
}

/// The odds of every string that could be a name, by its best place.
fn odds_of_strings<'t>(text: &'t str, candidates: &[Candidate]) -> FxHashMap<&'t str, f32> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for candidate in candidates {
        *counts.entry(candidate.span.of(text)).or_default() += 1;
    }
    let mut odds: FxHashMap<&str, f32> = FxHashMap::default();
    for candidate in candidates {
        let name = candidate.span.of(text);
        let here = odds_of(candidate, name.chars().count(), counts.get(name).copied().unwrap_or(1));
        let best = odds.entry(name).or_insert(f32::MIN);
        *best = best.max(here);
    }
    odds
}

/// The odds of one place. The weights are those of a logistic regression over 240 annotated articles; the names of the
/// contexts say what each stands for.
fn odds_of(candidate: &Candidate, length: usize, count: usize) -> f32 {
    let titled = matches!(candidate.before, Before::Office | Before::Craft | Before::Appointed);
    let framed = titled && !matches!(candidate.after, After::Other | After::Title);
    let count = count as f32;
    let words = -5.1
        + 0.69 * candidate.weight.min(14.0)
        + if length == 3 { 0.7 } else { 0.0 }
        + if length == 4 { -3.1 } else { 0.0 }
        + 0.6 * (count - 1.0).min(1.0)
        + 0.35 * count.ln().min(2.0)
        + if candidate.listed { 2.1 } else { 0.0 }
        + if framed { 2.4 } else { 0.0 }
        + if candidate.known { 3.6 } else { 0.0 };
    let before = match candidate.before {
        Before::Call | Before::Appointed => 0.8,
        Before::Staff | Before::Craft => 0.5,
        Before::Office => 0.1,
        Before::Body => 0.0,
        Before::Clause => -0.7,
        Before::Func => -0.9,
        Before::List => -1.1,
        Before::Other => -2.8,
    };
    let after = match candidate.after {
        After::Speech => 0.7,
        After::Title | After::Honor => 0.3,
        After::Verb => 0.0,
        After::List => -0.3,
        After::Func => -0.4,
        After::Clause => -1.0,
        After::Other => -3.0,
    };
    let tag = match candidate.tag {
        Verdict::Same => 5.0,
        Verdict::OtherEnd => -2.0,
        Verdict::Across => -1.5,
        Verdict::None => 0.0,
    };
    words + before + after + tag
}

/// The places that are names: surest strings first, never two on the same characters.
fn chosen(text: &str, candidates: &[Candidate], odds: &FxHashMap<&str, f32>) -> Vec<(Span, f32)> {
    let of = |candidate: &Candidate| odds.get(candidate.span.of(text)).copied().unwrap_or(f32::MIN);
    let mut order: Vec<&Candidate> = candidates.iter().filter(|c| of(c) >= THRESHOLD).collect();
    order.sort_by(|a, b| {
        of(b).total_cmp(&of(a)).then(a.span.start.cmp(&b.span.start)).then(b.span.end.cmp(&a.span.end))
    });
    let mut taken: Vec<(Span, f32)> = Vec::new();
    for candidate in order {
        if !taken.iter().any(|(span, _)| span.overlaps(candidate.span)) {
            taken.push((candidate.span, of(candidate)));
        }
    }
    taken
}
