//! `gongtu completions`: for shells.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use clap_complete::Shell;
use clap_complete::env::Shells;

use crate::cli::complete;

/// Print completions for a shell: commands, options, questions, names in the graph. 输出命令补全脚本。
///
/// The script asks the program whenever Tab is pressed, so that it offers what the graph knows; it names the program as it
/// was called here. Put it where your shell looks, or evaluate it: `source <(gongtu completions bash)` (zsh alike),
/// `gongtu completions fish | source`.
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu completions bash > ~/.local/share/bash-completion/completions/gongtu")]
pub struct Completions {
    /// Which shell.
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let name = self.shell.to_string();
        let shells = Shells::builtins();
        let shell = shells.completer(&name).with_context(|| format!("there are no completions for {name}"))?;
        let program = std::env::args().next().unwrap_or_else(|| "gongtu".to_owned());
        let mut script = Vec::new();
        shell.write_registration(complete::VARIABLE, "gongtu", "gongtu", &program, &mut script)?;
        let mut out = std::io::stdout().lock();
        if self.shell == Shell::Bash {
            // Else bash takes city=南 for three words and nothing behind the sign can be completed.
            writeln!(out, "COMP_WORDBREAKS=${{COMP_WORDBREAKS//=/}}")?;
        }
        out.write_all(&script)?;
        Ok(ExitCode::SUCCESS)
    }
}
