//! A place: what is done in it, by whom, when, with which figures, under which policies, and what lies around it.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};
use serde_json::{Value, json};

use crate::rdf::vocab::{gt, org, schema};
use crate::web::answer::Problem;
use crate::web::api::{Params, borders};
use crate::web::fact::{Fact, Reader};
use crate::web::index::Thing;
use crate::web::live::Snapshot;
use crate::web::lookup::Lookup;

/// Things of a kind that are sent unless more are asked for.
const EACH: usize = 120;

pub(super) fn place(snapshot: &Snapshot, params: &Params) -> Result<Value, Problem> {
    let node = params.node("iri");
    let lookup = Lookup::of(snapshot);
    let thing = lookup.thing(&node)?;
    if thing.class != "Place" {
        return Err(Problem::Missing("there is no such place".to_owned()));
    }
    let here = Here { lookup, limit: params.number("limit", EACH), places: lookup.within(&node)? };
    let above = lookup.above(&node)?;
    let code = lookup.text(&node, gt::divisionCode)?;
    let beside = borders::beside(&code).into_iter().filter_map(|code| {
        let known = snapshot.store.iris().from_path(&format!("place/{code}"))?;
        snapshot.index.thing(known.as_str()).map(|_| known)
    });
    let number = |predicate| Ok::<_, Problem>(lookup.text(&node, predicate)?.parse::<f64>().ok());
    let initiatives = here.of_class(
        "Initiative",
        &[("leaders", gt::ledBy), ("partners", gt::partner), ("groups", gt::serves), ("carries", gt::implements)],
    )?;
    let events = here.of_class("Event", &[("leaders", schema::organizer), ("carries", gt::implements)])?;
    let (targets, results) = here.figures()?;
    Ok(json!({
        "thing": thing,
        "code": code,
        "at": [number(schema::longitude)?, number(schema::latitude)?],
        "above": above.iter().map(|place| lookup.thing(place)).collect::<Result<Vec<_>, _>>()?,
        "below": here.weighed(lookup.subjects(schema::containedInPlace, &node)?)?,
        "beside": here.weighed(beside.collect())?,
        "initiatives": initiatives,
        "events": events,
        "bodies": here.of_class("Organization", &[])?,
        "people": here.people()?,
        "targets": targets,
        "results": results,
        "policies": here.policies()?,
    }))
}

/// A place with all that lies in it.
struct Here<'s> {
    lookup: Lookup<'s>,
    limit: usize,
    places: BTreeSet<String>,
}

