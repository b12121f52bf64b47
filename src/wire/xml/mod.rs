//! XML bodies.

#[cfg(feature = "xml")]
pub(crate) mod compile;
#[cfg(feature = "xml")]
pub(crate) mod leaves;
pub(crate) mod name;
#[cfg(feature = "xml")]
pub(crate) mod read;
#[cfg(feature = "xml")]
mod reason;
#[cfg(feature = "xml")]
mod syntax;
#[cfg(feature = "xml")]
pub(crate) mod write;
