//! Profiles: as they are written, and checked, ready to render callbacks and to parse them.
//!
//! A [`ProfileSpec`] is what somebody wrote, in a file or by hand. The check makes of it a [`Profile`] of a field set that is known when
//! compiling, or an [`AnyProfile`], whose set is known only when running.
//!
//! # Examples
//!
//! ```
//! use callback_profile::{Outgoing, OutgoingCallback, OutgoingField, Profile, ProfileSpec};
//!
//! let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?state=<status>");
//! let report = Profile::<Outgoing>::check(&spec);
//! assert!(report.has_errors(), "a template has all the required placeholders");
//!
//! let (fixed, _) = Profile::<Outgoing>::fixed(&spec);
//! let profile = Profile::<Outgoing>::try_from(fixed)?;
//! let request = profile.render(&OutgoingCallback::default().with(OutgoingField::Status, "read"))?;
//! assert!(request.url().starts_with("https://example.com/dlr?state=read&id=&"));
//! assert_eq!(profile.parse(&request)?.callback.text(OutgoingField::Status), "read");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod any;
pub(crate) mod callback_url;
pub(crate) mod check;
mod erased;
pub(crate) mod excerpts;
mod file;
pub(crate) mod fix;
pub(crate) mod http;
mod located;
mod masked;
mod parse;
mod profile;
mod read_back;
pub(crate) mod readable;
mod render;
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
pub(crate) use self::read_back::About;
pub use self::read_back::ReadBack;
pub use self::sample::Sample;
pub use self::spec::ProfileSpec;
