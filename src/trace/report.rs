//! The report on a thing: who did what there, when, for whom, towards which target, with which result.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Term};
use serde::Serialize;

use crate::error::{Error, Result};
use crate::part::{Scope, scope, within};
use crate::rdf::vocab::{gt, schema, skos};
use crate::store::Store;
use crate::trace::compose::compose;
use crate::trace::known::{self, Known};
use crate::trace::line::{Kind, Line};
use crate::trace::{ArticleView, Lang, Told, post};

/// What a report takes in; the default is everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Doings of this day or later (a year, a month or a day).
    pub since: Option<String>,
    /// Doings of this day or earlier.
    pub until: Option<String>,
    /// Words that a line, its sentence or its headline must hold.
    pub topic: Option<String>,
    /// Claims at least so sure, 0 to 1.
    pub confidence: Option<f64>,
}

impl Filter {
    fn takes(&self, line: &Line) -> bool {
        let timed = self.since.is_some() || self.until.is_some();
        let in_time =
            !timed || !line.when.is_empty() && within(&line.when, self.since.as_deref(), self.until.as_deref());
        in_time && self.topic.as_deref().is_none_or(|topic| on_topic(line, topic))
    }

    fn is_sure(&self, told: &Told) -> bool {
        self.confidence.is_none_or(|least| told.confidence.parse::<f64>().is_ok_and(|sure| sure >= least))
    }
}

fn on_topic(line: &Line, topic: &str) -> bool {
    let names = [&line.who, &line.places, &line.whom, &line.with, &line.present, &line.towards];
    line.what.contains(topic)
        || line.titles.iter().any(|post| post.whole().contains(topic))
        || names.iter().any(|names| names.iter().any(|name| name.contains(topic)))
        || line.targets.iter().chain(&line.results).any(|figure| figure.counts.contains(topic))
        || line.sources.iter().any(|source| source.sentence.contains(topic) || source.headline.contains(topic))
}

/// What a report is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Thing {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Other names, those it once had too.
    pub aliases: Vec<String>,
    /// Names that a place once had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<String>,
    /// The place that it is or lies in, and those above.
    pub above: Vec<String>,
}

/// What a name begins with that means another body in every place (市总工会, 区委).
const NEARBY: &[char] = &['省', '市', '区', '县', '州', '镇', '乡', '村', '街', '该', '本', '我'];

impl Thing {
    /// The other names that say more than the name itself: neither its end (方案) nor one that every place has (市总工会).
    #[must_use]
    pub fn telling_names(&self) -> Vec<String> {
        let nearby =
            |name: &str| name.starts_with(NEARBY) && !name.starts_with(self.label.chars().next().unwrap_or(' '));
        let telling = |name: &&String| !self.label.ends_with(name.as_str()) && !nearby(name);
        let today = |name: &&String| !self.former.contains(*name);
        self.aliases.iter().filter(telling).filter(today).cloned().collect()
    }
}

/// A report.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// What it is about: one thing, or several of one name.
    pub things: Vec<Thing>,
    /// Doings along time, those without a date last.
    pub doings: Vec<Line>,
    /// Who holds which title.
    pub people: Vec<Line>,
    /// Number of articles that say so.
    pub articles: usize,
    /// What is known of it without any article.
    pub known: Vec<Known>,
    /// Whether it is about a person, whose posts are then told first.
    pub person: bool,
}

impl Report {
    /// Its heading.
    #[must_use]
    pub fn title(&self) -> String {
        let names: BTreeSet<&str> = self.things.iter().map(|thing| thing.label.as_str()).collect();
        names.into_iter().collect::<Vec<_>>().join("、")
    }

