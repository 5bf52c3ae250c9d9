//! Characters that stand for others, or for nothing: what PDF readers, crawlers and old newspaper systems leave in a text.
//!
//! Control characters become spaces; what is never seen (zero-width characters, soft hyphens) goes; radicals and
//! compatibility ideographs become the character that they look like, and private-use characters of GBK the one that
//! later standards name (`data/read/characters.tsv`). All else stays as it is.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// Private-use characters that no standard names: only the paper's own fonts know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The first of them.
    pub character: char,
    /// Line of the text (from 1) on which it stands.
    pub line: usize,
    /// How many there are.
    pub count: usize,
}

static TABLE: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let rows = include_str!("../../data/read/characters.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t').and_then(|(from, to)| Some((only(from)?, only(to)?)))).collect()
});

fn only(words: &str) -> Option<char> {
    let mut characters = words.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// The text without such characters.
pub fn clean(text: &str) -> Cow<'_, str> {
    let Some((first, _)) = text.char_indices().find(|(_, c)| is_odd(*c)) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    out.extend(text[first..].chars().filter_map(|c| if is_odd(c) { instead(c) } else { Some(c) }));
    Cow::Owned(out)
}

/// The private-use characters that stay.
pub fn unknown(text: &str) -> Option<Unknown> {
    let is_private = |c: &char| is_private(*c);
    let (at, character) = text.char_indices().find(|(_, c)| is_private(c))?;
    let line = 1 + text[..at].bytes().filter(|&byte| byte == b'\n').count();
    Some(Unknown { character, line, count: text[at..].chars().filter(is_private).count() })
}

/// Whether a character may have to go; cheap, for all characters of all texts pass here.
const fn is_odd(c: char) -> bool {
    match c {
        '\t' | '\n' | ' '..='~' => false,
        '\0'..='\u{9f}' | '\u{ad}' => true,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2e80}'..='\u{2fdf}' => true,
        '\u{e000}'..='\u{fdef}' => matches!(c, '\u{e000}'..='\u{faff}' | '\u{fdd0}'..='\u{fdef}'),
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => true,
        '\u{2f800}'..='\u{2fa1f}' | '\u{e0000}'..='\u{e0fff}' => true,
        _ => false,
    }
}

const fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// What stands instead of an odd character, if anything does.
fn instead(c: char) -> Option<char> {
    match c {
        '\0'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' => Some(' '),
        '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
            let mut plain = std::iter::once(c).nfkc();
            let one = plain.next().filter(|_| plain.next().is_none()).unwrap_or(c);
            Some(TABLE.get(&one).copied().unwrap_or(one))
        }
        '\u{e000}'..='\u{f8ff}' => Some(TABLE.get(&c).copied().unwrap_or(c)),
        _ => None,
    }
}
