//! The real binary and its files: what counts as one, which are searched, and what a fix leaves as it is.
#![cfg(all(unix, feature = "cli"))]
#![cfg(test)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::process::Command;
use std::time::Duration;

use callback_profile::{Outgoing, Profile};
use util::command::{Answer, command, run};
use util::files::Folder;

mod util;

fn good() -> String {
    serde_json::to_string(&Profile::<Outgoing>::standard("https://example.com/dlr").unwrap()).unwrap()
}

fn broken() -> String {
    good().replace("<price>", "<prise>")
}

const NOTHING: &str = "callback-profile: there was no profile, webhook or account; see --allow-other\n";

/// JSON that is none of ours.
const OTHERS: [&str; 8] = [
    "{}",
    "[]",
    "7",
    "null",
    "\"endpoint\"",
    r#"{"Direction": "outgoing", "Method": "GET", "Endpoint": "https://example.com/?token=hush"}"#,
    r#"{"profile_id": "7", "title": "T", "http_method": "post", "url": "https://example.com/?token=hush", "status": 1}"#,
    r#"[{"direction": "outgoing", "method": "GET", "endpoint": "https://example.com/?token=hush"}]"#,
];

#[test]
fn what_was_not_understood_does_not_pass() {
    let folder = Folder::new("others");
    for other in OTHERS {
        let file = folder.write("other.json", other);
        for format in ["human", "json", "github"] {
            let named = run(&["check", "--format", format, &file], "");
            named.assert_code(1);
            named.assert_out_has("expected a profile, a webhook, an account or a platform, found ");
            assert!(!named.out.contains("hush"), "{named:?}");
            run(&["check", "--format", format, "--allow-other", &file], "").assert_code(0);
        }
        run(&["check", "-"], other).assert_code(1);
        run(&["check", "--allow-other", "-"], other).assert_code(0);
        let searched = run(&["check", folder.path()], "");
        searched.assert_is(1, "0 files checked: 0 errors, 0 warnings; 1 other file skipped\n", NOTHING);
        run(&["check", "--allow-other", folder.path()], "").assert_code(0);
        for name in ["render", "parse", "list", "send"] {
            let refused = run(&[name, &file], "");
            refused.assert_code(1);
            refused.assert_err_has("expected a profile, a webhook, an account or a platform, found ");
        }
    }
    let both = run(&["check", &folder.at("other.json"), &folder.write("good.json", good())], "");
    both.assert_code(1);
    both.assert_out_has("2 files checked: 1 error, 0 warnings\n");
}

