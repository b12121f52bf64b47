//! The output of `examples/quickstart.rs` is what it was when somebody last looked at it.
#![cfg(test)]

#[path = "../examples/quickstart.rs"]
#[expect(dead_code, reason = "the example's own `main` is not called here")]
mod quickstart;

mod util;

/// After an intended change: `cargo run --example quickstart > tests/golden/quickstart.txt`, and read the difference.
#[test]
fn prints_what_the_golden_file_holds() {
    let mut printed = Vec::new();
    quickstart::run(&mut printed).expect("the quickstart runs to its end");
    let printed = String::from_utf8(printed).expect("the quickstart prints text");
    util::files::assert_golden(&printed, include_str!("golden/quickstart.txt"));
}
