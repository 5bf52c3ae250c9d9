//! gongtu (工图) reads Chinese newspaper and policy text and writes a knowledge graph in which every fact leads
//! back to its sentence.
//!
//! The flow is in [`pipeline`]: file → [`read`] → [`segment`] → [`extract`] → [`relate`] → [`rdf`] → [`store`].
//! Stages never import one another; they meet in the pipeline, through [`model`].

pub mod assets;
pub mod check;
pub mod cli;
pub mod error;
pub mod eval;
pub mod export;
pub mod extract;
pub mod lexicon;
pub mod load;
pub mod model;
pub mod part;
pub mod pipeline;
pub mod rdf;
pub mod read;
pub mod relate;
pub mod resolve;
pub mod segment;
pub mod store;
pub mod tagger;
pub mod trace;
pub mod web;
