//! Building companies that are called by a number: 中铁九局, 中建三局一公司, 中国二十冶.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::normal;
use crate::model::{Class, Document, Mention, OrgKind, Span};

static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const NUMBER: &str = "[一二三四五六七八九十]{1,3}";
    Regex::new(&format!(
        "(?:(?:中国)?(?:中铁|中建|中交|中电建|中水电|水电|铁建|中国铁建|中国水电){NUMBER}(?:局|航局|公局|航)|中国{NUMBER}冶|中冶{NUMBER}冶)\
         (?:集团)?(?:第?{NUMBER}(?:工程|建筑|建设)?(?:有限)?公司|[东西南北中华交通投资建筑]{{2}}(?:分)?公司)?"
    ))
    .ok()
});

/// Adds such companies where no body stands yet, and their companies of a lower level as parts of them.
pub(super) fn find(document: &Document<'_>, found: &mut Vec<Mention>) {
    let text = document.text();
    let Some(name) = NAME.as_ref() else { return };
    for hit in name.find_iter(text) {
        let span = Span::new(hit.start(), hit.end());
        let goes_on = ["集团", "有限", "股份", "第"].iter().any(|word| text[span.end..].starts_with(word));
        if goes_on || found.iter().any(|m| m.span.overlaps(span)) {
            continue;
        }
        let mut mention = Mention::new(span, Class::Organization, normal::label(span.of(text)), "organization:builder");
        mention.kind = Some(OrgKind::Company);
        mention.confidence = 0.85;
        let whole = ["局", "冶"].iter().filter_map(|end| span.of(text).find(end).map(|at| at + end.len())).min();
        if let Some(whole) = whole.filter(|whole| *whole < span.len()) {
            mention.parent = Some(normal::label(&span.of(text)[..whole]));
        }
        found.push(mention);
    }
}
