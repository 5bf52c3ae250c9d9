//! Word lists under `data/lexicon`, as immutable tables and one search over all of them.
//!
//! A list is a file of lines; the first column is the word, further columns (parted by TAB) are its attributes.
//! `#` begins a comment line.

mod cutter;
mod dictionary;
mod finder;
mod gazetteer;
mod han;
mod name_hash;
mod names;
mod policies;
mod weights;

use std::sync::{Arc, OnceLock};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::assets::{ASIDE, Asset, LEXICON, WEIGHTS};
use crate::error::{Error, Result};
use crate::model::{Hit, Span};

pub use cutter::{Word, cut};
pub use finder::Finder;
pub use gazetteer::{Division, Gazetteer};
pub use han::han;
pub use names::Names;
pub use policies::{KnownPart, KnownPolicy, KnownTarget, Policies};
pub use weights::{Features, Tally, Weights, digit};

/// One row of a list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The word.
    pub word: &'static str,
    /// The columns behind it.
    pub fields: Fields,
}

/// Columns of a row: a part of one slice that holds those of the whole list, for sixty thousand slices of their own take
/// longer to make than the words take to read.
#[derive(Clone)]
pub struct Fields {
    cells: Arc<[&'static str]>,
    from: u32,
    to: u32,
}

impl std::ops::Deref for Fields {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        &self.cells[self.from as usize..self.to as usize]
    }
}

impl std::fmt::Debug for Fields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// One word list.
#[derive(Debug)]
pub struct WordList {
    /// Its name: the file's stem.
    pub name: &'static str,
    /// Its rows in file order.
    pub entries: Vec<Entry>,
    /// Row of each word, made when the first is asked for.
    index: OnceLock<FxHashMap<&'static str, u32>>,
    /// Finds its words, with the rows of each, made when a text is first searched.
    finder: OnceLock<(Finder<&'static str>, Vec<Vec<u32>>)>,
}

impl WordList {
    /// The row of a word (the first, when it stands there twice).
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&Entry> {
        self.index().get(word).map(|&row| &self.entries[row as usize])
    }

    fn index(&self) -> &FxHashMap<&'static str, u32> {
        self.index.get_or_init(|| {
            let mut index = FxHashMap::with_capacity_and_hasher(self.entries.len(), FxBuildHasher);
            for (row, entry) in (0u32..).zip(&self.entries) {
                index.entry(entry.word).or_insert(row);
            }
            index
        })
    }

    /// Whether the word stands in the list.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.index().contains_key(word)
    }

    /// Every occurrence of a word in the text, overlapping ones too, by its end: where, and the rows with that word. For lists
    /// whose words are not among [`Lexicon::find`]'s.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<(Span, u32)> {
        let (finder, rows) = self.finder.get_or_init(|| {
            let mut rows: Vec<(&'static str, u32)> =
                (0u32..).zip(&self.entries).map(|(row, entry)| (entry.word, row)).collect();
            rows.sort_unstable();
            let (mut words, mut of_word): (Vec<&'static str>, Vec<Vec<u32>>) = (Vec::new(), Vec::new());
            for same in rows.chunk_by(|(a, _), (b, _)| a == b) {
                words.push(same[0].0);
                of_word.push(same.iter().map(|(_, row)| *row).collect());
            }
            (Finder::new(words), of_word)
        });
        let mut found = Vec::new();
        finder.find(text, |start, word| {
            let span = Span::new(start, start + finder.words()[word].len());
            found.extend(rows[word].iter().map(|row| (span, *row)));
        });
        found.sort_unstable_by_key(|&(span, row)| (span.end, span.start, row));
        found
    }

    /// The longest word of the list that `text` ends with.
    #[must_use]
    pub fn longest_suffix<'t>(&self, text: &'t str) -> Option<(&'t str, &Entry)> {
        text.char_indices().find_map(|(at, _)| self.get(&text[at..]).map(|entry| (&text[at..], entry)))
    }

    /// The longest word of the list that `text` begins with.
    #[must_use]
    pub fn longest_prefix<'t>(&self, text: &'t str) -> Option<(&'t str, &Entry)> {
        let longest = 24;
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(longest).collect();
        ends.iter().rev().find_map(|&end| self.get(&text[..end]).map(|entry| (&text[..end], entry)))
    }
}

