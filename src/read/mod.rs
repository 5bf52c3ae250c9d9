//! Files, folders, globs and standard input → decoded [`Page`]s, with warnings for what could not be read.

pub mod date;
pub mod decode;
mod fields;
mod html;
mod inputs;
mod json;
mod text;

use std::io::{BufRead, Read};

use crate::model::{Page, PartialDate, Warning};
use crate::read::decode::Charset;

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

/// What reading yields, in the order of the input.
#[derive(Clone, Debug)]
pub enum Item {
    /// A page or article.
    Page(Box<Page>),
    /// Something that could not be read; the rest goes on.
    Warning(Warning),
    /// Something worth knowing that is no failure (an encoding that is not UTF-8).
    Note(Warning),
}

/// Takes what is read; answers whether reading goes on.
pub type Sink<'s> = dyn FnMut(Item) -> bool + 's;

/// Reads every input and hands on page after page, so that no more than one is held (a file of JSON Lines is never read
/// whole). Answers whether it read to the end.
pub fn read_each(inputs: &[String], options: &ReadOptions, sink: &mut Sink<'_>) -> bool {
    for input in inputs {
        let goes_on = inputs::each(input, &mut |found| match found {
            Ok(file) => read_file(&file, options, sink),
            Err(warning) => sink(Item::Warning(warning)),
        });
        if !goes_on {
            return false;
        }
    }
    true
}

/// Reads every input at once: for few pages. Notes are left out.
#[must_use]
pub fn read_all(inputs: &[String], options: &ReadOptions) -> (Vec<Page>, Vec<Warning>) {
    let (mut pages, mut warnings) = (Vec::new(), Vec::new());
    read_each(inputs, options, &mut |item| {
        match item {
            Item::Page(page) => pages.push(*page),
            Item::Warning(warning) => warnings.push(warning),
            Item::Note(_) => {}
        }
        true
    });
    (pages, warnings)
}

/// A warning about a file, or a line of it.
pub(crate) fn warning(file: &str, line: Option<usize>, message: impl Into<String>) -> Warning {
    Warning { file: file.to_owned(), line, message: message.into() }
}

fn read_file(file: &str, options: &ReadOptions, sink: &mut Sink<'_>) -> bool {
    if file == "-" {
        return read_stream("-", &mut std::io::stdin().lock(), options, sink);
    }
    match std::fs::File::open(file) {
        Ok(opened) => read_stream(file, &mut std::io::BufReader::with_capacity(1 << 16, opened), options, sink),
        Err(error) => sink(Item::Warning(warning(file, None, inputs::why(&error)))),
    }
}

/// How much of a file is looked at to tell its form and encoding.
const HEAD: u64 = 1 << 16;

/// Reads one stream; `file` is its name in messages.
pub fn read_stream(file: &str, stream: &mut dyn BufRead, options: &ReadOptions, sink: &mut Sink<'_>) -> bool {
    let mut head = Vec::new();
    if let Err(error) = (&mut *stream).take(HEAD).read_to_end(&mut head) {
        return sink(Item::Warning(warning(file, None, inputs::why(&error))));
    }
    if head.iter().all(u8::is_ascii_whitespace) && head.len() < usize::try_from(HEAD).unwrap_or(usize::MAX) {
        return sink(Item::Warning(warning(file, None, "the file is empty")));
    }
    let charset = match Charset::of(&head, options.encoding.as_deref()) {
        Ok(charset) => charset,
        Err(message) => return sink(Item::Warning(warning(file, None, message))),
    };
    if charset.name() != "UTF-8" && options.encoding.is_none() {
        let message = format!("read as {} (name another encoding with --encoding)", charset.name());
        if !sink(Item::Note(warning(file, None, message))) {
            return false;
        }
    }
    let form = Form::of(file, &charset.decode(&head).0);
    let mut reader = Reader { file, options, charset, sink };
    let mut whole = std::io::Cursor::new(head).chain(stream);
    match form {
        Form::JsonLines => reader.json_lines(&mut whole),
        Form::Json | Form::Html | Form::Text => reader.whole(form, &mut whole),
    }
}

/// How a file holds its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    JsonLines,
    Json,
    Html,
    Text,
}

impl Form {
    /// By the first words, which say more than a file's name; the name decides where they leave it open.
    fn of(file: &str, head: &str) -> Self {
        let extension = std::path::Path::new(file).extension().map(|e| e.to_string_lossy().to_lowercase());
        let extension = extension.as_deref().unwrap_or("");
        let start = head.trim_start();
        if matches!(extension, "jsonl" | "ndjson") || json::begins_lines(start) {
            return Self::JsonLines;
        }
        if extension == "json" || json::begins(start) {
            return Self::Json;
        }
        if matches!(extension, "html" | "htm" | "shtml" | "xhtml") || html::begins(start) {
            return Self::Html;
        }
        Self::Text
    }
}

