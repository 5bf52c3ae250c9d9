//! Tables for people: columns aligned by display width, cells wrapped to the terminal.
//!
//! Chinese characters take two columns. Marks such as “ ” — … · take two where Chinese fonts are used and one
//! elsewhere; the locale decides.

use std::io::{self, IsTerminal, Write};

use unicode_width::UnicodeWidthChar;

/// A table with a heading.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    columns: usize,
    wide_marks: bool,
    limit: Option<usize>,
    bold: bool,
}

/// No column is made narrower than this when a table does not fit.
const NARROWEST: usize = 8;
/// Between two columns.
const GAP: usize = 2;

impl Table {
    /// An empty table, shaped for the standard output of this process.
    pub(super) fn new(heading: Vec<String>) -> Self {
        let terminal = io::stdout().is_terminal();
        let limit = terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0));
        Self { columns: heading.len(), rows: vec![heading], wide_marks: is_chinese_locale(), limit, bold: true }
    }

    /// One more row; line breaks in cells become spaces.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.into_iter().map(|cell| cell.replace(['\n', '\r', '\t'], " ")).collect());
    }

    /// Writes the table.
    pub(super) fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let widths = self.widths();
        for (number, row) in self.rows.iter().enumerate() {
            let cells: Vec<Vec<String>> =
                row.iter().zip(&widths).map(|(cell, &width)| self.wrap(cell, width)).collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(1);
            for line in 0..height {
                self.line(&cells, &widths, line, number == 0 && self.bold, out)?;
            }
            if number == 0 {
                let rule: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
                writeln!(out, "{}", rule.join(&" ".repeat(GAP)))?;
            }
        }
        Ok(())
    }

    fn line(
        &self,
        cells: &[Vec<String>],
        widths: &[usize],
        line: usize,
        heading: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut text = String::new();
        for (cell, &width) in cells.iter().zip(widths) {
            let words = cell.get(line).map_or("", String::as_str);
            text.push_str(words);
            text.push_str(&" ".repeat(width.saturating_sub(self.width(words)) + GAP));
        }
        let style = if heading { anstyle::Style::new().bold() } else { anstyle::Style::new() };
        writeln!(out, "{style}{}{style:#}", text.trim_end())
    }

    /// Widths of the columns: what the cells need, cut down from the widest until the table fits.
    fn widths(&self) -> Vec<usize> {
        let mut widths = vec![0; self.columns];
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(self.width(cell));
            }
        }
        let gaps = GAP * self.columns.saturating_sub(1);
        while let Some(limit) = self.limit {
            let total = widths.iter().sum::<usize>() + gaps;
            let widest = (0..widths.len()).max_by_key(|&n| widths[n]);
            match widest {
                Some(n) if total > limit && widths[n] > NARROWEST => {
                    widths[n] -= (total - limit).min(widths[n] - NARROWEST).min(1 + widths[n] / 8);
                }
                _ => break,
            }
        }
        widths
    }

    /// Cuts a cell into lines; Chinese breaks anywhere, other words at spaces where they fit.
    fn wrap(&self, cell: &str, width: usize) -> Vec<String> {
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

    fn width(&self, text: &str) -> usize {
        text.chars().map(|c| self.char_width(c)).sum()
    }

    fn char_width(&self, c: char) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn table(wide_marks: bool, limit: Option<usize>) -> String {
        let rows =
            vec![vec!["城市".to_owned(), "city".to_owned()], vec!["“南通”…".to_owned(), "Nantong and more".to_owned()]];
        let table = Table { rows, columns: 2, wide_marks, limit, bold: false };
        let mut out = Vec::new();
        table.print(&mut out).unwrap_or_default();
        String::from_utf8(out).unwrap_or_default()
    }

    #[test]
    fn columns_line_up_by_display_width() {
        assert_eq!(table(false, None), "城市     city\n-------  ----------------\n“南通”…  Nantong and more\n");
        assert_eq!(table(true, None), "城市        city\n----------  ----------------\n“南通”…  Nantong and more\n");
    }

    #[test]
    fn cells_wrap_when_the_terminal_is_narrow() {
        assert_eq!(table(false, Some(18)), "城市     city\n-------  ---------\n“南通”…  Nantong\n         and more\n");
    }
}
