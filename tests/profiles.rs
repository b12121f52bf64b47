//! A folder of profiles is checked with the library alone, as a user's own test does it.
#![allow(clippy::unwrap_used, missing_docs)]

use callback_profile::{AnyProfile, ProfileSpec};

#[test]
fn our_profiles_are_sound() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/profiles");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let spec: ProfileSpec = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let report = AnyProfile::check(&spec);
        assert!(report.is_clean(), "{}\n{report:#}", path.display());
        count += 1;
    }
    assert_eq!(count, 5);
}
