//! Characters → features: what the model looks at, as 64-bit keys. The trainer (`data/tagger/train.rs`) compiles this
//! very file, so that training and tagging can never differ.

/// Features of one position.
pub const FEATURES: usize = 38;

/// Slots in the table of cue words (two characters that bodies and titles often end with).
pub const CUES: usize = 1024;

/// First character of the table of character classes, and its size.
pub const CLASS_START: u32 = 0x4E00;
/// Number of characters in the table of character classes.
pub const CLASSES: usize = 0x5200;

/// N-grams around a position: offset of the first character and length.
const NGRAMS: [(isize, usize); 24] = [
    (-2, 1),
    (-1, 1),
    (0, 1),
    (1, 1),
    (2, 1),
    (-3, 2),
    (-2, 2),
    (-1, 2),
    (0, 2),
    (1, 2),
    (2, 2),
    (-3, 3),
    (-2, 3),
    (-1, 3),
    (0, 3),
    (1, 3),
    (-4, 4),
    (-3, 4),
    (-2, 4),
    (-1, 4),
    (0, 4),
    (1, 4),
    (-4, 5),
    (0, 5),
];

/// Characters of padding on either side of a sentence.
const PAD: usize = 4;
/// Code of the padding.
const BORDER: u32 = 1;
/// How far a cue word is looked for.
const REACH: u32 = 15;

/// The learned tables that features refer to.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// One byte a character from [`CLASS_START`] on: how often it begins or continues a person's name, ends a body, a place.
    pub classes: &'a [u8],
    /// [`CUES`] slots of 4 bytes: two character codes, little endian; zero is empty.
    pub cues: &'a [u8],
}

/// A sentence prepared for [`Sentence::features`]; its buffers are reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct Sentence {
    codes: Vec<u32>,
    classes: Vec<u32>,
    grams: Vec<[u64; 5]>,
    ahead: Vec<Cue>,
    after: Vec<u32>,
    behind: Vec<Cue>,
    left: Vec<Break>,
    right: Vec<Break>,
    length: usize,
}

/// A cue word near a position.
#[derive(Clone, Copy, Debug, Default)]
struct Cue {
    /// Slot + 1, or 0 for none.
    id: u32,
    distance: u32,
}

/// The punctuation nearest to a position.
#[derive(Clone, Copy, Debug, Default)]
struct Break {
    kind: u32,
    distance: u32,
}

/// One character as the model sees it: half width, all digits one, all letters one, all quotes one.
#[must_use]
pub fn code(c: char) -> u32 {
    let c = match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => wide - 0xFEE0,
        0x3000 | 0x09 | 0xA0 => 0x20,
        other => other,
    };
    match c {
        0x30..=0x39 => 0x30,
        0x41..=0x5A => 0x41,
        0x61..=0x7A => 0x61,
        0x201C | 0x201D | 0x2018 | 0x2019 => 0x22,
        0x2022 | 0x30FB | 0x2027 => 0xB7,
        other => other,
    }
}

/// Kind of a character that parts phrases, or 0.
fn break_kind(code: u32) -> u32 {
    match code {
        BORDER => 1,
        0x2C | 0xFF0C => 2,
        0x3001 => 3,
        0x3002 | 0x21 | 0x3F | 0x3B => 4,
        0x3A => 5,
        0x28 | 0x29 | 0x5B | 0x5D | 0x3010 | 0x3011 => 6,
        0x22 | 0x300A | 0x300B | 0x300C..=0x300F => 7,
        0x20 | 0x0A => 8,
        0x7C | 0x2F | 0x2014 | 0x25A0 | 0x25B2 | 0x25CF => 9,
        _ => 0,
    }
}

/// Class of a character that the table of classes does not hold.
fn other_class(code: u32) -> u32 {
    256 + match code {
        0x30 => 1,
        0x41 | 0x61 => 2,
        0xB7 => 3,
        _ => 4 + break_kind(code),
    }
}

impl Sentence {
    /// Reads the characters of one sentence.
    #[inline(always)]
    pub fn load(&mut self, chars: impl Iterator<Item = char>, tables: &Tables<'_>) {
        self.codes.clear();
        self.codes.extend([BORDER; PAD]);
        self.codes.extend(chars.map(code));
        self.length = self.codes.len() - PAD;
        self.codes.extend([BORDER; PAD + 1]);
        self.classes.clear();
        self.classes.extend(self.codes.iter().map(|&c| {
            let at = c.wrapping_sub(CLASS_START) as usize;
            tables.classes.get(at).map_or_else(|| other_class(c), |&class| u32::from(class))
        }));
        self.grams();
        self.cues(tables);
        self.breaks();
    }

    /// Number of characters.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    #[inline(always)]
    fn grams(&mut self) {
        self.grams.clear();
        for at in 0..self.codes.len() {
            let mut key = 0u64;
            let mut row = [0u64; 5];
            for (n, slot) in row.iter_mut().enumerate() {
                let c = self.codes.get(at + n).copied().unwrap_or(BORDER);
                key = key.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(u64::from(c) + 1);
                *slot = key;
            }
            self.grams.push(row);
        }
    }

