//! Figures: what is counted, whose it is, and whether it is reached (`result`) or to be reached (`target`).
//!
//! In: quantities, dates and mentions. Out: claims with value, unit, comparator and period or deadline. For each number
//! four questions are answered by log-linear models over readable features (`data/weights/figure_*.tsv`, fitted by
//! `data/recipes/figure/fit.py`): which phrase is its noun (`noun`), is it a plan (`plan`), whose is it (`subject`,
//! for all numbers of the article together), and is the row that comes of it likely to be right (`worth`).

mod change;
pub mod described;
mod gate;
mod list;
mod models;
mod noun;
mod plan;
mod subject;
mod vocabulary;
mod words;
mod worth;

use crate::lexicon::{Features, Lexicon};
use crate::model::{Claim, DateMention, Document, EntityRef, Object, Qualifier, Quantity, Relation, Span};
use crate::relate::Relator;
use models::Models;
use noun::{Around, Noun};
use plan::Plans;
use subject::Cast;
use vocabulary::Vocabulary;

/// Probability of being a plan from which a figure is a target: plans are rare, and the model is shy of them.
const PLANNED: f32 = 0.3;

/// Probability of being right from which a figure is a claim: half the F1 of results, below which a row costs more
/// than it brings.
const LEAST: f32 = 0.33;

/// The same for a target, of which fewer are right yet.
const LEAST_TARGET: f32 = 0.12;

/// Results and targets.
pub struct Figures;

impl Relator for Figures {
    fn name(&self) -> &'static str {
        "figure"
    }

    fn relate(&self, document: &Document<'_>, lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        if document.quantities.is_empty() {
            return;
        }
        let vocabulary = Vocabulary::of(lexicon);
        let Some(models) = Models::of(lexicon) else { return };
        let figures = Teller::new(document, lexicon, &vocabulary, models).all();
        let cast = Cast::of(document, &vocabulary, lexicon);
        let subjects = subject::likeliest(&subject::nodes(&cast, &vocabulary, &figures, models.subject));
        let mut period = None;
        for (figure, (subject, margin)) in figures.iter().zip(subjects) {
            let quantity = &document.quantities[figure.quantity];
            let mut worth = models.worth.tally("");
            worth::features(document, &vocabulary, figure.sentence, quantity, &mut worth);
            let judged = worth::Judged {
                noun: &figure.noun,
                noun_probability: figure.likely,
                subject: cast.entities[subject].sort,
                margin,
                target: figure.target(),
            };
            worth::judged(&judged, gate::sort(&vocabulary, &quantity.unit), &mut worth);
            let confidence = worth.probabilities().first().copied().unwrap_or(0.0);
            let date = figure.date(document, &mut period);
            let least = if figure.target() { LEAST_TARGET } else { LEAST };
            if confidence >= least {
                claims.push(figure.claim(
                    &vocabulary,
                    quantity,
                    cast.entities[subject].entity.clone(),
                    date,
                    confidence,
                ));
            }
        }
    }
}

/// A number with what it counts.
#[derive(Clone, Debug)]
struct Figure {
    /// Index into `document.quantities`.
    quantity: usize,
    sentence: Span,
    noun: String,
    /// Probability of the noun among the phrases.
    likely: f32,
    /// The phrases among which it was chosen, if they are kept; none when a list gives it.
    phrases: Vec<Noun<Vec<String>>>,
    /// Probability of being a plan.
    plan: f32,
    /// The subject that the words themselves give (法国、英国投资分别增长…).
    owner: Option<EntityRef>,
}

impl Figure {
    fn target(&self) -> bool {
        self.plan >= PLANNED
    }

    /// Whether it is to be reached years after the article: no happening of its days reaches it.
    fn is_far(&self, document: &Document<'_>) -> bool {
        let at = document.quantities[self.quantity].span.start;
        let by = gate::date(document, self.sentence, at, true);
        let year = by.and_then(|date| date.get(..4)?.parse::<i16>().ok());
        let published = document.article.published.map(|date| date.year);
        year.zip(published).is_some_and(|(by, published)| by >= published + 2)
    }

    /// The period of a result, which holds for the results behind it too, or the deadline of a target.
    fn date(&self, document: &Document<'_>, period: &mut Option<String>) -> Option<String> {
        let at = document.quantities[self.quantity].span.start;
        let date = gate::date(document, self.sentence, at, self.target());
        if self.target() {
            return date;
        }
        if date.is_some() {
            *period = date;
        }
        period.clone()
    }

