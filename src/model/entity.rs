//! The closed vocabularies of the fact table: classes, kinds, levels, groups.

use serde::{Deserialize, Serialize};

/// A vocabulary whose members have one written form each.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[doc = $word] #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every member, in order of declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word in the fact table.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The member that is written so.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// Class of an entity.
    Class {
        Person => "Person",
        Organization => "Organization",
        Place => "Place",
        Policy => "Policy",
        Measure => "Measure",
        Initiative => "Initiative",
        Event => "Event",
        Honor => "Honor",
        Group => "Group",
        Work => "Work",
    }
}

words! {
    /// Kind of an organization.
    OrgKind {
        Union => "union",
        Party => "party",
        Government => "government",
        Legislature => "legislature",
        Cppcc => "cppcc",
        Judiciary => "judiciary",
        Company => "company",
        School => "school",
        Hospital => "hospital",
        Institute => "institute",
        Association => "association",
        Media => "media",
        Military => "military",
        Community => "community",
        Other => "other",
    }
}

words! {
    /// Level of a place. `City` is a prefecture-level city; a county-level city is `County`.
    PlaceLevel {
        Country => "country",
        Province => "province",
        City => "city",
        County => "county",
        Town => "town",
        Village => "village",
        Region => "region",
        Site => "site",
    }
}

impl PlaceLevel {
    /// Whether it is an administrative division rather than a region, venue or road.
    #[must_use]
    pub const fn is_administrative(self) -> bool {
        !matches!(self, Self::Region | Self::Site)
    }
}

words! {
    /// Whom an initiative, policy or target serves: a closed list.
    Group {
        IndustrialWorkers => "产业工人",
        Workers => "职工",
        NewForms => "新就业形态劳动者",
        Women => "女职工",
        InNeed => "困难职工",
        Migrant => "农民工",
        Models => "劳模工匠",
        Skilled => "高技能人才",
        Young => "青年职工",
        Children => "职工子女",
        Graduates => "高校毕业生",
        Retired => "退休职工",
        Disabled => "残疾人",
        Companies => "企业",
        UnionStaff => "工会干部",
        Professionals => "专业技术人员",
        Residents => "居民",
    }
}

/// An entity inside one article: class and label in normal form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityRef {
    /// Its class.
    pub class: Class,
    /// Its label in the normal form of the fact table.
    pub label: String,
}

impl EntityRef {
    /// An entity by class and label.
    pub fn new(class: Class, label: impl Into<String>) -> Self {
        Self { class, label: label.into() }
    }
}
