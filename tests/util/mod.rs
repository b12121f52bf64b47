//! What the test files share.
#![allow(dead_code, reason = "each test file uses some of it")]

#[cfg(feature = "cli")]
pub(crate) mod command;
pub(crate) mod files;
pub(crate) mod requests;
pub(crate) mod rows;
pub(crate) mod said;
