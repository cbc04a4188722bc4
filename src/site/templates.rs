use super::{File, Input};
use crate::source::Project;
use serde::Serialize;
use std::fmt;
use tera::{Context, Tera};

/// The built-in templates and assets; a file of the same name in a project's `templates/` stands
/// in for one of them.
const DEFAULTS: [(&str, &str); 37] = [
    ("base.html", include_str!("../../templates/base.html")),
    ("home.html", include_str!("../../templates/home.html")),
    (
        "district.html",
        include_str!("../../templates/district.html"),
    ),
    ("policy.html", include_str!("../../templates/policy.html")),
    ("no-text.html", include_str!("../../templates/no-text.html")),
    ("redline.html", include_str!("../../templates/redline.html")),
    (
        "redline-list.html",
        include_str!("../../templates/redline-list.html"),
    ),
    (
        "redline-rows.html",
        include_str!("../../templates/redline-rows.html"),
    ),
    (
        "redline-head.html",
        include_str!("../../templates/redline-head.html"),
    ),
    (
        "redline-item.html",
        include_str!("../../templates/redline-item.html"),
    ),
    (
        "redline-sides.html",
        include_str!("../../templates/redline-sides.html"),
    ),
    (
        "side-by-side.html",
        include_str!("../../templates/side-by-side.html"),
    ),
    (
        "versions.html",
        include_str!("../../templates/versions.html"),
    ),
    ("stages.html", include_str!("../../templates/stages.html")),
    ("packet.html", include_str!("../../templates/packet.html")),
    ("changes.html", include_str!("../../templates/changes.html")),
    (
        "register.html",
        include_str!("../../templates/register.html"),
    ),
    ("clauses.html", include_str!("../../templates/clauses.html")),
    (
        "definitions.html",
        include_str!("../../templates/definitions.html"),
    ),
    (
        "references.html",
        include_str!("../../templates/references.html"),
    ),
    (
        "district-references.html",
        include_str!("../../templates/district-references.html"),
    ),
    ("law.html", include_str!("../../templates/law.html")),
    ("laws.html", include_str!("../../templates/laws.html")),
    ("matrix.html", include_str!("../../templates/matrix.html")),
    ("proof.html", include_str!("../../templates/proof.html")),
    ("scale.html", include_str!("../../templates/scale.html")),
    ("change.html", include_str!("../../templates/change.html")),
    ("heat.html", include_str!("../../templates/heat.html")),
    ("history.html", include_str!("../../templates/history.html")),
    ("rule.html", include_str!("../../templates/rule.html")),
    (
        "coverage.html",
        include_str!("../../templates/coverage.html"),
    ),
    ("about.html", include_str!("../../templates/about.html")),
    (
        "not-found.html",
        include_str!("../../templates/not-found.html"),
    ),
    (
        "assets/style.css",
        include_str!("../../templates/assets/style.css"),
    ),
    (
        "assets/site.js",
        include_str!("../../templates/assets/site.js"),
    ),
    (
        "assets/matrix.js",
        include_str!("../../templates/assets/matrix.js"),
    ),
    (
        "assets/icon.svg",
        include_str!("../../templates/assets/icon.svg"),
    ),
];

/// The built-in templates and assets, by name.
pub fn defaults() -> impl Iterator<Item = (&'static str, &'static str)> {
    DEFAULTS.into_iter()
}

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The parser's words, with file, line and column.
    pub message: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a template is wrong: {}", self.message)
    }
}

impl TemplateError {
    fn new(error: &tera::Error) -> TemplateError {
        use std::error::Error as _;
        let mut message = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            message.push_str(&format!("\n  {cause}"));
            source = cause.source();
        }
        TemplateError { message }
    }
}

/// The templates of a project.
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// Loads the built-in templates and the project's own.
    ///
    /// # Errors
    /// When one of the project's own cannot be parsed.
    pub fn load(project: &Project) -> Result<Templates, TemplateError> {
        let mut tera = Tera::new();
        let own = |name: &str| project.templates.get(name).map(String::as_str);
        let pages = DEFAULTS.iter().filter(|(name, _)| name.ends_with(".html"));
        let mut all: Vec<(String, &str)> = pages
            .map(|(name, text)| ((*name).to_string(), own(name).unwrap_or(text)))
            .collect();
        let extra = project.templates.iter().filter(|(name, _)| {
            name.ends_with(".html") && DEFAULTS.iter().all(|(known, _)| known != name)
        });
        all.extend(extra.map(|(name, text)| (name.clone(), text.as_str())));
        tera.add_raw_templates(all)
            .map_err(|e| TemplateError::new(&e))?;
        Ok(Templates { tera })
    }

    /// Renders a page.
    ///
    /// # Errors
    /// When the template asks for what its view does not have.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<Vec<u8>, TemplateError> {
        let context = Context::from_serialize(view).map_err(|e| TemplateError::new(&e))?;
        let html = self
            .tera
            .render(name, &context)
            .map_err(|e| TemplateError::new(&e))?;
        let mut bytes = html.into_bytes();
        bytes.shrink_to_fit();
        Ok(bytes)
    }
}

/// Style sheet, script and pictures.
pub fn assets(input: &Input<'_>, _: &Templates) -> Result<Vec<File>, TemplateError> {
    let own = &input.project.templates;
    let mut files: Vec<File> = DEFAULTS
        .iter()
        .filter(|(name, _)| name.starts_with("assets/"))
        .map(|(name, text)| {
            let text = own.get(*name).map_or(*text, String::as_str);
            ((*name).to_string(), text.as_bytes().to_vec())
        })
        .collect();
    let extra = own.iter().filter(|(name, _)| {
        name.starts_with("assets/") && DEFAULTS.iter().all(|(known, _)| known != name)
    });
    files.extend(extra.map(|(name, text)| (name.clone(), text.as_bytes().to_vec())));
    Ok(files)
}
