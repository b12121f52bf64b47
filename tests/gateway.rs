//! The output of `examples/gateway.rs` is what it was when somebody last looked at it.
#![cfg(test)]

#[path = "../examples/gateway.rs"]
#[expect(dead_code, reason = "the example's own `main` is not called here")]
mod gateway;

mod util;

/// After an intended change: `cargo run --example gateway > tests/golden/gateway.txt`, and read the difference.
#[test]
fn prints_what_the_golden_file_holds() {
    let mut printed = Vec::new();
    let notifications = include_str!("../examples/gateway/notifications.ndjson");
    let account = include_str!("../examples/gateway/account.json");
    gateway::run(notifications, account, &mut printed).expect("the gateway runs to its end");
    let printed = String::from_utf8(printed).expect("the gateway prints text");
    util::files::assert_golden(&printed, include_str!("golden/gateway.txt"));
}
