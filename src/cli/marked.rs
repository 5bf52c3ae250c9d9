//! Words marked in a sentence: by colour on a terminal, by 【 】 elsewhere.

use std::ops::Range;

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};

/// How words are marked.
pub(super) struct Marker {
    colour: bool,
}

impl Marker {
    /// As standard output allows.
    pub(super) fn for_stdout() -> Self {
        Self { colour: anstream::AutoStream::choice(&std::io::stdout()) != ColorChoice::Never }
    }

    /// The sentence with these ranges of characters marked; they are in order and do not overlap.
    pub(super) fn mark(&self, sentence: &str, ranges: &[Range<usize>]) -> String {
        let style = Style::new().bold().fg_color(Some(AnsiColor::Yellow.into()));
        let (open, close) = if self.colour {
            (style.render().to_string(), style.render_reset().to_string())
        } else {
            ("【".to_owned(), "】".to_owned())
        };
        let mut out = String::with_capacity(sentence.len() + 16);
        for (at, c) in sentence.chars().enumerate() {
            if ranges.iter().any(|range| range.end == at && !range.is_empty()) {
                out.push_str(&close);
            }
            if ranges.iter().any(|range| range.start == at && !range.is_empty()) {
                out.push_str(&open);
            }
            out.push(if c == '\n' { ' ' } else { c });
        }
        if ranges.iter().any(|range| range.end == sentence.chars().count() && !range.is_empty()) {
            out.push_str(&close);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_where_they_stand() {
        let marker = Marker { colour: false };
        assert_eq!(marker.mark("郁忠是副主席", &[0..2, 3..6]), "【郁忠】是【副主席】");
        assert_eq!(marker.mark("无", &[]), "无");
    }
}
