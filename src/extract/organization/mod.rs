//! Bodies: formal ones (place + body), national ones by list, others by the end of their names, departments behind
//! them, and short forms of what the article names in full.

mod department;
mod formal;
mod open;
mod short;
mod unify;

use crate::extract::Extractor;
use crate::lexicon::Lexicon;
use crate::model::Document;

/// Finds organizations.
pub struct Organizations;

impl Extractor for Organizations {
    fn name(&self) -> &'static str {
        "organization"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let mut found = formal::find(document, lexicon);
        found.extend(formal::national(document, lexicon, &found));
        let open = open::find(document, lexicon, &found);
        found.extend(open);
        department::extend(document, lexicon, &mut found);
        let short = short::find(document, &found);
        found.extend(short);
        unify::unify(document, lexicon, &mut found);
        document.add_mentions(found);
    }
}
