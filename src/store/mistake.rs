//! What is wrong with a query, in words and with a mark under its place. The parser knows only where it could not go on
//! and what it would have taken there; what people mostly get wrong is looked for by itself.

use unicode_width::UnicodeWidthStr;

use crate::rdf::vocab::PREFIXES;

/// The parser's message for people: line and column, the line, a mark under the words, and what is wrong.
pub(super) fn picture(query: &str, message: &str) -> String {
    let Some((line, column, rest)) = place(message) else { return format!("the query is malformed: {message}") };
    let stray = if rest.contains("Prefix not found") { None } else { stray(query) };
    let (line, at) = stray.map_or((line, column - 1), |(line, at)| (line + 1, at));
    let text = query.lines().nth(line - 1).unwrap_or("").replace('\t', " ");
    let characters: Vec<char> = text.chars().collect();
    let (start, end) = word(&characters, at.min(characters.len()));
    let named: String = characters[start..end].iter().collect();
    let words = reason(query, &named, rest);
    let before: String = characters[..start].iter().collect();
    let (indent, marks) = (" ".repeat(before.width()), "^".repeat(named.width().max(1)));
    format!("the query is malformed at line {line}, column {}:\n  {text}\n  {indent}{marks}\n  {words}", start + 1)
}

/// `error at 2:7: expected …` → line, column, the rest.
fn place(message: &str) -> Option<(usize, usize, &str)> {
    let (_, after) = message.split_once("error at ")?;
    let (line, after) = after.split_once(':')?;
    let (column, rest) = after.split_once(':')?;
    let (line, column) = (line.parse().ok()?, column.trim().parse().ok()?);
    (line > 0 && column > 0).then_some((line, column, rest.trim()))
}

/// The word at or right before a place: the parser often stops behind the word that it did not know.
fn word(characters: &[char], at: usize) -> (usize, usize) {
    let inner = |c: &char| c.is_alphanumeric() || matches!(c, '_' | ':' | '?' | '$' | '-');
    let mut start = at;
    while start > 0 && inner(&characters[start - 1]) {
        start -= 1;
    }
    let mut end = at;
    while end < characters.len() && inner(&characters[end]) {
        end += 1;
    }
    (start, end)
}

/// Line and character, from 0, of the first bare word that is no keyword: neither variable, name with a prefix, tag of a
/// language nor part of a text or an IRI. The parser often goes on behind it.
fn stray(query: &str) -> Option<(usize, usize)> {
    for (number, line) in query.lines().enumerate() {
        let characters: Vec<char> = line.chars().collect();
        let (mut at, mut closing) = (0, None);
        while at < characters.len() {
            let c = characters[at];
            match closing {
                Some(mark) => closing = (c != mark).then_some(mark),
                None if c == '"' || c == '\'' => closing = Some(c),
                None if c == '<' && line.contains("://") => closing = Some('>'),
                None if c == '#' => break,
                None if c.is_alphabetic() => {
                    let (start, end) = word(&characters, at);
                    let bare: String = characters[start..end].iter().collect();
                    let plain = bare.chars().all(|c| c.is_alphabetic() || c == '_');
                    let tag = start > 0 && matches!(characters[start - 1], '@' | '^');
                    if plain && !tag && !KEYWORDS.contains(&bare.to_uppercase().as_str()) {
                        return Some((number, start));
                    }
                    at = end;
                    continue;
                }
                None => {}
            }
            at += 1;
        }
    }
    None
}

/// What is most likely wrong.
fn reason(query: &str, word: &str, expected: &str) -> String {
    let (prefix, _) = word.split_once(':').unwrap_or((word, ""));
    if expected.contains("Prefix not found") {
        let known: Vec<&str> = PREFIXES.iter().map(|(prefix, _)| *prefix).collect();
        return format!("the prefix {prefix}: is not declared (known without a declaration: {})", known.join(" "));
    }
    if expected.contains("SELECT contains a variable") {
        return "SELECT has a variable that is neither counted nor named behind GROUP BY".to_owned();
    }
    let is_name = !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '_');
    if is_name && !word.is_ascii() {
        return format!("{word} stands alone: a text needs quotes (\"{word}\"@zh), a class or property its prefix");
    }
    if is_name && !KEYWORDS.contains(&word.to_uppercase().as_str()) {
        return match nearest(word) {
            Some(keyword) => format!("{word} is no word of SPARQL; did you mean {keyword}?"),
            None => format!("{word} is no word of SPARQL; a variable begins with ?, a text needs quotes"),
        };
    }
    unclosed(query).unwrap_or_else(|| short(expected))
}

/// The keyword that is most like a word.
fn nearest(word: &str) -> Option<&'static str> {
    let word = word.to_uppercase();
    let scored = KEYWORDS.iter().map(|keyword| (strsim::damerau_levenshtein(keyword, &word), *keyword));
    scored.filter(|(distance, _)| *distance <= word.chars().count() / 3).min().map(|(_, keyword)| keyword)
}

