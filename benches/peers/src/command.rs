//! The command line of both programs.
//!
//! `list`: checks that all subjects of each row make the same of the workload, and prints row, subject, repetitions and the ratio
//! that is held, one subject a line. `count ROW SUBJECT TIMES`: performs it. `times ROW ROUNDS`: nanoseconds of each subject, the
//! median of rounds in which all take turns.

use std::env;
use std::process::exit;

use crate::ours::{ROWS, Row};
use crate::subject::{Prepare, Subject};

/// What a row compares our operation with, the name and the operation.
pub type Peers = Vec<(&'static str, Prepare)>;

pub const OURS: &str = "callback-profile";

pub fn run(peers: fn(&str) -> Peers) {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match &*arguments.iter().map(String::as_str).collect::<Vec<_>>() {
        ["list"] => ROWS.iter().for_each(|row| list(row, &subjects(row, peers))),
        ["count", name, subject, times] => {
            let subjects = subjects(row(name), peers);
            let found = subjects.iter().find(|(known, _)| known == subject);
            let (_, prepare) = found.unwrap_or_else(|| fail(&format!("unknown subject `{subject}`")));
            prepare().repeat(times.parse().expect("a number"));
        }
        ["times", name, rounds] => time(&subjects(row(name), peers), rounds.parse().expect("a number")),
        _ => fail("usage: list | count ROW SUBJECT TIMES | times ROW ROUNDS"),
    }
}

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    exit(2)
}

fn row(name: &str) -> &'static Row {
    ROWS.iter().find(|row| row.name == name).unwrap_or_else(|| fail(&format!("unknown row `{name}`")))
}

/// Ours, what of our own it is compared with, and the peers.
fn subjects(row: &Row, peers: fn(&str) -> Peers) -> Peers {
    let ours = [(OURS, row.prepare)].into_iter();
    ours.chain(row.beside.iter().copied()).chain(peers(row.name)).collect()
}

fn list(row: &Row, subjects: &Peers) {
    let ours = (row.prepare)().texts;
    assert!(!ours.is_empty(), "{}: nothing to compare", row.name);
    for (subject, prepare) in subjects {
        let theirs = prepare().texts;
        if theirs != ours {
            fail(&format!("{}: {subject} differs:\n{theirs:#?}\nis not ours:\n{ours:#?}", row.name));
        }
        println!("{}\t{subject}\t{}\t{}", row.name, row.times, row.at_most);
    }
}

fn time(subjects: &Peers, rounds: usize) {
    /// How long a subject's turn is, in seconds.
    const TURN: f64 = 0.002;
    let mut timed: Vec<(&str, Subject, u64, Vec<f64>)> = Vec::new();
    for (name, prepare) in subjects {
        let mut subject = prepare();
        let mut times = 1;
        while subject.seconds(times) < TURN {
            times *= 2;
        }
        timed.push((name, subject, times, Vec::new()));
    }
    for _ in 0..rounds {
        for (_, subject, times, measured) in &mut timed {
            measured.push(subject.seconds(*times) / *times as f64 * 1e9);
        }
    }
    for (name, _, _, mut measured) in timed {
        measured.sort_by(f64::total_cmp);
        println!("{name}\t{:.0}", measured[measured.len() / 2]);
    }
}
