//! What tells an entity from all others, as far as its article says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{Class, EntityRef};

/// What an entity is known by beyond its article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identity {
    /// Its class.
    pub class: Class,
    /// Its label in normal form.
    pub label: String,
    /// For places: the division code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Readable words behind the label that tell it from others of the same label; `None` when the label is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distinction: Option<String>,
    /// What joins two of one name, sorted: two entities of a class and a name that share a key are one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
    /// Other names that its article gives it, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

impl Identity {
    /// An entity that its label alone makes known.
    #[must_use]
    pub fn plain(entity: &EntityRef) -> Self {
        Self {
            class: entity.class,
            label: entity.label.clone(),
            code: None,
            distinction: None,
            keys: Vec::new(),
            names: Vec::new(),
        }
    }

    /// The entity as its article names it.
    #[must_use]
    pub fn entity(&self) -> EntityRef {
        EntityRef::new(self.class, self.label.clone())
    }

    /// Whether it goes by this name.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.label == name || self.names.iter().any(|own| own == name)
    }
}

/// The identities of an article's entities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities(pub BTreeMap<EntityRef, Identity>);

impl Identities {
    /// The identity of an entity; by its label alone when nothing else was found out.
    #[must_use]
    pub fn get(&self, entity: &EntityRef) -> Identity {
        self.0.get(entity).cloned().unwrap_or_else(|| Identity::plain(entity))
    }
}

/// An article's entities as the article alone knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Key of the article.
    pub article: String,
    /// Its entities, sorted.
    pub entities: Vec<Identity>,
}

/// FNV-1a over the parts, each ended by a byte that UTF-8 never has, then mixed (the finalizer of SplitMix64): not a
/// secret, but the same on every machine and in every version.
#[must_use]
pub fn hash(parts: &[&str]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// Six hexadecimal digits of [`hash`].
#[must_use]
pub fn short_hash(parts: &[&str]) -> String {
    format!("{:06x}", hash(parts) & 0xff_ffff)
}
