//! What a file holds, checked.

use crate::account::Account;
use crate::profile::AnyProfile;
use crate::webhook::Webhook;

/// What a file without errors holds, see [`Platform::read_file`](crate::Platform::read_file).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum FileContent {
    /// A profile.
    Profile(AnyProfile),
    /// A webhook.
    Webhook(Box<Webhook>),
    /// An account.
    Account(Box<Account>),
}