/// All word lists.
pub struct Lexicon {
    lists: Vec<WordList>,
    rows: Vec<(u16, u32)>,
    /// Of each word of the finder, where its rows end.
    ends: Vec<u32>,
    gazetteer: Gazetteer,
    names: Names,
    policies: Policies,
    weights: Vec<(&'static str, Weights)>,
    finder: Finder<&'static str>,
}

impl Lexicon {
    /// The embedded lists.
    ///
    /// # Errors
    /// When a file is malformed; the message names file and line.
    pub fn embedded() -> Result<Self> {
        Self::from_assets(LEXICON)
    }

    /// Lists from given files.
    ///
    /// # Errors
    /// When a file is malformed; the message names file and line.
    pub fn from_assets(assets: &[Asset]) -> Result<Self> {
        let mut lists = assets.iter().map(parse).collect::<Result<Vec<_>>>()?;
        let mut by_word: Vec<(u64, &'static str, u16, u32)> = Vec::new();
        for (number, list) in lists.iter().enumerate() {
            let number = u16::try_from(number).unwrap_or(u16::MAX);
            let rows = (0u32..).zip(&list.entries);
            by_word.extend(rows.map(|(row, entry)| (finder::sort_key(entry.word), entry.word, number, row)));
        }
        // Behind the others, whose numbers hits carry; none of their words is in the finder.
        lists.extend(ASIDE.iter().map(parse).collect::<Result<Vec<_>>>()?);
        // Stable: the longest lists are sorted as they stand, and this way of sorting uses that.
        by_word.sort();
        let rows = by_word.iter().map(|&(.., list, row)| (list, row)).collect();
        let (mut words, mut ends): (Vec<&'static str>, Vec<u32>) = (Vec::new(), Vec::new());
        for (at, &(_, word, ..)) in (0u32..).zip(&by_word) {
            match (words.last(), ends.last_mut()) {
                (Some(last), Some(end)) if *last == word => *end = at + 1,
                _ => {
                    words.push(word);
                    ends.push(at + 1);
                }
            }
        }
        let mut lexicon = Self {
            lists,
            rows,
            ends,
            finder: Finder::new(words),
            gazetteer: Gazetteer::default(),
            names: Names::embedded()?,
            policies: Policies::embedded()?,
            weights: WEIGHTS.iter().map(|asset| Ok((stem(asset), Weights::read(asset)?))).collect::<Result<_>>()?,
        };
        lexicon.gazetteer = Gazetteer::new(lexicon.list("places"), lexicon.list("place_short"), lexicon.list("towns"))?;
        Ok(lexicon)
    }

    /// A list by name. An unknown name is a mistake of the program, which a test over all extractors finds; it
    /// yields an empty list here.
    #[must_use]
    pub fn list(&self, name: &str) -> &WordList {
        static EMPTY: OnceLock<WordList> = OnceLock::new();
        self.lists.iter().find(|list| list.name == name).unwrap_or_else(|| {
            debug_assert!(false, "no word list {name}");
            EMPTY.get_or_init(|| WordList {
                name: "",
                entries: Vec::new(),
                index: OnceLock::new(),
                finder: OnceLock::new(),
            })
        })
    }

    /// What is known of named policies.
    #[must_use]
    pub fn policies(&self) -> &Policies {
        &self.policies
    }

    /// What is known of personal names.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The weights of a model by name; an unknown name is a mistake of the program.
    #[must_use]
    pub fn weights(&self, name: &str) -> Option<&Weights> {
        let found = self.weights.iter().find(|(known, _)| *known == name).map(|(_, weights)| weights);
        debug_assert!(found.is_some(), "no weights {name}");
        found
    }

    /// Takes the weights of the files in a folder instead of the embedded ones of the same names. They stay in memory until
    /// the process ends.
    ///
    /// # Errors
    /// When a file cannot be read or is malformed, or none bears the name of weights.
    pub fn read_weights(&mut self, folder: &std::path::Path) -> Result<()> {
        let mut any = false;
        for (name, weights) in &mut self.weights {
            let path = folder.join(format!("{name}.tsv"));
            if !path.is_file() {
                continue;
            }
            let shown: &'static str = Box::leak(path.display().to_string().into_boxed_str());
            let wrong =
                |error: std::io::Error| Error::Data { file: shown.to_owned(), line: 0, message: error.to_string() };
            let text: &'static str = Box::leak(std::fs::read_to_string(&path).map_err(wrong)?.into_boxed_str());
            *weights = Weights::read(&Asset { path: shown, text })?;
            any = true;
        }
        let message = "no file in this folder bears the name of weights (naming.tsv, link.tsv, …)".to_owned();
        if any { Ok(()) } else { Err(Error::Data { file: folder.display().to_string(), line: 0, message }) }
    }

    /// The administrative divisions.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Number of a list, as hits carry it.
    #[must_use]
    pub fn id(&self, name: &str) -> u16 {
        self.lists.iter().position(|list| list.name == name).and_then(|n| u16::try_from(n).ok()).unwrap_or(u16::MAX)
    }

    /// The row that a hit names.
    #[must_use]
    pub fn entry(&self, hit: Hit) -> &Entry {
        &self.lists[usize::from(hit.list)].entries[hit.row as usize]
    }

    /// Every word of every list in the text, overlapping ones too, ordered by their ends; one pass over the text.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        self.finder.find(text, |start, word| found.push((start + self.finder.words()[word].len(), start, word)));
        found.sort_unstable();
        let mut hits = Vec::with_capacity(found.len());
        for (end, start, word) in found {
            let from = word.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
            for &(list, row) in &self.rows[from..self.ends[word] as usize] {
                hits.push(Hit { span: Span::new(start, end), list, row });
            }
        }
        hits
    }
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("lists", &self.lists.len()).field("words", &self.finder.words().len()).finish()
    }
}

fn stem(asset: &Asset) -> &'static str {
    asset.path.rsplit('/').next().and_then(|file| file.strip_suffix(".tsv")).unwrap_or(asset.path)
}

