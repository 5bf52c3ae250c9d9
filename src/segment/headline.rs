//! The words of a headline: doubled and spaced characters undone, lines put together.

use crate::segment::line::{Line, is_space};

/// One headline line as a reader would write it.
pub fn clean(line: &str) -> String {
    let text = if is_spaced(line) { line.chars().filter(|&c| !is_space(c)).collect() } else { squeeze(line) };
    undouble(&text).unwrap_or(text)
}

/// The headline of several lines: a blank line between them parts it, a mere line end does not.
pub fn join(lines: &[&Line<'_>]) -> String {
    let mut out = String::new();
    for (n, line) in lines.iter().enumerate() {
        let words = clean(line.text);
        if n > 0 && line.gap && !words.starts_with('—') {
            out.push(' ');
        }
        out.push_str(&words);
    }
    out
}

/// Whether the characters stand apart (凝 心 聚 力).
fn is_spaced(line: &str) -> bool {
    let spaces = line.chars().filter(|&c| is_space(c)).count();
    let singles = line.split(is_space).filter(|piece| piece.chars().count() <= 1).count();
    spaces >= 3 && singles * 2 > spaces
}

/// Runs of white space become one space.
fn squeeze(line: &str) -> String {
    line.split(is_space).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A shadowed headline comes out of a PDF with every stretch twice (苏超苏超““第二…): the text once, if the whole line is so.
pub fn undouble(line: &str) -> Option<String> {
    let chars: Vec<char> = line.chars().filter(|&c| !is_space(c)).collect();
    if chars.len() < 4 || !chars.len().is_multiple_of(2) || chars.len() > 200 {
        return None;
    }
    // next[i]: length of the stretch that is doubled at i, when the rest can be taken apart as well.
    let mut next = vec![0; chars.len() + 1];
    for i in (0..chars.len()).rev() {
        let most = (chars.len() - i) / 2;
        next[i] = (1..=most)
            .rev()
            .find(|&k| chars[i..i + k] == chars[i + k..i + 2 * k] && (i + 2 * k == chars.len() || next[i + 2 * k] > 0))
            .unwrap_or(0);
    }
    let (mut out, mut i) = (String::new(), 0);
    while i < chars.len() {
        let k = next[i];
        if k == 0 {
            return None;
        }
        out.extend(&chars[i..i + k]);
        i += 2 * k;
    }
    Some(out)
}
