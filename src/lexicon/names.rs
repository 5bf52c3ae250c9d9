//! What the characters of a personal name tell: tables kept out of the search for words, where they would hit everywhere.

use rustc_hash::FxHashMap;

use crate::assets::NAMES;
use crate::error::{Error, Result};
use crate::lexicon::{WordList, parse};

/// How much a given-name character speaks for a name, as natural logarithms.
#[derive(Clone, Copy, Debug)]
struct Given {
    only: f32,
    first: f32,
    second: f32,
}

/// Surnames, given-name characters, and the words that begin with a surname character.
#[derive(Debug, Default)]
pub struct Names {
    single: FxHashMap<char, f32>,
    compound: FxHashMap<(char, char), f32>,
    given: FxHashMap<char, Given>,
    words: FxHashMap<&'static str, f32>,
    before: FxHashMap<&'static str, &'static str>,
    after: FxHashMap<&'static str, &'static str>,
}

/// Weight of a given-name character that no table knows.
const UNKNOWN: Given = Given { only: 0.5, first: 0.5, second: 0.5 };

impl Names {
    /// The embedded tables.
    ///
    /// # Errors
    /// When a file is malformed; the message names the file.
    pub fn embedded() -> Result<Self> {
        let mut names = Self::default();
        for asset in NAMES {
            let list = parse(asset)?;
            match list.name {
                "surnames" => names.add_surnames(&list)?,
                "given_names" => names.add_given(&list)?,
                "name_before" => names.before = contexts(&list),
                "name_after" => names.after = contexts(&list),
                _ => names.add_words(&list)?,
            }
        }
        Ok(names)
    }

    fn add_surnames(&mut self, list: &WordList) -> Result<()> {
        for entry in &list.entries {
            let weight = number(list, &entry.fields, 0)?;
            let mut chars = entry.word.chars();
            match (chars.next(), chars.next()) {
                (Some(one), None) => drop(self.single.insert(one, weight)),
                (Some(one), Some(two)) => drop(self.compound.insert((one, two), weight)),
                _ => {}
            }
        }
        Ok(())
    }

    fn add_given(&mut self, list: &WordList) -> Result<()> {
        self.given.reserve(list.entries.len());
        for entry in &list.entries {
            let Some(character) = entry.word.chars().next() else { continue };
            let at = |n| number(list, &entry.fields, n);
            self.given.insert(character, Given { only: at(0)?, first: at(1)?, second: at(2)? });
        }
        Ok(())
    }

    fn add_words(&mut self, list: &WordList) -> Result<()> {
        self.words.reserve(list.entries.len());
        for entry in &list.entries {
            self.words.insert(entry.word, number(list, &entry.fields, 0)?);
        }
        Ok(())
    }

    /// Whether a name can begin with this character.
    #[must_use]
    pub fn is_surname(&self, character: char) -> bool {
        self.single.contains_key(&character)
    }

    /// Number of characters of the surname that `chars` begins with: 0, 1 or 2.
    #[must_use]
    pub fn surname_len(&self, chars: &[char]) -> usize {
        match chars {
            [a, b, ..] if self.compound.contains_key(&(*a, *b)) => 2,
            [a, ..] if self.single.contains_key(a) => 1,
            _ => 0,
        }
    }

    /// How much the words speak for a name (natural logarithm of the odds against running text); `None` when they
    /// cannot be one. Common words that it begins like count against it.
    #[must_use]
    pub fn weight(&self, name: &str) -> Option<f32> {
        let mut buffer = ['\0'; 5];
        let mut count = 0;
        for character in name.chars() {
            *buffer.get_mut(count)? = character;
            count += 1;
        }
        let chars = &buffer[..count];
        let surname = self.surname_len(chars);
        let given = chars.get(surname..)?;
        let family = match surname {
            2 => self.compound.get(&(chars[0], chars[1])).copied()?,
            1 => self.single.get(&chars[0]).copied()?,
            _ => return None,
        };
        let look = |c: &char| self.given.get(c).copied().unwrap_or(UNKNOWN);
        let weight = match given {
            // Anonymized names: 解某萍, 李某某.
            ['某'] | ['某', _] => 3.0,
            [one] => look(one).only,
            [one, two] => look(one).first + look(two).second,
            // Surnames of husband and wife: 范徐丽泰.
            [one, two, three] if surname == 1 && self.is_surname(*one) => look(two).first + look(three).second - 1.0,
            _ => return None,
        };
        Some(family + weight - self.word_penalty(name))
    }

    /// How common the words are that a name begins like (0 when none is known).
    #[must_use]
    pub fn word_penalty(&self, name: &str) -> f32 {
        let whole = self.words.get(name).map_or(0.0, |w| w * 0.7);
        let second = name.char_indices().nth(2).map(|(at, _)| &name[..at]);
        let part = second.and_then(|two| self.words.get(two)).map_or(0.0, |w| w * 0.35);
        whole.max(part)
    }
}

/// Longest context word, in characters.
const CONTEXT: usize = 8;

impl Names {
    /// Class of the longest known word that stands right before a name, with its length in bytes.
    #[must_use]
    pub fn before(&self, text: &str) -> Option<(&'static str, usize)> {
        let starts: Vec<usize> = text.char_indices().rev().take(CONTEXT).map(|(at, _)| at).collect();
        starts.iter().rev().find_map(|&at| self.before.get(&text[at..]).map(|class| (*class, text.len() - at)))
    }

    /// Class of the longest known word that stands right behind a name, with its length in bytes.
    #[must_use]
    pub fn after(&self, text: &str) -> Option<(&'static str, usize)> {
        let ends: Vec<usize> = text.char_indices().take(CONTEXT).map(|(at, c)| at + c.len_utf8()).collect();
        ends.iter().rev().find_map(|&at| self.after.get(&text[..at]).map(|class| (*class, at)))
    }
}

fn contexts(list: &WordList) -> FxHashMap<&'static str, &'static str> {
    list.entries.iter().map(|entry| (entry.word, entry.fields.first().copied().unwrap_or(""))).collect()
}

fn number(list: &WordList, fields: &[&str], column: usize) -> Result<f32> {
    fields.get(column).and_then(|cell| cell.parse().ok()).ok_or_else(|| Error::Data {
        file: list.name.to_owned(),
        line: 0,
        message: format!("column {} must be a number", column + 2),
    })
}
