//! Pairs that a person had better judge: alike, of one class, and joined by nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Class, Identity};

/// Likeness of names from which a pair is worth a look.
const ALIKE: f64 = 0.75;
/// Things that share a piece of name: more than this many, and the piece says nothing.
const COMMON: usize = 200;

/// A thing as this sees it.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// Its IRI.
    pub iri: &'a str,
    /// What it is known by.
    pub identity: &'a Identity,
    /// All its names.
    pub names: BTreeSet<&'a String>,
    /// All its keys.
    pub keys: BTreeSet<&'a String>,
    /// Articles that name it.
    pub articles: usize,
}

/// Two things that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The IRIs, in order.
    pub iris: (String, String),
    /// What speaks for it, in words.
    pub signs: Vec<String>,
    /// How much the answer is worth: likeness times the articles that it touches.
    pub worth: f64,
}

/// The pairs, the most valuable first.
#[must_use]
pub fn pairs(things: &[Candidate<'_>]) -> Vec<Pair> {
    let mut blocks: BTreeMap<(Class, String), Vec<usize>> = BTreeMap::new();
    for (at, thing) in things.iter().enumerate().filter(|(_, thing)| is_judged(thing.identity.class)) {
        for piece in pieces(thing) {
            blocks.entry((thing.identity.class, piece)).or_default().push(at);
        }
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for block in blocks.into_values().filter(|block| (2..=COMMON).contains(&block.len())) {
        for (n, &a) in block.iter().enumerate() {
            for &b in &block[n + 1..] {
                if a != b && seen.insert((a.min(b), a.max(b))) {
                    found.extend(pair(&things[a], &things[b]));
                }
            }
        }
    }
    found.sort_by(|a, b| b.worth.total_cmp(&a.worth).then_with(|| a.iris.cmp(&b.iris)));
    found
}

/// Groups are a closed list, places have codes, and honours differ by a character.
const fn is_judged(class: Class) -> bool {
    !matches!(class, Class::Group | Class::Place | Class::Honor | Class::Work)
}

/// What two names of one thing share at least: the whole name of a person, else some three characters.
fn pieces(thing: &Candidate<'_>) -> BTreeSet<String> {
    let mut pieces = BTreeSet::new();
    for name in &thing.names {
        let letters: Vec<char> = name.chars().collect();
        if thing.identity.class == Class::Person || letters.len() < 3 {
            pieces.insert((*name).clone());
        } else {
            pieces.extend(letters.windows(3).map(|three| three.iter().collect::<String>()));
        }
    }
    pieces
}

fn pair(a: &Candidate<'_>, b: &Candidate<'_>) -> Option<Pair> {
    let likeness = telling(a).flat_map(|x| telling(b).map(move |y| alike(x, y))).fold(0.0, f64::max);
    if likeness < ALIKE || is_part(a, b) || is_part(b, a) || are_settled_apart(a, b) {
        return None;
    }
    let both = a.keys.intersection(&b.keys).copied();
    let shared: Vec<&String> = both.filter(|key| !key.starts_with("near ")).collect();
    let mut signs = vec![match likeness {
        1.0 => "one name".to_owned(),
        part => format!("names alike by {part:.2}"),
    }];
    signs.extend(shared.iter().map(|key| format!("both: {key}")));
    #[expect(clippy::cast_precision_loss, reason = "counts of articles are small")]
    let touched = (a.articles * b.articles) as f64;
    #[expect(clippy::cast_precision_loss, reason = "a handful of keys")]
    let worth = likeness * (1.0 + touched.ln()) * (1.0 + shared.len() as f64);
    let mut iris = [a.iri.to_owned(), b.iri.to_owned()];
    iris.sort();
    let [first, second] = iris;
    Some(Pair { iris: (first, second), signs, worth })
}

/// The names that say whom they mean: not 市总工会 and the like.
fn telling<'a>(thing: &'a Candidate<'_>) -> impl Iterator<Item = &'a str> {
    let is_vague =
        |name: &str| name.starts_with(['市', '省', '县', '区', '该', '我', '本', '全']) || name.chars().count() < 2;
    let names = thing.names.iter().map(|name| name.as_str());
    names.filter(move |name| *name == thing.identity.label || !is_vague(name))
}

/// Whether one body is named behind the other: its department or branch.
fn is_part(part: &Candidate<'_>, whole: &Candidate<'_>) -> bool {
    let (part, whole) = (part.identity, whole.identity);
    part.class == Class::Organization && part.label != whole.label && part.label.starts_with(&whole.label)
}

/// Whether both are known in full, as two.
fn are_settled_apart(a: &Candidate<'_>, b: &Candidate<'_>) -> bool {
    let full = |thing: &Candidate<'_>| thing.keys.iter().filter(|key| key.starts_with("= ")).count();
    full(a) > 0 && full(b) > 0
}

/// Likeness of two names; a name that holds the other is nearly it.
fn alike(a: &str, b: &str) -> f64 {
    let held = a != b && a.chars().count().min(b.chars().count()) >= 4 && (a.ends_with(b) || b.ends_with(a));
    let likeness = strsim::normalized_levenshtein(a, b);
    if held { likeness.max(0.8) } else { likeness }
}
