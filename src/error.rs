//! Errors of the library: our own data being wrong, a store being unusable, a query being wrong.

use std::path::PathBuf;

/// What can go wrong in the library. What is wrong with a *newspaper* is a [`crate::model::Warning`] instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A data file of the project is malformed.
    #[error("{file}:{line}: {message}")]
    Data {
        /// File under `data/`.
        file: String,
        /// Line from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A store folder cannot be used.
    #[error("{path}: {message}")]
    Store {
        /// Which folder.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// A query cannot be parsed or evaluated.
    #[error("{0}")]
    Query(String),
    /// Anything the caller asked for that does not exist.
    #[error("{0}")]
    NotFound(String),
}

/// The library's result.
pub type Result<T> = std::result::Result<T, Error>;
