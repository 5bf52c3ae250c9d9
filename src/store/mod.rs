//! The graph on disk and in memory: one face, two forms.
//!
//! A store is a folder with a marker file (`folder`). [`Form::Memory`] keeps Oxigraph's in-memory store as one
//! snapshot file that is replaced whole (`memory`); [`Form::Rocksdb`] is Oxigraph's own on-disk store, behind the
//! feature `rocksdb`. Reading and asking never change a store.
//!
//! Beside the named graphs, Oxigraph's default graph holds their union, each triple once. (Oxigraph can also take the
//! union while it answers, but then a triple that a hundred articles state counts a hundred times.) The union is
//! derived: it is not in the snapshot, nor in [`Store::lines`] and [`Store::quads`]. Nor are the records, from which the
//! articles' graphs are made (`replace`): they stand in a graph of the store's own, outside the union.

pub mod canned;
mod folder;
mod memory;
mod mistake;
mod replace;
#[cfg(feature = "rocksdb")]
mod rocksdb;
pub mod sparql;
mod staged;
pub mod stoppable;
mod update;

use std::path::{Path, PathBuf};

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, QuadRef, Term};

use crate::error::{Error, Result};
use crate::rdf::iri::Iris;

pub use folder::{DECISIONS, Form, Marker};
pub use replace::{Changes, Known, Record};
use staged::Staged;

/// Memory that Oxigraph's bulk loader may take; its own default is 2 GB a thread.
const LOADER_MEGABYTES: usize = 512;

/// A graph with the folder that it lives in.
pub struct Store {
    /// To be read by [`Store::graph`], which sees to it that what is staged is in it.
    graph: oxigraph::store::Store,
    staged: Option<Staged>,
    marker: Marker,
    folder: Option<PathBuf>,
    changed: bool,
    /// The graph of records.
    hidden: NamedNode,
    _lock: Option<std::fs::File>,
}

impl Store {
    /// A graph without a folder: it is gone when dropped.
    ///
    /// # Errors
    /// When Oxigraph cannot make one.
    pub fn temporary(iris: &Iris) -> Result<Self> {
        let graph = oxigraph::store::Store::new().map_err(|e| failed(Path::new("memory"), &e))?;
        Ok(Self::with(graph, Marker::new(Form::Memory, iris), None, None))
    }

    /// Opens a store for asking.
    ///
    /// # Errors
    /// When the folder is no store, is being written to (on-disk form), or cannot be read.
    pub fn open(folder: &Path) -> Result<Self> {
        let marker = Marker::read(folder)?;
        let (graph, lock) = match marker.form {
            Form::Memory => (memory::load(folder, &marker.records())?, None),
            Form::Rocksdb => {
                let lock = folder::lock_shared(folder)?;
                (open_rocksdb(folder, false)?, Some(lock))
            }
        };
        Ok(Self::with(graph, marker, Some(folder), lock))
    }

    /// Opens a store for writing and makes one where there is none: in a new or an empty folder.
    ///
    /// # Errors
    /// When the folder holds something else, is in use, cannot be written to, or has another form or base than asked.
    pub fn open_for_writing(folder: &Path, form: Option<Form>, iris: &Iris) -> Result<Self> {
        let empty = folder::prepare(folder)?;
        let lock = folder::lock(folder)?;
        // Another writer may have made the store before this one had the lock.
        let new = empty && folder::prepare(folder)?;
        let marker = if new { Marker::new(form.unwrap_or(Form::Memory), iris) } else { Marker::read(folder)? };
        marker.must_fit(folder, form, iris)?;
        marker.must_be_current(folder)?;
        let graph = match marker.form {
            Form::Memory => memory::load(folder, &marker.records())?,
            Form::Rocksdb => open_rocksdb(folder, true)?,
        };
        if new {
            marker.write(folder)?;
        }
        let staged = (marker.form == Form::Memory && memory::is_new(folder)).then(Staged::default);
        Ok(Self { changed: new, staged, ..Self::with(graph, marker, Some(folder), Some(lock)) })
    }

    fn with(graph: oxigraph::store::Store, marker: Marker, folder: Option<&Path>, lock: Option<std::fs::File>) -> Self {
        let hidden = marker.records();
        let folder = folder.map(Path::to_owned);
        Self { graph, staged: None, marker, folder, changed: false, hidden, _lock: lock }
    }

    /// Makes what was changed last: the in-memory form writes its snapshot, the on-disk form its log.
    ///
    /// # Errors
    /// When the folder cannot be written to; what was stored before is then still there.
    pub fn save(&mut self) -> Result<()> {
        let Some(folder) = self.folder.clone().filter(|_| self.changed) else { return Ok(()) };
        match self.marker.form {
            Form::Memory => match self.unasked() {
                Some(staged) => staged.lines(&self.hidden, |lines| memory::save(&folder, lines))?,
                None => memory::save(&folder, &lines_of(&self.graph, &folder)?)?,
            },
            Form::Rocksdb => flush_rocksdb(&folder, &self.graph)?,
        }
        self.marker.stamp();
        self.marker.write(&folder)?;
        self.changed = false;
        Ok(())
    }

