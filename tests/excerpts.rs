//! What `{:#}` shows of a finding: its line, with carets under what is wrong, and never a secret.
#![cfg(test)]

use callback_profile::account::AccountSpec;
use callback_profile::diagnostic::{Code, Diagnostic, Report};
use callback_profile::request::BodyFormat;
use callback_profile::webhook::WebhookSpec;
use callback_profile::{Account, AnyProfile, Outgoing, Profile, ProfileSpec, Webhook, check_file};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;
use util::files::json_files;

mod util;

/// The line of the text and the place and count of the carets, of what `{:#}` writes.
fn excerpt(shown: &str) -> Option<(&str, usize, usize)> {
    let mut lines = shown.lines().skip_while(|line| !line.trim_start().starts_with("--> ")).skip(1);
    let gutter = lines.next().filter(|line| line.ends_with(" |"))?.len();
    let text = lines.next()?.get(gutter + 1..)?;
    let carets = lines.next()?.get(gutter + 1..)?;
    let indent = carets.find('^')?;
    assert_eq!(carets.trim_start_matches(' ').trim_start_matches('^'), "");
    Some((text, indent, carets.len() - indent))
}

/// What the carets stand under.
fn underlined(text: &str, indent: usize, carets: usize) -> Option<&str> {
    let places = || text.char_indices().map(|(at, _)| at).chain([text.len()]);
    // An accent takes no room.
    let width = |at: &usize| text.get(..*at).map(UnicodeWidthStr::width);
    let start = places().filter(|at| width(at) == Some(indent)).max()?;
    let end = places().find(|at| width(at) == Some(indent + carets))?;
    text.get(start..end)
}

#[test]
fn a_finding_is_shown_in_full() {
    let spec =
        ProfileSpec::post::<Outgoing>("https://example.com/dlr", "{\n  \"token\": \"hush\",\n\t\"漢\": \"<idd>\"\r\n}");
    let report = AnyProfile::check(&spec);
    let found = report.iter().find(|found| found.code() == Code::UnknownPlaceholder).unwrap();
    assert_eq!(
        format!("{found:#}"),
        "error[unknown-placeholder]: `<idd>` is not a placeholder of the outgoing fields
  --> body, line 3, column 8 (bytes 30..35)
   |
 3 |     \"漢\": \"<idd>\"
   |            ^^^^^
      help: did you mean `<id>`?"
    );
    let file = serde_json::to_string(&spec).unwrap();
    let report = check_file(&file);
    let found = report.iter().find(|found| found.diagnostic().code() == Code::UnknownPlaceholder).unwrap();
    let shown = format!("{found:#}");
    let (text, indent, carets) = excerpt(&shown).unwrap();
    assert_eq!(underlined(text, indent, carets), Some("<idd>"), "{shown}");
    assert!(!format!("{report:#}").contains("hush"));
}

/// The findings of what a file holds, by the library and by the check of files.
fn shown_of_file(file: &str) -> (Vec<Diagnostic>, Vec<String>) {
    let report = if let Ok(spec) = serde_json::from_str::<ProfileSpec>(file) {
        AnyProfile::check(&spec)
    } else if let Ok(spec) = serde_json::from_str::<WebhookSpec>(file) {
        Webhook::check(&spec)
    } else if let Ok(spec) = serde_json::from_str::<AccountSpec>(file) {
        Account::check(&spec)
    } else {
        Report::default()
    };
    (report.iter().cloned().collect(), check_file(file).iter().map(|found| format!("{found:#}")).collect())
}

