//! HTML → a page: first the marks of Chinese news systems (`data/read/html.toml`), then Readability.

use std::sync::LazyLock;

use dom_smoothie::{Config, Readability, TextMode};
use serde::Deserialize;

use crate::model::Page;
use crate::read::{ReadOptions, date};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    least: usize,
    body: Vec<String>,
    title: Vec<String>,
    date_meta: Vec<String>,
    source_meta: Vec<String>,
    author_meta: Vec<String>,
    title_cuts: Vec<String>,
    site_endings: Vec<String>,
}

static MARKS: LazyLock<Marks> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/read/html.toml")).unwrap_or_default());

/// Whether the words begin an HTML page.
pub fn begins(start: &str) -> bool {
    let head: String = start.chars().take(200).collect::<String>().to_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html") || (head.starts_with('<') && head.contains("<html"))
}

/// Whether a field's text is HTML.
pub fn is_markup(text: &str) -> bool {
    let head = text.trim_start();
    head.starts_with('<') && ["<p", "<div", "<br", "<span", "<!DOCTYPE", "<html"].iter().any(|tag| head.contains(tag))
}

/// The words of an HTML fragment, a paragraph a line.
pub fn plain(markup: &str) -> String {
    let whole = format!("<html><body>{markup}</body></html>");
    Readability::new(whole.as_str(), None, None).map_or_else(|_| String::new(), |r| lines(&r.doc.formatted_text()))
}

/// The article of an HTML page; `None` when no text is found.
pub fn page(mut page: Page, markup: &str, options: &ReadOptions) -> Option<Page> {
    let config = Config { char_threshold: 80, text_mode: TextMode::Formatted, ..Config::default() };
    let mut readability = Readability::new(markup, None, Some(config)).ok()?;
    let marks = &*MARKS;
    let meta = |names: &[String]| names.iter().find_map(|name| meta(&readability, name));
    page.published = meta(&marks.date_meta).and_then(|d| date::of_field(&d)).or(page.published);
    page.publisher = options.publisher.clone().or_else(|| meta(&marks.source_meta));
    page.author = meta(&marks.author_meta);
    page.title = title(&readability, marks);
    page.text = match marked(&readability, marks) {
        Some(text) => text,
        None => lines(&readability.parse().ok()?.text_content),
    };
    (!page.text.trim().is_empty()).then_some(page)
}

fn meta(readability: &Readability, name: &str) -> Option<String> {
    ["name", "property", "itemprop"].iter().find_map(|kind| {
        let value = readability.doc.try_select(&format!("meta[{kind}=\"{name}\"]"))?.attr("content")?;
        let value = value.trim().to_owned();
        (!value.is_empty()).then_some(value)
    })
}

/// The text under the first mark that holds enough of it.
fn marked(readability: &Readability, marks: &Marks) -> Option<String> {
    marks.body.iter().find_map(|mark| {
        let found = readability.doc.try_select(mark)?;
        let text = lines(&found.formatted_text());
        (text.chars().filter(|c| !c.is_whitespace()).count() >= marks.least).then_some(text)
    })
}

fn title(readability: &Readability, marks: &Marks) -> Option<String> {
    let shown = marks.title.iter().find_map(|mark| {
        let text = readability.doc.try_select(mark)?.text();
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (4..=80).contains(&words.chars().count()).then_some(words)
    });
    shown.or_else(|| {
        let text = readability.doc.try_select("title")?.text();
        let cut = cut_site(text.trim(), marks);
        (!cut.is_empty()).then(|| cut.to_owned())
    })
}

/// `标题_频道_新华日报` → `标题`: tails that end like the name of a site are cut.
fn cut_site<'t>(title: &'t str, marks: &Marks) -> &'t str {
    let mut title = title;
    loop {
        let cut =
            marks.title_cuts.iter().filter_map(|mark| title.rfind(mark.as_str()).map(|at| (at, mark.len()))).max();
        let Some((at, length)) = cut else { return title };
        let (head, tail) = (title[..at].trim(), title[at + length..].trim());
        let is_site = tail.chars().count() <= 16 && marks.site_endings.iter().any(|e| tail.ends_with(e.as_str()));
        if head.chars().count() < 4 || !is_site {
            return title;
        }
        title = head;
    }
}

/// Lines without white space around them, no two blank ones behind one another.
fn lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
