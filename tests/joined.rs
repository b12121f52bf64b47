//! Parameters joined to a query or form that is there already: what it says stays as it is, however it ends.
#![cfg(test)]

use callback_profile::diagnostic::Code;
use callback_profile::field::Field;
use callback_profile::request::BodyFormat;
use callback_profile::value::Product;
use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
use callback_profile::{AnyProfile, DeliveryReportField, FieldSet, Incoming, Outgoing, Profile, ProfileSpec, Webhook};
use proptest::prelude::*;
use proptest::sample::select;
use util::requests::{comes_back, sample};
use util::rows::run;

mod util;

/// The pairs of a query or form, as an independent decoder sees them.
fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

fn query_of(url: &str) -> &str {
    url.split_once('#').map_or(url, |(before, _)| before).split_once('?').map_or("", |(_, query)| query)
}

/// Queries of one's own that have every name at most once: separators and question marks at any place, also at the end.
fn own_query() -> impl Strategy<Value = String> {
    let piece = select(vec!["?", "??", "&", "&&", "=", "=?", "x", "y=why", "z=%3F", "=a?b", "u/?", "%26", "+"]);
    let query = prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat());
    let is_unambiguous = |query: &String| {
        let mut names: Vec<_> = pairs(query).into_iter().map(|(name, _)| name).collect();
        names.sort();
        names.windows(2).all(|two| two[0] != two[1]) && names.iter().all(|name| !name.is_empty())
    };
    query.prop_filter("names must be unique and not empty", is_unambiguous)
}

fn url_with(query: Option<&String>) -> String {
    let address = "https://example.com/d".to_owned();
    query.map_or(address.clone(), |query| format!("{address}?{query}"))
}

/// The law: the profile parses back what it renders, and the first pairs of the query are those that were there before.
fn keeps_both<S: FieldSet>(profile: &Profile<S>, own: &str) -> Result<(), TestCaseError> {
    for callback in [profile.sample(), profile.stress_sample()] {
        let request = comes_back(profile, &callback)?;
        let (own, all) = (pairs(own), pairs(query_of(request.url())));
        prop_assert_eq!(&all[..own.len()], &own[..], "{}", request.url());
        prop_assert_eq!(all.len() - own.len(), profile.template().placeholders().count());
    }
    Ok(())
}

proptest! {
    #[test]
    fn standard_templates_are_joined_to_any_query(query in prop::option::of(own_query())) {
        let (url, own) = (url_with(query.as_ref()), query.unwrap_or_default());
        keeps_both(&Profile::<Outgoing>::standard(&url).unwrap(), &own)?;
        keeps_both(&Profile::<Incoming>::for_callback_url(&url).unwrap(), &own)?;
    }

    #[test]
    fn missing_placeholders_are_joined_to_any_query_and_form(query in prop::option::of(own_query())) {
        let own = query.clone().unwrap_or_default();
        let (fixed, report) = Profile::<Outgoing>::fixed(&ProfileSpec::get::<Outgoing>(url_with(query.as_ref())));
        prop_assert!(report.is_clean(), "{}\n{}", report, fixed.endpoint);
        keeps_both(&Profile::<Outgoing>::try_from(fixed).unwrap(), &own)?;

        let mut spec = ProfileSpec::post::<Outgoing>("https://example.com/d?a=b?", own.clone());
        spec.body_format = Some(BodyFormat::Form);
        let (fixed, report) = Profile::<Outgoing>::fixed(&spec);
        prop_assert!(report.is_clean(), "{}\n{:?}", report, fixed.body);
        let profile = Profile::<Outgoing>::try_from(fixed).unwrap();
        let request = comes_back(&profile, &profile.stress_sample())?;
        let own = pairs(&own);
        prop_assert_eq!(&pairs(request.body().unwrap())[..own.len()], &own[..]);
    }

    #[test]
    fn parameters_of_webhooks_are_joined_to_any_query(query in prop::option::of(own_query())) {
        let form = WebhookSpec::new(
            Product::WhatsApp,
            SendMethod::Get,
            ReportType::MobileOriginated,
            url_with(query.as_ref()),
        );
        let webhook = Webhook::try_from(form).unwrap();
        let AnyProfile::Incoming(profile) = webhook.profile() else { panic!("{webhook:?}") };
        keeps_both(profile, &query.unwrap_or_default())?;
    }
}

#[test]
fn a_separator_stands_where_one_is_needed() {
    let rows = [
        ("https://h.example/d", "https://h.example/d?id=<id>"),
        ("https://h.example/d?", "https://h.example/d?id=<id>"),
        ("https://h.example/d?next=why?", "https://h.example/d?next=why?&id=<id>"),
        ("https://h.example/d??", "https://h.example/d??&id=<id>"),
        ("https://h.example/d?a=1&", "https://h.example/d?a=1&id=<id>"),
        ("https://h.example/d?a=1?&", "https://h.example/d?a=1?&id=<id>"),
        ("https://h.example/d?a=/", "https://h.example/d?a=/&id=<id>"),
    ];
    let first = |endpoint: &str| endpoint.split_inclusive("<id>").next().unwrap().to_owned();
    run(&rows, |url| first(Profile::<Outgoing>::standard(url).unwrap().endpoint()));
    run(&rows, |url| first(Profile::<Outgoing>::for_callback_url(url).unwrap().endpoint()));
    run(&rows, |url| first(&Profile::<Outgoing>::fixed(&ProfileSpec::get::<Outgoing>(url)).0.endpoint));
    run(&rows, |url| {
        let form = WebhookSpec::new(Product::Sms, SendMethod::Get, ReportType::DeliveryReport, url);
        let names = ["id", "m", "e", "n", "r", "d"];
        let fields = (0..names.len()).filter_map(DeliveryReportField::from_index);
        let form = fields.zip(names).fold(form, |form, (field, name)| form.with_parameter(field, name));
        let webhook = Webhook::try_from(form).unwrap();
        first(&webhook.profile().spec().endpoint.replace("<transaction_id>", "<id>"))
    });
}

#[test]
fn a_name_that_ends_in_a_question_mark_is_another_name() {
    let profile = Profile::<Outgoing>::standard("https://h.example/d?id?").unwrap();
    assert!(Profile::<Outgoing>::check(profile.spec()).iter().all(|found| found.code() != Code::RepeatedParameter));
    let (present, request) = sample(&AnyProfile::from(profile), false);
    assert!(request.url().contains(&format!("?id?&id={}", present[0].1.replace(':', "%3A"))), "{}", request.url());
}
