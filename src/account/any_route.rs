//! Where a callback goes whose field set is known only at run time.

use std::borrow::Cow;
use std::marker::PhantomData;

use crate::account::model::Account;
use crate::account::route::{NoRoute, RouteRequest, not_whitelisted};
use crate::account::rules::Permission;
use crate::account::spec::TargetSpec;
use crate::field::{FieldTable, NamedSets};
use crate::profile::{AnyProfile, ErasedProfile};
use crate::request::{RenderError, Request};
use crate::text::{clip, shown_id};

/// The profile by which a callback is made, for a direction that is known only at run time; see [`Account::route_any`].
///
/// # Examples
///
/// ```
/// use callback_profile::Account;
/// use callback_profile::account::RouteRequest;
///
/// let account: Account = serde_json::from_str(r#"{"account_type": "tech-provider"}"#)?;
/// let route = account.route_any("outgoing", "", RouteRequest::CallbackUrl("https://example.com/dlr"))?;
/// let request = route.render_json(r#"{"id": "a:0", "price": "0.01"}"#)??;
/// assert!(request.url().contains("?id=a%3A0&") && request.url().contains("&price=&"));     // its callbacks have no price
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct AnyRoute<'a> {
    profile: AnyProfile,
    /// The place of the field that the account's callbacks never carry.
    left_out: Option<usize>,
    account: PhantomData<&'a Account>,
}

impl AnyRoute<'_> {
    /// Returns the profile by which the callback is made.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Account;
    /// use callback_profile::account::RouteRequest;
    ///
    /// let account: Account = serde_json::from_str("{}")?;
    /// let route = account.route_any("incoming", "", RouteRequest::CallbackUrl("https://example.com/wa"))?;
    /// assert_eq!(route.profile().direction(), "incoming");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn profile(&self) -> &AnyProfile {
        &self.profile
    }

    /// Returns the request that carries the fields which `json` gives as an object of texts, without a price where callbacks of the
    /// account's type have none.
    ///
    /// # Errors
    ///
    /// The JSON is no such object (`[]`, `{"idd": "a:0"}`). Inside: as for [`AnyProfile::render_json`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Account;
    /// use callback_profile::account::RouteRequest;
    ///
    /// let account: Account = serde_json::from_str("{}")?;
    /// let route = account.route_any("incoming", "", RouteRequest::CallbackUrl("https://example.com/wa"))?;
    /// assert!(route.render_json(r#"{"from": "12025550143"}"#)??.url().contains("from=12025550143"));
    /// assert!(route.render_json("[]").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn render_json(
        &self,
        json: &(impl AsRef<[u8]> + ?Sized),
    ) -> Result<Result<Request, RenderError>, serde_json::Error> {
        let erased = self.profile.erased();
        let mut values = erased.values(json.as_ref())?;
        if let Some(value) = self.left_out.and_then(|place| values.get_mut(place)) {
            *value = Cow::Borrowed("");
        }
        Ok(erased.render(&values))
    }
}

impl Account {
    /// Decides where a callback of a direction goes, as [`Account::route`] does; the direction may be any of the account's platform, also
    /// one of a [`Platform`](crate::Platform) that was read from a file.
    ///
    /// # Errors
    ///
    /// As for [`Account::route`]; nothing is configured for a direction that the account's platform does not have.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::{AccountSpec, RouteRequest};
    /// use callback_profile::Platform;
    ///
    /// let platform = Platform::from_file(r#"{"platform": "courier", "placeholders": {"open": "{{", "close": "}}"},
    ///     "field_sets": {"send": {"fields": {"to": "phone-number", "text": "text"}}}}"#)?;
    /// let spec: AccountSpec = serde_json::from_str(r#"{"platform": "courier",
    ///     "profiles": [{"id": "p1", "direction": "send", "method": "GET", "endpoint": "https://example.com/?n={{to}}"}],
    ///     "numbers": [{"number": "+12025550100", "send": "p1"}]}"#)?;
    /// let account = Platform::builtin().and(platform).account(spec)?;
    /// let route = account.route_any("send", "+12025550100", RouteRequest::Nothing)?;
    /// assert_eq!(route.render_json(r#"{"to": "12025550143"}"#)??.url(), "https://example.com/?n=12025550143");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn route_any(
        &self,
        direction: &str,
        on_number: &str,
        asked: RouteRequest<'_>,
    ) -> Result<AnyRoute<'_>, NoRoute> {
        let sets = NamedSets::of(self.platform.tables(), self.platform_name());
        let table = sets.find(direction).ok_or(NoRoute::NothingConfigured)?;
        match asked {
            RouteRequest::CallbackUrl(url) => self.any_to_url(url, table),
            RouteRequest::ProfileId(id) => self.any_to_profile(id, table),
            RouteRequest::Nothing => {
                let number = self.find(on_number).ok_or(NoRoute::UnknownNumber)?;
                match number.spec.target(direction).ok_or(NoRoute::NothingConfigured)? {
                    TargetSpec::Profile(id) => self.any_to_profile(id, table),
                    TargetSpec::Url { .. } => {
                        let mut made = number.to_urls.iter();
                        let ready = made.find(|ready| ready.profile.erased().table() == table);
                        let ready = ready.ok_or(NoRoute::NothingConfigured)?;
                        self.any_decided(&ready.profile, ready.is_permitted, table)
                    }
                }
            }
        }
    }

    fn any_to_url(&self, url: &str, table: &FieldTable) -> Result<AnyRoute<'_>, NoRoute> {
        let permission = self.rules().permits(url);
        let (report, made) = ErasedProfile::for_callback_url(url, table);
        let made = made.ok_or_else(|| {
            NoRoute::InvalidUrl(report.with(self.rules().callback_url(url, table, self.rules().permits(url))))
        })?;
        self.any_decided(&AnyProfile::of(made), permission == Permission::Permitted, table)
    }

    fn any_to_profile(&self, id: &str, table: &FieldTable) -> Result<AnyRoute<'_>, NoRoute> {
        let ready = self.profiles.get(id).ok_or_else(|| NoRoute::UnknownProfile(clip(&shown_id(id)).into()))?;
        if ready.profile.erased().table() != table {
            let (expected, found) = (table.set.as_ref().into(), ready.profile.direction().into());
            return Err(NoRoute::WrongDirection { expected, found });
        }
        self.any_decided(&ready.profile, ready.is_permitted, table)
    }

    fn any_decided(
        &self,
        profile: &AnyProfile,
        is_permitted: bool,
        table: &FieldTable,
    ) -> Result<AnyRoute<'_>, NoRoute> {
        if !is_permitted {
            return Err(not_whitelisted(&profile.spec().endpoint));
        }
        Ok(AnyRoute { profile: profile.clone(), left_out: self.rules().left_out(table), account: PhantomData })
    }
}
