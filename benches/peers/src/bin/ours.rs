//! Our operations alone, for counting their instructions.

fn main() {
    peers::command::run(|_| Vec::new());
}
