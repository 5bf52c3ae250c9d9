//! What is where: things and figures by the place that they, or whoever runs or issues them, lie in.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedNodeRef, Term};

use crate::error::Result;
use crate::rdf::vocab::{gt, org, schema};
use crate::web::live::Snapshot;
use crate::web::lookup::Lookup;

/// Things and figures by place.
#[derive(Debug, Default)]
pub(in crate::web) struct Atlas {
    /// Things by the IRI of a place.
    things: BTreeMap<String, BTreeSet<String>>,
    /// Places by the IRI of a thing.
    places: BTreeMap<String, BTreeSet<String>>,
    /// Figures (targets and results) by the IRI of a place.
    figures: BTreeMap<String, BTreeSet<String>>,
}

type Relation = BTreeMap<String, Vec<Term>>;

impl Atlas {
    pub(in crate::web) fn of(snapshot: &Snapshot) -> Result<Self> {
        let lookup = Lookup::of(snapshot);
        let own = lookup.map(schema::location)?;
        let mut atlas = Self::default();
        for (thing, places) in &own {
            nodes(places).for_each(|place| atlas.put(thing, place));
        }
        let through: [NamedNodeRef<'static>; 4] = [gt::ledBy, schema::organizer, gt::issuedBy, org::memberOf];
        for predicate in through {
            for (thing, others) in lookup.map(predicate)? {
                if !own.contains_key(&thing) {
                    let places: Vec<&str> = nodes(&others).filter_map(|o| own.get(o)).flat_map(|p| nodes(p)).collect();
                    places.into_iter().for_each(|place| atlas.put(&thing, place));
                }
            }
        }
        atlas.lift(&lookup.map(gt::indicatorOf)?, snapshot);
        Ok(atlas)
    }

    fn put(&mut self, thing: &str, place: &str) {
        self.things.entry(place.to_owned()).or_default().insert(thing.to_owned());
        self.places.entry(thing.to_owned()).or_default().insert(place.to_owned());
    }

    /// Figures of a place are there, figures of a thing are where it is.
    fn lift(&mut self, figures: &Relation, snapshot: &Snapshot) {
        for (figure, whose) in figures {
            for of in nodes(whose) {
                let is_place = snapshot.index.thing(of).is_some_and(|thing| thing.class == "Place");
                let places = if is_place {
                    vec![of.to_owned()]
                } else {
                    self.places.get(of).into_iter().flatten().cloned().collect()
                };
                for place in places {
                    self.figures.entry(place).or_default().insert(figure.clone());
                }
            }
        }
    }

    /// Things in some places.
    pub(in crate::web) fn things_in(&self, places: &BTreeSet<String>) -> BTreeSet<&str> {
        places.iter().filter_map(|place| self.things.get(place)).flatten().map(String::as_str).collect()
    }

    /// Figures in some places.
    pub(in crate::web) fn figures_in(&self, places: &BTreeSet<String>) -> BTreeSet<&str> {
        places.iter().filter_map(|place| self.figures.get(place)).flatten().map(String::as_str).collect()
    }

    /// Places of a thing.
    pub(in crate::web) fn places_of(&self, thing: &str) -> Vec<NamedNode> {
        self.places.get(thing).into_iter().flatten().map(NamedNode::new_unchecked).collect()
    }

    /// Every place with its things.
    pub(in crate::web) fn by_place(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        self.things.iter().map(|(place, things)| (place.as_str(), things))
    }

    /// Every place with its figures.
    pub(in crate::web) fn figures(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        self.figures.iter().map(|(place, figures)| (place.as_str(), figures))
    }
}

fn nodes(terms: &[Term]) -> impl Iterator<Item = &str> {
    terms.iter().filter_map(|term| match term {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::BlankNode(_) | Term::Literal(_) => None,
    })
}
