//! What extraction finds in the text.

use serde::{Deserialize, Serialize};

use crate::model::{Class, EntityRef, OrgKind, PartialDate, PlaceLevel, Span};

/// A stretch of text that names an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Class of the entity (a group has one too: `Class::Group`).
    pub class: Class,
    /// Label in normal form: two mentions of one class and label are one entity of the article.
    pub label: String,
    /// For organizations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OrgKind>,
    /// For places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<PlaceLevel>,
    /// Label of the smallest place that the name itself states (南京市总工会 → 南京市), or that holds a site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Label of the organization that this one is a department or branch of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Whether it stands inside another mention (宿迁市总工会 in a policy's title).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nested: bool,
    /// Whether the words are a short form, deixis or pronoun whose label comes from elsewhere (该市, 市总).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anaphoric: bool,
    /// Name of the extractor or rule.
    #[serde(skip)]
    pub extractor: &'static str,
    /// 0 to 1.
    pub confidence: f32,
}

impl Mention {
    /// A mention with nothing but its place, class, label and finder.
    pub fn new(span: Span, class: Class, label: impl Into<String>, extractor: &'static str) -> Self {
        Self {
            span,
            class,
            label: label.into(),
            kind: None,
            level: None,
            place: None,
            parent: None,
            nested: false,
            anaphoric: false,
            extractor,
            confidence: 0.9,
        }
    }

    /// The entity that it names.
    #[must_use]
    pub fn entity(&self) -> EntityRef {
        EntityRef::new(self.class, self.label.clone())
    }
}

/// A post title (副主席, 党组书记): not an entity, but what `post` is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleMention {
    /// Where.
    pub span: Span,
    /// The title in normal form.
    pub title: String,
}

/// A date in the text, resolved against the article's date where it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Where.
    pub span: Span,
    /// The day, month or year; of a range, its beginning.
    pub date: PartialDate,
    /// End of a range.
    pub end: Option<PartialDate>,
    /// Whether it names a whole period (上半年, 2023年) rather than a moment: a figure's `period`.
    pub period: bool,
    /// Whether it is a deadline (到2035年, 年底前).
    pub deadline: bool,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Number, comparator words and unit together (超过5万人, 200名左右).
    pub span: Span,
    /// Plain decimal in the unit's own scale (`16000`, `10..20`).
    pub value: String,
    /// Unit as the fact table writes it (名, 元, %, 个百分点).
    pub unit: String,
    /// One of `= ~ > >= < <=`.
    pub comparator: &'static str,
}
