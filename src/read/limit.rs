//! How much is read at a time, so that no input takes the machine with it. Each limit is far above what newspapers print.

use std::io::{self, BufRead, Read};

/// Longest piece that is held whole, in bytes: a text, a page of HTML, a record of JSON. A newspaper page has some 30 KiB.
pub const PIECE: usize = 32 << 20;

/// Elements of HTML inside one another, at most: finding the text takes the square of their number.
pub const DEPTH: usize = 1000;

/// How many bytes a byte of gzip may become; text becomes three to ten, and what hardly changes thirty.
pub const RATIO: u64 = 250;

/// What gzip may always become, in bytes, whatever its ratio.
pub const UNPACKED: u64 = 64 << 20;

/// That something is longer than [`PIECE`], in words.
pub fn too_long(what: &str) -> String {
    format!("{what} is longer than {} MiB, which no page or article is; it was left out", PIECE >> 20)
}

/// What a bounded read found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A line, or the last one without its end.
    Whole,
    /// A line beyond the limit; it was passed over.
    TooLong,
    /// Nothing more.
    End,
}

/// Reads a line of at most [`PIECE`] bytes into a buffer.
///
/// # Errors
/// When the stream cannot be read.
pub fn line(stream: &mut dyn BufRead, buffer: &mut Vec<u8>) -> io::Result<Line> {
    buffer.clear();
    let read = (&mut *stream).take(PIECE as u64 + 1).read_until(b'\n', buffer)?;
    if read == 0 {
        return Ok(Line::End);
    }
    if read <= PIECE {
        return Ok(Line::Whole);
    }
    if buffer.last() != Some(&b'\n') {
        skip_line(stream)?;
    }
    buffer.clear();
    Ok(Line::TooLong)
}

fn skip_line(stream: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let held = match stream.fill_buf() {
            Ok(held) => held,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if held.is_empty() {
            return Ok(());
        }
        let end = held.iter().position(|&byte| byte == b'\n').map(|at| at + 1);
        let used = end.unwrap_or(held.len());
        stream.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// Reads all, or nothing when it is longer than [`PIECE`].
///
/// # Errors
/// When the stream cannot be read.
pub fn all(stream: &mut dyn Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream.take(PIECE as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= PIECE).then_some(bytes))
}

/// A stream that broke: it says so once.
#[derive(Debug)]
pub struct Broken(pub Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Broken {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}
