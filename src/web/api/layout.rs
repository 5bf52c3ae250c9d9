//! Positions for a network: repulsion between all (Barnes and Hut's tree, 1986), springs along relations, a pull to the
//! middle (Jacomy and others' ForceAtlas2, 2014, without its adaptive parts). Large networks are laid out from the middle
//! outwards: first what has most relations, then the rest around it. Same network, same picture.

use std::collections::VecDeque;

/// How far a square may be in relation to its size to be taken as one point.
const FAR: f64 = 1.1;
const REPULSION: f64 = 900.0;
const SPRING: f64 = 0.012;
const PULL: f64 = 0.9;
/// Distance at which the pull to the middle has doubled: what hangs on nothing stays in sight.
const REACH: f64 = 260.0;
/// Up to so many nodes are laid out at once.
const SMALL: usize = 2000;
/// Longest step of a node in the first rounds.
const STEP: f64 = 12.0;
/// Distance between things that are put around another.
const BESIDE: f64 = 14.0;

/// Positions of nodes that these pairs connect; `weights` are their sizes.
pub(super) fn positions(weights: &[f64], edges: &[(usize, usize)]) -> Vec<[f64; 2]> {
    if weights.len() <= SMALL {
        return settled((0..weights.len()).map(start).collect(), weights, edges, 260, 0.985);
    }
    let mut ranked: Vec<usize> = (0..weights.len()).collect();
    ranked.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]).then(a.cmp(b)));
    ranked.truncate(weights.len() / 3);
    let mut number = vec![usize::MAX; weights.len()];
    for (own, node) in ranked.iter().enumerate() {
        number[*node] = own;
    }
    let inner: Vec<f64> = ranked.iter().map(|node| weights[*node]).collect();
    let pairs = edges.iter().map(|(from, to)| (number[*from], number[*to]));
    let pairs: Vec<(usize, usize)> = pairs.filter(|(from, to)| *from != usize::MAX && *to != usize::MAX).collect();
    let inner = positions(&inner, &pairs);
    settled(around(&ranked, &inner, weights.len(), edges), weights, edges, 60, 0.965)
}

/// Everything else around what has its place already: beside a neighbour, and what hangs on nothing at the rim.
#[expect(clippy::cast_precision_loss, reason = "some ten thousand nodes")]
fn around(known: &[usize], places: &[[f64; 2]], count: usize, edges: &[(usize, usize)]) -> Vec<[f64; 2]> {
    let mut at = vec![[f64::NAN; 2]; count];
    let wider = (count as f64 / known.len().max(1) as f64).sqrt();
    for (node, place) in known.iter().zip(places) {
        at[*node] = [place[0] * wider, place[1] * wider];
    }
    let mut neighbours = vec![Vec::new(); count];
    for &(from, to) in edges {
        neighbours[from].push(to);
        neighbours[to].push(from);
    }
    let mut rim = at.iter().filter(|place| place[0].is_finite()).fold(1.0_f64, |most, p| most.max(p[0].hypot(p[1])));
    let mut waiting: VecDeque<usize> = known.iter().copied().collect();
    let mut outside = 0..count;
    loop {
        while let Some(node) = waiting.pop_front() {
            let mut put = 0;
            for &other in &neighbours[node] {
                if at[other][0].is_nan() {
                    let [dx, dy] = spiral(put, BESIDE);
                    at[other] = [at[node][0] + dx, at[node][1] + dy];
                    put += 1;
                    waiting.push_back(other);
                }
            }
        }
        let Some(node) = outside.find(|node| at[*node][0].is_nan()) else { return at };
        let angle = node as f64 * GOLDEN;
        at[node] = [rim * angle.cos(), rim * angle.sin()];
        rim += 0.5;
        waiting.push_back(node);
    }
}

