//! What the command prints for each diagnostic, to the letter. `UPDATE_GOLDEN=1` writes the files anew.
#![cfg(feature = "cli")]
#![cfg(test)]

use std::collections::BTreeSet;

use callback_profile::Platform;
use callback_profile::diagnostic::{Code, Diagnostic, Part};
use callback_profile::file::FileKind;
use util::command::{Answer, command};
use util::files::{json_files, ours};

mod util;

const FOLDER: &str = "tests/golden/cli";

const OTHER: &str = "tests/golden/other";

const PLATFORMS: &str = "tests/golden/other/platforms";

fn fixtures() -> Vec<(String, String)> {
    json_files(FOLDER)
}

/// Fixtures of platforms of one's own, which stand in a folder beside them.
fn other_fixtures() -> Vec<(String, String)> {
    json_files(OTHER)
}

/// The built-in platform and those beside the fixtures.
fn world() -> Platform {
    let platforms = json_files(PLATFORMS).into_iter();
    platforms.fold(Platform::builtin(), |world, (_, file)| world.and(Platform::from_file(&file).unwrap()))
}

#[test]
fn every_output_is_as_recorded() {
    let platforms = json_files(PLATFORMS).into_iter().map(|(name, _)| format!("--platform=platforms/{name}.json"));
    let platforms: Vec<_> = platforms.collect();
    expect_outputs(FOLDER, &[], &Platform::builtin());
    expect_outputs(OTHER, &platforms, &world());
}

fn expect_outputs(folder: &str, more: &[String], platform: &Platform) {
    for (name, text) in json_files(folder) {
        for format in ["human", "json", "github"] {
            let mut command = command(&["check", "--format", format, &format!("{name}.json")]);
            let answer = Answer::from(command.args(more).current_dir(ours(folder)).output().unwrap());
            let printed = answer.out;
            assert!(!printed.contains("hush"), "{printed}");
            let golden = ours(folder).join(format!("{name}.{format}.txt"));
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::write(&golden, &printed).unwrap();
            }
            assert_eq!(printed, std::fs::read_to_string(&golden).unwrap(), "{}", golden.display());
            assert_eq!(answer.code, i32::from(platform.check_file(text.as_bytes()).has_errors()), "{name}");
        }
    }
}

#[test]
fn every_code_has_a_fixture() {
    // The one needs a thousand findings, the other somebody who changes an account.
    let elsewhere = [Code::TooManyFindings, Code::NumberNotApproved];
    let world = world();
    let all = || fixtures().into_iter().chain(other_fixtures());
    let names: BTreeSet<_> = all().map(|(name, _)| name).collect();
    for code in Code::ALL.iter().filter(|code| !elsewhere.contains(code)) {
        assert!(names.contains(code.as_str()), "{code}");
    }
    for (name, text) in all() {
        let report = world.check_file(text.as_bytes());
        assert_ne!(report.kind(), FileKind::Other);
        let codes: BTreeSet<_> = report.diagnostics().iter().map(|found| found.diagnostic().code().as_str()).collect();
        assert!(
            codes.contains(&*name) || name.starts_with("webhook-") || name.contains("-findings"),
            "{name}: {codes:?}"
        );
        assert!(!codes.is_empty() && (!name.contains("many") || codes.len() >= 7), "{name}: {codes:?}");
    }
}

/// The text a span cuts out of the file, its escapes decoded, is the one it cuts out of the value.
#[test]
fn spans_agree_in_the_value_and_in_the_file() {
    let world = world();
    for (name, text) in fixtures().into_iter().chain(other_fixtures()) {
        let Ok(file) = serde_json::from_str::<serde_json::Value>(&text) else { continue };
        for found in world.check_file(text.as_bytes()).diagnostics() {
            let diagnostic = found.diagnostic();
            let own_name = diagnostic.member().filter(|_| diagnostic.is_about_name());
            let Some(value) = own_name.or_else(|| written(&file, diagnostic)) else { continue };
            let in_file = found.file_span().of(&text).unwrap();
            let decoded: String = serde_json::from_str(&format!("\"{in_file}\"")).unwrap();
            assert_eq!(Some(&*decoded), diagnostic.span().of(value), "{name}: {diagnostic}");
        }
    }
}

/// The text that a finding speaks of, as another reader of JSON finds it.
fn written<'f>(file: &'f serde_json::Value, diagnostic: &Diagnostic) -> Option<&'f str> {
    let mut place = String::new();
    for step in [diagnostic.owner(), Some(diagnostic.part().name()), diagnostic.member()].into_iter().flatten() {
        place.push('/');
        place.push_str(step);
    }
    let is_callback_url = diagnostic.owner().is_some_and(|owner| owner.starts_with("numbers/"));
    if is_callback_url {
        place = place.replace("/endpoint", "/callback_url");
    }
    let value = file.pointer(&place)?;
    match diagnostic.part() {
        Part::Numbers => value.as_str().or_else(|| value["number"].as_str()),
        Part::Profiles => value["id"].as_str(),
        _ => value.as_str(),
    }
}

#[test]
fn fixing_is_right_and_is_idempotent() {
    let world = world();
    for (name, text) in fixtures().into_iter().chain(other_fixtures()) {
        let fixed = world.fix_file(&text);
        let report = world.check_file(fixed.as_bytes());
        assert_eq!(world.fix_file(fixed.as_bytes()).text(), fixed.text(), "{name}");
        if let Ok(code) = name.parse::<Code>()
            && code.is_fixable()
        {
            assert!(report.diagnostics().iter().all(|found| found.diagnostic().code() != code), "{name}");
            assert!(report.is_clean(), "{name}: {report:?}");
        }
    }
}