    /// For a program that ends with it: what a build staged is left to the system, which takes it back at once.
    pub fn leave(mut self) {
        if let Some(staged) = self.staged.take() {
            let _ = std::mem::ManuallyDrop::new(staged);
        }
    }

    /// What [`Store::note_progress`] noted last, when the build that noted it did not come to its end.
    #[must_use]
    pub fn progress(&self) -> Option<String> {
        folder::progress(self.folder.as_deref()?)
    }

    /// Saves, and notes how far a build has come, in its own words.
    ///
    /// # Errors
    /// When the folder cannot be written to; what was stored before is then still there.
    pub fn note_progress(&mut self, words: &str) -> Result<()> {
        self.save()?;
        self.folder.as_deref().map_or(Ok(()), |folder| folder::note_progress(folder, words))
    }

    /// Saves for good: nothing is left to go on with.
    ///
    /// # Errors
    /// When the folder cannot be written to; what was stored before is then still there.
    pub fn complete(&mut self) -> Result<()> {
        self.save()?;
        self.folder.as_deref().map_or(Ok(()), folder::end_progress)
    }

    /// Turns a store into the other form; the old form is removed once the new one is complete.
    ///
    /// # Errors
    /// As for opening and saving.
    pub fn convert(folder: &Path, to: Form) -> Result<()> {
        let marker = Marker::read(folder)?;
        let lock = folder::lock(folder)?;
        if marker.form == to {
            return Ok(());
        }
        let source = match marker.form {
            Form::Memory => memory::load(folder, &marker.records())?,
            Form::Rocksdb => open_rocksdb(folder, true)?,
        };
        match to {
            Form::Memory => memory::save(folder, &lines_of(&source, folder)?)?,
            Form::Rocksdb => fill_rocksdb(folder, &source)?,
        }
        drop(source);
        Marker { form: to, ..marker }.write(folder)?;
        folder::remove_form(folder, marker.form)?;
        drop(lock);
        Ok(())
    }

    /// Form, versions and base.
    #[must_use]
    pub fn marker(&self) -> &Marker {
        &self.marker
    }

    /// The IRIs that this store's entities have.
    #[must_use]
    pub fn iris(&self) -> Iris {
        Iris::with_base(&self.marker.base)
    }

    /// The folder, unless it is a temporary one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Oxigraph's own handle, for reading.
    #[must_use]
    pub fn graph(&self) -> &oxigraph::store::Store {
        if let Some(staged) = &self.staged {
            staged.fill(&self.graph, &self.hidden);
        }
        &self.graph
    }

    /// What is staged, as long as it is all that there is.
    fn unasked(&self) -> Option<&Staged> {
        self.staged.as_ref().filter(|staged| !staged.was_asked())
    }

    /// What is staged, to be added to; nothing once the graph was asked, for then it is the graph that counts.
    fn staging(&mut self) -> Option<&mut Staged> {
        self.staged.take_if(|staged| staged.was_asked());
        self.staged.as_mut()
    }

    /// Leaves the graph in memory to the end of the process: taking a large one apart costs more than many answers.
    pub fn outlive(&self) {
        std::mem::forget(self.graph.clone());
    }

