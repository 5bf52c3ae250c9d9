//! Words of the text → label in normal form: what is common to all classes.

/// The label of a stretch of text: half-width letters and digits, no quotes, no 《》, no spaces between Chinese
/// characters, no line breaks (facts.md, “Normal form of labels”).
#[must_use]
pub fn plain_label(words: &str) -> String {
    let mut label = String::with_capacity(words.len());
    let mut gap = false;
    for character in words.chars().filter(|c| !is_mark(*c)).map(half_width) {
        if character.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && character.is_ascii_alphanumeric() && label.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            label.push(' ');
        }
        gap = false;
        label.push(character);
    }
    label
}

/// Whether a character is a quotation mark or title bracket.
#[must_use]
pub const fn is_mark(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '"' | '\'' | '《' | '》' | '〈' | '〉' | '「' | '」' | '『' | '』')
}

/// Full-width letters, digits and signs as half-width ones, except the punctuation that Chinese text keeps full.
fn half_width(character: char) -> char {
    match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＋' | '％' | '－' | '．' | '／' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        _ => character,
    }
}

/// Whether a character is a Chinese one.
#[must_use]
pub const fn is_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇')
}
