//! The programs of the README and of the documentation, compiled in a crate that is none of ours, as a reader sees and copies them;
//! those that end are run. Module names tell file and line.

use std::process::{ExitCode, Termination};

/// Runs a program's `main`.
fn run<T: Termination>(main: fn() -> T) {
    assert_eq!(main().report(), ExitCode::SUCCESS);
}

include!(concat!(env!("OUT_DIR"), "/programs.rs"));
