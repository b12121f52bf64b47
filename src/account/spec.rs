//! An account as written.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::file::form::form;
use crate::profile::ProfileSpec;
use crate::text::without_secrets;
use crate::webhook::WebhookSpec;

/// How an account is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AccountType {
    /// Billed afterwards; callbacks can carry prices.
    #[default]
    Postpaid,
    /// Billed in advance.
    Prepaid,
    /// A Tech Provider's: callbacks never carry prices.
    TechProvider,
}

form! {
    /// An account as somebody wrote it, checked by nobody yet. Its serde form is the account's file.
    #[derive(Default)]
    pub struct AccountSpec = "an account" {
        /// How the account is billed.
        account_type: AccountType;
        /// The domains to which callbacks are made.
        #[serde(deserialize_with = "null_is_empty")]
        whitelist: Vec<String>, left out if "never", part Whitelist;
        /// The profiles, each with an id.
        #[serde(deserialize_with = "null_is_empty")]
        profiles: Vec<ProfileSpec>, left out if "never", part Profiles;
        /// The webhooks, each with an id.
        #[serde(deserialize_with = "null_is_empty")]
        webhooks: Vec<WebhookSpec>, left out if "Vec::is_empty", part Webhooks;
        /// The business's numbers.
        #[serde(deserialize_with = "null_is_empty")]
        numbers: Vec<NumberSpec>, left out if "never", part Numbers;
    }
}

/// A list that may be missing in a file and is always written.
fn never<T>(_: &T) -> bool {
    false
}

/// In a file `null` is as good as nothing.
fn null_is_empty<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

impl fmt::Debug for AccountSpec {
    /// A whitelist may hold whole URLs by mistake.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whitelist: Vec<_> = self.whitelist.iter().map(|entry| without_secrets(entry)).collect();
        f.debug_struct("AccountSpec")
            .field("account_type", &self.account_type)
            .field("whitelist", &whitelist)
            .field("profiles", &self.profiles)
            .field("webhooks", &self.webhooks)
            .field("numbers", &self.numbers)
            .finish()
    }
}

form! {
    /// A number of the business and where its callbacks go.
    #[derive(Debug)]
    pub struct NumberSpec = "a number" {
        /// The telephone number.
        number: String, names the number;
        /// Where status callbacks go; nowhere when it is left out.
        outgoing: Option<TargetSpec>, left out if "Option::is_none";
        /// Where incoming callbacks go; nowhere when it is left out.
        incoming: Option<TargetSpec>, left out if "Option::is_none";
    }
}

impl NumberSpec {
    /// A number whose callbacks go nowhere yet.
    #[must_use]
    pub fn new(number: impl Into<String>) -> Self {
        Self { number: number.into(), outgoing: None, incoming: None }
    }
}

/// Where the callbacks of a number go.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
#[non_exhaustive]
pub enum TargetSpec {
    /// To the profile with this id.
    Profile(String),
    /// To a URL; without placeholders it gets all known names.
    Url {
        /// The URL.
        callback_url: String,
    },
}

impl fmt::Debug for TargetSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Profile(id) => f.debug_tuple("Profile").field(id).finish(),
            Self::Url { callback_url } => f.debug_tuple("Url").field(&without_secrets(callback_url)).finish(),
        }
    }
}
