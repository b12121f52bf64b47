//! The characters of a URI.

use crate::text::ByteClass;

/// `unreserved`, `gen-delims`, `sub-delims` and `%` of RFC 3986, appendix A.
pub(crate) static URI_BYTES: ByteClass = ByteClass::of(b"-._~:/?#[]@!$&'()*+,;=%");
