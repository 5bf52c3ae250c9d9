//! `gongtu serve`: a store as a SPARQL 1.1 Protocol endpoint, as addresses of its entities, and as a web page.
//!
//! In: a store's folder and [`Options`]. Out: a running [`Server`]. Requests run in three places: the event loop reads
//! and answers; `run` evaluates questions on threads of their own under limits of time and memory; `api` reads the
//! graph through its indexes. Every request sees one `live::Snapshot`, whole.

mod address;
mod answer;
mod api;
mod fact;
mod guard;
mod index;
mod live;
mod lookup;
mod negotiate;
mod page;
mod routes;
mod run;
mod sparql;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, watch};
use tower_service::Service;

use crate::error::{Error, Result};

/// Stack of a thread: parsing and evaluating recurse with the nesting of a query. Only what is touched takes memory.
const STACK: usize = 256 << 20;
/// How long a client may take over the lines before a request's body, and stay silent between two requests.
const HEADER_TIME: Duration = Duration::from_secs(15);
/// Longest request line and header fields.
const HEADER_BYTES: usize = 64 << 10;
/// How long running answers may go on once the server is told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// Folder of the graph.
    pub store: PathBuf,
    /// Where to listen; port 0 takes a free one.
    pub bind: SocketAddr,
    /// Whether pages of other origins may read.
    pub cors: bool,
    /// The word that allows to write; without one nothing can be written.
    pub token: Option<String>,
    /// How long a question may take.
    pub timeout: Duration,
    /// Memory, in MiB, that questions may take on top of the graph, all together.
    pub memory: usize,
    /// Questions that are evaluated at once; others wait.
    pub jobs: usize,
    /// Connections at once; others wait.
    pub clients: usize,
    /// Largest body of a request, in bytes.
    pub body: usize,
}

impl Options {
    /// The defaults for a store.
    #[must_use]
    pub fn new(store: impl Into<PathBuf>) -> Self {
        Self {
            store: store.into(),
            bind: SocketAddr::from(([127, 0, 0, 1], 7878)),
            cors: false,
            token: None,
            timeout: Duration::from_secs(30),
            memory: 1024,
            jobs: std::thread::available_parallelism().map_or(2, usize::from).max(2),
            clients: 512,
            body: 256 << 10,
        }
    }
}

/// A server that runs until it is stopped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    runtime: Option<Runtime>,
    accepting: Option<tokio::task::JoinHandle<()>>,
}

impl Server {
    /// Opens the store and begins to listen.
    ///
    /// # Errors
    /// When the store cannot be opened or the address is taken.
    pub fn start(options: Options) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(options.jobs.clamp(2, 8))
            .max_blocking_threads(options.jobs + api::JOBS + 4)
            .thread_stack_size(STACK)
            .thread_name("gongtu-serve")
            .enable_all()
            .build()
            .map_err(|source| Error::Io { path: "threads".into(), source })?;
        let refused = |source| Error::Io { path: options.bind.to_string().into(), source };
        let listener = runtime.block_on(TcpListener::bind(options.bind)).map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let (stop, stopped) = watch::channel(false);
        let (clients, every) = (options.clients, Duration::from_secs(1));
        let app = Arc::new(routes::App::new(options)?);
        runtime.spawn(live::follow(Arc::clone(&app), every, stopped.clone()));
        runtime.spawn(run::guard_memory(Arc::clone(&app), stopped.clone()));
        let accepting = runtime.spawn(accept(listener, routes::routes(app), clients, stopped));
        Ok(Self { address, stop, runtime: Some(runtime), accepting: Some(accepting) })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits for an interrupt (Ctrl-C) or a request to end, then stops.
    pub fn wait(mut self) {
        if let Some(runtime) = &self.runtime {
            runtime.block_on(told_to_end());
        }
        self.end();
    }

    /// Takes no new requests, lets running ones finish, and ends.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.stop.send(true);
        let (Some(runtime), Some(accepting)) = (self.runtime.take(), self.accepting.take()) else { return };
        let _ = runtime.block_on(async { tokio::time::timeout(LAST_ANSWERS, accepting).await });
        runtime.shutdown_timeout(Duration::from_secs(1));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(unix)]
async fn told_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn told_to_end() {
    let _ = tokio::signal::ctrl_c().await;
}

/// Takes connections, each on a task of its own, until told to stop; then waits for those that are open.
async fn accept(listener: TcpListener, routes: axum::Router, clients: usize, mut stopped: watch::Receiver<bool>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(clients));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stopped| *stopped) => break,
        };
        let Ok((stream, _)) = stream else {
            // Out of file handles, most often: wait until some are given back.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let routes = routes.clone();
        let service = hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            routes.clone().call(request.map(axum::body::Body::new))
        });
        let mut http = hyper::server::conn::http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME).max_buf_size(HEADER_BYTES);
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    graceful.shutdown().await;
}
