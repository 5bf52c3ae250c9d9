//! Figures: what is counted, whose it is, and whether it is reached (`result`) or to be reached (`target`).
//!
//! In: quantities, dates and mentions. Out: claims with value, unit, comparator and period or deadline. The noun comes
//! from the words around the number ([`noun`], [`change`]), the subject from who is spoken of ([`subject`]); what is no
//! fact (ages, prices in examples, numbers inside names) is turned away by [`gate`].

mod change;
mod gate;
mod list;
mod noun;
mod subject;
mod words;

use crate::lexicon::Lexicon;
use crate::model::{Claim, Document, EntityRef, Object, Qualifier, Quantity, Relation, Span};
use crate::relate::Relator;
use subject::Subjects;

/// Results and targets.
pub struct Figures;

impl Relator for Figures {
    fn name(&self) -> &'static str {
        "figure"
    }

    fn relate(&self, document: &Document<'_>, lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        let mut teller = Teller::new(document, lexicon);
        for index in 0..document.article.sentences.len() {
            teller.sentence(index, claims);
        }
    }
}

/// A number with what it counts, before its subject is known.
#[derive(Clone, Debug)]
struct Counted {
    /// Index into `document.quantities`.
    quantity: usize,
    noun: String,
    /// Subjects that the words themselves give (法国、英国投资分别增长…).
    owner: Option<EntityRef>,
    /// Where the words of this figure begin.
    start: usize,
    /// How sure: lower for what is inherited from a clause before.
    confidence: f32,
}

/// Goes through the article and keeps in mind what the last sentences were about.
struct Teller<'d, 'a> {
    document: &'d Document<'a>,
    lexicon: &'d Lexicon,
    subjects: Subjects<'d, 'a>,
    /// What the last figure of the paragraph measured, for “增长3.8%” without a noun.
    topic: Option<String>,
    paragraph: usize,
    period: Option<String>,
    /// Whether the last figure was a target.
    planned: bool,
}

impl<'d, 'a> Teller<'d, 'a> {
    fn new(document: &'d Document<'a>, lexicon: &'d Lexicon) -> Self {
        let subjects = Subjects::new(document);
        Self { document, lexicon, subjects, topic: None, paragraph: usize::MAX, period: None, planned: false }
    }

    fn sentence(&mut self, index: usize, claims: &mut Vec<Claim>) {
        let sentence = self.document.article.sentences[index];
        if sentence.paragraph != self.paragraph {
            self.paragraph = sentence.paragraph;
            self.topic = None;
        }
        let span = sentence.span;
        self.subjects.enter(span);
        if gate::headline(self.document, span) {
            return;
        }
        let quantities = self.quantities(span);
        let mut counted = Vec::new();
        let mut at = quantities.start;
        while at < quantities.end {
            let run = list::run(self.document, at, quantities.end);
            counted.extend(self.run(span, &quantities, at, run));
            at = run;
        }
        for figure in counted {
            self.claim(span, &figure, claims);
        }
    }

    fn quantities(&self, span: Span) -> std::ops::Range<usize> {
        let all = &self.document.quantities;
        let from = all.partition_point(|q| q.span.start < span.start);
        from..all.partition_point(|q| q.span.start < span.end).max(from)
    }

    /// The figures of a run of numbers (one, or several behind 分别).
    fn run(&mut self, sentence: Span, all: &std::ops::Range<usize>, from: usize, to: usize) -> Vec<Counted> {
        let before = from.checked_sub(1).filter(|p| all.contains(p)).map_or(sentence.start, |p| self.end(p));
        if to - from > 1
            && let Some(figures) = self.shared(before, from, to, sentence)
        {
            return figures;
        }
        let mut out = Vec::new();
        for index in from..to {
            let left = index.checked_sub(1).filter(|p| all.contains(p)).map_or(sentence.start, |p| self.end(p));
            let right = if index + 1 < all.end { self.quantity(index + 1).span.start } else { sentence.end };
            out.extend(self.single(index, left, right));
        }
        out
    }

