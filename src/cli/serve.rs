//! `gongtu serve`: the graph as a SPARQL endpoint and a web page.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use crate::cli::place::Place;
use crate::web::{Options, Server};

/// Show the graph as a web page and a SPARQL 1.1 endpoint. 打开网页与 SPARQL 端点。
///
/// The page needs no network. While it is served, `gongtu build` can go on: what it saves is shown a second later
/// (a store in the form rocksdb is locked while it is served). Nothing can be written unless --writable is given.
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu serve --bind 127.0.0.1:7878")]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7878")]
    bind: SocketAddr,
    /// Let pages of other origins read.
    #[arg(long)]
    cors: bool,
    /// Allow SPARQL updates to whoever has the token; the store is locked for builds meanwhile.
    #[arg(long)]
    writable: bool,
    /// The token; without one, a new one is made and printed.
    #[arg(long, value_name = "WORD", env = "GONGTU_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Seconds that a query may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    timeout: u64,
    /// Memory in MiB that queries may take, all together, beside the graph.
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    memory: usize,
    /// Queries at once; others wait.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut options = Options::new(&self.place.store);
        (options.bind, options.cors, options.memory) = (self.bind, self.cors, self.memory);
        options.timeout = Duration::from_secs(self.timeout.max(1));
        if let Some(jobs) = self.jobs {
            options.jobs = jobs.clamp(1, 64);
        }
        if self.writable {
            let made = self.token.is_none();
            let token = self.token.unwrap_or_else(new_token);
            if made {
                anstream::eprintln!("token for writing: {token}");
            }
            options.token = Some(token);
        }
        let server = Server::start(options)?;
        anstream::println!("http://{}/", server.address());
        anstream::eprintln!("SPARQL: http://{}/sparql   (end with Ctrl-C)", server.address());
        server.wait();
        Ok(ExitCode::SUCCESS)
    }
}

/// A word that nobody guesses: 128 bits of the standard library's own random keys.
fn new_token() -> String {
    use std::hash::{BuildHasher, Hasher};
    let word = || std::collections::hash_map::RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}
