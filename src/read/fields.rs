//! A JSON record → a page: the names that crawlers give the fields are data (`data/read/fields.toml`).

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use crate::model::{Page, PartialDate};
use crate::read::{ReadOptions, date, html};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    id: Vec<String>,
    title: Vec<String>,
    date: Vec<String>,
    source: Vec<String>,
    author: Vec<String>,
    url: Vec<String>,
    text: Vec<String>,
    list: Vec<String>,
}

static NAMES: LazyLock<Names> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/read/fields.toml")).unwrap_or_default());

/// The page of a record that begins on `line`.
///
/// # Errors
/// One sentence, when the record has no text, or none that can be read.
pub fn page(mut page: Page, record: &Value, line: usize, options: &ReadOptions) -> Result<Page, String> {
    let Value::Object(_) = record else { return Err("the record is no JSON object".to_owned()) };
    let names = &*NAMES;
    let text = field(record, &names.text).ok_or("the record has no text (fields text, content, maintext, …)")?;
    page.text =
        if html::is_markup(&text) { html::plain(&text)? } else { text.replace("\r\n", "\n").replace('\r', "\n") };
    page.first_line = line;
    page.own_lines = false;
    page.title = field(record, &names.title);
    let stated = names.date.iter().find_map(|name| record.get(name).and_then(as_date));
    page.published = stated.or(page.published);
    page.publisher = field(record, &names.source).or_else(|| options.publisher.clone());
    page.author = field(record, &names.author);
    page.url = field(record, &names.url);
    if let Some(id) = field(record, &names.id) {
        page.key = id;
    } else if line > 1 {
        page.key = format!("{}#{line}", page.key);
    }
    Ok(page)
}

/// The records of a file that keeps them in a list under one name.
pub fn list(record: &Value) -> Option<&Vec<Value>> {
    let names = &*NAMES;
    if field(record, &names.text).is_some() {
        return None;
    }
    names.list.iter().find_map(|name| record.get(name)?.as_array()).filter(|l| l.iter().any(Value::is_object))
}

/// The first of the names that has words.
fn field(record: &Value, names: &[String]) -> Option<String> {
    names.iter().find_map(|name| words(record.get(name)?)).filter(|words| !words.trim().is_empty())
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().filter_map(words).collect();
            (!parts.is_empty()).then(|| parts.join("、"))
        }
        Value::Object(inner) => {
            inner.get("name").or_else(|| inner.get("$oid")).or_else(|| inner.get("$date")).and_then(words)
        }
        Value::String(_) | Value::Null | Value::Bool(_) => None,
    }
}

fn as_date(value: &Value) -> Option<PartialDate> {
    match value {
        Value::Number(number) => date::of_epoch(number.as_i64()?),
        other => date::of_field(&words(other)?),
    }
}
