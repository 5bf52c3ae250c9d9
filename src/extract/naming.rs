//! Names of programmes and of happenings, decided together: the same stretch (“夏送清凉”活动) may be either, or neither.
//!
//! Two generators propose stretches (`initiative::candidate`, `event::candidate`); a log-linear model over what stands
//! in and around each ([`features`], weights in `data/weights/naming.tsv`) says how likely it names a programme, a
//! happening, or nothing. The likeliest come first and keep others out of their words.

pub mod features;

use crate::extract::event::candidate::Candidate as HappeningCandidate;
use crate::extract::initiative::candidate::Candidate as ProgrammeCandidate;
use crate::extract::{Extractor, event, initiative};
use crate::lexicon::Lexicon;
use crate::model::{Document, Span};

/// Finds programmes and happenings.
pub struct Names;

/// Probability from which a stretch names a programme. Cross-validation over annotated articles is flat around it.
const PROGRAMME: f32 = 0.32;

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
        found.extend(initiative::named(document, &programmes, &found));
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
        found.push(Candidate { span: programme.span, label, programme: Some(programme), happening: None });
    }
    for happening in named {
        match found.iter_mut().find(|c| c.span == happening.span) {
            Some(same) => same.happening = Some(happening),
            None => {
                let label = happening.label.clone();
                found.push(Candidate { span: happening.span, label, programme: None, happening: Some(happening) });
            }
        }
    }
    found.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    (found, bare)
}

fn judge(document: &Document<'_>, candidates: Vec<Candidate>, lexicon: &Lexicon) -> Vec<(Candidate, Odds)> {
    let Some(weights) = lexicon.weights("naming") else { return Vec::new() };
    let mut judged = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let mut tally = weights.tally("");
        features::of(document, &candidate, lexicon, &mut tally);
        let probabilities = tally.probabilities();
        if let [programme, happening, ..] = probabilities[..] {
            judged.push((candidate, Odds { programme, happening }));
        }
    }
    judged
}

/// The likeliest first; what overlaps a likelier one that names something goes.
fn chosen(mut judged: Vec<(Candidate, Odds)>) -> Vec<(Candidate, Odds)> {
    let rank = |odds: &Odds| odds.programme.max(odds.happening);
    judged.sort_by(|(a, x), (b, y)| rank(y).total_cmp(&rank(x)).then(a.span.cmp(&b.span)));
    let mut taken: Vec<Span> = Vec::new();
    judged.retain(|(candidate, odds)| {
        let free = !taken.iter().any(|span| span.overlaps(candidate.span));
        let names = odds.happening > odds.programme || odds.programme >= PROGRAMME;
        if free && names {
            taken.push(candidate.span);
        }
        free && names
    });
    judged.sort_by_key(|(candidate, _)| candidate.span);
    judged
}

fn programme(candidate: Candidate) -> ProgrammeCandidate {
    let Candidate { span, label, programme, happening } = candidate;
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
    let Candidate { span, label, programme, happening } = candidate;
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
