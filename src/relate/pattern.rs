//! The engine for `data/rules/relation/*.toml`: patterns over the [`Shadow`] of a sentence.
//!
//! A pattern is a regular expression in which `{org}` stands for one mention of an organization, `{org+}` for a list of
//! them (、和与及以及), `{org|person}` for either; `{org:a}` gives it the name `a` (its own name otherwise). `subject`
//! and `object` name such groups; every pair makes a claim. A rule needs two examples and one counter-example, which
//! the test suite runs; in them mentions are written `[org:南京市总工会]`.

use std::sync::OnceLock;

use regex::Regex;
use regex_syntax::hir::Hir;
use serde::Deserialize;

use crate::assets::{Asset, RELATION_RULES};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::model::{Claim, Class, Document, Group, Object, Relation};
use crate::relate::Relator;
use crate::relate::gate::Gate;
use crate::relate::shadow::{Item, Shadow, placeholder_named};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    rule: Vec<RawRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    name: String,
    relation: String,
    pattern: String,
    subject: String,
    object: String,
    #[serde(default = "default_confidence")]
    confidence: f32,
    examples: Vec<String>,
    counter_examples: Vec<String>,
}

const fn default_confidence() -> f32 {
    0.85
}

/// One rule, ready to run.
#[derive(Debug)]
pub struct Rule {
    /// Name, as evidence carries it.
    pub name: String,
    /// The relation that it states.
    pub relation: Relation,
    /// Sentences in which it must find something.
    pub examples: Vec<String>,
    /// Sentences in which it must find nothing.
    pub counter_examples: Vec<String>,
    pattern: String,
    /// Made of the pattern when a sentence first passes the gate: most inputs need few of the rules.
    regex: OnceLock<Option<Regex>>,
    subject: String,
    object: String,
    confidence: f32,
}

/// All rules with a common gate.
#[derive(Debug)]
pub struct Rules {
    /// In file order.
    pub rules: Vec<Rule>,
    gate: Gate,
}

impl Rules {
    /// The embedded rules.
    ///
    /// # Errors
    /// When a rule file is malformed; the message names the file and the rule.
    pub fn embedded() -> Result<Self> {
        Self::from_assets(RELATION_RULES)
    }

    /// Rules from given files.
    ///
    /// # Errors
    /// When a rule file is malformed; the message names the file and the rule.
    pub fn from_assets(assets: &[Asset]) -> Result<Self> {
        let (mut rules, mut parsed) = (Vec::new(), Vec::new());
        for asset in assets {
            let data = |message: String| Error::Data { file: asset.path.to_owned(), line: 1, message };
            let file: RuleFile = toml::from_str(asset.text).map_err(|e| data(e.to_string()))?;
            for raw in file.rule {
                let name = raw.name.clone();
                let (rule, pattern) = read(raw).map_err(|why| data(format!("rule {name}: {why}")))?;
                rules.push(rule);
                parsed.push(pattern);
            }
        }
        Ok(Self { rules, gate: Gate::of(parsed.iter()) })
    }

    /// The claims that the rules find in one range of the text.
    pub fn apply(&self, document: &Document<'_>, shadow: &Shadow, claims: &mut Vec<Claim>) {
        for number in self.gate.open(&shadow.text) {
            self.rules[number].apply(document, shadow, claims);
        }
    }
}

impl Rule {
    /// The claims that this rule finds in one range of the text.
    pub fn apply(&self, document: &Document<'_>, shadow: &Shadow, claims: &mut Vec<Claim>) {
        let regex = self.regex.get_or_init(|| Regex::new(&self.pattern).ok());
        for found in regex.iter().flat_map(|regex| regex.captures_iter(&shadow.text)) {
            let (Some(subject), Some(object)) = (found.name(&self.subject), found.name(&self.object)) else { continue };
            for (subject, _) in shadow.items_in(subject.start(), subject.end()) {
                let Item::Mention(subject) = subject else { continue };
                let subject = document.mentions[subject].entity();
                for (item, _) in shadow.items_in(object.start(), object.end()) {
                    let Some(object) = object_of(document, item) else { continue };
                    if matches!(&object, Object::Entity(entity) if *entity == subject) {
                        continue;
                    }
                    claims.push(Claim::new(
                        subject.clone(),
                        self.relation,
                        object,
                        shadow.source,
                        &self.name,
                        self.confidence,
                    ));
                }
            }
        }
    }
}

