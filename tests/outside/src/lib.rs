//! A field set of a crate's own: what `field_set!` writes must stand under any lint that the crate has.
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused_qualifications, unsafe_code)]
#![deny(
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::missing_inline_in_public_items
)]
#![allow(clippy::missing_inline_in_public_items, reason = "nobody inlines across this border")]

use callback_profile::field::{FieldInfo, FieldKind, kind};
use callback_profile::field_set;
use callback_profile::value::ValueError;

/// A percentage, 0 to 100.
#[derive(Debug)]
pub struct Percentage;

impl FieldKind for Percentage {
    type Output<'t> = Result<Option<u8>, ValueError>;
    const SAMPLE: &'static str = "50";

    fn read<'t>(field: &'static FieldInfo, text: &'t str) -> Self::Output<'t> {
        match text.parse() {
            _ if text.is_empty() => Ok(None),
            Ok(percent @ 0..=100) => Ok(Some(percent)),
            _ => Err(ValueError::new("a whole number from 0 to 100", text).with_field(field.name())),
        }
    }
}

field_set! {
    /// Deliveries of a flower shop.
    pub set Flowers = "flowers";
    /// A field of a delivery.
    enum FlowerField;
    /// A delivery.
    struct FlowerCallback;
    dedup_key [Id] optional [State];
    required {
        /// The id.
        Id id: kind::MessageId,
        /// The state.
        State state: kind::Status,
        /// The street.
        ///
        /// In the form that the customer gave.
        Street street("address.street"): kind::Text = "2 Quay & Dock",
    }
    optional {
        /// How fresh they were.
        Freshness freshness: Percentage,
    }
}