    fn cues(&mut self, tables: &Tables<'_>) {
        let total = self.codes.len();
        self.ahead.clear();
        self.ahead.resize(total, Cue::default());
        self.after.clear();
        self.after.resize(total, 0);
        self.behind.clear();
        self.behind.resize(total, Cue::default());
        let (mut next, mut second) = (Cue::default(), 0);
        for at in (PAD..total - 1).rev() {
            if break_kind(self.codes[at]) != 0 {
                (next, second) = (Cue::default(), 0);
            } else {
                next.distance += 1;
                if next.distance > REACH {
                    next.id = 0;
                }
                let id = slot(tables.cues, self.codes[at], self.codes[at + 1]);
                if id != 0 {
                    second = next.id;
                    next = Cue { id, distance: 0 };
                }
            }
            self.ahead[at] = next;
            self.after[at] = second;
        }
        let mut last = Cue::default();
        for at in PAD..total - 1 {
            // A cue lies behind only from the character after its second one on.
            self.behind[at] = last;
            last.distance += 1;
            if break_kind(self.codes[at]) != 0 || last.distance > REACH {
                last = Cue::default();
            }
            if self.ahead[at - 1].id != 0 && self.ahead[at - 1].distance == 0 {
                last = Cue { id: self.ahead[at - 1].id, distance: 0 };
            }
        }
    }

    fn breaks(&mut self) {
        let total = self.codes.len();
        self.left.clear();
        self.right.clear();
        self.right.resize(total, Break::default());
        let mut last = Break { kind: 1, distance: 0 };
        for &c in &self.codes {
            self.left.push(last);
            match break_kind(c) {
                0 => last.distance = (last.distance + 1).min(7),
                kind => last = Break { kind, distance: 0 },
            }
        }
        let mut next = Break { kind: 1, distance: 0 };
        for at in (0..total).rev() {
            self.right[at] = next;
            match break_kind(self.codes[at]) {
                0 => next.distance = (next.distance + 1).min(7),
                kind => next = Break { kind, distance: 0 },
            }
        }
    }

    /// The keys of one position.
    #[must_use]
    #[inline(always)]
    pub fn features(&self, position: usize) -> [u64; FEATURES] {
        let at = position + PAD;
        let mut out = [0u64; FEATURES];
        for (t, &(offset, length)) in NGRAMS.iter().enumerate() {
            out[t] = finish(t, self.grams[at.wrapping_add_signed(offset)][length - 1]);
        }
        let (c, k) = (
            |d: isize| u64::from(self.codes[at.wrapping_add_signed(d)]),
            |d: isize| u64::from(self.classes[at.wrapping_add_signed(d)]),
        );
        let (ahead, behind) = (self.ahead[at], self.behind[at]);
        let cue = u64::from(ahead.id) << 8 | u64::from(bucket(ahead.distance));
        let past = u64::from(behind.id) << 8 | u64::from(bucket(behind.distance));
        let (l, r) = (self.left[at], self.right[at]);
        let frame = u64::from(l.kind << 12 | l.distance << 8 | r.kind << 4 | r.distance);
        let more = [
            c(-1) << 32 | c(1),
            c(0) << 32 | c(2),
            c(-2) << 32 | c(0),
            k(-2) << 20 | k(-1) << 10 | k(0),
            k(-1) << 20 | k(0) << 10 | k(1),
            k(0) << 20 | k(1) << 10 | k(2),
            k(0) << 30 | k(1) << 20 | k(2) << 10 | k(3),
            cue,
            cue << 32 | c(0),
            cue << 32 | c(-1),
            u64::from(ahead.id) << 32 | u64::from(self.after[at]),
            past,
            past << 32 | c(0),
            frame << 20 | k(0) << 10 | k(-1),
        ];
        for (t, key) in more.into_iter().enumerate() {
            out[NGRAMS.len() + t] = finish(NGRAMS.len() + t, key);
        }
        out
    }
}

/// Distances one by one up to 4, then in steps.
#[inline(always)]
fn bucket(distance: u32) -> u32 {
    match distance {
        0..=4 => distance,
        5..=6 => 5,
        7..=9 => 6,
        _ => 7,
    }
}

/// Slot + 1 of two characters in the table of cues, or 0.
fn slot(cues: &[u8], first: u32, second: u32) -> u32 {
    if first > 0xFFFF || second > 0xFFFF {
        return 0;
    }
    let key = first | second << 16;
    let mut at = cue_start(key);
    loop {
        let cell = cues.get(at * 4..at * 4 + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        if cell == 0 {
            return 0;
        }
        if cell == key {
            return u32::try_from(at).unwrap_or(0) + 1;
        }
        at = (at + 1) % CUES;
    }
}

/// Where the search for a cue begins.
#[must_use]
pub fn cue_start(key: u32) -> usize {
    (key.wrapping_mul(0x9E37_79B1) >> 22) as usize
}

/// Spreads a key over all 64 bits; each template has keys of its own.
#[inline(always)]
fn finish(template: usize, key: u64) -> u64 {
    let x = (key ^ (template as u64 + 1).wrapping_mul(0xA24B_AED4_963E_E407)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 32)
}
