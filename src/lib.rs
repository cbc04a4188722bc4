//! policybook reads school-district policies in Markdown and publishes them as one cross-linked
//! static site: every clause has a permanent address, and every link lands.
//!
//! # The map
//!
//! The stages, each a function from values to values that knows nothing of the later ones:
//!
//! ```text
//! policies/ ─▶ source ─▶ library ─▶ layers ─▶ site ─▶ publish ─▶ output/
//! ```
//!
//! - [`source::load`] reads a project folder: configuration, front matter, texts.
//! - [`library::build`] makes districts, policies and versions, each version a tree of clauses
//!   ([`clause::read_clauses`]) whose permanent ids live in `policybook.lock` and go from version to
//!   version by [`align::align`].
//! - [`layers::layers`] gathers what analyses find, keyed by clause; [`lint::check`] what is wrong
//!   across the whole.
//! - [`site::build`] renders pages and data files into a [`bundle::Bundle`].
//! - [`publish::publish`] puts a bundle in the place of the old site, whole or not at all;
//!   [`serve::watch`] does it again after each change.
//!
//! The modules stand below in the order in which they may know one another: a room imports only
//! rooms above it.

pub mod text;
pub mod diagnostic;
pub mod language;
pub mod source;
pub mod clause;
pub mod align;
pub mod library;
pub mod reference;
pub mod definition;
pub mod provision;
pub mod redline;
pub mod change;
pub mod rule;
pub mod index;
pub mod layers;
pub mod lint;
pub mod bundle;
pub mod site;
pub mod publish;
pub mod serve;
pub mod cli;
