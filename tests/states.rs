//! What has become of a message, when its callbacks come in any order, twice, or with words of no rank.
#![cfg(test)]

use callback_profile::value::{Change, MessageState, Status};
use proptest::prelude::*;

/// The state in the end.
fn applied<'s>(statuses: impl IntoIterator<Item = &'s Status>) -> MessageState {
    let mut state = MessageState::default();
    for status in statuses {
        state.apply(status);
    }
    state
}

/// The state in the end, as a loop over `supersedes` keeps it.
fn superseded(statuses: &[Status]) -> Option<&Status> {
    statuses
        .iter()
        .filter(|status| status.rank().is_some())
        .reduce(|state, status| if status.supersedes(state) { status } else { state })
}

#[test]
fn states_never_go_back() {
    let rows: &[(&[&str], Option<&str>)] = &[
        (&[], None),
        (&["warning", "0", "deleted"], None),
        (&["read", "warning", "delivered"], Some("read")),
        (&["read", "0", "sent"], Some("read")),
        (&["sent", "failed"], Some("failed")),
        (&["failed", "sent"], Some("failed")),
        (&["failed", "delivered"], Some("delivered")),
        (&["delivered", "failed"], Some("delivered")),
        (&["not-sent", "read", "sent", "failed"], Some("read")),
        (&["failed", "not-sent"], Some("failed")),
        (&["NOT_SENT", "Failed "], Some("failed")),
        (&["played", "deleted", "read"], Some("played")),
    ];
    for (words, end) in rows {
        let statuses: Vec<_> = words.iter().copied().map(Status::new).collect();
        assert_eq!(applied(&statuses).status().map(Status::as_str), *end, "{words:?}");
        assert_eq!(superseded(&statuses).map(Status::as_str), *end, "{words:?}");
    }
}

#[test]
fn a_change_says_what_came_of_a_status() {
    let mut state = MessageState::default();
    let rows = [
        ("pending", Change::Unranked(Status::new("pending"))),
        ("not-sent", Change::Moved { from: None }),
        ("failed", Change::Moved { from: Some(Status::NotSent) }),
        ("not-sent", Change::Stayed),
        ("READ", Change::Moved { from: Some(Status::Failed) }),
        ("warning", Change::Unranked(Status::Warning)),
        ("delivered", Change::Stayed),
        ("read", Change::Stayed),
    ];
    for (word, change) in rows {
        assert_eq!(state.apply(&Status::new(word)), change, "{word}");
    }
}

#[test]
fn a_state_is_stored_as_its_status() {
    let read = applied(&[Status::Read]);
    assert_eq!(serde_json::to_string(&[MessageState::default(), read.clone()]).unwrap(), r#"[null,"read"]"#);
    let stored: Vec<MessageState> = serde_json::from_str(r#"[null, "READ", "warning", "0"]"#).unwrap();
    assert_eq!(stored, [MessageState::default(), read.clone(), MessageState::default(), MessageState::default()]);
    assert_eq!(MessageState::from(Status::new("read")), read);
    assert_eq!(Option::from(read), Some(Status::Read));
}

fn statuses() -> impl Strategy<Value = Vec<Status>> {
    let known = prop::sample::select(Status::ALL).prop_map(|status| Status::new(&status.as_str().to_uppercase()));
    prop::collection::vec(prop_oneof![9 => known, 1 => any::<String>().prop_map(|text| Status::new(&text))], 0..12)
}

proptest! {
    #[test]
    fn every_order_ends_in_the_same_state(
        (given, shuffled) in statuses().prop_flat_map(|given| (Just(given.clone()), Just(given).prop_shuffle())),
        repeats in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let end = applied(&given);
        prop_assert_eq!(applied(&shuffled), end.clone());
        prop_assert_eq!(superseded(&given), end.status());
        prop_assert_eq!(end.status().is_none(), given.iter().all(|status| status.rank().is_none()));
        let highest = given.iter().filter_map(Status::rank).max();
        prop_assert_eq!(end.status().and_then(Status::rank), highest);
        let mut repeated = end.clone();
        for repeat in repeats.iter().filter(|_| !given.is_empty()) {
            let status = repeat.get(&given);
            let change = repeated.apply(status);
            let unmoved = if status.rank().is_some() { Change::Stayed } else { Change::Unranked(status.clone()) };
            prop_assert_eq!(change, unmoved);
        }
        prop_assert_eq!(&repeated, &end);
        let stored = serde_json::to_string(&end).unwrap();
        prop_assert_eq!(serde_json::from_str::<MessageState>(&stored).unwrap(), end);
    }
}
