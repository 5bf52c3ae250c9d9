//! Files, folders, globs and standard input → decoded [`Page`]s, with warnings for what could not be read.

pub mod clean;
pub mod date;
pub mod decode;
mod fields;
mod gzip;
mod html;
mod inputs;
pub mod json;
pub mod limit;
mod text;

use std::io::{BufRead, Read};

use crate::model::{Page, PartialDate, Warning};
use crate::read::decode::{Charset, Decoded};
use crate::read::limit::Line;

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

/// Reads one stream, unpacked if it is gzip; `file` is its name in messages.
pub fn read_stream(file: &str, stream: &mut dyn BufRead, options: &ReadOptions, sink: &mut Sink<'_>) -> bool {
    let mut start = Vec::new();
    if let Err(error) = (&mut *stream).take(2).read_to_end(&mut start) {
        return sink(Item::Warning(warning(file, None, inputs::why(&error))));
    }
    let packed = gzip::begins(&start);
    let mut whole = std::io::Cursor::new(start).chain(stream);
    if packed {
        let unpacked = gzip::Unpacked::new(whole);
        return read_plain(file, &mut std::io::BufReader::with_capacity(1 << 16, unpacked), options, sink);
    }
    read_plain(file, &mut whole, options, sink)
}

fn read_plain(file: &str, stream: &mut dyn BufRead, options: &ReadOptions, sink: &mut Sink<'_>) -> bool {
    let mut head = Vec::new();
    if let Err(error) = (&mut *stream).take(HEAD).read_to_end(&mut head) {
        // What came before a stream broke is read; then it breaks again.
        return read_from(file, head, &mut limit::Broken(Some(error)), options, sink);
    }
    read_from(file, head, stream, options, sink)
}

