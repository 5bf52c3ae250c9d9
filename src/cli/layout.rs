//! Text for a terminal: measured by display width and wrapped.
//!
//! Chinese characters take two columns. Marks such as “ ” — … · take two where Chinese fonts are used and one
//! elsewhere; the locale decides.

use std::io::{self, IsTerminal};

use unicode_width::UnicodeWidthChar;

/// How the terminal of this process draws text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) wide_marks: bool,
    /// Columns of the terminal; none when standard output is something else.
    pub(super) limit: Option<usize>,
}

impl Layout {
    /// Of the standard output of this process.
    pub(super) fn of_stdout() -> Self {
        let terminal = io::stdout().is_terminal();
        let limit = terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0));
        Self { wide_marks: is_chinese_locale(), limit }
    }

    /// Cuts a text into lines; Chinese breaks anywhere, other words at spaces where they fit.
    pub(super) fn wrap(self, cell: &str, width: usize) -> Vec<String> {
        let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
        for word in words(cell) {
            let needs = self.width(word);
            if used + needs > width && used > 0 {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            for c in word.chars() {
                if used == 0 && c == ' ' {
                    continue;
                }
                let needs = self.char_width(c);
                if used + needs > width && used > 0 {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push(c);
                used += needs;
            }
        }
        lines.push(line);
        lines
    }

    pub(super) fn width(self, text: &str) -> usize {
        text.chars().map(|c| self.char_width(c)).sum()
    }

    fn char_width(self, c: char) -> usize {
        let width = if self.wide_marks { c.width_cjk() } else { c.width() };
        width.unwrap_or(0)
    }
}

/// Stretches that should stay together: runs of ASCII without spaces; every other character alone.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first.is_ascii_graphic() {
            rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

/// Whether the locale is one whose fonts draw ambiguous marks wide.
pub(super) fn is_chinese_locale() -> bool {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).is_some_and(|locale| locale.starts_with("zh"))
}
