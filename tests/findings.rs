//! How many findings a report has: at most a thousand, the most severe, and one more that tells how many are left out.
#![cfg(test)]

use callback_profile::account::{AccountSpec, AccountType, NumberSpec, TargetSpec};
use callback_profile::diagnostic::{Code, Diagnostic, Report, Severity};
use callback_profile::file::{FileDiagnostic, FileReport};
use callback_profile::{Account, AnyProfile, Outgoing, Profile, ProfileSpec, Webhook, check_file};
use proptest::prelude::*;

const MOST: usize = 1_000;

/// A form that lacks nothing, with so many errors, warnings and notes, in the order of their kinds.
fn of_account(errors: usize, warnings: usize, notes: usize) -> AccountSpec {
    let mut spec = AccountSpec::default();
    spec.account_type = Some(AccountType::TechProvider);
    spec.whitelist = Some(vec!["example.com".to_owned()]);
    let standard = Profile::<Outgoing>::standard("https://example.com/d").unwrap().into_spec();
    spec.profiles = (0..notes).map(|id| standard.clone().with_id(id.to_string())).collect();
    let to_url = |address: &str, number: usize| {
        let mut spec = NumberSpec::new(format!("+1202{number:07}"));
        // An outgoing one would be worth a note about prices.
        spec.incoming = Some(TargetSpec::Url { callback_url: format!("{address}://example.com/d") });
        spec
    };
    let insecure = (0..warnings).map(|number| to_url("http", number));
    let broken = (0..errors).map(|number| to_url("ftp", warnings + number));
    spec.numbers = insecure.chain(broken).collect();
    spec
}

/// What is shown of so many errors, warnings and notes.
fn shown(errors: usize, warnings: usize, notes: usize) -> [usize; 3] {
    let warnings_shown = warnings.min(MOST - errors.min(MOST));
    [errors.min(MOST), warnings_shown, notes.min(MOST - errors.min(MOST) - warnings_shown)]
}

/// Errors, warnings and notes, but the one that tells of those left out, which comes last where there is one.
fn counts<'d>(found: impl Iterator<Item = &'d Diagnostic>) -> ([usize; 3], Option<(Severity, String)>) {
    let found: Vec<_> = found.collect();
    let is_told = |found: &&&Diagnostic| found.code() == Code::TooManyFindings;
    let told = found.iter().filter(is_told).count();
    let last = found.last().filter(is_told).map(|last| (last.severity(), last.message().to_owned()));
    assert_eq!(told, usize::from(last.is_some()), "once, and last");
    let of = |severity| found.iter().filter(|found| !is_told(found) && found.severity() == severity).count();
    ([Severity::Error, Severity::Warning, Severity::Note].map(of), last)
}

fn in_file(report: &FileReport) -> impl Iterator<Item = &Diagnostic> {
    report.diagnostics().iter().map(FileDiagnostic::diagnostic)
}

#[test]
fn the_most_severe_are_kept_and_only_errors_are_errors() {
    let rows = [
        (0, 0, MOST),
        (0, 0, MOST + 1),
        (0, MOST, 0),
        (0, MOST + 1, 0),
        (MOST, 0, 0),
        (MOST + 1, 0, 0),
        (0, 1, 1_500),
        (0, 1_500, 3),
        (1, 600, 600),
        (3, 1_200, 1_200),
        (MOST, 1, 0),
    ];
    for (errors, warnings, notes) in rows {
        let row = (errors, warnings, notes);
        let spec = of_account(errors, warnings, notes);
        let report = Account::check(&spec);
        let expected = shown(errors, warnings, notes);
        let (counted, told) = counts(report.iter());
        assert_eq!(counted, expected, "{row:?}");
        let all = [errors, warnings, notes];
        let left_out = all.iter().sum::<usize>() - expected.iter().sum::<usize>();
        let worst = (0..3).find(|severity| all[*severity] > expected[*severity]);
        let worst = worst.map(|severity| [Severity::Error, Severity::Warning, Severity::Note][severity]);
        let message = worst.map(|worst| (worst, format!("{left_out} further findings are left out")));
        assert_eq!(told, message, "{row:?}");
        assert_eq!((report.has_errors(), report.is_clean()), (errors > 0, errors + warnings == 0), "{row:?}");
        assert_eq!(Account::try_from(spec.clone()).is_ok(), errors == 0, "{row:?}");
        let json = serde_json::to_string(&spec).unwrap();
        assert_eq!(serde_json::from_str::<Account>(&json).is_ok(), errors == 0, "{row:?}");
        let file = check_file(json.as_bytes());
        assert_eq!((counts(in_file(&file)), file.has_errors()), ((expected, told), errors > 0), "{row:?}");
        let places: Vec<_> = file.diagnostics().iter().map(FileDiagnostic::file_span).collect();
        assert!(places[..places.len().min(MOST)].is_sorted(), "{row:?}");
    }
}

