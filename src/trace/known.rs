//! What is known of a policy without any article: what stands above it, its parts and its targets, each with its source.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use serde::Serialize;

use crate::error::Result;
use crate::rdf::vocab::{dct, gt};
use crate::store::Store;
use crate::trace::{Figure, Lang, label_of};

/// What is known of a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Known {
    /// Its title.
    pub policy: String,
    /// Who issued it.
    pub issuers: Vec<String>,
    /// Day of issue, or else empty.
    pub issued: String,
    /// The policies that it carries out.
    pub follows: Vec<String>,
    /// Its parts in order; those not known by name are empty.
    pub parts: Vec<String>,
    /// What is to be reached.
    pub targets: Vec<Figure>,
    /// Where this is known from.
    pub source: String,
}

impl Known {
    /// The heading of all of them.
    #[must_use]
    pub const fn heading(lang: Lang) -> &'static str {
        lang.of("背景资料", "Known beforehand")
    }

    /// Headings and what stands behind them.
    #[must_use]
    pub fn details(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let named = self.parts.iter().enumerate().filter(|(_, name)| !name.is_empty());
        let named: Vec<String> = named.map(|(at, name)| format!("{} {name}", at + 1)).collect();
        let count = self.parts.len();
        let parts = match (count, named.is_empty(), lang) {
            (0, ..) => String::new(),
            (_, true, Lang::Zh) => format!("共{count}部分"),
            (_, true, Lang::En) => format!("{count} parts"),
            (_, false, Lang::Zh) => format!("共{count}部分，已知名称的：{}", lang.list(&named)),
            (_, false, Lang::En) => format!("{count} parts, known by name: {}", lang.list(&named)),
        };
        let issued = [lang.list(&self.issuers), self.issued.clone()].join(" ").trim().to_owned();
        let targets = crate::trace::line::figures(&self.targets, lang);
        let all = [
            (lang.of("发布", "issued"), issued),
            (lang.of("上位", "under"), lang.list(&self.follows)),
            (lang.of("部分", "parts"), parts),
            (lang.of("目标", "targets"), targets),
            (lang.of("来源", "source"), self.source.clone()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// What is known of the policies among some things, and of those that these carry out.
pub(super) fn of(store: &Store, things: &[NamedNode]) -> Result<Vec<Known>> {
    let (mut known, mut open): (Vec<Known>, Vec<NamedNode>) = (Vec::new(), things.to_vec());
    while let Some(node) = open.pop() {
        // Only what is known beforehand has a source of its own.
        let source = texts(store, &node, dct::source)?.join("；");
        let policy = store.objects(&node, rdf::TYPE)?.contains(&gt::Policy.into_owned().into());
        let label = label_of(store, &node)?.unwrap_or_default();
        if !policy || source.is_empty() || known.iter().any(|known| known.policy == label) {
            continue;
        }
        let above = nodes(store, &node, gt::implements)?;
        let mut follows = Vec::new();
        for policy in &above {
            follows.extend(label_of(store, policy)?);
        }
        let mut issuers = Vec::new();
        for body in nodes(store, &node, gt::issuedBy)? {
            issuers.extend(label_of(store, &body)?);
        }
        issuers.sort();
        let issued = texts(store, &node, dct::issued)?.into_iter().next().unwrap_or_default();
        let (parts, targets) = (parts(store, &node)?, targets(store, &node)?);
        known.push(Known { policy: label, issuers, issued, follows, parts, targets, source });
        open.extend(above);
    }
    Ok(known)
}

fn parts(store: &Store, policy: &NamedNode) -> Result<Vec<String>> {
    let count = texts(store, policy, gt::partNumber)?.len();
    let mut named = BTreeMap::new();
    for part in store.subjects(dct::isPartOf, policy)? {
        let number = texts(store, &part, gt::ordinal)?.first().and_then(|number| number.parse::<usize>().ok());
        let theme = texts(store, &part, gt::theme)?.into_iter().next();
        let theme = theme.map_or_else(String::new, |theme| format!("（{theme}）"));
        if let (Some(number), Some(label)) = (number, label_of(store, &part)?) {
            named.insert(number, format!("{label}{theme}"));
        }
    }
    Ok((1..=count).map(|number| named.remove(&number).unwrap_or_default()).collect())
}

fn targets(store: &Store, policy: &NamedNode) -> Result<Vec<Figure>> {
    let mut targets = Vec::new();
    for target in store.subjects(gt::indicatorOf, policy)? {
        if texts(store, &target, dct::source)?.is_empty() {
            continue;
        }
        let one = |predicate| -> Result<String> {
            Ok(texts(store, &target, predicate)?.into_iter().next().unwrap_or_default())
        };
        targets.push(Figure {
            counts: one(gt::counts)?,
            comparator: one(gt::comparator)?,
            value: one(gt::value)?,
            unit: one(gt::unit)?,
            by: one(gt::deadline)?,
            period: String::new(),
        });
    }
    targets.sort_by_key(|figure| (figure.by.clone(), figure.value.len(), figure.clone()));
    Ok(targets)
}

pub(super) fn nodes(store: &Store, node: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<Vec<NamedNode>> {
    let terms = store.objects(node, predicate)?.into_iter();
    Ok(terms.filter_map(|term| if let Term::NamedNode(node) = term { Some(node) } else { None }).collect())
}

fn texts(store: &Store, node: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<Vec<String>> {
    let terms = store.objects(node, predicate)?.into_iter();
    let mut texts: Vec<String> = terms
        .filter_map(|term| if let Term::Literal(text) = term { Some(text.value().to_owned()) } else { None })
        .collect();
    texts.sort();
    texts.dedup();
    Ok(texts)
}