    /// Names and numbers under the heading.
    #[must_use]
    pub fn summary(&self, lang: Lang) -> String {
        let mut parts = Vec::new();
        for thing in &self.things {
            if !thing.above.is_empty() {
                let above: Vec<&str> = thing.above.iter().map(String::as_str).collect();
                parts.push(match lang {
                    Lang::Zh => format!("位于{}", above.into_iter().rev().collect::<String>()),
                    Lang::En => format!("in {}", above.join(", ")),
                });
            }
            let names = thing.telling_names();
            if !names.is_empty() {
                parts.push(format!("{}{}", lang.of("又称", "also "), lang.list(&names)));
            }
            if !thing.former.is_empty() {
                parts.push(format!("{}{}", lang.of("曾称", "formerly "), lang.list(&thing.former)));
            }
        }
        let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
        for line in self.doings.iter().chain(&self.people) {
            *counts.entry(line.kind).or_default() += 1;
        }
        parts.extend(counts.iter().map(|(kind, count)| kind.counted(*count, lang)));
        parts.push(match lang {
            Lang::Zh => format!("文章{}篇", self.articles),
            Lang::En if self.articles == 1 => "1 article".to_owned(),
            Lang::En => format!("{} articles", self.articles),
        });
        parts.join(lang.of("；", "; "))
    }

    /// Headings with lines: the doings month by month, and who holds which title.
    #[must_use]
    pub fn sections(&self, lang: Lang) -> Vec<(String, Vec<&Line>)> {
        let months = self.months().into_iter().map(|(month, lines)| (crate::trace::render::month(month, lang), lines));
        let heading =
            if self.person { lang.of("职务", "Posts") } else { lang.of("人员与职务", "People and posts") };
        let people: Vec<_> =
            (!self.people.is_empty()).then(|| (heading.to_owned(), self.people.iter().collect())).into_iter().collect();
        if self.person { people.into_iter().chain(months).collect() } else { months.chain(people).collect() }
    }

    /// The doings, month by month.
    #[must_use]
    pub fn months(&self) -> Vec<(&str, Vec<&Line>)> {
        let mut months: Vec<(&str, Vec<&Line>)> = Vec::new();
        for line in &self.doings {
            let name = line.when.get(..7).unwrap_or(&line.when);
            match months.last_mut() {
                Some((last, lines)) if *last == name => lines.push(line),
                _ => months.push((name, vec![line])),
            }
        }
        months
    }
}

/// The report on some things of one name.
///
/// # Errors
/// When the store cannot be read.
pub fn report(store: &Store, things: &[NamedNode], filter: &Filter) -> Result<Report> {
    let scope = scope(store, things)?;
    let mut lines = Vec::new();
    for graph in graphs(store, &scope)? {
        let view = ArticleView::of(store, &graph)?;
        let told: Vec<Told> = view.claims().into_iter().filter(|told| filter.is_sure(told)).collect();
        lines.extend(compose(&view, &told, &scope));
    }
    let mut lines = merged(lines);
    let things_told: Vec<Thing> = things.iter().map(|node| thing(store, node)).collect::<Result<_>>()?;
    let names: Vec<String> =
        things_told.iter().flat_map(|thing| thing.aliases.iter().chain([&thing.label])).cloned().collect();
    let mut person = false;
    for thing in things {
        person |= store.objects(thing, rdf::TYPE)?.contains(&schema::Person.into_owned().into());
    }
    lines.iter_mut().for_each(|line| line.settle(&names, person));
    lines.retain(|line| filter.takes(line));
    let articles: BTreeSet<&str> =
        lines.iter().flat_map(|line| &line.sources).map(|source| source.graph.as_str()).collect();
    let articles = articles.len();
    let (mut people, doings): (Vec<Line>, _) = lines.into_iter().partition(|line| line.kind == Kind::Post);
    if person {
        people = by_sentence(people);
    }
    let known = known::of(store, things)?;
    Ok(Report { things: things_told, doings, people, articles, known, person })
}

/// Lines of one doing on one day are one, and so are those of one post, whenever they are said.
fn merged(lines: Vec<Line>) -> Vec<Line> {
    let mut found: BTreeMap<_, Line> = BTreeMap::new();
    let mut lines = lines;
    lines.sort_by_cached_key(order);
    for line in lines {
        let (when, subject) = match line.kind {
            Kind::Honor => (String::new(), line.who.join("、")),
            Kind::Target | Kind::Result => {
                (line.when.clone(), format!("{}{:?}{:?}", line.iri, line.targets, line.results))
            }
            Kind::Policy | Kind::Post => (String::new(), line.iri.clone()),
            Kind::Measure | Kind::Initiative | Kind::Event | Kind::Cooperation => (line.when.clone(), line.iri.clone()),
        };
        let key = (line.kind, when, subject, line.what.clone());
        match found.get_mut(&key) {
            Some(known) => known.join(line),
            None => drop(found.insert(key, line)),
        }
    }
    let mut lines: Vec<Line> = found.into_values().collect();
    lines.sort_by_cached_key(order);
    lines
}

