//! The real binary among pipes, links, odd names and closed streams.
#![cfg(all(unix, feature = "cli"))]
#![cfg(test)]

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use callback_profile::{Outgoing, Profile};
use serde_json::Value;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callback-profile"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the command with an input that a pipe holds as a whole.
fn run(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = command(arguments).spawn().unwrap();
    // A command that refuses its arguments reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A folder of a test's own, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("callback-profile-manners-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        fs::write(self.0.join(name), text).unwrap();
        self.path(name)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn good() -> String {
    serde_json::to_string(&Profile::<Outgoing>::standard("https://example.com/dlr").unwrap()).unwrap()
}

fn broken() -> String {
    good().replace("<price>", "<prise>")
}

/// A pipe whose reader is gone.
fn closed_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

#[test]
fn pipes_in_folders_are_not_waited_for() {
    let folder = Folder::new("pipes");
    folder.write("good.json", good());
    let made = Command::new("mkfifo").arg(folder.path("pipe.json")).status().unwrap();
    assert!(made.success());
    symlink("nowhere", folder.0.join("link")).unwrap();
    let output = run(&["check", folder.0.to_str().unwrap()], "");
    assert_eq!(text(&output.stdout), "1 file checked: 0 errors, 0 warnings; 2 other files skipped\n");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[test]
fn what_may_not_be_read_is_said() {
    let folder = Folder::new("locked");
    folder.write("good.json", good());
    let locked = folder.0.join("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything.
    if fs::read_dir(&locked).is_err() {
        let output = run(&["check", folder.0.to_str().unwrap()], "");
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("/locked: Permission denied"), "{}", text(&output.stderr));
        assert!(text(&output.stdout).starts_with("1 file checked"));
    }
    fs::set_permissions(&locked, Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn names_of_files_steer_neither_terminals_nor_logs() {
    let folder = Folder::new("names");
    let name = "a\u{1b}[31m\n::error::x,y%.json";
    let file = folder.write(name, broken());
    let output = run(&["check", &file], "");
    assert!(text(&output.stdout).contains("/a\\u{1b}[31m\\n::error::x,y%.json:1:"), "{}", text(&output.stdout));
    let output = run(&["check", "--format", "github", &file], "");
    let line = text(&output.stdout);
    assert!(line.contains("/a\u{1b}[31m%0A%3A%3Aerror%3A%3Ax%2Cy%25.json,line=1,col="), "{line}");
    assert_eq!(line.lines().count(), 1);
    let output = run(&["check", "--format", "json", &file], "");
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["files"][0]["path"], file);
    let output = run(&["check", &folder.path("\u{1b}.json")], "");
    assert!(text(&output.stderr).contains("/\\u{1b}.json: No such file"), "{}", text(&output.stderr));
}

#[test]
fn a_closed_pipe_changes_no_verdict_and_keeps_no_file_from_its_mends() {
    let folder = Folder::new("closed");
    let path = folder.0.to_str().unwrap();
    for number in 0..3 {
        folder.write(&format!("{number}.json"), broken());
    }
    let quietly = |arguments: &[&str]| {
        let output = command(arguments).stdout(closed_pipe()).spawn().unwrap().wait_with_output().unwrap();
        assert_eq!(text(&output.stderr), "");
        output.status.code()
    };
    assert_eq!(quietly(&["check", path]), Some(1));
    assert_eq!(quietly(&["fix", "--check", path]), Some(1));
    assert_eq!(quietly(&["fix", path]), Some(0));
    assert_eq!(quietly(&["check", path]), Some(0));
    assert_eq!(quietly(&["explain"]), Some(0));
    let missing = folder.path("missing.json");
    for arguments in [["check", &*missing], ["explain", "nothing"], ["render", &missing], ["translate", &missing]] {
        let status = command(&arguments).stderr(closed_pipe()).status().unwrap();
        assert_eq!(status.code(), Some(if arguments[0] == "explain" { 1 } else { 2 }), "{arguments:?}");
    }
    let broken = folder.write("broken.json", broken());
    let status = command(&["render", &broken]).stderr(closed_pipe()).status().unwrap();
    assert_eq!(status.code(), Some(1));
}

#[test]
fn a_link_is_followed_and_permissions_are_kept() {
    let folder = Folder::new("link");
    let file = folder.write("target.json", broken());
    fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
    let link = folder.path("link.json");
    symlink("target.json", &link).unwrap();
    let output = run(&["fix", &link], "");
    assert_eq!(text(&output.stdout), format!("{link}: 1 mend applied\n"));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), good());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2);
    // The mended standard input is all there is on standard output.
    let file = folder.write("other.json", broken());
    let output = run(&["fix", "-", &file], broken());
    assert_eq!(text(&output.stdout), good());
    assert_eq!(text(&output.stderr), format!("callback-profile: {file}: 1 mend applied\n"));
}

