//! Our operations, a row each.

use std::hint::black_box;

use callback_profile::account::RouteRequest;
use callback_profile::diagnostic::Report;
use callback_profile::field::Callback;
use callback_profile::request::BodyFormat;
use callback_profile::whatsapp::{Notification, translate};
use callback_profile::{
    Account, AnyProfile, AnyReceived, FieldSet, Incoming, IncomingField, Outgoing, Profile, ProfileSpec, Received,
    Receiver,
};
use http::{HeaderMap, Method};
use serde_json::{Value, json};

use crate::subject::{Prepare, Subject, Texts};
use crate::workload::{
    Layout, NUMBERS, Order, PATH, URL, Workload, body, elements_of, members_of, notification, number, own_url,
    pairs_of, query, texts_of, xml, xml_body,
};

/// An operation of ours, and what it is compared with.
pub struct Row {
    pub name: &'static str,
    /// How often it is performed when its instructions are counted; twice as often in the second run.
    pub times: u32,
    /// What the ratio to the best subject beside it is meant to be at most; empty where nothing is meant.
    pub at_most: &'static str,
    pub prepare: Prepare,
    /// Operations of our own that it is compared with.
    pub beside: &'static [(&'static str, Prepare)],
}

const fn row(name: &'static str, at_most: &'static str, prepare: Prepare) -> Row {
    Row { name, times: 200, at_most, prepare, beside: &[] }
}

impl Row {
    const fn beside(self, beside: &'static [(&'static str, Prepare)]) -> Self {
        Self { beside, ..self }
    }

    const fn times(self, times: u32) -> Self {
        Self { times, ..self }
    }
}

