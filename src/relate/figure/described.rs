//! All that the models of this stage look at, for fitting their weights (`data/recipes/figure/fit.py`).

use crate::lexicon::Lexicon;
use crate::model::{Document, Quantity, Span};
use crate::relate::figure::models::Models;
use crate::relate::figure::plan::{self, Plans};
use crate::relate::figure::subject::{self, Between, Cast, Past, Scene};
use crate::relate::figure::vocabulary::Vocabulary;
use crate::relate::figure::{Teller, gate, worth};

/// A phrase or an entity with its features.
pub type Candidate = (String, Vec<String>);

/// A number with the candidates for its noun and its subject.
#[derive(Clone, Debug)]
pub struct Described {
    /// Where it stands.
    pub span: Span,
    /// Number.
    pub value: String,
    /// Unit.
    pub unit: String,
    /// What it is counted as, roughly.
    pub sort: &'static str,
    /// The noun taken.
    pub noun: String,
    /// Subject that the words themselves give.
    pub owner: Option<String>,
    /// Phrases that may be the noun; none when a list gives it.
    pub nouns: Vec<Candidate>,
    /// What speaks for a plan.
    pub plan: Vec<String>,
    /// Entities that may be the subject, each with its sort and class.
    pub subjects: Vec<(Candidate, &'static str, &'static str)>,
    /// What speaks for each of them being the subject of the number before as well.
    pub again: Vec<Vec<String>>,
    /// What the weights of both add up to, for each of them.
    pub sums: (Vec<f32>, Vec<f32>),
    /// What speaks for a fact.
    pub worth: Vec<String>,
}

/// Every number of an article that may be a figure.
#[must_use]
pub fn described(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Described> {
    let v = Vocabulary::of(lexicon);
    let Some(models) = Models::of(lexicon) else { return Vec::new() };
    let cast = Cast::of(document, &v, lexicon);
    let plans = Plans::of(document, lexicon);
    let figures = Teller { keeps: true, ..Teller::new(document, lexicon, &v, models) }.all();
    let nodes = subject::nodes(&cast, &v, &figures, models.subject);
    let mut past = Past::new(&cast);
    let mut before: Option<&Quantity> = None;
    let mut out = Vec::new();
    for (figure, node) in figures.into_iter().zip(nodes) {
        let quantity = &document.quantities[figure.quantity];
        past.go_on(&cast, quantity.span.start);
        let scene = Scene::of(&cast, &v, &past, quantity, &figure.noun, figure.target());
        let mut again = vec![Vec::new(); cast.entities.len()];
        if let Some(before) = before {
            let between = Between::of(&cast, before, quantity);
            again.iter_mut().enumerate().for_each(|(number, names)| between.features(&cast, number, names));
        }
        before = Some(quantity);
        let subjects = cast.entities.iter().enumerate().map(|(number, entity)| {
            let mut features = Vec::new();
            scene.features(number, &mut features);
            ((entity.entity.label.clone(), features), entity.sort, entity.entity.class.as_str())
        });
        let subjects = subjects.collect();
        let (mut plan, mut worth) = (Vec::new(), Vec::new());
        plan::features(document, &plans, figure.sentence, quantity, &mut plan);
        worth::features(document, &v, figure.sentence, quantity, &mut worth);
        out.push(Described {
            span: quantity.span,
            value: quantity.value.clone(),
            unit: quantity.unit.clone(),
            sort: gate::sort(&v, &quantity.unit),
            owner: figure.owner.as_ref().map(|owner| owner.label.clone()),
            plan,
            subjects,
            sums: (node.alone, node.again),
            again,
            worth,
            nouns: figure.phrases.into_iter().map(|noun| (noun.label, noun.features)).collect(),
            noun: figure.noun,
        });
    }
    out
}
