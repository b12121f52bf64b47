//! Profiles: as written, checked, compiled, of a set known when compiling or only when running.

mod any;
mod callback_url;
mod check;
mod http;
mod masked;
mod profile;
pub(crate) mod secrets;
mod spec;
pub(crate) mod standard;

pub use self::any::{AnyProfile, AnyReceived};
pub use self::profile::Profile;
pub use self::spec::ProfileSpec;
