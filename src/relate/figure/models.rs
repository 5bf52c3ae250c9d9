//! The weights of this stage's models.

use crate::lexicon::{Lexicon, Weights};

/// The weights of the models.
#[derive(Clone, Copy, Debug)]
pub(super) struct Models<'l> {
    /// Which phrase is the noun.
    pub noun: &'l Weights,
    /// Whether it is a plan.
    pub plan: &'l Weights,
    /// Whose it is.
    pub subject: &'l Weights,
    /// Whether it is worth a row.
    pub worth: &'l Weights,
}

impl<'l> Models<'l> {
    pub(super) fn of(lexicon: &'l Lexicon) -> Option<Self> {
        let weights = |name| lexicon.weights(name);
        Some(Self {
            noun: weights("figure_noun")?,
            plan: weights("figure_plan")?,
            subject: weights("figure_subject")?,
            worth: weights("figure_worth")?,
        })
    }
}
