//! What speaks for each entity, for figure after figure. Most entities of a long article stand far from a figure: what
//! speaks for them is the same for all that were named alike, and is added up once for all of these.

use rustc_hash::FxHashMap;

use crate::lexicon::{Tally, Weights};
use crate::model::Class;
use crate::relate::figure::subject::Cast;
use crate::relate::figure::subject::features::Scene;
use crate::relate::figure::subject::past::Past;

/// Adds up what speaks for entities.
#[derive(Debug)]
pub(in crate::relate::figure) struct Judge<'w> {
    tally: Tally<'w>,
    groups: Vec<Group>,
    known: FxHashMap<(&'static str, Vec<u32>), usize>,
    /// The group of each entity, and how it was named when that was found.
    of: Vec<Option<(Named, usize)>>,
    /// Entities whose names end with these characters.
    ends: FxHashMap<String, Vec<usize>>,
    /// Of each entity the last figure for which it is not far.
    near: Vec<usize>,
    figure: usize,
}

/// Entities of one sort that far away cannot be told apart.
#[derive(Debug)]
struct Group {
    class: Class,
    sort: &'static str,
    rows: Vec<u32>,
    /// What speaks for them now, by how the paragraph names them, when it has been asked for.
    sums: [Option<f32>; 3],
    /// For which figure.
    figure: usize,
}

/// How an entity has been named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    /// Last there, and ever by itself.
    There(usize, bool),
    /// Only behind the sentence.
    Later,
    Never,
}

impl<'w> Judge<'w> {
    pub(in crate::relate::figure) fn new(cast: &Cast<'_, '_>, weights: &'w Weights) -> Self {
        let mut ends: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (number, entity) in cast.entities.iter().enumerate() {
            ends.entry(entity.end().to_owned()).or_default().push(number);
        }
        let all = cast.entities.len();
        Self {
            tally: weights.tally(""),
            groups: Vec::new(),
            known: FxHashMap::default(),
            of: vec![None; all],
            ends,
            near: vec![0; all],
            figure: 0,
        }
    }

    /// What speaks for each entity of the cast.
    pub(in crate::relate::figure) fn all(
        &mut self,
        cast: &Cast<'_, '_>,
        past: &Past,
        scene: &Scene<'_, '_, '_>,
    ) -> Vec<f32> {
        self.figure += 1;
        self.mark(past, scene);
        let mut sorts: Vec<(&'static str, Vec<u32>)> = Vec::new();
        (0..cast.entities.len())
            .map(|number| match self.far(cast, past, scene, number) {
                Some(named) => self.of_group(cast, scene, number, named, &mut sorts),
                None => {
                    scene.features(number, &mut self.tally);
                    self.tally.sum()
                }
            })
            .collect()
    }

    /// Notes the entities that this figure's words and the last names set apart.
    fn mark(&mut self, past: &Past, scene: &Scene<'_, '_, '_>) {
        past.near().chain(scene.topics()).for_each(|entity| self.near[entity] = self.figure);
        let words = scene.words();
        let mut start = None;
        for (at, c) in words.char_indices() {
            for from in start.into_iter().chain([at]) {
                let found = self.ends.get(&words[from..at + c.len_utf8()]);
                found.into_iter().flatten().for_each(|entity| self.near[*entity] = self.figure);
            }
            start = Some(at);
        }
    }

    /// How an entity has been named, when it is so far away that nothing else of it matters.
    fn far(&self, cast: &Cast<'_, '_>, past: &Past, scene: &Scene<'_, '_, '_>, number: usize) -> Option<Named> {
        let entity = &cast.entities[number];
        if self.near[number] == self.figure || scene.sums_up(entity.entity.class) {
            return None;
        }
        match past.last(number) {
            Some(last) => scene.is_far(&entity.seen[last]).then(|| Named::There(last, past.named(number))),
            None => match entity.first {
                None => Some(Named::Never),
                Some((_, sentence)) => (sentence > scene.sentence()).then_some(Named::Later),
            },
        }
    }

    fn of_group(
        &mut self,
        cast: &Cast<'_, '_>,
        scene: &Scene<'_, '_, '_>,
        number: usize,
        named: Named,
        sorts: &mut Vec<(&'static str, Vec<u32>)>,
    ) -> f32 {
        let group = match self.of[number] {
            Some((known, group)) if known == named => group,
            _ => self.group(cast, scene, number, named),
        };
        let place = scene.in_paragraph(number);
        let of = &mut self.groups[group];
        if of.figure != self.figure {
            (of.figure, of.sums) = (self.figure, [None; 3]);
        }
        *of.sums[place as usize].get_or_insert_with(|| {
            self.tally.put(&of.rows);
            let class = of.class;
            match sorts.iter().find(|(sort, _)| *sort == of.sort) {
                Some((_, rows)) => self.tally.put(rows),
                None => {
                    let mut other = self.tally.clone();
                    let _ = other.take();
                    scene.of_sort(of.sort, class, &mut other);
                    scene.taken_part(class, false, &mut other);
                    let rows = other.take();
                    self.tally.put(&rows);
                    sorts.push((of.sort, rows));
                }
            }
            place.features(of.sort, class.as_str(), &mut self.tally);
            self.tally.sum()
        })
    }

    /// Finds the group of an entity.
    fn group(&mut self, cast: &Cast<'_, '_>, scene: &Scene<'_, '_, '_>, number: usize, named: Named) -> usize {
        let entity = &cast.entities[number];
        scene.lasting(number, &mut self.tally);
        scene.nearest(number, &mut self.tally);
        let rows = self.tally.take();
        let group = *self.known.entry((entity.sort, rows)).or_insert_with_key(|(sort, rows)| {
            let (class, rows) = (entity.entity.class, rows.clone());
            self.groups.push(Group { class, sort, rows, sums: [None; 3], figure: 0 });
            self.groups.len() - 1
        });
        self.of[number] = Some((named, group));
        group
    }
}
