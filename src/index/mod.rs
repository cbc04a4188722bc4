//! The ways into the clauses: here the register of all of them.
//!
//! This room does not know how a page looks.

mod register;

pub use register::{RegisterPage, register};
