//! JSON text → its records, each with its place, so that a broken one does not take the others with it.

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

/// Byte offset and text of each record: the elements of a top-level list, else the whole, else objects behind one another.
pub fn records(text: &str) -> Vec<(usize, &str)> {
    let start = text.len() - text.trim_start().len();
    if text[start..].starts_with('[') {
        return objects(text, start + 1);
    }
    let found = objects(text, start);
    if found.is_empty() { vec![(start, text[start..].trim_end())] } else { found }
}

/// The objects `{…}` from a position on; one that does not end reaches to the end of the text.
fn objects(text: &str, from: usize) -> Vec<(usize, &str)> {
    let (mut out, mut depth, mut begin) = (Vec::new(), 0usize, from);
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate().skip(from) {
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => quoted = depth > 0,
            b'{' | b'[' => {
                if depth == 0 {
                    begin = at;
                }
                depth += 1;
            }
            b'}' | b']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    out.push((begin, &text[begin..=at]));
                }
            }
            _ => {}
        }
    }
    if depth > 0 {
        out.push((begin, text[begin..].trim_end()));
    }
    out
}
