//! Places: the division code, chosen among places of one name by what else the article names.

use std::collections::BTreeSet;

use crate::model::{Class, EntityRef, Identity, Object, Relation};
use crate::resolve::Context;

impl Context<'_> {
    /// Gives a place its code, when the gazetteer and the article settle it; a town the code of its county.
    pub(super) fn locate(&self, place: &EntityRef, identity: &mut Identity) {
        let divisions = self.gazetteer.named(&place.label);
        identity.code = self.settle(divisions, &place.label).map(|code| code.to_string());
        if identity.code.is_none() {
            let counties = self.gazetteer.towns_named(&place.label);
            identity.distinction = self.settle(&counties, &place.label).map(|code| code.to_string());
        }
        if identity.code.is_none() && divisions.len() > 1 {
            identity.distinction = Some(self.here());
            identity.keys = divisions.iter().map(|code| format!("perhaps {code}")).collect();
        }
    }

    /// The one candidate, or the one whose line above the article names best.
    pub(super) fn settle(&self, candidates: &[u32], label: &str) -> Option<u32> {
        let known: BTreeSet<u32> =
            candidates.iter().copied().filter(|&code| self.gazetteer.division(code).is_some()).collect();
        if known.len() < 2 {
            return known.first().copied();
        }
        let named = self.places_named(label);
        let rank = |code: u32| self.gazetteer.line(code).filter(|above| named.contains(above.name)).count();
        let best = known.iter().map(|&code| rank(code)).max()?;
        let mut winners = known.iter().filter(|&&code| rank(code) == best);
        match (winners.next(), winners.next()) {
            (Some(&code), None) => Some(code),
            _ => None,
        }
    }

    /// Labels of the other administrative places that the article names, itself or in the names of bodies.
    pub(super) fn places_named(&self, label: &str) -> BTreeSet<&str> {
        let mentioned = self.mentions.iter().flat_map(|m| {
            let own = (m.class == Class::Place).then_some(m.label.as_str());
            own.into_iter().chain(m.place.as_deref())
        });
        let located = self.claims.iter().filter_map(|claim| match (&claim.object, claim.relation) {
            (Object::Entity(entity), Relation::LocatedIn) => Some(entity.label.as_str()),
            _ => None,
        });
        mentioned.chain(located).filter(|name| *name != label).collect()
    }
}