    fn claim(
        &self,
        v: &Vocabulary,
        quantity: &Quantity,
        subject: EntityRef,
        date: Option<String>,
        confidence: f32,
    ) -> Claim {
        let (relation, key) = match self.target() {
            true => (Relation::Target, Qualifier::By),
            false => (Relation::Result, Qualifier::Period),
        };
        let people = v.people.iter().any(|w| self.noun.ends_with(w));
        let unit = match quantity.unit.as_str() {
            "" if self.noun.ends_with("人次") => "人次",
            "" if people => "人",
            unit => unit,
        };
        Claim::new(subject, relation, Object::Text(self.noun.clone()), self.sentence, "figure", confidence)
            .with(Qualifier::Value, quantity.value.clone())
            .with(Qualifier::Unit, unit)
            .with(Qualifier::Comparator, quantity.comparator)
            .with(key, date.unwrap_or_default())
    }
}

/// The dates between two positions.
fn dates_in<'d>(
    document: &'d Document<'_>,
    from: usize,
    to: usize,
) -> impl DoubleEndedIterator<Item = &'d DateMention> {
    let first = document.dates.partition_point(|d| d.span.start < from);
    let last = document.dates.partition_point(|d| d.span.start < to);
    document.dates[first..last.max(first)].iter().filter(move |d| d.span.end <= to)
}

/// Goes through the article and keeps in mind what the last figures counted.
struct Teller<'d, 'a> {
    document: &'d Document<'a>,
    lexicon: &'d Lexicon,
    v: &'d Vocabulary,
    models: Models<'d>,
    plans: Plans,
    /// Whether figures keep the phrases among which their nouns were chosen, with their features by name.
    keeps: bool,
    /// What the last figure of the paragraph measured, for “增长3.8%” without a noun.
    topic: Option<String>,
    /// What the items of the last list measured, for “同比分别增长1%和2%” behind it.
    listed: Vec<String>,
    paragraph: usize,
}

impl<'d, 'a> Teller<'d, 'a> {
    fn new(document: &'d Document<'a>, lexicon: &'d Lexicon, v: &'d Vocabulary, models: Models<'d>) -> Self {
        let plans = Plans::of(document, lexicon);
        let (topic, listed, paragraph) = (None, Vec::new(), usize::MAX);
        Self { document, lexicon, v, models, plans, keeps: false, topic, listed, paragraph }
    }

