//! An account as it is written.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

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

/// An account as somebody wrote it, checked by nobody yet. Its serde form is the account's file.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AccountSpec {
    /// How the account is billed.
    pub account_type: AccountType,
    /// The domains to which callbacks are made.
    #[serde(default, deserialize_with = "null_is_empty")]
    pub whitelist: Vec<String>,
    /// The profiles, each with an id.
    #[serde(default, deserialize_with = "null_is_empty")]
    pub profiles: Vec<ProfileSpec>,
    /// The webhooks, each with an id.
    #[serde(default, deserialize_with = "null_is_empty", skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<WebhookSpec>,
    /// The business's numbers.
    #[serde(default, deserialize_with = "null_is_empty")]
    pub numbers: Vec<NumberSpec>,
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

/// A number of the business and where its callbacks go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NumberSpec {
    /// The telephone number.
    pub number: String,
    /// Where status callbacks go; nowhere when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outgoing: Option<TargetSpec>,
    /// Where incoming callbacks go; nowhere when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incoming: Option<TargetSpec>,
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
