//! An account: its type, whitelist, profiles and numbers, and where a callback goes.

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

pub(crate) use self::check::{check, entry_fix};
pub use self::model::Account;
pub use self::registry::ProfileInUse;
pub use self::route::{NoRoute, NoRouteKind, Route, RouteRequest};
pub use self::spec::{AccountSpec, AccountType, NumberSpec, TargetSpec};
pub use crate::endpoint::{InvalidWhitelistEntry, Whitelist};
