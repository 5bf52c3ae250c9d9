//! Which neighbouring blocks of body text part two articles.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::cut;
use crate::segment::block::{Block, Role};
use crate::segment::cohesion::Vocabulary;
use crate::segment::cues::{Opening, cues};
use crate::segment::line::{Line, Measure, column_width};

/// How much a word across the seam is worth beside the likeness of the words on both sides.
const SEAM_WORTH: f32 = 0.1;
/// Characters on each side of a seam in which words are sought.
const SEAM: usize = 5;
/// Number of features.
pub const FEATURES: usize = 49;
/// What speaks for and against a border between two blocks, in the order of [`NAMES`].
pub type Features = [f32; FEATURES];

/// Names of the features, for whoever fits the weights anew.
pub const NAMES: [&str; FEATURES] = [
    "bias",
    "width_changes",
    "width_same",
    "head_long",
    "head_short",
    "furniture",
    "opening_strong",
    "opening_weak",
    "brief",
    "closing",
    "cut",
    "continuing",
    "cohesion",
    "no_gap",
    "tiny_tail",
    "unfinished",
    "byline",
    "over_long_head",
    "young",
    "cohesion_low",
    "head_long_changes",
    "head_long_same",
    "cut_changes",
    "cut_same",
    "strong_same",
    "closing_same",
    "depth",
    "near_cohesion",
    "tail",
    "q_short",
    "cosine",
    "cosine_low",
    "early_date",
    "early_reporter",
    "early_picture",
    "early_verb",
    "far_cohesion",
    "cosine_same",
    "waiting",
    "waiting_width",
    "waiting_nearer",
    "indent",
    "list",
    "head_in_list",
    "head_same_weak",
    "final",
    "seam",
    "seam_parted",
    "waiting_seam",
];

/// Weights by name, fitted by logistic regression on dumps of known articles; the file tells how.
static WEIGHTS: LazyLock<Features> = LazyLock::new(|| {
    let by_name: BTreeMap<String, f32> =
        toml::from_str(include_str!("../../data/segment/border.toml")).unwrap_or_default();
    NAMES.map(|name| by_name.get(name).copied().unwrap_or_default())
});

