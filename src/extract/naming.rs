//! Names of programmes and of happenings, decided together: the same stretch (“夏送清凉”活动) may be either, or neither.
//!
//! Two generators propose stretches (`initiative::candidate`, `event::candidate`); a log-linear model over what stands
//! in and around each ([`features`], weights in `data/weights/naming.tsv`) says how likely it names a programme, a
//! happening, or nothing. The likeliest come first and keep others out of their words.

pub mod features;
pub mod shorter;

use crate::extract::event::candidate::Candidate as HappeningCandidate;
use crate::extract::initiative::candidate::Candidate as ProgrammeCandidate;
use crate::extract::{Extractor, event, initiative};
use crate::lexicon::Lexicon;
use crate::model::{Document, Span};

/// Finds programmes and happenings.
pub struct Names;

/// Probability from which a stretch names a programme. Cross-validation over annotated articles is flat around it.
const PROGRAMME: f32 = 0.4;

/// Probability from which a longer happening takes the place of one that it begins with.
const HAPPENING: f32 = 0.35;

/// A stretch with what each generator says of it.
#[derive(Debug)]
pub struct Candidate {
    /// Where.
    pub span: Span,
    /// The name in normal form.
    pub label: String,
    /// As a programme.
    pub programme: Option<ProgrammeCandidate>,
    /// As a happening.
    pub happening: Option<HappeningCandidate>,
    /// How many candidates with the same end begin before it, and how many behind.
    pub others: (usize, usize),
}

/// How likely a stretch names what.
#[derive(Clone, Copy, Debug)]
struct Odds {
    programme: f32,
    happening: f32,
}

impl Extractor for Names {
    fn name(&self) -> &'static str {
        "naming"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let (candidates, bare) = candidates(document, lexicon);
        let judged = judge(document, candidates, lexicon);
        let mut programmes: Vec<(ProgrammeCandidate, f32)> = Vec::new();
        let mut happenings = bare;
        for (candidate, odds) in chosen(judged) {
            if odds.happening > odds.programme {
                happenings.push(happening(document, candidate, odds.happening, lexicon));
            } else if odds.programme >= PROGRAMME {
                programmes.push((programme(candidate), odds.programme));
            }
        }
        happenings.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
        let mut found = event::settled(document, happenings);
        found.extend(initiative::named(document, lexicon, &programmes, &found));
        document.add_mentions(found);
    }
}

/// All stretches that either generator proposes, in the order of the text, and the deictic ones that name nothing by
/// themselves (本次活动).
#[must_use]
pub fn candidates(document: &Document<'_>, lexicon: &Lexicon) -> (Vec<Candidate>, Vec<HappeningCandidate>) {
    let (named, bare): (Vec<_>, Vec<_>) =
        event::candidate::find(document, lexicon).into_iter().partition(|c| c.topic > 0);
    let mut found: Vec<Candidate> = Vec::new();
    for programme in initiative::candidate::candidates(document, lexicon) {
        let label = programme.label.clone();
        found.push(Candidate {
            span: programme.span,
            label,
            programme: Some(programme),
            happening: None,
            others: (0, 0),
        });
    }
    for happening in named {
        match found.iter_mut().find(|c| c.span == happening.span) {
            Some(same) => same.happening = Some(happening),
            None => {
                let label = happening.label.clone();
                found.push(Candidate {
                    span: happening.span,
                    label,
                    programme: None,
                    happening: Some(happening),
                    others: (0, 0),
                });
            }
        }
    }
    found.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    let spans: Vec<Span> = found.iter().map(|c| c.span).collect();
    for candidate in &mut found {
        let same_end = spans.iter().filter(|s| s.end == candidate.span.end);
        let before = same_end.clone().filter(|s| s.start < candidate.span.start).count();
        candidate.others = (before, same_end.count() - before - 1);
    }
    (found, bare)
}

