//! Evaluates a question on a thread of its own and streams what it yields, under limits of time and memory.
//!
//! Nothing is sent until the first 32 KiB are there or the answer is complete: what goes wrong before is told with a
//! proper status. What goes wrong later is told at the end of what was sent, and the connection is broken, so that no
//! client takes half an answer for a whole one.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::http::Response;
use oxigraph::sparql::CancellationToken;
use tokio::sync::{mpsc, watch};

use crate::web::answer::{Problem, typed};
use crate::web::live::log;
use crate::web::routes::App;

/// Bytes that are gathered before they are sent.
const CHUNK: usize = 32 << 10;
/// How long a client may take to receive a chunk.
const CLIENT: Duration = Duration::from_secs(60);
/// How long a question waits for its turn.
const TURN: Duration = Duration::from_secs(15);
/// Time for the last words of a broken answer to go out.
const FAREWELL: Duration = Duration::from_millis(200);
/// Time between two looks at the memory.
const LOOK: Duration = Duration::from_millis(50);

const RUNNING: u8 = 0;
const OUT_OF_TIME: u8 = 1;
const OUT_OF_MEMORY: u8 = 2;
const LEFT: u8 = 3;

/// A question under evaluation.
pub(super) struct Running {
    /// Ends the evaluation when it next touches the graph.
    pub token: CancellationToken,
    since: Instant,
    /// Milliseconds that it waited for its client.
    waited: AtomicU64,
    reason: AtomicU8,
}

impl Running {
    fn end(&self, reason: u8) {
        let _ = self.reason.compare_exchange(RUNNING, reason, Ordering::SeqCst, Ordering::SeqCst);
        self.token.cancel();
    }

    /// Why it was ended, in place of the evaluator's own words.
    pub(super) fn explain(&self, app: &App, otherwise: impl FnOnce() -> Problem) -> Problem {
        match self.reason.load(Ordering::SeqCst) {
            OUT_OF_TIME => Problem::Limit(format!(
                "the query was ended: it took longer than {} seconds. Ask for less, or start the server with a longer --timeout",
                app.options.timeout.as_secs_f64()
            )),
            OUT_OF_MEMORY => Problem::Limit(format!(
                "the query was ended: it took more than {} MiB of memory. Ask for less, or start the server with more --memory",
                app.options.memory
            )),
            LEFT => Problem::Limit("the client has left".to_owned()),
            _ => otherwise(),
        }
    }
}

/// All questions under evaluation.
#[derive(Default)]
pub(super) struct Register(Mutex<Vec<Weak<Running>>>);

impl Register {
    fn enter(&self) -> Arc<Running> {
        let running = Arc::new(Running {
            token: CancellationToken::new(),
            since: Instant::now(),
            waited: AtomicU64::new(0),
            reason: AtomicU8::new(RUNNING),
        });
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|known| known.strong_count() > 0);
        all.push(Arc::downgrade(&running));
        running
    }

    fn alive(&self) -> Vec<Arc<Running>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().filter_map(Weak::upgrade).collect()
    }
}

/// Ends the evaluation when the answer is no longer wanted.
struct Wanted(Arc<Running>);

impl Drop for Wanted {
    fn drop(&mut self) {
        self.0.end(LEFT);
    }
}

enum Part {
    Head(String),
    Bytes(Bytes),
    Broken(Problem),
}

/// Where an evaluation writes.
pub(super) struct Sink {
    parts: mpsc::Sender<Part>,
    buffer: Vec<u8>,
    head: Option<String>,
    running: Arc<Running>,
    handle: tokio::runtime::Handle,
}

impl Sink {
    /// Says what kind of answer follows; must come before the first byte.
    pub(super) fn head(&mut self, media_type: &str) {
        self.head = Some(media_type.to_owned());
    }