/// For each body block (by index into `blocks`) whether an article begins with it.
pub fn borders(lines: &[Line<'_>], blocks: &[Block], measure: Measure) -> Vec<usize> {
    let mut starts = Vec::new();
    walk(lines, blocks, measure, &mut |body, features| {
        let begins = features.is_none_or(|f| score(f) > 0.0);
        if begins {
            starts.push(body);
        }
        begins
    });
    starts
}

/// The weighted sum: above zero is a border.
fn score(features: &Features) -> f32 {
    features.iter().zip(WEIGHTS.iter()).map(|(a, b)| a * b).sum()
}

/// Calls `decide` with each body block and the features of the border in front of it (`None` for the first); it answers
/// whether an article begins there.
pub fn walk(
    lines: &[Line<'_>],
    blocks: &[Block],
    measure: Measure,
    decide: &mut dyn FnMut(usize, Option<&Features>) -> bool,
) {
    let bodies: Vec<usize> = (0..blocks.len()).filter(|&b| blocks[b].role == Role::Body).collect();
    let texts: Vec<String> = bodies.iter().map(|&b| text(lines, &blocks[b])).collect();
    let vocabulary = Vocabulary::new(texts.iter().map(String::as_str));
    let units: Vec<usize> = bodies.iter().map(|&b| blocks[b].chars).collect();
    let cohesion: Vec<f32> = (0..bodies.len()).map(|at| vocabulary.around(at, &units, 500)).collect();
    let mut page = Page {
        lines,
        blocks,
        bodies: &bodies,
        vocabulary: &vocabulary,
        cohesion: &cohesion,
        measure,
        first: 0,
        waiting: None,
    };
    let mut age = 0;
    for at in 0..bodies.len() {
        let features = (at > 0).then(|| page.features(at, age));
        if decide(bodies[at], features.as_ref()) {
            page.turn(at);
            age = 0;
        }
        age += blocks[bodies[at]].chars;
    }
}

/// For each stretch between two borders (its body blocks) the earlier stretch with which it goes on: an article that another
/// one interrupts on the page.
pub fn resumptions(
    lines: &[Line<'_>],
    blocks: &[Block],
    measure: Measure,
    pieces: &[Vec<usize>],
) -> Vec<Option<usize>> {
    let bodies: Vec<usize> = pieces.iter().flatten().copied().collect();
    let texts: Vec<String> = bodies.iter().map(|&b| text(lines, &blocks[b])).collect();
    let vocabulary = Vocabulary::new(texts.iter().map(String::as_str));
    let page = Page {
        lines,
        blocks,
        bodies: &bodies,
        vocabulary: &vocabulary,
        cohesion: &[],
        measure,
        first: 0,
        waiting: None,
    };
    let mut out = vec![None; pieces.len()];
    let (mut waiting, mut start): (Vec<(usize, usize, usize)>, usize) = (Vec::new(), 0);
    for (number, piece) in pieces.iter().enumerate() {
        let (from, to) = (start, start + piece.len());
        start = to;
        let own: Vec<usize> = (from..to).take(6).collect();
        let best = waiting
            .iter()
            .enumerate()
            .filter(|(_, w)| w.0 + 1 < number && w.0 + 5 > number && page.takes_up(w.1, w.2, from..to))
            .map(|(n, w)| {
                let alike = vocabulary.compare(&(w.1..w.2).rev().take(6).collect::<Vec<_>>(), &own).cosine;
                (n, alike + if page.seam(w.2 - 1, from) { SEAM_WORTH } else { 0.0 })
            })
            .filter(|(_, alike)| *alike > 0.015)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((n, _)) = best {
            out[number] = Some(waiting.remove(n).0);
        }
        if piece.last().is_some_and(|&b| blocks[b].cut) {
            waiting.push((number, from, to));
        }
    }
    out
}

fn text(lines: &[Line<'_>], block: &Block) -> String {
    lines[block.first..=block.last].iter().map(|l| l.compact.as_str()).collect()
}

struct Page<'p, 'l> {
    lines: &'p [Line<'l>],
    blocks: &'p [Block],
    bodies: &'p [usize],
    vocabulary: &'p Vocabulary,
    cohesion: &'p [f32],
    measure: Measure,
    /// The body with which the article in front of the border began.
    first: usize,
    /// Bodies of a stretch that broke off in mid-sentence and has not been taken up again.
    waiting: Option<(usize, usize)>,
}

impl Page<'_, '_> {
    /// The features of the border in front of body number `at`, `age` characters after the last border.
    fn features(&self, at: usize, age: usize) -> Features {
        let (p, q) = (&self.blocks[self.bodies[at - 1]], &self.blocks[self.bodies[at]]);
        let between = &self.blocks[self.bodies[at - 1] + 1..self.bodies[at]];
        let mut f = [0.0; FEATURES];
        f[0] = 1.0;
        match self.width_change(at) {
            Some(true) => f[1] = 1.0,
            Some(false) => f[2] = 1.0,
            None => {}
        }
        self.between(between, p, &mut f);
        match q.opening {
            Opening::Strong => f[6] = 1.0,
            Opening::Weak => f[7] = 1.0,
            Opening::Brief => f[8] = 1.0,
            Opening::Continuing => f[11] = 1.0,
            Opening::Tail => f[28] = 1.0,
            Opening::Plain => {}
        }
        f[9] = flag(p.closing);
        f[10] = flag(p.cut);
        let cohesion = self.cohesion[at].min(0.8);
        f[12] = cohesion;
        f[13] = flag(between.is_empty() && !self.lines[q.first].gap);
        f[14] = flag(q.closing && q.chars < 60 && matches!(q.opening, Opening::Plain | Opening::Continuing));
        f[15] = flag(!self.lines[p.last].ends);
        f[18] = flag(age < 120);
        f[19] = flag(cohesion < 0.12);
        (f[20], f[21]) = (f[3] * f[1], f[3] * f[2]);
        (f[22], f[23]) = (f[10] * f[1], f[10] * f[2]);
        (f[24], f[25]) = (f[6] * f[2], f[9] * f[2]);
        f[26] = self.depth(at);
        f[27] = self.vocabulary.compare(&[at - 1], &[at]).cohesion.min(0.8);
        f[29] = flag(q.chars < 40);
        let (left, right) = self.sides(at, 900);
        let far = self.vocabulary.compare(&left, &right);
        f[30] = far.cosine;
        f[31] = flag(f[30] < 0.03);
        for hit in cues().introduction.matches(&self.opening_words(q)) {
            f[32 + hit] = 1.0;
        }
        f[36] = far.cohesion.min(1.2);
        f[37] = f[30] * f[2];
        // An article that begins with a short introduction and a colon is a list of items with headlines of their own.
        f[42] = flag(self.is_list());
        f[45] = flag(cues().last.is_match(&self.lines[p.last].compact));
        f[43] = f[42] * f[3].max(f[4]);
        f[44] = f[7] * f[3].max(f[4]);
        f[41] = flag(self.lines[q.first].indent);
        let seam = p.cut && self.seam(at - 1, at);
        (f[46], f[47]) = (flag(seam), flag(p.cut && !seam));
        if let Some((from, to)) = self.waiting {
            f[48] = flag(self.seam(to - 1, at));
            let earlier: Vec<usize> = (from..to).rev().take(6).collect();
            f[38] = 1.0;
            f[39] = flag(self.same_width(from, to, at));
            f[40] = flag(self.vocabulary.compare(&earlier, &right).cosine > f[30]);
        }
        f
    }

    fn between(&self, between: &[Block], p: &Block, f: &mut Features) {
        for block in between {
            match block.role {
                Role::Head if block.chars >= 12 => f[3] = 1.0,
                Role::Head => f[4] = 1.0,
                Role::Furniture => f[5] = 1.0,
                Role::Byline => f[16] = 1.0,
                Role::Body => {}
            }
            let longest = self.lines[p.first..=p.last].iter().map(|l| self.measure.of(l)).fold(0.0, f32::max);
            let over = |line: &Line<'_>| self.measure.of(line) > longest + 3.2;
            if block.role == Role::Head && self.lines[block.first..=block.last].iter().any(over) {
                f[17] = 1.0;
            }
        }
        if f[3] > 0.0 {
            f[4] = 0.0;
        }
    }

    /// Whether the column is wider or narrower behind the border; `None` when too few full lines say.
    fn width_change(&self, at: usize) -> Option<bool> {
        let before = self.width(self.bodies[self.first..at].iter().rev(), true)?;
        let after = self.width(self.bodies[at..].iter(), false)?;
        self.differ(before, after)
    }

    /// Column width of the nearest body blocks, and whether it rests on full lines inside a paragraph: a first line alone may
    /// have lost its indent.
    fn width<'b>(&self, bodies: impl Iterator<Item = &'b usize>, backwards: bool) -> Option<(f32, bool)> {
        let (mut inner, mut outer): (Vec<&Line<'_>>, Vec<&Line<'_>>) = (Vec::new(), Vec::new());
        for &b in bodies.take(3) {
            let block = &self.blocks[b];
            inner.extend(self.lines[block.first..block.last].iter().skip(1));
            outer.extend(&self.lines[block.first..block.last]);
            let enough = if self.measure == Measure::Characters { outer.len() } else { inner.len() };
            if enough >= 3 || (block.closing && !backwards) {
                break;
            }
        }
        let fixed = self.measure == Measure::Characters;
        let sure = !inner.is_empty() || fixed;
        let lines = if sure && !fixed { inner } else { outer };
        let width = column_width(lines.iter().copied(), self.measure)
            .or_else(|| lines.first().map(|line| self.measure.of(line)))?;
        Some((width, sure))
    }

    /// Whether two widths differ; `None` when a lost indent may be the reason.
    fn differ(&self, a: (f32, bool), b: (f32, bool)) -> Option<bool> {
        let difference = (a.0 - b.0).abs();
        if difference < 1.6 {
            return Some(false);
        }
        let sure = self.measure == Measure::Characters || (a.1 && b.1);
        (difference > 2.6 || sure).then_some(true)
    }

    /// Whether the article in front of the border begins with a block that introduces others.
    fn is_list(&self) -> bool {
        let block = &self.blocks[self.bodies[self.first]];
        block.chars < 24 && self.lines[block.last].compact.ends_with(['：', ':'])
    }

    /// An article (or the rest of one) begins with body `at`.
    fn turn(&mut self, at: usize) {
        if self.waiting.is_some_and(|(from, to)| self.resumes(from, to, at)) {
            self.waiting = None;
        }
        if at > 0 && self.blocks[self.bodies[at - 1]].cut {
            self.waiting = Some((self.first, at));
        }
        self.first = at;
    }

    fn same_width(&self, from: usize, to: usize, at: usize) -> bool {
        let before = self.width(self.bodies[from..to].iter().rev(), true);
        let after = self.width(self.bodies[at..].iter(), false);
        before.zip(after).is_some_and(|(a, b)| self.differ(a, b) == Some(false))
    }

    /// Whether body `at` goes on with what broke off in body `to - 1`.
    fn resumes(&self, from: usize, to: usize, at: usize) -> bool {
        let block = &self.blocks[self.bodies[at]];
        let opens = matches!(block.opening, Opening::Strong | Opening::Brief | Opening::Weak);
        at > to && !opens && self.same_width(from, to, at)
    }

    /// Whether a stretch of whole articles' bodies goes on with what broke off in body `to - 1`. Its own lines alone say how
    /// wide it is, and a short one says it by a line that is no longer than the column.
    fn takes_up(&self, from: usize, to: usize, piece: Range<usize>) -> bool {
        let block = &self.blocks[self.bodies[piece.start]];
        if matches!(block.opening, Opening::Strong | Opening::Brief | Opening::Weak) {
            return false;
        }
        let Some(before) = self.width(self.bodies[from..to].iter().rev(), true) else { return false };
        let bodies = &self.bodies[piece];
        let full =
            bodies.iter().map(|&b| (&self.blocks[b], self.blocks[b].last - self.blocks[b].first)).any(|(_, n)| n > 1);
        if full {
            return self.width(bodies.iter(), false).is_some_and(|after| self.differ(before, after) == Some(false));
        }
        let longest = bodies.iter().flat_map(|&b| &self.lines[self.blocks[b].first..=self.blocks[b].last]);
        let longest = longest.map(|line| self.measure.of(line)).fold(0.0, f32::max);
        longest < before.0 + 1.6 && (bodies.len() > 1 || block.last == block.first || longest > before.0 - 2.6)
    }

    /// Whether a word stands across the end of one body and the beginning of another: 培训基|地建设.
    fn seam(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.blocks[self.bodies[one]], &self.blocks[self.bodies[other]]);
        let (before, after) = (&self.lines[one.last].compact, &self.lines[other.first].compact);
        let from = before.char_indices().rev().nth(SEAM - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(SEAM).map_or(after.len(), |(at, _)| at);
        let text = [&before[from..], &after[..to]].concat();
        let seam = before.len() - from;
        let mut end = 0;
        cut(&text).iter().any(|word| {
            let start = end;
            end += word.text.len();
            start < seam && seam < end
        })
    }

    /// The units of the article in front of the border and those behind it, up to `reach` characters.
    fn sides(&self, at: usize, reach: usize) -> (Vec<usize>, Vec<usize>) {
        let near = |units: &mut dyn Iterator<Item = usize>| {
            let (mut out, mut chars) = (Vec::new(), 0);
            for unit in units.take(12) {
                out.push(unit);
                chars += self.blocks[self.bodies[unit]].chars;
                if chars > reach {
                    break;
                }
            }
            out
        };
        (near(&mut (self.first..at).rev()), near(&mut (at..self.bodies.len())))
    }

    /// The first fifty or so characters of a block.
    fn opening_words(&self, block: &Block) -> String {
        let mut out = String::new();
        for line in &self.lines[block.first..=block.last] {
            out.push_str(&line.compact);
            if out.len() > 150 {
                break;
            }
        }
        out
    }

    /// How far cohesion falls here below what it is nearby: the sum of the rises to both sides.
    fn depth(&self, at: usize) -> f32 {
        let here = self.cohesion[at];
        let rise = |values: &[f32]| values.iter().fold(here, |most, &c| most.max(c)) - here;
        rise(&self.cohesion[at.saturating_sub(4).max(1)..at])
            + rise(&self.cohesion[at + 1..(at + 5).min(self.cohesion.len())])
    }
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}
