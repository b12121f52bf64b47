//! Sets whose readers have names that no reader can have; `tests/refused.rs` reads what the compiler says of them.

/// A set with one field for each of these readers.
macro_rules! set {
    ($module:ident: $($reader:ident $variant:ident)+) => {
        mod $module {
            callback_profile::field_set! {
                /// A set.
                pub set Odd = "odd";
                /// A field.
                enum OddField;
                /// A callback.
                struct OddCallback;
                dedup_key [Id];
                required {
                    /// The id.
                    Id id: callback_profile::field::kind::MessageId,
                    $(
                        /// The odd one.
                        $variant $reader("odd"): callback_profile::field::kind::Text,
                    )+
                }
                optional {}
            }
        }
    };
}

set! { with_text: text Odd }
set! { with_with: with Odd }
set! { with_set: set Odd }
set! { with_iter: iter Odd }
set! { with_into_owned: into_owned Odd }
set! { with_dedup_key: dedup_key Odd }
set! { with_values: values Odd }
set! { with_values_mut: values_mut Odd }
set! { with_default: default Odd }
set! { with_clone: clone Odd }
set! { twice: note Odd note OddToo }

fn main() {}
