use super::templates::{TemplateError, Templates};
use super::view::Frame;
use super::{File, Input};
use serde::Serialize;

#[derive(Serialize)]
struct About {
    frame: Frame,
    version: &'static str,
}

/// The page that says how the site is made and how to read it.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let path = "about.html";
    let view = About {
        frame: Frame::new(input, path, "about", "About this site"),
        version: env!("CARGO_PKG_VERSION"),
    };
    Ok(vec![(
        path.to_string(),
        templates.render("about.html", &view)?,
    )])
}
