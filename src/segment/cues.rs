//! The wording that opens, closes and surrounds newspaper articles, from `data/segment/cues.toml`.

use std::sync::LazyLock;

use regex::RegexSet;
use serde::Deserialize;

const SOURCE: &str = include_str!("../../data/segment/cues.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    opening_strong: Vec<String>,
    opening_weak: Vec<String>,
    r#final: Vec<String>,
    closing: Vec<String>,
    tail: Vec<String>,
    introduction: Vec<String>,
    continuing: Vec<String>,
    furniture: Lines,
    marks: Marks,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    sure: Vec<String>,
    lines: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    brief: String,
}

/// Compiled cues; each answers for a line without inner spaces.
#[derive(Debug)]
pub struct Cues {
    /// First words that nothing but an article has.
    pub opening_strong: RegexSet,
    /// First words that articles like.
    pub opening_weak: RegexSet,
    /// Very last words of an article, behind which nothing of it stands.
    pub last: RegexSet,
    /// Last words of an article.
    pub closing: RegexSet,
    /// First words of an article's tail.
    pub tail: RegexSet,
    /// What a report's first sentence often holds, one expression a feature.
    pub introduction: RegexSet,
    /// First words of a paragraph that goes on.
    pub continuing: RegexSet,
    /// Page furniture wherever it stands.
    pub furniture_sure: RegexSet,
    /// Page furniture, if it stands alone.
    pub furniture: RegexSet,
    /// Marks in front of briefs.
    pub brief: Vec<char>,
}

impl Cues {
    /// Reads the embedded file.
    ///
    /// # Errors
    /// When the file or one of its expressions is malformed.
    pub fn embedded() -> Result<Self, String> {
        let raw: Raw = toml::from_str(SOURCE).map_err(|error| error.to_string())?;
        let set = |list: &[String]| RegexSet::new(list).map_err(|error| error.to_string());
        Ok(Self {
            opening_strong: set(&raw.opening_strong)?,
            opening_weak: set(&raw.opening_weak)?,
            last: set(&raw.r#final)?,
            closing: set(&raw.closing)?,
            furniture_sure: set(&raw.furniture.sure)?,
            tail: set(&raw.tail)?,
            introduction: set(&raw.introduction)?,
            continuing: set(&raw.continuing)?,
            furniture: set(&raw.furniture.lines)?,
            brief: raw.marks.brief.chars().collect(),
        })
    }
}

impl Default for Cues {
    fn default() -> Self {
        let none = RegexSet::empty;
        Self {
            opening_strong: none(),
            opening_weak: none(),
            last: none(),
            closing: none(),
            furniture_sure: none(),
            tail: none(),
            introduction: none(),
            continuing: none(),
            furniture: none(),
            brief: Vec::new(),
        }
    }
}

/// The cues, compiled once. A malformed file is found by the test suite; without it no cue is known.
pub fn cues() -> &'static Cues {
    static CUES: LazyLock<Cues> = LazyLock::new(|| Cues::embedded().unwrap_or_default());
    &CUES
}

/// How the words of a block begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// As only an article begins.
    Strong,
    /// As articles like to begin.
    Weak,
    /// With the mark of a brief.
    Brief,
    /// As a paragraph that goes on.
    Continuing,
    /// As only an article's last words begin.
    Tail,
    /// Neither.
    Plain,
}

/// How a text without spaces begins.
pub fn opening_of(head: &str) -> Opening {
    let cues = cues();
    if head.starts_with(|c| cues.brief.contains(&c)) {
        return Opening::Brief;
    }
    if cues.tail.is_match(head) {
        return Opening::Tail;
    }
    if cues.opening_strong.is_match(head) {
        return Opening::Strong;
    }
    if cues.continuing.is_match(head) {
        return Opening::Continuing;
    }
    if cues.opening_weak.is_match(head) { Opening::Weak } else { Opening::Plain }
}
