//! `gongtu articles`: the articles found in a page.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use crate::cli::input::{Input, say};
use crate::model::{Article, Page};
use crate::read::{self, Item};
use crate::segment;

/// Print the articles found in the input: number, lines, kind, headline. 列出版面中的文章。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu articles page.txt")]
pub struct Articles {
    #[command(flatten)]
    input: Input,
}

impl Articles {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        writeln!(out, "number\tbody\theadline_lines\tbyline_lines\tkind\theadline")?;
        let mut run = Run { out: &mut out, number: 0, warnings: 0, error: None };
        read::read_each(&self.input.inputs, &self.input.options(), &mut |item| run.item(item));
        let (warnings, error) = (run.warnings, run.error);
        if let Some(error) = error {
            return Err(error.into());
        }
        out.flush()?;
        Ok(ExitCode::from(u8::from(warnings > 0)))
    }
}

struct Run<'r> {
    out: &'r mut dyn Write,
    number: usize,
    warnings: usize,
    error: Option<std::io::Error>,
}

impl Run<'_> {
    fn item(&mut self, item: Item) -> bool {
        match item {
            Item::Page(page) => self.page(&page),
            Item::Warning(warning) => {
                self.warnings += 1;
                say(&warning);
            }
            Item::Note(note) => say(&note),
        }
        self.error.is_none()
    }

    fn page(&mut self, page: &Page) {
        let (articles, warnings) = segment::segment(page);
        self.warnings += warnings.len();
        warnings.iter().for_each(say);
        for article in &articles {
            self.number += 1;
            if let Err(error) = writeln!(self.out, "{}\t{}", self.number, row(article)) {
                self.error = Some(error);
                return;
            }
        }
    }
}

fn row(article: &Article) -> String {
    let headline = article.headline.as_deref().unwrap_or("-");
    format!(
        "{}\t{}\t{}\t{}\t{headline}",
        ranges(&article.body_lines),
        ranges(&article.headline_lines),
        ranges(&article.byline_lines),
        article.kind.as_str(),
    )
}

/// `1-3,7`, or a dash for none.
fn ranges(ranges: &[(usize, usize)]) -> String {
    if ranges.is_empty() {
        return "-".to_owned();
    }
    let show = |&(a, b): &(usize, usize)| if a == b { a.to_string() } else { format!("{a}-{b}") };
    ranges.iter().map(show).collect::<Vec<_>>().join(",")
}
