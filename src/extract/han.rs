//! What a Chinese character is.

/// Whether a character is a Chinese one.
#[must_use]
pub const fn is_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇')
}
