//! Where a callback goes, or why none is made.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::account::model::Account;
use crate::account::rules::Permission;
use crate::account::spec::TargetSpec;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::field::{Callback, FieldSet, FieldTable};
use crate::profile::Profile;
use crate::request::{RenderError, Request};
use crate::text::words::words;
use crate::text::{EndpointParts, clip, shown, shown_id, without_secrets};

/// What a message itself asks for, when its callback is routed; it wins over what is configured for the number.
///
/// # Examples
///
/// ```
/// use callback_profile::account::RouteRequest;
/// use callback_profile::{Account, Outgoing};
///
/// let account: Account = serde_json::from_str(r#"{
///     "numbers": [{"number": "+12025550100", "outgoing": {"callback_url": "https://example.com/of-number"}}]
/// }"#)?;
/// let endpoint = |asked| {
///     let route = account.route::<Outgoing>("+12025550100", asked)?;
///     Ok::<_, Box<dyn std::error::Error>>(route.profile().endpoint().to_owned())
/// };
/// assert!(endpoint(RouteRequest::Nothing)?.starts_with("https://example.com/of-number?"));
/// assert!(endpoint(RouteRequest::CallbackUrl("https://example.com/asked"))?.starts_with("https://example.com/asked?"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RouteRequest<'a> {
    /// Nothing: the number decides.
    #[default]
    Nothing,
    /// A callback URL.
    CallbackUrl(&'a str),
    /// A profile of the account.
    ProfileId(&'a str),
}

impl fmt::Debug for RouteRequest<'_> {
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
///
/// # Examples
///
/// ```
/// use callback_profile::account::{NoRoute, NoRouteKind, RouteRequest};
/// use callback_profile::{Account, Outgoing};
///
/// let account: Account = serde_json::from_str(r#"{"numbers": [{"number": "+12025550100"}]}"#)?;
/// let reason = account.route::<Outgoing>("+12025550100", RouteRequest::Nothing).unwrap_err();
/// assert_eq!(reason, NoRoute::NothingConfigured);
/// assert_eq!(reason.kind(), NoRouteKind::NothingConfigured);
/// assert_eq!(reason.kind().as_str(), "nothing-configured");
/// assert_eq!(reason.to_string(), "nothing is configured for the number");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoRoute {
    /// The account does not have the number.
    #[error("the account has no such number")]
    UnknownNumber,
    /// Nothing is configured for the number in this direction.
    #[error("nothing is configured for the number")]
    NothingConfigured,
    /// The account does not have the profile.
    #[error("the account has no profile with the id `{}`", shown(.0))]
    UnknownProfile(Box<str>),
    /// The profile is one of another direction.
    #[error("the profile is for `{}` callbacks, and this is one for `{expected}`", shown(found))]
    WrongDirection {
        /// The direction of the callback.
        expected: Box<str>,
        /// The direction of the profile.
        found: Box<str>,
    },
    /// The host is not whitelisted: the message is delivered, no callback is made.
    #[error("the host `{}` is not in the account's whitelist", shown(.0))]
    NotWhitelisted(Box<str>),
    /// The callback URL is not a URL, which is the platform's error E413, or cannot serve as a template.
    #[error("the callback URL cannot be used: {}", first_finding(.0))]
    InvalidUrl(#[source] Report),
}

words! {
    /// What kind of reason a [`NoRoute`] is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::{NoRouteKind, RouteRequest};
    /// use callback_profile::{Account, Outgoing};
    ///
    /// let account: Account = serde_json::from_str(r#"{"whitelist": ["example.com"]}"#)?;
    /// let no_route = account.route::<Outgoing>("+12025550100", RouteRequest::Nothing).err();
    /// assert_eq!(no_route.map(|no_route| no_route.kind()), Some(NoRouteKind::UnknownNumber));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[non_exhaustive]
    pub enum NoRouteKind {
        /// The account does not have the number.
        UnknownNumber = "unknown-number",
        /// Nothing is configured for the number in this direction.
        NothingConfigured = "nothing-configured",
        /// The account does not have the profile.
        UnknownProfile = "unknown-profile",
        /// The profile is one of another direction.
        WrongDirection = "wrong-direction",
        /// The host is not whitelisted.
        NotWhitelisted = "not-whitelisted",
        /// The callback URL is not a URL, or cannot serve as a template.
        InvalidUrl = "invalid-url",
    }
    /// Returns the stable name, in kebab-case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::NoRouteKind;
    ///
    /// assert_eq!(NoRouteKind::NotWhitelisted.as_str(), "not-whitelisted");
    /// ```
    fn as_str;
}

impl NoRoute {
    /// Returns what kind of reason it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::{NoRouteKind, RouteRequest};
    /// use callback_profile::{Account, Outgoing};
    ///
    /// let account: Account = serde_json::from_str(r#"{"whitelist": ["example.com"]}"#)?;
    /// let url = RouteRequest::CallbackUrl("https://example.net/dlr");
    /// let no_route = account.route::<Outgoing>("", url).err();
    /// assert_eq!(no_route.map(|no_route| no_route.kind()), Some(NoRouteKind::NotWhitelisted));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> NoRouteKind {
        match self {
            Self::UnknownNumber => NoRouteKind::UnknownNumber,
            Self::NothingConfigured => NoRouteKind::NothingConfigured,
            Self::UnknownProfile(_) => NoRouteKind::UnknownProfile,
            Self::WrongDirection { .. } => NoRouteKind::WrongDirection,
            Self::NotWhitelisted(_) => NoRouteKind::NotWhitelisted,
            Self::InvalidUrl(_) => NoRouteKind::InvalidUrl,
        }
    }
}

