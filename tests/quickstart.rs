//! The output of `examples/quickstart.rs` is what it was when somebody last looked at it.

#[path = "../examples/quickstart.rs"]
#[expect(dead_code, reason = "the example's own `main` is not called here")]
mod quickstart;

/// After an intended change: `cargo run --example quickstart > tests/golden/quickstart.txt`, and read the difference.
#[test]
fn prints_what_the_golden_file_holds() {
    let mut printed = Vec::new();
    quickstart::run(&mut printed).expect("the quickstart runs to its end");
    let printed = String::from_utf8(printed).expect("the quickstart prints text");
    let golden = include_str!("golden/quickstart.txt");
    for (line, (printed, golden)) in printed.lines().zip(golden.lines()).enumerate() {
        assert_eq!(printed, golden, "line {}", line + 1);
    }
    assert_eq!(printed, golden);
}
