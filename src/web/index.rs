//! The search: names, other names and headlines, by a part of them or by pinyin, ranked.

use std::collections::BTreeMap;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphNameRef, NamedNodeRef, NamedOrBlankNode, Term};
use pinyin::ToPinyinMulti;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::rdf::kinds::fact_words;
use crate::rdf::vocab::{schema, skos};
use crate::store::Store;
use crate::web::lookup::value;

/// What an article is called where classes are told.
pub(super) const ARTICLE: &str = "Article";

/// A node as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Thing {
    /// IRI.
    pub iri: String,
    /// Address on this server.
    pub path: String,
    /// Label.
    pub label: String,
    /// Class of the fact table, `Article`, or empty.
    pub class: String,
    /// Kind of a body, level of a place, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// First day of an event or an initiative, or empty: what tells meetings of one name apart.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub begin: String,
}

impl Thing {
    /// A node of which only the label is known.
    pub(super) fn plain(iri: &str, label: String, base: &str) -> Self {
        Self { iri: iri.to_owned(), path: path(iri, base), label, ..Self::default() }
    }
}

/// The address of a node on this server; of others their IRI.
pub(super) fn path(iri: &str, base: &str) -> String {
    iri.strip_prefix(base).map_or_else(|| iri.to_owned(), |rest| format!("/id/{rest}"))
}

struct Entry {
    thing: Thing,
    /// Folded label, then folded other names.
    names: Vec<String>,
    aliases: Vec<String>,
    mentions: u32,
}

/// A find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Hit {
    /// What was found.
    #[serde(flatten)]
    pub thing: Thing,
    /// The other name by which it was found, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// Number of articles that mention it.
    pub mentions: u32,
}

/// All names of a graph.
pub(super) struct Index {
    entries: Vec<Entry>,
    by_iri: FxHashMap<String, usize>,
}

impl Index {
    pub(super) fn of(store: &Store) -> Result<Self> {
        let base = store.marker().base.clone();
        let mut found: BTreeMap<String, Entry> = BTreeMap::new();
        each(store, rdf::TYPE, |node, object| {
            let Some((class, kind)) = class_of(&object) else { return };
            let entry = found.entry(node.to_owned()).or_insert_with(|| Entry {
                thing: Thing::plain(node, String::new(), &base),
                names: Vec::new(),
                aliases: Vec::new(),
                mentions: 0,
            });
            // `Work` is schema:CreativeWork, which says less than any other class; a kind says more than none.
            if entry.thing.class.is_empty() || entry.thing.class == "Work" || !kind.is_empty() && kind != "other" {
                entry.thing.class = class.to_owned();
                entry.thing.kind = kind;
            }
        })?;
        each(store, rdfs::LABEL, |node, object| {
            if let Some(entry) = found.get_mut(node).filter(|entry| is_better(&entry.thing.label, &object)) {
                entry.thing.label = value(&object);
            }
        })?;
        each(store, skos::altLabel, |node, object| {
            if let Some(entry) = found.get_mut(node) {
                entry.aliases.push(value(&object));
            }
        })?;
        each(store, schema::startDate, |node, object| {
            if let Some(entry) = found.get_mut(node) {
                let day = value(&object);
                if entry.thing.begin.is_empty() || day < entry.thing.begin {
                    entry.thing.begin = day;
                }
            }
        })?;
        each(store, schema::mentions, |_, object| {
            if let Term::NamedNode(node) = object
                && let Some(entry) = found.get_mut(node.as_str())
            {
                entry.mentions += 1;
            }
        })?;
        each(store, schema::text, |node, object| {
            if let Some(entry) = found.get_mut(node).filter(|entry| entry.thing.label.is_empty()) {
                entry.thing.label = beginning(&value(&object));
            }
        })?;
        let mut index = Self { entries: Vec::with_capacity(found.len()), by_iri: FxHashMap::default() };
        for (iri, mut entry) in found {
            if entry.thing.label.is_empty() {
                entry.thing.label = crate::web::lookup::local(&iri);
            }
            entry.aliases.sort_unstable();
            entry.aliases.dedup();
            entry.names = std::iter::once(&entry.thing.label).chain(&entry.aliases).map(|name| fold(name)).collect();
            index.by_iri.insert(iri, index.entries.len());
            index.entries.push(entry);
        }
        Ok(index)
    }

