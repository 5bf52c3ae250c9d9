//! The decisions file: what people decided, one TOML block each, read strictly and written so that hand-made comments
//! stay.
//!
//! ```toml
//! [[decision]]
//! id = "3f2a91"
//! verdict = "same"                      # same, different, alias, wrong, right
//! thing = "Organization:苏州市总"
//! other = "Organization:苏州市总工会"     # of same and different; alias has name = "…"
//! by = "李明"
//! on = "2026-01-02"                      # may be left out
//! why = "the city's union federation"
//!
//! [[decision]]
//! id = "81c0de"
//! verdict = "right"                     # wrong is the same without “right”
//! fact = ["郁忠", "post", "主席", "org=南通市总工会"]   # the last is any when left out
//! article = "012"                       # every article when left out
//! right = { object = "副主席" }          # or subject, or qualifiers
//! by = "李明"
//! why = "misread"
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::model::{
    Class, Decision, Fact, Group, PartialDate, Qualifier, Relation, Right, Thing, Verdict, hash, short_hash,
};

/// All decisions of a file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// The file, as messages name it.
    pub file: String,
    /// The decisions.
    pub all: Vec<Decision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Blocks {
    #[serde(default)]
    decision: Vec<toml::Spanned<Block>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    id: Option<String>,
    verdict: String,
    thing: Option<String>,
    other: Option<String>,
    name: Option<String>,
    fact: Option<Vec<String>>,
    article: Option<String>,
    right: Option<Correction>,
    by: String,
    on: Option<toml::Value>,
    #[serde(default)]
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Correction {
    subject: Option<String>,
    object: Option<String>,
    qualifiers: Option<String>,
}

impl Decisions {
    /// Reads a decisions file's text.
    ///
    /// # Errors
    /// When a decision is malformed, or two have one id; the message names file and line.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let line_of = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let broken = |line: usize, message: String| Error::Data { file: file.to_owned(), line, message };
        let blocks: Blocks = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(span.start));
            broken(line, error.message().to_owned())
        })?;
        let (mut all, mut lines) = (Vec::new(), BTreeMap::new());
        for block in blocks.decision {
            let line = line_of(block.span().start);
            let decision = block.into_inner().decision(line).map_err(|message| broken(line, message))?;
            if let Some(first) = lines.insert(decision.id.clone(), line) {
                return Err(broken(
                    line,
                    format!("the id {} is already that of the decision on line {first}", decision.id),
                ));
            }
            all.push(decision);
        }
        Ok(Self { file: file.to_owned(), all })
    }

    /// The error of a decision.
    #[must_use]
    pub fn error(&self, decision: &Decision, message: String) -> Error {
        Error::Data { file: self.file.clone(), line: decision.line, message }
    }

    /// Those that correct facts.
    pub fn corrections(&self) -> impl Iterator<Item = &Decision> {
        self.all.iter().filter(|decision| matches!(decision.verdict, Verdict::Wrong(_) | Verdict::Right(..)))
    }
}

impl Block {
    fn decision(self, line: usize) -> std::result::Result<Decision, String> {
        let verdict = self.verdict()?;
        if self.by.trim().is_empty() {
            return Err("“by” must say who decided".into());
        }
        let on = self.on.as_ref().map(date).transpose()?;
        let id = self.id.unwrap_or_else(|| id(&verdict));
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Err(format!("the id “{id}” must be made of letters, digits and hyphens"));
        }
        Ok(Decision { id, verdict, by: self.by, on, why: self.why, line })
    }

    fn verdict(&self) -> std::result::Result<Verdict, String> {
        let allowed: &[&str] = match self.verdict.as_str() {
            "same" | "different" => &["thing", "other"],
            "alias" => &["thing", "name"],
            "wrong" => &["fact", "article"],
            "right" => &["fact", "article", "right"],
            other => return Err(format!("“{other}” is no verdict: same, different, alias, wrong or right")),
        };
        for (key, given) in [
            ("thing", self.thing.is_some()),
            ("other", self.other.is_some()),
            ("name", self.name.is_some()),
            ("fact", self.fact.is_some()),
            ("article", self.article.is_some()),
            ("right", self.right.is_some()),
        ] {
            if given && !allowed.contains(&key) {
                return Err(format!("“{}” has no “{key}”", self.verdict));
            }
            if !given && allowed.contains(&key) && key != "article" {
                return Err(format!("“{}” needs “{key}”", self.verdict));
            }
        }
        let thing = |text: &Option<String>| text.as_deref().unwrap_or_default().parse::<Thing>();
        Ok(match self.verdict.as_str() {
            "same" => Verdict::Same(thing(&self.thing)?, thing(&self.other)?),
            "different" => Verdict::Different(thing(&self.thing)?, thing(&self.other)?),
            "alias" => Verdict::Alias(thing(&self.thing)?, self.name.clone().unwrap_or_default()),
            "wrong" => Verdict::Wrong(self.fact()?),
            _ => {
                let (fact, right) = (self.fact()?, self.right());
                fits(&fact, &right)?;
                Verdict::Right(fact, right)
            }
        })
    }

    fn fact(&self) -> std::result::Result<Fact, String> {
        let cells = self.fact.as_deref().unwrap_or_default();
        let [subject, relation, object, rest @ ..] = cells else {
            return Err("“fact” is [subject, relation, object] or [subject, relation, object, qualifiers]".into());
        };
        if rest.len() > 1 {
            return Err("“fact” has at most four parts: subject, relation, object, qualifiers".into());
        }
        if Relation::from_word(relation).is_none() {
            return Err(format!("“{relation}” is not a relation of the fact table"));
        }
        Ok(Fact {
            article: self.article.clone(),
            subject: subject.clone(),
            relation: relation.clone(),
            object: object.clone(),
            qualifiers: rest.first().cloned(),
        })
    }

    fn right(&self) -> Right {
        self.right.as_ref().map_or_else(Right::default, |right| Right {
            subject: right.subject.clone(),
            object: right.object.clone(),
            qualifiers: right.qualifiers.clone(),
        })
    }
}

