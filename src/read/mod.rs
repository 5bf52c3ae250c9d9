//! Files, folders, globs and standard input → decoded [`Page`]s, with warnings for what could not be read.

use crate::model::{Layout, Page, PartialDate, Warning};

/// What the caller says about all inputs.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Publication date of pages that name none.
    pub published: Option<PartialDate>,
    /// Newspaper of pages that name none.
    pub publisher: Option<String>,
    /// Character encoding, instead of detecting it.
    pub encoding: Option<String>,
}

/// Reads every input; what cannot be read becomes a warning, the rest goes on.
#[must_use]
pub fn read_all(inputs: &[String], options: &ReadOptions) -> (Vec<Page>, Vec<Warning>) {
    let (mut pages, mut warnings) = (Vec::new(), Vec::new());
    for input in inputs {
        match std::fs::read_to_string(input) {
            Ok(text) => pages.push(page(input, text, options)),
            Err(error) => warnings.push(Warning { file: input.clone(), line: None, message: error.to_string() }),
        }
    }
    (pages, warnings)
}

fn page(file: &str, text: String, options: &ReadOptions) -> Page {
    let stem = std::path::Path::new(file).file_stem().map_or("-".into(), |s| s.to_string_lossy().into_owned());
    let mut page = Page {
        key: stem,
        file: file.to_owned(),
        first_line: 1,
        layout: Layout::Dump,
        text,
        title: None,
        published: options.published,
        publisher: options.publisher.clone(),
        author: None,
        url: None,
        encoding: "UTF-8",
    };
    if let Ok(value) = serde_json::from_str::<serde_json::Value>(&page.text) {
        let field = |name: &str| value.get(name).and_then(|v| v.as_str()).map(str::to_owned);
        page.layout = Layout::Article;
        page.title = field("title");
        page.published = field("date").and_then(|d| d.parse().ok()).or(options.published);
        page.publisher = field("source");
        page.key = field("id").unwrap_or(page.key);
        page.text = field("text").unwrap_or_default();
    }
    page
}
