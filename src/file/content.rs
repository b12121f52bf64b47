//! What a file holds, checked.

use crate::account::Account;
use crate::platform::Platform;
use crate::profile::AnyProfile;
use crate::webhook::Webhook;

/// What a file without errors holds, see [`Platform::read_file`](crate::Platform::read_file).
///
/// # Examples
///
/// ```
/// use callback_profile::file::FileContent;
/// use callback_profile::Platform;
///
/// let file = r#"{"product": "whatsapp", "send_method": "GET", "report_type": "MO", "endpoint": "https://example.com/mo"}"#;
/// let (report, content) = Platform::builtin().read_file(file.as_bytes());
/// let endpoint = match content {
///     Some(FileContent::Profile(profile)) => profile.spec().endpoint.clone(),
///     Some(FileContent::Webhook(webhook)) => webhook.spec().endpoint.clone(),
///     _ => panic!("{report}"),
/// };
/// assert_eq!(endpoint, "https://example.com/mo");
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum FileContent {
    /// A profile.
    Profile(AnyProfile),
    /// A webhook.
    Webhook(Box<Webhook>),
    /// An account.
    Account(Box<Account>),
    /// A platform's field sets, and how its templates write placeholders.
    Platform(Platform),
}