/// Errors that are found last are not left out for warnings that were found first.
#[test]
fn an_error_wins_over_any_number_of_warnings() {
    let warnings = "&x=%3Cid%3E".repeat(3_000);
    let standard = Profile::<Outgoing>::standard_post("https://example.com/").unwrap().into_spec().body.unwrap();
    let members: String =
        (0..3_000).map(|number| format!("\"x{number}\": \"&lt;id&gt;\", ")).collect::<Vec<_>>().concat();
    let body = standard.replacen('{', &format!("{{{members}"), 1);
    let bodies = [(body.clone(), false), (body.replacen("\"<ref2>\"", "\"<ref2>, <prise>\"", 1), true)];
    for (body, has_error) in bodies {
        let spec = ProfileSpec::post::<Outgoing>("https://example.com/", body);
        let report = Profile::<Outgoing>::check(&spec);
        assert_eq!((report.has_errors(), report.diagnostics().len()), (has_error, MOST + 1), "{report}");
        assert_eq!(Profile::<Outgoing>::try_from(spec.clone()).is_ok(), !has_error);
        let account: Account = serde_json::from_str(r#"{"account_type": "tech-provider"}"#).unwrap();
        let report = account.check_profile(&spec);
        let (counted, told) = counts(report.iter());
        assert_eq!((counted.iter().sum::<usize>(), told.is_some()), (MOST, true));
        assert_eq!(report.has_errors(), has_error);
    }
    let form = format!(
        r#"{{"product": "WhatsApp", "send_method": "GET", "report_type": "MO", "endpoint": "https://example.com/?{warnings}"}}"#
    );
    let form = serde_json::from_str(&form.replace("&x", "&x=1")).unwrap();
    let (counted, told) = counts(Webhook::check(&form).iter());
    assert!(counted.iter().sum::<usize>() <= MOST && told.is_some_and(|told| told.0 == Severity::Error), "{counted:?}");
}

/// What a user does with an account.
#[derive(Debug, Clone)]
enum Change {
    Profile(u8, bool),
    Number(u8, u8),
    RemoveNumber(u8),
    RemoveProfile(u8),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<u8>(), any::<bool>()).prop_map(|(id, is_post)| Change::Profile(id % 16, is_post)),
        (any::<u8>(), any::<u8>()).prop_map(|(number, target)| Change::Number(number % 16, target % 24)),
        any::<u8>().prop_map(|number| Change::RemoveNumber(number % 16)),
        any::<u8>().prop_map(|id| Change::RemoveProfile(id % 16)),
    ]
}

/// Something to say about every profile and URL, but no error.
fn apply(account: &mut Account, change: &Change) {
    match change {
        Change::Profile(id, is_post) => {
            let url = format!("http://10.0.0.{id}/d?key={id}");
            let profile = if *is_post { Profile::standard_post(&url) } else { Profile::<Outgoing>::standard(&url) };
            let spec = profile.unwrap().into_spec().with_id(id.to_string());
            account.insert_profile(AnyProfile::try_from(spec).unwrap()).unwrap();
        }
        Change::Number(number, target) => {
            let mut spec = NumberSpec::new(format!("+1202555{number:04}"));
            spec.outgoing = Some(match target {
                0..16 => TargetSpec::Profile(target.to_string()),
                _ => TargetSpec::Url { callback_url: format!("http://localhost/{target}?why=%3Cid%3E") },
            });
            _ = account.insert_number(spec);
        }
        Change::RemoveNumber(number) => _ = account.remove_number(&format!("1202555{number:04}")),
        Change::RemoveProfile(id) => _ = account.remove_profile(&id.to_string()),
    }
}

fn comes_back(account: &Account) {
    let json = serde_json::to_string(account).unwrap();
    let again: Account = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again.to_spec(), account.to_spec());
}

fn empty(kind: &str) -> Account {
    serde_json::from_str(&format!(r#"{{"account_type": "{kind}"}}"#)).unwrap()
}

proptest! {
    #[test]
    fn whatever_was_inserted_is_read_back(changes in prop::collection::vec(change(), 0..60)) {
        let mut account = empty("tech-provider");
        for change in &changes {
            apply(&mut account, change);
        }
        comes_back(&account);
    }
}

#[test]
fn any_number_of_insertions_is_read_back() {
    let mut account = empty("tech-provider");
    let standard = Profile::<Outgoing>::standard("http://localhost/d").unwrap().into_spec();
    for number in 0..=MOST {
        account.insert_profile(AnyProfile::try_from(standard.clone().with_id(number.to_string())).unwrap()).unwrap();
        let mut spec = NumberSpec::new(format!("+1202555{number:04}"));
        spec.outgoing = Some(TargetSpec::Url { callback_url: "http://localhost/".to_owned() });
        account.insert_number(spec).unwrap();
    }
    comes_back(&account);
    let report: Report = Account::check(&account.to_spec());
    assert!(!report.has_errors() && !report.is_clean());
}

/// Whatever is found and wherever it is told, what is left out is counted.
#[test]
fn findings_of_every_kind_are_counted_where_they_are_left_out() {
    let standard = Profile::<Outgoing>::standard("https://example.com/d").unwrap().into_spec().endpoint;
    let with = |more: &dyn Fn(usize) -> String| {
        let more: Vec<_> = (0..3_000).map(more).collect();
        counts(AnyProfile::check(&ProfileSpec::get::<Outgoing>(standard.clone() + &more.concat())).iter()).1.unwrap()
    };
    let kinds: [&dyn Fn(usize) -> String; 6] = [
        &|number| format!("&x{number}=<zz{number}>"),
        &|number| format!("&x{number}=<zz"),
        &|number| format!("&x{number}=%"),
        &|number| format!("&<id>{number}=1"),
        &|number| format!("&x{number}=\u{e9}"),
        &|_| "&x=1".to_owned(),
    ];
    for (kind, more) in kinds.into_iter().enumerate() {
        let (severity, told) = with(more);
        let left_out: usize = told.split(' ').next().unwrap().parse().unwrap();
        assert!(severity == Severity::Error && (1_999..=2_100).contains(&left_out), "{kind}: {told}");
    }
    let url = format!("https://example.com/?{}", "<".repeat(30_000));
    let mut spec = AccountSpec::default();
    spec.whitelist = Some(vec!["example.com".to_owned()]);
    let mut number = NumberSpec::new("+12025550100");
    number.outgoing = Some(TargetSpec::Url { callback_url: url });
    spec.numbers = vec![number];
    let (_, told) = counts(Account::check(&spec).iter()).1.unwrap();
    assert!(told.starts_with("29"), "{told}");
}
