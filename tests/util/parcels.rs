//! A field set as a user writes one.

use callback_profile::field::kind;
use callback_profile::field_set;

field_set! {
    /// A set of our own, with a dotted name.
    pub set Parcels = "parcels";
    /// A field of a parcel.
    enum ParcelField;
    /// A parcel.
    struct ParcelCallback;
    dedup_key [Id];
    required {
        /// The id.
        Id id: kind::MessageId,
        /// The street.
        Street street("address.street"): kind::Text,
        /// The state.
        State state: kind::Status,
    }
    optional {
        /// The weight in kilograms.
        Weight weight: kind::Price [absent = "0 & <nothing>"],
    }
}
