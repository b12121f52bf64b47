//! The README's lines of the command, run one after the other as somebody would type them.
#![cfg(all(unix, feature = "cli"))]
#![cfg(test)]

use std::env::{join_paths, split_paths, var_os};
use std::path::Path;
use std::process::{Command, Stdio};

use callback_profile::{Outgoing, Profile};
use util::files::{Folder, ours};

mod util;

const README: &str = include_str!("../README.md");

/// The command's lines, without their comments: what installs it and what sends something apart.
fn lines() -> Vec<&'static str> {
    let blocks = README.split("```console\n").skip(1).map(|block| block.split("```").next().unwrap());
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("$ callback-profile "));
    let lines = lines.map(|line| line.split(" #").next().unwrap().trim());
    lines.filter(|line| !line.starts_with("send ")).collect()
}

/// A text of the README's program.
fn text_of(constant: &str) -> &'static str {
    let text = README.split(&format!("const {constant}: &str = r#\"")).nth(1).unwrap();
    text.split("\"#;").next().unwrap()
}

#[test]
fn the_lines_of_the_command_succeed() {
    let folder = Folder::new("readme");
    folder.write("profiles/status.json", std::fs::read(ours("examples/profiles/outgoing-get.json")).unwrap());
    folder.write("values.ndjson", r#"{"id": "7c1e:0", "status": "read"}"#);
    folder.write("access.log", "- - - [21/Nov/2026:20:00:00 +0000] \"GET /dlr?id=1&status=read HTTP/1.1\" 502 0\n");
    folder.write(
        "native.json",
        r#"{"messages": [{"from": "12025550143", "id": "m", "type": "text", "text": {"body": "Hi"}}],
            "statuses": [{"id": "s", "status": "read"}]}"#,
    );
    let spec = Profile::<Outgoing>::standard("https://example.com/dlr").unwrap().into_spec();
    folder.write("read-back.json", format!(r#"{{"http_method": "get", "url": "{}"}}"#, spec.endpoint));
    let account = std::fs::read_to_string(ours("examples/gateway/account.json")).unwrap();
    folder.write("account.json", account.replace("\"reports\"", "\"w1\""));
    folder.write("courier.json", std::fs::read(ours("examples/platforms/courier-external.json")).unwrap());
    folder.write("parcels.json", text_of("PLATFORM"));
    folder.write("profile.json", text_of("PROFILE"));
    let command = Path::new(env!("CARGO_BIN_EXE_callback-profile")).parent().unwrap().to_owned();
    let path = join_paths([command].into_iter().chain(split_paths(&var_os("PATH").unwrap()))).unwrap();
    let lines = lines();
    assert!(lines.len() > 12, "{lines:?}");
    for line in lines {
        let line = format!("set -e; callback-profile {line}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &line]).current_dir(folder.path()).env("PATH", &path).stdin(Stdio::null());
        let output = shell.output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{line}: {output:?}");
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(!printed.contains("\"error\":{"), "{line}: {printed}");
        assert!(!printed.is_empty() || line.contains(" > ") || line.contains(" fix "), "{line} printed nothing");
    }
}
