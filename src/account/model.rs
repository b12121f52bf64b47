//! A checked account.

use std::fmt;

use serde::Deserialize;

use crate::account::indexed::Indexed;
use crate::account::rules::Permission;
use crate::account::spec::{AccountSpec, AccountType, NumberSpec};
use crate::endpoint::Whitelist;
use crate::platform::Platform;
use crate::profile::AnyProfile;
use crate::text::shown;
use crate::webhook::Webhook;

/// A checked account: profiles by id, numbers and where their callbacks go.
///
/// Deserialized, it knows the built-in field sets; one with sets of your own is read by
/// [`Platform::account`](crate::Platform::account) or [`Platform::deserialize_account`](crate::Platform::deserialize_account).
///
/// # Examples
///
/// ```
/// use callback_profile::account::RouteRequest;
/// use callback_profile::{Account, Outgoing, OutgoingCallback, OutgoingField};
///
/// let account: Account = serde_json::from_str(r#"{
///     "account_type": "postpaid",
///     "whitelist": ["example.com"],
///     "numbers": [{"number": "+12025550100", "outgoing": {"callback_url": "https://api.example.com/dlr"}}]
/// }"#)?;
/// let callback = OutgoingCallback::default().with(OutgoingField::Id, "a:0");
/// let route = account.route::<Outgoing>("12025550100", RouteRequest::Nothing)?;
/// assert!(route.render(&callback)?.url().starts_with("https://api.example.com/dlr?id=a%3A0&"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Deserialize)]
#[serde(try_from = "AccountSpec")]
pub struct Account {
    pub(super) platform: Platform,
    /// The name of the one whose sets the numbers' keys name.
    pub(super) platform_name: Option<String>,
    pub(super) kind: Option<AccountType>,
    pub(super) written_whitelist: Option<Vec<String>>,
    pub(super) whitelist: Option<Whitelist>,
    /// By id.
    pub(super) profiles: Indexed<Box<str>, Ready>,
    /// By id.
    pub(super) webhooks: Indexed<Box<str>, Webhook>,
    /// By the value of the number.
    pub(super) numbers: Indexed<u64, Number>,
}

/// A profile, and whether the whitelist permits its callbacks: neither ever changes, so that it is decided once.
#[derive(Clone)]
pub(super) struct Ready {
    pub(super) profile: AnyProfile,
    pub(super) is_permitted: bool,
}

impl Ready {
    pub(super) fn new(profile: AnyProfile, permission: Permission) -> Self {
        Self { profile, is_permitted: permission == Permission::Permitted }
    }
}

/// A number, with the profiles of its callback URLs ready.
#[derive(Clone)]
pub(super) struct Number {
    pub(super) spec: NumberSpec,
    /// Those that go to a URL, each of its direction.
    pub(super) to_urls: Box<[Ready]>,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Account");
        debug.field("platform", &self.platform);
        if let Some(name) = &self.platform_name {
            debug.field("platform_name", &shown(name));
        }
        debug
            .field("account_type", &self.kind)
            .field("whitelist", &self.written_whitelist)
            .field("profiles", &self.profiles().collect::<Vec<_>>())
            .field("webhooks", &self.webhooks().collect::<Vec<_>>())
            .field("numbers", &self.numbers().collect::<Vec<_>>())
            .finish()
    }
}
