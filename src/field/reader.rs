//! The typed readers that `field_set!` writes: what each kind of field is read as, and how a reader's documentation says so.

/// What each kind of this crate is read as, given the lifetime of the text. The kinds take it from here too.
#[doc(hidden)]
#[macro_export]
macro_rules! __reader_output {
    ($text:lifetime Text) => { &$text str };
    ($text:lifetime MessageId) => { ::core::option::Option<$crate::value::MessageId<$text>> };
    ($text:lifetime MessageType) => { ::core::option::Option<$crate::value::MessageType> };
    ($text:lifetime Status) => { ::core::option::Option<$crate::value::Status> };
    ($text:lifetime Json) => { $crate::__reader_output!(@closed &$text $crate::__private::RawValue) };
    ($text:lifetime Number) => { $crate::__reader_output!(@closed &$text $crate::__private::RawValue) };
    ($text:lifetime Flag) => { $crate::__reader_output!(@closed bool) };
    ($text:lifetime PhoneNumber) => { $crate::__reader_output!(@closed $crate::value::PhoneNumber<$text>) };
    ($text:lifetime Price) => { $crate::__reader_output!(@closed $crate::value::Price) };
    ($text:lifetime Timestamp) => { $crate::__reader_output!(@closed $crate::value::Timestamp) };
    (@closed $value:ty) => { ::core::result::Result<::core::option::Option<$value>, $crate::value::ValueError> };
}

/// Writes the typed reader of a row: its name, what else the row says, its kind.
///
/// A kind of this crate is known by the end of its path, such as `kind::Price`, so that the signature names the type that comes out.
/// What another kind gives, the kind itself says. A name that the callback has a method of is refused by a sentence that says so.
#[doc(hidden)]
#[macro_export]
macro_rules! __reader {
    (text $($row:tt)*) => { $crate::__refused_reader! { text } };
    (with $($row:tt)*) => { $crate::__refused_reader! { with } };
    (set $($row:tt)*) => { $crate::__refused_reader! { set } };
    (iter $($row:tt)*) => { $crate::__refused_reader! { iter } };
    (into_owned $($row:tt)*) => { $crate::__refused_reader! { into_owned } };
    (dedup_key $($row:tt)*) => { $crate::__refused_reader! { dedup_key } };
    (values $($row:tt)*) => { $crate::__refused_reader! { values } };
    (values_mut $($row:tt)*) => { $crate::__refused_reader! { values_mut } };
    (default $($row:tt)*) => { $crate::__refused_reader! { default } };
    (clone $($row:tt)*) => { $crate::__refused_reader! { clone } };

    ($reader:ident $row:tt kind::Text) => {
        $crate::__reader_method! { $reader $row text Text }
    };
    ($reader:ident $row:tt kind::MessageId) => {
        $crate::__reader_method! { $reader $row option MessageId "" "b1946ac9:0" "().and_then(|id| id.index()), Some(0)" }
    };
    ($reader:ident $row:tt kind::MessageType) => {
        $crate::__reader_method! {
            $reader $row option MessageType
            "use callback_profile::value::MessageType;\n" "image" "(), Some(MessageType::Image)"
        }
    };
    ($reader:ident $row:tt kind::Status) => {
        $crate::__reader_method! {
            $reader $row option Status
            "use callback_profile::value::Status;\n" "Delivered" "(), Some(Status::Delivered)"
        }
    };
    ($reader:ident $row:tt kind::Json) => {
        $crate::__reader_method! {
            $reader $row result Json
            "is not well-formed JSON: `[{]`" "[{ }]" "()?.map(|json| json.get()), Some(\"[{ }]\")"
        }
    };
    ($reader:ident $row:tt kind::Number) => {
        $crate::__reader_method! {
            $reader $row result Number
            "is not a JSON number: `012`" "-12.50" "()?.map(|number| number.get()), Some(\"-12.50\")"
        }
    };
    ($reader:ident $row:tt kind::Flag) => {
        $crate::__reader_method! {
            $reader $row result Flag
            "is neither `true` nor `false`: `yes`" "false " "()?, Some(false)"
        }
    };
    ($reader:ident $row:tt kind::PhoneNumber) => {
        $crate::__reader_method! {
            $reader $row result PhoneNumber
            "is not a telephone number: `unknown`"
            "12025550143" "()?.map(|number| number.to_string()).as_deref(), Some(\"+12025550143\")"
        }
    };
    ($reader:ident $row:tt kind::Price) => {
        $crate::__reader_method! {
            $reader $row result Price
            "is not a decimal number: `free`" "0.0125" "()?.map(|price| price.to_string()).as_deref(), Some(\"0.0125\")"
        }
    };
    ($reader:ident $row:tt kind::Timestamp) => {
        $crate::__reader_method! {
            $reader $row result Timestamp
            "is not a time: `soon`"
            "1710000042" "()?.map(|time| time.to_rfc3339().to_string()).as_deref(), Some(\"2024-03-09T16:00:42Z\")"
        }
    };

    ($reader:ident $row:tt :: $($path:tt)+) => { $crate::__reader! { $reader $row $($path)+ } };
    ($reader:ident $row:tt $outer:ident :: $($path:tt)+) => { $crate::__reader! { $reader $row $($path)+ } };
    ($reader:ident $row:tt $own:ident) => { $crate::__reader_method! { $reader $row own } };
}

