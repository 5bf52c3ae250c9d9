//! The administrative divisions of `places.tsv`, with their hierarchy.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{Error, Result};
use crate::lexicon::WordList;
use crate::model::PlaceLevel;

/// An administrative division.
#[derive(Clone, Debug, PartialEq)]
pub struct Division {
    /// Official full name (南通市).
    pub name: &'static str,
    /// Six-digit code (320600).
    pub code: u32,
    /// Country, province, city or county.
    pub level: PlaceLevel,
    /// Code of the division above; 0 for the country.
    pub parent: u32,
    /// Latitude and longitude of its centre, degrees, WGS-84.
    pub point: Option<(f32, f32)>,
    /// GeoNames id.
    pub geonames: Option<u32>,
}

/// All divisions, by code and by name.
#[derive(Debug, Default)]
pub struct Gazetteer {
    divisions: FxHashMap<u32, Division>,
    names: FxHashMap<&'static str, Vec<u32>>,
    shorts: FxHashMap<&'static str, Vec<(u32, u8)>>,
    /// Codes as they stand in the list: few of forty thousand are ever asked for.
    towns: FxHashMap<&'static str, &'static str>,
    former: FxHashMap<u32, Vec<(&'static str, i16)>>,
}

impl Gazetteer {
    /// From the lists `places`, `place_short` and `towns`.
    ///
    /// # Errors
    /// When a row is malformed; the message names the list and the word.
    pub fn new(places: &WordList, shorts: &WordList, towns: &WordList) -> Result<Self> {
        let mut out = Self::default();
        for entry in &places.entries {
            let bad = || malformed(places.name, entry.word);
            let field = |n: usize| entry.fields.get(n).copied().unwrap_or("");
            let code = field(0).parse().map_err(|_| bad())?;
            let level = PlaceLevel::from_word(field(1)).ok_or_else(bad)?;
            out.names.entry(entry.word).or_default().push(code);
            if let Ok(last) = field(6).parse() {
                out.former.entry(code).or_default().push((entry.word, last));
                continue;
            }
            let point = field(3).parse().ok().zip(field(4).parse().ok());
            let parent = if field(2).is_empty() { 0 } else { field(2).parse().map_err(|_| bad())? };
            let division = Division { name: entry.word, code, level, parent, point, geonames: field(5).parse().ok() };
            out.divisions.insert(code, division);
        }
        out.skip_gaps();
        for entry in &shorts.entries {
            let code =
                entry.fields.first().and_then(|c| c.parse().ok()).ok_or_else(|| malformed(shorts.name, entry.word))?;
            out.shorts
                .entry(entry.word)
                .or_default()
                .push((code, entry.fields.get(2).and_then(|f| f.parse().ok()).unwrap_or(0)));
        }
        out.towns.reserve(towns.entries.len());
        for entry in &towns.entries {
            let codes = entry.fields.first().copied();
            out.towns.insert(entry.word, codes.ok_or_else(|| malformed(towns.name, entry.word))?);
        }
        Ok(out)
    }

    /// Counties directly under a province have a parent that is no place (419000): they lie in the province.
    fn skip_gaps(&mut self) {
        let known: FxHashSet<u32> = self.divisions.keys().copied().collect();
        for division in self.divisions.values_mut().filter(|d| d.parent != 0 && !known.contains(&d.parent)) {
            division.parent = division.code / 10_000 * 10_000;
        }
    }

    /// Former names of a division, each with the last year in which it was used. A district that was merged away gave its
    /// name to none: only names that begin like that of today are former names of the division itself.
    pub fn former(&self, code: u32) -> impl Iterator<Item = (&'static str, i16)> {
        let today = self.divisions.get(&code).and_then(|division| division.name.chars().next());
        let names = self.former.get(&code).map_or(&[][..], Vec::as_slice).iter().copied();
        names.filter(move |(name, _)| today.is_some() && name.chars().next() == today)
    }

    /// The division with a code.
    #[must_use]
    pub fn division(&self, code: u32) -> Option<&Division> {
        self.divisions.get(&code)
    }

    /// Codes of the divisions of a full name, former names too.
    #[must_use]
    pub fn named(&self, name: &str) -> &[u32] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// Codes of the divisions of a short name, each with how sure the name means it without context: 2 surely, 1 unless
    /// the article speaks against it, 0 not.
    #[must_use]
    pub fn short_named(&self, name: &str) -> &[(u32, u8)] {
        self.shorts.get(name).map_or(&[], Vec::as_slice)
    }

    /// Codes of the counties that have a town or street of this name.
    #[must_use]
    pub fn towns_named(&self, name: &str) -> Vec<u32> {
        let codes = self.towns.get(name).map(|codes| codes.split(','));
        codes.into_iter().flatten().filter_map(|code| code.parse().ok()).collect()
    }

    /// Whether `code` is `above` or lies in it.
    #[must_use]
    pub fn is_within(&self, code: u32, above: u32) -> bool {
        self.line(code).any(|division| division.code == above)
    }

    /// The division and all above it, the smallest first.
    pub fn line(&self, code: u32) -> impl Iterator<Item = &Division> {
        std::iter::successors(self.divisions.get(&code), |division| self.divisions.get(&division.parent))
    }

    /// The division at a level in the line above (and including) a code.
    #[must_use]
    pub fn at_level(&self, code: u32, level: PlaceLevel) -> Option<&Division> {
        self.line(code).find(|division| division.level == level)
    }

    /// Number of divisions that exist today.
    #[must_use]
    pub fn len(&self) -> usize {
        self.divisions.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.divisions.is_empty()
    }
}

fn malformed(list: &str, word: &str) -> Error {
    Error::Data {
        file: format!("data/lexicon/{list}.tsv"),
        line: 0,
        message: format!("the row of {word} is malformed"),
    }
}
