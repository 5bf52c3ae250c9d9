//! Inputs that nobody wrote: seeds cut, mixed, repeated and damaged.

/// A sequence of numbers that is the same every time (xorshift64*).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`; 0 when there is none.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % end.max(1)
    }

    pub fn of<'t, T: ?Sized>(&mut self, all: &[&'t T]) -> &'t T {
        all[self.below(all.len())]
    }
}

/// Words that mean something to a stage.
const WORDS: &[&str] = &[
    "。",
    "；",
    "“",
    "”",
    "《",
    "》",
    "（",
    "）",
    "\n",
    "\n\n",
    "\r\n",
    "\u{3000}",
    "    ",
    "，",
    "、",
    "：",
    "%",
    "１",
    "2025年",
    "8月5日",
    "13月45日",
    "第一百二十三届",
    "99999999999999999999",
    "1.2.3万",
    "零",
    "两",
    "百万亿",
    "……",
    "·",
    "\t",
    "😀",
    "𠮷",
    "a\u{301}",
    "\u{e123}",
    "\u{fffd}",
    "\u{2028}",
    "\0",
    "\u{feff}",
    "记者",
    "本报讯",
    "总工会",
    "主席",
    "副主席",
    "南通市",
    "江苏省",
    "同比增长",
    "亿元",
    "名职工",
    "行动",
    "表彰",
    "荣获",
    "全国劳动模范",
    "<div>",
    "</div>",
    "<p>",
    "<br/>",
    "<!--",
    "-->",
    "<script>",
    "&nbsp;",
    "&#x1F600;",
    "<![CDATA[",
    "<table><tr><td>",
    "<html",
    "<body",
    "\"",
    "\\",
    "\\ud83d",
    "\\u0000",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "{\"text\":\"",
    "\"}",
    "null",
    "1e999",
    "-0",
    "=",
    "[[decision]]",
    "verdict = \"same\"",
    "'''",
    "\"\"\"",
    "#",
    "@",
    "&",
    "?",
    "+",
    "%00",
    "%ff",
    "%E5%B7%A5",
    "name=",
    "value=",
    "..",
    "/",
    "<",
    ">",
];

/// A new input of one or two seeds.
pub fn mutant(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut input = seeds[random.below(seeds.len())].clone();
    // Long seeds are cut: many short runs find more than a few long ones.
    let most = 200 + random.below(6000);
    if input.len() > most {
        let from = border(&input, random.below(input.len() - most));
        input = input[from..border(&input, from + most)].to_vec();
    }
    for _ in 0..=random.below(8) {
        change(&mut input, seeds, random);
    }
    input
}

fn change(input: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let at = border(input, random.below(input.len() + 1));
    let to = border(input, (at + random.below(60)).min(input.len()));
    match random.below(9) {
        0 | 1 => drop(input.splice(at..at, random.of(WORDS).bytes())),
        2 => drop(input.drain(at..to)),
        3 => {
            let again: Vec<u8> = input[at..to].repeat(1 + random.below(20));
            drop(input.splice(at..at, again));
        }
        4 => {
            let other = &seeds[random.below(seeds.len())];
            let from = border(other, random.below(other.len()));
            let end = border(other, (from + random.below(400)).min(other.len()));
            drop(input.splice(at..at, other[from..end].iter().copied()));
        }
        5 => drop(input.splice(at..to, random.of(WORDS).bytes())),
        6 => input.truncate(at),
        7 if !input.is_empty() => {
            let byte = random.below(input.len());
            input[byte] ^= 1 << random.below(8);
        }
        _ => {
            let part: Vec<u8> = input.drain(at..to).collect();
            let elsewhere = border(input, random.below(input.len() + 1));
            drop(input.splice(elsewhere..elsewhere, part));
        }
    }
}

/// Mostly the next beginning of a character, so that most mutants are text.
fn border(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] & 0xc0 == 0x80 {
        at += 1;
    }
    at.min(bytes.len())
}
