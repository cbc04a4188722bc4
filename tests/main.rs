//! One binary for all tests; see tests/README.md.

#![allow(clippy::disallowed_methods)]

mod alignment;
mod check;
mod back;
mod change;
mod clause;
mod command;
mod corpus;
mod definition;
mod diff;
mod coded;
mod gold;
mod help;
mod history;
mod lint;
mod matrix;
mod property;
mod provision;
mod publish;
mod read;
mod redline;
mod redline_pages;
mod reference;
mod rooms;
mod rule;
mod seeds;
mod site;
mod source;
mod statutes;
mod support;
mod waivers;