/// Says why no reader can have this name.
#[doc(hidden)]
#[macro_export]
macro_rules! __refused_reader {
    ($reader:ident) => {
        ::core::compile_error! { ::core::concat!(
            "a field cannot be called `", ::core::stringify!($reader), "`: the callback has a method of that name; ",
            "give the reader another name and the placeholder this one: `Words words(\"", ::core::stringify!($reader), "\")`"
        ) }
    };
}

/// Refuses a reader that two rows have: the first row that has a row's reader must be that row.
#[doc(hidden)]
#[macro_export]
macro_rules! __distinct_readers {
    (($dollar:tt) $($reader:ident $variant:ident)*) => {
        const _: () = {
            macro_rules! first_with {
                $( ($reader $dollar variant:ident) => { first_with! { @ $reader $variant $dollar variant } }; )*
                $( (@ $dollar reader:ident $variant $variant) => {}; )*
                (@ $dollar reader:ident $dollar first:ident $dollar other:ident) => {
                    ::core::compile_error! { ::core::concat!(
                        "two fields of a set have one reader: `", ::core::stringify!($dollar reader), "`"
                    ) }
                };
            }
            $( first_with! { $reader $variant } )*
        };
    };
}

/// Writes the typed reader by what it gives: a text, an `Option`, a `Result`, or what a kind of somebody's own says.
#[doc(hidden)]
#[macro_export]
macro_rules! __reader_method {
    (
        $reader:ident {
            [$($doc:literal)+] { $module:tt $($names:tt)* } $callback:ident $field:ident $variant:ident [$($kind:tt)+] [$($sample:expr)?]
        } text $known:ident
    ) => {
        $(#[doc = $doc])+
        ///
        /// The text as it is; empty where the field is absent.
        #[doc = $crate::__reader_example!(
            $module [""] $callback $field $variant $crate::__first!($(::core::stringify!($sample),)? "\"sample\""),
            $reader ::core::concat!("(), ", $crate::__first!($(::core::stringify!($sample),)? "\"sample\""), ");\n")
        )]
        #[must_use]
        pub fn $reader(&self) -> $crate::__reader_output!('_ $known) {
            <$($kind)+ as $crate::field::FieldKind>::read($field::$variant.info(), self.text($field::$variant))
        }
    };
    (
        $reader:ident {
            [$($doc:literal)+] { $module:tt $($names:tt)* } $callback:ident $field:ident $variant:ident [$($kind:tt)+] $sample:tt
        } option $known:ident $use:literal $text:literal $read:literal
    ) => {
        $(#[doc = $doc])+
        ///
        /// `None` where the field is absent.
        #[doc = $crate::__reader_example!(
            $module [$use] $callback $field $variant ::core::concat!("\"", $text, "\""),
            $reader ::core::concat!($read, ");\n")
        )]
        #[must_use]
        pub fn $reader(&self) -> $crate::__reader_output!('_ $known) {
            <$($kind)+ as $crate::field::FieldKind>::read($field::$variant.info(), self.text($field::$variant))
        }
    };
    (
        $reader:ident {
            [$($doc:literal)+] { $module:tt $($names:tt)* } $callback:ident $field:ident $variant:ident [$($kind:tt)+] $sample:tt
        } result $known:ident $bad:literal $text:literal $read:literal
    ) => {
        $(#[doc = $doc])+
        ///
        /// `None` where the field is absent.
        ///
        /// # Errors
        ///
        #[doc = ::core::concat!("The text ", $bad, ". The error names the field; [`text`](Self::text) still gives the text.")]
        #[doc = $crate::__reader_example!(
            $module [""] $callback $field $variant ::core::concat!("\"", $text, "\""),
            $reader ::core::concat!($read, ");\n# Ok::<(), callback_profile::value::ValueError>(())\n")
        )]
        pub fn $reader(&self) -> $crate::__reader_output!('_ $known) {
            <$($kind)+ as $crate::field::FieldKind>::read($field::$variant.info(), self.text($field::$variant))
        }
    };
    (
        $reader:ident {
            [$($doc:literal)+] { $module:tt $($names:tt)* } $callback:ident $field:ident $variant:ident [$($kind:tt)+] $sample:tt
        } own
    ) => {
        $(#[doc = $doc])+
        ///
        #[doc = ::core::concat!("The text as the kind `", ::core::stringify!($($kind)+), "` reads it; [`text`](Self::text) gives it as it is.")]
        pub fn $reader(&self) -> <$($kind)+ as $crate::field::FieldKind>::Output<'_> {
            <$($kind)+ as $crate::field::FieldKind>::read($field::$variant.info(), self.text($field::$variant))
        }
    };
}
