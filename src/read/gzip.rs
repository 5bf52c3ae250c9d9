//! Gzip → what it holds, up to a limit: a file of a few kilobytes can become more than any disk holds.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;

use crate::read::limit::{RATIO, UNPACKED};

/// Whether bytes begin a gzip file.
pub fn begins(head: &[u8]) -> bool {
    head.starts_with(b"\x1f\x8b")
}

/// The name of what a gzip file holds: `news.jsonl` of `news.jsonl.gz`.
pub fn inner(file: &str) -> &str {
    let cut = file.len().saturating_sub(3);
    match file.get(cut..) {
        Some(end) if end.eq_ignore_ascii_case(".gz") => &file[..cut],
        _ => file,
    }
}

/// Unpacks a stream, all members of it.
pub struct Unpacked<R> {
    decoder: MultiGzDecoder<Counted<R>>,
    packed: Rc<Cell<u64>>,
    given: u64,
}

impl<R: BufRead> Unpacked<R> {
    /// What the stream holds.
    pub fn new(stream: R) -> Self {
        let packed = Rc::new(Cell::new(0));
        Self { decoder: MultiGzDecoder::new(Counted { stream, taken: Rc::clone(&packed) }), packed, given: 0 }
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer).map_err(|error| {
            if error.kind() == io::ErrorKind::Interrupted {
                return error;
            }
            io::Error::new(error.kind(), format!("broken gzip: {error}"))
        })?;
        self.given += read as u64;
        if self.given > UNPACKED && self.given > RATIO * self.packed.get() {
            let message =
                format!("gzip that becomes more than {RATIO} times as much, which no text does; reading stopped");
            return Err(io::Error::other(message));
        }
        Ok(read)
    }
}

/// A stream that counts what is taken from it.
struct Counted<R> {
    stream: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.taken.set(self.taken.get() + read as u64);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.stream.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken.set(self.taken.get() + amount as u64);
        self.stream.consume(amount);
    }
}
