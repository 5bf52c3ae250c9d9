//! The terms of the graph: this project's own and those of the vocabularies it builds on.

use oxigraph::model::NamedNodeRef;

/// Namespace of this project's own classes and properties.
pub const GT_NS: &str = "https://w3id.org/gongtu/ns#";

/// Prefixes that queries may use without declaring them and that exports write, sorted by prefix.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dct", "http://purl.org/dc/terms/"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("gt", GT_NS),
    ("itsrdf", "http://www.w3.org/2005/11/its/rdf#"),
    ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

macro_rules! terms {
    ($(#[$meta:meta])* $module:ident = $namespace:literal { $($name:ident $(= $local:literal)?),* $(,)? }) => {
        $(#[$meta])*
        #[allow(missing_docs, non_upper_case_globals, reason = "each constant is the term that it is named after")]
        pub mod $module {
            use super::NamedNodeRef;
            $(pub const $name: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(terms!(@iri $namespace, $name $(, $local)?));)*
        }
    };
    (@iri $namespace:literal, $name:ident) => { concat!($namespace, stringify!($name)) };
    (@iri $namespace:literal, $name:ident, $local:literal) => { concat!($namespace, $local) };
}

terms! {
    /// This project's own terms, defined in `ontology/gongtu.ttl`.
    gt = "https://w3id.org/gongtu/ns#" {
        Article, Association, Author, Ceremony, City, Claim, CommunityBody, Company, ConsultativeBody, Contest,
        Country, County, Event, GovernmentBody, Group, Honor, Hospital, Indicator, Initiative, JudicialBody,
        Legislature, Match, Measure, MediaOutlet, Meeting, MilitaryBody, PartyBody, Policy, PressConference, Province,
        Region, ResearchInstitute, Result, Rule, School, Site, Target, Town, TradeUnion, Training, Village, Visit,
        groups, above, Decision, FormerName, articleKind, asRead, identities, settled, statement, verdict, beginByte, bylineRole, comparator, confidence, cooperatesWith, counts, deadline,
        divisionCode, documentNumber, effectiveOn, endByte, formerName, lastYear, holdsHonor, identityKey, implements, indicatorOf, issuedBy,
        key, ledBy, maximum, measureCount, minimum, ordinal, partCount, partNumber, partner, period, policyKind,
        relation, serves, sourceLine, theme, unit, value,
    }
}

terms! {
    /// schema.org.
    schema = "https://schema.org/" {
        AdministrativeArea, CreativeWork, Event, NewsArticle, Person, Place, attendee, author, containedInPlace,
        creditText, datePublished, endDate, headline, isPartOf, latitude, location, longitude, mentions, organizer,
        publisher, sourceOrganization, startDate, text, url,
    }
}

terms! {
    /// The W3C's organization ontology.
    org = "http://www.w3.org/ns/org#" {
        Membership, Organization, Role, hasMembership, member, memberOf, organization, role, subOrganizationOf,
    }
}

terms! {
    /// The W3C's provenance ontology.
    prov = "http://www.w3.org/ns/prov#" { Activity, Agent, used, wasAssociatedWith, wasDerivedFrom, wasGeneratedBy }
}

terms! {
    /// NLP Interchange Format: spans of text.
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#" {
        Context, OffsetBasedString, Sentence, anchorOf, beginIndex, endIndex, referenceContext, sentence,
    }
}

terms! {
    /// Internationalization Tag Set: what a span of text names.
    itsrdf = "http://www.w3.org/2005/11/its/rdf#" { taIdentRef }
}

terms! {
    /// Dublin Core.
    dct = "http://purl.org/dc/terms/" { date, identifier, isPartOf, issued, source, title }
}

terms! {
    /// SKOS: other labels, and the scheme of groups.
    skos = "http://www.w3.org/2004/02/skos/core#" { altLabel, inScheme, prefLabel }
}

terms! {
    /// OWL.
    owl = "http://www.w3.org/2002/07/owl#" { sameAs }
}

terms! {
    /// GeoSPARQL.
    geo = "http://www.opengis.net/ont/geosparql#" { Geometry, asWKT, hasGeometry, wktLiteral }
}
