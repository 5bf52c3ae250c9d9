//! Markdown: ready to paste into a report.

use std::io::{self, Write};

use crate::trace::render::{date, marked};
use crate::trace::{Known, Lang, Line, Report};

/// Writes a report.
///
/// # Errors
/// When `out` cannot be written to.
pub fn markdown(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n\n{}\n", escape(&report.title()), escape(&report.summary(lang)))?;
    for (heading, lines) in report.sections(lang) {
        writeln!(out, "## {heading}\n")?;
        lines.into_iter().try_for_each(|line| item(line, lang, out))?;
    }
    if !report.known.is_empty() {
        writeln!(out, "## {}\n", Known::heading(lang))?;
        report.known.iter().try_for_each(|known| background(known, lang, out))?;
    }
    Ok(())
}

fn background(known: &Known, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "- **{}**", escape(&known.policy))?;
    for (heading, value) in known.details(lang) {
        writeln!(out, "  - {heading}{}{}", lang.of("：", ": "), escape(&value))?;
    }
    writeln!(out)
}

fn item(line: &Line, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let colon = lang.of("：", ": ");
    writeln!(out, "- **{}** {} **{}**", date(line, lang), line.kind.name(lang), escape(&line.title(lang)))?;
    for (heading, value) in line.details(lang) {
        writeln!(out, "  - {heading}{colon}{}", escape(&value))?;
    }
    for source in &line.sources {
        writeln!(out, "\n  > {}\n  > —— {}", quoted(&source.sentence, &source.marks), escape(&source.place()))?;
    }
    writeln!(out)
}

/// The sentence with its words in bold.
fn quoted(sentence: &str, marks: &[std::ops::Range<usize>]) -> String {
    escape(&marked(sentence, marks, "\u{1}", "\u{1}")).replace('\u{1}', "**")
}

/// Without anything that Markdown would take for its own.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}
