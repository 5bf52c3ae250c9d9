//! The dictionary of words with frequencies and parts of speech: a table that is read in place, opening costs nothing.
//!
//! The words are those of jieba (`data/recipes/words.py` says how the file is made and laid out): a tree of characters whose
//! nodes are numbered level by level, so that the children of a node lie side by side.

use crate::assets::WORDS;

const MAGIC: &[u8] = b"GTW1";
/// Nodes whose children are counted together.
const BLOCK: usize = 64;

/// What the dictionary knows of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Known {
    /// Natural logarithm of its frequency.
    pub log: f64,
    /// Its part of speech.
    pub tag: &'static str,
}

/// The dictionary.
#[derive(Debug)]
pub(super) struct Dictionary {
    /// Natural logarithm of the sum of all frequencies.
    pub log_total: f64,
    tags: Vec<&'static str>,
    values: Vec<Known>,
    starts: Numbers<4>,
    labels: Numbers<2>,
    marks: Numbers<2>,
    bits: Numbers<8>,
    ranks: Numbers<4>,
    first: Numbers<4>,
}

/// Whole numbers of a width, as they lie in the file. What lies outside reads as 0.
#[derive(Clone, Copy, Debug)]
struct Numbers<const WIDTH: usize>(&'static [u8]);

impl<const WIDTH: usize> Numbers<WIDTH> {
    #[inline]
    fn at(self, at: usize) -> u64 {
        let bytes = self.0.get(at * WIDTH..).and_then(<[u8]>::first_chunk::<WIDTH>);
        let mut wide = [0; 8];
        bytes.map_or(0, |bytes| {
            wide[..WIDTH].copy_from_slice(bytes);
            u64::from_le_bytes(wide)
        })
    }

    #[inline]
    fn place(self, at: usize) -> usize {
        usize::try_from(self.at(at)).unwrap_or(usize::MAX)
    }
}

/// Reads a file's parts one after another.
struct Cursor(&'static [u8]);

impl Cursor {
    fn take(&mut self, length: usize) -> Option<&'static [u8]> {
        let (head, tail) = self.0.split_at_checked(length)?;
        self.0 = tail;
        Some(head)
    }

    fn number<const WIDTH: usize>(&mut self) -> Option<usize> {
        Some(Numbers::<WIDTH>(self.take(WIDTH)?).place(0))
    }

    fn numbers<const WIDTH: usize>(&mut self, count: usize) -> Option<Numbers<WIDTH>> {
        Some(Numbers(self.take(WIDTH * count)?))
    }
}

impl Dictionary {
    /// The embedded dictionary; none when the file is malformed.
    pub(super) fn embedded() -> Option<Self> {
        let mut file = Cursor(WORDS);
        if file.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let (total, _words) = (file.number::<8>()?, file.number::<4>()?);
        let (names, pairs, nodes, inner) =
            (file.number::<4>()?, file.number::<4>()?, file.number::<4>()?, file.number::<4>()?);
        let tags: Vec<&'static str> = std::str::from_utf8(file.take(names)?).ok()?.lines().collect();
        let (frequencies, tags_of) = (file.numbers::<4>(pairs)?, file.take(pairs)?);
        let value = |(at, &tag): (usize, &u8)| {
            Some(Known { log: (frequencies.at(at) as f64).ln(), tag: tags.get(usize::from(tag))? })
        };
        let dictionary = Self {
            log_total: (total as f64).ln(),
            values: tags_of.iter().enumerate().map(value).collect::<Option<_>>()?,
            tags,
            starts: file.numbers(257)?,
            labels: file.numbers(nodes)?,
            marks: file.numbers(nodes)?,
            bits: file.numbers(nodes.div_ceil(BLOCK))?,
            ranks: file.numbers(nodes.div_ceil(BLOCK))?,
            first: file.numbers(inner)?,
        };
        file.0.is_empty().then_some(dictionary)
    }

    /// Every word that the characters begin with: its length in characters and what is known of it, the shortest first.
    #[inline]
    pub(super) fn prefixes(&self, chars: impl IntoIterator<Item = char>, mut take: impl FnMut(usize, &Known)) {
        let mut below = None;
        for (at, c) in chars.into_iter().enumerate() {
            // No word holds a character beyond the first plane.
            let Ok(label) = u16::try_from(u32::from(c)) else { return };
            let (from, to) = below.unwrap_or_else(|| {
                let high = usize::from(label >> 8);
                (self.starts.place(high), self.starts.place(high + 1))
            });
            let Some(node) = self.child(from, to, label) else { return };
            if let Some(known) = self.marks.place(node).checked_sub(1).and_then(|value| self.values.get(value)) {
                take(at + 1, known);
            }
            below = self.children(node);
            if below.is_none() {
                return;
            }
        }
    }

    /// What is known of a word.
    pub(super) fn get(&self, word: &str) -> Option<Known> {
        let (length, mut found) = (word.chars().count(), None);
        self.prefixes(word.chars(), |end, known| {
            if end == length {
                found = Some(*known);
            }
        });
        found
    }

    /// A part of speech that a word of the dictionary has, by its name.
    pub(super) fn tag(&self, name: &str) -> Option<&'static str> {
        self.tags.iter().find(|tag| **tag == name).copied()
    }

    fn child(&self, mut from: usize, mut to: usize, label: u16) -> Option<usize> {
        let wanted = u64::from(label);
        while from < to {
            let middle = from.midpoint(to);
            match self.labels.at(middle).cmp(&wanted) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        None
    }

    fn children(&self, node: usize) -> Option<(usize, usize)> {
        let (bits, bit) = (self.bits.at(node / BLOCK), 1 << (node % BLOCK));
        if bits & bit == 0 {
            return None;
        }
        let at = self.ranks.place(node / BLOCK) + (bits & (bit - 1)).count_ones() as usize;
        Some((self.first.place(at), self.first.place(at + 1)))
    }
}