/// The code of the first error of a report, and how many more findings there are: a reason is one line, and the report is its source.
fn first_finding(report: &Report) -> String {
    let first = report.iter().find(|found| found.severity() == Severity::Error).or_else(|| report.iter().next());
    let code = first.map_or("", |found| found.code().as_str());
    let platform_error = first.and_then(Diagnostic::platform_error);
    let platform_code = platform_error.map(|error| format!(" ({})", error.code)).unwrap_or_default();
    match report.iter().count() {
        0 | 1 => format!("{code}{platform_code}"),
        2 => format!("{code}{platform_code}, and one more finding"),
        count => format!("{code}{platform_code}, and {} more findings", count - 1),
    }
}

/// Where a callback of the field set `S` goes, and how it is made: what [`Account::route`] decides.
///
/// # Examples
///
/// ```
/// use callback_profile::account::RouteRequest;
/// use callback_profile::{Account, Outgoing, OutgoingCallback, OutgoingField};
///
/// let account: Account = serde_json::from_str(r#"{
///     "numbers": [{"number": "+12025550100", "outgoing": {"callback_url": "https://example.com/dlr"}}]
/// }"#)?;
/// let route = account.route::<Outgoing>("+12025550100", RouteRequest::Nothing)?;
/// let request = route.render(&OutgoingCallback::default().with(OutgoingField::Id, "a0"))?;
/// assert!(request.url().starts_with("https://example.com/dlr?id=a0&"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Route<'a, S: FieldSet> {
    profile: Profile<S>,
    /// The place of the field that the account's callbacks never carry.
    left_out: Option<usize>,
    account: PhantomData<&'a Account>,
}

impl<S: FieldSet> Route<'_, S> {
    /// Returns the profile by which the callback is made. What the profile itself renders has a price in every account; what
    /// the route [renders](Self::render) has one only where the account's callbacks do.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::RouteRequest;
    /// use callback_profile::request::Method;
    /// use callback_profile::{Account, Outgoing};
    ///
    /// let account: Account = serde_json::from_str(r#"{"whitelist": ["example.com"]}"#)?;
    /// let route = account.route::<Outgoing>("", RouteRequest::CallbackUrl("https://example.com/dlr"))?;
    /// assert_eq!(route.profile().method(), Method::Get);
    /// assert!(route.profile().endpoint().starts_with("https://example.com/dlr?id=<id>&"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn profile(&self) -> &Profile<S> {
        &self.profile
    }

    /// Returns the request that carries `callback`, without a price where callbacks of the account's type have none.
    ///
    /// # Errors
    ///
    /// As for [`Profile::render`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::RouteRequest;
    /// use callback_profile::{Account, Outgoing, OutgoingCallback, OutgoingField};
    ///
    /// let account: Account = serde_json::from_str(r#"{"account_type": "tech-provider"}"#)?;
    /// let route = account.route::<Outgoing>("", RouteRequest::CallbackUrl("https://example.com/dlr"))?;
    /// let callback = OutgoingCallback::default().with(OutgoingField::Id, "a:0").with(OutgoingField::Price, "0.01");
    /// let request = route.render(&callback)?;
    /// assert!(request.url().contains("&price=&"));
    /// assert_eq!(route.profile().parse(&request)?.callback, route.carried(&callback));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn render(&self, callback: &S::Callback<'_>) -> Result<Request, RenderError> {
        match self.without_left_out(callback) {
            None => self.profile().render(callback),
            Some(rest) => self.profile().render(&rest),
        }
    }

    /// Returns the part of `callback` that arrives: as [`Profile::carried`] gives it, but without a price where callbacks of the account's
    /// type have none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::RouteRequest;
    /// use callback_profile::{Account, Outgoing, OutgoingCallback, OutgoingField};
    ///
    /// let account: Account = serde_json::from_str(r#"{"account_type": "tech-provider"}"#)?;
    /// let route = account.route::<Outgoing>("", RouteRequest::CallbackUrl("https://example.com/dlr"))?;
    /// let callback = OutgoingCallback::default().with(OutgoingField::Id, "a:0").with(OutgoingField::Price, "0.01");
    /// let carried = route.carried(&callback);
    /// assert_eq!((carried.text(OutgoingField::Id), carried.text(OutgoingField::Price)), ("a:0", ""));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn carried<'c>(&self, callback: &S::Callback<'c>) -> S::Callback<'c> {
        match self.without_left_out(callback) {
            None => self.profile().carried(callback),
            Some(rest) => self.profile().carried(&rest),
        }
    }

    /// The callback without what the account's callbacks never carry; `None` where it has nothing of that.
    fn without_left_out<'c>(&self, callback: &S::Callback<'c>) -> Option<S::Callback<'c>> {
        let is_there = |place: &usize| callback.values().get(*place).is_some_and(|text| !text.is_empty());
        let place = self.left_out.filter(is_there)?;
        let mut rest = callback.clone();
        *rest.values_mut().get_mut(place)? = Cow::Borrowed("");
        Some(rest)
    }
}

