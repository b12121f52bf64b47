//! A folder of profiles is checked with the library alone, as a user's own test does it.
#![cfg(test)]

use callback_profile::{AnyProfile, ProfileSpec};

mod util;

#[test]
fn our_profiles_are_sound() {
    let files = util::files::json_files("examples/profiles");
    for (name, text) in &files {
        let spec: ProfileSpec = serde_json::from_str(text).unwrap();
        let report = AnyProfile::check(&spec);
        assert!(report.is_clean(), "{name}\n{report:#}");
    }
    assert_eq!(files.len(), 5);
}