/// Quotes, braces and brackets that do not match.
fn unclosed(query: &str) -> Option<String> {
    let mut open: Vec<char> = Vec::new();
    for line in query.lines() {
        let mut quote = None;
        let mut characters = line.chars().peekable();
        while let Some(c) = characters.next() {
            match (quote, c) {
                (Some(_), '\\') => drop(characters.next()),
                (Some(mark), _) if c == mark => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(c),
                (None, '#') if !line.contains('<') => break,
                (None, '{' | '(' | '[') => open.push(c),
                (None, '}' | ')' | ']') => {
                    let opener = match c {
                        '}' => '{',
                        ')' => '(',
                        _ => '[',
                    };
                    if open.pop() != Some(opener) {
                        return Some(format!("there is a {c} without its {opener}"));
                    }
                }
                (None, _) => {}
            }
        }
        if let Some(mark) = quote {
            return Some(format!("a text is not closed: its {mark} is missing"));
        }
    }
    open.last().map(|opener| format!("a {opener} is not closed"))
}

/// What the parser would have taken, if that is said in a few words.
fn short(expected: &str) -> String {
    let plain = !expected.contains('[') && expected.len() <= 80;
    if plain { expected.to_owned() } else { "this is not understood here".to_owned() }
}

/// Words of SPARQL 1.1.
const KEYWORDS: &[&str] = &[
    "A",
    "ABS",
    "ADD",
    "ALL",
    "AS",
    "ASC",
    "ASK",
    "AVG",
    "BASE",
    "BIND",
    "BNODE",
    "BOUND",
    "BY",
    "CEIL",
    "CLEAR",
    "COALESCE",
    "CONCAT",
    "CONSTRUCT",
    "CONTAINS",
    "COUNT",
    "DATATYPE",
    "DAY",
    "DEFAULT",
    "DESC",
    "DESCRIBE",
    "DISTINCT",
    "ENCODE_FOR_URI",
    "EXISTS",
    "FALSE",
    "FILTER",
    "FLOOR",
    "FROM",
    "GRAPH",
    "GROUP",
    "GROUP_CONCAT",
    "HAVING",
    "HOURS",
    "IF",
    "IN",
    "IRI",
    "ISBLANK",
    "ISIRI",
    "ISLITERAL",
    "ISNUMERIC",
    "ISURI",
    "LANG",
    "LANGMATCHES",
    "LCASE",
    "LIMIT",
    "MAX",
    "MD5",
    "MIN",
    "MINUS",
    "MINUTES",
    "MONTH",
    "NAMED",
    "NOT",
    "NOW",
    "OFFSET",
    "OPTIONAL",
    "ORDER",
    "PREFIX",
    "RAND",
    "REDUCED",
    "REGEX",
    "REPLACE",
    "ROUND",
    "SAMETERM",
    "SAMPLE",
    "SECONDS",
    "SELECT",
    "SEPARATOR",
    "SERVICE",
    "SHA1",
    "SHA256",
    "STR",
    "STRAFTER",
    "STRBEFORE",
    "STRDT",
    "STRENDS",
    "STRLANG",
    "STRLEN",
    "STRSTARTS",
    "STRUUID",
    "SUBSTR",
    "SUM",
    "TIMEZONE",
    "TRUE",
    "TZ",
    "UCASE",
    "UNDEF",
    "UNION",
    "URI",
    "UUID",
    "VALUES",
    "WHERE",
    "YEAR",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_match_is_named() {
        assert_eq!(unclosed("SELECT ?x { ?x a gt:Policy").as_deref(), Some("a { is not closed"));
        assert_eq!(unclosed("ASK { ?x ?y \"甲 }").as_deref(), Some("a text is not closed: its \" is missing"));
        assert_eq!(unclosed("ASK { ?x ?y ?z }}").as_deref(), Some("there is a } without its {"));
        assert_eq!(unclosed("ASK { ?x ?y \"}\" }"), None);
    }

    #[test]
    fn a_word_that_sparql_does_not_know_is_corrected() {
        assert_eq!(nearest("SELEKT"), Some("SELECT"));
        assert_eq!(nearest("CONTAINZ"), Some("CONTAINS"));
        assert_eq!(nearest("南通"), None);
    }

    #[test]
    fn marks_stand_under_wide_words() {
        let picture = picture("ASK { ?x a 人员 }", "error at 1:14: expected OPTIONAL");
        assert!(picture.contains("\n  ASK { ?x a 人员 }\n             ^^^^\n"), "{picture}");
        assert!(picture.contains("column 12") && picture.contains("needs quotes"), "{picture}");
    }
}
