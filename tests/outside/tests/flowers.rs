//! The set of one's own has everything that the built-in ones have.

use callback_profile::value::Status;
use callback_profile::{FieldSet, Profile};
use outside::{FlowerCallback, FlowerField, Flowers};

#[test]
fn a_set_of_ones_own_has_everything() {
    let names: Vec<_> = FlowerField::ALL.iter().map(|field| field.name()).collect();
    assert_eq!(names, ["id", "state", "address.street", "freshness"]);
    assert_eq!(FlowerField::from_name("address.street"), Some(FlowerField::Street));
    assert_eq!(FlowerField::from_name("Street"), None);
    assert_eq!(FlowerField::Street.description(), "The street.\n\n In the form that the customer gave.");
    assert!(FlowerField::Street.is_required() && !FlowerField::Freshness.is_required());
    assert_eq!(Flowers::FIELDS.len(), 4);

    let profile = Profile::<Flowers>::for_callback_url("https://flowers.example/d?shop=7").unwrap();
    let callback = FlowerCallback::default()
        .with(FlowerField::Id, "f1")
        .with(FlowerField::State, Status::Delivered)
        .with(FlowerField::Freshness, "101");
    let request = profile.render(&callback).unwrap();
    assert_eq!(request.url(), "https://flowers.example/d?shop=7&id=f1&state=delivered&address.street=&freshness=101");
    let received = profile.parse(&request).unwrap().into_owned();
    assert_eq!(received.callback, callback);
    assert_eq!(callback.state(), Some(Status::Delivered));
    assert_eq!(
        callback.freshness().unwrap_err().to_string(),
        "field `freshness`: expected a whole number from 0 to 100, found \"101\""
    );
    assert_eq!(callback.dedup_key().as_deref(), Some("flowers/f1/delivered"));
    assert_eq!(format!("{callback:?}"), r#"FlowerCallback { id: "f1", state: "delivered", freshness: "101" }"#);
    let json = serde_json::to_string(&callback).unwrap();
    assert_eq!(json, r#"{"id":"f1","state":"delivered","freshness":"101"}"#);
    assert_eq!(serde_json::from_str::<FlowerCallback>(&json).unwrap(), callback);
    let hard = profile.stress_sample();
    assert_eq!(profile.parse(&profile.render(&hard).unwrap()).unwrap().callback, hard);
}
