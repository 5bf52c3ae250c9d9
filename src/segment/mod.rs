//! Pages → articles → sentences.

mod assemble;
mod attach;
pub mod block;
pub mod border;
mod cohesion;
pub mod cues;
mod headline;
pub mod line;
mod sentence;
mod single;
mod title;

use crate::model::{Article, Layout, Page, Warning};
use crate::segment::assemble::Draft;
use crate::segment::attach::Gap;
use crate::segment::block::{Block, Role};
use crate::segment::line::{Line, Measure};

pub(crate) use crate::segment::cues::Opening;
pub use sentence::sentences;

/// The articles of a page, in order, with warnings for what could not be placed.
#[must_use]
pub fn segment(page: &Page) -> (Vec<Article>, Vec<Warning>) {
    match page.layout {
        Layout::Article => (single::article(page).into_iter().collect(), Vec::new()),
        Layout::Dump => (dump(page), Vec::new()),
    }
}

fn dump(page: &Page) -> Vec<Article> {
    let lines = line::lines(&page.text);
    let measure = Measure::best(&lines);
    let blocks = block::blocks(&lines, measure);
    let starts = border::borders(&lines, &blocks, measure);
    let drafts = drafts(&lines, &blocks, &starts, measure);
    let many = drafts.len() > 1;
    let key = |n: usize| if many { format!("{}#{}", page.key, n + 1) } else { page.key.clone() };
    drafts.iter().enumerate().map(|(n, d)| assemble::article(page, &lines, &blocks, d, key(n))).collect()
}

/// Blocks → articles with their headlines and bylines.
fn drafts(lines: &[Line<'_>], blocks: &[Block], starts: &[usize], measure: Measure) -> Vec<Draft> {
    if starts.is_empty() {
        let all: Vec<usize> = (0..blocks.len()).filter(|&b| blocks[b].role != Role::Furniture).collect();
        return if all.is_empty() { Vec::new() } else { vec![Draft { blocks: all, ..Draft::default() }] };
    }
    let mut drafts: Vec<Draft> = Vec::new();
    let mut gaps: Vec<Gap> = Vec::new();
    let mut between: Vec<usize> = Vec::new();
    let mut next_start = 0;
    for (b, block) in blocks.iter().enumerate() {
        if block.role != Role::Body {
            between.push(b);
            continue;
        }
        if starts.get(next_start) == Some(&b) {
            next_start += 1;
            gaps.push(gap(blocks, drafts.last(), drafts.len(), Some(b), &between));
            drafts.push(Draft::default());
        } else if let Some(draft) = drafts.last_mut() {
            take_inside(blocks, draft, &between);
        }
        between.clear();
        if let Some(draft) = drafts.last_mut() {
            draft.blocks.push(b);
        }
    }
    gaps.push(gap(blocks, drafts.last(), drafts.len(), None, &between));
    reunite(lines, blocks, measure, &mut drafts, &mut gaps);
    let texts: Vec<String> = drafts.iter().map(|d| text(lines, blocks, d)).collect();
    let heads = attach::attach(lines, &gaps, &texts);
    give_bylines(blocks, &gaps, &heads, &mut drafts);
    for (draft, heads) in drafts.iter_mut().zip(heads) {
        draft.heads = heads;
    }
    drafts
}

/// Puts the parts of interrupted articles together.
fn reunite(lines: &[Line<'_>], blocks: &[Block], measure: Measure, drafts: &mut Vec<Draft>, gaps: &mut [Gap]) {
    let bodies = |d: &Draft| d.blocks.iter().copied().filter(|&b| blocks[b].role == Role::Body).collect();
    let pieces: Vec<Vec<usize>> = drafts.iter().map(bodies).collect();
    let earlier = border::resumptions(lines, blocks, measure, &pieces);
    let (mut place, mut out): (Vec<usize>, Vec<Draft>) = (Vec::new(), Vec::new());
    for (draft, earlier) in drafts.drain(..).zip(earlier) {
        if let Some(owner) = earlier.map(|e| place[e]) {
            out[owner].blocks.extend(draft.blocks);
            out[owner].bylines.extend(draft.bylines);
            place.push(owner);
        } else {
            place.push(out.len());
            out.push(draft);
        }
    }
    for gap in gaps {
        gap.previous = gap.previous.map(|p| place[p]);
        gap.next = gap.next.map(|n| place[n]);
    }
    *drafts = out;
}

fn text(lines: &[Line<'_>], blocks: &[Block], draft: &Draft) -> String {
    draft.blocks.iter().flat_map(|&b| &lines[blocks[b].first..=blocks[b].last]).map(|l| l.compact.as_str()).collect()
}

/// Subheads and bylines that stand inside an article.
fn take_inside(blocks: &[Block], draft: &mut Draft, between: &[usize]) {
    for &b in between {
        match blocks[b].role {
            Role::Head | Role::Body => draft.blocks.push(b),
            Role::Byline => draft.bylines.extend(blocks[b].first..=blocks[b].last),
            Role::Furniture => {}
        }
    }
}

fn gap(blocks: &[Block], before: Option<&Draft>, number: usize, next: Option<usize>, between: &[usize]) -> Gap {
    let heads = between.iter().filter(|&&b| blocks[b].role == Role::Head);
    Gap {
        previous: number.checked_sub(1),
        next: next.map(|_| number),
        around: (before.and_then(|d| d.blocks.last()).map(|&b| blocks[b].last), next.map(|b| blocks[b].first)),
        heads: heads.flat_map(|&b| blocks[b].first..=blocks[b].last).collect(),
    }
}

/// A byline between two articles belongs to the headline in front of it, else to the article in front of it.
fn give_bylines(blocks: &[Block], gaps: &[Gap], heads: &[Vec<usize>], drafts: &mut [Draft]) {
    for block in blocks.iter().filter(|b| b.role == Role::Byline) {
        let place = |gap: &&Gap| {
            gap.around.0.is_none_or(|before| before < block.first) && gap.around.1.is_none_or(|next| next > block.last)
        };
        let Some(gap) = gaps.iter().find(place) else { continue };
        let head = gap.heads.iter().rev().find(|&&h| h < block.first);
        let owner = head.and_then(|h| heads.iter().position(|run| run.contains(h))).or(gap.previous).or(gap.next);
        if let Some(draft) = owner.and_then(|o| drafts.get_mut(o)) {
            draft.bylines.extend(block.first..=block.last);
        }
    }
}
