//! Makes the evaluation of a query end when its token is cancelled, wherever it is.
//!
//! Oxigraph looks at the token when it reads a quad from the graph. A join of patterns that share no variable makes its
//! rows from what was read before: four times "everything" are 10²¹ rows between two reads, and a `COUNT` over them
//! goes on long after the client has left or the time is up. So every join that does not look its rows up in the graph
//! gets a filter on top that calls a function of ours, which ends the evaluation by unwinding: an error would only drop
//! the row. Joins inside a connected pattern are left alone, for they read the graph for every row.

use std::collections::BTreeSet;

use oxigraph::model::{Literal, NamedNode, Variable};
use oxigraph::sparql::{CancellationToken, SparqlEvaluator};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, Function, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

/// Name of the function that looks at the token.
const GOES_ON: &str = "urn:gongtu:goes-on";

/// What an evaluation that was ended unwinds with.
#[derive(Debug)]
pub struct Stopped;

/// Lets the function that the filters call end the evaluation when the token is cancelled.
pub(super) fn register(evaluator: SparqlEvaluator, token: &CancellationToken) -> SparqlEvaluator {
    let token = token.clone();
    evaluator.with_custom_function(NamedNode::new_unchecked(GOES_ON), move |_| {
        if token.is_cancelled() {
            // No panic: nothing is wrong, and nothing is to be printed.
            std::panic::resume_unwind(Box::new(Stopped));
        }
        Some(Literal::from(true).into())
    })
}

/// Puts the filters into a query.
pub(super) fn stoppable(mut query: Query) -> Query {
    match &mut query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => change(pattern),
    }
    query
}

fn change(pattern: &mut GraphPattern) {
    match pattern {
        GraphPattern::Bgp { patterns } => {
            patterns.iter_mut().for_each(name_blanks);
            let leaves = patterns.drain(..).map(|one| GraphPattern::Bgp { patterns: vec![one] }).collect();
            *pattern = joined(leaves);
        }
        GraphPattern::Path { subject, object, .. } => [subject, object].into_iter().for_each(name_blank),
        GraphPattern::Join { .. } => {
            let mut leaves = Vec::new();
            flatten(std::mem::take(pattern), &mut leaves);
            *pattern = joined(leaves);
        }
        GraphPattern::LeftJoin { left, right, expression } => {
            change(left);
            change(right);
            expression.iter_mut().for_each(change_expression);
            if variables(left).is_disjoint(&variables(right)) {
                let all = variables(left).union(&variables(right)).cloned().collect();
                *pattern = watched(std::mem::take(pattern), all);
            }
        }
        GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            change(left);
            change(right);
        }
        GraphPattern::Filter { expr, inner } => {
            change(inner);
            change_expression(expr);
        }
        GraphPattern::Extend { inner, expression, .. } => {
            change(inner);
            change_expression(expression);
        }
        GraphPattern::OrderBy { inner, expression } => {
            change(inner);
            for OrderExpression::Asc(one) | OrderExpression::Desc(one) in expression {
                change_expression(one);
            }
        }
        GraphPattern::Group { inner, aggregates, .. } => {
            change(inner);
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                    change_expression(expr);
                }
            }
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => change(inner),
        GraphPattern::Values { .. } | GraphPattern::Service { .. } => {}
    }
}

/// What is joined, each part changed; the triples of a pattern one by one, for some of them may share no variable.
fn flatten(pattern: GraphPattern, leaves: &mut Vec<GraphPattern>) {
    match pattern {
        GraphPattern::Join { left, right } => {
            flatten(*left, leaves);
            flatten(*right, leaves);
        }
        GraphPattern::Bgp { mut patterns } => {
            patterns.iter_mut().for_each(name_blanks);
            leaves.extend(patterns.into_iter().map(|one| GraphPattern::Bgp { patterns: vec![one] }));
        }
        mut other => {
            change(&mut other);
            leaves.push(other);
        }
    }
}

