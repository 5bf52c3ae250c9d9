//! The entities of an article that may have figures, with their mentions.

use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;
use crate::model::{Class, Document, EntityRef, Hit, Mention, OrgKind, PlaceLevel, Span, last_characters};
use crate::relate::figure::gate::CLAUSE_ENDS;
use crate::relate::figure::subject::{can_own, china};
use crate::relate::figure::vocabulary::Vocabulary;

/// A mention, as one of an entity's.
#[derive(Clone, Copy, Debug)]
pub(in crate::relate::figure) struct Seen<'d> {
    /// The words.
    pub mention: &'d Mention,
    /// Number of its sentence.
    pub sentence: usize,
    /// Whether the entity is the place of the body named here, or the country of a ministry.
    pub implied: bool,
}

/// A possible subject.
#[derive(Clone, Debug)]
pub(in crate::relate::figure) struct Entity<'d> {
    /// Which.
    pub entity: EntityRef,
    /// Its class, more finely.
    pub sort: &'static str,
    /// Where it is named, in order.
    pub seen: Vec<Seen<'d>>,
    /// How often it is named itself.
    pub count: usize,
    /// Where it is named first itself: the position, and the sentence.
    pub first: Option<(usize, usize)>,
}

/// Characters of a name's end that stand for it.
const HEAD: usize = 2;

impl Entity<'_> {
    /// The end of its name.
    pub(super) fn end(&self) -> &str {
        last_characters(&self.entity.label, HEAD)
    }
}

/// Everybody in the article.
#[derive(Debug)]
pub(in crate::relate::figure) struct Cast<'d, 'a> {
    /// The article.
    pub document: &'d Document<'a>,
    /// The possible subjects.
    pub entities: Vec<Entity<'d>>,
    /// Index of the entity of each mention of `document.mentions`, implied ones apart.
    pub of_mention: Vec<Option<usize>>,
    /// The entities that begin clauses, by sentence: where the clause begins, and the mention's index.
    pub openers: Vec<Vec<(usize, usize)>>,
    /// Most mentions of one entity.
    pub most: usize,
    /// Whether headline or lead speak of one place in the country.
    pub local: bool,
    /// Whether a body of the whole country is named in the lead.
    pub national_body: bool,
    /// Clauses that speak of the whole country.
    pub national_heads: usize,
    /// Verbs that say what is done, by their ends.
    deeds: Vec<(Hit, &'static str)>,
}

impl<'d, 'a> Cast<'d, 'a> {
    pub(in crate::relate::figure) fn of(document: &'d Document<'a>, v: &Vocabulary, lexicon: &Lexicon) -> Self {
        let verbs = lexicon.id("link_verbs");
        let mut cast = Self {
            document,
            entities: Vec::new(),
            of_mention: vec![None; document.mentions.len()],
            openers: Vec::new(),
            most: 0,
            local: false,
            national_body: false,
            national_heads: 0,
            deeds: document.hits.iter().filter(|h| h.list == verbs).map(|h| (*h, lexicon.entry(*h).word)).collect(),
        };
        cast.collect(v);
        let mut heads = 0;
        cast.openers = document.article.sentences.iter().map(|s| cast.openers_of(v, s.span, &mut heads)).collect();
        cast.national_heads = heads;
        cast.most = cast.entities.iter().map(|e| e.count).max().unwrap_or(0).max(1);
        let lead = document.article.sentences.get(2).or(document.article.sentences.last());
        let lead = lead.map_or(0, |s| s.span.end);
        let first = document.article.sentences.first().map_or(0, |s| s.span.end);
        let early = || document.mentions.iter().filter(|m| m.span.start < lead);
        let admin = |m: &Mention| {
            matches!(m.level, Some(PlaceLevel::Province | PlaceLevel::City | PlaceLevel::County)) && m.label != "中国"
        };
        cast.local = early().any(|m| {
            m.class == Class::Place && admin(m) && m.span.start < first.max(document.article.headline_span.end)
                || m.kind == Some(OrgKind::Government) && m.place.as_deref().is_some_and(|p| p != "中国")
        });
        cast.national_body = early().any(|m| national_body(v, m));
        cast
    }

