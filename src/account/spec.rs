use std::fmt;

use serde::{Deserialize, Serialize};

use crate::endpoint::without_secrets;
use crate::spec::ProfileSpec;
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
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AccountSpec {
    /// How the account is billed.
    pub account_type: AccountType,
    /// The domains to which callbacks are made.
    #[serde(default)]
    pub whitelist: Vec<String>,
    /// The profiles, each with an id.
    #[serde(default)]
    pub profiles: Vec<ProfileSpec>,
    /// The webhooks, each with an id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<WebhookSpec>,
    /// The business's numbers.
    #[serde(default)]
    pub numbers: Vec<NumberSpec>,
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