#[test]
fn one_stream_is_not_taken_for_two_inputs() {
    for name in ["render", "parse"] {
        let output = run(&[name, "-"], good());
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
        assert_eq!(
            text(&output.stderr),
            "callback-profile: expected standard input for one of the two inputs, found it for both\n"
        );
    }
}

#[test]
fn raw_lines_keep_the_blanks_of_their_values() {
    let folder = Folder::new("raw");
    let profile = folder.write("p.json", good());
    let output = run(&["parse", "--raw", &profile], "/dlr?id=1&message=Hi  \r\n \t \r\n  /dlr?id=2&message= \n");
    let messages: Vec<_> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["fields"]["message"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(messages, ["Hi  ", " "]);
}

#[test]
fn lines_that_are_no_objects_are_refused() {
    let folder = Folder::new("objects");
    let profile = folder.write("p.json", good());
    let errors = |name: &str, input: &str| -> Vec<String> {
        let output = run(&[name, &profile], input);
        let lines = text(&output.stdout).lines();
        let lines = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.map(|line| line["error"]["message"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let request = "expected a request as a JSON object, found something else";
    let parsed = errors("parse", "[\"https://example.com/dlr?id=1\"]\n7\n {\"url\": null}\n{\"url\": 7}\n");
    assert_eq!(
        parsed,
        [
            request,
            request,
            "expected a request with `url`, found none",
            "invalid type: integer `7`, expected a string at column 9",
        ]
    );
    let fields = "expected the fields of a callback as a JSON object, found something else";
    let rendered = errors("render", "[\"outgoing\", {}]\n\"x\"\n{\"idd\": 1}\n");
    assert_eq!(rendered, [fields, fields, "unknown outgoing field `idd`, did you mean `id` at column 6"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = Folder::new("full");
    let profile = folder.write("p.json", good());
    for arguments in [["check", &*profile], ["explain", "cut-escape"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = command(&arguments).stdout(full).spawn().unwrap().wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).starts_with("callback-profile: standard output: "), "{}", text(&output.stderr));
    }
}

#[test]
fn profiles_are_checked_against_an_account() {
    let folder = Folder::new("account");
    let profile = serde_json::to_string(&Profile::<Outgoing>::standard("https://example.com/dlr").unwrap()).unwrap();
    folder.write("profile.json", &profile);
    let account = r#"{"account_type": "tech-provider", "whitelist": ["example.net"], "numbers": []}"#;
    let account = folder.write("account.json", account);
    let codes = |arguments: &[&str]| {
        let output = run(arguments, "");
        let document: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let diagnostics = document["files"].as_array().into_iter().flatten().map(|file| &file["diagnostics"]);
        let found: Vec<_> = diagnostics.flat_map(|all| all.as_array().unwrap()).collect();
        let codes: Vec<_> = found.iter().map(|found| found["code"].as_str().unwrap().to_owned()).collect();
        (codes.join(" "), document["files"].as_array().map_or(0, Vec::len), output.status.code().unwrap())
    };
    let found = codes(&["check", "--format", "json", "--account", &account, &folder.path("")]);
    assert_eq!(found, ("not-whitelisted price-unsupported".to_owned(), 2, 0));
    let found = codes(&["check", "--format", "json", "--deny-warnings", "--account", &account, &folder.path("")]);
    assert_eq!(found.2, 1);
    fs::write(&account, r#"{"account_type": "prepaid", "whitelist": ["https://example.com/"], "numbers": []}"#)
        .unwrap();
    let found = codes(&["check", "--format", "json", "--account", &account, &folder.path("profile.json")]);
    assert_eq!(found, ("invalid-whitelist-entry".to_owned(), 2, 1));
    assert_eq!(run(&["fix", &account], "").status.code(), Some(0));
    let found = codes(&["check", "--format", "json", "--account", &account, &folder.path("profile.json")]);
    assert_eq!(found, (String::new(), 2, 0));
    let other = folder.path("profile.json");
    let output = run(&["check", "--account", &other, &other], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).ends_with("profile.json: expected an account, found something else\n"));
    let output = run(&["render", &account], "{}");
    assert!(text(&output.stderr).ends_with("account.json: expected a profile, found an account\n"));
}
