//! Canned questions: `queries/**/*.rq`, each with a header comment that gives title, help, parameters and columns.
//!
//! ```text
//! # title: 各地的行动与项目 | Initiatives by place
//! # help: 谁牵头、为谁服务 | who leads them and whom they serve
//! # param city: 地名，如 南通市 | a place, such as 南通市
//! # names city: schema:Place
//! # column city: 城市 | city
//! SELECT …  FILTER(CONTAINS(?city, $city))
//! ```
//!
//! `$name` stands for a parameter's text; an absent one is the empty text. `names` says of which classes the things are
//! that a parameter may name: their labels complete it.

use std::collections::BTreeMap;

use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;

use crate::assets::QUERIES;
use crate::error::{Error, Result};
use crate::store::Store;

/// A text in Chinese and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A question with its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canned {
    /// The last part of its path, without the ending: what users type.
    pub name: String,
    /// The folder under `queries/`.
    pub topic: String,
    /// What it asks.
    pub title: Bilingual,
    /// More about it.
    pub help: Bilingual,
    /// Parameters in order of the header.
    pub parameters: Vec<(String, Bilingual)>,
    /// Classes of the things that a parameter names, as they stand in SPARQL, by parameter.
    pub names: BTreeMap<String, Vec<String>>,
    /// Headings of the columns, by variable.
    pub columns: BTreeMap<String, Bilingual>,
    /// The query, parameters still open.
    pub text: String,
}

