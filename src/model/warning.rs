//! What is wrong with the input, said once and with its place.

use std::fmt;

/// Something the input did wrong; the rest goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// File as messages name it.
    pub file: String,
    /// Line from 1, when one can be named.
    pub line: Option<usize>,
    /// One sentence.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}
