//! What people decide about the graph: which things are one, which facts are wrong.

use std::fmt;

use crate::model::{Class, Identity, PartialDate};

/// A thing as a person names it, in words that outlive a rebuild: `Person:张伟@南京市总工会`. What stands behind `@` is a
/// body, a place, a code, or the key of an article: anything that tells the thing from its namesakes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Thing {
    /// Its class.
    pub class: Class,
    /// A name of it.
    pub name: String,
    /// What tells it from others of the name, if needed.
    pub mark: Option<String>,
}

impl Thing {
    /// Whether an entity of an article is it.
    #[must_use]
    pub fn is(&self, article: &str, entity: &Identity) -> bool {
        let marked = |mark: &String| {
            entity.keys.contains(mark)
                || entity.code.as_ref() == Some(mark)
                || entity.distinction.as_ref() == Some(mark)
                || article == mark
        };
        entity.class == self.class && entity.is_called(&self.name) && self.mark.as_ref().is_none_or(marked)
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.class.as_str(), self.name)?;
        self.mark.as_ref().map_or(Ok(()), |mark| write!(f, "@{mark}"))
    }
}

impl std::str::FromStr for Thing {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("“{text}” is not a thing of the form Person:张伟 or Person:张伟@南京市总工会");
        let (class, rest) = text.split_once(':').ok_or_else(wrong)?;
        let class = Class::from_word(class).ok_or_else(|| format!("“{class}” is not a class of things"))?;
        let (name, mark) = rest.split_once('@').map_or((rest, None), |(name, mark)| (name, Some(mark)));
        if name.is_empty() || mark == Some("") {
            return Err(wrong());
        }
        Ok(Self { class, name: name.to_owned(), mark: mark.map(str::to_owned) })
    }
}

/// A fact as the fact table writes it; what is left out is any.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fact {
    /// Key of the article that states it; all articles when left out.
    pub article: Option<String>,
    /// Label of the subject; of a fact about the article itself its key.
    pub subject: String,
    /// The relation.
    pub relation: String,
    /// Label of the object.
    pub object: String,
    /// The last column of the fact table.
    pub qualifiers: Option<String>,
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.subject, self.relation, self.object)?;
        self.qualifiers.as_ref().filter(|q| !q.is_empty()).map_or(Ok(()), |q| write!(f, " ({q})"))?;
        self.article.as_ref().map_or(Ok(()), |article| write!(f, " [{article}]"))
    }
}

/// What takes the place of a wrong value; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Right {
    /// The right subject.
    pub subject: Option<String>,
    /// The right object.
    pub object: Option<String>,
    /// The right qualifiers, all of them.
    pub qualifiers: Option<String>,
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.subject, &self.object, &self.qualifiers];
        let given: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        f.write_str(&given.join(" "))
    }
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// Two things are one; the first gives its name.
    Same(Thing, Thing),
    /// Two things stay two.
    Different(Thing, Thing),
    /// A thing has another name, in every article.
    Alias(Thing, String),
    /// A fact is wrong and is not stated.
    Wrong(Fact),
    /// A fact has another value.
    Right(Fact, Right),
}

impl Verdict {
    /// The word in the decisions file.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Same(..) => "same",
            Self::Different(..) => "different",
            Self::Alias(..) => "alias",
            Self::Wrong(..) => "wrong",
            Self::Right(..) => "right",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same(a, b) => write!(f, "{a} = {b}"),
            Self::Different(a, b) => write!(f, "{a} ≠ {b}"),
            Self::Alias(a, name) => write!(f, "{a}: {name}"),
            Self::Wrong(fact) => write!(f, "{fact}"),
            Self::Right(fact, right) => write!(f, "{fact} → {right}"),
        }
    }
}

/// A decision with its author and reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Stable id.
    pub id: String,
    /// What was decided.
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    /// When, if said.
    pub on: Option<PartialDate>,
    /// Why.
    pub why: String,
    /// Line of the decisions file, from 1.
    pub line: usize,
}
