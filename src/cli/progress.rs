//! Progress on a terminal, with rate and remaining time, for work that takes more than a second.

use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over bytes of input; silent where standard error is no terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    begun: Instant,
}

impl Progress {
    /// A bar that stays hidden for the first second. Without a known amount (standard input) it shows the rate alone.
    pub(super) fn new(inputs: &[String]) -> Self {
        let total: u64 = inputs.iter().map(|input| bytes(std::path::Path::new(input))).sum();
        let bar = ProgressBar::with_draw_target((total > 0).then_some(total), ProgressDrawTarget::hidden());
        let template = if total > 0 { "{bar:30} {percent:>3}%  {msg}" } else { "{spinner} {msg}" };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.progress_chars("=> "));
        Self { bar, begun: Instant::now() }
    }

    /// That text is done. Articles come in batches, so the rate is that of the whole time.
    pub(super) fn add(&self, text: &str) {
        self.bar.inc(text.len() as u64);
        let (done, spent) = (self.bar.position(), self.begun.elapsed());
        if spent < Duration::from_secs(1) {
            return;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let rate = done / spent.as_secs().max(1);
        let left = self.bar.length().map_or_else(String::new, |total| {
            let seconds = total.saturating_sub(done) / rate.max(1);
            format!("  {} left", HumanDuration(Duration::from_secs(seconds)))
        });
        self.bar.set_message(format!("{}  {}/s{left}", HumanBytes(done), HumanBytes(rate)));
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Bytes of a file, or of the files of a folder; 0 for what is neither.
fn bytes(path: &std::path::Path) -> u64 {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
        return entries.map(|entry| bytes(&entry.path())).sum();
    }
    std::fs::metadata(path).map_or(0, |data| if data.is_file() { data.len() } else { 0 })
}
