//! Relations between things as a network: around some things, or the most connected ones, filtered by class, relation,
//! time and confidence.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, Quad, Term};
use serde_json::{Value, json};

use crate::error::Result;
use crate::export::{self, Format, Shape};
use crate::rdf::vocab::{gt, nif, org, prov, schema};
use crate::store::Store;
use crate::web::answer::Problem;
use crate::web::api::Params;
use crate::web::api::layout;
use crate::web::api::params::{Kind, Parameter};
use crate::web::fact::article_of;
use crate::web::index::ARTICLE;
use crate::web::live::Snapshot;
use crate::web::lookup::{Lookup, value};
use crate::web::routes::{App, Request};
use crate::web::run;

/// Nodes that are sent at most.
const MOST: usize = 10_000;

pub(super) const PARAMETERS: &[Parameter] = &[
    Parameter::many("focus", Kind::Iri, "things to begin with; without one, the most connected"),
    Parameter::optional("depth", Kind::Number(1, 4), "steps from those things"),
    Parameter::optional("limit", Kind::Number(1, MOST), "at most so many things"),
    Parameter::many("class", Kind::Word, "only things of these classes"),
    Parameter::many("relation", Kind::Word, "only these relations"),
    Parameter::optional("from", Kind::Date, "only what was told since that day"),
    Parameter::optional("to", Kind::Date, "only what was told until that day"),
    Parameter::optional("confidence", Kind::Share, "only facts that are at least so sure"),
];

const DOWNLOAD: Parameter = Parameter::needed("format", Kind::Word, "a format of gongtu export");

/// A relation between two things, with all claims that state it.
#[derive(Debug)]
struct Edge {
    from: usize,
    to: usize,
    relation: String,
    confidence: f64,
    first: String,
    last: String,
    claims: Vec<String>,
}

/// All relations of a graph.
#[derive(Debug)]
pub(in crate::web) struct Network {
    nodes: Vec<String>,
    edges: Vec<Edge>,
    /// Edges of each node.
    around: Vec<Vec<usize>>,
}

impl Network {
    pub(in crate::web) fn of(snapshot: &Snapshot) -> Result<Self> {
        let lookup = Lookup::of(snapshot);
        let mut edges: BTreeMap<(String, String, String), Edge> = BTreeMap::new();
        let subjects = lookup.first(rdf::SUBJECT)?;
        let relations = lookup.first(gt::relation)?;
        let confidences = lookup.first(gt::confidence)?;
        let days = lookup.first(schema::datePublished)?;
        let members: BTreeSet<String> = lookup
            .subjects(rdf::PREDICATE, &org::hasMembership.into_owned())?
            .into_iter()
            .map(NamedNode::into_string)
            .collect();
        for (claim, object) in lookup.pairs(rdf::OBJECT)? {
            let Some(subject) = subjects.get(&claim).filter(|subject| **subject != object) else { continue };
            let is_thing = |iri: &str| snapshot.index.class(iri).is_some_and(|class| class != ARTICLE);
            if !is_thing(subject) || !is_thing(&object) || members.contains(&claim) {
                continue;
            }
            let day = days.get(article_of(&NamedNode::new_unchecked(claim.as_str())).as_str()).cloned();
            let sure = confidences.get(&claim).and_then(|words| words.parse().ok()).unwrap_or(0.0);
            let key = (subject.clone(), object, relations.get(&claim).cloned().unwrap_or_default());
            let edge = edges.entry(key).or_insert_with_key(|key| Edge::new(&key.2));
            edge.count(claim, sure, day.unwrap_or_default());
        }
        for (place, above) in lookup.map(schema::containedInPlace)? {
            for above in above.iter().map(value) {
                edges.entry((place.clone(), above, "within".to_owned())).or_insert_with_key(|key| Edge::new(&key.2));
            }
        }
        Ok(Self::arranged(edges))
    }

