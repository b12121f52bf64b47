//! The real binary among pipes, links, odd names and closed streams.
#![cfg(all(unix, feature = "cli"))]
#![cfg(test)]

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};

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
    let made = Command::new("mkfifo").arg(folder.at("pipe.json")).status().unwrap();
    assert!(made.success());
    symlink("nowhere", folder.at("link")).unwrap();
    let answer = run(&["check", folder.path()], "");
    answer.assert_is(0, "1 file checked: 0 errors, 0 warnings; 2 other files skipped\n", "");
}

#[test]
fn what_may_not_be_read_is_said() {
    let folder = Folder::new("locked");
    folder.write("good.json", good());
    let locked = folder.at("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything.
    if fs::read_dir(&locked).is_err() {
        let answer = run(&["check", folder.path()], "");
        answer.assert_code(2);
        answer.assert_err_has("/locked: Permission denied");
        assert!(answer.out.starts_with("1 file checked"));
    }
    fs::set_permissions(&locked, Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn names_of_files_steer_neither_terminals_nor_logs() {
    let folder = Folder::new("names");
    let name = "a\u{1b}[31m\n::error::x,y%.json";
    let file = folder.write(name, broken());
    let answer = run(&["check", &file], "");
    answer.assert_out_has("/a\\u{1b}[31m\\n::error::x,y%.json:1:");
    let answer = run(&["check", "--format", "github", &file], "");
    let line = answer.out;
    assert!(line.contains("/a\\u{1b}[31m%0A%3A%3Aerror%3A%3Ax%2Cy%25.json,line=1,endLine=1,col="), "{line}");
    assert_eq!(line.lines().count(), 1);
    let document = run(&["check", "--format", "json", &file], "").json();
    assert_eq!(document["files"][0]["path"], file);
    run(&["check", &folder.at("\u{1b}.json")], "").assert_err_has("/\\u{1b}.json: No such file");
}

/// Columns are those of one line: of a finding that goes on in another there are none, and of one about the whole file no line.
#[test]
fn annotations_end_where_the_finding_does() {
    let folder = Folder::new("annotations");
    let body = "x=%3Cid%3E&".repeat(1_001);
    let file = format!(
        "{{\"direction\": \"outgoing\",\n \"method\": \"GET\", \"title\": \"\u{1f600}bc\",\n \"headers\": [\n1],\n \"endpoint\": \"https://example.com/?{body}\"}}"
    );
    let answer = run(&["check", "--format", "github", &folder.write("p.json", file)], "");
    let places = answer.out.lines().map(|line| line.split_once("p.json").unwrap().1.split_once(",title=").unwrap());
    let places: Vec<_> = places.map(|(place, rest)| (place, rest.split_once("::").unwrap().0)).collect();
    assert_eq!(places[0], (",line=2,endLine=2,col=29,endColumn=30", "invalid-title"));
    assert_eq!(places[1], (",line=3,endLine=4", "wrong-type"));
    assert_eq!(places.last(), Some(&("", "too-many-findings")));
}

#[test]
fn a_closed_pipe_changes_no_verdict_and_keeps_no_file_from_its_fixes() {
    let folder = Folder::new("closed");
    let path = folder.path();
    for number in 0..3 {
        folder.write(&format!("{number}.json"), broken());
    }
    let quietly = |arguments: &[&str]| {
        let answer =
            Answer::from(command(arguments).stdout(closed_pipe()).spawn().unwrap().wait_with_output().unwrap());
        assert_eq!(answer.err, "");
        answer.code
    };
    assert_eq!(quietly(&["check", path]), 1);
    assert_eq!(quietly(&["fix", "--check", path]), 1);
    assert_eq!(quietly(&["fix", path]), 0);
    assert_eq!(quietly(&["check", path]), 0);
    assert_eq!(quietly(&["explain"]), 0);
    let missing = folder.at("missing.json");
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
    let link = folder.at("link.json");
    symlink("target.json", &link).unwrap();
    let answer = run(&["fix", &link], "");
    assert_eq!(answer.out, format!("{link}: 1 fix applied\n"));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), good());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    // The fixed standard input is all there is on standard output.
    let file = folder.write("other.json", broken());
    let answer = run(&["fix", "-", &file], broken());
    assert_eq!(answer.out, good());
    assert_eq!(answer.err, format!("callback-profile: {file}: 1 fix applied\n"));
}

#[test]
fn one_stream_is_not_taken_for_two_inputs() {
    for name in ["render", "parse"] {
        let refusal = "callback-profile: standard input can be only one of the two inputs\n";
        run(&[name, "-"], good()).assert_is(2, "", refusal);
    }
}

/// Whether the end of an answer is read or not is nothing to how the command ends.
#[test]
fn exit_codes_hold_where_nobody_reads() {
    let folder = Folder::new("unread");
    let profile = folder.write("p.json", good());
    let bad = folder.write("bad.json", broken());
    let good_line = format!("{{\"id\": \"{}\"}}\n", "x".repeat(1000));
    let lines = folder.write("good.ndjson", good_line.repeat(200));
    let bad_last = folder.write("bad.ndjson", good_line.repeat(200) + "{");
    let notification = folder.write("n.json", r#"{"messages": [7]}"#);
    let read_back = folder.write("r.json", r#"{"http_method": "get", "url": "u", "status": 3}"#);
    let commands: [&[&str]; 16] = [
        &["import", &read_back],
        &["check", &profile],
        &["check", &profile, &bad],
        &["check", &profile, &folder.at("missing.json")],
        &["fix", "--check", &profile],
        &["fix", "--check", &bad],
        &["fix", "-", &folder.at("missing.json")],
        &["template", "--direction", "outgoing", "--method", "get", "https://example.com/"],
        &["render", &profile, &lines],
        &["render", &profile, &bad_last],
        &["parse", "--raw", &profile, &lines],
        &["translate", &notification],
        &["explain"],
        &["list", &profile],
        &["show", &profile, "p"],
        &["send", "--timeout", "1", &bad],
    ];
    for arguments in commands {
        let read = run(arguments, "");
        let unread = command(arguments).stdout(closed_pipe()).spawn().unwrap().wait_with_output().unwrap();
        let unread = Answer::from(unread);
        assert_eq!((unread.code, unread.err), (read.code, read.err), "{arguments:?}");
    }
    // A pipe that never ends is left as soon as nobody reads the answers; what was wrong up to there counts.
    for (first, code) in [("", 0), ("{\n", 1)] {
        let mut child = command(&["render", &profile]).stdout(closed_pipe()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(first.as_bytes()).unwrap();
        while stdin.write_all(good_line.as_bytes()).is_ok() {}
        assert_eq!(child.wait().unwrap().code(), Some(code));
    }
}

#[test]
fn a_byte_order_mark_before_the_input_is_passed_over() {
    let folder = Folder::new("mark");
    let profile = folder.write("p.json", good());
    let fields = |answer: Answer| answer.json_lines().iter().map(|line| line["fields"].clone()).collect::<Vec<_>>();
    let rendered = run(&["render", &profile], "\u{feff}{\"id\": \"1\"}\n{\"id\": \"2\"}\n");
    rendered.assert_code(0);
    let parsed = fields(run(&["parse", &profile], format!("\u{feff}{}", rendered.out)));
    let raw =
        run(&["parse", "--raw", &profile], "\u{feff}id=1&custom_response=false\r\n/dlr?id=2&custom_response=false\n");
    raw.assert_code(0);
    assert_eq!(fields(raw), parsed);
    assert_eq!(run(&["parse", "--raw", &profile], "\u{feff}\n\u{feff}id=1&id=2\n").json_lines().len(), 1);
    let notification = "\u{feff}{\"statuses\": [{\"id\": \"s\"}]}";
    run(&["translate"], notification).assert_is(
        0,
        &run(&["translate"], notification.trim_start_matches('\u{feff}')).out,
        "",
    );
}

#[test]
fn a_question_mark_in_a_value_is_data() {
    let folder = Folder::new("question");
    let profile = folder.write("p.json", good());
    let rows = [
        ("message=why?&id=1", "why?"),
        ("message=why?id=2&id=1", "why?id=2"),
        ("id=1&message=https://example.com/?a=b", "https://example.com/?a=b"),
        ("&id=1&message=?", "?"),
        ("?id=1&message=?", "?"),
        ("dlr?id=1&message=a?b", "a?b"),
        ("example.com/dlr?message=?&id=1", "?"),
        ("/dlr?id=1&message=/?/?", "/?/?"),
        ("/d=l&r?id=1&message=x", "x"),
        ("HTTP://h/d=l?id=1&message=x?", "x?"),
    ];
    for (line, message) in rows {
        let parsed = run(&["parse", "--raw", &profile], line).json();
        assert_eq!((&parsed["fields"]["id"], &parsed["fields"]["message"]), (&"1".into(), &message.into()), "{line}");
    }
}

#[test]
fn raw_lines_keep_the_blanks_of_their_values() {
    let folder = Folder::new("raw");
    let profile = folder.write("p.json", good());
    let answer = run(&["parse", "--raw", &profile], "/dlr?id=1&message=Hi  \r\n \t \r\n  /dlr?id=2&message= \n");
    let lines = answer.json_lines();
    let messages: Vec<_> = lines.iter().map(|line| line["fields"]["message"].as_str().unwrap()).collect();
    assert_eq!(messages, ["Hi  ", " "]);
}

#[test]
fn lines_that_are_no_objects_are_refused() {
    let folder = Folder::new("objects");
    let profile = folder.write("p.json", good());
    let errors = |name: &str, input: &str| -> Vec<String> {
        let lines = run(&[name, &profile], input).json_lines();
        lines.iter().map(|line| line["error"]["message"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let request = "expected a request as a JSON object, found something else";
    let parsed = errors("parse", "[\"https://example.com/dlr?id=1\"]\n7\n {\"url\": null}\n{\"url\": 7}\n");
    assert_eq!(
        parsed,
        [request, request, "the request has no `url`", "invalid type: integer `7`, expected a string at column 9",]
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
        let answer = Answer::from(command(&arguments).stdout(full).spawn().unwrap().wait_with_output().unwrap());
        answer.assert_code(2);
        assert!(answer.err.starts_with("callback-profile: standard output: "), "{answer:?}");
    }
}

#[test]
fn profiles_are_checked_against_an_account() {
    let folder = Folder::new("account");
    let profile = folder.write("profile.json", good());
    let account = r#"{"account_type": "tech-provider", "whitelist": ["example.net"], "numbers": []}"#;
    let account = folder.write("account.json", account);
    let codes = |more: &[&str]| {
        let answer = run(&[&["check", "--format", "json", "--account", &account], more].concat(), "");
        let document = answer.json();
        let files = document["files"].as_array().unwrap();
        let found = files.iter().flat_map(|file| file["diagnostics"].as_array().unwrap());
        let codes: Vec<_> = found.map(|found| found["code"].as_str().unwrap()).collect();
        (codes.join(" "), files.len(), answer.code)
    };
    assert_eq!(codes(&[&folder.at("")]), ("not-whitelisted price-unsupported".to_owned(), 2, 0));
    assert_eq!(codes(&["--deny-warnings", &folder.at("")]).2, 1);
    folder
        .write("account.json", r#"{"account_type": "prepaid", "whitelist": ["https://example.com/"], "numbers": []}"#);
    assert_eq!(codes(&[&profile]), ("invalid-whitelist-entry".to_owned(), 2, 1));
    run(&["fix", &account], "").assert_code(0);
    assert_eq!(codes(&[&profile]), (String::new(), 2, 0));
    let refused = run(&["check", "--account", &profile, &profile], "");
    refused.assert_code(2);
    assert!(refused.err.ends_with("profile.json: it holds a profile, not an account\n"));
    let refused = run(&["render", &account], "{}");
    assert!(refused.err.ends_with("account.json: it holds an account, not a profile\n"));
}

/// The widest line of a page of help.
const HELP_WIDTH: usize = 116;

#[test]
fn help_is_printed_in_lines_that_a_terminal_holds() {
    let main = run(&["--help"], "");
    let commands = main.out.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands = commands.lines().map(|line| line.split_whitespace().next().unwrap());
    let mut pages: Vec<Vec<&str>> = vec![vec!["--help"], vec!["-h"], vec!["help"]];
    for command in commands.filter(|command| *command != "help") {
        pages.extend([vec![command, "--help"], vec![command, "-h"], vec!["help", command]]);
    }
    assert!(pages.len() > 30, "{pages:?}");
    for page in pages {
        let answer = run(&page, "");
        answer.assert_code(0);
        for line in answer.out.lines() {
            assert!(line.chars().count() <= HELP_WIDTH, "{page:?} has {} columns: {line}", line.chars().count());
        }
    }
}
