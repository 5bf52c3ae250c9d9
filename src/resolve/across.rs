//! Which entities of different articles are one thing: names make the blocks, keys are the features, and a shared key
//! inside a block is the judgement, unless a person decided otherwise. The outcome is a function of the set of articles
//! and decisions: neither the order of reading nor the cutting into runs can matter.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::model::{Class, Identities, Identity, Summary, Thing, Verdict, short_hash};
use crate::resolve::decisions::Decisions;
use crate::resolve::groups::Groups;

/// Characters of another name below which it says too little to join two bodies.
const NAME: usize = 3;

/// What was settled.
#[derive(Debug, Default)]
pub struct Settled {
    /// Of each article, in order: its entities as the whole set of articles knows them.
    pub articles: Vec<Identities>,
    /// Of each decision about things, by id: the things that it names.
    pub things: BTreeMap<String, Vec<Identity>>,
    /// Decisions that contradict others.
    pub contradictions: Vec<Error>,
}

/// Settles the identities of all entities of all articles. The articles come in a fixed order (that of their IRIs).
#[must_use]
pub fn settle(articles: &[Summary], decisions: &Decisions) -> Settled {
    let nodes = nodes(articles);
    let mut work = Work::new(&nodes);
    let contradictions = work.decide(decisions);
    work.join_alike();
    work.join_by_name();
    work.join_lonely();
    work.finish(articles, decisions, contradictions)
}

/// An entity of an article.
struct Node<'a> {
    article: &'a str,
    at: usize,
    identity: &'a Identity,
}

fn nodes(articles: &[Summary]) -> Vec<Node<'_>> {
    let each = articles.iter().enumerate();
    let nodes = each.flat_map(|(at, summary)| {
        summary.entities.iter().map(move |identity| Node { article: &summary.article, at, identity })
    });
    nodes.collect()
}

struct Work<'n, 'a> {
    nodes: &'n [Node<'a>],
    named: FxHashMap<&'n str, Vec<usize>>,
    groups: Groups,
    /// Labels that people chose for a group, by a node of it.
    preferred: BTreeMap<usize, String>,
}

