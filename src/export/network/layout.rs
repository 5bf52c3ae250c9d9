//! Where things stand in a picture: forces push all things apart and draw tied ones together (Fruchterman and Reingold
//! 1991). Only sums, products and square roots, which every machine computes alike.

use crate::export::network::Network;

/// Steps of the simulation.
const STEPS: usize = 200;

/// A position for each node, within 0 to 1 in both directions.
pub fn layout(network: &Network) -> Vec<(f64, f64)> {
    let count = network.nodes.len();
    // The R2 sequence spreads the first positions evenly (Roberts 2018).
    let mut at: Vec<(f64, f64)> =
        (1..=count).map(|n| (fraction(n as f64 * 0.754_877_666), fraction(n as f64 * 0.569_840_291))).collect();
    let ideal = (1.0 / count.max(1) as f64).sqrt();
    for step in 0..STEPS {
        let heat = 0.1 * (1.0 - step as f64 / STEPS as f64);
        let forces = forces(network, &at, ideal);
        for (place, force) in at.iter_mut().zip(forces) {
            let length = (force.0 * force.0 + force.1 * force.1).sqrt().max(1e-9);
            let move_by = length.min(heat) / length;
            *place = (place.0 + force.0 * move_by, place.1 + force.1 * move_by);
        }
    }
    fitted(&at)
}

fn fraction(value: f64) -> f64 {
    value - value.floor()
}

fn forces(network: &Network, at: &[(f64, f64)], ideal: f64) -> Vec<(f64, f64)> {
    let mut forces = vec![(0.0, 0.0); at.len()];
    for a in 0..at.len() {
        for b in a + 1..at.len() {
            let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
            let push = ideal * ideal / (dx * dx + dy * dy).max(1e-9);
            push_apart(&mut forces, (a, b), (dx * push, dy * push));
        }
        // A little of gravity keeps what is not tied to the rest in the picture.
        forces[a].0 -= (at[a].0 - 0.5) * 0.3;
        forces[a].1 -= (at[a].1 - 0.5) * 0.3;
    }
    for edge in network.edges.iter().filter(|edge| edge.source != edge.target) {
        let (a, b) = (edge.source, edge.target);
        let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
        let pull = -(dx * dx + dy * dy).sqrt() / ideal;
        push_apart(&mut forces, (a, b), (dx * pull, dy * pull));
    }
    forces
}

fn push_apart(forces: &mut [(f64, f64)], (a, b): (usize, usize), by: (f64, f64)) {
    forces[a] = (forces[a].0 + by.0, forces[a].1 + by.1);
    forces[b] = (forces[b].0 - by.0, forces[b].1 - by.1);
}

/// Moved and stretched so that all of it is within 0 to 1.
fn fitted(at: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let range = |get: fn(&(f64, f64)) -> f64| {
        let least = at.iter().map(get).fold(f64::INFINITY, f64::min);
        let most = at.iter().map(get).fold(f64::NEG_INFINITY, f64::max);
        (least, (most - least).max(1e-9))
    };
    let ((left, width), (top, height)) = (range(|place| place.0), range(|place| place.1));
    at.iter().map(|(x, y)| ((x - left) / width, (y - top) / height)).collect()
}
