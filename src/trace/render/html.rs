//! HTML: one page that works offline and prints.

use std::io::{self, Write};

use quick_xml::escape::escape;

use crate::trace::render::{date, marked};
use crate::trace::{Known, Lang, Line, Report};

pub(super) const STYLE: &str = "body{max-width:60em;margin:2em auto;padding:0 1em;font:16px/1.7 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#222}\
h2{border-bottom:1px solid #ccc;margin-top:2em}article{margin:1em 0 1.4em}article>p{margin:.2em 0}.kind{color:#8a1c1c;margin:0 .6em}\
time{color:#555}dl{display:grid;grid-template-columns:max-content auto;gap:0 1em;margin:.2em 0 .4em 1em}dt{color:#777}dd{margin:0}\
blockquote{margin:.3em 0 .3em 1em;padding:.1em .8em;border-left:3px solid #ddd;color:#444}cite{display:block;font-size:.85em;color:#777;font-style:normal}\
mark{background:#fff2ac}@media print{article{break-inside:avoid}}";

/// Writes a report.
///
/// # Errors
/// When `out` cannot be written to.
pub fn html(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let title = report.title();
    let title = escape(&title);
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>",
        lang.of("zh", "en"),
        escape(report.summary(lang))
    )?;
    for (heading, lines) in report.sections(lang) {
        writeln!(out, "<h2>{}</h2>", escape(&heading))?;
        lines.into_iter().try_for_each(|line| item(line, lang, out))?;
    }
    if !report.known.is_empty() {
        writeln!(out, "<h2>{}</h2>", Known::heading(lang))?;
    }
    for known in &report.known {
        writeln!(out, "<article>\n<p><strong>{}</strong></p>", escape(&known.policy))?;
        list(&known.details(lang), out)?;
        writeln!(out, "</article>")?;
    }
    writeln!(out, "</body>\n</html>")
}

fn list(details: &[(&'static str, String)], out: &mut dyn Write) -> io::Result<()> {
    if details.is_empty() {
        return Ok(());
    }
    writeln!(out, "<dl>")?;
    for (heading, value) in details {
        writeln!(out, "<dt>{heading}</dt><dd>{}</dd>", escape(value))?;
    }
    writeln!(out, "</dl>")
}

fn item(line: &Line, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<article>\n<p><time>{}</time><span class=\"kind\">{}</span><strong>{}</strong></p>",
        escape(date(line, lang)),
        line.kind.name(lang),
        escape(line.title(lang))
    )?;
    list(&line.details(lang), out)?;
    for source in &line.sources {
        let sentence = marked(&source.sentence, &source.marks, "\u{1}", "\u{2}");
        let sentence = escape(&sentence).replace('\u{1}', "<mark>").replace('\u{2}', "</mark>");
        let place = source.place();
        let cite = match source.url.starts_with("http://") || source.url.starts_with("https://") {
            true => format!("<a href=\"{}\">{}</a>", escape(&source.url), escape(&place)),
            false => escape(&place).into_owned(),
        };
        writeln!(out, "<blockquote>{sentence}<cite>{cite}</cite></blockquote>")?;
    }
    writeln!(out, "</article>")
}
