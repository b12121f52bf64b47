//! The command line: checks and fixes files, renders, parses and sends callbacks.
#![expect(non_camel_case_types, reason = "in `object!` a member's type is a parameter that has the member's name")]

mod access_log;
mod arguments;
mod check;
mod dirty;
mod explain;
mod failure;
mod fields;
mod files;
mod fix;
mod github;
mod human;
mod import;
mod in_place;
mod json;
mod lines;
mod list;
mod load;
mod object;
mod outcome;
mod output;
mod parse;
mod profile_file;
mod redirect;
mod render;
mod sample;
mod send;
mod show;
mod template;
mod terminal;
mod translate;
mod tree;

use std::process::ExitCode;

use crate::arguments::Command;
use crate::failure::{Failure, complain};

fn main() -> ExitCode {
    let result = match Command::read() {
        Command::Check(arguments) => check::run(&arguments),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::Template(arguments) => template::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Render(arguments) => render::run(&arguments),
        Command::Parse(arguments) => parse::run(&arguments),
        Command::Translate(arguments) => translate::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Sample(arguments) => sample::run(&arguments),
        Command::Send(arguments) => send::run(&arguments),
        Command::Fields(arguments) => fields::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(Failure::Reported) => ExitCode::from(1),
        Err(Failure::Unreadable(message)) => {
            complain(message);
            ExitCode::from(2)
        }
    }
}
