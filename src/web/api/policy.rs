//! A policy: its parts, who carries out which of them where, and its targets.

use std::collections::BTreeMap;

use oxigraph::model::NamedNode;
use oxigraph::model::vocab::rdf;
use serde_json::{Value, json};

use crate::rdf::vocab::{dct, gt};
use crate::web::answer::Problem;
use crate::web::api::Params;
use crate::web::fact::Reader;
use crate::web::index::Thing;
use crate::web::live::Snapshot;
use crate::web::lookup::Lookup;

pub(super) fn policy(snapshot: &Snapshot, params: &Params) -> Result<Value, Problem> {
    let node = params.node("iri");
    let lookup = Lookup::of(snapshot);
    let thing = lookup.thing(&node)?;
    if thing.class != "Policy" {
        return Err(Problem::Missing("there is no such policy".to_owned()));
    }
    let mut matrix = Matrix { lookup, columns: BTreeMap::new(), rows: Vec::new() };
    matrix.row(&node, json!(null), String::new())?;
    let mut parts = Vec::new();
    for part in lookup.subjects(dct::isPartOf, &node)? {
        let number: Option<u32> = lookup.text(&part, gt::ordinal)?.parse().ok();
        parts.push((number.unwrap_or(u32::MAX), part));
    }
    parts.sort_by(|a, b| (a.0, a.1.as_str()).cmp(&(b.0, b.1.as_str())));
    let mut named = Vec::new();
    for (number, part) in parts {
        let number = (number != u32::MAX).then_some(number);
        named.extend(number);
        matrix.row(&part, json!(number), lookup.text(&part, gt::theme)?)?;
    }
    let mut unnamed: Vec<u32> = lookup
        .texts(&node, gt::partNumber)?
        .iter()
        .filter_map(|n| n.parse().ok())
        .filter(|n| !named.contains(n))
        .collect();
    unnamed.sort_unstable();
    Ok(json!({
        "thing": thing,
        "issuers": lookup.things(lookup.nodes(&node, gt::issuedBy)?)?,
        "issued": lookup.text(&node, dct::issued)?,
        "effective": lookup.text(&node, gt::effectiveOn)?,
        "number": lookup.text(&node, gt::documentNumber)?,
        "follows": lookup.things(lookup.nodes(&node, gt::implements)?)?,
        "serves": lookup.things(lookup.nodes(&node, gt::serves)?)?,
        "source": lookup.text(&node, dct::source)?,
        "rows": matrix.rows,
        "columns": matrix.columns.into_values().collect::<Vec<_>>(),
        "unnamed": unnamed,
        "targets": targets(lookup, &node)?,
    }))
}

struct Matrix<'s> {
    lookup: Lookup<'s>,
    columns: BTreeMap<String, Thing>,
    rows: Vec<Value>,
}

impl Matrix<'_> {
    /// What carries out the policy or one of its parts, by city.
    fn row(&mut self, part: &NamedNode, number: Value, theme: String) -> Result<(), Problem> {
        let mut cells: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        let mut reader = Reader::new(self.lookup);
        for doer in self.lookup.subjects(gt::implements, part)? {
            let claims = self.lookup.subjects(rdf::SUBJECT, &doer)?;
            let mut evidence = Vec::new();
            for claim in claims {
                let says_so = self.lookup.nodes(&claim, rdf::OBJECT)?.contains(part);
                if says_so {
                    evidence.extend(reader.fact(&claim)?);
                }
            }
            let told = json!({ "thing": self.lookup.thing(&doer)?, "facts": evidence });
            let mut columns = Vec::new();
            for place in self.lookup.snapshot.atlas()?.places_of(doer.as_str()) {
                columns.extend(self.column(&place)?);
            }
            columns.sort_unstable();
            columns.dedup();
            if columns.is_empty() {
                columns.push(String::new());
            }
            columns.into_iter().for_each(|column| cells.entry(column).or_default().push(told.clone()));
        }
        let thing = self.lookup.thing(part)?;
        self.rows.push(json!({ "thing": thing, "number": number, "theme": theme, "cells": cells }));
        Ok(())
    }

    /// The city that a place is or lies in; else the province, else the place itself.
    fn column(&mut self, place: &NamedNode) -> Result<Option<String>, Problem> {
        let mut line = vec![place.clone()];
        line.extend(self.lookup.above(place)?);
        let things = line.iter().map(|place| self.lookup.thing(place)).collect::<Result<Vec<_>, _>>()?;
        let of_level = |level: &str| things.iter().find(|thing| thing.kind == level);
        let Some(column) = of_level("city").or_else(|| of_level("province")).or_else(|| things.first()) else {
            return Ok(None);
        };
        self.columns.insert(column.iri.clone(), column.clone());
        Ok(Some(column.iri.clone()))
    }
}

/// Targets with their sentence, and those known beforehand with their source.
fn targets(lookup: Lookup<'_>, policy: &NamedNode) -> Result<Vec<Value>, Problem> {
    let mut reader = Reader::new(lookup);
    let mut told = Vec::new();
    for figure in lookup.subjects(gt::indicatorOf, policy)? {
        let claims = lookup.subjects(rdf::SUBJECT, &figure)?;
        let (facts, _) = reader.facts(claims, 5)?;
        let text = |predicate| lookup.text(&figure, predicate);
        told.push(json!({
            "counts": text(gt::counts)?, "value": text(gt::value)?, "unit": text(gt::unit)?,
            "comparator": text(gt::comparator)?, "by": text(gt::deadline)?, "source": text(dct::source)?,
            "facts": facts,
        }));
    }
    Ok(told)
}