/// Posts that the same sentences tell of are one line (a career in one sentence).
fn by_sentence(lines: Vec<Line>) -> Vec<Line> {
    let mut told: Vec<Line> = Vec::new();
    for line in lines {
        let same = |known: &&mut Line| known.who == line.who && known.says_as(&line);
        match told.iter_mut().find(same) {
            Some(known) => known.join(line),
            None => told.push(line),
        }
    }
    told.iter_mut().for_each(|line| post::arrange(&mut line.titles));
    told
}

/// Along time; what has no date comes last.
fn order(line: &Line) -> impl Ord + use<> {
    (line.when.is_empty(), line.when.clone(), line.kind, line.who.clone(), line.what.clone(), line.iri.clone())
}

/// The articles that say something about a scope.
fn graphs(store: &Store, scope: &Scope) -> Result<BTreeSet<NamedNode>> {
    let mut graphs = BTreeSet::new();
    for node in scope.nodes.iter().chain(&scope.people) {
        for predicate in [rdf::SUBJECT, rdf::OBJECT] {
            let term = node.as_ref().into();
            for quad in store.graph().quads_for_pattern(None, Some(predicate), Some(term), None) {
                if let GraphName::NamedNode(graph) = quad.map_err(|e| Error::Query(e.to_string()))?.graph_name {
                    graphs.insert(graph);
                }
            }
        }
    }
    Ok(graphs)
}

/// Name, other names and what lies above.
///
/// # Errors
/// When the store cannot be read.
pub fn thing(store: &Store, node: &NamedNode) -> Result<Thing> {
    let texts_of = |node: &NamedNode, predicate: NamedNodeRef<'_>| -> Result<Vec<String>> {
        let terms = store.objects(node, predicate)?.into_iter();
        Ok(terms
            .filter_map(|term| if let Term::Literal(text) = term { Some(text.value().to_owned()) } else { None })
            .collect())
    };
    let texts = |predicate: NamedNodeRef<'_>| texts_of(node, predicate);
    let mut former = Vec::new();
    for name in store.objects(node, gt::formerName)? {
        if let Term::NamedNode(name) = name {
            former.extend(texts_of(&name, rdfs::LABEL)?);
        }
    }
    // Of a policy the place only says whose it is.
    let policy = store.objects(node, rdf::TYPE)?.contains(&gt::Policy.into_owned().into());
    let above = if policy { Vec::new() } else { above(store, node)? };
    let label = texts(rdfs::LABEL)?.into_iter().next().unwrap_or_else(|| node.as_str().to_owned());
    Ok(Thing { iri: node.as_str().to_owned(), label, aliases: texts(skos::altLabel)?, former, above })
}

/// The places above, nearest first.
fn above(store: &Store, node: &NamedNode) -> Result<Vec<String>> {
    let (mut names, mut at) = (Vec::new(), node.clone());
    while names.len() < 6 {
        let own = store.objects(&at, schema::containedInPlace)?;
        let next = if own.is_empty() && at == *node { store.objects(&at, schema::location)? } else { own };
        let Some(Term::NamedNode(place)) = next.into_iter().next() else { break };
        if store.objects(&place, rdf::TYPE)?.contains(&gt::Country.into_owned().into()) {
            break;
        }
        names.extend(label_of(store, &place)?);
        at = place;
    }
    Ok(names)
}

/// A node's label.
///
/// # Errors
/// When the store cannot be read.
pub fn label_of(store: &Store, node: &NamedNode) -> Result<Option<String>> {
    let labels = store.objects(node, rdfs::LABEL)?.into_iter();
    Ok(labels
        .filter_map(|term| if let Term::Literal(text) = term { Some(text.value().to_owned()) } else { None })
        .next())
}
