//! HTML → a page: first the marks of Chinese news systems (`data/read/html.toml`), then Readability.

use std::sync::LazyLock;

use dom_smoothie::{Config, Readability, TextMode};
use serde::Deserialize;

use crate::model::Page;
use crate::read::limit::DEPTH;
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
///
/// # Errors
/// One sentence, when it is nested too deep.
pub fn plain(markup: &str) -> Result<String, String> {
    let whole = format!("<html><body>{markup}</body></html>");
    Ok(parsed(&whole, None)?.map_or_else(String::new, |r| lines(&r.doc.formatted_text())))
}

/// The article of an HTML page.
///
/// # Errors
/// One sentence, when there is none, or it is nested too deep.
pub fn page(page: Page, markup: &str, options: &ReadOptions) -> Result<Page, String> {
    let config = Config { char_threshold: 80, text_mode: TextMode::Formatted, ..Config::default() };
    let readability = parsed(markup, Some(config))?;
    let found = readability.and_then(|readability| article(page, readability, options));
    found.ok_or_else(|| "no article text found in the page".to_owned())
}

/// The parsed markup, when it is not nested too deep.
fn parsed(markup: &str, config: Option<Config>) -> Result<Option<Readability>, String> {
    // Parsing takes the square of the depth too, with a small factor: what is deep beyond doubt is not parsed.
    let deep = excess(markup) > 20 * DEPTH;
    let parsed = if deep { None } else { Readability::new(markup, None, config).ok() };
    if deep || parsed.as_ref().is_some_and(|readability| depth(readability) > DEPTH) {
        return Err(format!("HTML nested deeper than {DEPTH} elements, which no page is; it was left out"));
    }
    Ok(parsed)
}

/// Elements that have no end, or whose end is mostly left out.
const ENDLESS: [&str; 16] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "wbr",
];

/// How many elements are opened and not closed, at most at any place: about the depth of what they make.
fn excess(markup: &str) -> usize {
    let (mut open, mut most) = (0usize, 0);
    for (at, _) in markup.match_indices('<') {
        let closes = markup[at + 1..].starts_with('/');
        let name = &markup[at + 1 + usize::from(closes)..];
        let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        if name.is_empty() || ENDLESS.iter().any(|endless| name.eq_ignore_ascii_case(endless)) {
            continue;
        }
        open = if closes { open.saturating_sub(1) } else { open + 1 };
        most = most.max(open);
    }
    most
}

/// Depth of a page's tree, without recursion: the stack has its end too.
fn depth(readability: &Readability) -> usize {
    let (mut node, mut at, mut most) = (readability.doc.root(), 0usize, 0);
    loop {
        most = most.max(at);
        if let Some(child) = node.first_child() {
            (node, at) = (child, at + 1);
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) if at > 0 => (node, at) = (parent, at - 1),
                _ => return most,
            }
        }
    }
}

fn article(mut page: Page, mut readability: Readability, options: &ReadOptions) -> Option<Page> {
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