    /// How a node is shown.
    pub(super) fn thing(&self, iri: &str) -> Option<Thing> {
        Some(self.entries[*self.by_iri.get(iri)?].thing.clone())
    }

    /// Class of a node.
    pub(super) fn class(&self, iri: &str) -> Option<&str> {
        Some(self.entries[*self.by_iri.get(iri)?].thing.class.as_str())
    }

    /// Other names of a node.
    pub(super) fn aliases(&self, iri: &str) -> Vec<String> {
        self.by_iri.get(iri).map(|at| self.entries[*at].aliases.clone()).unwrap_or_default()
    }

    /// Number of articles that mention a node.
    pub(super) fn mentions(&self, iri: &str) -> u32 {
        self.by_iri.get(iri).map_or(0, |at| self.entries[*at].mentions)
    }

    /// Number of things by class.
    pub(super) fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for entry in &self.entries {
            *counts.entry(entry.thing.class.clone()).or_insert(0) += 1;
        }
        counts
    }

    /// Everything of a class, in the order of IRIs.
    pub(super) fn of_class<'i>(&'i self, class: &'i str) -> impl Iterator<Item = &'i Thing> {
        self.entries.iter().map(|entry| &entry.thing).filter(move |thing| thing.class == class)
    }

    /// The best finds for some words; without words, what is mentioned most.
    pub(super) fn search(&self, words: &str, class: Option<&str>, limit: usize) -> Vec<Hit> {
        let folded = fold(words.trim());
        let letters = pinyin_letters(&folded);
        let mut ranked: Vec<(Rank, &Entry, Option<usize>)> = self
            .entries
            .iter()
            .filter(|entry| class.is_none_or(|class| entry.thing.class == class))
            .filter_map(|entry| {
                let (place, name) = entry.rank(&folded, letters.as_deref())?;
                let rank = (place, u32::MAX - entry.mentions, entry.names[0].chars().count());
                Some((rank, entry, name))
            })
            .collect();
        ranked.sort_by(|a, b| (&a.0, &a.1.thing.label, &a.1.thing.iri).cmp(&(&b.0, &b.1.thing.label, &b.1.thing.iri)));
        ranked.truncate(limit);
        ranked
            .into_iter()
            .map(|(_, entry, name)| Hit {
                thing: entry.thing.clone(),
                alias: name.filter(|n| *n > 0).and_then(|n| entry.aliases.get(n - 1).cloned()),
                mentions: entry.mentions,
            })
            .collect()
    }
}

/// Kind of find, then mentions (more first), then length.
type Rank = (u8, u32, usize);

impl Entry {
    /// How well words fit, smaller is better, and which of the names they fit.
    fn rank(&self, words: &str, letters: Option<&str>) -> Option<(u8, Option<usize>)> {
        if words.is_empty() {
            return Some((0, None));
        }
        let is_article = u8::from(self.thing.class == ARTICLE);
        let by_name = self.names.iter().enumerate().filter_map(|(number, name)| {
            let place = match name.find(words)? {
                0 if name.len() == words.len() => 0,
                0 => 2,
                _ => 4,
            };
            Some((place + u8::from(number > 0) + is_article * 6, Some(number)))
        });
        if let Some(best) = by_name.min() {
            return Some(best);
        }
        let letters = letters?;
        let by_sound = self.names.iter().enumerate().filter_map(|(number, name)| {
            let at = sounds_at(name, letters)?;
            Some((20 + if at == 0 { 0 } else { 2 } + u8::from(number > 0) + is_article * 4, Some(number)))
        });
        by_sound.min()
    }
}

/// Lower case, no spaces, no quotation marks: how names are compared.
fn fold(name: &str) -> String {
    let kept = name.chars().filter(|c| !c.is_whitespace() && !"“”\"'《》‘’·".contains(*c));
    kept.flat_map(char::to_lowercase).collect()
}

