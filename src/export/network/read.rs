//! Store → things and ties.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use crate::error::{Error, Result};
use crate::export::network::{Edge, Network, Node};
use crate::part::{Statement, statements};
use crate::rdf::kinds::fact_words;
use crate::rdf::vocab::{dct, gt, nif, org, prov, schema, skos};
use crate::store::Store;

/// Node → its values of one predicate, sorted.
type Map = BTreeMap<String, Vec<String>>;

pub(super) fn read(store: &Store) -> Result<Network> {
    let statements = statements(store)?;
    let reader = Reader::new(store)?;
    let names = reader.names(&statements);
    let mut network = Network { nodes: names.iter().map(|iri| reader.node(iri)).collect(), edges: Vec::new() };
    let positions: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, iri)| (iri.as_str(), at)).collect();
    network.edges = reader.edges(&statements, &positions);
    for (iri, days) in reader.days_by_thing() {
        if let Some(node) = positions.get(iri).and_then(|&at| network.nodes.get_mut(at)) {
            node.articles = days.len();
            let mut days = days.into_iter().filter(|day| !day.is_empty());
            node.first_seen = days.clone().min().unwrap_or_default().to_owned();
            node.last_seen = days.by_ref().max().unwrap_or_default().to_owned();
        }
    }
    date_by_ties(&mut network);
    Ok(network)
}

/// Figures are named by no article; they are there from the first to the last that states them.
fn date_by_ties(network: &mut Network) {
    for edge in network.edges.iter().filter(|edge| !edge.start.is_empty()) {
        for at in [edge.source, edge.target] {
            let node = &mut network.nodes[at];
            if node.articles == 0 {
                if node.first_seen.is_empty() || edge.start < node.first_seen {
                    node.first_seen.clone_from(&edge.start);
                }
                if edge.end > node.last_seen {
                    node.last_seen.clone_from(&edge.end);
                }
            }
        }
    }
}

/// What is read of the union, by predicate.
struct Reader {
    labels: Map,
    types: Map,
    aliases: Map,
    starts: Map,
    ends: Map,
    codes: Map,
    latitudes: Map,
    longitudes: Map,
    values: Map,
    mentions: Map,
    days: Map,
    relations: Map,
    spans: Map,
    sentences: Map,
    words: Map,
    keys: Map,
    roles: Map,
    bodies: Map,
    members: Map,
    above: Map,
    wholes: Map,
}

impl Reader {
    fn new(store: &Store) -> Result<Self> {
        let map = |predicate| map(store, predicate);
        Ok(Self {
            labels: map(rdfs::LABEL)?,
            types: map(rdf::TYPE)?,
            aliases: map(skos::altLabel)?,
            starts: map(schema::startDate)?,
            ends: map(schema::endDate)?,
            codes: map(gt::divisionCode)?,
            latitudes: map(schema::latitude)?,
            longitudes: map(schema::longitude)?,
            values: map(gt::value)?,
            mentions: map(schema::mentions)?,
            days: map(schema::datePublished)?,
            relations: map(gt::relation)?,
            spans: map(prov::wasDerivedFrom)?,
            sentences: map(nif::sentence)?,
            words: map(nif::anchorOf)?,
            keys: map(gt::key)?,
            roles: map(org::role)?,
            bodies: map(org::organization)?,
            members: map(org::hasMembership)?,
            above: map(schema::containedInPlace)?,
            wholes: map(dct::isPartOf)?,
        })
    }