impl Account {
    /// Decides where a callback of the field set `S` about the business's number `on_number` goes: where the message asked for, else where
    /// the number is configured to.
    ///
    /// # Errors
    ///
    /// No callback is made: the account does not have the number, nothing is configured for it, or the host is not whitelisted;
    /// see [`NoRoute`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::{NoRoute, RouteRequest};
    /// use callback_profile::{Account, Incoming, Outgoing};
    ///
    /// let account: Account = serde_json::from_str(r#"{
    ///     "numbers": [{"number": "+12025550100", "outgoing": {"callback_url": "https://example.com/dlr"}}]
    /// }"#)?;
    /// let route = account.route::<Outgoing>("12025550100", RouteRequest::Nothing)?;
    /// assert!(route.profile().endpoint().starts_with("https://example.com/dlr?id=<id>&"));
    /// let nowhere = account.route::<Incoming>("12025550100", RouteRequest::Nothing);
    /// assert_eq!(nowhere.err(), Some(NoRoute::NothingConfigured));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn route<S: FieldSet>(&self, on_number: &str, asked: RouteRequest<'_>) -> Result<Route<'_, S>, NoRoute> {
        match asked {
            RouteRequest::CallbackUrl(url) => self.to_url(url),
            RouteRequest::ProfileId(id) => self.to_profile(id),
            RouteRequest::Nothing => {
                let number = self.find(on_number).ok_or(NoRoute::UnknownNumber)?;
                match number.spec.target(S::NAME).ok_or(NoRoute::NothingConfigured)? {
                    TargetSpec::Profile(id) => self.to_profile(id),
                    TargetSpec::Url { .. } => {
                        let made = number.to_urls.iter().find_map(|ready| Some((ready.profile.downcast()?, ready)));
                        let (profile, ready) = made.ok_or(NoRoute::NothingConfigured)?;
                        self.decided(profile, ready.is_permitted)
                    }
                }
            }
        }
    }

    /// The route by a profile, where its host is permitted.
    pub(super) fn routed<S: FieldSet>(&self, profile: Profile<S>) -> Result<Route<'_, S>, NoRoute> {
        let is_permitted = self.rules().permits(profile.endpoint()) == Permission::Permitted;
        self.decided(profile, is_permitted)
    }

    /// The route by a profile of which it is known whether its host is permitted.
    #[inline]
    fn decided<S: FieldSet>(&self, profile: Profile<S>, is_permitted: bool) -> Result<Route<'_, S>, NoRoute> {
        if !is_permitted {
            return Err(not_whitelisted(profile.endpoint()));
        }
        let left_out = self.rules().left_out(&FieldTable::of::<S>());
        Ok(Route { profile, left_out, account: PhantomData })
    }

    fn to_url<S: FieldSet>(&self, url: &str) -> Result<Route<'_, S>, NoRoute> {
        let of_account = || self.rules().callback_url(url, &FieldTable::of::<S>(), self.rules().permits(url));
        let made = Profile::for_callback_url(url);
        self.routed(made.map_err(|report| NoRoute::InvalidUrl(report.with(of_account())))?)
    }

    #[inline]
    fn to_profile<S: FieldSet>(&self, id: &str) -> Result<Route<'_, S>, NoRoute> {
        let ready = self.profiles.get(id).ok_or_else(|| NoRoute::UnknownProfile(clip(&shown_id(id)).into()))?;
        let found = || ready.profile.direction().into();
        let wrong = || NoRoute::WrongDirection { expected: S::NAME.into(), found: found() };
        self.decided(ready.profile.downcast().ok_or_else(wrong)?, ready.is_permitted)
    }
}

#[cold]
pub(super) fn not_whitelisted(endpoint: &str) -> NoRoute {
    let url = url::Url::parse(EndpointParts::address_of(endpoint)).ok();
    NoRoute::NotWhitelisted(url.and_then(|url| url.host_str().map(Into::into)).unwrap_or_default())
}
