//! A field set of another crate's works wherever the built-in ones do: in files, at a shared endpoint, in accounts.

use callback_profile::account::{AccountSpec, NoRoute, RouteRequest};
use callback_profile::diagnostic::Code;
use callback_profile::field::Callback;
use callback_profile::file::FileKind;
use callback_profile::value::Status;
use callback_profile::{
    Account, AnyProfile, AnyReceived, Incoming, Outgoing, Platform, Profile, ProfileSpec, Receiver,
};
use outside::{FlowerCallback, FlowerField, Flowers};

const FILE: &str = r#"{
  "id": "f1",
  "direction": "flowers",
  "method": "GET",
  "endpoint": "https://flowers.example/hook?number=<id>&state=<state>&street=<address.street>"
}"#;

fn platform() -> Platform {
    Platform::builtin().with::<Flowers>()
}

fn flower() -> FlowerCallback<'static> {
    FlowerCallback::default()
        .with(FlowerField::Id, "f 1")
        .with(FlowerField::State, Status::Delivered)
        .with(FlowerField::Street, "2 Quay & Dock")
}

#[test]
fn a_file_of_it_is_checked_and_fixed() {
    let platform = platform();
    assert_eq!(platform.directions().collect::<Vec<_>>(), ["outgoing", "incoming", "delivery-report", "flowers"]);
    let report = platform.check_file(FILE.as_bytes());
    assert!(report.is_clean() && report.kind() == FileKind::Profile, "{report:?}");

    let misspelt = FILE.replace("<address.street>", "<adress.street>").replace("flowers\"", "flower\"");
    let report = platform.check_file(misspelt.as_bytes());
    let found: Vec<_> = report
        .diagnostics()
        .iter()
        .map(|found| (found.diagnostic().code(), found.place().line, found.diagnostic().help()))
        .collect();
    assert_eq!(
        found,
        [
            (Code::WrongDirection, 3, "did you mean `flowers`?"),
            (Code::UnknownPlaceholder, 5, "did you mean `<address.street>`?"),
        ]
    );
    let lacking = FILE.replace("&street=<address.street>", "");
    let fixed = platform.fix_file(&lacking);
    let text = fixed.text().unwrap();
    assert!(fixed.applied() == 1 && text.contains("&address.street=<address.street>"), "{text}");
    // Nobody else knows the direction.
    assert!(callback_profile::check_file(FILE.as_bytes()).has_errors());
    assert!(serde_json::from_str::<AnyProfile>(FILE).is_err());
}

#[test]
fn it_is_read_from_a_file_and_given_back_typed() {
    let profile = platform().profile(serde_json::from_str(FILE).unwrap()).unwrap();
    assert_eq!(profile.direction(), "flowers");
    assert!(matches!(profile, AnyProfile::Other(_)));
    let typed: Profile<Flowers> = profile.downcast().unwrap();
    assert!(profile.downcast::<Outgoing>().is_none());
    assert_eq!(AnyProfile::from(typed.clone()), profile);

    let request = typed.render(&flower()).unwrap();
    let received = profile.parse(&request).unwrap();
    assert_eq!(received.text("state"), Some("delivered"));
    assert_eq!(received.text("freshness"), Some(""));
    assert_eq!(received.text("no such field"), None);
    assert_eq!(received.dedup_key(), Callback::dedup_key(&flower()));
    let owned = received.clone().into_owned();
    assert_eq!(owned.fields().collect::<Vec<_>>(), received.fields().collect::<Vec<_>>());
    let typed = owned.downcast::<Flowers>().unwrap();
    assert_eq!(typed.callback, flower());
    assert!(AnyReceived::from(typed).fields().eq(received.fields()));
}

#[test]
fn it_is_received_behind_one_endpoint_with_a_built_in_set() {
    let flowers = platform().profile(serde_json::from_str(FILE).unwrap()).unwrap();
    let status = Profile::<Outgoing>::standard("https://flowers.example/hook").unwrap();
    let receiver = Receiver::new([status.clone().into(), flowers]);
    let get = http::Method::GET;

    let delivery =
        receiver.receive(&get, "/hook?number=f+1&state=READ&street=Dock&more=1", &http::HeaderMap::new(), b"").unwrap();
    assert_eq!(
        (delivery.profile, delivery.text("id"), delivery.text("address.street")),
        (1, Some("f 1"), Some("Dock"))
    );
    assert_eq!(delivery.dedup_key().as_deref(), Some("flowers/f+1/read"));
    assert!(delivery.received.is::<Flowers>() && !delivery.received.is::<Outgoing>());
    let owned = delivery.into_owned();
    let received = owned.clone().downcast::<Flowers>().unwrap();
    assert_eq!(AnyReceived::from(received.clone()), owned.received);
    assert_eq!(received.callback.state(), Some(Status::Read));
    assert_eq!(received.extra, [("more".into(), "1".into())]);
    assert_eq!(received.missing().count(), 0);

    let delivery = receiver.receive(&get, "/hook?id=a%3A0&status=read", &http::HeaderMap::new(), b"").unwrap();
    assert!(matches!(delivery.received, AnyReceived::Outgoing(_)) && delivery.profile == 0);
}

