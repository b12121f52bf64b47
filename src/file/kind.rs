//! What a file is, as its keys tell.

use crate::account::AccountSpec;
use crate::form::form::{Form, Key};
use crate::json::tree::{Kind, Value};
use crate::platform::PlatformSpec;
use crate::profile::ProfileSpec;
use crate::webhook::WebhookSpec;

/// What a file holds, as far as its keys tell: the kind that most of them belong to. In doubt it is a profile.
///
/// # Examples
///
/// ```
/// use callback_profile::check_file;
/// use callback_profile::file::FileKind;
///
/// assert_eq!(check_file(br#"{"endpoint": "https://example.com/"}"#).kind(), FileKind::Profile);
/// assert_eq!(check_file(br#"{"whitelist": ["example.com"]}"#).kind(), FileKind::Account);
/// assert_eq!(check_file(br#"{"name": "some other file"}"#).kind(), FileKind::Other);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileKind {
    /// An object with `endpoint`, `method` or `direction`, or a file that is not JSON at all.
    Profile,
    /// An object with `report_type`, `send_method` or another key that only webhooks have.
    Webhook,
    /// An object with `account_type`, `whitelist`, `profiles`, `webhooks` or `numbers`.
    Account,
    /// An object with `placeholders` or `field_sets`.
    Platform,
    /// A profile as the platform's own interface gives it back, see [`ProfileSpec::from_read_back`]. No file is taken for one; as one,
    /// its form is checked, not the profile itself.
    ReadBack,
    /// Any other JSON: an object with none of these keys, or not an object.
    Other,
}

/// The keys of each kind; of kinds that fit equally well the last one counts.
const KEYS: [(FileKind, &[Key]); 4] = [
    (FileKind::Platform, PlatformSpec::KEYS),
    (FileKind::Account, AccountSpec::KEYS),
    (FileKind::Webhook, WebhookSpec::KEYS),
    (FileKind::Profile, ProfileSpec::KEYS),
];

impl FileKind {
    /// What a file is.
    pub(super) fn of(root: &Value) -> Self {
        let Kind::Object(members) = &root.kind else { return Self::Other };
        let is_there = |key: &&Key| members.iter().any(|member| member.name == key.name);
        let is_ours = KEYS.iter().flat_map(|(_, keys)| *keys).filter(|key| key.tells_kind).any(|key| is_there(&key));
        let best = KEYS.iter().max_by_key(|(_, keys)| keys.iter().filter(is_there).count());
        best.filter(|_| is_ours).map_or(Self::Other, |(kind, _)| *kind)
    }
}
