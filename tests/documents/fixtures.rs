//! What the claims are proved with: templates, callbacks and accounts as the documents have them, with our own names.

use std::borrow::Cow;

use callback_profile::account::{AccountSpec, NoRoute, RouteRequest};
use callback_profile::diagnostic::{Code, PlatformError, Report};
use callback_profile::field::Callback;
use callback_profile::{Account, FieldSet, Outgoing, Profile, ProfileSpec};
use serde_json::{Value, json};

pub(crate) const URL: &str = "https://example.com/callbacks";

/// A WhatsApp number of the business, and another one.
pub(crate) const NUMBER: &str = "+12025550100";
pub(crate) const OTHER_NUMBER: &str = "+12025550101";

fn joined(names: &[&str], separator: &str, one: impl Fn(&str) -> String) -> String {
    names.iter().map(|name| one(name)).collect::<Vec<_>>().join(separator)
}

/// The GET template of a document's example.
pub(crate) fn get_spec<S: FieldSet>(names: &[&str]) -> ProfileSpec {
    ProfileSpec::get::<S>(format!("{URL}?{}", joined(names, "&", |name| format!("{name}=<{name}>"))))
}

/// The POST template of a document's example.
pub(crate) fn post_spec<S: FieldSet>(names: &[&str]) -> ProfileSpec {
    let members = joined(names, ",\n", |name| format!("\"{name}\": \"<{name}>\""));
    ProfileSpec::post::<S>(URL, format!("{{\n{members}\n}}"))
}

/// The profiles of both examples.
pub(crate) fn both<S: FieldSet>(names: &[&str]) -> [Profile<S>; 2] {
    [get_spec::<S>(names), post_spec::<S>(names)].map(|spec| spec.try_into().unwrap())
}

/// Each placeholder has to be there: the template without it misses it, and nothing else is wrong.
#[track_caller]
pub(crate) fn assert_all_are_required<S: FieldSet>(names: &[&str], spec: impl Fn(&[&str]) -> ProfileSpec) {
    for left_out in names {
        let others: Vec<_> = names.iter().copied().filter(|name| name != left_out).collect();
        let report = Profile::<S>::check(&spec(&others));
        let found: Vec<_> = report.iter().map(|found| (found.code(), found.message().to_owned())).collect();
        assert!(
            matches!(&*found, [(Code::MissingPlaceholder, message)] if message.contains(&format!("`<{left_out}>`"))),
            "{found:?}"
        );
    }
}

/// The same template but for white space.
pub(crate) fn without_blanks(text: &str) -> String {
    text.split_ascii_whitespace().collect()
}

pub(crate) fn codes(report: &Report) -> Vec<Code> {
    report.iter().map(callback_profile::diagnostic::Diagnostic::code).collect()
}

/// Whether the platform refuses what was checked as a callback URL of invalid format.
pub(crate) fn is_e413(report: &Report) -> bool {
    report.iter().any(|found| found.platform_error() == Some(PlatformError::INVALID_CALLBACK_URL))
}

/// The names of a report's codes.
pub(crate) fn names(report: &Report) -> Vec<&'static str> {
    report.iter().map(|found| found.code().as_str()).collect()
}

/// A callback by the names of its fields.
#[track_caller]
pub(crate) fn callback<S: FieldSet>(texts: &[(&str, &'static str)]) -> S::Callback<'static> {
    let mut callback = S::Callback::default();
    for (name, text) in texts {
        let place = S::FIELDS.iter().position(|field| field.name() == *name).unwrap();
        callback.values_mut()[place] = Cow::Borrowed(text);
    }
    callback
}

/// What arrives when the platform sends these texts: nothing is odd, nothing is left over.
#[track_caller]
pub(crate) fn sent<S: FieldSet>(profile: &Profile<S>, texts: &[(&str, &'static str)]) -> S::Callback<'static> {
    let request = profile.render(&callback::<S>(texts)).unwrap();
    let received = profile.parse(&request).unwrap().into_owned();
    assert!(received.problems.is_empty() && received.extra.is_empty(), "{received:?}");
    received.callback
}

/// An account with the profiles `status`, `other-status` and `messages`, and with these members.
pub(crate) fn account_file(members: &Value) -> Value {
    let profile = |spec: ProfileSpec, id: &str| serde_json::to_value(spec.with_id(id)).unwrap();
    let status = |url: &str| Profile::<Outgoing>::standard(url).unwrap().into_spec();
    let messages = Profile::<callback_profile::Incoming>::standard_post("https://example.com/messages").unwrap();
    let mut file = json!({
        "account_type": "postpaid",
        "whitelist": ["example.com"],
        "profiles": [
            profile(status("https://example.com/status"), "status"),
            profile(status("https://example.com/other-status"), "other-status"),
            profile(messages.into_spec(), "messages"),
        ],
    });
    for (name, member) in members.as_object().unwrap() {
        file[name] = member.clone();
    }
    file
}

#[track_caller]
pub(crate) fn account(members: &Value) -> Account {
    serde_json::from_value(account_file(members)).unwrap()
}

pub(crate) fn check_account(members: &Value) -> Report {
    Account::check(&serde_json::from_value::<AccountSpec>(account_file(members)).unwrap())
}

/// Where a callback of a number goes, without its parameters.
pub(crate) fn goes_to<S: FieldSet>(
    account: &Account,
    number: &str,
    asked: RouteRequest<'_>,
) -> Result<String, NoRoute> {
    let route = account.route::<S>(number, asked)?;
    Ok(route.profile().endpoint().split('?').next().unwrap().to_owned())
}