impl Here<'_> {
    /// Things of a class in the place, those mentioned most first.
    fn things(&self, class: &str) -> Result<Vec<Thing>, Problem> {
        let index = &self.lookup.snapshot.index;
        let atlas = self.lookup.snapshot.atlas()?;
        let here = atlas.things_in(&self.places).into_iter().filter_map(|iri| index.thing(iri));
        let mut things: Vec<Thing> = here.filter(|thing| thing.class == class).collect();
        things.sort_by_cached_key(|thing| (std::cmp::Reverse(index.mentions(&thing.iri)), thing.label.clone()));
        Ok(things)
    }

    /// Things of a class with their dates, places and those others that a relation leads to.
    fn of_class(&self, class: &str, relations: &[(&str, NamedNodeRef<'_>)]) -> Result<Value, Problem> {
        let things = self.things(class)?;
        let mut told = Vec::new();
        for thing in things.iter().take(self.limit) {
            let node = NamedNode::new_unchecked(thing.iri.as_str());
            let mut one = json!({
                "thing": thing,
                "mentions": self.lookup.snapshot.index.mentions(&thing.iri),
                "places": self.lookup.things(self.lookup.snapshot.atlas()?.places_of(&thing.iri))?,
                "begin": self.lookup.text(&node, schema::startDate)?,
                "end": self.lookup.text(&node, schema::endDate)?,
                "published": self.first_told(&node)?,
            });
            for (name, predicate) in relations {
                one[*name] = json!(self.lookup.things(self.lookup.nodes(&node, *predicate)?)?);
            }
            told.push(one);
        }
        Ok(json!({ "total": things.len(), "items": told }))
    }

    /// Day of the first article that mentions a thing.
    fn first_told(&self, node: &NamedNode) -> Result<Option<String>, Problem> {
        let mut days = Vec::new();
        for article in self.lookup.subjects(schema::mentions, node)? {
            days.push(self.lookup.text(&article, schema::datePublished)?);
        }
        Ok(days.into_iter().filter(|day| !day.is_empty()).min())
    }

    /// Places with the number of things in them, the fullest first.
    fn weighed(&self, places: Vec<NamedNode>) -> Result<Vec<Value>, Problem> {
        let atlas = self.lookup.snapshot.atlas()?;
        let mut weighed = Vec::new();
        for place in places {
            let count = atlas.things_in(&self.lookup.within(&place)?).len();
            weighed.push((std::cmp::Reverse(count), self.lookup.thing(&place)?));
        }
        weighed.sort_by(|a, b| (a.0, &a.1.iri).cmp(&(b.0, &b.1.iri)));
        Ok(weighed.into_iter().map(|(count, thing)| json!({ "thing": thing, "count": count.0 })).collect())
    }

    /// Persons with posts at bodies of the place.
    fn people(&self) -> Result<Value, Problem> {
        let mut posts: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for body in self.things("Organization")? {
            let node = NamedNode::new_unchecked(body.iri.as_str());
            for membership in self.lookup.subjects(org::organization, &node)? {
                let person = self.lookup.node(&membership, org::member)?;
                let role = self.lookup.node(&membership, org::role)?;
                if let (Some(person), Some(role)) = (person, role) {
                    let title = self.lookup.thing(&role)?.label;
                    let claim = self.lookup.subjects(rdf::OBJECT, &membership)?.into_iter().next();
                    let claim = claim.map(NamedNode::into_string);
                    posts
                        .entry(person.into_string())
                        .or_default()
                        .push(json!({ "title": title, "org": body, "claim": claim }));
                }
            }
        }
        let index = &self.lookup.snapshot.index;
        let total = posts.len();
        let mut people: Vec<(Thing, Vec<Value>)> = Vec::new();
        for (person, posts) in posts {
            people.push((self.lookup.thing(&NamedNode::new_unchecked(person))?, posts));
        }
        people.sort_by_cached_key(|(thing, _)| (std::cmp::Reverse(index.mentions(&thing.iri)), thing.label.clone()));
        let shown = people.into_iter().take(self.limit);
        let items: Vec<Value> = shown.map(|(thing, posts)| json!({ "thing": thing, "posts": posts })).collect();
        Ok(json!({ "total": total, "items": items }))
    }

    /// Targets and results as facts.
    fn figures(&self) -> Result<(Value, Value), Problem> {
        let mut reader = Reader::new(self.lookup);
        let (mut targets, mut results) = (Vec::new(), Vec::new());
        for figure in self.lookup.snapshot.atlas()?.figures_in(&self.places) {
            let claims = self.lookup.subjects(rdf::SUBJECT, &NamedNode::new_unchecked(figure))?;
            if figure.contains("/target/") { &mut targets } else { &mut results }.extend(claims);
        }
        let mut told = |claims: Vec<NamedNode>| -> Result<Value, Problem> {
            let (facts, total): (Vec<Fact>, usize) = reader.facts(claims, self.limit)?;
            Ok(json!({ "total": total, "items": facts }))
        };
        Ok((told(targets)?, told(results)?))
    }

    /// Policies and parts of policies, with what carries them out here.
    fn policies(&self) -> Result<Vec<Value>, Problem> {
        let mut by: BTreeMap<String, Vec<Thing>> = BTreeMap::new();
        for class in ["Initiative", "Event", "Policy"] {
            for thing in self.things(class)? {
                let node = NamedNode::new_unchecked(thing.iri.as_str());
                for policy in self.lookup.nodes(&node, gt::implements)? {
                    by.entry(policy.into_string()).or_default().push(thing.clone());
                }
            }
        }
        let mut told = Vec::new();
        for (policy, things) in by {
            told.push((std::cmp::Reverse(things.len()), self.lookup.thing(&NamedNode::new_unchecked(policy))?, things));
        }
        told.sort_by(|a, b| (a.0, &a.1.iri).cmp(&(b.0, &b.1.iri)));
        Ok(told.into_iter().map(|(_, thing, by)| json!({ "thing": thing, "by": by })).collect())
    }
}