fn object_of(document: &Document<'_>, item: Item) -> Option<Object> {
    Some(match item {
        Item::Mention(index) => {
            let mention = &document.mentions[index];
            match mention.class {
                Class::Group => Object::Group(Group::from_word(&mention.label)?),
                Class::Person
                | Class::Organization
                | Class::Place
                | Class::Policy
                | Class::Measure
                | Class::Initiative
                | Class::Event
                | Class::Honor
                | Class::Work => Object::Entity(mention.entity()),
            }
        }
        Item::Title(index) => Object::Text(document.titles[index].title.clone()),
        Item::Date(index) => Object::Date(document.dates[index].date),
        Item::Quantity(_) => return None,
    })
}

fn read(raw: RawRule) -> std::result::Result<(Rule, Hir), String> {
    if raw.examples.len() < 2 || raw.counter_examples.is_empty() {
        return Err("needs two examples and one counter-example".to_owned());
    }
    let relation = Relation::from_word(&raw.relation).ok_or_else(|| format!("no relation {}", raw.relation))?;
    let pattern = expand(&raw.pattern)?;
    let parsed = regex_syntax::parse(&pattern).map_err(|e| e.to_string())?;
    for group in [&raw.subject, &raw.object] {
        if ![format!("(?P<{group}>"), format!("(?<{group}>")].iter().any(|opening| pattern.contains(opening)) {
            return Err(format!("the pattern has no group {group}"));
        }
    }
    let rule = Rule {
        name: raw.name,
        relation,
        examples: raw.examples,
        counter_examples: raw.counter_examples,
        pattern,
        regex: OnceLock::new(),
        subject: raw.subject,
        object: raw.object,
        confidence: raw.confidence,
    };
    Ok((rule, parsed))
}

/// Pattern language → regular expression over shadows.
///
/// # Errors
/// When a placeholder names no class.
pub fn expand(pattern: &str) -> std::result::Result<String, String> {
    static HOLE: OnceLock<std::result::Result<Regex, regex::Error>> = OnceLock::new();
    let hole =
        HOLE.get_or_init(|| Regex::new(r"\{([a-z|]+)(\+?)(?::([a-z]+))?\}")).as_ref().map_err(ToString::to_string)?;
    let mut out = String::new();
    let mut at = 0;
    for found in hole.captures_iter(pattern) {
        let (Some(whole), Some(words)) = (found.get(0), found.get(1)) else { continue };
        out.push_str(&pattern[at..whole.start()]);
        at = whole.end();
        let mut class = String::from("[");
        for word in words.as_str().split('|') {
            class.push(placeholder_named(word).ok_or_else(|| format!("no placeholder {word}"))?);
        }
        class.push(']');
        let name = found.get(3).map_or_else(|| words.as_str().split('|').next().unwrap_or(""), |n| n.as_str());
        if found.get(2).is_some_and(|plus| !plus.is_empty()) {
            out.push_str(&format!("(?P<{name}>{class}(?:(?:[、和与及]|以及|，){class})*)"));
        } else {
            out.push_str(&format!("(?P<{name}>{class})"));
        }
    }
    out.push_str(&pattern[at..]);
    Ok(out)
}

/// Runs the rules of `data/rules/relation` over every sentence.
pub struct Patterns;

impl Relator for Patterns {
    fn name(&self) -> &'static str {
        "pattern"
    }

    fn relate(&self, document: &Document<'_>, _lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        static RULES: OnceLock<Option<Rules>> = OnceLock::new();
        let Some(rules) = RULES.get_or_init(|| Rules::embedded().ok()) else { return };
        for sentence in &document.article.sentences {
            let shadow = Shadow::of(document, sentence.span);
            if !shadow.items.is_empty() {
                rules.apply(document, &shadow, claims);
            }
        }
    }
}
