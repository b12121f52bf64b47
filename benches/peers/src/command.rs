//! The command line of both programs.
//!
//! `list`: checks that all subjects of each row make the same of the workload, and prints row, subject, repetitions and the ratio
//! that is held, one subject a line. `count ROW SUBJECT TIMES`: performs it. `times ROW ROUNDS`: nanoseconds of each subject, the
//! least of rounds in which all take turns.

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

/// The least of the rounds: what else the machine does makes a round longer, never shorter.
fn time(subjects: &Peers, rounds: usize) {
    let mut timed: Vec<(&str, Subject, u64, f64)> = Vec::new();
    for (name, prepare) in subjects {
        let mut subject = prepare();
        let times = turn(&mut subject);
        timed.push((name, subject, times, f64::INFINITY));
    }
    for _ in 0..rounds {
        for (_, subject, times, least) in &mut timed {
            *least = least.min(subject.seconds(*times) / *times as f64);
        }
    }
    for (name, _, _, least) in timed {
        println!("{name}\t{:.0}", least * 1e9);
    }
}

/// How often a subject is performed in its turn. That too is judged by the least of several: one that was interrupted would do with a
/// single performance, which finds nothing in the caches.
fn turn(subject: &mut Subject) -> u64 {
    /// In seconds. Short beside what a scheduler lets a process have at a time, so that some turns are not interrupted.
    const TURN: f64 = 0.001;
    const TRIES: usize = 5;
    let mut times = 1;
    while (0..TRIES).any(|_| subject.seconds(times) < TURN) {
        times *= 2;
    }
    times
}
