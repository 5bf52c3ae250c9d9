//! What the user names → files: a file, a folder (all readable files below it, sorted), a glob, `-`.

use std::path::Path;

use crate::model::Warning;
use crate::read::{gzip, warning};

/// File names that a folder is searched for, also with `.gz` behind them.
const READABLE: [&str; 8] = ["txt", "text", "json", "jsonl", "ndjson", "html", "htm", "shtml"];

/// Calls `take` with each file of an input, in order; it answers whether to go on.
pub fn each(input: &str, take: &mut dyn FnMut(Result<String, Warning>) -> bool) -> bool {
    if input == "-" {
        return take(Ok(input.to_owned()));
    }
    let path = Path::new(input);
    if path.is_dir() {
        return folder(input, path, take);
    }
    if !path.exists() && input.contains(['*', '?', '[']) {
        return pattern(input, take);
    }
    take(Ok(input.to_owned()))
}

fn folder(input: &str, path: &Path, take: &mut dyn FnMut(Result<String, Warning>) -> bool) -> bool {
    let (mut files, mut broken) = (Vec::new(), Vec::new());
    collect(path, 0, &mut files, &mut broken);
    for warning in broken {
        if !take(Err(warning)) {
            return false;
        }
    }
    if files.is_empty() {
        let endings = READABLE.join(", ");
        return take(Err(warning(input, None, format!("the folder holds no readable file ({endings})"))));
    }
    files.into_iter().all(|file| take(Ok(file)))
}

/// Readable files below a folder, each folder's entries in order of their names; hidden ones are left out.
fn collect(path: &Path, depth: usize, files: &mut Vec<String>, broken: &mut Vec<Warning>) {
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => {
            broken.push(warning(&path.to_string_lossy(), None, why(&error)));
            return;
        }
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        // A depth limit instead of a list of visited folders: links that lead back end somewhere.
        if hidden || depth > 32 {
            continue;
        }
        if path.is_dir() {
            collect(&path, depth + 1, files, broken);
        } else if is_readable(&path) {
            files.push(path.to_string_lossy().into_owned());
        }
    }
}

fn is_readable(path: &Path) -> bool {
    let name = path.to_string_lossy();
    let extension = Path::new(gzip::inner(&name)).extension().map(|e| e.to_string_lossy().to_lowercase());
    extension.is_some_and(|e| READABLE.contains(&e.as_str()))
}

fn pattern(input: &str, take: &mut dyn FnMut(Result<String, Warning>) -> bool) -> bool {
    let found = match glob::glob(input) {
        Ok(found) => found,
        Err(error) => return take(Err(warning(input, None, format!("not a file, and not a pattern: {error}")))),
    };
    let mut any = false;
    for path in found {
        let goes_on = match path {
            Ok(path) if path.is_dir() => true,
            Ok(path) => {
                any = true;
                take(Ok(path.to_string_lossy().into_owned()))
            }
            Err(error) => take(Err(warning(&error.path().to_string_lossy(), None, why(error.error())))),
        };
        if !goes_on {
            return false;
        }
    }
    any || take(Err(warning(input, None, "no file matches the pattern")))
}

/// A file's stem, from which keys are made.
pub fn stem(file: &str) -> String {
    let file = gzip::inner(file);
    Path::new(file).file_stem().map_or_else(|| file.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// What an error means to the user.
pub fn why(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => error.to_string(),
    }
}