fn parse(asset: &Asset) -> Result<WordList> {
    let mut cells: Vec<&'static str> = Vec::with_capacity(asset.text.len() / 16);
    let mut rows: Vec<(&'static str, u32, u32)> = Vec::with_capacity(asset.text.len() / 24);
    let count = |cells: &Vec<&str>| u32::try_from(cells.len()).unwrap_or(u32::MAX);
    for (number, line) in asset.text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let from = count(&cells);
        let word = cut_cells(line, &mut cells);
        if word.is_empty() || word.starts_with(char::is_whitespace) || word.ends_with(char::is_whitespace) {
            return Err(Error::Data {
                file: asset.path.to_owned(),
                line: number + 1,
                message: "the first column must be a word without spaces around it".to_owned(),
            });
        }
        rows.push((word, from, count(&cells)));
    }
    let cells: Arc<[&'static str]> = cells.into();
    let entry = |(word, from, to)| Entry { word, fields: Fields { cells: Arc::clone(&cells), from, to } };
    let entries = rows.into_iter().map(entry).collect();
    Ok(WordList { name: stem(asset), entries, index: OnceLock::new(), finder: OnceLock::new() })
}

/// The first cell of a line; those behind it are added to the others. They are short: byte by byte is quickest.
fn cut_cells(line: &'static str, cells: &mut Vec<&'static str>) -> &'static str {
    let (mut word, mut from) = (None, 0);
    let mut take = |cell| match word {
        None => word = Some(cell),
        Some(_) => cells.push(cell),
    };
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'\t' {
            take(&line[from..at]);
            from = at + 1;
        }
    }
    take(&line[from..]);
    word.unwrap_or_default()
}
