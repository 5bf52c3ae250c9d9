//! Lines → blocks: paragraphs of body text, headline candidates, bylines, furniture.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::han;
use crate::segment::cues::{Opening, cues, opening_of};
use crate::segment::line::{Line, Measure, column_width, is_han};

/// What a block looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Body,
    /// Short words without a full stop: a headline, or a subhead inside an article.
    Head,
    /// A byline that stands alone.
    Byline,
    /// Page furniture.
    Furniture,
}

/// Neighbouring lines that belong together.
#[derive(Clone, Debug)]
pub struct Block {
    /// Index of the first line.
    pub first: usize,
    /// Index of the last line.
    pub last: usize,
    /// What it looks like.
    pub role: Role,
    /// How it begins.
    pub opening: Opening,
    /// Whether it stops in the middle of a sentence.
    pub cut: bool,
    /// Whether it ends as an article ends.
    pub closing: bool,
    /// Characters in it.
    pub chars: usize,
}

/// The blocks of a page, in order.
pub fn blocks(lines: &[Line<'_>], measure: Measure) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut first = 0;
    while first < lines.len() {
        let before = out.iter().rev().find(|b| b.role != Role::Furniture);
        let cut = before.is_some_and(|b| b.cut && goes_on(lines, b, first, measure));
        let mut last = first;
        while !lines[first].furniture && last + 1 < lines.len() && joins(lines, first, last, cut, measure) {
            last += 1;
        }
        let block = block(lines, first, last, cut, before, measure);
        out.push(block);
        first = last + 1;
    }
    out
}

/// Whether line `i + 1` goes on with the paragraph that began at line `first` (or before it, if `cut`).
fn joins(lines: &[Line<'_>], first: usize, i: usize, cut: bool, measure: Measure) -> bool {
    let (line, next) = (&lines[i], &lines[i + 1]);
    if next.furniture || next.indent || begins_article(next) {
        return false;
    }
    if next.chars <= 2.0 && next.compact.chars().all(|c| matches!(c, '。' | '，' | '”' | '、' | '；' | '！' | '？'))
    {
        return true;
    }
    if next.is_foreign() && line.compact.ends_with(|c: char| c.is_ascii_graphic()) && !line.ends {
        return true;
    }
    if cues().last.is_match(&line.compact) {
        return false;
    }
    let starting = i == first && !cut;
    let from = if cut { first.saturating_sub(8) } else { first };
    let before = column_width(lines[from..=i].iter().rev().filter(|l| !l.furniture), measure)
        .or_else(|| (i > first).then(|| measure.of(&lines[first])));
    let after = column_width(lines[i + 1..].iter().take_while(|l| !l.furniture), measure);
    let length = measure.of(line);
    // A paragraph's first line is indented, and dumps lose the indent.
    let least = if starting { 3.6 } else { 1.6 };
    let fits = |width: Option<f32>| width.is_some_and(|w| length >= w - least && length <= w + 3.2);
    if line.ends {
        return !next.gap && !starting && fits(before) && measure.of(next) <= length + 3.2;
    }
    if starting {
        return starting_line_joins(line, next, fits(after), fits(before));
    }
    let next_fits = |width: Option<f32>| width.is_some_and(|w| measure.of(next) <= w.max(length) + 3.2);
    if fits(before) && next_fits(before) && (!(line.closes && next.gap) || next.chars <= 4.0) {
        return true;
    }
    !next.gap && !line.closes && before.is_some_and(|w| length >= 0.6 * w && (measure.of(next) - w).abs() <= 2.0)
}

/// Whether line `first` can go on with a sentence that block `before` broke off: it is as long as the column is wide, or ends
/// the sentence.
fn goes_on(lines: &[Line<'_>], before: &Block, first: usize, measure: Measure) -> bool {
    let (line, width) = (&lines[first], measure.of(&lines[before.last]));
    let length = measure.of(line);
    !line.indent && !begins_article(line) && length <= width + 3.2 && (length >= width - 2.6 || line.ends)
}

/// Whether the last line of a body is as long as its column is wide, so that the sentence goes on elsewhere.
fn is_full(lines: &[Line<'_>], first: usize, last: usize, before: Option<&Block>, measure: Measure) -> bool {
    let length = measure.of(&lines[last]);
    let column = || lines[first.saturating_sub(8)..first].iter().rev().filter(|l| !l.furniture);
    // A line alone, a new paragraph's first before another article stands in the way.
    if last == first && column_width(column(), measure).is_some_and(|w| (-2.6..=1.6).contains(&(length - w))) {
        return true;
    }
    let width = if last > first {
        column_width(lines[first..=last].iter().rev(), measure).unwrap_or_else(|| measure.of(&lines[first]))
    } else {
        let earlier = before.filter(|b| b.cut).map(|b| measure.of(&lines[b.last]));
        let Some(width) = earlier.or_else(|| column_width(lines[last + 1..].iter(), measure)) else { return false };
        width
    };
    length >= width - 2.6
}

/// A first line of the column's width goes on below; one that ends without a stop before an article's first words is a headline.
fn starting_line_joins(line: &Line<'_>, next: &Line<'_>, fits_after: bool, fits_before: bool) -> bool {
    let bare = !line.compact.contains(['，', '。', '；', '、']);
    if bare && (next.opening == Opening::Weak || next.gap) && !line.compact.ends_with(['“', '《', '（']) {
        return fits_after && !next.gap && next.opening != Opening::Weak;
    }
    fits_after || (fits_before && !next.gap)
}

fn begins_article(line: &Line<'_>) -> bool {
    matches!(line.opening, Opening::Strong | Opening::Brief)
}

fn block(lines: &[Line<'_>], first: usize, last: usize, cut: bool, before: Option<&Block>, measure: Measure) -> Block {
    let chars = lines[first..=last].iter().map(|l| l.compact.chars().count()).sum();
    let end = &lines[last];
    let closing = end.closes;
    let mut block = Block { first, last, role: Role::Body, opening: lines[first].opening, cut: false, closing, chars };
    if first < last && matches!(block.opening, Opening::Plain | Opening::Weak) {
        let two = format!("{}{}", lines[first].compact, lines[first + 1].compact);
        block.opening = opening_of(&two);
    }
    if lines[first].furniture {
        block.role = Role::Furniture;
    } else if is_byline(lines, &block) {
        block.role = Role::Byline;
    } else if !cut && is_head(lines, &block, before) && !opens_column(lines, &block, measure) {
        block.role = Role::Head;
    }
    block.cut = block.role == Role::Body && !end.ends && !closing && is_full(lines, first, last, before, measure);
    block
}

fn is_byline(lines: &[Line<'_>], block: &Block) -> bool {
    static BYLINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(&han(r"^(?:[□■◆]?(?:本报|本社|新华社)?(?:首席|特约|见习)?(?:全媒体)?(?:记者|通讯员|作者|评论员)[\p{Han}·、]{2,24}|[\p{Han}·、]{2,12}(?:摄|摄影|供图|绘|文/图))$"))
            .ok()
    });
    let line = &lines[block.first];
    block.first == block.last
        && line.chars <= 30.0
        && line.text.contains(is_gap_or_role)
        && BYLINE.as_ref().is_some_and(|r| r.is_match(&line.compact))
}

const fn is_gap_or_role(c: char) -> bool {
    c.is_whitespace() || matches!(c, '者' | '员' | '：')
}

/// Two lines as wide as the column that goes on right below them, the first shorter by a lost indent: the beginning of a
/// paragraph, cut apart where the second is a little long.
fn opens_column(lines: &[Line<'_>], block: &Block, measure: Measure) -> bool {
    let below = &lines[block.last + 1..];
    let goes_on = below.first().is_some_and(|next| !next.gap && !next.furniture && next.opening == Opening::Plain);
    let comma = lines[block.first..=block.last].iter().any(|line| line.compact.contains('，'));
    let width = column_width(below.iter().take_while(|l| !l.furniture), measure);
    let fits = |line: &Line<'_>, least: f32| {
        let near = |length: f32| width.is_some_and(|w| length >= w - least && length <= w + 3.2);
        near(line.chars) || near(line.ems)
    };
    block.last == block.first + 1 && goes_on && comma && fits(&lines[block.first], 3.6) && fits(&lines[block.last], 1.6)
}

/// Few short lines, no full stop inside, nothing that goes on.
fn is_head(lines: &[Line<'_>], block: &Block, before: Option<&Block>) -> bool {
    let count = block.last - block.first + 1;
    if count > 3 || block.chars > 72 || block.chars < 2 || block.closing || block.opening == Opening::Brief {
        return false;
    }
    let words: String = lines[block.first..=block.last].iter().map(|l| l.compact.as_str()).collect();
    if words.chars().filter(|&c| is_han(c)).count() < 2
        || words.contains('。')
        || words.ends_with(['，', '、', '；', ',', '：', ':', '“', '《', '（'])
    {
        return false;
    }
    if block.opening == Opening::Tail || block.opening == Opening::Strong && !words.starts_with('【') {
        return false;
    }
    // A quotation's last words: the quote was opened elsewhere.
    let follows_head = before.is_some_and(|b| b.role == Role::Head) && !lines[block.first].gap;
    if words.matches('”').count() > words.matches('“').count() && !follows_head {
        return false;
    }
    // Three full lines are running text.
    count < 3 || !lines[block.first..=block.last].iter().all(|l| (l.chars - lines[block.first].chars).abs() < 1.5)
}
