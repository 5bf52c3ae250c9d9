//! Rows of titles and bodies, read leftwards from a name or rightwards from a verb.

mod assign;
mod left;
mod right;

pub(in crate::relate::post) use assign::with_department;

use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, OrgKind, Span, TitleMention};

/// A title and what is known of its body.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Held {
    /// The title.
    pub(super) title: String,
    /// Where the title stands.
    pub(super) span: Span,
    /// Label of its body.
    pub(super) org: Option<String>,
    /// Kind of its body.
    pub(super) kind: Option<OrgKind>,
    /// Place that stands before the title (淮安市 in 淮安市市长), or that its neighbour's body lies in.
    pub(super) place: Option<String>,
    /// Whether that place stands right before the title.
    pub(super) direct: bool,
    /// Words of a department without its body (组织部 in 区委常委、组织部部长).
    pub(super) department: Option<String>,
}

impl Held {
    /// A title without a body yet.
    pub(super) fn new(title: &TitleMention) -> Self {
        Self {
            title: title.title.clone(),
            span: title.span,
            org: None,
            kind: None,
            place: None,
            direct: false,
            department: None,
        }
    }
}

/// The document with what the parser asks for.
pub(super) struct Text<'d> {
    document: &'d Document<'d>,
    lexicon: &'d Lexicon,
    bodies: Vec<&'d Mention>,
    persons: Vec<&'d Mention>,
}

impl<'d> Text<'d> {
    pub(super) fn new(document: &'d Document<'d>, lexicon: &'d Lexicon) -> Self {
        let of = |class: Class| document.mentions.iter().filter(move |m| m.class == class).collect::<Vec<_>>();
        let mut bodies = of(Class::Organization);
        bodies.extend(of(Class::Place));
        bodies.sort_by_key(|m| (m.span.end, std::cmp::Reverse(m.span.start)));
        Self { document, lexicon, bodies, persons: of(Class::Person) }
    }

    pub(super) fn document(&self) -> &Document<'d> {
        self.document
    }

    pub(super) fn mentions(&self) -> &'d [Mention] {
        &self.document.mentions
    }

    pub(super) fn all(&self) -> &'d str {
        self.document.text()
    }

    pub(super) fn len(&self) -> usize {
        self.all().len()
    }

    pub(super) fn from(&self, at: usize) -> &'d str {
        &self.all()[at..]
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> &'d str {
        self.all().get(from..to).unwrap_or("")
    }

    pub(super) fn persons(&self) -> &[&'d Mention] {
        &self.persons
    }

    /// The last person before a position.
    pub(super) fn last_person(&self, at: usize) -> Option<&'d Mention> {
        let to = self.persons.partition_point(|m| m.span.end <= at);
        self.persons[..to].last().copied()
    }

    /// The person that begins at a position.
    pub(super) fn person_from(&self, at: usize) -> Option<&'d Mention> {
        let number = self.persons.partition_point(|m| m.span.start < at);
        self.persons.get(number).copied().filter(|m| m.span.start == at)
    }

    /// The title that begins at a position.
    pub(super) fn title_from(&self, at: usize) -> Option<&'d TitleMention> {
        let number = self.document.titles.partition_point(|t| t.span.start < at);
        self.document.titles.get(number).filter(|t| t.span.start == at)
    }

    /// The title that ends at a position.
    fn title_to(&self, at: usize) -> Option<&'d TitleMention> {
        let number = self.document.titles.partition_point(|t| t.span.end < at);
        self.document.titles.get(number).filter(|t| t.span.end == at)
    }

    /// The longest body that ends at a position.
    pub(super) fn body_before(&self, at: usize) -> Option<&'d Mention> {
        self.ending(at, Class::Organization)
    }

    fn ending(&self, at: usize, class: Class) -> Option<&'d Mention> {
        let from = self.bodies.partition_point(|m| m.span.end < at);
        self.bodies[from..].iter().take_while(|m| m.span.end == at).find(|m| m.class == class).copied()
    }

    /// The longest body or place that begins at a position.
    fn beginning(&self, at: usize) -> Option<&'d Mention> {
        let number = self.document.mentions.partition_point(|m| m.span.start < at);
        self.document.mentions[number..]
            .iter()
            .take_while(|m| m.span.start == at)
            .find(|m| matches!(m.class, Class::Organization | Class::Place))
    }

    /// Class of a title in the word list.
    fn class_of(&self, title: &str) -> &'static str {
        let titles = self.lexicon.list("titles");
        titles.longest_suffix(title).and_then(|(_, entry)| entry.fields.first().copied()).unwrap_or("office")
    }

    /// Whether the title is held at a body.
    pub(super) fn is_office(&self, held: &Held) -> bool {
        self.class_of(&held.title) == "office"
    }

    /// Whether the word is a post only together with a body (村民, 学生).
    pub(super) fn is_folk(&self, held: &Held) -> bool {
        self.class_of(&held.title) == "folk"
    }

    /// Whether it is an occupation or rank of no body (作家, 大校).
    pub(super) fn is_rank(&self, held: &Held) -> bool {
        self.class_of(&held.title) == "rank"
    }

    /// Whether several may hold the title, so that a list of names shares it.
    pub(super) fn shared(&self, held: &Held) -> bool {
        let title = held.title.as_str();
        title.contains('副')
            || ["常委", "委员", "成员", "代表", "合伙人", "理事", "顾问"].iter().any(|end| title.ends_with(end))
            || !self.is_office(held)
    }
}