/// Rounds of small steps along the forces, shorter after a third of them.
fn settled(
    mut at: Vec<[f64; 2]>,
    weights: &[f64],
    edges: &[(usize, usize)],
    rounds: usize,
    calmer: f64,
) -> Vec<[f64; 2]> {
    let mut speed = STEP;
    for round in 0..rounds {
        let forces = forces(&at, weights, edges);
        for (place, force) in at.iter_mut().zip(&forces) {
            let length = force[0].hypot(force[1]).max(1e-9);
            let step = length.min(speed) / length;
            place[0] += force[0] * step;
            place[1] += force[1] * step;
        }
        if round > rounds / 3 {
            speed *= calmer;
        }
    }
    at
}

/// The golden angle: points that turn by it never come to lie in one direction.
const GOLDEN: f64 = 2.399_963_229_728_653;

/// The sunflower's spiral: spread evenly, no two in one place.
fn start(number: usize) -> [f64; 2] {
    spiral(number, 26.0)
}

#[expect(clippy::cast_precision_loss, reason = "some ten thousand nodes")]
fn spiral(number: usize, distance: f64) -> [f64; 2] {
    let (radius, angle) = (distance * (number as f64 + 0.5).sqrt(), number as f64 * GOLDEN);
    [radius * angle.cos(), radius * angle.sin()]
}

fn forces(at: &[[f64; 2]], weights: &[f64], edges: &[(usize, usize)]) -> Vec<[f64; 2]> {
    let tree = Tree::of(at, weights);
    let mut forces = vec![[0.0; 2]; at.len()];
    let single = |node: usize| {
        let (place, weight) = (at[node], weights[node]);
        let mut force = tree.push(place, weight);
        let pull = PULL * weight * (1.0 / place[0].hypot(place[1]).max(1.0) + 1.0 / REACH);
        force[0] -= pull * place[0];
        force[1] -= pull * place[1];
        force
    };
    // Each force is computed alone: how many threads share the work changes nothing.
    let threads = if at.len() > SMALL { std::thread::available_parallelism().map_or(1, usize::from).min(4) } else { 1 };
    let share = at.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        for (part, out) in forces.chunks_mut(share).enumerate() {
            let mut work = move || {
                for (own, force) in out.iter_mut().enumerate() {
                    *force = single(part * share + own);
                }
            };
            if threads > 1 {
                scope.spawn(work);
            } else {
                work();
            }
        }
    });
    for &(from, to) in edges {
        let (dx, dy) = (at[to][0] - at[from][0], at[to][1] - at[from][1]);
        let strength = SPRING * dx.hypot(dy).sqrt();
        for (node, sign) in [(from, 1.0), (to, -1.0)] {
            forces[node][0] += sign * dx * strength;
            forces[node][1] += sign * dy * strength;
        }
    }
    forces
}

/// A square of the plane with something in it: its points' weight and centre.
struct Square {
    centre: [f64; 2],
    weight: f64,
    /// Square of the distance from which it is taken as one point; of a single point 0.
    far: f64,
    /// The first square after all that lies in this one.
    next: usize,
}

/// Squares, each before its quarters.
struct Tree(Vec<Square>);

/// Squares are not cut further than this: points in one place would cut for ever.
const DEPTH: usize = 24;

impl Tree {
    fn of(at: &[[f64; 2]], weights: &[f64]) -> Self {
        let half = at.iter().flatten().fold(1.0_f64, |most, x| most.max(x.abs()));
        let mut points: Vec<(f64, f64, f64)> =
            at.iter().zip(weights).map(|(p, weight)| (p[0], p[1], *weight)).collect();
        let mut tree = Self(Vec::with_capacity(2 * at.len()));
        tree.add(&mut points, [0.0; 2], half, DEPTH);
        tree
    }

