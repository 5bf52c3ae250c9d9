//! What GraphML and GEXF have in common.

use std::io::Write;

/// A writer of XML: it escapes what it writes.
pub(super) type Xml<'o> = quick_xml::Writer<&'o mut dyn Write>;

/// Without the characters that XML 1.0 cannot hold (<https://www.w3.org/TR/xml/#charsets>), not even escaped.
pub(super) fn clean(text: &str) -> String {
    let legal = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    text.chars().filter(legal).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(super::clean("甲\u{0}乙\u{b}\n\u{ffff}丙"), "甲乙\n丙");
    }
}
