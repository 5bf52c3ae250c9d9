//! The one test binary: a file a part.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod architecture;
mod bodies;
mod check;
mod cli;
mod complete;
mod date;
mod event;
mod export;
mod faults;
mod figure;
mod fitting;
mod fuzz;
mod graph;
mod identity;
mod incremental;
mod input;
mod judge;
mod laws;
mod lexicon;
mod link;
mod naming;
mod network;
mod people;
mod policy;
mod quantity;
mod queries;
mod rdf;
mod read;
mod rules;
mod segment;
mod store;
mod support;
mod tagger;
mod trace;
mod web;
