//! Why a document cannot be read, in our words: the library's own show what stands there, be it a secret.

use quick_xml::Error;
use quick_xml::errors::IllFormedError;

use crate::text::shown;
use crate::wire::xml::name::is_qualified_name;

/// What is said of an error of the library. Only names of elements are shown.
pub(crate) fn reason(error: &Error) -> String {
    match error {
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            format!("the end tag `</{}>` instead of `</{}>`", shown(name(found)), shown(name(expected)))
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
            format!("the end tag `</{}>` of no element", shown(name(found)))
        }
        Error::IllFormed(IllFormedError::MissingEndTag(expected)) => {
            format!("the end without `</{}>`", shown(name(expected)))
        }
        Error::IllFormed(IllFormedError::MissingDeclVersion(_)) => "a declaration without a version".to_owned(),
        Error::Escape(_) => "a reference that XML does not know".to_owned(),
        Error::Encoding(_) => "bytes that are not UTF-8".to_owned(),
        Error::Namespace(_) => "a prefix that cannot be".to_owned(),
        // These tell of positions and signs only.
        other => other.to_string(),
    }
}

/// The name in a tag; of what is none, nothing.
fn name(tag: &str) -> &str {
    if is_qualified_name(tag) { tag } else { "…" }
}
