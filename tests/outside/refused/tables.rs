//! Sets whose tables cannot be; `tests/refused.rs` reads what the compiler says of them.

/// A set of this name whose field has these names, whose events are these, and which writes placeholders so.
macro_rules! set {
    ($module:ident: $set:literal, $first:literal $second:literal, $($event:literal)+ $(, $($placeholders:tt)+)?) => {
        mod $module {
            callback_profile::field_set! {
                /// A set.
                pub set Odd = $set;
                /// A field.
                enum OddField;
                /// A callback.
                struct OddCallback;
                dedup_key [First];
                $(placeholders $($placeholders)+;)?
                required {
                    /// The first.
                    First first($first): callback_profile::field::kind::MessageId,
                    /// The second.
                    Second second($second): callback_profile::field::kind::Text,
                }
                optional {}
                events {
                    $(
                        /// It happened.
                        $event { First }
                    )+
                }
            }
        }
    };
}

set! { odd_set: "an odd one", "a" "b", "happened" }
set! { odd_field: "odd", "an id" "b", "happened" }
set! { one_field_twice: "odd", "a" "a", "happened" }
set! { odd_event: "odd", "a" "b", "It happened" }
set! { one_event_twice: "odd", "a" "b", "happened" "happened" }
set! { odd_open: "odd", "a" "b", "happened", "" "" }
set! { odd_close: "odd", "a" "b", "happened", "{" "}}}}}}}}}" }
set! { odd_xml: "odd", "a" "b", "happened", "<" ">" { xml: ("<", ">") } }
set! { odd_escape: "odd", "a" "b", "happened", "%" "" { escape: "$$" } }
set! { no_name: "odd", "a" "", "happened", "{" "}" }
set! { opens_inside: "odd", "a" "{b", "happened", "{" "}" }
set! { ends_inside: "odd", "a" "b}c", "happened", "{" "}" }
set! { begins_as_escape: "odd", "a" "pb", "happened", "%" "" { escape: "%p" } }
set! { one_but_for_case: "odd", "a" "A", "happened", "{" "}" { ignore_case: true } }

fn main() {}