/// Whether the right values have the form that the relation asks for.
///
/// # Errors
/// A sentence that says what does not fit.
pub fn fits(fact: &Fact, right: &Right) -> std::result::Result<(), String> {
    if *right == Right::default() {
        return Err("“right” names no subject, object or qualifiers".into());
    }
    if let Some(column) = &right.qualifiers {
        qualifiers(column)?;
    }
    let Some(object) = &right.object else { return Ok(()) };
    match Relation::from_word(&fact.relation) {
        Some(Relation::A) if Class::from_word(object).is_none() => Err(format!("“{object}” is not a class of things")),
        Some(Relation::Serves) if Group::from_word(object).is_none() => {
            Err(format!("“{object}” is not one of the groups that are served"))
        }
        Some(Relation::Date | Relation::EffectiveOn) => object.parse::<PartialDate>().map(|_| ()),
        _ => Ok(()),
    }
}

/// `key=value; key=value` → pairs.
///
/// # Errors
/// A sentence that names the part that is no qualifier.
pub fn qualifiers(column: &str) -> std::result::Result<Vec<(Qualifier, String)>, String> {
    let parts = column.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (key, value) = part.split_once('=').ok_or_else(|| format!("“{part}” is not key=value"))?;
            let key =
                Qualifier::from_word(key).ok_or_else(|| format!("“{key}” is not a qualifier of the fact table"))?;
            Ok((key, value.to_owned()))
        })
        .collect()
}

fn date(value: &toml::Value) -> std::result::Result<PartialDate, String> {
    match value {
        toml::Value::String(text) => text.parse(),
        other => other.to_string().parse(),
    }
}

/// The id of a decision by what it says: the same decision has the same id whoever writes it.
#[must_use]
pub fn id(verdict: &Verdict) -> String {
    let words = format!("{} {verdict}", verdict.word());
    format!("{}{}", short_hash(&[&words]), hash(&[&words, "id"]) % 10)
}

/// A decision as a block of the file.
#[must_use]
pub fn block(decision: &Decision) -> String {
    let mut lines = vec!["[[decision]]".to_owned()];
    let mut put = |key: &str, value: &str| lines.push(format!("{key} = {value}"));
    put("id", &quoted(&decision.id));
    put("verdict", &quoted(decision.verdict.word()));
    match &decision.verdict {
        Verdict::Same(thing, other) | Verdict::Different(thing, other) => {
            put("thing", &quoted(&thing.to_string()));
            put("other", &quoted(&other.to_string()));
        }
        Verdict::Alias(thing, name) => {
            put("thing", &quoted(&thing.to_string()));
            put("name", &quoted(name));
        }
        Verdict::Wrong(fact) => put_fact(&mut put, fact),
        Verdict::Right(fact, right) => {
            put_fact(&mut put, fact);
            let parts = [("subject", &right.subject), ("object", &right.object), ("qualifiers", &right.qualifiers)];
            let given =
                parts.iter().filter_map(|(key, value)| value.as_ref().map(|v| format!("{key} = {}", quoted(v))));
            put("right", &format!("{{ {} }}", given.collect::<Vec<_>>().join(", ")));
        }
    }
    put("by", &quoted(&decision.by));
    if let Some(on) = decision.on {
        put("on", &quoted(&on.to_string()));
    }
    put("why", &quoted(&decision.why));
    lines.join("\n") + "\n"
}

fn put_fact(put: &mut impl FnMut(&str, &str), fact: &Fact) {
    let cells = [Some(&fact.subject), Some(&fact.relation), Some(&fact.object), fact.qualifiers.as_ref()];
    let cells: Vec<String> = cells.into_iter().flatten().map(|cell| quoted(cell)).collect();
    put("fact", &format!("[{}]", cells.join(", ")));
    if let Some(article) = &fact.article {
        put("article", &quoted(article));
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
