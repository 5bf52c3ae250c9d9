//! What is known of named policies beforehand: `data/policies/*.toml`, only what a source says.

use serde::Deserialize;

use crate::assets::{Asset, POLICIES};
use crate::error::{Error, Result};

/// A policy whose make-up is known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownPolicy {
    /// Title in normal form.
    pub label: String,
    /// Division code of the place that it is for.
    pub place: u32,
    /// Who issued it.
    #[serde(default)]
    pub issuers: Vec<String>,
    /// Day of issue.
    pub issued: Option<String>,
    /// What it is called for short.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Title of the policy above it.
    pub follows: Option<String>,
    /// Number of its parts.
    pub parts: u32,
    /// What its parts are called (行动, 部分).
    pub part_word: String,
    /// Number of its measures.
    pub measures: u32,
    /// Who says so.
    pub source: String,
    /// The parts whose names are known; the places of the others stay open.
    #[serde(default, rename = "part")]
    pub named_parts: Vec<KnownPart>,
    /// Its targets.
    #[serde(default, rename = "target")]
    pub targets: Vec<KnownTarget>,
}

/// A named part of a policy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownPart {
    /// Place among the parts, from 1.
    pub ordinal: u32,
    /// Name in normal form.
    pub label: String,
    /// What it is about, in the policy's words.
    pub theme: String,
    /// Who says so.
    pub source: String,
}

/// A figure that a policy sets.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownTarget {
    /// What is counted.
    pub counts: String,
    /// How many.
    pub value: u64,
    /// In which unit.
    pub unit: String,
    /// One of `= ~ > >= < <=`.
    pub comparator: String,
    /// Year or day by which.
    pub by: String,
    /// Who says so.
    pub source: String,
}

/// All known policies, in order of files.
#[derive(Clone, Debug, Default)]
pub struct Policies(pub Vec<KnownPolicy>);

impl Policies {
    /// The embedded ones.
    ///
    /// # Errors
    /// When a file is malformed; the message names file and line.
    pub fn embedded() -> Result<Self> {
        POLICIES.iter().map(parse).collect::<Result<Vec<_>>>().map(Self)
    }

    /// The policy of a title.
    #[must_use]
    pub fn get(&self, label: &str) -> Option<&KnownPolicy> {
        self.0.iter().find(|policy| policy.label == label)
    }

    /// The policies that have a part of this name.
    pub fn with_part<'a>(&'a self, label: &'a str) -> impl Iterator<Item = &'a KnownPolicy> {
        self.0.iter().filter(move |policy| policy.named_parts.iter().any(|part| part.label == label))
    }
}

fn parse(asset: &Asset) -> Result<KnownPolicy> {
    toml::from_str(asset.text).map_err(|error| Error::Data {
        file: asset.path.to_owned(),
        line: error.span().map_or(0, |span| asset.text[..span.start].matches('\n').count() + 1),
        message: error.message().to_owned(),
    })
}
