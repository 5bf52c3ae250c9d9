//! The `gongtu` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    gongtu::cli::run()
}
