//! The in-memory form: one file of sorted N-Quads, compressed with Zstandard, read whole and replaced whole.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::store::Store;

use crate::error::{Error, Result};
use crate::store::folder::{SNAPSHOT, replace_file};
use crate::store::in_union;

/// Zstandard's own default: most of the gain, little of the time.
const LEVEL: i32 = 3;

/// Reads a folder's snapshot; a folder without one holds an empty graph.
pub(super) fn load(folder: &Path) -> Result<Store> {
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
    let parser = RdfParser::from_format(RdfFormat::NQuads).lenient().for_reader(BufReader::new(lines));
    let mut loader = store.bulk_loader();
    let with_union = parser.flat_map(|quad| {
        let union = quad.as_ref().ok().map(|quad| Ok(in_union(quad).into_owned()));
        std::iter::once(quad).chain(union)
    });
    loader.load_ok_quads::<_, Box<dyn std::error::Error>>(with_union).map_err(|e| damaged(e.to_string()))?;
    loader.commit().map_err(|e| damaged(e.to_string()))?;
    Ok(store)
}

/// Replaces a folder's snapshot by these sorted lines.
pub(super) fn save(folder: &Path, lines: &[String]) -> Result<()> {
    replace_file(folder, SNAPSHOT, |file| {
        let mut out = BufWriter::with_capacity(1 << 16, zstd::Encoder::new(file, LEVEL)?);
        for line in lines {
            out.write_all(line.as_bytes())?;
        }
        let encoder = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        encoder.finish().map(|_| ())
    })
}
