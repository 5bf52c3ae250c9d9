//! One article's claims → lines: everything that it says of a doing in one line, figures of one sentence in one line.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedNodeRef, Term};

use crate::part::Scope;
use crate::rdf::vocab::{gt, org, schema};
use crate::trace::line::{Kind, Line, Source, add};
use crate::trace::post::{self, Post};
use crate::trace::{ArticleView, Figure, Told};

/// The lines of an article about what is in scope.
pub(super) fn compose(view: &ArticleView, told: &[Told], scope: &Scope) -> Vec<Line> {
    let named = told.iter().filter(|told| told.row.relation == "a").map(|told| told.subject.as_str()).collect();
    let mut composer = Composer { view, scope, named, lines: BTreeMap::new() };
    let chosen: Vec<Key> =
        told.iter().filter(|told| composer.concerns(told)).filter_map(|told| composer.key(told)).collect();
    let mut told: Vec<&Told> = told.iter().collect();
    told.sort_by_cached_key(|told| order(told));
    for told in told {
        if let Some(key) = composer.key(told)
            && chosen.contains(&key)
        {
            composer.take(key, told);
        }
    }
    composer.lines.into_values().filter(Line::is_telling).collect()
}

/// Titles and figures as the article has them, everything else the surest first: of two dates the first is the line's.
fn order(told: &Told) -> impl Ord + use<> {
    let as_said = matches!(told.row.relation.as_str(), "post" | "target" | "result");
    let sure = told.confidence.parse::<f64>().unwrap_or(0.0);
    let doubt = if as_said { 0 } else { ((1.0 - sure) * 1000.0).round() as i64 };
    (doubt, told.at, post::place(&told.sentence, &told.marks, &told.row.object))
}

/// Which line a claim belongs to: kind, subject, and what else tells lines apart.
type Key = (Kind, String, String);

struct Composer<'c> {
    view: &'c ArticleView,
    scope: &'c Scope,
    /// Things that are sure enough to be there at all.
    named: BTreeSet<&'c str>,
    lines: BTreeMap<Key, Line>,
}

impl Composer<'_> {
    fn concerns(&self, told: &Told) -> bool {
        let nodes = &self.scope.nodes;
        let honored = told.row.relation == "honor" && self.scope.people.contains(&told.subject);
        honored || nodes.contains(&told.subject) || object(told).is_some_and(|object| nodes.contains(object))
    }

    fn key(&self, told: &Told) -> Option<Key> {
        let subject = told.subject.as_str().to_owned();
        let key = |kind: Kind, rest: &str| Some((kind, subject.clone(), rest.to_owned()));
        match told.row.relation.as_str() {
            "alias" | "headline" | "byline" | "source" => None,
            "post" if told.predicate == org::memberOf => None,
            // Of a person who is asked for, each body is a line of its own.
            "post" if self.scope.nodes.contains(&told.subject) => key(Kind::Post, body_or_title(told)),
            "post" => key(Kind::Post, ""),
            "honor" => Some((Kind::Honor, object(told)?.as_str().to_owned(), String::new())),
            "cooperatesWith" => key(Kind::Cooperation, ""),
            "target" | "result" => {
                let of = object(told)?;
                if let Some(kind) = self.doing(of) {
                    return Some((kind, of.as_str().to_owned(), String::new()));
                }
                let kind = if told.row.relation == "target" { Kind::Target } else { Kind::Result };
                Some((kind, of.as_str().to_owned(), told.sentence.clone()))
            }
            _ => key(self.doing(&told.subject)?, ""),
        }
    }

    /// Which sort of doing a node is.
    fn doing(&self, node: &NamedNode) -> Option<Kind> {
        const KINDS: &[(NamedNodeRef<'static>, Kind)] = &[
            (gt::Policy, Kind::Policy),
            (gt::Measure, Kind::Measure),
            (gt::Initiative, Kind::Initiative),
            (schema::Event, Kind::Event),
        ];
        let kind = KINDS.iter().find(|(class, _)| self.view.is(node, *class)).map(|(_, kind)| *kind);
        kind.filter(|_| self.named.contains(node.as_str()))
    }

    fn take(&mut self, key: Key, told: &Told) {
        let (kind, rest) = (key.0, key.2.clone());
        let line = self.lines.entry(key).or_insert_with_key(|(kind, iri, _)| Line::new(*kind, iri));
        if line.when.is_empty() {
            line.when.clone_from(&told.published);
        }
        match kind {
            Kind::Policy | Kind::Measure | Kind::Initiative | Kind::Event => doing(line, told),
            Kind::Target | Kind::Result => figure(line, told),
            Kind::Cooperation => {
                add(&mut line.who, told.row.subject.clone());
                add(&mut line.with, told.row.object.clone());
            }
            Kind::Honor => {
                add(&mut line.who, told.row.subject.clone());
                line.what.clone_from(&told.row.object);
                dated(line, told.row.qualifier("date"));
            }
            Kind::Post => {
                add(&mut line.who, told.row.subject.clone());
                line.what = rest;
                post::add(&mut line.titles, Post::of(told));
            }
        }
        line.source(Source::of(told));
    }
}

fn object(told: &Told) -> Option<&NamedNode> {
    match &told.object {
        Term::NamedNode(node) => Some(node),
        Term::BlankNode(_) | Term::Literal(_) => None,
    }
}

/// The body of a post; a title of no body stands for itself.
fn body_or_title(told: &Told) -> &str {
    match told.row.qualifier("org") {
        "" => &told.row.object,
        body => body,
    }
}

/// The date of a line is the one that is surest, that is, comes first.
fn dated(line: &mut Line, date: &str) {
    if !date.is_empty() && !line.dated {
        date.clone_into(&mut line.when);
        line.dated = true;
    }
}

/// A figure of a body or place.
fn figure(line: &mut Line, told: &Told) {
    add(&mut line.who, told.row.subject.clone());
    let figures = if told.row.relation == "target" { &mut line.targets } else { &mut line.results };
    add(figures, Figure::of(&told.row));
}

/// What is said of a policy, a part of one, an initiative or an event.
fn doing(line: &mut Line, told: &Told) {
    let row = &told.row;
    let name = row.object.clone();
    line.what.clone_from(&row.subject);
    match row.relation.as_str() {
        "ledBy" | "organizer" => add(&mut line.who, name),
        "issuedBy" => {
            add(&mut line.who, name);
            dated(line, row.qualifier("date"));
        }
        "date" | "effectiveOn" => {
            dated(line, &name);
            if line.when == name && line.until.is_empty() {
                row.qualifier("end").clone_into(&mut line.until);
            }
        }
        "locatedIn" => add(&mut line.places, name),
        "serves" => add(&mut line.whom, name),
        "partner" => add(&mut line.with, name),
        "attendee" => add(&mut line.present, name),
        "implements" | "partOf" => add(&mut line.towards, name),
        "target" => add(&mut line.targets, Figure::of(row)),
        "result" => add(&mut line.results, Figure::of(row)),
        _ => {}
    }
}