    fn pass_on(&mut self) -> io::Result<()> {
        if let Some(media_type) = self.head.take() {
            self.send(Part::Head(media_type))?;
        }
        if self.buffer.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK + CHUNK / 4));
        self.send(Part::Bytes(bytes.into()))
    }

    fn send(&self, part: Part) -> io::Result<()> {
        let part = match self.parts.try_send(part) {
            Ok(()) => return Ok(()),
            Err(mpsc::error::TrySendError::Closed(_)) => return Err(io::ErrorKind::BrokenPipe.into()),
            Err(mpsc::error::TrySendError::Full(part)) => part,
        };
        let begun = Instant::now();
        let sent = self.handle.block_on(tokio::time::timeout(CLIENT, self.parts.send(part)));
        let waited = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.running.waited.fetch_add(waited, Ordering::SeqCst);
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.pass_on()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs some work and streams what it writes.
pub(super) async fn stream(
    app: &Arc<App>,
    work: impl FnOnce(&Arc<App>, &mut Sink) -> Result<(), Problem> + Send + 'static,
) -> Result<Response<Body>, Problem> {
    let turn = tokio::time::timeout(TURN, Arc::clone(&app.turns).acquire_owned()).await;
    let Ok(Ok(turn)) = turn else {
        return Err(Problem::Limit("too many queries at once; try again in a moment".to_owned()));
    };
    let running = app.running.enter();
    let (parts, mut received) = mpsc::channel(4);
    let watcher = tokio::spawn(watch_time(Arc::downgrade(&running), app.options.timeout));
    let (owner, wanted) = (Arc::clone(app), Wanted(Arc::clone(&running)));
    let handle = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let mut sink = Sink { parts, buffer: Vec::new(), head: None, running: Arc::clone(&running), handle };
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&owner, &mut sink)));
        let outcome = outcome.unwrap_or_else(|_| Err(Problem::Broken("the program failed on this query".to_owned())));
        let outcome = outcome.and_then(|()| sink.pass_on().map_err(|e| Problem::Broken(e.to_string())));
        if let Err(problem) = outcome {
            let problem = running.explain(&owner, || problem);
            let _ = sink.send(Part::Broken(problem));
        }
        watcher.abort();
    });
    match received.recv().await {
        Some(Part::Head(media_type)) => {
            Ok(typed(&media_type, Body::new(Parts { received, ending: None, _wanted: wanted })))
        }
        Some(Part::Broken(problem)) => Err(problem),
        Some(Part::Bytes(_)) | None => Err(Problem::Broken("the answer has no beginning".to_owned())),
    }
}

impl Running {
    /// Whoever runs this as an evaluation reads its token.
    pub(super) fn of(sink: &Sink) -> &Arc<Self> {
        &sink.running
    }
}

/// The rest of an answer on its way to the client.
struct Parts {
    received: mpsc::Receiver<Part>,
    ending: Option<(Problem, std::pin::Pin<Box<tokio::time::Sleep>>)>,
    _wanted: Wanted,
}

impl hyper::body::Body for Parts {
    type Data = Bytes;
    type Error = Problem;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Problem>>> {
        if let Some((problem, mut pause)) = self.ending.take() {
            if std::future::Future::poll(pause.as_mut(), context).is_pending() {
                self.ending = Some((problem, pause));
                return Poll::Pending;
            }
            return Poll::Ready(Some(Err(problem)));
        }
        self.received.poll_recv(context).map(|part| match part? {
            Part::Bytes(bytes) => Some(Ok(hyper::body::Frame::data(bytes))),
            Part::Head(_) => Some(Ok(hyper::body::Frame::data(Bytes::new()))),
            Part::Broken(problem) => {
                // People who look at what came see why it ends here.
                let words = Bytes::from(format!("\n# error: {problem}\n"));
                // The connection breaks off a moment later, when the words have gone out.
                self.ending = Some((problem, Box::pin(tokio::time::sleep(FAREWELL))));
                Some(Ok(hyper::body::Frame::data(words)))
            }
        })
    }
}

/// Ends a question when its time is up; time that it waited for its client does not count.
async fn watch_time(running: Weak<Running>, limit: Duration) {
    loop {
        let left = match running.upgrade() {
            Some(running) => {
                let allowed = limit + Duration::from_millis(running.waited.load(Ordering::SeqCst));
                match allowed.checked_sub(running.since.elapsed()) {
                    Some(left) if !left.is_zero() => left,
                    _ => return running.end(OUT_OF_TIME),
                }
            }
            None => return,
        };
        tokio::time::sleep(left).await;
    }
}

/// Ends the longest-running question when all together have taken too much memory.
pub(super) async fn guard_memory(app: Arc<App>, mut stopped: watch::Receiver<bool>) {
    let mut idle = memory();
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
        let alive = app.running.alive();
        if alive.is_empty() {
            idle = memory();
            // Nothing runs: what begins meanwhile is seen a moment later.
            tokio::time::sleep(LOOK * 4).await;
            continue;
        }
        let (Some(now), Some(before)) = (memory(), idle) else { continue };
        if now.saturating_sub(before) > app.options.memory << 20
            && let Some(oldest) = alive.iter().filter(|r| !r.token.is_cancelled()).min_by_key(|r| r.since)
        {
            log("a query was ended: it took too much memory");
            oldest.end(OUT_OF_MEMORY);
        }
    }
}

/// Memory of this process, where the system tells.
fn memory() -> Option<usize> {
    memory_stats::memory_stats().map(|stats| stats.physical_mem)
}
