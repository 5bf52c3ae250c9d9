//! What has been named before a figure, kept from figure to figure: an article is not read again for each of them.

use std::cmp::Reverse;

use crate::model::Class;
use crate::relate::figure::subject::Cast;

/// How many of the entities named last have a rank of their own, over all and within their class.
pub(super) const RANKS: (usize, usize) = (3, 2);

/// What has been named up to a position.
#[derive(Debug)]
pub(in crate::relate::figure) struct Past {
    /// Where entities are named, those in names and the implied ones too: end, entity, number among what is seen of it.
    names: Vec<(usize, usize, usize)>,
    /// Where they are named by themselves: end, entity.
    plain: Vec<(usize, usize)>,
    /// How far both are read.
    read: (usize, usize),
    /// Of each entity what was seen of it last.
    last: Vec<Option<usize>>,
    /// Of each entity where the last mention of its own begins, with one byte added: 0 is none.
    begun: Vec<usize>,
    /// Of each entity when it was named last by itself, as a number that grows.
    when: Vec<usize>,
    /// The entities of each class by when they were named last, the last one at the end.
    recent: Vec<(Class, Vec<usize>)>,
}

impl Past {
    /// Nothing is named yet.
    pub(in crate::relate::figure) fn new(cast: &Cast<'_, '_>) -> Self {
        let all = cast.entities.len();
        let mut names: Vec<(usize, bool, usize, usize)> = Vec::new();
        for (entity, who) in cast.entities.iter().enumerate() {
            let seen = who.seen.iter().enumerate();
            names.extend(seen.map(|(number, s)| (s.mention.span.end, !s.mention.nested, number, entity)));
        }
        names.sort_unstable();
        let mentions = cast.document.mentions.iter().zip(&cast.of_mention).enumerate();
        let mut plain: Vec<(usize, Reverse<usize>, usize)> = mentions
            .filter(|(_, (mention, _))| !mention.nested)
            .filter_map(|(number, (mention, entity))| Some((mention.span.end, Reverse(number), (*entity)?)))
            .collect();
        plain.sort_unstable();
        Self {
            names: names.into_iter().map(|(end, _, number, entity)| (end, entity, number)).collect(),
            plain: plain.into_iter().map(|(end, _, entity)| (end, entity)).collect(),
            read: (0, 0),
            last: vec![None; all],
            begun: vec![0; all],
            when: vec![0; all],
            recent: Vec::new(),
        }
    }

    /// Goes on to a position that lies behind the one before.
    pub(in crate::relate::figure) fn go_on(&mut self, cast: &Cast<'_, '_>, at: usize) {
        while let Some(&(_, entity, number)) = self.names.get(self.read.0).filter(|(end, ..)| *end <= at) {
            self.read.0 += 1;
            self.last[entity] = Some(number);
            let seen = &cast.entities[entity].seen[number];
            if !seen.implied {
                self.begun[entity] = self.begun[entity].max(seen.mention.span.start + 1);
            }
        }
        while let Some(&(_, entity)) = self.plain.get(self.read.1).filter(|(end, _)| *end <= at) {
            self.read.1 += 1;
            let class = cast.entities[entity].entity.class;
            let of_class = self.recent.iter().position(|(c, _)| *c == class).unwrap_or_else(|| {
                self.recent.push((class, Vec::new()));
                self.recent.len() - 1
            });
            let row = &mut self.recent[of_class].1;
            if let Some(old) = row.iter().rposition(|e| *e == entity) {
                row.remove(old);
            }
            row.push(entity);
            self.when[entity] = self.read.1;
        }
    }

    /// What was seen of an entity last, by its number.
    pub(super) fn last(&self, entity: usize) -> Option<usize> {
        self.last[entity]
    }

    /// Whether an entity has a mention of its own behind a position.
    pub(super) fn since(&self, entity: usize, position: usize) -> bool {
        self.begun[entity] > position
    }

    /// Whether an entity has been named by itself.
    pub(super) fn named(&self, entity: usize) -> bool {
        self.when[entity] > 0
    }

    /// How many others were named behind it, over all and within its class, as far as that has a rank of its own.
    pub(super) fn rank(&self, cast: &Cast<'_, '_>, entity: usize) -> (usize, usize) {
        let later = |row: &[usize], most: usize| {
            row.iter().rev().take(most).take_while(|e| self.when[**e] > self.when[entity]).count()
        };
        let class = cast.entities[entity].entity.class;
        let all: usize = self.recent.iter().map(|(_, row)| later(row, RANKS.0)).sum();
        let within = self.recent.iter().find(|(c, _)| *c == class).map_or(0, |(_, row)| later(row, RANKS.1));
        (all.min(RANKS.0), within)
    }

    /// The happening or programme named last.
    pub(super) fn happening(&self) -> Option<usize> {
        let last = self.recent.iter().filter(|(class, _)| matches!(class, Class::Event | Class::Initiative));
        last.filter_map(|(_, row)| row.last().copied()).max_by_key(|e| self.when[*e])
    }

    /// The entities that were named last, among which are all that have a rank of their own.
    pub(super) fn near(&self) -> impl Iterator<Item = usize> + '_ {
        self.recent.iter().flat_map(|(_, row)| row.iter().rev().take(RANKS.0).copied())
    }
}
