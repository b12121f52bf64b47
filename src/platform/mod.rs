//! What a platform knows: its field sets. It is a value that is handed on, so nothing is global.

mod fields;
mod file;
mod placeholders;
mod platform;
mod spec;
mod standard;

pub use self::platform::Platform;
pub(crate) use self::spec::PlatformSpec;
