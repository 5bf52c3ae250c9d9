//! The map's measures: how many of a kind are in each division.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;
use serde_json::{Value, json};

use crate::rdf::vocab::{gt, schema};
use crate::web::answer::Problem;
use crate::web::api::Params;
use crate::web::live::Snapshot;
use crate::web::lookup::Lookup;

/// What can be counted, and the class of the things, where things are counted.
const MEASURES: &[(&str, &str)] = &[
    ("initiatives", "Initiative"),
    ("results", ""),
    ("targets", ""),
    ("events", "Event"),
    ("bodies", "Organization"),
    ("people", "Person"),
    ("articles", ""),
];

pub(super) fn map(snapshot: &Snapshot, params: &Params) -> Result<Value, Problem> {
    let asked = params.text("measure").unwrap_or("initiatives");
    let known = || MEASURES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let (measure, class) = MEASURES
        .iter()
        .find(|(name, _)| *name == asked)
        .ok_or_else(|| Problem::Bad(format!("there is no measure {asked} (there are {})", known())))?;
    let lookup = Lookup::of(snapshot);
    let counted = counted(lookup, measure, class)?;
    let mut rolled: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (place, things) in &counted {
        let node = NamedNode::new_unchecked(place.as_str());
        let above = lookup.above(&node)?.into_iter().map(NamedNode::into_string);
        for place in above.chain([place.clone()]) {
            rolled.entry(place).or_default().extend(things.iter().cloned());
        }
    }
    let mut places = Vec::new();
    for (place, things) in &rolled {
        let node = NamedNode::new_unchecked(place.as_str());
        let code = lookup.text(&node, gt::divisionCode)?;
        if code.is_empty() {
            continue;
        }
        let number = |predicate| Ok::<_, Problem>(lookup.text(&node, predicate)?.parse::<f64>().ok());
        places.push(json!({
            "code": code, "thing": lookup.thing(&node)?, "total": things.len(),
            "own": counted.get(place).map_or(0, BTreeSet::len),
            "at": [number(schema::longitude)?, number(schema::latitude)?],
        }));
    }
    let names: Vec<&str> = MEASURES.iter().map(|(name, _)| *name).collect();
    Ok(json!({ "measure": measure, "measures": names, "places": places }))
}

/// What is counted, by the place where it is.
fn counted(lookup: Lookup<'_>, measure: &str, class: &str) -> Result<BTreeMap<String, BTreeSet<String>>, Problem> {
    let atlas = lookup.snapshot.atlas()?;
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    match measure {
        "articles" => {
            for place in lookup.snapshot.index.of_class("Place") {
                let node = NamedNode::new_unchecked(place.iri.as_str());
                let articles = lookup.subjects(schema::mentions, &node)?;
                if !articles.is_empty() {
                    found.insert(place.iri.clone(), articles.into_iter().map(NamedNode::into_string).collect());
                }
            }
        }
        "results" | "targets" => {
            let part = if measure == "results" { "/result/" } else { "/target/" };
            for (place, figures) in atlas.figures() {
                let kept: BTreeSet<String> = figures.iter().filter(|iri| iri.contains(part)).cloned().collect();
                if !kept.is_empty() {
                    found.insert(place.to_owned(), kept);
                }
            }
        }
        _ => {
            let is = |iri: &String| lookup.snapshot.index.thing(iri).is_some_and(|thing| thing.class == class);
            for (place, things) in atlas.by_place() {
                let kept: BTreeSet<String> = things.iter().filter(|iri| is(iri)).cloned().collect();
                if !kept.is_empty() {
                    found.insert(place.to_owned(), kept);
                }
            }
        }
    }
    Ok(found)
}