fn read_from(file: &str, head: Vec<u8>, stream: &mut dyn BufRead, options: &ReadOptions, sink: &mut Sink<'_>) -> bool {
    if head.is_empty()
        && let Err(error) = stream.fill_buf()
    {
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
    let form = Form::of(gzip::inner(file), &charset.decode(&head).text);
    let mut reader = Reader { file, options, charset, sink, noted: false };
    let mut whole = std::io::Cursor::new(head).chain(stream);
    match form {
        Form::JsonLines if !charset.is_wide() => reader.json_lines(&mut whole),
        // Bytes that mean marks of JSON stand for themselves in UTF-8 alone.
        Form::JsonLines | Form::Json if charset.name() == "UTF-8" => reader.json(&mut whole),
        Form::JsonLines | Form::Json | Form::Html | Form::Text => reader.whole(form, &mut whole),
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
    /// Whether another encoding inside the file was told already.
    noted: bool,
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

    /// Hands a page on, its characters cleaned.
    fn give(&mut self, mut page: Page) -> bool {
        page.text = clean::clean(&page.text).into_owned();
        for field in [&mut page.title, &mut page.publisher, &mut page.author, &mut page.url] {
            *field = field.take().map(|words| clean::clean(&words).into_owned());
        }
        page.key = clean::clean(&page.key).into_owned();
        if let Some(unknown) = clean::unknown(&page.text) {
            let line = page.first_line + if page.own_lines { unknown.line - 1 } else { 0 };
            let code = u32::from(unknown.character);
            let message = format!(
                "{} private-use characters (first: U+{code:04X}), which only the paper's own fonts know; they stay as they are",
                unknown.count
            );
            if !(self.sink)(Item::Note(warning(self.file, Some(line), message))) {
                return false;
            }
        }
        (self.sink)(Item::Page(Box::new(page)))
    }

    /// Says what was odd about decoded bytes that begin on a line; `None` when the sink wants no more.
    fn told(&mut self, decoded: Decoded, first_line: usize) -> Option<String> {
        if let Some((line, name)) = decoded.other.filter(|_| !self.noted) {
            self.noted = true;
            let message =
                format!("{name} inside a file of {}; such lines are read as what they are", self.charset.name());
            let note = warning(self.file, Some(first_line + line - 1), message);
            if !(self.sink)(Item::Note(note)) {
                return None;
            }
        }
        if let Some(line) = decoded.wrong {
            let message = format!("not {}: bytes that mean nothing in it (try --encoding)", self.charset.name());
            if !self.warn(Some(first_line + line - 1), message) {
                return None;
            }
        }
        Some(decoded.text)
    }

    fn whole(&mut self, form: Form, stream: &mut dyn Read) -> bool {
        let bytes = match limit::all(stream) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return self.warn(None, limit::too_long("the file")),
            Err(error) => return self.warn(None, inputs::why(&error)),
        };
        let decoded = self.charset.decode(&bytes);
        drop(bytes);
        let Some(text) = self.told(decoded, 1) else { return false };
        match form {
            Form::Json | Form::JsonLines => self.json(&mut text.as_bytes()),
            Form::Html => self.html(&text),
            Form::Text => self.text(text),
        }
    }

    fn text(&mut self, text: String) -> bool {
        let page = text::page(self.page(text));
        self.give(page)
    }

    fn html(&mut self, markup: &str) -> bool {
        match html::page(self.page(String::new()), markup, self.options) {
            Ok(page) => self.give(page),
            Err(message) => self.warn(None, message),
        }
    }

    /// A JSON file in UTF-8: one object, or a list of them, read one at a time.
    fn json(&mut self, stream: &mut dyn Read) -> bool {
        let (mut splitter, mut buffer) = (json::Splitter::default(), vec![0; 1 << 16]);
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => return splitter.finish().is_none_or(|record| self.split(&record)),
                Ok(read) => {
                    if !splitter.push(&buffer[..read], &mut |record| self.split(&record)) {
                        return false;
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return self.warn(None, inputs::why(&error)),
            }
        }
    }

    fn split(&mut self, record: &json::Record) -> bool {
        if record.too_long {
            return self.warn(Some(record.line), limit::too_long("the record"));
        }
        let decoded = Charset::utf8().decode(&record.bytes);
        let Some(text) = self.told(decoded, record.line) else { return false };
        self.record(text.trim(), record.line, true)
    }

    /// JSON Lines: one record a line, read one at a time.
    fn json_lines(&mut self, stream: &mut dyn BufRead) -> bool {
        let (mut buffer, mut line) = (Vec::new(), 0);
        loop {
            line += 1;
            let goes_on = match limit::line(stream, &mut buffer) {
                Ok(Line::End) => return true,
                Ok(Line::TooLong) => self.warn(Some(line), limit::too_long("the line")),
                Ok(Line::Whole) => self.json_line(&buffer, line),
                Err(error) => return self.warn(Some(line), inputs::why(&error)),
            };
            if !goes_on {
                return false;
            }
        }
    }

    fn json_line(&mut self, bytes: &[u8], line: usize) -> bool {
        let decoded = self.charset.decode(bytes);
        if decoded.wrong.is_some() {
            let message = format!("not {}: bytes that mean nothing in it", self.charset.name());
            return self.warn(Some(line), message);
        }
        let Some(text) = self.told(decoded, line) else { return false };
        let record = text.trim();
        record.is_empty() || self.record(record, line, false)
    }

    /// One parsed record; `number` counts those of a list inside a record.
    fn value(&mut self, value: &serde_json::Value, line: usize, number: Option<usize>) -> bool {
        let mut page = self.page(String::new());
        if let Some(number) = number {
            page.key = format!("{}#{number}", page.key);
        }
        match fields::page(page, value, line, self.options) {
            Ok(page) => self.give(page),
            Err(message) => self.warn(Some(line), message),
        }
    }

    /// One record; `inside` a bigger file, its own lines count.
    fn record(&mut self, record: &str, line: usize, inside: bool) -> bool {
        let mut parsed = serde_json::from_str::<serde_json::Value>(record);
        let mended = if parsed.is_err() { json::mended(record) } else { None };
        if let Some(Ok(value)) = mended.map(|mended| serde_json::from_str(&mended)) {
            let message = "half characters (\\ud800 to \\udfff alone) or raw control characters; read without them";
            if !self.warn(Some(line), message) {
                return false;
            }
            parsed = Ok(value);
        }
        match parsed {
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