impl Canned {
    /// Reads a query file.
    ///
    /// # Errors
    /// When a header line is malformed; the message names file and line.
    pub fn parse(path: &str, text: &str) -> Result<Self> {
        let trimmed = path.strip_prefix("queries/").unwrap_or(path);
        let stem = trimmed.strip_suffix(".rq").unwrap_or(trimmed);
        let (topic, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let mut canned = Self {
            name: name.to_owned(),
            topic: topic.to_owned(),
            title: Bilingual::default(),
            help: Bilingual::default(),
            parameters: Vec::new(),
            names: BTreeMap::new(),
            columns: BTreeMap::new(),
            text: text.to_owned(),
        };
        for (number, line) in text.lines().enumerate().take_while(|(_, line)| line.starts_with('#')) {
            canned.header(line.trim_start_matches('#').trim()).map_err(|message| Error::Data {
                file: path.to_owned(),
                line: number + 1,
                message,
            })?;
        }
        Ok(canned)
    }

    fn header(&mut self, line: &str) -> std::result::Result<(), String> {
        let Some((key, value)) = line.split_once(':') else { return Ok(()) };
        let both = || {
            let (zh, en) = value
                .split_once('|')
                .ok_or_else(|| format!("“{key}” needs a Chinese and an English text, parted by |"))?;
            Ok::<_, String>(Bilingual { zh: zh.trim().to_owned(), en: en.trim().to_owned() })
        };
        match key.split_once(' ') {
            None if key == "title" => self.title = both()?,
            None if key == "help" => self.help = both()?,
            Some(("param", name)) => self.parameters.push((name.to_owned(), both()?)),
            Some(("names", name)) => {
                let classes = value.split(',').map(|class| class.trim().to_owned()).collect();
                drop(self.names.insert(name.to_owned(), classes));
            }
            Some(("column", name)) => drop(self.columns.insert(name.to_owned(), both()?)),
            _ => {}
        }
        Ok(())
    }

    /// The names that the graph knows for a parameter, those that hold the words, sorted.
    ///
    /// # Errors
    /// When the store cannot be read, or the question has no such parameter.
    pub fn known_names(&self, store: &Store, parameter: &str, words: &str) -> Result<Vec<String>> {
        if !self.parameters.iter().any(|(name, _)| name == parameter) {
            return Err(self.unknown(parameter));
        }
        let Some(classes) = self.names.get(parameter) else { return Ok(Vec::new()) };
        // A short name is known where the question looks for short names.
        let named = if self.text.contains("skos:altLabel") { "rdfs:label|skos:altLabel" } else { "rdfs:label" };
        let query = format!(
            "SELECT DISTINCT (STR(?label) AS ?name) {{ VALUES ?class {{ {} }} ?thing a ?class ; {named} ?label FILTER(CONTAINS(STR(?label), $words)) }}",
            classes.join(" ")
        );
        let QueryResults::Solutions(solutions) = store.query(&put(&query, "words", words))? else {
            return Ok(Vec::new());
        };
        let mut names = Vec::new();
        for solution in solutions {
            let solution = solution.map_err(|e| Error::Query(e.to_string()))?;
            if let Some(Term::Literal(name)) = solution.get("name") {
                names.push(name.value().to_owned());
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    fn unknown(&self, parameter: &str) -> Error {
        let known: Vec<&str> = self.parameters.iter().map(|(name, _)| name.as_str()).collect();
        let has = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Error::Query(format!("{} has no parameter {parameter} (it has: {has})", self.name))
    }

    /// The query with its parameters filled in; those that are not given are empty texts.
    ///
    /// # Errors
    /// When a parameter is given that the query does not have.
    pub fn fill(&self, given: &BTreeMap<String, String>) -> Result<String> {
        let known: Vec<&str> = self.parameters.iter().map(|(name, _)| name.as_str()).collect();
        if let Some(unknown) = given.keys().find(|name| !known.contains(&name.as_str())) {
            return Err(self.unknown(unknown));
        }
        let mut text = self.text.clone();
        for name in known {
            let value = given.get(name).map_or("", String::as_str);
            text = put(&text, name, value);
        }
        Ok(text)
    }
}

/// Replaces `$name` by a quoted text, where no longer name begins there.
#[must_use]
pub fn put(query: &str, name: &str, value: &str) -> String {
    let (literal, token) = (oxigraph::model::Literal::new_simple_literal(value).to_string(), format!("${name}"));
    let (mut out, mut rest) = (String::with_capacity(query.len()), query);
    while let Some(at) = rest.find(&token) {
        let after = &rest[at + token.len()..];
        let longer = after.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_');
        out.push_str(&rest[..at]);
        out.push_str(if longer { &token } else { &literal });
        rest = after;
    }
    out + rest
}

/// The names most like some words, the most like first.
#[must_use]
pub fn nearest<'n>(names: &'n [String], words: &str, count: usize) -> Vec<&'n str> {
    let mut scored: Vec<(i64, &str)> = names
        .iter()
        .map(|name| ((strsim::jaro_winkler(name, words) * -1000.0) as i64, name.as_str()))
        .filter(|(score, _)| *score < -600)
        .collect();
    scored.sort_unstable();
    scored.into_iter().take(count).map(|(_, name)| name).collect()
}

/// All canned questions, by topic and name.
///
/// # Errors
/// When a header is malformed.
pub fn all() -> Result<Vec<Canned>> {
    let mut all = QUERIES.iter().map(|asset| Canned::parse(asset.path, asset.text)).collect::<Result<Vec<_>>>()?;
    all.sort_by(|a, b| (&a.topic, &a.name).cmp(&(&b.topic, &b.name)));
    Ok(all)
}

/// The question of a name.
///
/// # Errors
/// When there is none; the message names the nearest.
pub fn find(name: &str) -> Result<Canned> {
    let all = all()?;
    if let Some(found) =
        all.iter().find(|canned| canned.name == name || format!("{}/{}", canned.topic, canned.name) == name)
    {
        return Ok(found.clone());
    }
    let nearest =
        all.iter().max_by(|a, b| strsim::jaro_winkler(&a.name, name).total_cmp(&strsim::jaro_winkler(&b.name, name)));
    let hint = nearest.map(|c| format!("; did you mean {}?", c.name)).unwrap_or_default();
    Err(Error::NotFound(format!("there is no canned question {name}{hint} (gongtu query --list shows them all)")))
}
