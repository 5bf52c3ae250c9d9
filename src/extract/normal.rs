//! Labels in the normal form of the fact table.

/// Quotes, title marks and spaces between Chinese characters removed; full-width letters and digits folded.
#[must_use]
pub fn label(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut characters = words.chars().map(fold).peekable();
    while let Some(c) = characters.next() {
        if matches!(
            c,
            '“' | '”' | '"' | '‘' | '’' | '《' | '》' | '〈' | '〉' | '「' | '」' | '『' | '』' | '\n' | '\t'
        ) {
            continue;
        }
        if c.is_whitespace() {
            let latin = |c: char| c.is_ascii_alphanumeric();
            if !(out.chars().next_back().is_some_and(latin) && characters.peek().copied().is_some_and(latin)) {
                continue;
            }
            out.push(' ');
            continue;
        }
        out.push(c);
    }
    out
}

/// Full-width letters, digits and the full-width space to their narrow forms, one character to one.
#[must_use]
pub fn fold(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        '\u{3000}' => ' ',
        _ => c,
    }
}
