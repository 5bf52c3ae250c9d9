//! Positions for a network: repulsion between all (Barnes and Hut's tree, 1986), springs along relations, a pull to the
//! middle (Jacomy and others' ForceAtlas2, 2014, without its adaptive parts). Same network, same picture.

/// How far a square may be in relation to its size to be taken as one point.
const FAR: f64 = 1.1;
const REPULSION: f64 = 900.0;
const SPRING: f64 = 0.012;
const PULL: f64 = 0.9;
/// Distance at which the pull to the middle has doubled: what hangs on nothing stays in sight.
const REACH: f64 = 260.0;

/// Positions of nodes that these pairs connect; `weights` are their sizes.
pub(super) fn positions(weights: &[f64], edges: &[(usize, usize)]) -> Vec<[f64; 2]> {
    let mut at: Vec<[f64; 2]> = (0..weights.len()).map(start).collect();
    let rounds = if weights.len() > 2000 { 140 } else { 260 };
    let mut speed = 12.0;
    for round in 0..rounds {
        let forces = forces(&at, weights, edges);
        for (place, force) in at.iter_mut().zip(&forces) {
            let length = force[0].hypot(force[1]).max(1e-9);
            let step = length.min(speed) / length;
            place[0] += force[0] * step;
            place[1] += force[1] * step;
        }
        if round > rounds / 3 {
            speed *= 0.985;
        }
    }
    at
}

/// The sunflower's spiral: spread evenly, no two in one place.
#[expect(clippy::cast_precision_loss, reason = "a few thousand nodes")]
fn start(number: usize) -> [f64; 2] {
    let (radius, angle) = (26.0 * (number as f64 + 0.5).sqrt(), number as f64 * 2.399_963_229_728_653);
    [radius * angle.cos(), radius * angle.sin()]
}

fn forces(at: &[[f64; 2]], weights: &[f64], edges: &[(usize, usize)]) -> Vec<[f64; 2]> {
    let tree = Tree::of(at, weights);
    let mut forces: Vec<[f64; 2]> = at
        .iter()
        .zip(weights)
        .map(|(place, weight)| {
            let mut force = [0.0; 2];
            tree.push(0, place, *weight, &mut force);
            let pull = PULL * weight * (1.0 / place[0].hypot(place[1]).max(1.0) + 1.0 / REACH);
            force[0] -= pull * place[0];
            force[1] -= pull * place[1];
            force
        })
        .collect();
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

/// A square of the plane: its points' weight and centre, and its four quarters.
struct Square {
    centre: [f64; 2],
    weight: f64,
    half: f64,
    middle: [f64; 2],
    quarters: [usize; 4],
}

struct Tree(Vec<Square>);

/// Squares are not cut further than this: points in one place would cut for ever.
const DEPTH: usize = 24;

impl Tree {
    fn of(at: &[[f64; 2]], weights: &[f64]) -> Self {
        let half = at.iter().flatten().fold(1.0_f64, |most, x| most.max(x.abs()));
        let mut tree = Self(vec![Square::empty([0.0; 2], half)]);
        for (place, weight) in at.iter().zip(weights) {
            tree.add(*place, *weight);
        }
        tree
    }

    fn add(&mut self, place: [f64; 2], weight: f64) {
        let mut node = 0;
        for _ in 0..DEPTH {
            let known = self.0[node].weight;
            if known == 0.0 {
                break;
            }
            if self.0[node].is_leaf() {
                let (old, weight) = (self.0[node].centre, self.0[node].weight);
                let quarter = self.quarter(node, old);
                (self.0[quarter].centre, self.0[quarter].weight) = (old, weight);
            }
            self.0[node].take(place, weight);
            node = self.quarter(node, place);
        }
        self.0[node].take(place, weight);
    }

    fn quarter(&mut self, node: usize, place: [f64; 2]) -> usize {
        let square = &self.0[node];
        let right = usize::from(place[0] > square.middle[0]);
        let lower = usize::from(place[1] > square.middle[1]);
        let which = right + 2 * lower;
        if square.quarters[which] == 0 {
            let half = square.half / 2.0;
            let side = |flag: usize| if flag == 1 { half } else { -half };
            let middle = [square.middle[0] + side(right), square.middle[1] + side(lower)];
            self.0.push(Square::empty(middle, half));
            self.0[node].quarters[which] = self.0.len() - 1;
        }
        self.0[node].quarters[which]
    }

    fn push(&self, node: usize, place: &[f64; 2], weight: f64, force: &mut [f64; 2]) {
        let square = &self.0[node];
        let (dx, dy) = (place[0] - square.centre[0], place[1] - square.centre[1]);
        let distance = dx.hypot(dy);
        if square.is_leaf() || square.half * 2.0 < FAR * distance {
            if distance > 1e-6 {
                let strength = REPULSION * weight * square.weight / (distance * distance.max(4.0));
                force[0] += dx * strength / distance.max(1.0);
                force[1] += dy * strength / distance.max(1.0);
            }
            return;
        }
        for quarter in square.quarters.into_iter().filter(|quarter| *quarter != 0) {
            self.push(quarter, place, weight, force);
        }
    }
}

impl Square {
    const fn empty(middle: [f64; 2], half: f64) -> Self {
        Self { centre: middle, weight: 0.0, half, middle, quarters: [0; 4] }
    }

    fn is_leaf(&self) -> bool {
        self.quarters == [0; 4]
    }

    fn take(&mut self, place: [f64; 2], weight: f64) {
        let sum = self.weight + weight;
        for (centre, own) in self.centre.iter_mut().zip(place) {
            *centre = (*centre * self.weight + own * weight) / sum;
        }
        self.weight = sum;
    }
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
}
