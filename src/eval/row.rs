//! Rows of the fact table, in normal form.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};
use crate::model::Claim;

/// A row in normal form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Key of the article, up to a `#`: a page whose articles are numbered is scored as one.
    pub article: String,
    /// Subject.
    pub subject: String,
    /// Relation.
    pub relation: String,
    /// Object.
    pub object: String,
    /// Qualifiers.
    pub qualifiers: BTreeMap<String, String>,
    /// Of an extracted row: how sure it is, in thousandths, and the rule that gave it.
    pub evidence: Option<(u16, String)>,
}

impl Row {
    /// A row of a claim.
    #[must_use]
    pub fn of(article: &str, claim: &Claim) -> Self {
        let qualifiers = claim.qualifiers.iter().map(|(key, value)| (key.as_str().to_owned(), value.to_owned()));
        Self {
            article: page(article).to_owned(),
            subject: normal(claim.subject_label(article)),
            relation: claim.relation.as_str().to_owned(),
            object: normal(&claim.object.label()),
            qualifiers: qualifiers.collect(),
            evidence: Some(((claim.evidence.confidence * 1000.0).round() as u16, claim.evidence.rule.clone())),
        }
    }

    /// A qualifier, or the empty text.
    #[must_use]
    pub fn qualifier(&self, key: &str) -> &str {
        self.qualifiers.get(key).map_or("", String::as_str)
    }

    /// What makes two rows of one table the same row.
    pub(super) fn key(&self) -> [&str; 7] {
        let [org, value, unit] = ["org", "value", "unit"].map(|key| self.qualifier(key));
        [&self.article, &self.subject, &self.relation, &self.object, org, value, unit]
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let qualifiers: Vec<String> = self.qualifiers.iter().map(|(key, value)| format!("{key}={value}")).collect();
        write!(f, "{}\t{}\t{}\t{}\t{}", self.article, self.subject, self.relation, self.object, qualifiers.join("; "))
    }
}

/// Reads a fact table.
///
/// # Errors
/// When a line has not five columns; the message names file and line.
pub fn read(file: &str, text: &str) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if cells.len() == 4 {
            cells.push("");
        }
        let [article, subject, relation, object, qualifiers] = cells[..] else {
            let message = format!("{} columns, not 5", cells.len());
            return Err(Error::Data { file: file.to_owned(), line: number + 1, message });
        };
        let pairs = qualifiers.split("; ").filter_map(|pair| pair.split_once('='));
        rows.push(Row {
            article: page(article).to_owned(),
            subject: normal(subject),
            relation: relation.to_owned(),
            object: normal(object),
            qualifiers: pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
            evidence: None,
        });
    }
    Ok(rows)
}

fn page(article: &str) -> &str {
    article.split('#').next().unwrap_or(article)
}

/// Short and full forms of bodies that count as equal: each is folded to the short one.
const FOLD: &[(&str, &str)] = &[
    ("人民政府", "政府"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("工业和信息化", "工信"),
    ("发展和改革委员会", "发改委"),
    ("发展改革委员会", "发改委"),
    ("发展改革委", "发改委"),
    ("卫生健康委员会", "卫健委"),
    ("科学技术厅", "科技厅"),
    ("科学技术局", "科技局"),
    ("人民代表大会常务委员会", "人大常委会"),
    ("中国共产党", ""),
    ("中共", ""),
    ("国内生产总值", "地区生产总值"),
    ("GDP", "地区生产总值"),
];

/// Normal form of a label: NFKC, no spaces, no quotes, bodies in their short form.
pub(super) fn normal(label: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !"\"'“”‘’《》〈〉「」『』".contains(*c);
    let mut label: String = label.nfkc().filter(kept).collect();
    for (full, short) in FOLD {
        if label.contains(full) && label.chars().count() > full.chars().count() {
            label = label.replace(full, short);
        }
    }
    label
}
