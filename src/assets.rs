//! The project's data files, embedded: the program needs no folder beside it.

/// A data file: its path under the project and its text.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Path from the project's root, for messages.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! assets {
    ($($path:literal),* $(,)?) => {
        &[$(Asset { path: $path, text: include_str!(concat!("../", $path)) }),*]
    };
}

/// Word lists; the list's name is the file's stem.
#[rustfmt::skip]
pub const LEXICON: &[Asset] = assets![
    "data/lexicon/bodies.tsv",
    "data/lexicon/department_suffixes.tsv",
    "data/lexicon/event_borders.tsv",
    "data/lexicon/event_heads.tsv",
    "data/lexicon/honors.tsv",
    "data/lexicon/generic_stems.tsv",
    "data/lexicon/groups.tsv",
    "data/lexicon/groups_not.tsv",
    "data/lexicon/known_people.tsv",
    "data/lexicon/initiative_heads.tsv",
    "data/lexicon/initiative_names.tsv",
    "data/lexicon/initiative_verbs.tsv",
    "data/lexicon/laws.tsv",
    "data/lexicon/link_acts.tsv",
    "data/lexicon/link_verbs.tsv",
    "data/lexicon/left_protected.tsv",
    "data/lexicon/naming_cues.tsv",
    "data/lexicon/left_stops.tsv",
    "data/lexicon/media.tsv",
    "data/lexicon/national_bodies.tsv",
    "data/lexicon/org_not_after.tsv",
    "data/lexicon/org_suffixes.tsv",
    "data/lexicon/org_prefixes.tsv",
    "data/lexicon/verbs.tsv",
    "data/lexicon/place_ambiguous.tsv",
    "data/lexicon/place_short.tsv",
    "data/lexicon/places.tsv",
    "data/lexicon/policy_kinds.tsv",
    "data/lexicon/policy_kinds_open.tsv",
    "data/lexicon/policy_kinds_short.tsv",
    "data/lexicon/region_suffixes.tsv",
    "data/lexicon/regions.tsv",
    "data/lexicon/settled_bodies.tsv",
    "data/lexicon/site_ends.tsv",
    "data/lexicon/title_prefixes.tsv",
    "data/lexicon/titles.tsv",
    "data/lexicon/towns.tsv",
    "data/lexicon/unit_not.tsv",
    "data/lexicon/units.tsv",
    "data/lexicon/work_ends.tsv",
    "data/lexicon/work_kinds.tsv",
    "data/lexicon/work_names.tsv",
];

/// Tables about the characters of personal names; they stay out of the search for words, where they would hit everywhere.
#[rustfmt::skip]
pub const NAMES: &[Asset] = assets![
    "data/lexicon/given_names.tsv",
    "data/lexicon/name_after.tsv",
    "data/lexicon/name_before.tsv",
    "data/lexicon/surname_words.tsv",
    "data/lexicon/surnames.tsv",
];

/// Word lists that are looked up beside the text, not searched for in it.
#[rustfmt::skip]
pub const ASIDE: &[Asset] = assets![
    "data/lexicon/figure_words.tsv",
    "data/lexicon/name_ends.tsv",
    "data/lexicon/title_borders.tsv",
];

/// jieba's dictionary in a form that is read in place; `data/recipes/words.py` makes it.
pub static WORDS: &[u8] = include_bytes!("../data/words/words.bin");

/// Weights of log-linear models.
#[rustfmt::skip]
pub const WEIGHTS: &[Asset] = assets![
    "data/weights/link.tsv",
    "data/weights/figure_noun.tsv",
    "data/weights/figure_plan.tsv",
    "data/weights/figure_subject.tsv",
    "data/weights/figure_worth.tsv",
    "data/weights/calibration.tsv",
    "data/weights/naming.tsv",
    "data/weights/naming_start.tsv",
];

/// Rules over mentions, one file a topic.
#[rustfmt::skip]
pub const RELATION_RULES: &[Asset] = assets![
    "data/rules/relation/cooperation.toml",
    "data/rules/relation/event.toml",
    "data/rules/relation/policy.toml",
];

/// What is known of named policies beforehand.
#[rustfmt::skip]
pub const POLICIES: &[Asset] = assets![
    "data/policies/jiangsu-industrial-workers-2025.toml",
    "data/policies/national-industrial-workers-2024.toml",
];

