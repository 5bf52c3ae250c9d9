//! The in-memory form: one file of sorted N-Quads, compressed with Zstandard, read whole and replaced whole.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::sync::mpsc::SyncSender;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Quad};
use oxigraph::store::Store;
use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::store::folder::{SNAPSHOT, replace_file};
use crate::store::{in_union, is_hidden};

/// Zstandard's own default: most of the gain, little of the time.
const LEVEL: i32 = 3;
/// Quads that the parser hands on at a time.
const BATCH: usize = 8192;

/// Whether a folder has no snapshot yet.
pub(super) fn is_new(folder: &Path) -> bool {
    !folder.join(SNAPSHOT).exists()
}

/// Reads a folder's snapshot; a folder without one holds an empty graph.
pub(super) fn load(folder: &Path, hidden: &NamedNode) -> Result<Store> {
    let path = folder.join(SNAPSHOT);
    let damaged =
        |message: String| Error::Store { path: path.clone(), message: format!("damaged snapshot: {message}") };
    let store = Store::new().map_err(|e| damaged(e.to_string()))?;
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(store),
        Err(source) => return Err(Error::Io { path, source }),
    };
    let lines = zstd::Decoder::new(file).map_err(|e| damaged(e.to_string()))?;
    fill(&store, lines, hidden).map_err(damaged)?;
    Ok(store)
}

/// Parses in one thread and inserts in another; the union goes in with the named graphs.
pub(super) fn fill(store: &Store, lines: impl Read + Send, hidden: &NamedNode) -> std::result::Result<(), String> {
    let (sender, receiver) = std::sync::mpsc::sync_channel::<Vec<Quad>>(4);
    std::thread::scope(|scope| {
        let parsing = scope.spawn(move || parse(lines, hidden, &sender));
        let mut loader = store.bulk_loader();
        for batch in receiver {
            loader.load_quads(batch).map_err(|e| e.to_string())?;
        }
        parsing.join().map_err(|_| "the parser failed".to_owned())??;
        loader.commit().map_err(|e| e.to_string())
    })
}

fn parse(lines: impl Read, hidden: &NamedNode, sender: &SyncSender<Vec<Quad>>) -> std::result::Result<(), String> {
    let parser =
        RdfParser::from_format(RdfFormat::NQuads).lenient().for_reader(BufReader::with_capacity(1 << 16, lines));
    let mut batch = Vec::with_capacity(BATCH);
    for quad in parser {
        let quad = quad.map_err(|e| e.to_string())?;
        if !is_hidden(&quad, hidden) {
            batch.push(in_union(&quad).into_owned());
        }
        batch.push(quad);
        if batch.len() >= BATCH && sender.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))).is_err() {
            return Ok(());
        }
    }
    // Whoever no longer listens has an error of its own.
    let _ = sender.send(batch);
    Ok(())
}

/// Bytes of one part of a snapshot, before compression.
const PART: usize = 8 << 20;

/// Replaces a folder's snapshot by these sorted lines. Its parts are compressed side by side, each a frame of its own; where
/// they part depends on the lines alone.
pub(super) fn save(folder: &Path, lines: &[impl AsRef<str> + Sync]) -> Result<()> {
    let mut parts: Vec<&[_]> = Vec::new();
    let (mut from, mut size) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        size += line.as_ref().len();
        if size >= PART || at + 1 == lines.len() {
            parts.push(&lines[from..=at]);
            (from, size) = (at + 1, 0);
        }
    }
    replace_file(folder, SNAPSHOT, |file| {
        for parts in parts.chunks(rayon::current_num_threads().max(1)) {
            let frames: Vec<_> = parts.par_iter().map(|part| compressed(part)).collect::<std::io::Result<_>>()?;
            frames.iter().try_for_each(|frame| file.write_all(frame))?;
        }
        // A graph without a line is a frame without content.
        if parts.is_empty() { file.write_all(&compressed::<&str>(&[])?) } else { Ok(()) }
    })
}

fn compressed<L: AsRef<str>>(lines: &[L]) -> std::io::Result<Vec<u8>> {
    let mut out = BufWriter::with_capacity(1 << 16, zstd::Encoder::new(Vec::new(), LEVEL)?);
    for line in lines {
        out.write_all(line.as_ref().as_bytes())?;
    }
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.finish()
}