pub const ROWS: &[Row] = &[
    row("render-get-outgoing", "0.96", || render(get::<Outgoing>(), pairs_of)),
    row("render-post-outgoing", "0.84", || render(post::<Outgoing>(), members_of)),
    row("render-get-incoming", "0.53", || render(get::<Incoming>(), pairs_of)),
    row("render-post-incoming", "0.89", || render(post::<Incoming>(), members_of)),
    row("parse-get-outgoing", "0.40", || parse_get::<Outgoing>(Order::Template)),
    row("parse-post-outgoing", "0.48", || parse_post::<Outgoing>(Layout::Standard)),
    row("parse-get-incoming", "0.37", || parse_get::<Incoming>(Order::Template)),
    row("parse-post-incoming", "0.69", || parse_post::<Incoming>(Layout::Standard)),
    row("parse-get-outgoing-swapped", "", || parse_get::<Outgoing>(Order::Swapped)),
    row("parse-get-incoming-swapped", "", || parse_get::<Incoming>(Order::Swapped)),
    row("parse-get-outgoing-reversed", "", || parse_get::<Outgoing>(Order::Reversed)),
    row("parse-get-incoming-reversed", "", || parse_get::<Incoming>(Order::Reversed)),
    row("parse-post-outgoing-compact", "1.0", || parse_post::<Outgoing>(Layout::Compact)),
    row("parse-post-incoming-compact", "1.0", || parse_post::<Incoming>(Layout::Compact)),
    row("parse-post-outgoing-spaced", "1.0", || parse_post::<Outgoing>(Layout::Spaced)),
    row("parse-post-incoming-spaced", "1.0", || parse_post::<Incoming>(Layout::Spaced)),
    row("parse-post-outgoing-swapped", "", || parse_post::<Outgoing>(Layout::Swapped)),
    row("parse-post-incoming-swapped", "", || parse_post::<Incoming>(Layout::Swapped)),
    row("render-form-outgoing", "", || render(form(), pairs_of)),
    row("parse-form-outgoing", "", || parse_body(form(), query::<Outgoing>(Order::Template))),
    row("render-xml-outgoing", "", || render(xml_profile(), elements_of)),
    row("parse-xml-outgoing", "", || parse_body(xml_profile(), xml_body::<Outgoing>())),
    row("request-get-outgoing", "1.4", || request(get::<Outgoing>(), pairs_of))
        .beside(&[("render_into", || render(get::<Outgoing>(), pairs_of))]),
    row("request-post-outgoing", "1.4", || request(post::<Outgoing>(), members_of))
        .beside(&[("render_into", || render(post::<Outgoing>(), members_of))]),
    row("request-get-incoming", "1.4", || request(get::<Incoming>(), pairs_of))
        .beside(&[("render_into", || render(get::<Incoming>(), pairs_of))]),
    row("request-post-incoming", "1.4", || request(post::<Incoming>(), members_of))
        .beside(&[("render_into", || render(post::<Incoming>(), members_of))]),
    row("receive-get-1", "1.6", || receive(1, By::Path, Kind::Get))
        .beside(&[("parse", || alone(1, By::Path, Kind::Get))]),
    row("receive-get-100", "1.6", || receive(100, By::Path, Kind::Get))
        .beside(&[("parse", || alone(100, By::Path, Kind::Get))]),
    row("receive-get-1000", "1.6", || receive(1000, By::Path, Kind::Get))
        .beside(&[("parse", || alone(1000, By::Path, Kind::Get))]),
    row("receive-get-1000-token", "1.6", || receive(1000, By::Token, Kind::Get))
        .beside(&[("parse", || alone(1000, By::Token, Kind::Get))]),
    row("receive-get-1000-name", "1.6", || receive(1000, By::Name, Kind::Get))
        .beside(&[("parse", || alone(1000, By::Name, Kind::Get))]),
    row("receive-post-1", "1.6", || receive(1, By::Path, Kind::Post))
        .beside(&[("parse", || alone(1, By::Path, Kind::Post))]),
    row("receive-post-100", "1.6", || receive(100, By::Path, Kind::Post))
        .beside(&[("parse", || alone(100, By::Path, Kind::Post))]),
    row("receive-post-1000", "1.6", || receive(1000, By::Path, Kind::Post))
        .beside(&[("parse", || alone(1000, By::Path, Kind::Post))]),
    row("translate-1", "1.5", || translated(1)),
    row("translate-1000", "1.0", || translated(1000)).times(2),
    row("check-get-outgoing", "3.0", || check(get::<Outgoing>())),
    row("check-post-outgoing", "3.0", || check(post::<Outgoing>())),
    row("check-get-incoming", "3.0", || check(get::<Incoming>())),
    row("check-post-incoming", "3.0", || check(post::<Incoming>())),
    row("route-to-profile", "3.0", route::<Outgoing>).times(20_000),
    row("route-to-url", "3.0", route::<Incoming>).times(20_000),
];

// ------------------------------------------------------------------------------------------------------ profiles

pub fn get<S: FieldSet>() -> Profile<S> {
    Profile::standard(URL).expect("a standard profile")
}

pub fn post<S: FieldSet>() -> Profile<S> {
    Profile::standard_post(URL).expect("a standard profile")
}

fn form() -> Profile<Outgoing> {
    let fields: Vec<_> = Outgoing::TEXTS.iter().map(|(name, _)| format!("{name}=<{name}>")).collect();
    let spec = ProfileSpec::post::<Outgoing>(URL, fields.join("&")).with_body_format(BodyFormat::Form);
    spec.try_into().expect("a form")
}

fn xml_profile() -> Profile<Outgoing> {
    let template = xml::<Outgoing>(|name, _| format!("{{{name}}}"));
    let spec = ProfileSpec::post::<Outgoing>(URL, template).with_body_format(BodyFormat::Xml);
    spec.try_into().expect("a template")
}

// ----------------------------------------------------------------------------------------------------- rendering

fn render<S: Workload>(profile: Profile<S>, read_back: fn(&str) -> Texts) -> Subject {
    let callback = S::callback();
    Subject::writing(read_back, move |buffer: &mut String| {
        profile.render_into(black_box(&callback), buffer).expect("rendered");
    })
}

