//! XML bodies.

#[cfg(feature = "xml")]
pub(crate) mod compile;
pub(crate) mod name;
#[cfg(feature = "xml")]
pub(crate) mod read;
#[cfg(feature = "xml")]
mod reason;
#[cfg(feature = "xml")]
pub(crate) mod repair;
#[cfg(feature = "xml")]
mod strict;
#[cfg(feature = "xml")]
pub(crate) mod syntax;
#[cfg(feature = "xml")]
pub(crate) mod write;
