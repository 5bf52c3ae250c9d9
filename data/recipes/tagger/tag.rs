//! Sentences on standard input, one a line → `start,end,kind,posterior` of each span, in characters; for evaluate.py.
//! Compile: rustc -O --edition 2024 tag.rs. Usage: tag MODEL.
#[path = "../../../src/tagger/decode.rs"]
mod decode;
#[path = "../../../src/tagger/feature.rs"]
mod feature;
#[path = "../../../src/tagger/weights.rs"]
mod weights;

use std::fmt::Write;
use std::io::Read;

fn main() {
    let bytes = std::fs::read(std::env::args().nth(1).expect("a model")).expect("the model's file");
    let weights = weights::Weights::open(&bytes).expect("a well-formed model");
    let steps = decode::Steps::of(&weights);
    let (mut text, mut out, mut found) = (String::new(), String::new(), Vec::new());
    std::io::stdin().read_to_string(&mut text).expect("text");
    let (mut sentence, mut decoder) = (feature::Sentence::default(), decode::Decoder::default());
    let clock = std::time::Instant::now();
    for line in text.split('\n') {
        sentence.load(line.chars(), &weights.tables);
        decoder.scores.clear();
        decoder.scores.extend((0..sentence.length()).map(|at| weights.sum(&sentence.features(at))));
        decoder.decode(&weights, &steps, &mut found);
        for f in &found {
            write!(out, "{},{},{},{:.4} ", f.start, f.end, f.kind, f.probability).expect("memory");
        }
        out.push('\n');
    }
    let seconds = clock.elapsed().as_secs_f64();
    eprintln!("{:.0} characters a second", text.chars().count() as f64 / seconds);
    print!("{out}");
}
