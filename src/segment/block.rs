//! Lines → blocks: paragraphs of body text, headline candidates, bylines, furniture.

use std::sync::LazyLock;

use regex::Regex;

use crate::segment::cues::cues;
use crate::segment::line::{Line, Measure, closes, column_width};

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

/// How the words of a block begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// As only an article begins.
    Strong,
    /// As articles like to begin.
    Weak,
    /// With the mark of a brief.
    Brief,
    /// As a paragraph that goes on.
    Continuing,
    /// Neither.
    Plain,
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
        let cut = out.iter().rev().find(|b| b.role != Role::Furniture).is_some_and(|b| b.cut);
        let mut last = first;
        while !lines[first].furniture && last + 1 < lines.len() && joins(lines, first, last, cut, measure) {
            last += 1;
        }
        out.push(block(lines, first, last, cut, measure));
        first = last + 1;
    }
    out
}

/// Whether line `i + 1` goes on with the paragraph that began at line `first` (or before it, if `cut`).
fn joins(lines: &[Line<'_>], first: usize, i: usize, cut: bool, measure: Measure) -> bool {
    let (line, next) = (&lines[i], &lines[i + 1]);
    if next.furniture || begins_article(next) {
        return false;
    }
    if next.chars <= 2.0 && next.compact.chars().all(|c| matches!(c, '。' | '，' | '”' | '、' | '；' | '！' | '？'))
    {
        return true;
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
    let next_fits = |width: Option<f32>| width.is_some_and(|w| measure.of(next) <= w + 3.2);
    if fits(before) && next_fits(before) && !(closes(line) && next.gap) {
        return true;
    }
    !next.gap && !closes(line) && before.is_some_and(|w| length >= 0.6 * w && (measure.of(next) - w).abs() <= 2.0)
}

/// A first line of the column's width goes on below; one that ends without a stop before an article's first words is a headline.
fn starting_line_joins(line: &Line<'_>, next: &Line<'_>, fits_after: bool, fits_before: bool) -> bool {
    let bare = !line.compact.contains(['，', '。', '；', '、']);
    if bare && (opening(next) == Opening::Weak || next.gap) && !line.compact.ends_with(['“', '《', '（']) {
        return fits_after && !next.gap && opening(next) != Opening::Weak;
    }
    fits_after || (fits_before && !next.gap)
}

fn begins_article(line: &Line<'_>) -> bool {
    matches!(opening(line), Opening::Strong | Opening::Brief)
}

/// How a line begins.
pub fn opening(line: &Line<'_>) -> Opening {
    let (head, cues) = (line.compact.as_str(), cues());
    if head.starts_with(|c| cues.brief.contains(&c)) {
        return Opening::Brief;
    }
    if cues.opening_strong.is_match(head) {
        return Opening::Strong;
    }
    if cues.continuing.is_match(head) {
        return Opening::Continuing;
    }
    if cues.opening_weak.is_match(head) { Opening::Weak } else { Opening::Plain }
}

fn block(lines: &[Line<'_>], first: usize, last: usize, cut: bool, measure: Measure) -> Block {
    let chars = lines[first..=last].iter().map(|l| l.compact.chars().count()).sum();
    let end = &lines[last];
    let closing = closes(end);
    let mut block =
        Block { first, last, role: Role::Body, opening: opening(&lines[first]), cut: false, closing, chars };
    if lines[first].furniture {
        block.role = Role::Furniture;
    } else if is_byline(lines, &block) {
        block.role = Role::Byline;
    } else if !cut && is_head(lines, &block, measure) {
        block.role = Role::Head;
    }
    block.cut = block.role == Role::Body && !end.ends && !closing;
    block
}

fn is_byline(lines: &[Line<'_>], block: &Block) -> bool {
    static BYLINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:[□■◆]?(?:本报|本社|新华社)?(?:首席|特约|见习)?(?:全媒体)?(?:记者|通讯员|作者|评论员)[\p{Han}·、]{2,24}|[\p{Han}·、]{2,12}(?:摄|摄影|供图|绘|文/图))$")
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

/// Few short lines, no full stop inside, nothing that goes on.
fn is_head(lines: &[Line<'_>], block: &Block, measure: Measure) -> bool {
    let count = block.last - block.first + 1;
    if count > 3 || block.chars > 72 || block.chars < 2 || block.closing || block.opening == Opening::Brief {
        return false;
    }
    let words: String = lines[block.first..=block.last].iter().map(|l| l.compact.as_str()).collect();
    if words.contains('。') || words.ends_with(['，', '、', '；', ',', '：', ':', '“', '《', '（']) {
        return false;
    }
    if block.opening == Opening::Strong && !words.starts_with('【') {
        return false;
    }
    // A quotation's last words: the quote was opened elsewhere.
    if words.matches('”').count() > words.matches('“').count() {
        return false;
    }
    // Three full lines are running text.
    let _ = measure;
    count < 3 || !lines[block.first..=block.last].iter().all(|l| (l.chars - lines[block.first].chars).abs() < 1.5)
}