    fn arranged(edges: BTreeMap<(String, String, String), Edge>) -> Self {
        let nodes: BTreeSet<String> = edges.keys().flat_map(|(from, to, _)| [from.clone(), to.clone()]).collect();
        let nodes: Vec<String> = nodes.into_iter().collect();
        let number = |iri: &String| nodes.binary_search(iri).unwrap_or_default();
        let edges: Vec<Edge> = edges
            .into_iter()
            .map(|((from, to, _), edge)| Edge { from: number(&from), to: number(&to), ..edge })
            .collect();
        let mut around = vec![Vec::new(); nodes.len()];
        for (at, edge) in edges.iter().enumerate() {
            around[edge.from].push(at);
            around[edge.to].push(at);
        }
        Self { nodes, edges, around }
    }

    /// The nodes and edges that a request asks for.
    fn select(&self, snapshot: &Snapshot, params: &Params) -> Selection {
        let filter = Filter::of(params);
        let classes: Vec<&str> = params.all("class").collect();
        let fits = |node: usize| {
            classes.is_empty() || snapshot.index.class(&self.nodes[node]).is_some_and(|class| classes.contains(&class))
        };
        let edges: Vec<bool> = self.edges.iter().map(|edge| filter.takes(edge)).collect();
        let focus: Vec<usize> =
            params.all("focus").filter_map(|iri| self.nodes.binary_search(&iri.to_owned()).ok()).collect();
        let asked = params.all("focus").next().is_some();
        let nodes = if asked {
            let limit = params.number("limit", 120);
            self.near(&focus, params.number("depth", 1), limit, &edges, fits)
        } else {
            self.busiest(params.number("limit", 600), &edges, fits)
        };
        let kept = self
            .edges
            .iter()
            .enumerate()
            .filter(|(at, edge)| edges[*at] && nodes.contains(&edge.from) && nodes.contains(&edge.to));
        let edges = kept.map(|(at, _)| at).collect();
        let whole = (!asked).then(|| params.written());
        Selection { edges, nodes, focus, whole }
    }

    /// The nodes within so many steps; of too many neighbours those with more claims first.
    fn near(
        &self,
        focus: &[usize],
        depth: usize,
        limit: usize,
        edges: &[bool],
        fits: impl Fn(usize) -> bool,
    ) -> BTreeSet<usize> {
        let mut found: BTreeSet<usize> = focus.iter().copied().collect();
        let mut edge_of_known: Vec<usize> = focus.to_vec();
        for _ in 0..depth {
            let mut next: BTreeMap<usize, usize> = BTreeMap::new();
            for &node in &edge_of_known {
                for &at in self.around[node].iter().filter(|at| edges[**at]) {
                    let edge = &self.edges[at];
                    let other = if edge.from == node { edge.to } else { edge.from };
                    if !found.contains(&other) && fits(other) {
                        *next.entry(other).or_default() += edge.claims.len() * 4 + 1;
                    }
                }
            }
            let mut ranked: Vec<(usize, usize)> = next.into_iter().collect();
            ranked.sort_by_key(|(node, weight)| (std::cmp::Reverse(*weight), *node));
            ranked.truncate(limit.saturating_sub(found.len()));
            edge_of_known = ranked.into_iter().map(|(node, _)| node).collect();
            found.extend(&edge_of_known);
        }
        found
    }

    /// The nodes with the most relations.
    fn busiest(&self, limit: usize, edges: &[bool], fits: impl Fn(usize) -> bool) -> BTreeSet<usize> {
        let degree = |node: &usize| self.around[*node].iter().filter(|at| edges[**at]).count();
        let mut ranked: Vec<(usize, usize)> =
            (0..self.nodes.len()).filter(|node| fits(*node)).map(|node| (degree(&node), node)).collect();
        ranked.retain(|(degree, _)| *degree > 0);
        ranked.sort_by_key(|(degree, node)| (std::cmp::Reverse(*degree), *node));
        ranked.into_iter().take(limit).map(|(_, node)| node).collect()
    }
}

