//! Numbers for names that come in parts, so that no name need be written to be looked up.

/// The number of a name, whatever parts it comes in.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameHash {
    state: u64,
    /// The bytes that do not make a word of eight yet, and how many bits they are.
    held: u64,
    bits: u32,
    /// Bits of bytes below 14: the name may have a character that a table writes otherwise.
    low: u64,
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;
const EACH: u64 = 0x0101_0101_0101_0101;

impl NameHash {
    pub(super) const fn new() -> Self {
        Self { state: SEED, held: 0, bits: 0, low: 0 }
    }

    /// The number of a whole name.
    pub(super) fn of(name: &str) -> u64 {
        let mut hash = Self::new();
        hash.push(name);
        hash.number()
    }

    /// Goes on with a part of the name.
    pub(super) fn push(&mut self, part: &str) {
        let mut words = part.as_bytes().chunks_exact(8);
        for word in &mut words {
            let word = u64::from_le_bytes([word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7]]);
            self.mix(self.held | word << self.bits);
            self.held = if self.bits == 0 { 0 } else { word >> (64 - self.bits) };
        }
        let (word, bits) = short(words.remainder());
        let whole = self.held | word << self.bits;
        if self.bits + bits >= 64 {
            self.mix(whole);
            self.held = word >> (64 - self.bits);
            self.bits = self.bits + bits - 64;
        } else {
            self.held = whole;
            self.bits += bits;
        }
    }

    /// Whether a TAB or a line break may be in it.
    pub(super) const fn may_break(&self) -> bool {
        self.low | low(self.held | u64::MAX << self.bits) != 0
    }

    /// The number. Of ten thousand names none share one but by a chance of one in 10¹¹.
    pub(super) fn number(mut self) -> u64 {
        self.mix(self.held | 1 << self.bits);
        self.state
    }

    fn mix(&mut self, word: u64) {
        self.low |= low(word);
        let wide = u128::from(self.state ^ word) * u128::from(FACTOR);
        self.state = (wide as u64) ^ ((wide >> 64) as u64) ^ word.rotate_left(32);
    }
}

/// The high bits of the bytes below 14, and perhaps of some above one.
const fn low(word: u64) -> u64 {
    word.wrapping_sub(14 * EACH) & !word & (128 * EACH)
}

/// Fewer than eight bytes as a number, and how many bits they are. They are read where they overlap, never one by one.
fn short(bytes: &[u8]) -> (u64, u32) {
    let word = match *bytes {
        [] => 0,
        [a, .., b] if bytes.len() < 4 => {
            let half = bytes.len() / 2;
            u64::from(a) | (u64::from(bytes[half]) << (8 * half)) | u64::from(b) << (8 * (bytes.len() - 1))
        }
        [a] => u64::from(a),
        [a, b, c, d, ..] => {
            let end = bytes.len() - 4;
            let last = u32::from_le_bytes([bytes[end], bytes[end + 1], bytes[end + 2], bytes[end + 3]]);
            u64::from(u32::from_le_bytes([a, b, c, d])) | u64::from(last) << (8 * end)
        }
        [..] => 0,
    };
    (word, 8 * bytes.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::NameHash;
    use proptest::prelude::*;

    fn in_parts(parts: &[String]) -> NameHash {
        let mut hash = NameHash::new();
        parts.iter().for_each(|part| hash.push(part));
        hash
    }

    proptest! {
        #[test]
        fn a_name_has_one_number_in_whatever_parts_it_comes(parts in prop::collection::vec("[a-c甲\u{1}\0é]{0,11}", 0..6)) {
            prop_assert_eq!(in_parts(&parts).number(), NameHash::of(&parts.concat()));
        }

        #[test]
        fn other_names_have_other_numbers(one in "[ab\0\u{1}甲]{0,10}", other in "[ab\0\u{1}甲]{0,10}") {
            prop_assert_eq!(one == other, NameHash::of(&one) == NameHash::of(&other));
        }

        #[test]
        fn no_break_is_overlooked(parts in prop::collection::vec("[a甲\t\n\r]{0,9}", 0..5)) {
            let found = parts.concat().contains(['\t', '\n', '\r']);
            prop_assert_eq!(in_parts(&parts).may_break(), found);
        }
    }
}
