//! Degree, centrality, components: own code in the order of nodes, so that the same graph has the same numbers.

use std::collections::VecDeque;

use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;

use crate::export::network::{Network, community};

/// Fills in the measures of all nodes.
pub(super) fn measure(network: &mut Network) {
    let graph = graph(network);
    let ranks = page_rank(&graph);
    let between = betweenness(&graph);
    let communities = community::communities(&graph);
    let components = components(&graph);
    for (at, node) in network.nodes.iter_mut().enumerate() {
        let index = NodeIndex::new(at);
        node.degree = graph.edges(index).count();
        node.strength = graph.edges(index).map(|edge| *edge.weight()).sum();
        node.centrality = rounded(ranks[at]);
        node.betweenness = rounded(between[at]);
        node.community = communities[at];
        node.component = components[at];
    }
}

/// Things and ties without direction, weighted by the number of articles.
fn graph(network: &Network) -> UnGraph<(), usize> {
    let mut graph = UnGraph::with_capacity(network.nodes.len(), network.edges.len());
    for _ in &network.nodes {
        graph.add_node(());
    }
    for edge in &network.edges {
        graph.add_edge(NodeIndex::new(edge.source), NodeIndex::new(edge.target), edge.weight);
    }
    graph
}

/// Six digits are more than the measures mean.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Rounds of [`page_rank`]: the difference is below 1e-6 by then (0.85^100).
const ROUNDS: usize = 100;
const DAMPING: f64 = 0.85;

/// Brin and Page's measure over weighted ties, whichever way they run. (petgraph's own takes no weights and V²·E steps.)
fn page_rank(graph: &UnGraph<(), usize>) -> Vec<f64> {
    let count = graph.node_count();
    let share = 1.0 / count.max(1) as f64;
    let strength: Vec<f64> =
        graph.node_indices().map(|node| graph.edges(node).map(|edge| *edge.weight() as f64).sum()).collect();
    let mut ranks = vec![share; count];
    for _ in 0..ROUNDS {
        let lost: f64 =
            ranks.iter().zip(&strength).filter(|(_, strength)| **strength == 0.0).map(|(rank, _)| rank).sum();
        let mut next = vec![(1.0 - DAMPING) * share + DAMPING * lost * share; count];
        for edge in graph.edge_references() {
            let (a, b, weight) = (edge.source().index(), edge.target().index(), *edge.weight() as f64);
            next[b] += DAMPING * ranks[a] * weight / strength[a];
            next[a] += DAMPING * ranks[b] * weight / strength[b];
        }
        ranks = next;
    }
    ranks
}

/// Sources of [`betweenness`]: in a larger graph, evenly spaced ones stand for all (Brandes and Pich 2007).
const PIVOTS: usize = 1000;

/// Brandes' algorithm (2001), unweighted, as a share of all pairs of other nodes.
fn betweenness(graph: &UnGraph<(), usize>) -> Vec<f64> {
    let count = graph.node_count();
    let neighbours: Vec<Vec<usize>> = graph
        .node_indices()
        .map(|node| {
            let mut others: Vec<usize> =
                graph.neighbors(node).map(NodeIndex::index).filter(|&n| n != node.index()).collect();
            others.sort_unstable();
            others.dedup();
            others
        })
        .collect();
    let sources: Vec<usize> = (0..count).step_by(count.div_ceil(PIVOTS).max(1)).collect();
    let mut sums = vec![0.0; count];
    for &source in &sources {
        accumulate(&neighbours, source, &mut sums);
    }
    let pairs = (count.saturating_sub(1) * count.saturating_sub(2)) as f64 * sources.len() as f64 / count.max(1) as f64;
    sums.into_iter().map(|sum| if pairs > 0.0 { sum / pairs } else { 0.0 }).collect()
}

/// Adds what each node lies between on the shortest ways from `source`.
fn accumulate(neighbours: &[Vec<usize>], source: usize, sums: &mut [f64]) {
    let count = neighbours.len();
    let (mut distance, mut ways) = (vec![usize::MAX; count], vec![0.0_f64; count]);
    let (mut order, mut queue) = (Vec::new(), VecDeque::from([source]));
    (distance[source], ways[source]) = (0, 1.0);
    while let Some(node) = queue.pop_front() {
        order.push(node);
        for &other in &neighbours[node] {
            if distance[other] == usize::MAX {
                distance[other] = distance[node] + 1;
                queue.push_back(other);
            }
            if distance[other] == distance[node] + 1 {
                ways[other] += ways[node];
            }
        }
    }
    let mut depends = vec![0.0_f64; count];
    for &node in order.iter().rev() {
        for &other in &neighbours[node] {
            if distance[other] == distance[node] + 1 {
                depends[node] += ways[node] / ways[other] * (1.0 + depends[other]);
            }
        }
        if node != source {
            sums[node] += depends[node];
        }
    }
}

/// Connected components, numbered from 1, the largest first.
fn components(graph: &UnGraph<(), usize>) -> Vec<usize> {
    let mut union = petgraph::unionfind::UnionFind::new(graph.node_count());
    for edge in graph.edge_references() {
        union.union(edge.source().index(), edge.target().index());
    }
    community::numbered(&union.into_labeling())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two triangles that one tie joins.
    fn triangles() -> UnGraph<(), usize> {
        UnGraph::from_edges([(0, 1, 1), (1, 2, 1), (0, 2, 1), (2, 3, 1), (3, 4, 1), (4, 5, 1), (3, 5, 1)])
    }

    #[test]
    fn the_ends_of_a_bridge_lie_between_and_rank_first() {
        let (between, ranks) = (betweenness(&triangles()), page_rank(&triangles()));
        assert_eq!(between.iter().map(|&b| rounded(b)).collect::<Vec<_>>(), [0.0, 0.0, 0.6, 0.6, 0.0, 0.0]);
        assert!(ranks[2] > ranks[0] && (ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn each_triangle_is_a_community_and_both_are_one_component() {
        assert_eq!(community::communities(&triangles()), [1, 1, 1, 2, 2, 2]);
        assert_eq!(components(&triangles()), [1; 6]);
    }

    #[test]
    fn an_empty_graph_has_no_measures() {
        assert!(page_rank(&UnGraph::default()).is_empty() && betweenness(&UnGraph::default()).is_empty());
        assert!(community::communities(&UnGraph::default()).is_empty());
    }
}
