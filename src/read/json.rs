//! JSON text → its records, each with its place, so that a broken one does not take the others with it.

use crate::read::limit::PIECE;

/// Whether the words begin a JSON file.
pub fn begins(start: &str) -> bool {
    let mut chars = start.chars();
    match chars.next() {
        Some('{') => matches!(chars.find(|c| !c.is_whitespace()), Some('"' | '}')),
        Some('[') => matches!(chars.find(|c| !c.is_whitespace()), Some('{')),
        _ => false,
    }
}

/// Whether the first line is a record by itself and something follows it, or the words break off in the first record.
pub fn begins_lines(start: &str) -> bool {
    if !begins(start) || !start.starts_with('{') {
        return false;
    }
    match start.split_once('\n') {
        Some((line, rest)) => {
            let next = rest.trim_start();
            serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok() && (next.is_empty() || next.starts_with('{'))
        }
        None => serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok(),
    }
}

/// A record with its place, or what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its bytes; empty when it was too long to be held.
    pub bytes: Vec<u8>,
    /// Line (from 1) on which it begins.
    pub line: usize,
    /// Whether it was longer than [`PIECE`].
    pub too_long: bool,
}

/// Cuts a stream into its records, holding one at a time: the elements of a top-level list, else objects behind one
/// another, else all of it. The bytes are UTF-8, or another encoding whose bytes below 0x80 are ASCII's.
#[derive(Debug, Default)]
pub struct Splitter {
    record: Record,
    depth: usize,
    quoted: bool,
    escaped: bool,
    /// Lines that have ended.
    lines: usize,
    /// Whether the first mark was seen; a list's bracket is no part of a record.
    begun: bool,
    any: bool,
}

impl Default for Record {
    fn default() -> Self {
        Self { bytes: Vec::new(), line: 1, too_long: false }
    }
}

impl Splitter {
    /// Takes bytes in, and hands on the records that end in them; stops when `take` says so.
    pub fn push(&mut self, bytes: &[u8], take: &mut dyn FnMut(Record) -> bool) -> bool {
        for &byte in bytes {
            let ends = self.byte(byte);
            self.lines += usize::from(byte == b'\n');
            if ends && !take(std::mem::take(&mut self.record)) {
                return false;
            }
        }
        true
    }

    /// What is left at the end: a record that does not end, or, where there was none, all that stood there.
    pub fn finish(self) -> Option<Record> {
        let left = self.depth > 0 || !self.any && !self.record.bytes.trim_ascii().is_empty();
        left.then_some(self.record)
    }

    /// Whether the byte ends a record.
    fn byte(&mut self, byte: u8) -> bool {
        if self.quoted {
            self.keep(byte);
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.quoted = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'[' if !self.begun => {
                self.begun = true;
                return false;
            }
            b'{' | b'[' => {
                if self.depth == 0 {
                    self.record = Record { line: self.lines + 1, ..Record::default() };
                }
                self.depth += 1;
            }
            b'"' => self.quoted = self.depth > 0,
            _ => {}
        }
        self.begun |= !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf);
        // What stands between records is kept only as long as it may be all there is.
        if self.depth > 0 || !self.any {
            self.keep(byte);
        }
        if matches!(byte, b'}' | b']') && self.depth > 0 {
            self.depth -= 1;
            self.any |= self.depth == 0;
            return self.depth == 0;
        }
        false
    }

    fn keep(&mut self, byte: u8) {
        if self.record.too_long {
            return;
        }
        self.record.bytes.push(byte);
        if self.record.bytes.len() > PIECE {
            self.record.bytes = Vec::new();
            self.record.too_long = true;
        }
    }
}

/// A record whose strings hold half characters (`\ud83d` alone) or raw control characters, with `\ufffd` or a space in
/// their place; `None` when there are none of these.
pub fn mended(record: &str) -> Option<String> {
    let mut out = String::with_capacity(record.len());
    let (mut quoted, mut rest, mut changed) = (false, record, false);
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '\\' if quoted => {
                length = escape_length(rest);
                let half = length == 6 && surrogate(rest).is_some();
                changed |= half;
                out.push_str(if half { "\\ufffd" } else { &rest[..length] });
            }
            '\0'..='\u{1f}' if quoted => {
                changed = true;
                out.push(' ');
            }
            _ => {
                quoted ^= c == '"';
                out.push(c);
            }
        }
        rest = &rest[length..];
    }
    changed.then_some(out)
}

/// Bytes of the escape at the beginning: both halves of a character count as one.
fn escape_length(text: &str) -> usize {
    match surrogate(text) {
        Some(0xd800..=0xdbff) => {
            let low = text.get(6..).and_then(surrogate);
            if matches!(low, Some(0xdc00..=0xdfff)) { 12 } else { 6 }
        }
        Some(_) => 6,
        None => 1 + text[1..].chars().next().map_or(0, char::len_utf8),
    }
}

/// The half character that a text begins with as an escape.
fn surrogate(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok().filter(|code| (0xd800..=0xdfff).contains(code))
}