impl<'n, 'a> Work<'n, 'a> {
    fn new(nodes: &'n [Node<'a>]) -> Self {
        let mut named: FxHashMap<&'n str, Vec<usize>> = FxHashMap::default();
        for (at, node) in nodes.iter().enumerate() {
            named.entry(&node.identity.label).or_default().push(at);
            node.identity.names.iter().for_each(|name| named.entry(name).or_default().push(at));
        }
        Self { nodes, named, groups: Groups::new(nodes.len()), preferred: BTreeMap::new() }
    }

    /// People's decisions come first: nothing later goes against them.
    fn decide(&mut self, decisions: &Decisions) -> Vec<Error> {
        let mut contradictions = Vec::new();
        for decision in &decisions.all {
            match &decision.verdict {
                Verdict::Same(thing, other) => {
                    let (ours, theirs) = (self.named(thing), self.named(other));
                    self.unite(ours.iter().chain(&theirs).copied());
                    if let Some(&first) = ours.first() {
                        self.preferred.entry(first).or_insert_with(|| self.nodes[first].identity.label.clone());
                    }
                }
                Verdict::Alias(thing, name) => {
                    let ours = self.named(thing);
                    let theirs = self.named(&Thing { name: name.clone(), mark: None, ..thing.clone() });
                    if let Some(&first) = ours.first() {
                        self.unite(ours.iter().chain(&theirs).copied());
                        self.preferred.entry(first).or_insert_with(|| self.nodes[first].identity.label.clone());
                    }
                }
                Verdict::Different(..) | Verdict::Wrong(_) | Verdict::Right(..) => {}
            }
        }
        for decision in &decisions.all {
            let Verdict::Different(thing, other) = &decision.verdict else { continue };
            let (ours, theirs) = (self.named(thing), self.named(other));
            if !self.groups.part(&decision.id, &ours, &theirs) {
                let message = format!("{thing} and {other} cannot be different: other decisions make them one");
                contradictions.push(decisions.error(decision, message));
            }
        }
        contradictions
    }

    fn named(&self, thing: &Thing) -> Vec<usize> {
        let is = |&at: &usize| thing.is(self.nodes[at].article, self.nodes[at].identity);
        let called = self.named.get(thing.name.as_str()).map_or(&[][..], Vec::as_slice);
        called.iter().copied().filter(is).collect()
    }

    fn unite(&mut self, mut nodes: impl Iterator<Item = usize>) {
        if let Some(first) = nodes.next() {
            nodes.for_each(|other| self.groups.unite(first, other));
        }
    }

    /// One label that says enough, one code, or one label and a shared key.
    fn join_alike(&mut self) {
        let mut seen: FxHashMap<(Class, &str, &str), usize> = FxHashMap::default();
        for (at, node) in self.nodes.iter().enumerate() {
            let Identity { class, label, code, distinction, keys, .. } = node.identity;
            let own = match (code, distinction) {
                (Some(code), _) => ("", code.as_str()),
                (None, Some(distinction)) => (label.as_str(), distinction.as_str()),
                (None, None) => (label.as_str(), ""),
            };
            let keys = keys.iter().filter(|key| !is_hint(key)).map(|key| {
                let name = if key.starts_with("= ") { "" } else { label.as_str() };
                (name, key.as_str())
            });
            for (name, key) in keys.chain([own]) {
                let first = *seen.entry((*class, name, key)).or_insert(at);
                self.groups.unite(first, at);
            }
        }
    }

    /// A short name that one article explains (大生集团 for 江苏大生集团有限公司) means the same in another article that
    /// shares a key with it, if it is explained in one way only.
    fn join_by_name(&mut self) {
        let mut explained: BTreeMap<(Class, &str, &str), BTreeSet<usize>> = BTreeMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            for name in node.identity.names.iter().filter(|name| name.chars().count() >= NAME) {
                for place in node.identity.keys.iter().filter_map(|key| place(key)) {
                    let root = self.groups.root(at);
                    explained.entry((node.identity.class, name, place)).or_default().insert(root);
                }
            }
        }
        let mut joins = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            let Identity { class, label, keys, .. } = node.identity;
            let places = keys.iter().filter_map(|key| place(key)).filter(|place| *place != "中国");
            let meant = places.filter_map(|place| explained.get(&(*class, label.as_str(), place))).flatten();
            let meant: BTreeSet<usize> = meant.copied().collect();
            if let [only] = meant.into_iter().collect::<Vec<_>>()[..] {
                joins.push((only, at));
            }
        }
        joins.into_iter().for_each(|(a, b)| self.groups.unite(a, b));
    }

    /// A programme that an article names without place or leader is the one that all other articles mean by the name, if
    /// the article names the place of that one.
    fn join_lonely(&mut self) {
        let mut homes: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        let mut lonely: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            let Identity { class, label, distinction, .. } = node.identity;
            match (class, distinction) {
                (Class::Initiative, Some(_)) => drop(homes.entry(label).or_default().insert(self.groups.root(at))),
                (Class::Initiative, None) => lonely.entry(label).or_default().push(at),
                _ => {}
            }
        }
        for (label, nodes) in lonely {
            let home = homes.get(label).filter(|homes| homes.len() == 1).and_then(|homes| homes.first().copied());
            let Some(home) = home else { continue };
            let called = self.named.get(label).cloned().unwrap_or_default();
            let places: BTreeSet<&str> = called
                .into_iter()
                .filter(|&at| self.groups.root(at) == home)
                .flat_map(|at| self.nodes[at].identity.keys.iter().filter_map(|key| key.strip_prefix("place ")))
                .collect();
            for at in nodes {
                let near = self.nodes[at].identity.keys.iter().filter_map(|key| key.strip_prefix("near "));
                if near.into_iter().any(|place| places.contains(place)) {
                    self.groups.unite(home, at);
                }
            }
        }
    }

    fn finish(mut self, articles: &[Summary], decisions: &Decisions, contradictions: Vec<Error>) -> Settled {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.nodes.len() {
            members.entry(self.groups.root(at)).or_default().push(at);
        }
        let mut identities: BTreeMap<usize, Identity> =
            members.iter().map(|(&root, members)| (root, self.identity(members))).collect();
        self.keep_apart(&mut identities);
        let mut out =
            Settled { articles: vec![Identities::default(); articles.len()], contradictions, ..Settled::default() };
        for (at, node) in self.nodes.iter().enumerate() {
            let group = &identities[&self.groups.root(at)];
            let own =
                Identity { keys: node.identity.keys.clone(), names: node.identity.names.clone(), ..group.clone() };
            out.articles[node.at].0.insert(node.identity.entity(), own);
        }
        for decision in &decisions.all {
            let (Verdict::Same(a, _) | Verdict::Different(a, _) | Verdict::Alias(a, _)) = &decision.verdict else {
                continue;
            };
            let mut things = self.named(a);
            if let Verdict::Same(_, b) | Verdict::Different(_, b) = &decision.verdict {
                things.extend(self.named(b));
            }
            let things: BTreeSet<&Identity> = things.iter().map(|&at| &identities[&self.groups.root(at)]).collect();
            out.things.insert(decision.id.clone(), things.into_iter().cloned().collect());
        }
        out
    }

    /// What a group is known by: the surest of its members, the fullest name, and of persons the smallest key.
    fn identity(&self, members: &[usize]) -> Identity {
        let chosen = members.iter().find_map(|at| self.preferred.get(at));
        let rank = |at: &&usize| {
            let own = self.nodes[**at].identity;
            let other = chosen.is_some_and(|label| *label != own.label);
            (other, own.code.is_none(), std::cmp::Reverse(own.label.chars().count()), own)
        };
        let best = members.iter().min_by(|a, b| rank(a).cmp(&rank(b)));
        let best = best.map_or_else(|| self.nodes[members[0]].identity, |&at| self.nodes[at].identity);
        let mut identity = Identity { keys: Vec::new(), names: Vec::new(), ..best.clone() };
        if identity.class == Class::Person {
            let keys = members.iter().flat_map(|&at| &self.nodes[at].identity.keys);
            identity.distinction = keys.min().map(|key| short_hash(&[key]));
        }
        identity
    }

    /// Groups that only a person's decision tells apart get a mark of it.
    fn keep_apart(&mut self, identities: &mut BTreeMap<usize, Identity>) {
        let mut same: BTreeMap<Identity, Vec<usize>> = BTreeMap::new();
        for (&root, identity) in identities.iter() {
            same.entry(identity.clone()).or_default().push(root);
        }
        for roots in same.into_values().filter(|roots| roots.len() > 1) {
            for root in roots {
                let Some(mark) = self.groups.mark(root) else { continue };
                if let Some(identity) = identities.get_mut(&root) {
                    let own = identity.distinction.take().unwrap_or_default();
                    identity.code = None;
                    identity.distinction = Some(short_hash(&[&own, &mark]));
                }
            }
        }
    }
}

/// Whether a key says where an article plays or what a place may be: too little to join anything by itself.
#[must_use]
pub fn is_hint(key: &str) -> bool {
    key.starts_with("near ") || key.starts_with("perhaps ")
}

/// The place that a key names.
fn place(key: &str) -> Option<&str> {
    key.strip_prefix("place ").or_else(|| key.strip_prefix("near "))
}
