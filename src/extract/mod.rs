//! Text → mentions. One trait, one ordered list: sure things first, guesses last; each sees what is already known.
//! Conflicts are settled in `overlap` alone.

mod apposed;
pub(crate) mod boundary;
mod brackets;
mod byline;
mod candidate;
mod date;
mod event;
mod foreign;
mod group;
mod han;
mod honor;
pub mod initiative;
mod label;
mod measure;
pub mod naming;
pub(crate) mod normal;
mod numeral;
mod organization;
mod overlap;
mod person;
mod place;
mod policy;
mod policy_open;
mod quantity;
mod title;
mod work;

use crate::lexicon::Lexicon;
use crate::model::Document;

/// Finds mentions of one sort.
pub trait Extractor: Sync {
    /// Its name, as evidence carries it.
    fn name(&self) -> &'static str;
    /// Adds what it finds to the document.
    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon);
}

/// All extractors, in the order in which they run.
#[rustfmt::skip]
pub const EXTRACTORS: &[&dyn Extractor] = &[
    &byline::Bylines,
    &date::Dates,
    &place::Places,
    &organization::Organizations,
    &quantity::Quantities,
    &policy::Policies,
    &work::Works,
    &group::Groups,
    &honor::Honors,
    &title::Titles,
    &person::Persons,
    &naming::Names,
    &measure::Measures,
    &event::Visits,
    &apposed::Apposed,
];

/// Runs all extractors and settles their conflicts.
pub fn extract(document: &mut Document<'_>, lexicon: &Lexicon) {
    extract_without(document, lexicon, &[]);
}

/// Runs all extractors but those named in `without`, and settles their conflicts.
pub fn extract_without(document: &mut Document<'_>, lexicon: &Lexicon, without: &[String]) {
    for extractor in EXTRACTORS.iter().filter(|e| !without.iter().any(|name| name == e.name())) {
        extractor.extract(document, lexicon);
    }
    overlap::settle(document);
}
