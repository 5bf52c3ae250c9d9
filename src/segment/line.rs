//! The lines of a page with what can be measured on each alone.

use crate::segment::cues::{Opening, cues, opening_of};

/// A line that is not blank.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Line of the page, from 0.
    pub number: usize,
    /// Byte offset of `text` in the page.
    pub start: usize,
    /// The line without white space around it.
    pub text: &'a str,
    /// The same without white space inside: what is measured and matched.
    pub compact: String,
    /// Length in characters, white space not counted.
    pub chars: f32,
    /// Length in full-width characters, narrow ones counted half.
    pub ems: f32,
    /// Whether it is indented as a paragraph's first line is.
    pub indent: bool,
    /// Whether a blank line (or the page's beginning) stands in front of it.
    pub gap: bool,
    /// Whether it ends a sentence.
    pub ends: bool,
    /// How its words begin.
    pub opening: Opening,
    /// Whether it has the last words of an article.
    pub closes: bool,
    /// Whether it is page furniture: page number, date line, editors, jump line.
    pub furniture: bool,
}

/// The lines of a text that are not blank, in order.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out: Vec<Line<'_>> = Vec::new();
    let (mut start, mut gap) = (0, true);
    for (number, raw) in text.split('\n').enumerate() {
        let trimmed = raw.trim_matches(is_space);
        if trimmed.is_empty() {
            gap = true;
        } else {
            let offset = start + (raw.len() - raw.trim_start_matches(is_space).len());
            let white = &raw[..raw.len() - raw.trim_start_matches(is_space).len()];
            let indent = white.contains('\u{3000}') || white.chars().count() >= 2;
            out.push(Line { indent, ..measure(number, offset, trimmed, gap) });
            gap = false;
        }
        start += raw.len() + 1;
    }
    mark_furniture(&mut out);
    out
}

/// White space and the invisible characters that dumps carry (zero-width space, byte order mark, soft hyphen).
pub const fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\u{0}'..='\u{8}')
}

fn measure(number: usize, start: usize, text: &str, gap: bool) -> Line<'_> {
    let compact: String = text.chars().filter(|&c| !is_space(c)).collect();
    let (mut chars, mut ems) = (0.0, 0.0);
    for c in compact.chars() {
        chars += 1.0;
        ems += if c.is_ascii() { 0.5 } else { 1.0 };
    }
    let ends = ends_sentence(&compact);
    let (opening, closes) = (opening_of(&compact), cues().closing.is_match(&compact));
    Line { number, start, text, compact, chars, ems, indent: false, gap, ends, opening, closes, furniture: false }
}

/// Whether the words end a sentence; quotes and brackets behind the full stop belong to it.
pub fn ends_sentence(text: &str) -> bool {
    let core = text.trim_end_matches(is_closing);
    core.ends_with(['。', '！', '？', '!', '?', '…', '．'])
}

/// Closing quotes and brackets.
pub const fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | ')' | '」' | '』' | '》' | '】' | '"')
}

impl Line<'_> {
    /// Whether it is furniture where it stands alone.
    fn looks_like_furniture(&self) -> bool {
        self.chars <= 60.0 && cues().furniture.is_match(&self.compact)
    }

    /// Whether it is furniture wherever it stands: a date with its weekday, the editors' names.
    fn is_sure_furniture(&self) -> bool {
        let hints = self.compact.starts_with(|c: char| c.is_ascii_digit()) || self.compact.contains('编');
        hints && self.chars <= 60.0 && cues().furniture_sure.is_match(&self.compact)
    }

    /// Whether it has no Chinese character: part of an address, a number, a name in letters.
    pub fn is_foreign(&self) -> bool {
        !self.compact.contains(is_han)
    }
}

/// Chinese characters.
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}' | '〇')
}

/// Furniture stands alone: behind a blank line or a finished sentence, and a blank line or furniture behind it.
fn mark_furniture(lines: &mut [Line<'_>]) {
    for i in 0..lines.len() {
        let before = i == 0 || lines[i].gap || lines[i - 1].furniture || lines[i - 1].ends || lines[i - 1].closes;
        let after = |lines: &[Line<'_>]| {
            lines.get(i + 1).is_none_or(|next| next.gap || next.is_sure_furniture() || next.looks_like_furniture())
        };
        lines[i].furniture =
            lines[i].is_sure_furniture() || (before && lines[i].looks_like_furniture() && after(lines));
    }
}

/// The commonest length of lines, near ones counting more; `None` without two that agree.
pub fn column_width<'a, 'b: 'a>(lines: impl Iterator<Item = &'a Line<'b>>, measure: Measure) -> Option<f32> {
    let near: Vec<f32> = lines.map(|line| measure.of(line)).take(8).collect();
    let mut best: Option<(f32, f32)> = None;
    for &value in &near {
        let votes: f32 = near
            .iter()
            .enumerate()
            .filter(|(_, other)| (-0.6..=1.1).contains(&(**other - value)))
            .map(|(distance, _)| 1.0 - 0.06 * f32::from(u8::try_from(distance).unwrap_or(8)))
            .sum();
        if votes > 1.2 && best.is_none_or(|(most, width)| votes > most + 0.01 || (votes > most - 0.01 && value > width))
        {
            best = Some((votes, value));
        }
    }
    best.map(|(_, width)| width)
}

/// How the length of a line is counted: dumps of fixed columns count characters, typeset columns count width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Every character is one.
    Characters,
    /// Narrow characters are a half.
    Width,
}

impl Measure {
    /// The length of a line.
    pub const fn of(self, line: &Line<'_>) -> f32 {
        match self {
            Self::Characters => line.chars,
            Self::Width => line.ems,
        }
    }

    /// The measure in which the lines of a page agree more often with the line behind them.
    pub fn best(lines: &[Line<'_>]) -> Self {
        let agreeing = |measure: Self| {
            lines.windows(2).filter(|pair| (measure.of(&pair[0]) - measure.of(&pair[1])).abs() < 0.3).count()
        };
        if agreeing(Self::Characters) >= agreeing(Self::Width) { Self::Characters } else { Self::Width }
    }
}
