//! An account: its type, whitelist, profiles, webhooks and numbers, and where a callback goes.
//!
//! [`AccountSpec`] is an account as it was written, [`Account`] one in which the check found no error. [`Account::route`] tells where a
//! callback goes, or why none is made.
//!
//! # Examples
//!
//! ```
//! use callback_profile::account::{AccountSpec, NoRoute, RouteRequest};
//! use callback_profile::{Account, Incoming, Outgoing};
//!
//! let spec: AccountSpec = serde_json::from_str(r#"{
//!     "whitelist": ["example.com"],
//!     "numbers": [{"number": "+12025550100", "outgoing": {"callback_url": "https://example.com/dlr"}}]
//! }"#)?;
//! assert!(!Account::check(&spec).has_errors());
//! let account = Account::try_from(spec)?;
//! let route = account.route::<Outgoing>("+12025550100", RouteRequest::Nothing)?;
//! assert!(route.profile().endpoint().starts_with("https://example.com/dlr?id=<id>&"));
//! assert_eq!(account.route::<Incoming>("+12025550100", RouteRequest::Nothing).err(), Some(NoRoute::NothingConfigured));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod any_route;
mod check;
mod indexed;
mod model;
mod registry;
mod route;
mod rules;
mod spec;
mod target;
mod text;
mod webhooks;

pub use self::any_route::AnyRoute;
pub(crate) use self::check::{check, entry_fix};
pub use self::model::Account;
pub use self::registry::ProfileInUse;
pub use self::route::{NoRoute, NoRouteKind, Route, RouteRequest};
pub use self::spec::{AccountSpec, AccountType, NumberSpec, TargetSpec};
pub use crate::endpoint::{InvalidWhitelistEntry, Whitelist};
