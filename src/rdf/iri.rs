//! The only place that mints IRIs. They are made from labels and codes alone, so that they are readable, stable, and
//! the same whatever else is in the graph.

use std::fmt::Write;

use oxigraph::model::NamedNode;

use crate::model::{Article, Class, Identity, Span, hash, short_hash};

/// Where entities live unless another base is set.
pub const DEFAULT_BASE: &str = "https://w3id.org/gongtu/id/";

/// Mints the IRIs of one graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Iris {
    base: String,
}

impl Default for Iris {
    fn default() -> Self {
        Self { base: DEFAULT_BASE.to_owned() }
    }
}

impl Iris {
    /// IRIs under a base of one's own, which must end so that names can be put behind it (`/` or `#`).
    #[must_use]
    pub fn with_base(base: impl Into<String>) -> Self {
        Self { base: base.into() }
    }

    /// The base under which entities live.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    fn under(&self, folder: &str, names: &[&str]) -> NamedNode {
        let mut iri = format!("{}{folder}", self.base);
        for name in names {
            iri.push('/');
            escape_into(name, &mut iri);
        }
        NamedNode::new_unchecked(iri)
    }

    /// An entity by what tells it from others.
    #[must_use]
    pub fn entity(&self, identity: &Identity) -> NamedNode {
        let folder = folder(identity.class);
        if let Some(code) = &identity.code {
            return self.under(folder, &[code]);
        }
        match &identity.distinction {
            Some(distinction) => self.under(folder, &[&format!("{}-{distinction}", identity.label)]),
            None => self.under(folder, &[&identity.label]),
        }
    }

    /// A person by name and the mark that tells namesakes apart.
    #[must_use]
    pub fn person(&self, name: &str, mark: &str) -> NamedNode {
        self.under("person", &[&format!("{name}-{mark}")])
    }

    /// A place by its division code.
    #[must_use]
    pub fn place(&self, code: &str) -> NamedNode {
        self.under("place", &[code])
    }

    /// A group of the closed list.
    #[must_use]
    pub fn group(&self, label: &str) -> NamedNode {
        self.under("group", &[label])
    }

    /// An article, which is also the name of its graph. It is known by its key, and among others of that key by its
    /// address, or else by newspaper, day and headline (or first words), so that two files of one name do not replace
    /// each other, while the same article with a corrected text does.
    #[must_use]
    pub fn article(&self, article: &Article) -> NamedNode {
        let mark = article.url.as_deref().map_or_else(
            || {
                let first: String = article.text.chars().filter(|c| !c.is_whitespace()).take(32).collect();
                let day = article.published.map(|d| d.to_string());
                short_hash(&[
                    article.publisher.as_deref().unwrap_or(""),
                    day.as_deref().unwrap_or(""),
                    article.headline.as_deref().unwrap_or(&first),
                ])
            },
            |url| short_hash(&[url]),
        );
        self.under("article", &[&format!("{}-{mark}", article.key.replace('#', "-"))])
    }

    /// The page or file that holds an article, by its name and a digest of its text: pages of one name in two folders
    /// stay apart, and building a page again finds the articles that it had before.
    #[must_use]
    pub fn page(&self, article: &Article, digest: &str) -> NamedNode {
        let stem = article.key.split('#').next().unwrap_or(&article.key);
        let day = article.published.map(|d| d.to_string()).unwrap_or_default();
        // The records of a file without ids share its stem: among a million of them a short mark would be another's too.
        let mark = hash(&[&file_name(&article.file), article.publisher.as_deref().unwrap_or(""), &day, digest]);
        self.under("page", &[&format!("{stem}-{mark:016x}")])
    }

    /// A range of characters of an article's text (RFC 5147, as NIF does).
    #[must_use]
    pub fn span(&self, article: &NamedNode, characters: Span) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#char={},{}", article.as_str(), characters.start, characters.end))
    }

    /// A claim of an article, by what it says.
    #[must_use]
    pub fn claim(&self, article: &NamedNode, says: &[String]) -> NamedNode {
        let says: Vec<&str> = says.iter().map(String::as_str).collect();
        NamedNode::new_unchecked(format!("{}#claim-{:016x}", article.as_str(), hash(&says)))
    }

    /// A rule, extractor or relator.
    #[must_use]
    pub fn rule(&self, name: &str) -> NamedNode {
        self.under("rule", &[name])
    }

    /// A title that people hold.
    #[must_use]
    pub fn role(&self, title: &str) -> NamedNode {
        self.under("role", &[title])
    }

    /// Who wrote an article, known by name and newspaper only.
    #[must_use]
    pub fn author(&self, name: &str, publisher: Option<&str>) -> NamedNode {
        match publisher {
            Some(publisher) => self.under("author", &[publisher, name]),
            None => self.under("author", &[name]),
        }
    }

    /// That a person holds a title at a body. It begins with the person's own name and mark.
    #[must_use]
    pub fn membership(&self, person: &NamedNode, organization: Option<&NamedNode>, title: &str) -> NamedNode {
        let person = person.as_str().rsplit('/').next().unwrap_or_default();
        let organization = organization.map_or("", |o| o.as_str().rsplit('/').next().unwrap_or_default());
        let mut iri = format!("{}{}{person}/{organization}/", self.base, MEMBERSHIP);
        escape_into(title, &mut iri);
        NamedNode::new_unchecked(iri)
    }

    /// A target or a result.
    #[must_use]
    pub fn indicator(&self, kind: &str, subject: &str, says: &[&str]) -> NamedNode {
        self.under(kind, &[&format!("{subject}-{}", short_hash(says))])
    }

    /// The node behind the path of an address, percent escapes and all (`org/%E5%8D%97…`), as this graph writes it.
    #[must_use]
    pub fn from_path(&self, path: &str) -> Option<NamedNode> {
        let mut iri = self.base.clone();
        for (number, segment) in path.split('/').enumerate() {
            if number > 0 {
                iri.push('/');
            }
            escape_into(&unescape(segment)?, &mut iri);
        }
        NamedNode::new(iri).ok()
    }

    /// The geometry of a place.
    #[must_use]
    pub fn geometry(&self, place: &NamedNode) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#point", place.as_str()))
    }

    /// A person's decision, which is the rule behind what it states.
    #[must_use]
    pub fn decision(&self, id: &str) -> NamedNode {
        self.rule(&format!("decision-{id}"))
    }

    /// Who decides.
    #[must_use]
    pub fn agent(&self, name: &str) -> NamedNode {
        self.under("agent", &[name])
    }

    /// The graph of people's decisions.
    #[must_use]
    pub fn decisions(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}graph/decisions", self.base))
    }

    /// The graph of what articles were read as: the store's own, no part of the answers.
    #[must_use]
    pub fn records(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}graph/records", self.base))
    }

    /// A former name of a place.
    #[must_use]
    pub fn former(&self, place: &NamedNode, name: &str) -> NamedNode {
        let mut iri = format!("{}#", place.as_str());
        escape_into(name, &mut iri);
        NamedNode::new_unchecked(iri)
    }

    /// The graph of what is known beforehand.
    #[must_use]
    pub fn background(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}graph/background", self.base))
    }
}

