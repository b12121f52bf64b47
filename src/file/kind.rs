//! What a file is, as its keys tell.

use crate::account::AccountSpec;
use crate::form::form::{Form, Key};
use crate::form::schema::{Schema, Schemas};
use crate::json::tree::{Kind, Value};
use crate::platform::PlatformSpec;
use crate::profile::ProfileSpec;
use crate::text::words::words;
use crate::webhook::WebhookSpec;

words! {
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
    #[non_exhaustive]
    pub enum FileKind {
        /// An object with `endpoint`, `method` or `direction`, or a file that is not JSON at all.
        Profile = "profile",
        /// An object with `report_type`, `send_method` or another key that only webhooks have.
        Webhook = "webhook",
        /// An object with `account_type`, `whitelist`, `profiles`, `webhooks` or `numbers`.
        Account = "account",
        /// An object with `placeholders` or `field_sets`.
        Platform = "platform",
        /// A profile as the platform's own interface gives it back, see [`ProfileSpec::from_read_back`]. No file is taken for one; as
        /// one, its form is checked, not the profile itself.
        ReadBack = "read-back",
        /// Any other JSON: an object with none of these keys, or not an object.
        Other = "other",
    }
    /// Returns the kind's name, by which `callback-profile schema` takes it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::file::FileKind;
    ///
    /// assert_eq!(FileKind::Webhook.as_str(), "webhook");
    /// ```
    fn as_str;
}

/// A kind, the keys of its form, and the reference to the form's schema.
pub(super) type KindRow = (FileKind, &'static [Key], fn(&mut Schemas<'_>) -> Schema);

/// The kinds that are ours; of those that fit equally well the last one counts.
pub(super) const KINDS: [KindRow; 4] = [
    row::<PlatformSpec>(FileKind::Platform),
    row::<AccountSpec>(FileKind::Account),
    row::<WebhookSpec>(FileKind::Webhook),
    row::<ProfileSpec>(FileKind::Profile),
];

const fn row<F: Form>(kind: FileKind) -> KindRow {
    (kind, F::KEYS, |schemas| schemas.form::<F>())
}

impl FileKind {
    /// What a file is.
    pub(super) fn of(root: &Value) -> Self {
        let Kind::Object(members) = &root.kind else { return Self::Other };
        let is_there = |key: &&Key| members.iter().any(|member| member.name == key.name);
        let is_ours =
            KINDS.iter().flat_map(|(_, keys, _)| *keys).filter(|key| key.tells_kind).any(|key| is_there(&key));
        let best = KINDS.iter().max_by_key(|(_, keys, _)| keys.iter().filter(is_there).count());
        best.filter(|_| is_ours).map_or(Self::Other, |(kind, ..)| *kind)
    }
}