    /// Number of quads in named graphs, records left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn len(&self) -> Result<usize> {
        if let Some(staged) = self.unasked() {
            return Ok(staged.len());
        }
        let all = self.graph.len().map_err(|e| self.broken(&e))?;
        let count = |graph| self.graph.quads_for_pattern(None, None, None, Some(graph)).count();
        Ok(all - count(GraphNameRef::DefaultGraph) - count(GraphNameRef::NamedNode(self.hidden.as_ref())))
    }

    /// Whether nothing is stored.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_empty(&self) -> Result<bool> {
        if let Some(staged) = self.unasked() {
            return Ok(staged.is_empty());
        }
        self.graph.is_empty().map_err(|e| self.broken(&e))
    }

    /// Every quad as a line of N-Quads, sorted: the same graph gives the same bytes.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn lines(&self) -> Result<Vec<String>> {
        let mut lines: Vec<String> = self.quads(None)?.iter().map(crate::rdf::line).collect();
        lines.sort_unstable();
        Ok(lines)
    }

    /// The quads of one named graph, or of all, in no particular order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn quads(&self, graph: Option<NamedNodeRef<'_>>) -> Result<Vec<Quad>> {
        let quads = self.graph().quads_for_pattern(None, None, None, graph.map(GraphNameRef::NamedNode));
        let told = |quad: &std::result::Result<Quad, _>| {
            is_stated(quad) && quad.as_ref().map_or(true, |quad| !is_hidden(quad, &self.hidden))
        };
        quads.filter(told).map(|quad| quad.map_err(|e| self.broken(&e))).collect()
    }

    /// The triples of the union of all graphs, each once, in no particular order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn union(&self) -> Result<Vec<Quad>> {
        let union = Some(GraphNameRef::DefaultGraph);
        let quads = self.graph().quads_for_pattern(None, None, None, union);
        quads.map(|quad| quad.map_err(|e| self.broken(&e))).collect()
    }

    /// A temporary graph of these quads, with the IRIs of this store.
    ///
    /// # Errors
    /// When Oxigraph cannot make one.
    pub fn of_quads(&self, quads: Vec<Quad>) -> Result<Self> {
        let store = Self::temporary(&self.iris())?;
        let unions: Vec<Quad> = quads.iter().map(|quad| in_union(quad).into_owned()).collect();
        let mut loader = store.graph.bulk_loader();
        loader.load_quads(quads.into_iter().chain(unions)).map_err(|e| self.broken(&e))?;
        loader.commit().map_err(|e| self.broken(&e))?;
        Ok(store)
    }

    /// The objects of a subject and predicate in the union, sorted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn objects(&self, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<Vec<Term>> {
        let union = Some(GraphNameRef::DefaultGraph);
        let quads = self.graph().quads_for_pattern(Some(subject.as_ref().into()), Some(predicate), None, union);
        let mut found: Vec<Term> =
            quads.map(|quad| quad.map(|quad| quad.object).map_err(|e| self.broken(&e))).collect::<Result<_>>()?;
        found.sort_by_cached_key(ToString::to_string);
        Ok(found)
    }

    /// The nodes that point at an object by a predicate in the union, sorted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn subjects(&self, predicate: NamedNodeRef<'_>, object: &NamedNode) -> Result<Vec<NamedNode>> {
        let union = Some(GraphNameRef::DefaultGraph);
        let mut found = Vec::new();
        for quad in self.graph().quads_for_pattern(None, Some(predicate), Some(object.as_ref().into()), union) {
            if let NamedOrBlankNode::NamedNode(node) = quad.map_err(|e| self.broken(&e))?.subject {
                found.push(node);
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    fn place(&self) -> &Path {
        self.folder.as_deref().unwrap_or_else(|| Path::new("memory"))
    }

    fn broken(&self, error: &oxigraph::store::StorageError) -> Error {
        failed(self.place(), error)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("folder", &self.folder).field("marker", &self.marker).finish_non_exhaustive()
    }
}

fn lines_of(graph: &oxigraph::store::Store, place: &Path) -> Result<Vec<String>> {
    let lines: Result<Vec<String>> = graph
        .iter()
        .filter(is_stated)
        .map(|quad| quad.map(|quad| crate::rdf::line(&quad)).map_err(|e| failed(place, &e)))
        .collect();
    let mut lines = lines?;
    lines.sort_unstable();
    Ok(lines)
}

/// Whether a quad stands in a named graph rather than in the union.
fn is_stated<E>(quad: &std::result::Result<Quad, E>) -> bool {
    quad.as_ref().map_or(true, |quad| !quad.graph_name.is_default_graph())
}

/// Whether a quad is a record.
fn is_hidden(quad: &Quad, hidden: &NamedNode) -> bool {
    matches!(&quad.graph_name, oxigraph::model::GraphName::NamedNode(graph) if graph == hidden)
}

/// The same triple in the union.
fn in_union(quad: &Quad) -> QuadRef<'_> {
    QuadRef { graph_name: GraphNameRef::DefaultGraph, ..quad.as_ref() }
}

fn failed(folder: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::Store { path: folder.to_owned(), message: error.to_string() }
}

#[cfg(feature = "rocksdb")]
use rocksdb::{fill as fill_rocksdb, flush as flush_rocksdb, open as open_rocksdb};

#[cfg(not(feature = "rocksdb"))]
fn open_rocksdb(folder: &Path, _write: bool) -> Result<oxigraph::store::Store> {
    Err(Error::Store { path: folder.to_owned(), message: WITHOUT_ROCKSDB.to_owned() })
}

#[cfg(not(feature = "rocksdb"))]
fn flush_rocksdb(folder: &Path, _store: &oxigraph::store::Store) -> Result<()> {
    Err(Error::Store { path: folder.to_owned(), message: WITHOUT_ROCKSDB.to_owned() })
}

#[cfg(not(feature = "rocksdb"))]
fn fill_rocksdb(folder: &Path, _source: &oxigraph::store::Store) -> Result<()> {
    Err(Error::Store { path: folder.to_owned(), message: WITHOUT_ROCKSDB.to_owned() })
}

#[cfg(not(feature = "rocksdb"))]
const WITHOUT_ROCKSDB: &str =
    "the form rocksdb is not in this program; build it with: cargo build --release --features rocksdb";

/// The file that changes whenever a store in the in-memory form is saved.
#[must_use]
pub fn snapshot_file(folder: &Path) -> PathBuf {
    folder.join(folder::SNAPSHOT)
}