const MEMBERSHIP: &str = "membership/";

const fn folder(class: Class) -> &'static str {
    match class {
        Class::Person => "person",
        Class::Organization => "org",
        Class::Place => "place",
        Class::Policy => "policy",
        Class::Measure => "measure",
        Class::Initiative => "initiative",
        Class::Event => "event",
        Class::Honor => "honor",
        Class::Group => "group",
        Class::Work => "work",
    }
}

/// The last part of a path: how the graph names a file, whatever folder it was read from.
#[must_use]
pub fn file_name(file: &str) -> String {
    file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned()
}

/// Undoes percent escapes; none when they are no UTF-8.
fn unescape(segment: &str) -> Option<String> {
    let bytes = segment.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let code = (byte == b'%').then(|| segment.get(at + 1..at + 3)).flatten();
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

/// Keeps letters of every script; writes what an IRI's segment cannot hold as percent escapes.
fn escape_into(name: &str, out: &mut String) {
    for c in name.chars() {
        let plain = c.is_alphanumeric() && !matches!(c, '\u{e000}'..='\u{f8ff}') || "-._~!$&'()*+,;=:@".contains(c);
        let wide = !c.is_ascii() && !c.is_control() && !c.is_whitespace() && !is_private(c);
        if plain || wide {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

const fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fff0}'..='\u{ffff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test that cannot go on says so")]
mod tests {
    use super::*;

    #[test]
    fn names_stay_readable_and_legal() {
        let iris = Iris::default();
        let node = iris.group("心理关爱（EAP）项目 1/2#%");
        assert_eq!(node.as_str(), "https://w3id.org/gongtu/id/group/心理关爱（EAP）项目%201%2F2%23%25");
        assert!(NamedNode::new(node.as_str()).is_ok());
    }

    #[test]
    fn an_address_leads_back_to_the_node() {
        let iris = Iris::default();
        let node = iris.group("心理关爱（EAP）项目 1/2#%");
        let path = node.as_str().strip_prefix(DEFAULT_BASE).expect("it lives under the base");
        assert_eq!(iris.from_path(path).as_ref(), Some(&node));
        assert_eq!(iris.from_path("group/%E8%81%8C%E5%B7%A5").as_ref(), Some(&iris.group("职工")));
        assert_eq!(iris.from_path("group/%FF"), None);
    }
}