impl Edge {
    fn new(relation: &str) -> Self {
        Self {
            from: 0,
            to: 0,
            relation: relation.to_owned(),
            confidence: 1.0,
            first: String::new(),
            last: String::new(),
            claims: Vec::new(),
        }
    }

    fn count(&mut self, claim: String, sure: f64, day: String) {
        self.confidence = if self.claims.is_empty() { sure } else { self.confidence.max(sure) };
        if !day.is_empty() {
            if self.first.is_empty() || day < self.first {
                self.first.clone_from(&day);
            }
            if day > self.last {
                self.last = day;
            }
        }
        self.claims.push(claim);
    }
}

/// Which relations a request wants.
struct Filter<'p> {
    relations: Vec<&'p str>,
    from: &'p str,
    to: &'p str,
    confidence: f64,
}

impl<'p> Filter<'p> {
    fn of(params: &'p Params) -> Self {
        Self {
            relations: params.all("relation").collect(),
            from: params.text("from").unwrap_or(""),
            to: params.text("to").unwrap_or(""),
            confidence: params.share("confidence"),
        }
    }

    fn takes(&self, edge: &Edge) -> bool {
        let timely = edge.first.is_empty()
            || (self.from.is_empty() || edge.last.as_str() >= self.from)
                && (self.to.is_empty() || edge.first.as_str() <= self.to || edge.first.starts_with(self.to));
        timely
            && edge.confidence >= self.confidence
            && (self.relations.is_empty() || self.relations.contains(&edge.relation.as_str()))
    }
}

struct Selection {
    nodes: BTreeSet<usize>,
    edges: Vec<usize>,
    focus: Vec<usize>,
    /// What was asked for, when nothing is in the middle.
    whole: Option<String>,
}

/// Makes what a first visitor would wait for, as long as `wanted`: all relations, and the pictures of the whole graph that the
/// page asks for.
pub(in crate::web) fn prepare(snapshot: &Snapshot, wanted: impl Fn() -> bool) -> std::result::Result<(), Problem> {
    for limit in [600, 2000, MOST] {
        let params = Params::read(&format!("limit={limit}"), PARAMETERS, snapshot)?;
        if !wanted() {
            return Ok(());
        }
        let network = snapshot.network()?;
        places(snapshot, network, &network.select(snapshot, &params));
    }
    Ok(())
}

/// Positions of what is selected, and its edges by the numbers of their nodes.
fn places(snapshot: &Snapshot, network: &Network, selection: &Selection) -> (Vec<[f64; 2]>, Vec<(usize, usize)>) {
    let numbers: Vec<usize> = selection.nodes.iter().copied().collect();
    let own = |node: usize| numbers.binary_search(&node).unwrap_or_default();
    let pairs: Vec<(usize, usize)> =
        selection.edges.iter().map(|at| &network.edges[*at]).map(|edge| (own(edge.from), own(edge.to))).collect();
    let make = || {
        let mut degrees = vec![0.0_f64; numbers.len()];
        for (from, to) in &pairs {
            degrees[*from] += 1.0;
            degrees[*to] += 1.0;
        }
        let weights: Vec<f64> = degrees.iter().map(|degree| 1.0 + degree.sqrt()).collect();
        layout::positions(&weights, &pairs)
    };
    let at = match &selection.whole {
        Some(asked) => snapshot.pictures.of(asked.clone(), make),
        None => make(),
    };
    (at, pairs)
}

/// The network as the page draws it.
pub(super) fn graph(snapshot: &Snapshot, params: &Params) -> std::result::Result<Value, Problem> {
    let network = snapshot.network()?;
    let selection = network.select(snapshot, params);
    let (places, pairs) = places(snapshot, network, &selection);
    let nodes: Vec<Value> = selection
        .nodes
        .iter()
        .zip(&places)
        .map(|(node, place)| {
            let iri = &network.nodes[*node];
            let mut told = json!(snapshot.index.thing(iri).unwrap_or_default());
            told["mentions"] = snapshot.index.mentions(iri).into();
            told["relations"] = network.around[*node].len().into();
            told["at"] = json!([place[0].round(), place[1].round()]);
            told["focus"] = selection.focus.contains(node).into();
            told
        })
        .collect();
    let edges: Vec<Value> = selection
        .edges
        .iter()
        .zip(&pairs)
        .map(|(at, (from, to))| {
            let edge = &network.edges[*at];
            json!({
                "from": from, "to": to, "relation": edge.relation, "confidence": edge.confidence,
                "first": edge.first, "last": edge.last, "count": edge.claims.len(),
            })
        })
        .collect();
    Ok(json!({ "nodes": nodes, "edges": edges, "all": [network.nodes.len(), network.edges.len()] }))
}

