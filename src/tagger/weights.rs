//! The weights file → a table that is read in place: nothing is copied, opening costs nothing.

use super::feature::{CLASSES, CUES, Tables};

/// Labels: outside, then begin, middle, end, single of each of five kinds.
pub const LABELS: usize = 21;
/// Labels padded to whole vectors.
pub const WIDE: usize = 24;
/// Scores of all labels at one position.
pub type Row = [f32; WIDE];

/// Rows in one bucket of the table: their fingerprints lie side by side.
const BUCKET: usize = 16;
const MAGIC: &[u8] = b"GTT1";

/// A trained model.
#[derive(Debug)]
pub struct Weights<'a> {
    /// What one unit of the whole-number scores is worth.
    pub unit: f32,
    /// Slope and shift of each kind's confidence.
    pub calibration: [[f32; 2]; 5],
    /// Score of a sentence's first label.
    pub start: Row,
    /// Score of a label behind another; negative infinity where it may not stand.
    pub steps: [Row; LABELS],
    /// Tables that features refer to.
    pub tables: Tables<'a>,
    mask: u64,
    empty: usize,
    prints: &'a [u8],
    rows: &'a [u8],
}

/// Reads a file's parts one after another.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(length)?;
        self.0 = tail;
        Some(head)
    }

    fn word(&mut self) -> Option<[u8; 4]> {
        self.take(4)?.try_into().ok()
    }

    fn scores(&mut self) -> Option<Row> {
        let mut row = [f32::NEG_INFINITY; WIDE];
        for (slot, pair) in row.iter_mut().zip(self.take(2 * LABELS)?.chunks_exact(2)) {
            *slot = f32::from(i16::from_le_bytes([pair[0], pair[1]]));
        }
        Some(row)
    }
}

impl<'a> Weights<'a> {
    /// Opens a weights file; none when it is malformed.
    #[must_use]
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let mut file = Cursor(bytes);
        if file.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let buckets = u32::from_le_bytes(file.word()?) as usize;
        let unit = 1.0 / f32::from_le_bytes(file.word()?);
        let mut calibration = [[0.0; 2]; 5];
        for cell in calibration.iter_mut().flatten() {
            *cell = f32::from_le_bytes(file.word()?);
        }
        let mut start = file.scores()?;
        let mut steps = [[0.0; WIDE]; LABELS];
        for (from, row) in steps.iter_mut().enumerate() {
            *row = file.scores()?;
            for (to, score) in row.iter_mut().enumerate() {
                if to < LABELS && !may_follow(from, to) {
                    *score = f32::NEG_INFINITY;
                }
            }
        }
        for (label, score) in start.iter_mut().enumerate() {
            if !may_follow(0, label) {
                *score = f32::NEG_INFINITY;
            }
        }
        let tables = Tables { classes: file.take(CLASSES)?, cues: file.take(4 * CUES)? };
        let prints = file.take(2 * BUCKET * buckets)?;
        let rows = file.take(LABELS * BUCKET * buckets + WIDE)?;
        if !buckets.is_power_of_two() || !file.0.is_empty() {
            return None;
        }
        Some(Self {
            unit,
            calibration,
            start,
            steps,
            tables,
            mask: buckets as u64 - 1,
            empty: BUCKET * buckets,
            prints,
            rows,
        })
    }

    /// Makes the best path begin spans more readily, by so many natural logarithms of odds for each kind. Posteriors are
    /// to be taken from steps made before.
    pub fn lean(&mut self, bonus: [f32; 5]) {
        for (kind, bonus) in bonus.into_iter().enumerate() {
            let whole = (bonus / self.unit).round();
            for label in [1 + 4 * kind, 4 + 4 * kind] {
                self.start[label] += whole;
                for step in &mut self.steps {
                    step[label] += whole;
                }
            }
        }
    }

    /// Scores of all labels: the sum over the features that the table holds. No step depends on whether a feature is
    /// found, for such a branch would be guessed wrong too often: what is not found adds the empty row at the end.
    #[must_use]
    #[inline(always)]
    pub fn sum<const N: usize>(&self, keys: &[u64; N]) -> Row {
        let mut rows = [0usize; N];
        for (row, &key) in rows.iter_mut().zip(keys) {
            let bucket = (key & self.mask) as usize;
            let prints = self.prints.get(bucket * 2 * BUCKET..).and_then(<[u8]>::first_chunk);
            let found = prints.map_or(0, |prints| places(prints, ((key >> 48) as u16).max(1)));
            *row = LABELS * if found == 0 { self.empty } else { bucket * BUCKET + found.trailing_zeros() as usize };
            // The rows are far more than a near cache holds: all are on their way before the first is added.
            ahead(self.rows, *row);
        }
        let mut sum = [0i16; WIDE];
        for at in rows {
            // The last lanes read the next row's first bytes; nobody looks at them.
            let Some(row) = self.rows.get(at..).and_then(<[u8]>::first_chunk::<WIDE>) else { continue };
            for (cell, &byte) in sum.iter_mut().zip(row) {
                *cell += i16::from(byte.cast_signed());
            }
        }
        let mut row = [0.0; WIDE];
        for (cell, &s) in row.iter_mut().zip(&sum) {
            *cell = f32::from(s);
        }
        row
    }
}

/// Tells the processor that the bytes from there on will soon be read.
#[inline(always)]
fn ahead(bytes: &[u8], at: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a hint about any address reads nothing; SSE is part of every x86-64.
        unsafe { _mm_prefetch(bytes.as_ptr().wrapping_add(at).cast(), _MM_HINT_T0) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (bytes, at);
}

/// Places of a bucket whose fingerprint is the wanted one, a bit each.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn places(prints: &[u8; 2 * BUCKET], wanted: u16) -> u32 {
    use std::arch::x86_64::{_mm_cmpeq_epi16, _mm_movemask_epi8, _mm_packs_epi16, _mm_set_epi64x, _mm_set1_epi16};
    let word = |n: usize| {
        let bytes: [u8; 8] = std::array::from_fn(|at| prints[8 * n + at]);
        i64::from_le_bytes(bytes)
    };
    // SAFETY: all of these are SSE2, which is part of every x86-64.
    unsafe {
        let wanted = _mm_set1_epi16(wanted.cast_signed());
        let low = _mm_cmpeq_epi16(_mm_set_epi64x(word(1), word(0)), wanted);
        let high = _mm_cmpeq_epi16(_mm_set_epi64x(word(3), word(2)), wanted);
        _mm_movemask_epi8(_mm_packs_epi16(low, high)).cast_unsigned()
    }
}

/// Places of a bucket whose fingerprint is the wanted one, a bit each.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
fn places(prints: &[u8; 2 * BUCKET], wanted: u16) -> u32 {
    let mut found = 0;
    for (n, print) in prints.chunks_exact(2).enumerate() {
        found |= u32::from(u16::from_le_bytes([print[0], print[1]]) == wanted) << n;
    }
    found
}

/// Whether a label may stand behind another: what begins goes on or ends, and keeps its kind.
#[must_use]
pub fn may_follow(from: usize, to: usize) -> bool {
    let open = from != 0 && matches!((from - 1) % 4, 0 | 1);
    let inner = to != 0 && matches!((to - 1) % 4, 1 | 2);
    open == inner && (!open || (from - 1) / 4 == (to - 1) / 4)
}

/// Whether a sentence may end with a label.
#[must_use]
pub fn may_end(label: usize) -> bool {
    label < LABELS && (label == 0 || matches!((label - 1) % 4, 2 | 3))
}