fn account_file(target: &str) -> String {
    format!(
        r#"{{
  "account_type": "postpaid",
  "whitelist": ["flowers.example"],
  "profiles": [{FILE}],
  "numbers": [{{"number": "+12025550100", "flowers": {target}, "incoming": {{"callback_url": "https://flowers.example/in"}}}}]
}}"#
    )
}

#[test]
fn it_is_routed_by_account() {
    let platform = platform();
    let by_id: AccountSpec = serde_json::from_str(&account_file(r#""f1""#)).unwrap();
    let mut account = platform.account(by_id.clone()).unwrap();
    let route = account.route::<Flowers>("12025550100", RouteRequest::Nothing).unwrap();
    assert_eq!(
        route.render(&flower()).unwrap().url(),
        "https://flowers.example/hook?number=f%201&state=delivered&street=2%20Quay%20%26%20Dock"
    );
    let asked =
        account.route::<Flowers>("12025550100", RouteRequest::CallbackUrl("https://flowers.example/asked")).unwrap();
    assert!(asked.render(&flower()).unwrap().url().starts_with("https://flowers.example/asked?id=f%201&state="));
    assert!(account.route::<Incoming>("12025550100", RouteRequest::Nothing).is_ok());
    assert_eq!(
        account.route::<Outgoing>("12025550100", RouteRequest::Nothing).unwrap_err(),
        NoRoute::NothingConfigured
    );
    let wrong = account.route::<Outgoing>("12025550100", RouteRequest::ProfileId("f1")).unwrap_err();
    assert_eq!(wrong, NoRoute::WrongDirection { expected: "outgoing".into(), found: "flowers".into() });

    let to_url = account_file(r#"{"callback_url": "https://flowers.example/url"}"#);
    let by_url = platform.account(serde_json::from_str(&to_url).unwrap()).unwrap();
    let route = by_url.route::<Flowers>("12025550100", RouteRequest::Nothing).unwrap();
    assert!(
        route
            .profile()
            .endpoint()
            .ends_with("?id=<id>&state=<state>&address.street=<address.street>&freshness=<freshness>")
    );

    // It can be changed, and written as it was read.
    assert_eq!(account.to_spec(), by_id);
    assert!(account.remove_profile("f1").is_err(), "a number uses it");
    let number = account.remove_number("12025550100").unwrap();
    assert!(account.remove_profile("f1").unwrap().is_some());
    assert!(account.insert_number(number).is_err(), "its profile is gone");
    let again: AccountSpec = serde_json::from_str(&serde_json::to_string(&by_id).unwrap()).unwrap();
    assert_eq!(again, by_id);
}

#[test]
fn an_accounts_file_is_checked_with_it() {
    let platform = platform();
    assert!(platform.check_file(account_file(r#""f1""#).as_bytes()).is_clean());
    let rows = [
        (account_file(r#""f2""#), Code::DanglingProfile, r#""f2""#),
        (account_file(r#""f1""#).replace("\"flowers\": \"f1\"", "\"outgoing\": \"f1\""), Code::WrongDirection, "f1"),
        (account_file(r#""f1""#).replace("\"flowers\": \"f1\"", "\"flovers\": \"f1\""), Code::UnknownKey, "flovers"),
        (account_file(r#"{"callback_url": "ftp://flowers.example"}"#), Code::InvalidEndpoint, "ftp://"),
    ];
    for (file, code, text) in rows {
        let report = platform.check_file(file.as_bytes());
        let [found] = report.diagnostics() else { panic!("{report:?}") };
        assert_eq!(found.diagnostic().code(), code, "{file}");
        assert!(text.contains(found.file_span().of(&file).unwrap().trim_matches('"')), "{found:?}");
        let spec = serde_json::from_str::<AccountSpec>(&file);
        assert!(spec.map_err(|_| ()).and_then(|spec| platform.account(spec).map_err(|_| ())).is_err(), "{file}");
    }
    // Without the set the key is one that nobody knows, for the check and for serde.
    let file = account_file(r#"{"callback_url": "https://flowers.example/url"}"#).replace(FILE, "");
    let report = callback_profile::check_file(file.as_bytes());
    assert_eq!(report.diagnostics()[0].diagnostic().code(), Code::UnknownKey, "{report:?}");
    let error = serde_json::from_str::<Account>(&file).unwrap_err();
    assert!(error.to_string().contains("unknown key `flowers`"), "{error}");
}

#[test]
fn specs_are_checked_by_hand_as_well() {
    let platform = platform();
    let spec = ProfileSpec::get::<Flowers>("https://flowers.example/?id=<id>&state=<state>&s=<address.street>");
    assert!(platform.check_profile(&spec).is_clean());
    assert!(platform.check_account(&serde_json::from_str(&account_file(r#""f1""#)).unwrap()).is_clean());
    let mut deserializer = serde_json::Deserializer::from_str(FILE);
    assert_eq!(platform.deserialize_profile(&mut deserializer).unwrap().direction(), "flowers");
}
