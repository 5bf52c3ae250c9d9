//! What a question may not do: nest without end, or make rows and words without ever reading the graph, which the
//! limits of time and memory would notice too late. A glance at the query's tokens, not its meaning.

/// Deepest nesting of brackets.
const DEPTH: usize = 128;
/// Most alternatives in all.
const UNIONS: usize = 40;
/// Most operators (steps of paths, alternatives, negations) in all: chains of thousands take the planner minutes.
const OPERATORS: usize = 500;
/// Most rows that `VALUES` blocks make when every one is combined with every other.
const ROWS: usize = 4_000_000;
/// How far functions may lengthen a text, as a power of two.
const GROWTH: f64 = 18.0;

/// Says what is wrong with a query, if anything.
pub(super) fn check(query: &str) -> Result<(), String> {
    let tokens = tokens(query);
    let mut depth = 0_usize;
    for token in &tokens {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return Err(format!("the query nests more than {DEPTH} brackets"));
        }
    }
    if operators(query) > OPERATORS {
        return Err(format!("the query chains more than {OPERATORS} operators"));
    }
    let unions = tokens.iter().filter(|token| token.is("UNION")).count();
    if unions > UNIONS {
        return Err(format!("the query has {unions} UNIONs; {UNIONS} are allowed: VALUES says the same shorter"));
    }
    if rows(&tokens) > ROWS {
        return Err(format!("the VALUES of the query make more than {ROWS} rows when they are combined"));
    }
    if growth(&tokens) > GROWTH {
        return Err("the query joins or replaces texts in too many places: they could grow without bounds".to_owned());
    }
    Ok(())
}

/// Characters of operators outside texts and addresses.
fn operators(query: &str) -> usize {
    let (mut count, mut rest) = (0, query);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' | '\'' => quoted(rest, first),
            '<' => iri(rest).unwrap_or(1),
            c => {
                count += usize::from("/|^!&+-*".contains(c));
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    count
}

#[derive(Debug, PartialEq)]
enum Token<'q> {
    Open,
    Close,
    Comma,
    Word(&'q str),
    /// A text in quotes, with its length.
    Text(usize),
    Iri,
}

impl Token<'_> {
    fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if own.eq_ignore_ascii_case(word))
    }
}

fn tokens(query: &str) -> Vec<Token<'_>> {
    let (mut found, mut rest) = (Vec::new(), query);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' | '\'' => {
                let length = quoted(rest, first);
                found.push(Token::Text(length));
                length
            }
            '<' => match iri(rest) {
                Some(length) => {
                    found.push(Token::Iri);
                    length
                }
                None => 1,
            },
            '(' | '{' | '[' => {
                found.push(Token::Open);
                1
            }
            ')' | '}' | ']' => {
                found.push(Token::Close);
                1
            }
            ',' => {
                found.push(Token::Comma);
                1
            }
            c if c.is_alphanumeric() || "?$_:".contains(c) => {
                let length = rest.find(|c: char| !c.is_alphanumeric() && !"?$_:-.%".contains(c)).unwrap_or(rest.len());
                found.push(Token::Word(&rest[..length]));
                length
            }
            c => c.len_utf8(),
        };
        rest = &rest[length..];
    }
    found
}

/// Length of a quoted text, quotes included; an unfinished one reaches to the end.
fn quoted(text: &str, quote: char) -> usize {
    let long = [quote; 3].iter().collect::<String>();
    let (from, end) = if text.starts_with(&long) { (3, long.as_str()) } else { (1, &long[..1]) };
    let mut at = from;
    while at < text.len() {
        if text[at..].starts_with(end) {
            return at + end.len();
        }
        let escaped = text[at..].starts_with('\\');
        at += text[at..].chars().take(1 + usize::from(escaped)).map(char::len_utf8).sum::<usize>();
    }
    text.len()
}