    fn add(&mut self, points: &mut [(f64, f64, f64)], middle: [f64; 2], half: f64, depth: usize) {
        if points.is_empty() {
            return;
        }
        let number = self.0.len();
        let weight: f64 = points.iter().map(|point| point.2).sum();
        let centre = points.iter().fold([0.0; 2], |sum, (x, y, w)| [sum[0] + x * w / weight, sum[1] + y * w / weight]);
        let single = points.len() == 1 || depth == 0;
        let far = if single { 0.0 } else { (half * 2.0 / FAR).powi(2) };
        self.0.push(Square { centre, weight, far, next: number + 1 });
        if single {
            return;
        }
        let quarter = half / 2.0;
        let below = parted(points, |point| point.1 <= middle[1]);
        let (upper, lower) = points.split_at_mut(below);
        for (row, y) in [(upper, -quarter), (lower, quarter)] {
            let left = parted(row, |point| point.0 <= middle[0]);
            let (left, right) = row.split_at_mut(left);
            for (part, x) in [(left, -quarter), (right, quarter)] {
                self.add(part, [middle[0] + x, middle[1] + y], quarter, depth - 1);
            }
        }
        self.0[number].next = self.0.len();
    }

    /// What pushes a point away.
    fn push(&self, place: [f64; 2], weight: f64) -> [f64; 2] {
        let (mut force, mut number) = ([0.0; 2], 0);
        while let Some(square) = self.0.get(number) {
            let (dx, dy) = (place[0] - square.centre[0], place[1] - square.centre[1]);
            let apart = dx * dx + dy * dy;
            if apart <= square.far {
                number += 1;
                continue;
            }
            number = square.next;
            if apart > 1e-12 {
                let distance = apart.sqrt();
                let strength = weight * square.weight / (distance * distance.max(4.0) * distance.max(1.0));
                force[0] += dx * strength;
                force[1] += dy * strength;
            }
        }
        force.map(|force| force * REPULSION)
    }
}

/// Brings those that fit to the front and says how many they are.
fn parted<T>(items: &mut [T], fits: impl Fn(&T) -> bool) -> usize {
    let mut front = 0;
    for at in 0..items.len() {
        if fits(&items[at]) {
            items.swap(front, at);
            front += 1;
        }
    }
    front
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_lie_near_and_nothing_lies_on_another() {
        let edges: Vec<(usize, usize)> =
            (1..40).map(|n| (n, if n < 20 { 0 } else { 20 })).filter(|(a, b)| a != b).collect();
        let at = positions(&[1.0; 40], &edges);
        assert!(at.iter().flatten().all(|x| x.is_finite()));
        let distance = |a: usize, b: usize| (at[a][0] - at[b][0]).hypot(at[a][1] - at[b][1]);
        assert!(distance(0, 5) < distance(0, 25), "{} {}", distance(0, 5), distance(0, 25));
        for a in 0..40 {
            for b in 0..a {
                assert!(distance(a, b) > 1.0, "{a} {b}");
            }
        }
        assert_eq!(at, positions(&[1.0; 40], &edges));
    }

    #[test]
    fn thousands_lie_around_what_they_hang_on_in_the_same_place_each_time() {
        // Twenty hubs in a ring, each with a hundred and fifty leaves; at the end ten pairs that hang on nothing.
        let leaves = (20..3020).map(|leaf| (leaf, leaf % 20));
        let pairs = (0..10).map(|pair| (3020 + 2 * pair, 3021 + 2 * pair));
        let edges: Vec<(usize, usize)> = (0..20).map(|hub| (hub, (hub + 1) % 20)).chain(leaves).chain(pairs).collect();
        let mut weights = vec![1.0; 3040];
        weights[..20].fill(12.0);
        let at = positions(&weights, &edges);
        assert!(at.iter().flatten().all(|x| x.is_finite()));
        let distance = |a: usize, b: usize| (at[a][0] - at[b][0]).hypot(at[a][1] - at[b][1]);
        let nearest = |leaf: usize| (0..20).min_by(|a, b| distance(leaf, *a).total_cmp(&distance(leaf, *b)));
        let at_home = (20..3020).filter(|leaf| nearest(*leaf) == Some(leaf % 20)).count();
        assert!(at_home > 2700, "{at_home} of 3000 leaves lie nearest to their hub");
        assert!((0..10).all(|pair| distance(3020 + 2 * pair, 3021 + 2 * pair) < 100.0));
        assert!(at == positions(&weights, &edges), "the same picture each time");
    }
}
