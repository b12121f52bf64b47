//! `field_set!`: a field set from one table.

/// Writes a field set from one table: the enum of its fields, its callback type, the typed readers.
///
/// Each row of the table is one field: its documentation, the enum variant, the reader's name, the placeholder's name in
/// parentheses where it differs from the reader's (it may be dotted), its [kind], and after `=` a sample value where the
/// kind's own is not plausible. A row is all it takes to add a field. `[absent = "false"]` behind a kind is what is written for
/// the field where a callback does not have it.
///
/// A set's name is letters, digits, `-`, `_` and `.`, and neither `number` nor `status`: keys of an account's numbers are called so,
/// beside those that are called as sets. A reader that is a keyword is written `r#type`, and then needs the placeholder's name:
/// `r#type("type")`. Without one its name is `r#type`, and the set does not compile: *a field's name is letters, digits, `_` and `.`*.
///
/// A kind is a path; one with parameters needs a name for its row, by `type`. The reader of a kind of this crate that is written with
/// its module, such as `kind::Price`, shows in its signature what it returns. A kind of your own reads just as well, as long as no
/// module called `kind` holds one under a name that this crate's have.
///
/// After the rows, `events` tells what really happens, for [samples](crate::FieldSet::samples): each event has its documentation, a
/// name in kebab-case, and its fields, with a text (a `&'static str`) or with the row's sample; `each` lists fields that all events
/// have. The text of an event wins over that of `each`. Without the section there is one event of all rows' samples. What the first event
/// says in texts that are hard to carry stands in `stress`, where the kinds of the fields do not tell it.
///
/// `dedup_key` names the fields that tell two callbacks apart; those after `optional` may be absent. The callback's documentation
/// lists them. `dedup_key id_inside Message else […]` takes the id of the native message that the field holds as JSON, where it has one.
///
/// `placeholders "{" "}";` after it is how templates write a name, where that is not `<name>`. More may follow in braces, each in the
/// words of [`PlaceholderSyntax`](crate::field::PlaceholderSyntax):
/// `placeholders "%" "" { escape: "%%", json: Unquoted, path: true, space: Plus, ignore_case: true, xml: ("[", "]"), methods: ["GET"] };`.
/// A name is then any text that holds neither of the two. The page of [`template`](crate::template#platforms-of-another-syntax) says what
/// each option means.
///
/// `examples from my_crate::orders;` after it, in a crate whose documentation others read, gives each method an example that runs, and
/// that imports the set's types from there.
///
/// Every set, enum, struct and row needs its documentation, and `optional {}` is there even where it is empty.
///
/// # What does not compile
///
/// A reader whose name the callback has a method of (`text`, `with`, `set`, `iter`, `into_owned`, `dedup_key`, `values`, `values_mut`,
/// `default`, `clone`) is refused: *a field cannot be called `text`: the callback has a method of that name*.
///
/// ```compile_fail
/// callback_profile::field_set! {
///     /// A set.
///     pub set Odd = "odd";
///     /// A field.
///     enum OddField;
///     /// A callback.
///     struct OddCallback;
///     dedup_key [Text];
///     required {
///         /// Give the reader another name, and the placeholder this one: `Words words("text")`.
///         Text text: callback_profile::field::kind::Text,
///     }
///     optional {}
/// }
/// ```
///
/// So are two rows whose readers have one name: *two fields of a set have one reader*.
///
/// ```compile_fail
/// callback_profile::field_set! {
///     /// A set.
///     pub set Odd = "odd";
///     /// A field.
///     enum OddField;
///     /// A callback.
///     struct OddCallback;
///     dedup_key [Id];
///     required {
///         /// The id.
///         Id id: callback_profile::field::kind::MessageId,
///         /// The id once more.
///         OtherId id("other_id"): callback_profile::field::kind::MessageId,
///     }
///     optional {}
/// }
/// ```
///
/// A set's name that files need for something else:
///
/// ```compile_fail
/// callback_profile::field_set! {
///     /// Keys of an account's numbers are the names of sets, `number` and `status`.
///     pub set Odd = "status";
///     /// A field.
///     enum OddField;
///     /// A callback.
///     struct OddCallback;
///     dedup_key [Id];
///     required {
///         /// The id.
///         Id id: callback_profile::field::kind::MessageId,
///     }
///     optional {}
/// }
/// ```
///
/// A reader that is a keyword, where the row does not name the placeholder:
///
/// ```compile_fail
/// callback_profile::field_set! {
///     /// A set.
///     pub set Odd = "odd";
///     /// A field.
///     enum OddField;
///     /// A callback.
///     struct OddCallback;
///     dedup_key [Type];
///     required {
///         /// `Type r#type("type")` compiles.
///         Type r#type: callback_profile::field::kind::Text,
///     }
///     optional {}
/// }
/// ```
///
/// A placeholder's name that no template could hold, or that two fields share:
///
/// ```compile_fail
/// callback_profile::field_set! {
///     /// A set.
///     pub set Odd = "odd";
///     /// A field.
///     enum OddField;
///     /// A callback.
///     struct OddCallback;
///     dedup_key [Id];
///     required {
///         /// A name with a blank in it.
///         Id id("an id"): callback_profile::field::kind::MessageId,
///     }
///     optional {}
/// }
/// ```
///
/// An event that names a field of no row, or a name that two events share:
///
/// ```compile_fail
/// callback_profile::field_set! {
///     /// A set.
///     pub set Odd = "odd";
///     /// A field.
///     enum OddField;
///     /// A callback.
///     struct OddCallback;
///     dedup_key [Id];
///     required {
///         /// The id.
///         Id id: callback_profile::field::kind::MessageId,
///     }
///     optional {}
///     events {
///         /// It happened.
///         "happened" { Id }
///         /// It happened again.
///         "happened" { Id }
///     }
/// }
/// ```
///
/// [kind]: crate::field::kind
///
/// # Examples
///
/// ```
/// use callback_profile::field::kind;
/// use callback_profile::{FieldSet, Profile, field_set};
///
/// field_set! {
///     /// Orders that a shop's channel reports.
///     pub set Orders = "orders";
///     /// A field of an order.
///     enum OrderField;
///     /// One reported order.
///     struct OrderCallback;
///     dedup_key [Id] optional [State];
///     required {
///         /// The order's id.
///         Id id: kind::MessageId,
///         /// What became of the order.
///         State state: kind::Status = "sent",
///         /// Where the goods go.
///         Address address("address.formatted_address"): kind::Text = "1 Harbour Road",
///     }
///     optional {
///         /// What was paid.
///         Paid paid: kind::Price,
///         /// Whether it is a gift.
///         Gift gift: kind::Flag [absent = "false"],
///         /// What kind of order it is; the reader is a keyword of Rust.
///         Type r#type("type"): kind::Text = "retail",
///     }
///     events each [Id, Address] {
///         /// The order was made.
///         "ordered" { State = "ordered", Paid }
///         /// The goods are on their way.
///         "sent" { State }
///     }
/// }
///
/// let profile: Profile<Orders> = Profile::standard("https://shop.example/orders")?;
/// let order = OrderCallback::default().with(OrderField::Id, "7").with(OrderField::Address, "2 Quay & Dock");
/// let request = profile.render(&order)?;
/// assert_eq!(request.url(), "https://shop.example/orders?id=7&state=&address.formatted_address=2%20Quay%20%26%20Dock");
/// assert_eq!(profile.parse(&request)?.callback, order);
/// assert_eq!(order.address(), "2 Quay & Dock");
/// assert_eq!(order.paid()?, None);
/// assert_eq!(order.with(OrderField::Type, "gift card").r#type(), "gift card");
///
/// assert_eq!(Orders::sample().state().unwrap().as_str(), "ordered");
/// assert!(Orders::samples().map(|(name, _)| name).eq(["ordered", "sent"]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! field_set {
    (
        $(#[doc = $set_doc:literal])+
        $vis:vis set $set:ident = $set_name:literal;
        $(#[doc = $field_doc:literal])+
        enum $field:ident;
        $(#[doc = $callback_doc:literal])+
        struct $callback:ident;
        dedup_key $(id_inside $json:ident else)? [$($key:ident),+ $(,)?] $(optional [$($extra_key:ident),+ $(,)?])?;
        $(placeholders $open:literal $close:literal $({ $($option:ident: $choice:tt),* $(,)? })?;)?
        $(examples from $module:path;)?
        required { $(
            $(#[doc = $r_doc:literal])+
            $r_variant:ident $r_reader:ident $(($r_name:literal))? : $(:: $r_root:ident ::)? $($r_kind:ident)::+ $([absent = $r_absent:literal])? $(= $r_sample:expr)?
        ),* $(,)? }
        optional { $(
            $(#[doc = $o_doc:literal])+
            $o_variant:ident $o_reader:ident $(($o_name:literal))? : $(:: $o_root:ident ::)? $($o_kind:ident)::+ $([absent = $o_absent:literal])? $(= $o_sample:expr)?
        ),* $(,)? }
        $(events $(each [$($each:ident $(= $each_text:expr)?),* $(,)?])? {
            $(
                $(#[doc = $event_doc:literal])+
                $event:literal { $($of_event:ident $(= $event_text:expr)?),* $(,)? }
            )+
            $(stress { $($of_stress:ident = $stress_text:expr),* $(,)? })?
        })?
    ) => {
        $crate::__field_set! {
            [$vis] [$set $set_name $($set_doc)+] [$field $($field_doc)+] [$callback $($callback_doc)+]
            [$($json)?] [$($key)+] [$($($extra_key)+)?] [$($open $close [$($($option $choice)*)?])?]
            {
                [$($module)?] $set $callback $field
                [$($r_variant $r_reader [$($r_name)?] true)* $($o_variant $o_reader [$($o_name)?] false)*]
            }
            { $(
                each { $($($each [$($each_text)?])*)? }
                events { $($event [$($event_doc)+] { $($of_event [$($event_text)?])* })+ }
                stress { $($($of_stress [$stress_text])*)? }
            )? }
            $( { [$($r_doc)+] $r_variant $r_reader [$($r_name)?] true [$(:: $r_root ::)? $($r_kind)::+] [$($r_sample)?] [$($r_absent)?] } )*
            $( { [$($o_doc)+] $o_variant $o_reader [$($o_name)?] false [$(:: $o_root ::)? $($o_kind)::+] [$($o_sample)?] [$($o_absent)?] } )*
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __field_set {
    (
        [$vis:vis] [$set:ident $set_name:literal $($set_doc:literal)+]
        [$field:ident $($field_doc:literal)+] [$callback:ident $($callback_doc:literal)+]
        [$($json:ident)?] [$($key:ident)+] [$($extra_key:ident)*] [$($open:literal $close:literal [$($option:ident $choice:tt)*])?] $names:tt
        { $(
            each { $($each:ident [$($each_text:expr)?])* }
            events { $($event:literal [$($event_doc:literal)+] { $($of_event:ident [$($event_text:expr)?])* })+ }
            stress { $($of_stress:ident [$stress_text:expr])* }
        )? }
        $( {
            [$($doc:literal)+] $variant:ident $reader:ident [$($name:literal)?] $required:literal
            [$($kind:tt)+] [$($sample:expr)?] [$($absent:literal)?]
        } )*
    ) => {
        $(#[doc = $set_doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        $vis enum $set {}

        $(#[doc = $field_doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $vis enum $field {
            $( $(#[doc = $doc])+ $variant, )*
        }

        impl $field {
            /// All fields, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            const COUNT: usize = Self::ALL.len();

            /// What the table says about the field.
            #[doc = $crate::__set_example!(info $names)]
            #[must_use]
            pub const fn info(self) -> &'static $crate::field::FieldInfo {
                $crate::__private::row(<$set as $crate::FieldSet>::FIELDS, self as usize)
            }

            /// The name the field's placeholder carries.
            #[doc = $crate::__set_example!(name $names)]
            #[must_use]
            pub const fn name(self) -> &'static str {
                self.info().name()
            }

            /// The field whose placeholder carries `name`, in exactly this case.
            #[doc = $crate::__set_example!(from_name $names)]
            #[must_use]
            pub fn from_name(name: &str) -> ::core::option::Option<Self> {
                Self::ALL.iter().copied().find(|field| field.name() == name)
            }

            /// What the field means, as Markdown.
            #[doc = $crate::__set_example!(description $names)]
            #[must_use]
            pub const fn description(self) -> &'static str {
                self.info().description()
            }

            /// Whether every template of the set must hold the field's placeholder.
            #[doc = $crate::__set_example!(is_required $names)]
            #[must_use]
            pub const fn is_required(self) -> bool {
                self.info().is_required()
            }
        }

        impl ::core::fmt::Display for $field {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.name())
            }
        }

        impl $crate::__private::WrittenByMacro for $field {}
        impl $crate::__private::WrittenByMacro for $set {}
        impl $crate::__private::WrittenByMacro for $callback<'_> {}

        impl $crate::field::Field for $field {
            fn info(self) -> &'static $crate::field::FieldInfo {
                Self::info(self)
            }

            fn index(self) -> usize {
                self as usize
            }

            fn from_index(index: usize) -> ::core::option::Option<Self> {
                Self::ALL.get(index).copied()
            }
        }

        $crate::__distinct_readers! { ($) $($reader $variant)* }

        const _: () = {
            const SYNTAX: &$crate::field::PlaceholderSyntax = &<$set as $crate::FieldSet>::PLACEHOLDERS;
            $crate::__private::assert_set($set_name, <$set as $crate::FieldSet>::FIELDS, SYNTAX);
            $crate::__private::assert_events(&<$set as $crate::FieldSet>::EVENTS);
        };

        impl $crate::FieldSet for $set {
            const NAME: &'static str = $set_name;
            const FIELDS: &'static [$crate::field::FieldInfo] = &[$(
                $crate::field::FieldInfo::new::<$($kind)+>(
                    $crate::__first!($($name,)? ::core::stringify!($reader)),
                    ::core::concat!($($doc, "\n"),+),
                    $required,
                    $crate::__first!($(::core::option::Option::Some($sample),)? ::core::option::Option::None),
                    $crate::__first!($(::core::option::Option::Some($absent),)? ::core::option::Option::None),
                )
            ),*];
            const DEDUP_KEY: $crate::__private::DedupKey = $crate::__private::DedupKey::new(
                $crate::__first!($(::core::option::Option::Some($field::$json as usize),)? ::core::option::Option::None),
                &[$($field::$key as usize),+],
                &[$($field::$extra_key as usize),*],
            );
            const EVENTS: $crate::__private::EventTable = $crate::__first!(
                $($crate::__private::EventTable::new(
                    &[$($crate::__event_text!($field $each [$($each_text)?])),*],
                    &[$($crate::field::EventInfo::new(
                        $event,
                        ::core::concat!($($event_doc, "\n"),+),
                        &[$($crate::__event_text!($field $of_event [$($event_text)?])),*],
                    )),+],
                    &[$($crate::__event_text!($field $of_stress [$stress_text])),*],
                ),)?
                $crate::__private::EventTable::NONE
            );
            const PLACEHOLDERS: $crate::field::PlaceholderSyntax = $crate::__first!(
                $($crate::field::PlaceholderSyntax::with_options($open, $close, {
                    #[allow(unused_mut)]
                    let mut options = $crate::field::SyntaxOptions::DEFAULT;
                    $(options.$option = $crate::__placeholder_option!($option $choice);)*
                    options
                }),)?
                $crate::__private::BUILTIN_PLACEHOLDERS
            );
            const WITH_ABSENT_TEXT: &'static [usize] = &[$($($crate::__first!($field::$variant as usize, $absent),)?)*];
            type Field = $field;
            type Callback<'a> = $callback<'a>;
        }

        $(#[doc = $callback_doc])+
        ///
        /// Holds one text per field, borrowed from what was parsed where that is possible. A field that is absent has the
        /// empty text.
        ///
        /// # The key of a repeat
        ///
        #[doc = ::core::concat!("[`dedup_key`](Self::dedup_key) is made of `", $set_name, "` and")]
        ///
        $(#[doc = ::core::concat!("- the id of the native message in [`", ::core::stringify!($field), "::",
            ::core::stringify!($json), "`], where it has one; else of")])?
        $(#[doc = ::core::concat!("- [`", ::core::stringify!($field), "::", ::core::stringify!($key), "`],")])+
        $(#[doc = ::core::concat!("- [`", ::core::stringify!($field), "::", ::core::stringify!($extra_key),
            "`], which may be absent,")])*
        ///
        /// each behind a `/`, without the white space around it and escaped as in a form: a blank is `+`, a colon `%3A`. A field that
        /// is absent leaves its `/`. The page of `callback_profile::template` says it to the byte, and when there is no key.
        #[derive(Clone, PartialEq, Eq, Hash)]
        $vis struct $callback<'a> {
            values: [::std::borrow::Cow<'a, str>; $field::COUNT],
        }

        impl ::core::default::Default for $callback<'_> {
            fn default() -> Self {
                Self { values: [const { ::std::borrow::Cow::Borrowed("") }; $field::COUNT] }
            }
        }

        impl<'a> $callback<'a> {
            /// The text of `field`; empty where the field is absent.
            #[doc = $crate::__set_example!(text $names)]
            #[must_use]
            pub fn text(&self, field: $field) -> &str {
                $crate::field::Callback::text(self, field)
            }

            /// The callback with `value` as the text of `field`. An empty text makes the field absent.
            #[doc = $crate::__set_example!(with $names)]
            #[must_use]
            pub fn with(mut self, field: $field, value: impl ::core::convert::Into<::std::borrow::Cow<'a, str>>) -> Self {
                self.set(field, value);
                self
            }

            /// Makes `value` the text of `field`. An empty text makes the field absent.
            #[doc = $crate::__set_example!(set $names)]
            pub fn set(&mut self, field: $field, value: impl ::core::convert::Into<::std::borrow::Cow<'a, str>>) {
                if let ::core::option::Option::Some(slot) = self.values.get_mut($crate::field::Field::index(field)) {
                    *slot = value.into();
                }
            }

            /// The fields that are present with their texts, in the order of the table.
            #[doc = $crate::__set_example!(iter $names)]
            pub fn iter(&self) -> impl ::core::iter::Iterator<Item = ($field, &str)> {
                $crate::field::Callback::iter(self)
            }

            /// The same callback, owning its texts.
            #[doc = $crate::__set_example!(into_owned $names)]
            #[must_use]
            pub fn into_owned(self) -> $callback<'static> {
                $crate::field::Callback::into_owned(self)
            }

            /// A stable text by which a repeat of this callback is recognised: printable ASCII of at most 1,024 bytes, fit as a
            /// database key.
            ///
            /// `None` where one of the fields that tell callbacks apart is absent or a placeholder that the platform did not fill, or
            /// where the key would be longer; such a callback cannot be recognised again, and is to be handled as a new one.
            #[doc = $crate::__set_example!(dedup_key $names)]
            #[must_use]
            pub fn dedup_key(&self) -> ::core::option::Option<::std::string::String> {
                $crate::field::Callback::dedup_key(self)
            }

            $(
                $crate::__reader! {
                    $reader { [$($doc)+] $names $callback $field $variant [$($kind)+] [$($sample)?] } $($kind)+
                }
            )*
        }

        impl<'a> $crate::field::Callback<'a> for $callback<'a> {
            type Field = $field;
            type Set = $set;

            fn values(&self) -> &[::std::borrow::Cow<'a, str>] {
                &self.values
            }

            fn values_mut(&mut self) -> &mut [::std::borrow::Cow<'a, str>] {
                &mut self.values
            }
        }

        impl ::core::fmt::Debug for $callback<'_> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut present = f.debug_struct(::core::stringify!($callback));
                for (field, text) in self.iter() {
                    present.field(field.name(), &text);
                }
                present.finish()
            }
        }

        impl $crate::__private::Serialize for $callback<'_> {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize::<$set, S>(&self.values, serializer)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $callback<'_> {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let mut callback = Self::default();
                $crate::__private::deserialize::<$set, D>(&mut callback.values, deserializer)?;
                ::core::result::Result::Ok(callback)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __event_text {
    ($field:ident $variant:ident []) => {
        ($field::$variant as usize, ::core::option::Option::None)
    };
    ($field:ident $variant:ident [$text:expr]) => {
        ($field::$variant as usize, ::core::option::Option::Some($text))
    };
}

/// What a word after an option of `placeholders` stands for.
#[doc(hidden)]
#[macro_export]
macro_rules! __placeholder_option {
    (json $place:ident) => {
        $crate::field::JsonPlace::$place
    };
    (space $space:ident) => {
        $crate::field::Space::$space
    };
    (xml $pair:tt) => {
        ::core::option::Option::Some($pair)
    };
    (escape $text:tt) => {
        ::core::option::Option::Some($text)
    };
    (methods $methods:tt) => {
        &$methods
    };
    ($option:ident $choice:tt) => {
        $choice
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __first {
    ($first:expr $(, $rest:expr)*) => {
        $first
    };
}