    /// The figures of the article, without its headline.
    fn all(mut self) -> Vec<Figure> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.document.quantities.len() {
            let (sentence, end) = self.enter(at);
            let run = list::run(self.document, at, end);
            if !gate::headline(self.document, sentence) {
                out.extend(self.run(sentence, at, run));
            }
            at = run;
        }
        out
    }

    /// The sentence of a number, and where the numbers of that sentence end.
    fn enter(&mut self, index: usize) -> (Span, usize) {
        let article = self.document.article;
        let number = article.sentence_at(self.quantity(index).span.start);
        let sentence = article.sentences.get(number).copied();
        let (span, paragraph) = sentence.map_or((Span::default(), 0), |s| (s.span, s.paragraph));
        if paragraph != self.paragraph {
            self.paragraph = paragraph;
            self.topic = None;
            self.listed.clear();
        }
        let end = self.document.quantities.partition_point(|q| q.span.start < span.end);
        (span, end.max(index + 1))
    }

    fn quantity(&self, index: usize) -> &'d Quantity {
        &self.document.quantities[index]
    }

    fn text(&self, from: usize, to: usize) -> &'d str {
        self.document.text().get(from..to).unwrap_or("")
    }

    /// Where the words of a number begin: behind the number before it, in the same sentence.
    fn left(&self, sentence: Span, index: usize) -> usize {
        let before = index.checked_sub(1).map_or(0, |p| self.quantity(p).span.end);
        before.max(sentence.start)
    }

    /// Where they end: before the next number.
    fn right(&self, sentence: Span, index: usize) -> usize {
        let next = self.document.quantities.get(index + 1).map_or(sentence.end, |q| q.span.start);
        next.min(sentence.end).max(self.quantity(index).span.end)
    }

    /// The figures of a run of numbers (one, or several behind 分别).
    fn run(&mut self, sentence: Span, from: usize, to: usize) -> Vec<Figure> {
        if to - from > 1
            && let Some(figures) = self.shared(sentence, from, to)
        {
            return figures;
        }
        (from..to).filter_map(|index| self.single(sentence, index)).collect()
    }

    /// “A、B和C分别增长1%、2%和3%”.
    fn shared(&mut self, sentence: Span, from: usize, to: usize) -> Option<Vec<Figure>> {
        let before = self.left(sentence, from);
        let first = self.quantity(from);
        let said = self.text(before, first.span.start);
        let respectively = said.rfind("分别")?;
        let end = before + respectively;
        let mut head = past_words(self.v, self.document, before, end);
        let after = past_leads(self.v, self.document, before, end);
        // “南京市住宿业、租赁业”: a place before the list is none of its items, unless all are places.
        if self.document.mentions_in(Span::new(head, end)).len() < to - from
            && after < end
            && !self.text(head, after).contains('、')
        {
            head = after;
        }
        let again =
            || (self.listed.len() == to - from && list::unsaid(self.text(head, end))).then(|| self.listed.clone());
        let items = list::items(self.v, self.text(head, end), to - from).or_else(again)?;
        let tail = &said[respectively..];
        let change = change::change(tail).map(|(_, label)| label).unwrap_or_default();
        let change = if said[..respectively].ends_with("同比") { format!("同比{change}") } else { change };
        let behind = gate::clause_end(self.text(self.quantity(to - 1).span.end, self.right(sentence, to - 1)));
        let post = noun::phrase_behind(self.v, behind, matches!(first.unit.as_str(), "名" | "位" | "人"));
        let owners = all_named(self.document, head, end, &items);
        self.topic = None;
        self.listed.clone_from(&items);
        let figures = (from..to).enumerate().map(|(at, quantity)| {
            let owner = owners.as_ref().map(|o| o[at].0.clone());
            let head = owners.as_ref().map_or(&items[at], |o| &o[at].1);
            let noun =
                if post.is_empty() || !change.is_empty() { format!("{head}{change}") } else { format!("{head}{post}") };
            self.figure(sentence, quantity, noun, 0.8, owner)
        });
        Some(figures.filter(|figure| gate::noun(self.v, &figure.noun)).collect())
    }

    fn figure(&self, sentence: Span, quantity: usize, noun: String, likely: f32, owner: Option<EntityRef>) -> Figure {
        let mut plan = self.models.plan.tally("");
        plan::features(self.document, &self.plans, sentence, self.quantity(quantity), &mut plan);
        let plan = plan.probabilities().first().copied().unwrap_or(0.0);
        Figure { quantity, sentence, noun, likely, phrases: Vec::new(), plan, owner }
    }

    fn single(&mut self, sentence: Span, index: usize) -> Option<Figure> {
        if gate::never(self.document, self.lexicon, index) {
            return None;
        }
        let mut nouns = self.nouns(sentence, index, || self.models.noun.tally(""));
        let (best, likely) = noun::likeliest(&mut nouns)?;
        let noun = noun::without_verb(self.v, &nouns[best].label).unwrap_or(&nouns[best].label).to_owned();
        let phrases = if self.keeps { self.nouns(sentence, index, Vec::new) } else { Vec::new() };
        self.topic = Some(noun.clone());
        Some(Figure { phrases, ..self.figure(sentence, index, noun, likely, None) })
    }

    /// The phrases that may be the noun of a number.
    fn nouns<F: Features>(&self, sentence: Span, index: usize, make: impl Fn() -> F) -> Vec<Noun<F>> {
        let quantity = self.quantity(index);
        let clause = gate::clause_start(self.document.text(), self.left(sentence, index), quantity.span.start);
        let head = past_leads(self.v, self.document, clause, quantity.span.start);
        let around = Around {
            said: self.text(head, quantity.span.start),
            post: gate::clause_end(self.text(quantity.span.end, self.right(sentence, index))),
            topic: self.topic.as_deref(),
        };
        noun::options(self.v, quantity, &around, make)
    }
}

/// The first position behind dates, places, bodies and empty words at the beginning of a clause.
fn past_leads(v: &Vocabulary, document: &Document<'_>, at: usize, end: usize) -> usize {
    leads(v, document, at, end, true)
}

/// The first position behind dates and empty words at the beginning of a clause.
fn past_words(v: &Vocabulary, document: &Document<'_>, at: usize, end: usize) -> usize {
    leads(v, document, at, end, false)
}

fn leads(v: &Vocabulary, document: &Document<'_>, mut at: usize, end: usize, names: bool) -> usize {
    let text = document.text();
    loop {
        let stripped = end - v.without_leads(&text[at..end]).len();
        let dated = document.dates.iter().find(|d| d.span.start == stripped && d.span.end <= end).map(|d| d.span.end);
        let named = document.mentions_in(Span::new(stripped, stripped + 1)).iter();
        let named = named.filter(|m| names && !m.nested && m.span.end <= end && subject::can_own(m.class));
        let next = dated.or(named.map(|m| m.span.end).max()).unwrap_or(stripped);
        if next == at {
            return at;
        }
        at = next;
    }
}

/// The entities with which the items of a list begin, when each item does, and what each item says behind it.
fn all_named(document: &Document<'_>, from: usize, to: usize, items: &[String]) -> Option<Vec<(EntityRef, String)>> {
    let inside = Span::new(from, to);
    let text = document.text();
    let named = |item: &String| {
        let mut mentions = document.mentions.iter().filter(|m| inside.contains(m.span) && subject::can_own(m.class));
        mentions.find_map(|m| item.strip_prefix(m.span.of(text)).map(|rest| (m.entity(), rest.to_owned())))
    };
    items.iter().map(named).collect()
}