    fn collect(&mut self, v: &Vocabulary) {
        let document = self.document;
        let longer = longer_forms(document);
        let mut index: FxHashMap<(Class, &str), usize> = FxHashMap::default();
        let mut put = |entities: &mut Vec<Entity<'d>>, class: Class, label: &'d str, seen: Option<Seen<'d>>| {
            let at = *index.entry((class, label)).or_insert_with(|| {
                let entity = EntityRef::new(class, label);
                entities.push(Entity { entity, sort: "", seen: Vec::new(), count: 0, first: None });
                entities.len() - 1
            });
            entities[at].seen.extend(seen);
            at
        };
        for (number, mention) in document.mentions.iter().enumerate() {
            let sentence = document.article.sentence_at(mention.span.start);
            let seen = |implied| Some(Seen { mention, sentence, implied });
            if mention.class == Class::Organization && national_body(v, mention) {
                put(&mut self.entities, Class::Place, "中国", seen(true));
            }
            if can_own(mention.class) {
                let label = longer.get(&(mention.class, mention.label.as_str())).copied();
                let label = label.unwrap_or(mention.label.as_str());
                self.of_mention[number] = Some(put(&mut self.entities, mention.class, label, seen(false)));
            }
            if let Some(place) = mention.place.as_deref().filter(|_| mention.class == Class::Organization) {
                put(&mut self.entities, Class::Place, place, seen(true));
            }
        }
        let story = &document.story;
        for place in [&story.province, &story.city, &story.county].into_iter().flatten() {
            put(&mut self.entities, Class::Place, place, None);
        }
        put(&mut self.entities, Class::Place, "中国", None);
        for entity in &mut self.entities {
            entity.sort = sort(entity);
            let mut own = entity.seen.iter().filter(|s| !s.implied);
            entity.count = own.clone().count();
            entity.first = own.next().map(|s| (s.mention.span.start, s.sentence));
        }
    }

    /// What is done in a range of the text, each once, in the order of the list.
    pub(super) fn deeds_in(&self, span: Span) -> Vec<&'static str> {
        let from = self.deeds.partition_point(|(hit, _)| hit.span.end <= span.start);
        let near = self.deeds[from..].iter().take_while(|(hit, _)| hit.span.end <= span.end);
        let mut inside: Vec<(u32, &'static str)> =
            near.filter(|(hit, _)| hit.span.start >= span.start).map(|(hit, word)| (hit.row, *word)).collect();
        inside.sort_unstable();
        inside.dedup();
        inside.into_iter().map(|(_, word)| word).collect()
    }

    /// The entities that begin clauses of a sentence, in order; counts those that the whole country begins.
    fn openers_of(&self, v: &Vocabulary, sentence: Span, national: &mut usize) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        for clause in clauses(self.document.text(), sentence) {
            let at = skip(v, self.document, clause.start, clause.end);
            *national += usize::from(nation_opens(v, &self.document.text()[at..clause.end]));
            let from = self.document.mentions.partition_point(|m| m.span.start < clause.start);
            let here = self.document.mentions[from..].iter().enumerate().take_while(|(_, m)| m.span.start <= at);
            let opener = here
                .filter(|(_, m)| m.span.end > at && can_own(m.class) && !m.nested)
                .max_by_key(|(_, m)| m.span.end)
                .map(|(index, _)| from + index);
            out.extend(opener.map(|mention| (clause.start, mention)));
        }
        out
    }
}

/// The clauses of a sentence.
fn clauses(text: &str, sentence: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = sentence.start;
    for (at, mark) in sentence.of(text).match_indices(CLAUSE_ENDS) {
        out.push(Span::new(start, sentence.start + at));
        start = sentence.start + at + mark.len();
    }
    out.push(Span::new(start, sentence.end));
    out
}

