//! What rules and models say of a claim → how often such claims are right.
//!
//! Rules carry fixed confidences, models probabilities; neither knows how the mistakes of the stages before them add up.
//! For each sort of claim `data/weights/calibration.tsv` holds a slope and a shift of the log odds, fitted on annotated
//! articles that the models had not seen (`data/recipes/calibration/fit.py`).

use crate::lexicon::{Lexicon, Weights};
use crate::model::{Claim, Relation};

/// Its name among the layers that a measurement may leave out.
pub const NAME: &str = "calibration";

/// No claim is surer than this, nor less sure than its complement.
const SUREST: f32 = 0.99;

/// A claim that is less likely to be right than this is not stated: a wrong fact costs more trust than a missing one. Half the F1 that
/// all claims reach, 0.33, is the bound below which claims take away from it; of those below this one a quarter is right.
const LEAST: f32 = 0.3;

/// Whether a calibrated claim is likely enough to be stated. Targets are few and what people look for, and annotated articles have too
/// few of them to tell which are likely (of the 130 rows a third is right, whatever their confidence): they are all stated.
#[must_use]
pub fn stated(claim: &Claim) -> bool {
    claim.relation == Relation::Target || claim.evidence.confidence >= LEAST
}

/// Turns the confidence of every claim into the share of such claims that are right.
pub fn calibrate(claims: &mut [Claim], lexicon: &Lexicon) {
    let Some(table) = lexicon.weights("calibration") else { return };
    for claim in claims {
        let [slope, shift] = line(table, claim);
        let raw = claim.evidence.confidence.clamp(1.0 - SUREST, SUREST);
        let odds = slope * (raw / (1.0 - raw)).ln() + shift;
        claim.evidence.confidence = (1.0 / (1.0 + (-odds).exp())).clamp(1.0 - SUREST, SUREST);
    }
}

/// Slope and shift of a claim: those of its sort by its rule, else of its sort, else as it is.
fn line(table: &Weights, claim: &Claim) -> [f32; 2] {
    let sort = sort(claim);
    let rule = claim.evidence.rule.as_str();
    let found = table.get(&format!("{sort}/{rule}")).or_else(|| table.get(&sort));
    match found {
        Some([slope, shift]) => [*slope, *shift],
        _ => [1.0, 0.0],
    }
}

/// The relation; of an entity its class too.
fn sort(claim: &Claim) -> String {
    match (&claim.relation, &claim.object) {
        (Relation::A, object) => format!("a {}", object.label()),
        (relation, _) => relation.as_str().to_owned(),
    }
}
