//! The output of `examples/gateway.rs` is what it was when somebody last looked at it.
#![cfg(test)]

#[path = "../examples/gateway.rs"]
#[expect(dead_code, reason = "the example's own `main` is not called here")]
mod gateway;

mod util;

/// What the gateway prints of one kind, for an account of these webhooks.
fn printed(kind: &str, webhooks: &str) -> Vec<String> {
    let account = format!(r#"{{"whitelist": ["example.com"], "webhooks": [{webhooks}]}}"#);
    let notification =
        r#"{"messages": [{"from": "12025550143", "id": "wamid.1", "type": "text", "text": {"body": "Hi"}}],
        "statuses": [{"id": "7c1e:0", "recipient_id": "12025550143", "status": "read", "timestamp": "1710000100"}],
        "metadata": {"display_phone_number": "12025550100"}}"#
            .replace('\n', " ");
    let mut printed = Vec::new();
    gateway::run(&notification, &account, &mut printed).expect("the gateway runs to its end");
    let printed = String::from_utf8(printed).expect("the gateway prints text");
    let events = printed.split("\n\n").next().unwrap_or_default();
    let lines = events.lines().map(str::trim_start).filter(|line| line.split(' ').next() == Some(kind));
    lines.map(str::to_owned).collect()
}

#[test]
fn reports_go_to_the_webhooks_that_are_configured_for_them() {
    let names = r#""parameters": {"transaction_id": "txn", "message_id": "msg", "error_code": "e", "mobile": "to", "received_time": "r", "delivered_time": "d", "read_time": "seen", "status": "state"}"#;
    let webhook = |report_type: &str, host: &str, more: &str| {
        format!(
            r#"{{"id": "{host}", "product": "whatsapp", "send_method": "GET", "report_type": "{report_type}", "endpoint": "https://{host}/"{more}}}"#
        )
    };
    let of_number = |number: &str, more: &str| format!(r#", "waba_number": "{number}"{more}"#);
    let webhooks = [
        webhook("MO", "any.example.com", ""),
        webhook("MO", "mo.example.com", &of_number("+12025550100", "")),
        webhook("MO", "other.example.com", &of_number("+12025550101", "")),
        webhook("DLR", "dlr.example.com", &of_number("12025550100", &format!(", {names}"))),
        webhook("DLR", "elsewhere.example.net", &of_number("12025550100", &format!(", {names}"))),
    ]
    .join(", ");
    let url = "https://dlr.example.com/?txn=7c1e&msg=7c1e%3A0&e=&to=12025550143&r=&d=&seen=1710000100&state=read";
    let refused = "no callback: the host `elsewhere.example.net` is not in the account's whitelist";
    assert_eq!(
        printed("DLR", &webhooks),
        [format!("DLR      read         GET {url}"), format!("DLR      read         {refused}")]
    );
    let messages = printed("MO", &webhooks);
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].starts_with("MO       text         GET https://mo.example.com/?body=Hi&"), "{messages:?}");
    assert!(messages[1].starts_with("MO       text         GET https://any.example.com/?body=Hi&"), "{messages:?}");
}

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
