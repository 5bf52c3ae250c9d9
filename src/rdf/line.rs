//! Quads as lines of N-Quads, by which they are sorted and as which they are kept: the general way through `Display` takes
//! several times as long.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphNameRef, LiteralRef, NamedNodeRef, NamedOrBlankNodeRef, Quad, QuadRef, TermRef};

/// A quad as a line of N-Quads, line end included.
#[must_use]
pub fn line(quad: &Quad) -> String {
    let mut line = String::with_capacity(256);
    push_line(&mut line, quad.as_ref());
    line
}

/// Appends a quad as a line of N-Quads, line end included.
pub fn push_line(out: &mut String, quad: QuadRef<'_>) {
    match quad.subject {
        NamedOrBlankNodeRef::NamedNode(node) => push_node(out, node),
        NamedOrBlankNodeRef::BlankNode(node) => out.push_str(&node.to_string()),
    }
    out.push(' ');
    push_node(out, quad.predicate);
    out.push(' ');
    match quad.object {
        TermRef::NamedNode(node) => push_node(out, node),
        TermRef::BlankNode(node) => out.push_str(&node.to_string()),
        TermRef::Literal(literal) => push_literal(out, literal),
    }
    match quad.graph_name {
        GraphNameRef::NamedNode(node) => {
            out.push(' ');
            push_node(out, node);
        }
        GraphNameRef::BlankNode(node) => {
            out.push(' ');
            out.push_str(&node.to_string());
        }
        GraphNameRef::DefaultGraph => {}
    }
    out.push_str(" .\n");
}

fn push_node(out: &mut String, node: NamedNodeRef<'_>) {
    out.push('<');
    out.push_str(node.as_str());
    out.push('>');
}

fn push_literal(out: &mut String, literal: LiteralRef<'_>) {
    push_quoted(out, literal.value());
    if let Some(language) = literal.language() {
        out.push('@');
        out.push_str(language);
    } else if literal.datatype() != xsd::STRING {
        out.push_str("^^");
        push_node(out, literal.datatype());
    }
}

/// The words in quotation marks, escaped as Oxigraph escapes them; what needs no escape is copied as it stands.
fn push_quoted(out: &mut String, words: &str) {
    out.push('"');
    let (bytes, mut from) = (words.as_bytes(), 0);
    for (at, &byte) in bytes.iter().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\t' => "\\t",
            b'\r' => "\\r",
            0x08 => "\\b",
            0x0c => "\\f",
            0..0x20 | 0x7f => &format!("\\u{byte:04X}"),
            // U+FFFE and U+FFFF are no characters; no other byte stands before these two.
            0xef if bytes.get(at + 1) == Some(&0xbf) && bytes.get(at + 2) == Some(&0xbe) => "\\uFFFE",
            0xef if bytes.get(at + 1) == Some(&0xbf) && bytes.get(at + 2) == Some(&0xbf) => "\\uFFFF",
            _ => continue,
        };
        out.push_str(&words[from..at]);
        out.push_str(escape);
        from = at + if byte == 0xef { 3 } else { 1 };
    }
    out.push_str(&words[from..]);
    out.push('"');
}

/// Sorts quads as their N-Quads lines sort and drops doubled ones.
#[must_use]
pub fn sorted(quads: Vec<Quad>) -> Vec<Quad> {
    sorted_with_lines(quads).0
}

/// [`sorted`], and the lines.
#[must_use]
pub fn sorted_with_lines(quads: Vec<Quad>) -> (Vec<Quad>, String) {
    let (mut lines, mut ends) = (String::with_capacity(quads.len() * 200), Vec::with_capacity(quads.len()));
    for quad in &quads {
        push_line(&mut lines, quad.as_ref());
        ends.push(lines.len());
    }
    let line = |at: usize| &lines[at.checked_sub(1).map_or(0, |before| ends[before])..ends[at]];
    // All lines begin alike, with the graph's base: the first bytes that differ decide most comparisons, and lie side by side.
    let alike = (1..quads.len()).map(|at| shared(line(0), line(at))).min().unwrap_or(0);
    let mut keyed: Vec<(u64, usize)> = (0..quads.len()).map(|at| (key(line(at), alike), at)).collect();
    keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| line(a.1).cmp(line(b.1))));
    let mut order: Vec<usize> = keyed.into_iter().map(|(_, at)| at).collect();
    order.dedup_by(|a, b| line(*a) == line(*b));
    let mut text = String::with_capacity(order.iter().map(|&at| line(at).len()).sum());
    order.iter().for_each(|&at| text.push_str(line(at)));
    let mut quads: Vec<Option<Quad>> = quads.into_iter().map(Some).collect();
    (order.into_iter().filter_map(|at| quads[at].take()).collect(), text)
}

/// Number of bytes with which both begin.
fn shared(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count()
}

/// Eight bytes of a line as a number that sorts as they do.
fn key(line: &str, from: usize) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(&line.as_bytes()[from..]).for_each(|(slot, byte)| *slot = *byte);
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::{line, sorted_with_lines};
    use oxigraph::model::vocab::xsd;
    use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, Quad};
    use proptest::prelude::*;

    fn quad(words: &str, kind: u8) -> Quad {
        let node = |name: &str| NamedNode::new_unchecked(format!("https://example.org/{name}"));
        let literal = match kind % 3 {
            0 => Literal::new_simple_literal(words),
            1 => Literal::new_language_tagged_literal_unchecked(words, "zh"),
            _ => Literal::new_typed_literal(words, xsd::DATE),
        };
        match kind / 3 {
            0 => Quad::new(node("甲"), node("乙"), literal, node("丙")),
            1 => Quad::new(BlankNode::new_unchecked("b1"), node("乙"), literal, GraphName::DefaultGraph),
            _ => Quad::new(node("甲"), node("乙"), node("丁"), BlankNode::new_unchecked("g")),
        }
    }

    proptest! {
        #[test]
        fn a_line_is_what_display_writes(words in "[甲，。a\"\\\\\n\t\r\u{0}-\u{20}\u{7f}\u{80}\u{ffef}\u{fffd}-\u{ffff}\u{10000}]{0,12}", kind in 0u8..9) {
            let quad = quad(&words, kind);
            prop_assert_eq!(line(&quad), format!("{quad} .\n"));
        }

        #[test]
        fn sorted_are_the_lines_each_once(words in prop::collection::vec(("[甲a\"!]{0,3}", 0u8..9), 0..30)) {
            let quads: Vec<Quad> = words.iter().map(|(words, kind)| quad(words, *kind)).collect();
            let mut lines: Vec<String> = quads.iter().map(line).collect();
            lines.sort_unstable();
            lines.dedup();
            let (sorted, text) = sorted_with_lines(quads);
            prop_assert_eq!(text, lines.concat());
            prop_assert_eq!(sorted.iter().map(line).collect::<Vec<_>>(), lines);
        }
    }
}