/// The words as letters of pinyin, if that is what they are.
fn pinyin_letters(folded: &str) -> Option<String> {
    (!folded.is_empty() && folded.chars().all(|c| c.is_ascii_alphanumeric())).then(|| folded.to_owned())
}

/// Where in a name the letters can be read: whole syllables or their first letters, mixed as people type them.
fn sounds_at(name: &str, letters: &str) -> Option<usize> {
    let chars: Vec<char> = name.chars().collect();
    (0..chars.len()).find(|&at| chars[at].is_alphanumeric() && sounds(&chars[at..], letters))
}

fn sounds(chars: &[char], letters: &str) -> bool {
    if letters.is_empty() {
        return true;
    }
    let Some((first, rest)) = chars.split_first() else { return false };
    if first.is_ascii_alphanumeric() {
        return letters.strip_prefix(first.to_ascii_lowercase()).is_some_and(|left| sounds(rest, left));
    }
    let Some(readings) = first.to_pinyin_multi() else { return sounds_through(*first, rest, letters) };
    readings.into_iter().any(|reading| {
        let plain = reading.plain();
        if plain.starts_with(letters) {
            return true;
        }
        letters.strip_prefix(plain).is_some_and(|left| sounds(rest, left))
            || letters.strip_prefix(&plain[..1]).is_some_and(|left| sounds(rest, left))
            || ["zh", "ch", "sh"].iter().any(|initial| {
                plain.starts_with(initial) && letters.strip_prefix(initial).is_some_and(|left| sounds(rest, left))
            })
    })
}

/// Marks between characters are passed over.
fn sounds_through(mark: char, rest: &[char], letters: &str) -> bool {
    !mark.is_alphanumeric() && sounds(rest, letters)
}

/// The first words of an article without a headline.
fn beginning(text: &str) -> String {
    let words: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).take(25).collect();
    let shown: String = words.iter().take(24).collect();
    if words.len() > 24 { shown + "…" } else { shown }
}

/// Class and kind that a type stands for.
fn class_of(object: &Term) -> Option<(&'static str, String)> {
    let Term::NamedNode(node) = object else { return None };
    if *node == schema::NewsArticle {
        return Some((ARTICLE, String::new()));
    }
    let (class, qualifiers) = fact_words(node.as_str())?;
    Some((class, qualifiers.split_once('=').map(|(_, kind)| kind.to_owned()).unwrap_or_default()))
}

/// The Chinese label, and of several the first.
fn is_better(known: &str, label: &Term) -> bool {
    let Term::Literal(label) = label else { return false };
    label.language().is_none_or(|language| language == "zh") && (known.is_empty() || label.value() < known)
}

fn each(store: &Store, predicate: NamedNodeRef<'_>, mut take: impl FnMut(&str, Term)) -> Result<()> {
    let union = Some(GraphNameRef::DefaultGraph);
    for quad in store.graph().quads_for_pattern(None, Some(predicate), None, union) {
        let quad = quad.map_err(|e| Error::Query(e.to_string()))?;
        if let NamedOrBlankNode::NamedNode(node) = quad.subject {
            take(node.as_str(), quad.object);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_sound() {
        assert_eq!(sounds_at("南通市总工会", "ntszgh"), Some(0));
        assert_eq!(sounds_at("南通市总工会", "nantong"), Some(0));
        assert_eq!(sounds_at("南通市总工会", "zonggonghui"), Some(3));
        assert_eq!(sounds_at("南通市总工会", "zgonghui"), Some(3));
        assert_eq!(sounds_at("南通市总工会", "nant"), Some(0));
        assert_eq!(sounds_at("重庆市", "chongqing"), Some(0));
        assert_eq!(sounds_at("长江", "cj"), Some(0));
        assert_eq!(sounds_at("张三", "zhs"), Some(0));
        assert_eq!(sounds_at("南通市总工会", "beijing"), None);
        assert_eq!(sounds_at("心理关爱(EAP)项目", "eapxm"), Some(5));
    }
}
