//! Plain data that the stages hand to one another: no input or output, no rules.

mod analysis;
mod article;
mod claim;
mod date;
mod decision;
mod document;
mod entity;
mod identity;
mod mention;
mod page;
mod pairs;
mod span;
mod warning;

pub use analysis::Analysis;
pub use article::{Article, ArticleKind, Byline, LineMap, Sentence};
pub use claim::{Claim, Evidence, Node, Object, Qualifier, Qualifiers, Relation};
pub use date::PartialDate;
pub use decision::{Decision, Fact, Right, Thing, Verdict};
pub use document::{Document, Hit, StoryPlace, Tag, TagKind};
pub use entity::{Class, EntityRef, Group, OrgKind, PlaceLevel};
pub use identity::{Identities, Identity, Summary, hash, short_hash};
pub use mention::{DateMention, Mention, Quantity, TitleMention};
pub use page::{Layout, Page};
pub use pairs::Pairs;
pub use span::{Span, last_characters};
pub use warning::Warning;