#[test]
fn a_run_that_checked_nothing_fails() {
    let folder = Folder::new("nothing");
    let account = folder.write("account.json", r#"{"account_type": "prepaid", "whitelist": ["example.com"]}"#);
    folder.write("empty/notes.txt", "");
    let empty = folder.at("empty");
    run(&["check", &empty], "").assert_is(1, "0 files checked: 0 errors, 0 warnings; 1 other file skipped\n", NOTHING);
    run(&["check", "--account", &account, &empty], "").assert_code(1);
    run(&["check", "--account", &account, &account], "").assert_code(0);
    run(&["check", "--allow-other", &empty], "").assert_code(0);
    // That a path could not be read weighs more.
    let missing = run(&["check", &folder.at("missing.json")], "");
    missing.assert_code(2);
    assert_eq!(missing.err.lines().count(), 1);
}

#[test]
fn skipped_files_are_named() {
    let folder = Folder::new("skipped");
    for (name, text) in [("b/good.json", &*good()), ("b/a.json", "{}"), ("c.txt", ""), ("a.json", "[]")] {
        folder.write(name, text);
    }
    let answer = run(&["check", "--format", "json", folder.path()], "");
    answer.assert_code(0);
    let skipped = [folder.at("a.json"), folder.at("b/a.json"), folder.at("c.txt")];
    assert_eq!(answer.json()["skipped"], serde_json::json!(skipped));
    assert_eq!(answer.err, "callback-profile: 3 other files skipped\n");
}

#[test]
fn an_account_is_one_by_any_of_its_keys() {
    let folder = Folder::new("accounts");
    let profile = folder.write("profile.json", good());
    for key in ["whitelist", "profiles", "webhooks", "numbers"] {
        let text = format!(r#"{{"account_type": "prepaid", "{key}": []}}"#);
        let account = folder.write("account.json", text);
        run(&["check", &account], "").assert_is(0, "1 file checked: 0 errors, 0 warnings\n", "");
        run(&["list", &account], "").assert_out_has("no webhooks are configured\n");
        run(&["check", "--account", &account, &profile], "").assert_out_has("2 files checked: ");
        let account = folder.write("account.json", format!(r#"{{"{key}": []}}"#));
        run(&["check", &account], "").assert_is(0, "1 file checked: 0 errors, 0 warnings\n", "");
    }
    let refused = run(&["check", "--account", &profile, &profile], "");
    refused.assert_code(2);
    assert!(refused.err.ends_with("profile.json: it holds a profile, not an account\n"), "{refused:?}");
    let refused = run(&["check", "--account", &folder.write("other.json", "{}"), &profile], "");
    refused.assert_code(1);
    refused.assert_out_has("expected a profile, a webhook, an account or a platform, found an object");
}

#[test]
fn a_file_is_checked_once_whatever_leads_to_it() {
    let folder = Folder::new("once");
    let file = folder.write("a/p.json", broken());
    symlink("p.json", folder.at("a/link.json")).unwrap();
    symlink("a", folder.at("b")).unwrap();
    let others = ["a/./p.json", "a/../a/p.json", "b/p.json", "a/link.json", "a", "b", ""].map(|name| folder.at(name));
    for other in &others {
        for pair in [[&file, other], [other, &file]] {
            let answer = run(&["check", pair[0], pair[1]], "");
            answer.assert_code(1);
            answer.assert_out_has("1 file checked: 1 error, 0 warnings\n");
            assert_eq!(run(&["fix", "--check", pair[0], pair[1]], "").out.lines().count(), 1);
        }
    }
    let all: Vec<_> = ["check", "-", "-"].into_iter().chain(others.iter().map(|path| &**path)).collect();
    run(&all, broken()).assert_out_has("2 files checked: 2 errors, 0 warnings");
    // One that is named as well as found has to be ours.
    let other = folder.write("c/other.json", "{}");
    for pair in [[&*other, &*folder.at("c")], [&*folder.at("c"), &*other]] {
        run(&["check", pair[0], pair[1]], "").assert_out_has("1 file checked: 1 error, ");
    }
}

/// What must be the same before and after a fix.
fn identity(path: &str) -> [u64; 5] {
    let about = fs::metadata(path).unwrap();
    [about.dev(), about.ino(), about.mode().into(), about.uid().into(), about.gid().into()]
}

#[test]
fn a_fixed_file_stays_the_same_file() {
    let folder = Folder::new("same");
    let longest = format!("{}.json", "n".repeat(250));
    for (name, mode) in [("plain.json", 0o644), ("shared.json", 0o664), ("secret.json", 0o600), (&*longest, 0o640)] {
        let file = folder.write(name, broken());
        fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
        // Only the superuser may give files away.
        let _ = chown(&file, Some(4321), Some(1234));
        let other_name = folder.at("hard-link");
        fs::hard_link(&file, &other_name).unwrap();
        let before = identity(&file);
        run(&["fix", &file], "").assert_is(0, &format!("{file}: 1 fix applied\n"), "");
        assert_eq!(identity(&file), before, "{name}");
        assert_eq!(fs::read_to_string(&other_name).unwrap(), good());
        fs::remove_file(other_name).unwrap();
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
}

#[test]
fn a_fix_needs_the_file_only_not_its_folder() {
    let folder = Folder::new("folder");
    // A name that another program might give to a file of its own, with the number of the process that is to run.
    let file = folder.write("f/p.json", broken());
    let script = r#"touch "$1/.p.json.$$.tmp"; chmod 500 "$1"; exec "$0" fix "$1/p.json""#;
    let bin = env!("CARGO_BIN_EXE_callback-profile");
    let status = Command::new("sh").args(["-c", script, bin, &folder.at("f")]).status().unwrap();
    fs::set_permissions(folder.at("f"), Permissions::from_mode(0o700)).unwrap();
    assert_eq!((status.code(), &*fs::read_to_string(&file).unwrap()), (Some(0), &*good()));
    let names = fs::read_dir(folder.at("f")).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.count(), 2);
}

/// Files may grow to one block only, and these do not fit.
#[test]
fn what_cannot_be_written_is_put_back() {
    let folder = Folder::new("limit");
    // The fix makes it one byte shorter from there on.
    let long = good().replace("?id=<id>", &format!("?id=<idd>&x={}", "x".repeat(2_000)));
    let growing = format!(
        r#"{{"direction": "outgoing", "method": "GET", "endpoint": "https://example.com/?{}"}}"#,
        "%x&".repeat(100)
    );
    for (text, signal) in [(&long, "trap '' XFSZ; "), (&growing, "trap '' XFSZ; "), (&growing, "")] {
        let file = folder.write("p.json", text);
        let script = format!(r#"{signal}ulimit -f 1; exec "$0" fix "$1""#);
        let output = Command::new("sh").args(["-c", &script, env!("CARGO_BIN_EXE_callback-profile"), &file]).output();
        let output = output.unwrap();
        assert_eq!(output.status.code(), if signal.is_empty() { None } else { Some(2) }, "{output:?}");
        assert_eq!(&fs::read_to_string(&file).unwrap(), text);
    }
}

#[test]
fn links_that_lead_out_of_a_folder_are_not_fixed() {
    let folder = Folder::new("out");
    let outside = folder.write("outside/p.json", broken());
    let inside = folder.write("inside/p.json", broken());
    symlink("../outside/p.json", folder.at("inside/file.json")).unwrap();
    symlink(folder.at("outside"), folder.at("inside/folder")).unwrap();
    symlink(folder.at("inside"), folder.at("inside/back")).unwrap();
    symlink("p.json", folder.at("inside/here.json")).unwrap();
    // Such a one would not be read anyway.
    symlink("../outside/p.json", folder.at("inside/notes.txt")).unwrap();
    let answer = run(&["fix", &folder.at("inside")], "");
    answer.assert_code(0);
    let told =
        |name: &str| format!("callback-profile: {}: not followed, as it leads out of the folder\n", folder.at(name));
    assert_eq!(answer.err, told("inside/file.json") + &told("inside/folder"));
    assert_eq!(answer.out.lines().count(), 1);
    assert_eq!([&outside, &inside].map(|path| fs::read_to_string(path).unwrap()), [broken(), good()]);
    // What is named is meant, and so is what stays in a folder that is named by a link.
    run(&["fix", &folder.at("inside/file.json")], "").assert_code(0);
    assert_eq!(fs::read_to_string(&outside).unwrap(), good());
    fs::write(&outside, broken()).unwrap();
    run(&["fix", &folder.at("inside/folder")], "").assert_code(0);
    assert_eq!(fs::read_to_string(&outside).unwrap(), good());
}

/// However it falls: what somebody else has put there while the fixes were worked out is not lost.
#[test]
fn what_was_changed_meanwhile_is_not_overwritten() {
    let folder = Folder::new("meanwhile");
    let header = format!("\"headers\":{{\"x-long\":\"{}\"}}}}", "v".repeat(100_000));
    let endpoint = format!("https://example.com/dlr?fixed={}&id=", "%x".repeat(30));
    let slow = good().replace("https://example.com/dlr?id=", &endpoint);
    let slow = format!("{},{header}", slow.strip_suffix('}').unwrap());
    for wait in [3, 10, 30, 60] {
        let file = folder.write("p.json", &slow);
        let changed = folder.write("changed", "the work of somebody else");
        let child = command(&["fix", &file]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        fs::rename(changed, &file).unwrap();
        let answer = Answer::from(child.wait_with_output().unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "the work of somebody else", "{wait} {answer:?}");
        let is_refused = answer.err.ends_with("it was changed after it was read, and is left as it is\n");
        assert_eq!(answer.code, if is_refused { 2 } else { 0 });
        println!("after {wait} ms: {}", if is_refused { "refused" } else { "too early or too late" });
    }
}

#[test]
fn what_is_no_file_cannot_be_fixed() {
    let folder = Folder::new("fifo");
    let pipe = folder.at("pipe.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = command(&["fix", &pipe]).spawn().unwrap();
    fs::write(&pipe, broken()).unwrap();
    let answer = Answer::from(child.wait_with_output().unwrap());
    answer.assert_code(2);
    answer.assert_err_has("pipe.json: it is not a regular file, and is left as it is\n");
}

#[test]
fn a_platform_is_a_file_like_any_other() {
    let folder = Folder::new("platform");
    let text = r#"{"platform": "p", "placeholders": {"open": "{", "close": "}"}, "field_sets": {"send": {"fields": {"to": "text"}}}}"#;
    let platform = folder.write("platform.json", text);
    run(&["check", &platform], "").assert_is(0, "1 file checked: 0 errors, 0 warnings\n", "");
    run(&["check", folder.path()], "").assert_is(0, "1 file checked: 0 errors, 0 warnings\n", "");
    run(&["fix", "--check", &platform], "").assert_code(0);
    let refused = run(&["sample", &platform], "");
    refused.assert_code(1);
    assert!(refused.err.contains("it holds a platform, not a profile"), "{refused:?}");
}