/// What is shown, in a format of `gongtu export`.
pub(super) async fn download(app: &Arc<App>, request: &Request) -> std::result::Result<Response<Body>, Problem> {
    let mut parameters = PARAMETERS.to_vec();
    parameters.push(DOWNLOAD);
    let snapshot = app.live.get();
    let params = Params::read(&request.query, &parameters, &snapshot)?;
    let name = params.text("format").unwrap_or_default();
    let format = Format::ALL.iter().copied().find(|format| format.name() == name);
    let known = || Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
    let format = format.ok_or_else(|| Problem::Bad(format!("there is no format {name} (there are {})", known())))?;
    let several = format.shape() == Shape::Tables;
    let mut answer = run::stream(app, move |_, sink| {
        let part = part(&snapshot, &params)?;
        if several {
            sink.head("application/zip");
            export::archive(&part, format, sink).map_err(|e| Problem::Broken(e.to_string()))
        } else {
            sink.head(format.media_type());
            export::write(&part, format, sink).map_err(|e| Problem::Broken(e.to_string()))
        }
    })
    .await?;
    let ending = if several { ".zip" } else { "" };
    let disposition = format!("attachment; filename=\"gongtu.{}{ending}\"", format.extension());
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        answer.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(answer)
}

/// The selected part of the graph as a graph of its own, evidence included.
fn part(snapshot: &Snapshot, params: &Params) -> std::result::Result<Store, Problem> {
    let network = snapshot.network()?;
    let selection = network.select(snapshot, params);
    let lookup = Lookup::of(snapshot);
    let mut quads: Vec<Quad> = Vec::new();
    let kept: BTreeSet<&str> = selection.nodes.iter().map(|node| network.nodes[*node].as_str()).collect();
    for iri in &kept {
        let own = lookup.quads_of(&NamedNode::new_unchecked(*iri))?;
        quads.extend(own.into_iter().filter(|quad| match &quad.object {
            Term::Literal(_) => true,
            Term::NamedNode(object) => quad.predicate == rdf::TYPE || kept.contains(object.as_str()),
            Term::BlankNode(_) => false,
        }));
    }
    let (mut nodes, mut articles) = (BTreeSet::new(), BTreeSet::new());
    for claim in selection.edges.iter().flat_map(|at| &network.edges[*at].claims) {
        let claim = NamedNode::new_unchecked(claim.as_str());
        articles.insert(article_of(&claim).into_string());
        for span in lookup.nodes(&claim, prov::wasDerivedFrom)? {
            nodes.extend(lookup.nodes(&span, nif::sentence)?.into_iter().map(NamedNode::into_string));
            nodes.insert(span.into_string());
        }
        nodes.extend(lookup.nodes(&claim, prov::wasGeneratedBy)?.into_iter().map(NamedNode::into_string));
        nodes.insert(claim.into_string());
    }
    for node in nodes {
        quads.extend(lookup.quads_of(&NamedNode::new_unchecked(node))?);
    }
    for article in articles {
        let about = lookup.quads_of(&NamedNode::new_unchecked(article))?;
        let wanted = [rdf::TYPE, rdfs::LABEL, schema::headline, schema::datePublished, schema::publisher, gt::key];
        quads.extend(about.into_iter().filter(|quad| wanted.iter().any(|known| quad.predicate == *known)));
    }
    Ok(snapshot.store.of_quads(quads)?)
}
