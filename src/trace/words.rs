//! Names of relations for people.

use oxigraph::model::{NamedNode, NamedNodeRef};

use crate::rdf::vocab::{dct, gt, org, schema};
use crate::trace::Lang;

const NAMES: &[(NamedNodeRef<'static>, &str, &str)] = &[
    (dct::isPartOf, "属于", "part of"),
    (gt::cooperatesWith, "合作", "works with"),
    (gt::holdsHonor, "获得", "holds"),
    (gt::implements, "落实", "carries out"),
    (gt::issuedBy, "发布单位", "issued by"),
    (gt::ledBy, "牵头", "led by"),
    (gt::partner, "协同", "with"),
    (gt::serves, "服务", "serves"),
    (org::memberOf, "任职于", "holds a post at"),
    (org::subOrganizationOf, "隶属", "department of"),
    (schema::attendee, "参加者", "attended by"),
    (schema::containedInPlace, "位于", "lies in"),
    (schema::location, "位于", "located in"),
    (schema::organizer, "主办", "organized by"),
];

/// The name of a relation; of others the last part of their IRI.
#[must_use]
pub fn relation(predicate: &NamedNode, lang: Lang) -> String {
    let named = NAMES.iter().find(|(known, _, _)| predicate == known);
    let local = || predicate.as_str().rsplit(['#', '/']).next().unwrap_or_default();
    named.map_or_else(local, |(_, zh, en)| lang.of(zh, en)).to_owned()
}
