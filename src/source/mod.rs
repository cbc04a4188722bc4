//! A project folder as values: configuration, district files, policies with their front matter.
//!
//! This room reads the disk. A file that cannot be used costs that file and a diagnostic, never
//! the run. What the texts of the policies say is not known here.

#![allow(clippy::disallowed_methods)]

mod config;
mod cycle;
mod district_file;
mod fields;
mod files;
mod from_node;
mod front_matter;
mod project;
mod waivers;
pub mod yaml;

pub use config::Config;
pub use cycle::Cycle;
pub use district_file::DistrictFile;
pub use fields::{Field, FieldReader};
pub use from_node::from_node;
pub use front_matter::{Event, EventKind, FrontMatter, Kind, SourceNote, Status};
pub use project::{
    DistrictSource, FileVersion, PolicySource, Project, Unusable, body_of, load, read_entries,
    read_list, read_policy,
};
pub use waivers::{Decision, IgnoredReference, Waiver, Waivers};
