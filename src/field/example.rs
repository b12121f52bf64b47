//! The examples that `field_set!` writes for each item, where a set says from where its types are imported.

/// The example of a method that every set's types have: the method's name, then the set, as `field_set!` passes it. Empty where the
/// set does not say from where its types are imported.
#[doc(hidden)]
#[macro_export]
macro_rules! __set_example {
    ($method:ident { [] $($names:tt)* }) => { "" };
    ($method:ident {
        [$module:path] $set:ident $callback:ident $field:ident
        [$variant:ident $reader:ident [$($name:literal)?] $required:literal $($more:tt)*]
    }) => {
        $crate::__set_example!(
            @$method [$module] ::core::stringify!($set), ::core::stringify!($callback), ::core::stringify!($field),
            ::core::concat!(::core::stringify!($field), "::", ::core::stringify!($variant)),
            $crate::__first!($($name,)? ::core::stringify!($reader)), $required
        )
    };

    (@info $module:tt $set:expr, $callback:expr, $field:expr, $variant:expr, $name:expr, $required:literal) => {
        $crate::__example!($module [""] [$field] "assert_eq!(", $variant, ".info().name(), \"", $name, "\");\n")
    };
    (@name $module:tt $set:expr, $callback:expr, $field:expr, $variant:expr, $name:expr, $required:literal) => {
        $crate::__example!($module [""] [$field] "assert_eq!(", $variant, ".name(), \"", $name, "\");\n")
    };
    (@from_name $module:tt $set:expr, $callback:expr, $field:expr, $variant:expr, $name:expr, $required:literal) => {
        $crate::__example!(
            $module [""] [$field]
            "assert_eq!(", $field, "::from_name(\"", $name, "\"), Some(", $variant, "));\n",
            "assert_eq!(", $field, "::from_name(\"no such name\"), None);\n"
        )
    };
    (@description $module:tt $set:expr, $callback:expr, $field:expr, $variant:expr, $name:expr, $required:literal) => {
        $crate::__example!(
            $module [""] [$field]
            "let help = ", $field, "::ALL.iter().map(|field| format!(\"{field}: {}\\n\", field.description()));\n",
            "assert!(help.collect::<String>().starts_with(\"", $name, ": \"));\n"
        )
    };
    (@is_required $module:tt $set:expr, $callback:expr, $field:expr, $variant:expr, $name:expr, $required:literal) => {
        $crate::__example!(
            $module [""] [$field]
            "let mut required = ", $field, "::ALL.iter().filter(|field| field.is_required());\n",
            "assert_eq!(required.any(|field| *field == ", $variant, "), ", $required, ");\n"
        )
    };
    (@text $module:tt $set:expr, $callback:expr, $field:expr, $variant:expr, $name:expr, $required:literal) => {
        $crate::__example!(
            $module [""] [$callback, $field]
            "let callback = ", $callback, "::default().with(", $variant, ", \"A1\");\n",
            "assert_eq!(callback.text(", $variant, "), \"A1\");\n",
            "assert_eq!(", $callback, "::default().text(", $variant, "), \"\");\n"
        )
    };
    (@with $module:tt $set:expr, $callback:expr, $field:expr, $variant:expr, $name:expr, $required:literal) => {
        $crate::__example!(
            $module [""] [$callback, $field]
            "let callback = ", $callback, "::default().with(", $variant, ", \"A1\");\n",
            "assert_eq!(callback.text(", $variant, "), \"A1\");\n",
            "assert_eq!(callback.with(", $variant, ", \"\"), ", $callback, "::default());\n"
        )
    };
    (@set $module:tt $set:expr, $callback:expr, $field:expr, $variant:expr, $name:expr, $required:literal) => {
        $crate::__example!(
            $module [""] [$callback, $field]
            "let mut callback = ", $callback, "::default();\ncallback.set(", $variant, ", \"A1\");\n",
            "assert_eq!(callback.text(", $variant, "), \"A1\");\n"
        )
    };
    (@iter $module:tt $set:expr, $callback:expr, $field:expr, $variant:expr, $name:expr, $required:literal) => {
        $crate::__example!(
            $module [""] [$callback, $field]
            "let callback = ", $callback, "::default().with(", $variant, ", \"A1\");\n",
            "assert!(callback.iter().eq([(", $variant, ", \"A1\")]));\n"
        )
    };
    (@into_owned $module:tt $set:expr, $callback:expr, $field:expr, $variant:expr, $name:expr, $required:literal) => {
        $crate::__example!(
            $module [""] [$callback, $field]
            "let text = String::from(\"A1\");\n",
            "let owned = ", $callback, "::default().with(", $variant, ", text.as_str()).into_owned();\n",
            "drop(text);\nassert_eq!(owned.text(", $variant, "), \"A1\");\n"
        )
    };
    (@dedup_key $module:tt $set:expr, $callback:expr, $field:expr, $variant:expr, $name:expr, $required:literal) => {
        $crate::__example!(
            $module ["use callback_profile::FieldSet;\n"] [$set]
            "let callback = ", $set, "::sample();\nlet mut seen = std::collections::HashSet::new();\n",
            "assert!(seen.insert(callback.dedup_key()), \"the first time\");\n",
            "assert!(!seen.insert(callback.dedup_key()), \"a repeat\");\n"
        )
    };
}

/// The example of a typed reader: a text goes into its field, and what is behind the reader's name comes out.
#[doc(hidden)]
#[macro_export]
macro_rules! __reader_example {
    ($module:tt [$use:expr] $callback:ident $field:ident $variant:ident $text:expr, $reader:ident $read:expr) => {
        $crate::__example!(
            $module [$use] [::core::stringify!($callback), ::core::stringify!($field)]
            "let callback = ", ::core::stringify!($callback), "::default().with(", ::core::stringify!($field), "::",
            ::core::stringify!($variant), ", ", $text, ");\nassert_eq!(callback.", ::core::stringify!($reader), $read
        )
    };
}

/// An example that imports names of a set. Empty where the set does not say from where they are imported.
#[doc(hidden)]
#[macro_export]
macro_rules! __example {
    ([] $($rest:tt)*) => { "" };
    ([$module:path] [$use:expr] [$name:expr $(, $more:expr)?] $($code:expr),+) => {
        ::core::concat!(
            "\n# Examples\n\n```\n", $use, "use ", ::core::stringify!($module), "::",
            $crate::__first!($(::core::concat!("{", $name, ", ", $more, "}"),)? $name), ";\n\n", $($code,)+ "```"
        )
    };
}
