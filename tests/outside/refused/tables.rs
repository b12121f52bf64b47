//! Sets whose tables cannot be; `tests/refused.rs` reads what the compiler says of them.

/// A set of this name whose field has these names, and whose events are these.
macro_rules! set {
    ($module:ident: $set:literal, $first:literal $second:literal, $($event:literal)+) => {
        mod $module {
            callback_profile::field_set! {
                /// A set.
                pub set Odd = $set;
                /// A field.
                enum OddField;
                /// A callback.
                struct OddCallback;
                dedup_key [First];
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

fn main() {}
