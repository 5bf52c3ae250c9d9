//! Parameters of a request, checked against what the address takes.

use oxigraph::model::NamedNode;

use crate::web::answer::Problem;
use crate::web::live::Snapshot;
use crate::web::sparql::Fields;

/// What a parameter may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// An IRI, or an address on this server.
    Iri,
    /// Any text.
    Text,
    /// Letters, digits and hyphens.
    Word,
    /// A whole number in a range.
    Number(usize, usize),
    /// 0 to 1.
    Share,
    /// A year, a month or a day.
    Date,
}

/// A parameter of an address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameter {
    pub name: &'static str,
    pub kind: Kind,
    pub help: &'static str,
    pub needed: bool,
    pub many: bool,
}

impl Parameter {
    pub(super) const fn needed(name: &'static str, kind: Kind, help: &'static str) -> Self {
        Self { name, kind, help, needed: true, many: false }
    }

    pub(super) const fn optional(name: &'static str, kind: Kind, help: &'static str) -> Self {
        Self { name, kind, help, needed: false, many: false }
    }

    pub(super) const fn many(name: &'static str, kind: Kind, help: &'static str) -> Self {
        Self { name, kind, help, needed: false, many: true }
    }
}

/// Longest text of a parameter, in bytes.
const LONGEST: usize = 4096;

/// What a request gave.
#[derive(Debug, Default)]
pub(super) struct Params(Vec<(&'static str, String)>);

impl Params {
    /// Reads a query string.
    pub(super) fn read(query: &str, parameters: &[Parameter], snapshot: &Snapshot) -> Result<Self, Problem> {
        let fields = Fields::of(query);
        if let Some(unknown) = fields.names().find(|name| parameters.iter().all(|p| p.name != *name)) {
            let known: Vec<&str> = parameters.iter().map(|p| p.name).collect();
            let known = if known.is_empty() { "it has none".to_owned() } else { known.join(", ") };
            return Err(Problem::Bad(format!("there is no parameter {unknown} ({known})")));
        }
        let mut given = Vec::new();
        for parameter in parameters {
            let values = fields.all(parameter.name);
            if parameter.needed && values.is_empty() {
                return Err(Problem::Bad(format!("the parameter {} is missing: {}", parameter.name, parameter.help)));
            }
            if values.len() > 1 && !parameter.many {
                return Err(Problem::Bad(format!("the parameter {} was given more than once", parameter.name)));
            }
            for value in values {
                let value = parameter.kind.check(value, snapshot).ok_or_else(|| {
                    Problem::Bad(format!("the parameter {} is not as it must be: {}", parameter.name, parameter.help))
                })?;
                given.push((parameter.name, value));
            }
        }
        Ok(Self(given))
    }

    /// All that was given, in one text.
    pub(super) fn written(&self) -> String {
        let mut given: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        given.sort_unstable();
        given.join("&")
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.0.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn number(&self, name: &str, otherwise: usize) -> usize {
        self.text(name).and_then(|words| words.parse().ok()).unwrap_or(otherwise)
    }

    pub(super) fn share(&self, name: &str) -> f64 {
        self.text(name).and_then(|words| words.parse().ok()).unwrap_or(0.0)
    }

    /// The node that a needed parameter names.
    pub(super) fn node(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(self.text(name).unwrap_or_default())
    }
}

impl Kind {
    fn check(self, value: String, snapshot: &Snapshot) -> Option<String> {
        if value.len() > LONGEST {
            return None;
        }
        match self {
            Self::Iri => match value.strip_prefix("/id/") {
                Some(path) => snapshot.store.iris().from_path(path).map(NamedNode::into_string),
                None => NamedNode::new(value).ok().map(NamedNode::into_string),
            },
            Self::Text => Some(value),
            Self::Word => value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-').then_some(value),
            Self::Number(least, most) => {
                value.parse().ok().filter(|number: &usize| (least..=most).contains(number)).map(|_| value)
            }
            Self::Share => value.parse().ok().filter(|share: &f64| (0.0..=1.0).contains(share)).map(|_| value),
            Self::Date => value.parse::<crate::model::PartialDate>().ok().map(|_| value),
        }
    }
}
