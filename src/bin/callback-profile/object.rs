//! JSON objects that keep the order of their members.

/// An object of the members that are written in the braces: `object! { line: 7, error: "no" }`.
macro_rules! object {
    ($($member:ident: $value:expr),+ $(,)?) => {{
        #[derive(serde::Serialize)]
        struct Object<$($member),+> {
            $($member: $member),+
        }

        Object { $($member: $value),+ }
    }};
}

pub(crate) use object;