fn judge(document: &Document<'_>, candidates: Vec<Candidate>, lexicon: &Lexicon) -> Vec<(Candidate, Odds)> {
    let (Some(weights), Some(starts)) = (lexicon.weights("naming"), lexicon.weights("naming_start")) else {
        return Vec::new();
    };
    let mut judged: Vec<(Candidate, Odds, f32)> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let mut tally = weights.tally("");
        let mut start = 0.0;
        if candidate.others == (0, 0) {
            features::of(document, &candidate, lexicon, &mut tally);
        } else {
            let mut beginning = starts.tally("");
            let line = &mut features::Both(&mut tally, &mut features::Start(&mut beginning));
            features::of(document, &candidate, lexicon, line);
            start = beginning.sums().first().copied().unwrap_or(0.0);
        }
        let probabilities = tally.probabilities();
        let [programme, happening, ..] = probabilities[..] else { continue };
        judged.push((candidate, Odds { programme, happening }, start));
    }
    begun(judged)
}

/// Of the candidates with one end, the one that begins where a name does, with the best odds that any of them has.
fn begun(mut judged: Vec<(Candidate, Odds, f32)>) -> Vec<(Candidate, Odds)> {
    judged.sort_by(|(a, _, x), (b, _, y)| a.span.end.cmp(&b.span.end).then(y.total_cmp(x)).then(a.span.cmp(&b.span)));
    let mut out: Vec<(Candidate, Odds)> = Vec::with_capacity(judged.len());
    for (candidate, odds, _) in judged {
        match out.last_mut().filter(|(last, _)| last.span.end == candidate.span.end) {
            Some((_, best)) if odds.programme.max(odds.happening) > best.programme.max(best.happening) => *best = odds,
            Some(_) => {}
            None => out.push((candidate, odds)),
        }
    }
    out
}

/// The likeliest first; what overlaps a likelier one that names something goes, and a happening that is the beginning of a
/// longer one (大赛 of 大赛启动仪式).
fn chosen(mut judged: Vec<(Candidate, Odds)>) -> Vec<(Candidate, Odds)> {
    let rank = |odds: &Odds| odds.programme.max(odds.happening);
    judged.sort_by(|(a, x), (b, y)| rank(y).total_cmp(&rank(x)).then(a.span.cmp(&b.span)));
    let happens = |odds: &Odds| odds.happening > odds.programme;
    let longer = |a: Span, b: Span| a.start <= b.start && b.end < a.end;
    let sure: Vec<Span> =
        judged.iter().filter(|(_, o)| happens(o) && o.happening >= HAPPENING).map(|(c, _)| c.span).collect();
    let mut taken: Vec<Span> = Vec::new();
    judged.retain(|(candidate, odds)| {
        let begun = happens(odds) && sure.iter().any(|span| longer(*span, candidate.span));
        let free = !begun && !taken.iter().any(|span| span.overlaps(candidate.span));
        let names = happens(odds) || odds.programme >= PROGRAMME;
        if free && names {
            taken.push(candidate.span);
        }
        free && names
    });
    judged.sort_by_key(|(candidate, _)| candidate.span);
    judged
}

fn programme(candidate: Candidate) -> ProgrammeCandidate {
    let Candidate { span, label, programme, happening, .. } = candidate;
    programme.unwrap_or_else(|| ProgrammeCandidate {
        span,
        core: span,
        label,
        kind: initiative::candidate::Kind::Open,
        head: happening.map(|h| h.head.span),
        border: String::new(),
    })
}

fn happening(document: &Document<'_>, candidate: Candidate, likely: f32, lexicon: &Lexicon) -> HappeningCandidate {
    let Candidate { span, label, programme, happening, .. } = candidate;
    let score = (likely / (1.0 - likely).max(1e-6)).ln();
    match happening {
        Some(happening) => HappeningCandidate { score, ..happening },
        None => {
            let end = programme.and_then(|p| p.head).map_or(span.end, |head| head.end);
            let head = event::candidate::head_at(document, Span::new(span.start, end), lexicon);
            let topic = label.chars().count();
            HappeningCandidate { span, head, label, topic, deictic: false, score, features: Vec::new() }
        }
    }
}
