//! `gongtu judge pairs`: pairs that may be one thing, shown side by side, for a person to judge.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use clap::Args;
use oxigraph::model::NamedNode;

use crate::cli::judge::{Author, Bench, Where};
use crate::cli::marked::Marker;
use crate::model::Verdict;
use crate::resolve::unsure::Pair;
use crate::trace;

/// Walk through pairs.
#[derive(Debug, Args)]
pub(super) struct Pairs {
    /// Who decides; needed unless the pairs are only listed.
    #[arg(long, value_name = "NAME", env = "GONGTU_BY", required_unless_present = "list")]
    by: Option<String>,
    /// When; left out if not given.
    #[arg(long, value_name = "DATE")]
    on: Option<crate::model::PartialDate>,
    /// Only list the pairs.
    #[arg(long)]
    list: bool,
    /// At most so many pairs.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    at: Where,
}

/// Sentences shown of each thing.
const SENTENCES: usize = 2;

impl Pairs {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut bench = Bench::open(self.at)?;
        let decided: Vec<(String, String)> =
            bench.decisions.all.iter().filter_map(|d| apart(&bench, &d.verdict)).collect();
        let pairs: Vec<Pair> = bench.things.unsure().into_iter().filter(|pair| !decided.contains(&pair.iris)).collect();
        let mut out = anstream::stdout().lock();
        if self.list {
            for pair in pairs.iter().take(self.limit) {
                writeln!(out, "{:.1}\t{}\t{}\t{}", pair.worth, pair.iris.0, pair.iris.1, pair.signs.join("; "))?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        let mut answers = std::io::stdin().lock().lines();
        for (number, pair) in pairs.iter().take(self.limit).enumerate() {
            writeln!(out, "{}/{}  {}", number + 1, pairs.len().min(self.limit), pair.signs.join("; "))?;
            for iri in [&pair.iris.0, &pair.iris.1] {
                show(&bench, iri, &mut out)?;
            }
            write!(out, "[s]ame 相同, [d]ifferent 不同, [n]ext 跳过, [q]uit 结束; words behind are the reason: ")?;
            out.flush()?;
            let Some(answer) = answers.next().transpose()? else { break };
            let (letter, why) = answer.trim().split_once(' ').unwrap_or((answer.trim(), ""));
            let author = Author { by: self.by.clone().unwrap_or_default(), on: self.on, why: why.to_owned() };
            let verdict = match letter {
                "s" | "same" => Verdict::Same,
                "d" | "different" => Verdict::Different,
                "q" | "quit" => break,
                _ => continue,
            };
            let (a, b) = (bench.things.named(&pair.iris.0)?, bench.things.named(&pair.iris.1)?);
            if let Err(error) = bench.add(verdict(a, b), &author) {
                writeln!(out, "{error}")?;
            }
        }
        drop(out);
        bench.apply()
    }
}

/// The pair that a decision keeps apart.
fn apart(bench: &Bench, verdict: &Verdict) -> Option<(String, String)> {
    let Verdict::Different(a, b) = verdict else { return None };
    let iri = |thing: &crate::model::Thing| {
        let mut things = bench.things.0.iter();
        things.find(|(_, s)| s.members.iter().any(|(article, own)| thing.is(article, own))).map(|(iri, _)| iri.clone())
    };
    let mut pair = [iri(a)?, iri(b)?];
    pair.sort();
    let [first, second] = pair;
    Some((first, second))
}

fn show(bench: &Bench, iri: &str, out: &mut dyn Write) -> anyhow::Result<()> {
    let Some(thing) = bench.things.0.get(iri) else { return Ok(()) };
    writeln!(out, "  {} — {} article(s)  {iri}", thing.identity.label, thing.members.len())?;
    let keys: std::collections::BTreeSet<&String> = thing.members.iter().flat_map(|(_, own)| &own.keys).collect();
    let keys: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
    if !keys.is_empty() {
        writeln!(out, "    known by: {}", keys.join("; "))?;
    }
    let marker = Marker::for_stdout();
    let mut sentences: Vec<String> = Vec::new();
    for told in trace::about(&bench.store, &NamedNode::new_unchecked(iri))? {
        let sentence = marker.mark(&told.sentence, &told.marks);
        if !sentences.contains(&sentence) && sentences.len() < SENTENCES {
            sentences.push(sentence);
        }
    }
    for sentence in sentences {
        writeln!(out, "    {sentence}")?;
    }
    Ok(())
}
