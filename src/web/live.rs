//! The graph that is served: a snapshot that requests hold while they run, replaced whole when the store's folder
//! changes, so that `gongtu build` can go on beside the server.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use tokio::sync::watch;

use crate::error::Result;
use crate::store::{Form, Marker, Store};
use crate::web::api::network::{self, Network};
use crate::web::api::{Atlas, Pictures};
use crate::web::index::Index;
use crate::web::routes::App;

/// One state of the graph, with what is derived from it.
pub(super) struct Snapshot {
    /// The graph.
    pub store: Store,
    /// What the search looks through.
    pub index: Index,
    /// Which state this is, from 1.
    pub number: u64,
    /// All relations, arranged; made when first asked for.
    network: OnceLock<Network>,
    /// What is where; made when first asked for.
    atlas: OnceLock<Atlas>,
    /// Where things lie in pictures of the whole graph; each made when first asked for.
    pub pictures: Pictures,
}

impl Snapshot {
    fn of(store: Store, number: u64) -> Result<Self> {
        let index = Index::of(&store)?;
        Ok(Self {
            store,
            index,
            number,
            network: OnceLock::new(),
            atlas: OnceLock::new(),
            pictures: Pictures::default(),
        })
    }

    /// What is where.
    pub(super) fn atlas(&self) -> Result<&Atlas> {
        if let Some(known) = self.atlas.get() {
            return Ok(known);
        }
        let made = Atlas::of(self)?;
        Ok(self.atlas.get_or_init(|| made))
    }

    /// All relations between things.
    pub(super) fn network(&self) -> Result<&Network> {
        if let Some(known) = self.network.get() {
            return Ok(known);
        }
        let made = Network::of(self)?;
        Ok(self.network.get_or_init(|| made))
    }
}

/// The current snapshot, and the store itself where it may be written to.
pub(super) struct Live {
    folder: PathBuf,
    current: RwLock<Arc<Snapshot>>,
    writer: Option<Mutex<Store>>,
    seen: Mutex<Stamp>,
}

impl Live {
    /// Opens a store, for writing too where that is asked.
    pub(super) fn open(folder: &Path, writable: bool) -> Result<Self> {
        let seen = Stamp::of(folder);
        let (store, writer) = if writable {
            let marker = Marker::read(folder)?;
            let iris = crate::rdf::iri::Iris::with_base(marker.base);
            let writer = Store::open_for_writing(folder, None, &iris)?;
            (writer.share(), Some(Mutex::new(writer)))
        } else {
            (Store::open(folder)?, None)
        };
        let current = RwLock::new(Arc::new(Snapshot::of(store, 1)?));
        Ok(Self { folder: folder.to_owned(), current, writer, seen: Mutex::new(seen) })
    }

    /// The current snapshot.
    pub(super) fn get(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the graph, makes it last and shows it.
    pub(super) fn write<T>(&self, work: impl FnOnce(&mut Store) -> Result<T>) -> Option<Result<T>> {
        let mut store = self.writer.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        let done = work(&mut store).and_then(|value| store.save().map(|()| value));
        let shown = Snapshot::of(store.share(), self.get().number + 1).map(|snapshot| self.show(snapshot));
        Some(done.and_then(|value| shown.map(|()| value)))
    }

    fn show(&self, snapshot: Snapshot) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
    }

    /// Loads the store again when its folder has changed; says whether it has.
    fn refresh(&self) -> Result<bool> {
        let stamp = Stamp::of(&self.folder);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if self.writer.is_some() || *seen == stamp {
            return Ok(false);
        }
        let snapshot = Snapshot::of(Store::open(&self.folder)?, self.get().number + 1)?;
        *seen = stamp;
        drop(seen);
        self.show(snapshot);
        Ok(true)
    }

    /// Makes what a first visitor would wait for, unless a newer state comes meanwhile.
    fn prepare(&self) {
        let snapshot = self.get();
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let is_newest = || self.get().number == snapshot.number && Stamp::of(&self.folder) == seen;
        // What fails here fails again, with its words, where it is asked for.
        let _ = snapshot.atlas();
        let _ = network::prepare(&snapshot, is_newest);
    }

    fn form(&self) -> Form {
        self.get().store.marker().form
    }
}

/// What tells one state of a folder's snapshot file from another: its time, its length and, for clocks can jump, its
/// number on the disk, which the file that replaces it does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp(Option<(SystemTime, u64, u64)>);

impl Stamp {
    fn of(folder: &Path) -> Self {
        let found = std::fs::metadata(crate::store::snapshot_file(folder));
        Self(found.ok().and_then(|file| Some((file.modified().ok()?, file.len(), number(&file)))))
    }
}

#[cfg(unix)]
fn number(file: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(file)
}

#[cfg(not(unix))]
fn number(_: &std::fs::Metadata) -> u64 {
    0
}

/// Looks at the folder every so often, until the server stops. An on-disk store is locked while it is served.
///
/// Graphs are read on one thread from first to last: the allocator keeps memory by threads, and what an old graph leaves is
/// what the next one takes. On the runtime's threads each of a dozen graphs would take its own.
pub(super) async fn follow(app: Arc<App>, every: Duration, mut stopped: watch::Receiver<bool>) {
    let (look, looks) = std::sync::mpsc::channel::<()>();
    // It keeps no server alive that has been stopped.
    let own = Arc::downgrade(&app);
    let thread = std::thread::Builder::new().name("gongtu-read".to_owned()).stack_size(crate::web::STACK);
    let reading = thread.spawn(move || {
        let mut changed = true;
        loop {
            let Some(app) = own.upgrade() else { return };
            if changed {
                app.live.prepare();
            }
            drop(app);
            let (Ok(()), Some(app)) = (looks.recv(), own.upgrade()) else { return };
            changed = app.live.refresh().unwrap_or_else(|error| {
                log(&format!("the store has changed and cannot be read again; the old state is served: {error}"));
                false
            });
        }
    });
    if reading.is_err() {
        log("there is no thread to read a changed store: the state of the start is served");
    }
    if app.live.form() != Form::Memory {
        return;
    }
    loop {
        tokio::select! {
            () = tokio::time::sleep(every) => {}
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
        if look.send(()).is_err() {
            return;
        }
    }
}

/// A line for whoever runs the server.
pub(super) fn log(words: &str) {
    anstream::eprintln!("gongtu serve: {words}");
}
