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
        let rows = file.take(LABELS * BUCKET * buckets + WIDE - LABELS)?;
        if !buckets.is_power_of_two() || !file.0.is_empty() {
            return None;
        }
        Some(Self { unit, calibration, start, steps, tables, mask: buckets as u64 - 1, prints, rows })
    }

    /// Adds the scores of a feature, if the table holds it.
    pub fn add(&self, key: u64, sum: &mut [i16; WIDE]) {
        let bucket = (key & self.mask) as usize;
        let Some(prints) = self.prints.get(bucket * 2 * BUCKET..).and_then(<[u8]>::first_chunk) else { return };
        let Some(place) = find(prints, (key >> 48).max(1)) else { return };
        let at = (bucket * BUCKET + place) * LABELS;
        // The last lanes read the next row's first bytes; nobody looks at them.
        let Some(row) = self.rows.get(at..).and_then(<[u8]>::first_chunk::<WIDE>) else { return };
        for (cell, &byte) in sum.iter_mut().zip(row) {
            *cell += i16::from(byte.cast_signed());
        }
    }
}

/// Place of a fingerprint among those of a bucket: four at a time, by the lowest zero lane of their difference.
fn find(prints: &[u8; 2 * BUCKET], print: u64) -> Option<usize> {
    const ONES: u64 = 0x0001_0001_0001_0001;
    let wanted = print.wrapping_mul(ONES);
    let mut place = None;
    for (n, bytes) in prints.as_chunks::<8>().0.iter().enumerate().rev() {
        let difference = u64::from_le_bytes(*bytes) ^ wanted;
        let zero = difference.wrapping_sub(ONES) & !difference & (ONES << 15);
        if zero != 0 {
            place = Some(4 * n + zero.trailing_zeros() as usize / 16);
        }
    }
    place
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
