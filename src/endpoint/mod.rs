//! The endpoint: an absolute http or https URL, with a template in its query for GET.

mod check;
mod parts;
mod warnings;

pub(crate) use self::check::{check, check_characters, check_percent};
pub(crate) use self::parts::{EndpointParts, credentials, without_secrets};
