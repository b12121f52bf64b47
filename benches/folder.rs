//! Checking a folder of 10,000 profiles, beside only reading the same files with `serde_json` and `url`. Prints one line for each and
//! their ratio: `cargo bench --bench folder`.
#![allow(clippy::unwrap_used, clippy::cast_precision_loss, missing_docs)]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use callback_profile::check_file;

const FILES: usize = 10_000;
const ROUNDS: usize = 5;

fn main() {
    let folder = std::env::temp_dir().join(format!("callback-profile-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let paths = write_profiles(&folder);
    // The best of several rounds, taken in turn: whatever else the machine does only ever adds.
    let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        ours = ours.min(timed(&paths, |bytes| assert!(check_file(black_box(bytes)).is_clean())));
        theirs = theirs.min(timed(&paths, |bytes| {
            let value: serde_json::Value = serde_json::from_slice(black_box(bytes)).unwrap();
            black_box(url::Url::parse(value.get("endpoint").and_then(|endpoint| endpoint.as_str()).unwrap()).unwrap());
        }));
    }
    fs::remove_dir_all(&folder).unwrap();
    println!("check_file                          {ours:?}");
    println!("serde_json::from_slice, Url::parse  {theirs:?}");
    println!("ratio                               {:.2}", ours.as_secs_f64() / theirs.as_secs_f64());
}

fn write_profiles(folder: &Path) -> Vec<PathBuf> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/profiles");
    let mut sources: Vec<_> = fs::read_dir(examples).unwrap().map(|entry| entry.unwrap().path()).collect();
    sources.sort();
    let texts: Vec<_> = sources.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    texts
        .iter()
        .cycle()
        .take(FILES)
        .enumerate()
        .map(|(number, text)| {
            let path = folder.join(format!("{number}.json"));
            fs::write(&path, text.replace("example.com", &format!("n{number}.example.com"))).unwrap();
            path
        })
        .collect()
}

fn timed(paths: &[PathBuf], work: impl Fn(&[u8])) -> Duration {
    let start = Instant::now();
    for path in paths {
        work(&fs::read(path).unwrap());
    }
    start.elapsed()
}
