//! The attributes of things and ties: one list that every format walks.

use crate::export::network::{Edge, Network, Node};

/// Sort of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
}

/// Value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text; an empty one is no value.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Nothing.
    None,
}

impl Value {
    fn text(text: &str) -> Self {
        if text.is_empty() { Self::None } else { Self::Text(text.to_owned()) }
    }

    fn count(count: usize) -> Self {
        i64::try_from(count).map_or(Self::None, Self::Integer)
    }

    /// As text; nothing is an empty one.
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(value) => value.to_string(),
            Self::Real(value) => value.to_string(),
            Self::None => String::new(),
        }
    }

    /// As JSON.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Integer(value) => (*value).into(),
            Self::Real(value) => (*value).into(),
            Self::None => serde_json::Value::Null,
        }
    }
}

/// An attribute.
pub struct Column<T: 'static> {
    /// Its name in every format.
    pub name: &'static str,
    /// Its sort.
    pub sort: Sort,
    /// Its value.
    pub get: fn(&T) -> Value,
}

macro_rules! columns {
    ($($name:literal $sort:ident $get:expr),* $(,)?) => { &[$(Column { name: $name, sort: Sort::$sort, get: $get }),*] };
}

/// Attributes of things, without their IRI.
pub const NODE_COLUMNS: &[Column<Node>] = columns![
    "label" Text |node| Value::text(&node.label),
    "class" Text |node| Value::text(&node.class),
    "kind" Text |node| Value::text(&node.kind),
    "aliases" Text |node| Value::text(&node.aliases),
    "titles" Text |node| Value::text(&node.titles),
    "code" Text |node| Value::text(&node.code),
    "start" Text |node| Value::text(&node.start),
    "end" Text |node| Value::text(&node.end),
    "first_seen" Text |node| Value::text(&node.first_seen),
    "last_seen" Text |node| Value::text(&node.last_seen),
    "latitude" Real |node| node.latitude.map_or(Value::None, Value::Real),
    "longitude" Real |node| node.longitude.map_or(Value::None, Value::Real),
    "value" Real |node| node.value.map_or(Value::None, Value::Real),
    "articles" Integer |node| Value::count(node.articles),
    "degree" Integer |node| Value::count(node.degree),
    "strength" Integer |node| Value::count(node.strength),
    "centrality" Real |node| Value::Real(node.centrality),
    "betweenness" Real |node| Value::Real(node.betweenness),
    "community" Integer |node| Value::count(node.community),
    "component" Integer |node| Value::count(node.component),
];

/// Attributes of ties, without their ends.
pub const EDGE_COLUMNS: &[Column<Edge>] = columns![
    "relation" Text |edge| Value::text(&edge.relation),
    "title" Text |edge| Value::text(&edge.title),
    "weight" Integer |edge| Value::count(edge.weight),
    "confidence" Real |edge| Value::Real(edge.confidence),
    "start" Text |edge| Value::text(&edge.start),
    "end" Text |edge| Value::text(&edge.end),
    "articles" Text |edge| Value::text(&edge.articles),
    "sentence" Text |edge| Value::text(&edge.sentence),
];

impl Network {
    /// IRIs of the ends of a tie.
    pub fn ends(&self, edge: &Edge) -> (&str, &str) {
        (&self.nodes[edge.source].iri, &self.nodes[edge.target].iri)
    }
}
