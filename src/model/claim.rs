//! The unit of knowledge: subject, relation, object, qualifiers and evidence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::entity::words;
use crate::model::{Class, EntityRef, Group, PartialDate, Span};

words! {
    /// Relation of the fact table.
    Relation {
        A => "a",
        Post => "post",
        Honor => "honor",
        LocatedIn => "locatedIn",
        PartOf => "partOf",
        IssuedBy => "issuedBy",
        EffectiveOn => "effectiveOn",
        LedBy => "ledBy",
        Partner => "partner",
        Implements => "implements",
        Serves => "serves",
        Organizer => "organizer",
        Attendee => "attendee",
        Date => "date",
        Target => "target",
        Result => "result",
        CooperatesWith => "cooperatesWith",
        Alias => "alias",
        Headline => "headline",
        Byline => "byline",
        Source => "source",
    }
}

words! {
    /// Key of a qualifier; the order is that of the fact table.
    Qualifier {
        By => "by",
        Comparator => "comparator",
        Date => "date",
        End => "end",
        Kind => "kind",
        Level => "level",
        Number => "number",
        Ordinal => "ordinal",
        Org => "org",
        Period => "period",
        Role => "role",
        Unit => "unit",
        Value => "value",
    }
}

/// Qualifiers of a claim, sorted by key; empty values are not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Qualifiers(BTreeMap<Qualifier, String>);

impl Qualifiers {
    /// No qualifiers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more; an empty value is left out.
    #[must_use]
    pub fn with(mut self, key: Qualifier, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.0.insert(key, value);
        }
        self
    }

    /// Without a key.
    #[must_use]
    pub fn without(&self, key: Qualifier) -> Self {
        Self(self.0.iter().filter(|(own, _)| **own != key).map(|(k, v)| (*k, v.clone())).collect())
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: Qualifier) -> Option<&str> {
        self.0.get(&key).map(String::as_str)
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (Qualifier, &str)> {
        self.0.iter().map(|(k, v)| (*k, v.as_str()))
    }

    /// The last column of the fact table.
    #[must_use]
    pub fn to_column(&self) -> String {
        self.0.iter().map(|(k, v)| format!("{}={v}", k.as_str())).collect::<Vec<_>>().join("; ")
    }
}

/// Subject of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Node {
    /// The article itself (`headline`, `byline`, `source`).
    Article,
    /// An entity of the article.
    Entity(EntityRef),
}

/// Object of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Object {
    /// An entity of the article.
    Entity(EntityRef),
    /// A class (relation `a`).
    Class(Class),
    /// A group that something serves.
    Group(Group),
    /// A date.
    Date(PartialDate),
    /// A title, a counted noun, another label, a headline, a byline's name.
    Text(String),
}

impl Object {
    /// The object column of the fact table.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Entity(entity) => entity.label.clone(),
            Self::Class(class) => class.as_str().to_owned(),
            Self::Group(group) => group.as_str().to_owned(),
            Self::Date(date) => date.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Why a claim is believed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Range of the article's text that says so: the sentence, or the clause inside it.
    pub span: Span,
    /// Name of the rule, extractor or relator.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
}

/// A statement of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// What it is about.
    pub subject: Node,
    /// What is said.
    pub relation: Relation,
    /// Of whom or what.
    pub object: Object,
    /// Details.
    pub qualifiers: Qualifiers,
    /// Where the text says so.
    pub evidence: Evidence,
}

impl Claim {
    /// A claim about an entity, without qualifiers.
    pub fn new(
        subject: EntityRef,
        relation: Relation,
        object: Object,
        span: Span,
        rule: impl Into<String>,
        confidence: f32,
    ) -> Self {
        Self {
            subject: Node::Entity(subject),
            relation,
            object,
            qualifiers: Qualifiers::new(),
            evidence: Evidence { span, rule: rule.into(), confidence },
        }
    }

    /// A claim about the article itself.
    pub fn of_article(relation: Relation, object: impl Into<String>, span: Span, rule: impl Into<String>) -> Self {
        Self {
            subject: Node::Article,
            relation,
            object: Object::Text(object.into()),
            qualifiers: Qualifiers::new(),
            evidence: Evidence { span, rule: rule.into(), confidence: 0.95 },
        }
    }

    /// The same claim with one more qualifier.
    #[must_use]
    pub fn with(mut self, key: Qualifier, value: impl Into<String>) -> Self {
        self.qualifiers = std::mem::take(&mut self.qualifiers).with(key, value);
        self
    }

    /// The subject column of the fact table.
    #[must_use]
    pub fn subject_label<'a>(&'a self, article: &'a str) -> &'a str {
        match &self.subject {
            Node::Article => article,
            Node::Entity(entity) => &entity.label,
        }
    }

    /// What makes two claims of one article the same statement (evidence apart).
    #[must_use]
    pub fn identity(&self) -> (&Node, Relation, &Object, &Qualifiers) {
        (&self.subject, self.relation, &self.object, &self.qualifiers)
    }
}
