//! Tables for people: columns aligned by display width, cells wrapped to the terminal.

use std::io::{self, Write};

use crate::cli::layout::Layout;

/// A table with a heading.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    columns: usize,
    layout: Layout,
    bold: bool,
}

/// No column is made narrower than this when a table does not fit.
const NARROWEST: usize = 8;
/// Between two columns.
const GAP: usize = 2;

impl Table {
    /// An empty table, shaped for the standard output of this process.
    pub(super) fn new(heading: Vec<String>) -> Self {
        Self { columns: heading.len(), rows: vec![heading], layout: Layout::of_stdout(), bold: true }
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
                row.iter().zip(&widths).map(|(cell, &width)| self.layout.wrap(cell, width)).collect();
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
            text.push_str(&" ".repeat(width.saturating_sub(self.layout.width(words)) + GAP));
        }
        let style = if heading { anstyle::Style::new().bold() } else { anstyle::Style::new() };
        writeln!(out, "{style}{}{style:#}", text.trim_end())
    }

    /// Widths of the columns: what the cells need, cut down from the widest until the table fits.
    fn widths(&self) -> Vec<usize> {
        let mut widths = vec![0; self.columns];
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(self.layout.width(cell));
            }
        }
        let gaps = GAP * self.columns.saturating_sub(1);
        while let Some(limit) = self.layout.limit {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(wide_marks: bool, limit: Option<usize>) -> String {
        let rows =
            vec![vec!["城市".to_owned(), "city".to_owned()], vec!["“南通”…".to_owned(), "Nantong and more".to_owned()]];
        let table = Table { rows, columns: 2, layout: Layout { wide_marks, limit }, bold: false };
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