/// The first position of a clause behind dates and empty words, where the first name stands at the latest.
fn skip(v: &Vocabulary, document: &Document<'_>, mut at: usize, end: usize) -> usize {
    const MARKS: [char; 12] = [' ', '\u{3000}', '\t', '\n', '（', '）', '“', '”', '"', '—', '·', '●'];
    let text = document.text();
    loop {
        let from = document.mentions.partition_point(|m| m.span.start < at);
        let named = document.mentions[from..].iter().take_while(|m| m.span.start == at).any(|m| can_own(m.class));
        let rest = &text[at..end];
        if named || nation_opens(v, rest) {
            return at;
        }
        let mut openings = v.openings.iter().chain(&v.leads);
        let open = if v.firsts.may_begin(rest) { openings.find_map(|w| rest.strip_prefix(*w)) } else { None };
        let rest = open.unwrap_or(rest);
        let rest =
            rest.trim_start_matches(|c: char| MARKS.contains(&c) || c.is_ascii_digit() || "年月日底末".contains(c));
        let mut next = end - rest.len();
        let from = document.dates.partition_point(|d| d.span.end <= next);
        if let Some(date) = document.dates.get(from).filter(|d| d.span.start <= next && d.span.end <= end) {
            next = date.span.end;
        }
        if next == at {
            return at;
        }
        at = next;
    }
}

/// Whether words begin with the whole country: 全国…, 我国…, but no 全国劳动模范.
fn nation_opens(v: &Vocabulary, words: &str) -> bool {
    let rest = words.strip_prefix("全国").or_else(|| words.strip_prefix("我国"));
    rest.is_some_and(|rest| !v.national_not.iter().any(|w| rest.starts_with(w)))
}

/// Whether words speak of the whole country anywhere.
pub(super) fn nation_in(v: &Vocabulary, words: &str) -> bool {
    ["全国", "我国"].iter().any(|name| {
        words.match_indices(name).any(|(at, _)| {
            let rest = &words[at + name.len()..];
            !rest.is_empty() && !v.national_not.iter().any(|w| rest.starts_with(w))
        })
    })
}

/// Whether a body's figures are those of the country.
fn national_body(v: &Vocabulary, mention: &Mention) -> bool {
    let label = mention.label.as_str();
    if v.national.contains(&label) {
        return true;
    }
    let heads = v.national_heads.iter().any(|w| label.starts_with(w));
    let ends = v.national_ends.iter().any(|w| label.ends_with(w));
    mention.kind == Some(OrgKind::Government)
        && mention.place.is_none()
        && (heads || ends && label.chars().count() <= 12)
}

fn sort(entity: &Entity<'_>) -> &'static str {
    let own = || entity.seen.iter().filter(|s| !s.implied).map(|s| s.mention);
    match entity.entity.class {
        Class::Place if entity.entity == china() => "china",
        Class::Place => match own().find_map(|m| m.level) {
            Some(PlaceLevel::Country) => "country",
            Some(PlaceLevel::Region | PlaceLevel::Site) => "site",
            _ => "place",
        },
        Class::Organization => match own().find_map(|m| m.kind) {
            Some(OrgKind::Government | OrgKind::Party | OrgKind::Legislature) => "government",
            Some(OrgKind::Union) => "union",
            Some(OrgKind::Company) => "company",
            Some(OrgKind::Media) => "media",
            _ => "body",
        },
        class => class.as_str(),
    }
}

/// 江苏韩泰 of 江苏韩泰轮胎有限公司, 都市圈 of 沈阳都市圈: short forms whose longer form the article names too, of several the first.
fn longer_forms<'d>(document: &'d Document<'_>) -> FxHashMap<(Class, &'d str), &'d str> {
    let mut names: Vec<&Mention> = document
        .mentions
        .iter()
        .filter(|m| can_own(m.class) && !(m.class == Class::Place && m.level.is_some_and(|l| l.is_administrative())))
        .collect();
    names.sort_by_key(|m| (m.class, m.label.as_str(), m.span));
    names.dedup_by_key(|m| (m.class, m.label.as_str()));
    let mut out = FxHashMap::default();
    for short in &names {
        if short.label.chars().count() < 3 || matches!(short.class, Class::Event | Class::Policy) {
            continue;
        }
        let longer = names.iter().filter(|long| long.class == short.class && stands_for(short, long));
        if let Some(long) = longer.min_by_key(|long| long.span) {
            out.insert((short.class, short.label.as_str()), long.label.as_str());
        }
    }
    out
}

fn stands_for(short: &Mention, long: &Mention) -> bool {
    let (a, b) = (short.label.as_str(), long.label.as_str());
    if b.len() <= a.len() {
        return false;
    }
    let company = long.kind == Some(OrgKind::Company) && (b.ends_with("公司") || b.ends_with("集团"));
    b.ends_with(a) || company && b.starts_with(a)
}