/// Every finding that stands in a text shows it, in the file always; one line without `#` stays one line.
#[test]
fn every_kind_of_finding_has_its_excerpt() {
    let (mut shown, mut in_files) = (0, 0);
    for (name, file) in json_files("tests/golden/cli") {
        assert!(!file.contains('\t'));
        let (of_parts, of_file) = shown_of_file(&file);
        for found in &of_parts {
            let long = format!("{found:#}");
            assert!(!long.contains("hush"), "{name}: {long}");
            assert_eq!(found.to_string().lines().count(), 1);
            let is_in_text = !found.span().is_empty() && found.code() != Code::TooManyFindings;
            if is_in_text && found.part().name() != "time_offset_minutes" {
                let (text, indent, carets) = excerpt(&long).unwrap_or_else(|| panic!("{name}: {long}"));
                // A line feed is none of the line's own characters.
                let is_end = (indent, carets) == (text.width(), 1);
                assert!(is_end || underlined(text, indent, carets).is_some(), "{name}: {long}");
                shown += 1;
            }
        }
        for long in of_file.iter().filter(|long| !long.contains("[too-many-findings]")) {
            assert!(!long.contains("hush"), "{name}: {long}");
            assert!(excerpt(long).is_some(), "{name}: {long}");
            in_files += 1;
        }
    }
    assert!(shown > 60 && in_files > 90, "{shown} {in_files}");
}

proptest! {
    /// Whatever stands around and in it: the carets are under the text of the span, as it is shown, and the lines are short.
    #[test]
    fn carets_stand_under_the_span(
        before in "[a-c ]{0,3}([\\t漢é\\u{301}\\u{1b}\\u{202e}#\\[\\u{1f600}]|\\r\\n|\\n|[a-z]{30}){0,6}",
        after in "([\\t漢é\\u{1b}#\\[]|\\r\\n|\\n|[a-z]{50}){0,4}",
    ) {
        // Nothing but the title is wrong, and in it nothing before this character.
        let mut spec = Profile::<Outgoing>::standard_post("https://example.com/").unwrap().into_spec();
        spec.title = Some(format!("abc{}?{}", before.replace(|c: char| !(c.is_alphanumeric() || c == ' '), ""), after));
        let report = AnyProfile::check(&spec);
        let found = &report.diagnostics()[0];
        let long = format!("{found:#}");
        let (text, indent, carets) = excerpt(&long).unwrap();
        prop_assert_eq!(underlined(text, indent, carets), Some("?"), "{}", long);
        prop_assert!(text.width() < 1_000);
        // Whatever else is wrong in a body of several lines: no field has this name.
        let body = format!("p={before}<idd>{after}");
        let spec = ProfileSpec::post::<Outgoing>("https://example.com/", body.clone()).with_body_format(BodyFormat::Form);
        let report = AnyProfile::check(&spec);
        let found = report.iter().find(|found| found.code() == Code::UnknownPlaceholder).unwrap();
        prop_assert_eq!(found.span().of(&body), Some("<idd>"));
        let long = format!("{found:#}");
        let (text, indent, carets) = excerpt(&long).unwrap();
        prop_assert_eq!(underlined(text, indent, carets), Some("<idd>"), "{}", long);
        prop_assert!(text.width() < 1_000);
        let endpoint = format!("https://example.com/{before}<id>{after}");
        for found in &AnyProfile::check(&ProfileSpec::get::<Outgoing>(endpoint.clone())) {
            let long = format!("{found:#}");
            prop_assert!(!long.chars().any(|c| c.is_control() && c != '\n') && !long.contains("##["), "{:?}", long);
            let Some((text, indent, carets)) = excerpt(&long) else { prop_assert!(found.span().is_empty() || found.code() == Code::TooManyFindings); continue };
            let marked = underlined(text, indent, carets);
            if found.span().of(&endpoint) == Some("<id>") {
                prop_assert_eq!(marked, Some("<id>"), "{}", long);
            }
        }
    }
}

/// A thousand findings on a line of a megabyte take no thousand megabytes.
#[test]
fn a_long_line_is_not_copied_for_each_finding() {
    let body = format!("p=1{}", "&xxxxxxxx=100%".repeat(70_000));
    let spec = ProfileSpec::post::<Outgoing>("https://example.com/", body).with_body_format(BodyFormat::Form);
    let report = AnyProfile::check(&spec);
    let shown = format!("{report:#}");
    assert!(report.diagnostics().len() > 1_000 && shown.len() < 1_000 * 600, "{}", shown.len());
}
