//! What people choose by: confidence, time, a place, what lies around a thing, a view.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Term};

use crate::error::Result;
use crate::part::statement::at_least;
use crate::part::{Statement, around, cut, scope, statements, view};
use crate::rdf::vocab::{gt, org, schema, skos};
use crate::store::Store;

/// Which claims belong to a part; the default is all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// Claims at least so sure, 0 to 1.
    pub confidence: Option<f64>,
    /// Articles of this day or later (a year, a month or a day).
    pub since: Option<String>,
    /// Articles of this day or earlier.
    pub until: Option<String>,
    /// What belongs to these places.
    pub within: Vec<NamedNode>,
    /// What lies around these things …
    pub centres: Vec<NamedNode>,
    /// … at so many ties or fewer.
    pub hops: usize,
    /// What a view shows.
    pub view: Option<String>,
}

impl Choice {
    /// Whether it chooses everything.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self { hops: self.hops, ..Self::default() }
    }
}

/// The part of a store that a choice names, as a store of its own.
///
/// # Errors
/// When the store cannot be read or there is no such view.
pub fn choose(store: &Store, choice: &Choice) -> Result<Store> {
    let all = statements(store)?;
    let mut chooser = Chooser { store, choice, kept: all.iter().collect() };
    chooser.by_confidence();
    chooser.by_time()?;
    chooser.by_place()?;
    chooser.by_distance()?;
    chooser.by_view()?;
    let kept: BTreeSet<&str> = chooser.kept.iter().map(|statement| statement.claim.as_str()).collect();
    cut::cut(store, &all, &kept)
}

struct Chooser<'c> {
    store: &'c Store,
    choice: &'c Choice,
    kept: Vec<&'c Statement>,
}

impl Chooser<'_> {
    fn by_confidence(&mut self) {
        self.kept.retain(|statement| at_least(statement, self.choice.confidence));
    }

    fn by_time(&mut self) -> Result<()> {
        let (since, until) = (self.choice.since.as_deref(), self.choice.until.as_deref());
        if since.is_none() && until.is_none() {
            return Ok(());
        }
        let mut fits: BTreeMap<&NamedNode, bool> = BTreeMap::new();
        for statement in &self.kept {
            if !fits.contains_key(&statement.graph) {
                let days = self.store.objects(&statement.graph, schema::datePublished)?;
                let day = days.first().map(|day| if let Term::Literal(day) = day { day.value() } else { "" });
                fits.insert(&statement.graph, day.is_some_and(|day| within(day, since, until)));
            }
        }
        self.kept.retain(|statement| fits.get(&statement.graph).copied().unwrap_or(false));
        Ok(())
    }

    fn by_place(&mut self) -> Result<()> {
        if self.choice.within.is_empty() {
            return Ok(());
        }
        let nodes = scope(self.store, &self.choice.within)?.nodes;
        self.keep(&|statement| {
            nodes.contains(&statement.subject) || statement.target().is_some_and(|target| nodes.contains(target))
        });
        Ok(())
    }

    fn by_distance(&mut self) -> Result<()> {
        if self.choice.centres.is_empty() {
            return Ok(());
        }
        let near = around::around(&self.kept, &self.choice.centres, self.choice.hops);
        let mut posts = BTreeSet::new();
        for node in &near {
            posts.extend(self.store.subjects(org::organization, node)?);
        }
        self.keep(&|statement| match statement.target() {
            _ if statement.predicate == gt::indicatorOf => statement.target().is_some_and(|of| near.contains(of)),
            Some(post) if statement.predicate == org::hasMembership => {
                near.contains(&statement.subject) && posts.contains(post)
            }
            Some(target) => near.contains(&statement.subject) && near.contains(target),
            None => near.contains(&statement.subject),
        });
        Ok(())
    }

    fn by_view(&mut self) -> Result<()> {
        if let Some(name) = &self.choice.view {
            let shown = view::shown(self.store, name)?;
            self.keep(&|statement| shown.contains(statement.claim.as_str()));
        }
        Ok(())
    }

    /// Keeps what fits, and of the things in it what they are and are called.
    fn keep(&mut self, fits: &dyn Fn(&Statement) -> bool) {
        let mut things: BTreeSet<NamedNode> = BTreeSet::new();
        let fitting: Vec<bool> = self.kept.iter().map(|statement| fits(statement)).collect();
        for (statement, _) in self.kept.iter().zip(&fitting).filter(|(_, fits)| **fits) {
            things.insert(statement.subject.clone());
            things.extend(statement.target().cloned());
        }
        let names = |statement: &Statement| statement.predicate == rdf::TYPE || statement.predicate == skos::altLabel;
        let mut fitting = fitting.into_iter();
        self.kept.retain(|statement| {
            fitting.next().unwrap_or(false) || names(statement) && things.contains(&statement.subject)
        });
    }
}

/// Whether a date (a day, a month, a year) may lie in a stretch of time.
#[must_use]
pub fn within(date: &str, since: Option<&str>, until: Option<&str>) -> bool {
    since.is_none_or(|since| date >= since || since.starts_with(date))
        && until.is_none_or(|until| date <= until || date.starts_with(until))
}
