//! What one article yields: all that the graph is made of.

use serde::{Deserialize, Serialize};

use crate::model::{Article, Claim, Mention};

/// An article with what extraction and relation found in it. The store keeps it, so that identities and people's
/// decisions can be settled anew at any time, without the input.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Analysis {
    /// The article.
    pub article: Article,
    /// Its mentions, ordered by start.
    pub mentions: Vec<Mention>,
    /// Its claims, each statement once, in a fixed order.
    pub claims: Vec<Claim>,
    /// Digest of the page that holds it.
    pub page: String,
}