/// One stream on its way to pages.
struct Reader<'r, 's> {
    file: &'r str,
    options: &'r ReadOptions,
    charset: Charset,
    sink: &'r mut Sink<'s>,
}

impl Reader<'_, '_> {
    fn warn(&mut self, line: Option<usize>, message: impl Into<String>) -> bool {
        (self.sink)(Item::Warning(warning(self.file, line, message)))
    }

    /// Page with what file and options say.
    fn page(&self, text: String) -> Page {
        Page {
            key: inputs::stem(self.file),
            file: self.file.to_owned(),
            first_line: 1,
            layout: crate::model::Layout::Article,
            own_lines: false,
            text,
            title: None,
            published: self.options.published.or_else(|| date::in_file_name(self.file)),
            publisher: self.options.publisher.clone(),
            author: None,
            url: None,
            encoding: self.charset.name(),
        }
    }

    fn whole(&mut self, form: Form, stream: &mut dyn Read) -> bool {
        let mut bytes = Vec::new();
        if let Err(error) = stream.read_to_end(&mut bytes) {
            return self.warn(None, inputs::why(&error));
        }
        let (text, wrong) = self.charset.decode(&bytes);
        drop(bytes);
        if let Some(line) = wrong {
            let message = format!("not {}: bytes that mean nothing in it (try --encoding)", self.charset.name());
            if !self.warn(Some(line), message) {
                return false;
            }
        }
        match form {
            Form::Json | Form::JsonLines => self.json(&text),
            Form::Html => self.html(&text),
            Form::Text => self.text(text),
        }
    }

    fn text(&mut self, text: String) -> bool {
        let page = text::page(self.page(text));
        (self.sink)(Item::Page(Box::new(page)))
    }

    fn html(&mut self, markup: &str) -> bool {
        match html::page(self.page(String::new()), markup, self.options) {
            Some(page) => (self.sink)(Item::Page(Box::new(page))),
            None => self.warn(None, "no article text found in the page"),
        }
    }

    /// A JSON file: one object, or a list of them.
    fn json(&mut self, text: &str) -> bool {
        for (start, record) in json::records(text) {
            let line = 1 + text[..start].bytes().filter(|&b| b == b'\n').count();
            if !self.record(record, line, true) {
                return false;
            }
        }
        true
    }

    /// JSON Lines: one record a line, read one at a time.
    fn json_lines(&mut self, stream: &mut dyn BufRead) -> bool {
        if self.charset.is_wide() {
            return self.whole(Form::Json, stream);
        }
        let (mut buffer, mut line) = (Vec::new(), 0);
        loop {
            buffer.clear();
            line += 1;
            match stream.read_until(b'\n', &mut buffer) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => return self.warn(Some(line), inputs::why(&error)),
            }
            let (text, wrong) = self.charset.decode(&buffer);
            let record = text.trim();
            let goes_on = if wrong.is_some() {
                let message = format!("not {}: bytes that mean nothing in it", self.charset.name());
                self.warn(Some(line), message)
            } else if record.is_empty() {
                true
            } else {
                self.record(record, line, false)
            };
            if !goes_on {
                return false;
            }
        }
    }

    /// One parsed record; `number` counts those of a list inside a record.
    fn value(&mut self, value: &serde_json::Value, line: usize, number: Option<usize>) -> bool {
        let mut page = self.page(String::new());
        if let Some(number) = number {
            page.key = format!("{}#{number}", page.key);
        }
        match fields::page(page, value, line, self.options) {
            Ok(page) => (self.sink)(Item::Page(Box::new(page))),
            Err(message) => self.warn(Some(line), message),
        }
    }

    /// One record; `inside` a bigger file, its own lines count.
    fn record(&mut self, record: &str, line: usize, inside: bool) -> bool {
        match serde_json::from_str::<serde_json::Value>(record) {
            Ok(value) => match fields::list(&value) {
                Some(list) => list.iter().enumerate().all(|(n, record)| self.value(record, line, Some(n + 1))),
                None => self.value(&value, line, None),
            },
            Err(error) => {
                let at = if inside { line + error.line().saturating_sub(1) } else { line };
                let what = error.to_string();
                let what = what.split(" at line ").next().unwrap_or("not JSON");
                self.warn(Some(at), format!("broken JSON: {what} (column {})", error.column()))
            }
        }
    }
}