fn iri(text: &str) -> Option<usize> {
    let end = text.find(|c: char| c == '>' || c.is_whitespace() || "\"{}|^`\\".contains(c))?;
    text[end..].starts_with('>').then_some(end + 1)
}

/// The index behind the bracket that closes the one at `open`.
fn closing(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (number, token) in tokens.iter().enumerate().skip(open) {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return number + 1;
        }
    }
    tokens.len()
}

/// Rows of all `VALUES` blocks, multiplied.
fn rows(tokens: &[Token<'_>]) -> usize {
    let blocks = tokens.iter().enumerate().filter(|(_, token)| token.is("VALUES")).map(|(at, _)| at + 1);
    blocks.fold(1_usize, |product, mut at| {
        if tokens.get(at) == Some(&Token::Open) {
            at = closing(tokens, at);
        } else {
            at += 1;
        }
        let end = closing(tokens, at);
        let inside = tokens.get(at + 1..end.saturating_sub(1)).unwrap_or_default();
        let tuples = inside.iter().filter(|token| **token == Token::Open).count();
        let single = inside.iter().filter(|token| !matches!(token, Token::Close | Token::Comma)).count();
        product.saturating_mul(if tuples > 0 { tuples } else { single }.max(1))
    })
}

/// By how much functions can lengthen a text when each is fed with what the others made, as a power of two.
fn growth(tokens: &[Token<'_>]) -> f64 {
    let mut bits = 0.0;
    for (at, token) in tokens.iter().enumerate() {
        let end = || closing(tokens, at + 1);
        if token.is("CONCAT") {
            let commas = tokens[at + 1..end()].iter().filter(|token| **token == Token::Comma).count();
            bits += f64::from(u32::try_from(commas + 1).unwrap_or(u32::MAX)).log2();
        } else if token.is("REPLACE") {
            let texts = tokens[at + 1..end()].iter().map(|token| if let Token::Text(n) = token { *n } else { 0 });
            bits += f64::from(u32::try_from(texts.max().unwrap_or(0).max(8)).unwrap_or(u32::MAX)).log2();
        } else if token.is("ENCODE_FOR_URI") {
            bits += 1.6;
        }
    }
    bits
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test that cannot go on says so")]
mod tests {
    use super::*;

    #[test]
    fn sound_queries_pass() {
        for canned in crate::store::canned::all().expect("the queries are well-formed") {
            assert_eq!(check(&canned.text), Ok(()), "{}", canned.name);
        }
        let quoted = "SELECT * { ?s ?p '((((' , \"\"\"{{{{ \\\" \"\"\" FILTER(?p < 3 && ?s > <http://e/(((>) } # ((((";
        assert_eq!(check(quoted), Ok(()));
    }

    #[test]
    fn what_grows_without_reading_is_refused() {
        let deep = format!("SELECT * {}{}", "{".repeat(1000), "}".repeat(1000));
        assert!(check(&deep).is_err());
        assert!(check(&format!("SELECT * {{ {{}} {} }}", "UNION {}".repeat(1000))).is_err());
        let block = format!("VALUES ?x {{ {} }} ", "1 ".repeat(1000));
        assert!(check(&format!("SELECT * {{ {} }}", block.repeat(2))).is_ok());
        assert!(check(&format!("SELECT * {{ {} }}", block.repeat(3))).is_err());
        let tuples = format!("VALUES (?x ?y) {{ {} }} ", "(1 2) ".repeat(3000));
        assert!(check(&format!("SELECT * {{ {} }}", tuples.repeat(2))).is_err());
        let doubled = "BIND(CONCAT(?a, ?a) AS ?b) ".repeat(30);
        assert!(check(&format!("SELECT * {{ {doubled} }}")).is_err());
        assert!(check(&"BIND(REPLACE(?a, '.', 'xxxxxxxxxxxxxxxxxxxxxxxx') AS ?b) ".repeat(5)).is_err());
    }
}
