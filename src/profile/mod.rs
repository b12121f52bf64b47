//! Profiles: as written, checked, compiled, of a set known when compiling or only when running.

mod any;
pub(crate) mod callback_url;
mod check;
mod erased;
pub(crate) mod excerpts;
mod file;
pub(crate) mod fix;
pub(crate) mod http;
mod masked;
mod profile;
mod sample;
pub(crate) mod secrets;
#[cfg(feature = "xml")]
mod secrets_of_xml;
mod spec;
pub(crate) mod standard;
mod static_parts;

pub use self::any::AnyProfile;
pub(crate) use self::any::BUILTIN;
pub use self::erased::ErasedProfile;
pub use self::profile::Profile;
pub use self::sample::Sample;
pub use self::spec::ProfileSpec;