fn request<S: Workload>(profile: Profile<S>, read_back: fn(&str) -> Texts) -> Subject {
    let callback = S::callback();
    let has_body = profile.fixed_url().is_some();
    let texts = move |request: &callback_profile::request::Request| {
        read_back(if has_body { request.body().expect("a body") } else { request.url() })
    };
    Subject::making(texts, move || profile.render(black_box(&callback)).expect("rendered"))
}

// ------------------------------------------------------------------------------------------------------- parsing

fn texts<S: Workload>(received: &Received<'_, S>) -> Texts {
    assert!(received.extra.is_empty() && received.problems.is_empty() && received.missing().count() == 0);
    let all = S::FIELDS.iter().zip(received.callback.values()).map(|(info, text)| (info.name(), text.as_ref()));
    texts_of(all.filter(|(name, _)| S::TEXTS.iter().any(|(known, _)| known == name)))
}

fn parse_get<S: Workload>(order: Order) -> Subject {
    let (profile, target) = (get::<S>(), &*format!("{PATH}?{}", query::<S>(order)).leak());
    Subject::making(texts, move || profile.parse_target(black_box(target)).expect("read"))
}

fn parse_post<S: Workload>(layout: Layout) -> Subject {
    parse_body(post::<S>(), body::<S>(layout))
}

fn parse_body<S: Workload>(profile: Profile<S>, body: String) -> Subject {
    let body = &*body.leak();
    Subject::making(texts, move || profile.parse_body(black_box(body)).expect("read"))
}

// ----------------------------------------------------------------------------------------------------- receiving

/// What tells the profiles apart.
#[derive(Clone, Copy)]
enum By {
    Path,
    /// The value of a static parameter.
    Token,
    /// The name of a static parameter.
    Name,
}

#[derive(Clone, Copy)]
enum Kind {
    Get,
    Post,
}

/// Profiles, a request to one in their midst, and which that is.
struct Case {
    profiles: Vec<AnyProfile>,
    addressed: usize,
    method: Method,
    target: &'static str,
    headers: HeaderMap,
    body: &'static [u8],
}

fn case(count: usize, by: By, kind: Kind) -> Case {
    let url = |number: usize| match by {
        By::Path => format!("{URL}/{number}"),
        By::Token => format!("{URL}?token=t{number}"),
        By::Name => format!("{URL}?token{number}=t"),
    };
    // Four of a kind behind each URL, where there are so many.
    let profile = |place: usize| -> AnyProfile {
        let url = url(place / 4);
        match (place % 4, kind) {
            (0, Kind::Get) | (2, Kind::Post) => Profile::<Outgoing>::standard(&url).expect("a profile").into(),
            (0, Kind::Post) | (2, Kind::Get) => Profile::<Outgoing>::standard_post(&url).expect("a profile").into(),
            (1, _) => Profile::<Incoming>::standard(&url).expect("a profile").into(),
            _ => Profile::<Incoming>::standard_post(&url).expect("a profile").into(),
        }
    };
    let addressed = count / 8 * 4;
    let address = url(addressed / 4).replace("https://webhook.site", "");
    let (method, target, body) = match kind {
        Kind::Get => {
            let separator = if address.contains('?') { '&' } else { '?' };
            (Method::GET, format!("{address}{separator}{}", query::<Outgoing>(Order::Template)), String::new())
        }
        Kind::Post => (Method::POST, address, body::<Outgoing>(Layout::Standard)),
    };
    let mut headers = HeaderMap::new();
    if matches!(kind, Kind::Post) {
        headers.insert("content-type", "application/json".parse().expect("a value"));
    }
    let profiles = (0..count).map(profile).collect();
    Case { profiles, addressed, method, target: target.leak(), headers, body: body.leak().as_bytes() }
}

fn outgoing(received: &AnyReceived<'_>) -> Texts {
    match received {
        AnyReceived::Outgoing(received) => texts(received),
        _ => panic!("another direction"),
    }
}

