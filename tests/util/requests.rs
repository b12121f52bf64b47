//! Profiles, samples and requests of any set of fields.

use callback_profile::field::Callback;
use callback_profile::request::Request;
use callback_profile::{AnyProfile, FieldSet, Profile};
use proptest::prelude::*;

pub(crate) fn get<S: FieldSet>(url: &str) -> Profile<S> {
    Profile::standard(url).unwrap()
}

pub(crate) fn post<S: FieldSet>(url: &str) -> Profile<S> {
    Profile::standard_post(url).unwrap()
}

/// One text for each field, all behind one another.
pub(crate) fn each_field<S: FieldSet>(separator: &str, one: impl Fn(&str) -> String) -> String {
    S::FIELDS.iter().map(|field| one(field.name())).collect::<Vec<_>>().join(separator)
}

pub(crate) fn content_type(request: &Request) -> Option<&str> {
    request.headers().get("content-type").map(|value| value.to_str().unwrap())
}

/// The law: a request tells all that the profile carries of the callback, and nothing else.
pub(crate) fn comes_back<S: FieldSet>(
    profile: &Profile<S>,
    callback: &S::Callback<'_>,
) -> Result<Request, TestCaseError> {
    let request = profile.render(callback).unwrap();
    let (received, carried) = (profile.parse(&request).unwrap(), profile.carried(callback));
    prop_assert_eq!(received.callback.values(), carried.values());
    prop_assert!(received.problems.is_empty(), "{:?}", received.problems);
    prop_assert!(received.extra.is_empty(), "{:?}", received.extra);
    drop(received);
    Ok(request)
}

/// The names of the fields that are present, and their texts.
pub(crate) type Present = Vec<(String, String)>;

/// A sample, plain or hard to carry, and the request that tells it.
pub(crate) fn sample(profile: &AnyProfile, is_hard: bool) -> (Present, Request) {
    fn of<S: FieldSet>(profile: &Profile<S>, is_hard: bool) -> (Present, Request) {
        let callback = if is_hard { profile.stress_sample() } else { profile.sample() };
        let all = S::FIELDS.iter().zip(callback.values()).filter(|(_, text)| !text.is_empty());
        let present = all.map(|(field, text)| (field.name().to_owned(), text.to_string())).collect();
        (present, profile.render(&callback).unwrap())
    }
    match profile {
        AnyProfile::Outgoing(profile) => of(profile, is_hard),
        AnyProfile::Incoming(profile) => of(profile, is_hard),
        AnyProfile::DeliveryReport(profile) => of(profile, is_hard),
        other => panic!("{other:?}"),
    }
}
