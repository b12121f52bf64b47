//! What is shown of requests: never a secret, always the callback.
#![cfg(feature = "xml")]
#![cfg(test)]

use callback_profile::request::{BodyFormat, Request};
use callback_profile::{Outgoing, Profile, ProfileSpec};
use util::requests::each_field;

mod util;

fn masked(spec: ProfileSpec) -> Request {
    let profile = Profile::<Outgoing>::try_from(spec.with_header("Authorization", "hush-hush")).unwrap();
    let callback = profile.sample();
    let (masked, whole) = (profile.render_masked(&callback).unwrap(), profile.render(&callback).unwrap());
    let all = format!("{} {:?} {:?}", masked.url(), masked.headers(), masked.body());
    assert!(!all.contains("hush"), "{all}");
    assert!(all.contains("Message") && all.contains("****"), "{all}");
    assert_eq!((masked.url().len(), masked.body().map(str::len)), (whole.url().len(), whole.body().map(str::len)));
    masked
}

#[test]
fn secrets_are_masked_in_every_format() {
    let url = "https://hush:hush@example.com/dlr?token=hush";
    let form = each_field::<Outgoing>("&", |name| format!("{name}=<{name}>"));
    masked(ProfileSpec::get::<Outgoing>(format!("{url}&{form}")));
    masked(ProfileSpec::post::<Outgoing>(url, format!("token=hush&{form}")).with_body_format(BodyFormat::Form));
    let json = each_field::<Outgoing>(", ", |name| format!(r#""{name}": "<{name}>""#));
    let request =
        masked(ProfileSpec::post::<Outgoing>(url, format!(r#"{{"t": ["hush", {{"deep": "hush"}}], {json}}}"#)));
    assert!(serde_json::from_str::<serde_json::Value>(request.body().unwrap()).is_ok());
    let xml = each_field::<Outgoing>("", |name| format!("<{name}>{{{name}}}</{name}>"));
    let body = format!(
        "<?xml version='1.0'?><!-- hush --><r a='hush' b=\"hush > hush\" c='x{{id}}'><t>hush &amp; hush</t><![CDATA[hush]]><u> </u>{xml}</r>"
    );
    let body = body.replace("<![CDATA[hush]]>", "").replace("c='x{id}'", "c='y{ref}'");
    let request = masked(ProfileSpec::post::<Outgoing>(url, body).with_body_format(BodyFormat::Xml));
    assert!(request.body().unwrap().contains("<message>Message delivered</message>"));
}