fn receive(count: usize, by: By, kind: Kind) -> Subject {
    let Case { profiles, addressed, method, target, headers, body } = case(count, by, kind);
    let receiver = Receiver::new(profiles);
    let texts = move |delivery: &callback_profile::receiver::Delivery<'_>| {
        assert_eq!(delivery.profile, addressed);
        outgoing(&delivery.received)
    };
    Subject::making(texts, move || {
        receiver.receive(black_box(&method), black_box(target), black_box(&headers), black_box(body)).expect("read")
    })
}

/// The request read with its profile, which is known.
fn alone(count: usize, by: By, kind: Kind) -> Subject {
    let Case { mut profiles, addressed, target, body, .. } = case(count, by, kind);
    let profile = profiles.swap_remove(addressed);
    match kind {
        Kind::Get => Subject::making(outgoing, move || profile.parse_target(black_box(target)).expect("read")),
        Kind::Post => Subject::making(outgoing, move || profile.parse_body(black_box(body)).expect("read")),
    }
}

// --------------------------------------------------------------------------------------------------- translation

fn translated(messages: usize) -> Subject {
    let text = &*notification(messages).leak();
    let texts = |translation: &callback_profile::whatsapp::Translation<'_>| {
        assert!(translation.bad_items.is_empty());
        let last = translation.incoming.last().expect("a message");
        texts_of([
            ("messages", translation.incoming.len().to_string().as_str()),
            ("from", last.text(IncomingField::Sender)),
            ("name", last.text(IncomingField::Name)),
            ("type", last.text(IncomingField::MessageType)),
            ("timestamp", last.text(IncomingField::CreatedAt)),
        ])
    };
    Subject::making(texts, move || translate(&Notification::parse(black_box(text)).expect("read"), Some("12025550100")))
}

// -------------------------------------------------------------------------------------------------------- checks

/// A profile's file.
pub fn file_of<S: FieldSet>(profile: &Profile<S>) -> String {
    serde_json::to_string(profile.spec()).expect("written")
}

/// The text read and checked. To load a profile, `from_str::<AnyProfile>`, is the same work.
fn check<S: FieldSet>(profile: Profile<S>) -> Subject {
    let text = file_of(&profile);
    let texts = |(spec, report): &(ProfileSpec, Report)| {
        assert!(report.is_clean());
        texts_of([("endpoint", spec.endpoint.as_str())])
    };
    Subject::making(texts, move || {
        let spec: ProfileSpec = serde_json::from_str(black_box(&text)).expect("read");
        let report = AnyProfile::check(&spec);
        (spec, report)
    })
}

// ------------------------------------------------------------------------------------------------------- routing

/// A profile and a URL of its own for each number.
pub fn account() -> Account {
    let profile = |place: usize| {
        let mut file = serde_json::to_value(Profile::<Outgoing>::standard(&own_url(place)).expect("a profile").spec());
        let file = file.as_mut().expect("written");
        file["id"] = format!("profile-{place}").into();
        file.take()
    };
    let target = |place: usize| {
        json!({
            "number": number(place),
            "outgoing": format!("profile-{place}"),
            "incoming": {"callback_url": own_url(place)},
        })
    };
    let file = json!({
        "account_type": "postpaid",
        "whitelist": ["example.com"],
        "profiles": (0..NUMBERS).map(profile).collect::<Vec<Value>>(),
        "numbers": (0..NUMBERS).map(target).collect::<Vec<Value>>(),
    });
    serde_json::from_value(file).expect("an account")
}

fn route<S: FieldSet>() -> Subject {
    let (account, number) = (account(), number(NUMBERS / 2));
    // What the route borrows of the account ends before the closure does.
    let endpoint = account.route::<S>(&number, RouteRequest::Nothing).expect("a route").profile().endpoint().to_owned();
    Subject {
        texts: texts_of([("endpoint", endpoint.split(['?', '#']).next().unwrap_or_default())]),
        perform: Box::new(move || {
            black_box(account.route::<S>(black_box(&number), RouteRequest::Nothing)).expect("a route");
        }),
    }
}
