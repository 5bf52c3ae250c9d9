//! Bodies: formal ones (place + body), national ones by list, others by the end of their names, departments behind
//! them, and short forms of what the article names in full.

mod builder;
mod deixis;
mod department;
mod formal;
mod group;
mod listed;
mod local;
mod located;
mod national;
mod open;
mod short;
mod tagged;
mod unify;
mod venue;

use crate::extract::Extractor;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, Span};

/// The one body among others whose name a mention abbreviates (盈达空调 for 上海盈达空调设备股份有限公司).
pub(crate) fn full_name<'m>(mention: &Mention, others: impl Iterator<Item = &'m Mention>) -> Option<&'m Mention> {
    unify::full_name(mention, others)
}

/// Drops bodies of the whole country that only begin the name of a local office (中国银行|上海分行).
fn nested_in_offices(found: &mut Vec<Mention>) {
    let offices: Vec<Span> = found
        .iter()
        .filter(|m| m.parent.is_none() && matches!(m.extractor, "organization:branch" | "organization:department"))
        .map(|m| m.span)
        .collect();
    found.retain(|m| m.extractor != "organization:list" || !offices.iter().any(|o| o.contains(m.span) && *o != m.span));
}

/// Finds organizations.
pub struct Organizations;

impl Extractor for Organizations {
    fn name(&self) -> &'static str {
        "organization"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let mut found = formal::find(document, lexicon);
        listed::listed(document, lexicon, &mut found);
        group::find(document, lexicon, &mut found);
        let listed = listed::distribute(document, &found);
        document.mentions.retain(|m| m.class != Class::Place || !listed.iter().any(|l| l.span == m.span));
        found.extend(listed);
        let (mut national, credited) = national::national(document, lexicon, &found);
        formal::join(&mut national, &mut found);
        found.append(&mut national);
        builder::find(document, &mut found);
        let mut open = open::find(document, lexicon, &found, &credited);
        tagged::find(document, lexicon, &found, &credited, &mut open);
        found.extend(open);
        deixis::find(document, &mut found);
        department::extend(document, lexicon, &mut found);
        nested_in_offices(&mut found);
        let short = short::find(document, &found);
        found.extend(short);
        located::without_accidents(document, lexicon, &mut found);
        located::communities(document, &mut found);
        unify::unify(&mut found);
        venue::turn(document, &mut found);
        document.add_mentions(found);
    }
}
