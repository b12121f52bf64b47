//! What a platform knows: its field sets. It is a value that is handed on, so nothing is global.

mod platform;
mod standard;

pub use self::platform::Platform;
