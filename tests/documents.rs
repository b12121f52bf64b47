//! What the four documents about callbacks say, claim by claim: each row is a test, named for its claim, at its place.
#![cfg(test)]

/// The claims of a document: under each place what it says there, with the proof.
macro_rules! claims {
    ($($place:literal { $($(#[$attribute:meta])* $claim:ident $proof:block)+ })+) => {$($(
        $(#[$attribute])*
        #[test]
        fn $claim() {
            // Shown where the proof fails.
            println!("{}, {}", module_path!(), $place);
            $proof;
        }
    )+)+};
}

#[path = "documents/fixtures.rs"]
mod fixtures;
#[path = "documents/incoming.rs"]
mod incoming;
#[path = "documents/outgoing.rs"]
mod outgoing;
mod util;
#[path = "documents/webhooks.rs"]
mod webhooks;
#[path = "documents/whatsapp_callback.rs"]
mod whatsapp_callback;
