//! The statistical tagger: text in, tags out. It knows characters and weights, nothing of news.
//!
//! A linear-chain conditional random field over hashed features of characters (`feature`), its weights in one table
//! of whole numbers (`weights`), the best path and the posterior of each span by dynamic programming (`decode`).
//! How the weights are made: `data/tagger/README.md`.

mod decode;
mod feature;
mod weights;

use crate::model::{Span, Tag, TagKind};
use decode::{Decoder, Found, Steps};
use feature::{FEATURES, Sentence};
use weights::Weights;

static EMBEDDED: &[u8] = include_bytes!("../../data/tagger/tagger.bin");

/// Kinds in the order of their labels.
const KINDS: [TagKind; 5] = [TagKind::Person, TagKind::Organization, TagKind::Place, TagKind::Title, TagKind::Time];

/// How much the tagger leans towards finding, by kind: a span that is doubtful is worth more to its readers, with its low
/// confidence, than one that is never named.
const LEAN: [f32; 5] = [0.0, 1.0, 0.0, 0.0, 0.0];

/// The tagger with its embedded weights.
#[derive(Debug, Default)]
pub struct Tagger {
    model: Option<(Weights<'static>, Steps)>,
}

impl Tagger {
    /// The embedded weights.
    #[must_use]
    pub fn embedded() -> Self {
        let model = Weights::open(EMBEDDED).map(|mut weights| {
            let steps = Steps::of(&weights);
            weights.lean(LEAN);
            (weights, steps)
        });
        Self { model }
    }

    /// Tags of the sentences of a text, in order of their starts, never overlapping.
    #[must_use]
    pub fn tag(&self, text: &str, sentences: &[Span]) -> Vec<Tag> {
        let Some((weights, steps)) = &self.model else { return Vec::new() };
        let mut worker = Worker::new(weights, steps);
        let mut tags = Vec::new();
        for &span in sentences {
            worker.sentence(span.of(text), span.start, &mut tags);
        }
        tags
    }
}

/// Buffers for the sentences of one text.
struct Worker<'m> {
    weights: &'m Weights<'static>,
    steps: &'m Steps,
    sentence: Sentence,
    decoder: Decoder,
    found: Vec<Found>,
    /// Byte at which each character begins, and the end.
    borders: Vec<usize>,
}

impl<'m> Worker<'m> {
    fn new(weights: &'m Weights<'static>, steps: &'m Steps) -> Self {
        let (sentence, decoder) = (Sentence::default(), Decoder::default());
        Self { weights, steps, sentence, decoder, found: Vec::new(), borders: Vec::new() }
    }

    fn sentence(&mut self, words: &str, offset: usize, tags: &mut Vec<Tag>) {
        self.borders.clear();
        self.borders.extend(words.char_indices().map(|(at, _)| offset + at));
        self.borders.push(offset + words.len());
        self.find(words);
        for found in &self.found {
            let Some(&kind) = KINDS.get(found.kind) else { continue };
            let span = Span::new(self.borders[found.start], self.borders[found.end]);
            let confidence = calibrated(found.probability, self.weights.calibration[found.kind]);
            tags.push(Tag { span, kind, confidence });
        }
    }

    /// Finds with the widest vectors that the machine has; the same numbers come out on every machine.
    fn find(&mut self, words: &str) {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just said that it knows AVX2.
            unsafe { self.find_wide(words) };
            return;
        }
        self.find_anywhere(words);
    }

    /// [`Self::find_anywhere`], compiled for AVX2: all that it calls is inlined into it.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn find_wide(&mut self, words: &str) {
        self.find_anywhere(words);
    }

    #[inline(always)]
    fn find_anywhere(&mut self, words: &str) {
        self.sentence.load(words.chars(), &self.weights.tables);
        self.decoder.scores.clear();
        for at in 0..self.sentence.length() {
            let keys: [u64; FEATURES] = self.sentence.features(at);
            self.decoder.scores.push(self.weights.sum(&keys));
        }
        self.decoder.decode(self.weights, self.steps, &mut self.found);
    }
}

/// Posterior → share of right spans among spans of such a posterior, as measured on articles kept out of the training.
fn calibrated(probability: f32, [slope, shift]: [f32; 2]) -> f32 {
    let p = probability.clamp(1e-4, 1.0 - 1e-4);
    let z = slope * (p / (1.0 - p)).ln() + shift;
    1.0 / (1.0 + (-z).exp())
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that cannot go on says so")]
mod tests {
    use super::{Tagger, Worker};

    #[test]
    fn wide_vectors_find_what_plain_code_finds() {
        let tagger = Tagger::embedded();
        let (weights, steps) = tagger.model.as_ref().expect("embedded weights");
        let (mut wide, mut plain) = (Worker::new(weights, steps), Worker::new(weights, steps));
        for sentence in crate::assets::SAMPLE.text.split_inclusive(['。', '\n']) {
            wide.find(sentence);
            plain.find_anywhere(sentence);
            assert_eq!(wide.decoder.scores, plain.decoder.scores);
            assert_eq!(wide.found, plain.found);
        }
    }
}
