//! The endpoint: an absolute http or https URL, with a template in its query for GET.

mod advice;
mod check;
mod path_pattern;
mod place;
mod whitelist;

pub(crate) use self::check::{check, check_characters, check_size, path_of};
pub(crate) use self::path_pattern::{PathPattern, path_span};
pub(crate) use self::place::same_place;
pub use self::whitelist::{InvalidWhitelistEntry, Whitelist};
