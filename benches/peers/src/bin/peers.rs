//! Our operations beside those of other crates.

fn main() {
    peers::command::run(peers::peers::of);
}
