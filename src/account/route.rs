//! Where a callback goes, or why none is made.

use std::fmt;
use std::marker::PhantomData;

use crate::account::model::Account;
use crate::account::spec::TargetSpec;
use crate::diagnostic::Report;
use crate::field::FieldSet;
use crate::profile::{AnyProfile, Profile};
use crate::request::{RenderError, Request};
use crate::text::{EndpointParts, clip, shown, shown_id, without_secrets};

/// A field set whose callbacks are routed by number: every one.
pub trait Direction: FieldSet {}

impl<S: FieldSet> Direction for S {}

/// What a message itself asks for; it wins over what its number has.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Asked<'a> {
    /// Nothing: the number decides.
    #[default]
    Nothing,
    /// A callback URL.
    CallbackUrl(&'a str),
    /// A profile of the account.
    ProfileId(&'a str),
}

impl fmt::Debug for Asked<'_> {
    /// Without the URL's credentials and query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("Nothing"),
            Self::CallbackUrl(url) => f.debug_tuple("CallbackUrl").field(&without_secrets(url)).finish(),
            Self::ProfileId(id) => f.debug_tuple("ProfileId").field(&shown_id(id)).finish(),
        }
    }
}

/// Why no callback is made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoRoute {
    /// The account does not have the number.
    #[error("expected a number of the account, found another")]
    UnknownNumber,
    /// Nothing is configured for the number in this direction.
    #[error("expected a profile or callback URL for the number, found nothing configured")]
    NothingConfigured,
    /// The account does not have the profile.
    #[error("expected a profile of the account, found the id `{}`", shown(.0))]
    UnknownProfile(Box<str>),
    /// The profile is one of another direction.
    #[error("expected a profile for `{expected}`, found one for `{}`", shown(found))]
    WrongDirection {
        /// The direction of the callback.
        expected: &'static str,
        /// The direction of the profile.
        found: Box<str>,
    },
    /// The host is not whitelisted: the message is delivered, no callback is made.
    #[error("expected a host of the whitelist, found `{}`", shown(.0))]
    NotWhitelisted(Box<str>),
    /// The callback URL is none, which is the platform's error E413, or another one than a template may be.
    #[error("expected a callback URL (E413), found one with findings: {0}")]
    InvalidUrl(Report),
}

/// Where a callback goes.
#[derive(Debug, Clone)]
pub struct Route<'a, S: FieldSet> {
    profile: Profile<S>,
    account: PhantomData<&'a Account>,
}

impl<S: FieldSet> Route<'_, S> {
    /// The profile by which the callback is made.
    #[must_use]
    pub fn profile(&self) -> &Profile<S> {
        &self.profile
    }

    /// The request that carries `callback`.
    ///
    /// # Errors
    ///
    /// As for [`Profile::render`].
    pub fn render(&self, callback: &S::Callback<'_>) -> Result<Request, RenderError> {
        self.profile().render(callback)
    }
}

impl Account {
    /// Where a callback of direction `S` goes that concerns `on_number`: what the message asked for wins, else what is configured
    /// for the number counts.
    ///
    /// # Errors
    ///
    /// No callback is made: see [`NoRoute`].
    pub fn route<S: Direction>(&self, on_number: &str, asked: Asked<'_>) -> Result<Route<'_, S>, NoRoute> {
        let profile = match asked {
            Asked::CallbackUrl(url) => Profile::for_callback_url(url).map_err(NoRoute::InvalidUrl)?,
            Asked::ProfileId(id) => self.directed(id)?,
            Asked::Nothing => {
                let number = self.find(on_number).ok_or(NoRoute::UnknownNumber)?;
                match number.spec.target(S::NAME).ok_or(NoRoute::NothingConfigured)? {
                    TargetSpec::Profile(id) => self.directed(id)?,
                    TargetSpec::Url { .. } => {
                        let made = number.to_urls.iter().find_map(AnyProfile::downcast);
                        made.ok_or(NoRoute::NothingConfigured)?
                    }
                }
            }
        };
        let address = EndpointParts::address_of(profile.endpoint());
        if self.whitelist.permits_url(address) {
            return Ok(Route { profile, account: PhantomData });
        }
        let host = url::Url::parse(address).ok().and_then(|url| url.host_str().map(Into::into));
        Err(NoRoute::NotWhitelisted(host.unwrap_or_default()))
    }

    fn directed<S: Direction>(&self, id: &str) -> Result<Profile<S>, NoRoute> {
        let profile = self.profile(id).ok_or_else(|| NoRoute::UnknownProfile(clip(&shown_id(id)).into()))?;
        let wrong = || NoRoute::WrongDirection { expected: S::NAME, found: profile.direction().into() };
        profile.downcast().ok_or_else(wrong)
    }
}
