//! What the test files share.
#![allow(dead_code, reason = "each test file uses some of it")]

#[cfg(feature = "cli")]
pub(crate) mod command;
pub(crate) mod events;
#[cfg(feature = "xml")]
pub(crate) mod expat;
pub(crate) mod files;
#[cfg(feature = "xml")]
pub(crate) mod harm;
pub(crate) mod literals;
#[cfg(feature = "xml")]
pub(crate) mod mutation;
pub(crate) mod naive;
pub(crate) mod parcels;
pub(crate) mod requests;
pub(crate) mod rows;
pub(crate) mod said;
pub(crate) mod second;
#[cfg(feature = "cli")]
pub(crate) mod server;
#[cfg(feature = "xml")]
pub(crate) mod templates;
