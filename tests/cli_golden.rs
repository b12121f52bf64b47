//! What the command prints for each diagnostic, to the letter. `UPDATE_GOLDEN=1` writes the files anew.
#![cfg(feature = "cli")]
#![cfg(test)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use callback_profile::{Code, Diagnostic, FileKind, Part, check_file, fix_file};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/cli")
}

fn fixtures() -> Vec<(String, String)> {
    let mut fixtures: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap()))
        .collect();
    fixtures.sort();
    fixtures
}

#[test]
fn every_output_is_as_recorded() {
    for (name, _) in fixtures() {
        for format in ["human", "json", "github"] {
            let file = format!("{name}.json");
            let output = Command::new(env!("CARGO_BIN_EXE_callback-profile"))
                .args(["check", "--format", format, &file])
                .current_dir(folder())
                .output()
                .unwrap();
            let printed = String::from_utf8(output.stdout).unwrap();
            assert!(!printed.contains("hush"), "{printed}");
            let golden = folder().join(format!("{name}.{format}.txt"));
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::write(&golden, &printed).unwrap();
            }
            assert_eq!(printed, std::fs::read_to_string(&golden).unwrap(), "{}", golden.display());
            let errors =
                check_file(fixtures().iter().find(|fixture| fixture.0 == name).unwrap().1.as_bytes()).has_errors();
            assert_eq!(output.status.code(), Some(i32::from(errors)), "{name}");
        }
    }
}

#[test]
fn every_code_has_a_fixture() {
    // It needs a thousand findings.
    let elsewhere = [Code::TooManyFindings];
    let names: BTreeSet<_> = fixtures().into_iter().map(|(name, _)| name).collect();
    for code in Code::ALL.iter().filter(|code| !elsewhere.contains(code)) {
        assert!(names.contains(code.as_str()), "{code}");
    }
    for (name, text) in fixtures() {
        let report = check_file(text.as_bytes());
        assert_ne!(report.kind(), FileKind::Other);
        let codes: BTreeSet<_> = report.diagnostics().iter().map(|found| found.diagnostic().code().as_str()).collect();
        assert!(
            codes.contains(&*name) || name.starts_with("webhook-") || name.ends_with("-findings"),
            "{name}: {codes:?}"
        );
        assert!(!codes.is_empty() && (!name.contains("many") || codes.len() >= 7), "{name}: {codes:?}");
    }
}

/// The text a span cuts out of the file, its escapes decoded, is the one it cuts out of the value.
#[test]
fn spans_agree_in_the_value_and_in_the_file() {
    for (name, text) in fixtures() {
        let Ok(file) = serde_json::from_str::<serde_json::Value>(&text) else { continue };
        for found in check_file(text.as_bytes()).diagnostics() {
            let diagnostic = found.diagnostic();
            let Some(value) = written(&file, diagnostic) else { continue };
            let in_file = found.file_span().of(&text).unwrap();
            let decoded: String = serde_json::from_str(&format!("\"{in_file}\"")).unwrap();
            assert_eq!(Some(&*decoded), diagnostic.span().of(value), "{name}: {diagnostic}");
        }
    }
}

/// The text that a finding speaks of, as another reader of JSON finds it.
fn written<'f>(file: &'f serde_json::Value, diagnostic: &Diagnostic) -> Option<&'f str> {
    let mut place = String::new();
    for step in [diagnostic.owner(), Some(diagnostic.part().name()), diagnostic.part_member()].into_iter().flatten() {
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
fn fixing_mends_and_is_idempotent() {
    for (name, text) in fixtures() {
        let fixed = fix_file(&text);
        let report = check_file(fixed.text().as_bytes());
        assert_eq!(fix_file(fixed.text()).text(), fixed.text(), "{name}");
        if let Ok(code) = name.parse::<Code>()
            && code.is_fixable()
        {
            assert!(report.diagnostics().iter().all(|found| found.diagnostic().code() != code), "{name}");
            assert!(report.is_clean(), "{name}: {report:?}");
        }
    }
}