    fn quantity(&self, index: usize) -> &'d Quantity {
        &self.document.quantities[index]
    }

    fn end(&self, index: usize) -> usize {
        self.quantity(index).span.end
    }

    fn text(&self, from: usize, to: usize) -> &'d str {
        self.document.text().get(from..to).unwrap_or("")
    }

    /// “A、B和C分别增长1%、2%和3%”.
    fn shared(&mut self, before: usize, from: usize, to: usize, sentence: Span) -> Option<Vec<Counted>> {
        let first = self.quantity(from);
        let said = self.text(before, first.span.start);
        let respectively = said.rfind("分别")?;
        let end = before + respectively;
        let mut head = subject::past_words(self.document, before, end);
        let after = subject::past_leads(self.document, before, end);
        // “南京市住宿业、租赁业”: a place before the list is none of its items, unless all are places.
        if self.document.mentions_in(Span::new(head, end)).len() < to - from
            && after < end
            && !self.text(head, after).contains('、')
        {
            head = after;
        }
        let items = list::items(self.text(head, end), to - from)?;
        let tail = &said[respectively..];
        let change = change::change(tail).map(|(_, label)| label).unwrap_or_default();
        let change = if said[..respectively].ends_with("同比") { format!("同比{change}") } else { change };
        let right = if to < self.document.quantities.len() {
            self.quantity(to).span.start.min(sentence.end)
        } else {
            sentence.end
        };
        let people = matches!(first.unit.as_str(), "名" | "位" | "人");
        let post = noun::behind(gate::clause_end(self.text(self.end(to - 1), right)), people);
        let owners = self.subjects.all_named(head, end, &items);
        self.topic = None;
        Some(
            (from..to)
                .enumerate()
                .map(|(at, quantity)| {
                    let owner = owners.as_ref().map(|o| o[at].0.clone());
                    let head = owners.as_ref().map_or(&items[at], |o| &o[at].1);
                    let noun = if post.is_empty() || !change.is_empty() {
                        format!("{head}{change}")
                    } else {
                        format!("{head}{post}")
                    };
                    Counted { quantity, noun, owner, start: before, confidence: 0.8 }
                })
                .collect(),
        )
    }

    fn single(&mut self, index: usize, left: usize, right: usize) -> Option<Counted> {
        let quantity = self.quantity(index);
        let clause = gate::clause_start(self.document.text(), left, quantity.span.start);
        let head = subject::past_leads(self.document, clause, quantity.span.start);
        let said = self.text(head, quantity.span.start);
        let post = gate::clause_end(self.text(quantity.span.end, right));
        if gate::unwanted(self.document, self.lexicon, index, self.text(clause, quantity.span.start), post) {
            return None;
        }
        let rate = matches!(quantity.unit.as_str(), "%" | "倍" | "个百分点");
        let behind = if rate {
            String::new()
        } else {
            noun::behind(post, matches!(quantity.unit.as_str(), "名" | "位" | "人" | "家"))
        };
        let make = |noun: String, confidence: f32| {
            Some(Counted { quantity: index, noun, owner: None, start: clause, confidence })
        };
        if let Some((at, label)) = change::change(said).filter(|_| behind.is_empty()) {
            let topic = self.topic_of(noun::without_copulas(&said[..at]))?;
            self.topic = Some(topic.clone());
            return make(format!("{topic}{label}"), 0.8);
        }
        if quantity.unit == "个百分点" {
            return None;
        }
        if rate {
            let words = noun::without_copulas(noun::without_leads(said));
            let words = noun::tidy(words);
            let noun = if words.is_empty()
                || words.starts_with('占')
                || matches!(words.as_str(), "增速" | "占比" | "比重" | "比例")
            {
                format!("{}{words}", self.topic.clone()?)
            } else {
                words
            };
            return make(noun, 0.75);
        }
        if !behind.is_empty() {
            self.topic = Some(behind.clone());
            return make(behind, 0.8);
        }
        let said = noun::without_leads(said);
        let bare = noun::without_copulas(said);
        let copula =
            ["达", "为", "是", "达到", "约", "超过", "突破", "至", "到"].iter().any(|w| said[bare.len()..].contains(w));
        let longest = if copula { 22 } else { 12 };
        let whole = if copula || quantity.unit == "元" { noun::whole(bare, longest) } else { None };
        let mut label = whole.unwrap_or_else(|| noun::before(bare).label());
        if let Some(made) = label
            .strip_prefix("生产")
            .filter(|m| m.chars().count() >= 2 && matches!(quantity.unit.as_str(), "吨" | "立方米" | "千瓦时"))
        {
            label = format!("{made}产量");
        }
        if label.is_empty() {
            label = gate::doing(&quantity.unit, post).or_else(|| self.topic.clone())?;
        }
        self.topic = Some(label.clone());
        make(label, 0.75)
    }

    /// The words before a change: a noun of their own, or what the clause before measured.
    fn topic_of(&self, words: &str) -> Option<String> {
        let words = noun::tidy(noun::without_leads(words));
        let inherits = words.is_empty()
            || matches!(words.as_str(), "增速" | "降幅" | "增幅" | "占比" | "比重" | "产量" | "规模" | "数量");
        if inherits { Some(format!("{}{words}", self.topic.clone()?)) } else { Some(words) }
    }

    fn claim(&mut self, sentence: Span, figure: &Counted, claims: &mut Vec<Claim>) {
        let quantity = self.quantity(figure.quantity);
        // 零部件 is no count of zero.
        if quantity.value == "0" || !gate::noun(&figure.noun) {
            return;
        }
        let chained = self.planned && self.document.text()[..sentence.start].ends_with('；');
        let target = gate::target(self.document, sentence, quantity.span.start, chained);
        self.planned = target;
        let subject = match &figure.owner {
            Some(owner) => Some(owner.clone()),
            None => self.subjects.of(sentence, figure.start, quantity, &figure.noun, target),
        };
        let Some(subject) = subject else { return };
        if !target && !gate::worth(&subject, &figure.noun, quantity) {
            return;
        }
        let relation = if target { Relation::Target } else { Relation::Result };
        let date = gate::date(self.document, sentence, quantity.span.start, target);
        let date = if target { date } else { date.or_else(|| self.period.clone()) };
        if !target {
            self.period.clone_from(&date);
        }
        let key = if target { Qualifier::By } else { Qualifier::Period };
        let object = Object::Text(figure.noun.clone());
        let people = ["劳动者", "人口", "职工", "师生", "人员", "人数"].iter().any(|w| figure.noun.ends_with(w));
        let unit = if quantity.unit.is_empty() && people { "人" } else { quantity.unit.as_str() };
        claims.push(
            Claim::new(subject, relation, object, sentence, "figure", figure.confidence)
                .with(Qualifier::Value, quantity.value.clone())
                .with(Qualifier::Unit, unit)
                .with(Qualifier::Comparator, quantity.comparator)
                .with(key, date.unwrap_or_default()),
        );
    }
}