    /// The IRIs of all things that claims name; articles, roles and the like are none.
    fn names(&self, statements: &[Statement]) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for statement in statements {
            names.insert(statement.subject.as_str().to_owned());
            names.extend(statement.target().map(|node| node.as_str().to_owned()));
            names.extend(statement.target().and_then(|post| first(&self.bodies, post.as_str())).map(str::to_owned));
        }
        names.retain(|iri| self.class(iri).is_some());
        names
    }

    /// Class and kind: the narrowest that a node has.
    fn class(&self, iri: &str) -> Option<(&'static str, String)> {
        let types = self.types.get(iri)?;
        for (class, name) in [(gt::Target, "Target"), (gt::Result, "Result")] {
            if types.iter().any(|known| known == class.as_str()) {
                return Some((name, String::new()));
            }
        }
        let mut found: Vec<(&'static str, String)> = types.iter().filter_map(|class| kind(class)).collect();
        found.sort_by_key(|(_, kind)| (kind.is_empty(), kind == "other"));
        found.into_iter().next()
    }

    fn node(&self, iri: &str) -> Node {
        let (class, kind) = self.class(iri).unwrap_or_default();
        let text = |map: &Map| first(map, iri).unwrap_or_default().to_owned();
        let number = |map: &Map| first(map, iri).and_then(|words| words.parse().ok());
        let list = |map: &Map| map.get(iri).map(|names| names.join("；")).unwrap_or_default();
        let titles: BTreeSet<String> =
            self.members.get(iri).into_iter().flatten().filter_map(|post| self.title(post)).collect();
        Node {
            iri: iri.to_owned(),
            label: first(&self.labels, iri).unwrap_or(iri).to_owned(),
            class: class.to_owned(),
            kind,
            aliases: list(&self.aliases),
            titles: titles.into_iter().collect::<Vec<_>>().join("；"),
            code: text(&self.codes),
            start: text(&self.starts),
            end: self.ends.get(iri).and_then(|days| days.last()).cloned().unwrap_or_default(),
            latitude: number(&self.latitudes),
            longitude: number(&self.longitudes),
            value: number(&self.values),
            ..Node::default()
        }
    }

    fn title(&self, post: &str) -> Option<String> {
        first(&self.roles, post).and_then(|role| first(&self.labels, role)).map(str::to_owned)
    }

    /// The ties that claims state, those of one sort between two things as one, and those that are known beforehand.
    fn edges(&self, statements: &[Statement], positions: &BTreeMap<&str, usize>) -> Vec<Edge> {
        let mut drafts: BTreeMap<(usize, String, usize, String), Draft<'_>> = BTreeMap::new();
        for statement in statements {
            let Some((source, target, title)) = self.tie(statement) else { continue };
            let (Some(&source), Some(&target)) = (positions.get(source), positions.get(target)) else { continue };
            let relation = first(&self.relations, statement.claim.as_str()).unwrap_or_default().to_owned();
            let draft = drafts.entry((source, relation, target, title)).or_default();
            draft.articles.insert(statement.graph.as_str());
            if draft.best.is_none_or(|best| best.thousandths < statement.thousandths) {
                draft.best = Some(statement);
            }
        }
        for (relation, map) in [("containedInPlace", &self.above), ("partOf", &self.wholes)] {
            for (source, targets) in map {
                for target in targets {
                    if let (Some(&source), Some(&target)) =
                        (positions.get(source.as_str()), positions.get(target.as_str()))
                    {
                        drafts.entry((source, relation.to_owned(), target, String::new())).or_default();
                    }
                }
            }
        }
        drafts.into_iter().map(|(key, draft)| self.edge(key, &draft)).collect()
    }

    /// What a statement ties, if it does: a post ties person and body, a figure its subject and itself.
    fn tie<'s>(&'s self, statement: &'s Statement) -> Option<(&'s str, &'s str, String)> {
        let (subject, target) = (statement.subject.as_str(), statement.target()?.as_str());
        if statement.predicate == org::hasMembership {
            return Some((subject, first(&self.bodies, target)?, self.title(target).unwrap_or_default()));
        }
        if statement.predicate == gt::indicatorOf {
            return Some((target, subject, String::new()));
        }
        (statement.is_tie() && statement.predicate != org::memberOf).then(|| (subject, target, String::new()))
    }

    fn edge(&self, (source, relation, target, title): (usize, String, usize, String), draft: &Draft<'_>) -> Edge {
        let days = draft.articles.iter().filter_map(|article| first(&self.days, article));
        let keys: BTreeSet<&str> = draft.articles.iter().filter_map(|article| first(&self.keys, article)).collect();
        Edge {
            source,
            target,
            relation,
            title,
            weight: draft.articles.len().max(1),
            confidence: draft.best.map_or(1.0, |best| f64::from(best.thousandths) / 1000.0),
            start: days.clone().min().unwrap_or_default().to_owned(),
            end: days.max().unwrap_or_default().to_owned(),
            articles: keys.into_iter().collect::<Vec<_>>().join(" "),
            sentence: draft.best.and_then(|best| self.sentence(best)).unwrap_or_default(),
        }
    }

    fn sentence(&self, statement: &Statement) -> Option<String> {
        let span = first(&self.spans, statement.claim.as_str())?;
        let sentence = first(&self.sentences, span).unwrap_or(span);
        first(&self.words, sentence).map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Of each thing the days of the articles that mention it; an article without a date has an empty one.
    fn days_by_thing(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (article, things) in &self.mentions {
            let day = first(&self.days, article).unwrap_or_default();
            for thing in things {
                found.entry(thing).or_default().push(day);
            }
        }
        found
    }
}

#[derive(Default)]
struct Draft<'s> {
    articles: BTreeSet<&'s str>,
    best: Option<&'s Statement>,
}

fn kind(class: &str) -> Option<(&'static str, String)> {
    let (name, qualifiers) = fact_words(class)?;
    let kind = qualifiers.split_once('=').map_or("", |(_, value)| value);
    let is_plain_event = class == schema::Event.as_str();
    let local = class.rsplit(['#', '/']).next().unwrap_or_default();
    let kind = if name == "Event" && !is_plain_event { local.to_lowercase() } else { kind.to_owned() };
    Some((name, kind))
}

fn first<'m>(map: &'m Map, key: &str) -> Option<&'m str> {
    map.get(key).and_then(|values| values.first()).map(String::as_str)
}

fn map(store: &Store, predicate: NamedNodeRef<'_>) -> Result<Map> {
    let union = Some(GraphNameRef::DefaultGraph);
    let mut map = Map::new();
    for quad in store.graph().quads_for_pattern(None, Some(predicate), None, union) {
        let quad = quad.map_err(|e| Error::Query(e.to_string()))?;
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
        let value = match quad.object {
            Term::NamedNode(node) => NamedNode::into_string(node),
            Term::Literal(literal) => literal.value().to_owned(),
            Term::BlankNode(_) => continue,
        };
        map.entry(subject.into_string()).or_default().push(value);
    }
    map.values_mut().for_each(|values| values.sort());
    Ok(map)
}