/// Canned questions; a query's name is its path under `queries/` without the ending.
#[rustfmt::skip]
pub const QUERIES: &[Asset] = assets![
    "queries/cities/events-by-city.rq",
    "queries/cities/groups-by-city.rq",
    "queries/cities/initiatives-by-city.rq",
    "queries/cities/measures-by-city.rq",
    "queries/cities/places.rq",
    "queries/cities/results-by-city.rq",
    "queries/events/event-attendees.rq",
    "queries/events/events-by-month.rq",
    "queries/events/events.rq",
    "queries/honours/holders.rq",
    "queries/honours/honors.rq",
    "queries/honours/honoured-people.rq",
    "queries/initiatives/by-group.rq",
    "queries/initiatives/figures-of-initiatives.rq",
    "queries/initiatives/groups.rq",
    "queries/initiatives/initiatives-in-time.rq",
    "queries/initiatives/who-leads.rq",
    "queries/organizations/bodies.rq",
    "queries/organizations/cooperation.rq",
    "queries/organizations/departments.rq",
    "queries/organizations/most-active.rq",
    "queries/organizations/what-bodies-do.rq",
    "queries/people/people-at-events.rq",
    "queries/people/people-in-city.rq",
    "queries/people/people-of-body.rq",
    "queries/people/people-posts.rq",
    "queries/policies/carried-out-by.rq",
    "queries/policies/measures-by-policy.rq",
    "queries/policies/policies-by-issuer.rq",
    "queries/policies/policies.rq",
    "queries/policies/policy-names.rq",
    "queries/quality/gaps.rq",
    "queries/quality/namesakes.rq",
    "queries/quality/relations.rq",
    "queries/quality/rules.rq",
    "queries/quality/undated.rq",
    "queries/quality/unsure.rq",
    "queries/sources/articles-about.rq",
    "queries/sources/articles-by-day.rq",
    "queries/sources/articles.rq",
    "queries/sources/claims.rq",
    "queries/sources/credited.rq",
    "queries/sources/writers.rq",
    "queries/targets/results.rq",
    "queries/targets/same-thing-counted.rq",
    "queries/targets/targets-by-deadline.rq",
    "queries/targets/targets.rq",
];

/// Views: which claims the exporters see.
#[rustfmt::skip]
pub const VIEWS: &[Asset] = assets![
    "queries/view/all.rq",
    "queries/view/events.rq",
    "queries/view/figures.rq",
    "queries/view/initiatives.rq",
    "queries/view/network.rq",
    "queries/view/organizations.rq",
    "queries/view/people.rq",
    "queries/view/policies.rq",
];

/// The demo page, published on 5 August 2025.
pub const SAMPLE: Asset = Asset { path: "data/sample/page.txt", text: include_str!("../data/sample/page.txt") };

/// The vocabulary, as Turtle.
pub const ONTOLOGY: Asset = Asset { path: "ontology/gongtu.ttl", text: include_str!("../ontology/gongtu.ttl") };

/// What every graph holds to, as Turtle.
pub const SHAPES: Asset = Asset { path: "ontology/shapes.ttl", text: include_str!("../ontology/shapes.ttl") };

/// The prefixes as a JSON-LD context.
pub const CONTEXT: Asset = Asset { path: "ontology/context.jsonld", text: include_str!("../ontology/context.jsonld") };

/// A file of the web page: its name under `/ui/`, its media type and its bytes.
#[derive(Clone, Copy, Debug)]
pub struct PageFile {
    /// Name under `/ui/`.
    pub name: &'static str,
    /// Media type.
    pub media_type: &'static str,
    /// What is served.
    pub bytes: &'static [u8],
}

macro_rules! page_files {
    ($($name:literal $path:literal $media_type:literal),* $(,)?) => {
        &[$(PageFile { name: $name, media_type: $media_type, bytes: include_bytes!(concat!("../", $path)) }),*]
    };
}

/// The web page as it was built from `src/web/ui`, and the outlines of China's divisions.
#[rustfmt::skip]
pub const PAGE: &[PageFile] = page_files![
    "index.html" "src/web/ui/dist/index.html" "text/html; charset=utf-8",
    "theme.js" "src/web/ui/dist/theme.js" "text/javascript; charset=utf-8",
    "app.js" "src/web/ui/dist/app.js" "text/javascript; charset=utf-8",
    "app.css" "src/web/ui/dist/app.css" "text/css; charset=utf-8",
    "network.js" "src/web/ui/dist/network.js" "text/javascript; charset=utf-8",
    "charts.js" "src/web/ui/dist/charts.js" "text/javascript; charset=utf-8",
    "editor.js" "src/web/ui/dist/editor.js" "text/javascript; charset=utf-8",
    "icon.svg" "src/web/ui/dist/icon.svg" "image/svg+xml",
    "licences.txt" "src/web/ui/dist/licences.txt" "text/plain; charset=utf-8",
    "china.json" "data/outlines/china.json" "application/json",
];

/// Questions that must return no row.
#[rustfmt::skip]
pub const CHECKS: &[Asset] = assets![
    "queries/check/body-circles.rq",
    "queries/check/claim-without-triple.rq",
    "queries/check/dates.rq",
    "queries/check/decisions.rq",
    "queries/check/evidence.rq",
    "queries/check/indicators.rq",
    "queries/check/place-circles.rq",
    "queries/check/ranges.rq",
    "queries/check/spans.rq",
    "queries/check/undescribed.rq",
];
