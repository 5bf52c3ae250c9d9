//! Whether confidences mean what they say: how often rows of one confidence are right.

use crate::eval::Row;

/// Rows of one tenth of the confidences.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tenth {
    /// How many.
    pub rows: usize,
    /// How many of them are right.
    pub right: usize,
    /// Sum of their confidences.
    pub sum: f64,
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows are small")]
impl Tenth {
    /// Mean confidence; 0 without rows.
    #[must_use]
    pub fn confidence(self) -> f64 {
        if self.rows == 0 { 0.0 } else { self.sum / self.rows as f64 }
    }

    /// Share that is right; 0 without rows.
    #[must_use]
    pub fn precision(self) -> f64 {
        if self.rows == 0 { 0.0 } else { self.right as f64 / self.rows as f64 }
    }
}

/// The ten tenths of the judged rows; rows without a confidence are left out.
#[must_use]
pub fn reliability<'r>(judged: impl Iterator<Item = &'r (Row, bool)>) -> [Tenth; 10] {
    let mut tenths = [Tenth::default(); 10];
    for (row, right) in judged {
        let Some((thousandths, _)) = &row.evidence else { continue };
        let tenth = &mut tenths[usize::from(*thousandths / 100).min(9)];
        tenth.rows += 1;
        tenth.right += usize::from(*right);
        tenth.sum += f64::from(*thousandths) / 1000.0;
    }
    tenths
}