/// Joins parts: first those that share variables, which the optimizer arranges as before, then the islands.
fn joined(leaves: Vec<GraphPattern>) -> GraphPattern {
    let mut islands: Vec<(GraphPattern, BTreeSet<Variable>)> = Vec::new();
    for leaf in leaves {
        let mut names = variables(&leaf);
        let (near, far): (Vec<_>, Vec<_>) = islands.into_iter().partition(|(_, own)| !own.is_disjoint(&names));
        islands = far;
        let parts = near.into_iter().map(|(part, own)| {
            names.extend(own);
            part
        });
        let whole = parts.chain([leaf]).reduce(join).unwrap_or_default();
        islands.push((whole, names));
    }
    // What reads nothing makes rows by itself, even where variables are shared.
    let watch = |(part, names): (GraphPattern, BTreeSet<Variable>)| {
        let makes = matches!(part, GraphPattern::Join { .. }) && !reads(&part);
        let part = if makes { watched(part, names.clone()) } else { part };
        (part, names)
    };
    islands
        .into_iter()
        .map(watch)
        .reduce(|(left, names), (right, more)| {
            // One variable of each side: the optimizer can move the filter into neither.
            let both = names.first().into_iter().chain(more.first()).cloned().collect();
            (watched(join(left, right), both), names.union(&more).cloned().collect())
        })
        .map_or_else(GraphPattern::default, |(whole, _)| whole)
}

/// Two parts as one; triples stay together in one pattern.
fn join(left: GraphPattern, right: GraphPattern) -> GraphPattern {
    match (left, right) {
        (GraphPattern::Bgp { patterns: mut some }, GraphPattern::Bgp { patterns: more }) => {
            some.extend(more);
            GraphPattern::Bgp { patterns: some }
        }
        (left, right) => GraphPattern::Join { left: Box::new(left), right: Box::new(right) },
    }
}

/// Whether the rows of a pattern are looked up in the graph, one by one, when it is joined with what it shares variables
/// with: those of a question within the question are made beforehand. A filter more than needed keeps the optimizer
/// from looking up what is behind it.
fn reads(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => true,
        GraphPattern::Join { left, right }
        | GraphPattern::LeftJoin { left, right, .. }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right } => reads(left) && reads(right),
        GraphPattern::Filter { inner, .. }
        | GraphPattern::Graph { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::Minus { left: inner, .. } => reads(inner),
        _ => false,
    }
}

fn watched(inner: GraphPattern, names: BTreeSet<Variable>) -> GraphPattern {
    let yes = || Box::new(Expression::Literal(Literal::from(true)));
    let look = Expression::FunctionCall(Function::Custom(NamedNode::new_unchecked(GOES_ON)), Vec::new());
    // Never evaluated: the variables hold the filter in its place. (`BOUND` would not do: where it is sure, the optimizer
    // takes it out and moves what is left to the first pattern.)
    let names: Vec<_> = names.into_iter().map(Expression::Variable).collect();
    if names.is_empty() {
        return inner;
    }
    let held = Expression::In(yes(), names);
    let expr = Expression::If(Box::new(look), yes(), Box::new(held));
    GraphPattern::Filter { expr, inner: Box::new(inner) }
}

fn variables(pattern: &GraphPattern) -> BTreeSet<Variable> {
    let mut names = BTreeSet::new();
    pattern.on_in_scope_variable(|name| {
        names.insert(name.clone());
    });
    names
}

/// Blank nodes of a pattern are variables that cannot be named; here they get names, which no query can write.
fn name_blank(term: &mut TermPattern) {
    if let TermPattern::BlankNode(blank) = term {
        *term = TermPattern::Variable(Variable::new_unchecked(format!("_{}", blank.as_str())));
    }
}

fn name_blanks(triple: &mut TriplePattern) {
    name_blank(&mut triple.subject);
    name_blank(&mut triple.object);
    let (NamedNodePattern::NamedNode(_) | NamedNodePattern::Variable(_)) = &triple.predicate;
}

/// Patterns inside expressions.
fn change_expression(expression: &mut Expression) {
    match expression {
        Expression::Exists(pattern) => change(pattern),
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => [a, b].into_iter().for_each(|part| change_expression(part)),
        Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => change_expression(a),
        Expression::If(a, b, c) => [a, b, c].into_iter().for_each(|part| change_expression(part)),
        Expression::In(a, list) => {
            change_expression(a);
            list.iter_mut().for_each(change_expression);
        }
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.iter_mut().for_each(change_expression),
        Expression::NamedNode(_) | Expression::Literal(_) | Expression::Variable(_) | Expression::Bound(_) => {}
    }
}
