use super::config::{Config, read_config};
use super::district_file::{DistrictFile, read_district_file};
use super::files::{self, Found};
use super::front_matter::{FrontMatter, read_front_matter};
use super::waivers::{Waivers, read_waivers};
use super::yaml::{Key, Node, Value, read_document, read_mapping};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::language::{PartialDate, read_date};
use crate::text::{Source, SourceId, SourceMap, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Folder of the reviewed codings below that of the policies; it is no district.
const CODINGS: &str = "codings/";

/// A project folder, read.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// The folder itself.
    pub root: PathBuf,
    /// What `policybook.yaml` says.
    pub config: Config,
    /// Every file that was read as text.
    pub sources: SourceMap,
    /// The districts, by folder.
    pub districts: Vec<DistrictSource>,
    /// The project's own templates, by name; they stand in for the built-in ones.
    pub templates: BTreeMap<String, String>,
    /// Text of `policybook.lock`, when there is one.
    pub lock: Option<SourceId>,
    /// Text of `statutes.yaml` in the folder of policies, when there is one: laws that the project
    /// adds to those that the program knows.
    pub statutes: Option<SourceId>,
    /// Text of `rules.yaml` in the folder of policies, when there is one: questions that the project
    /// adds to the matrix.
    pub rules: Option<SourceId>,
    /// Texts of the files in `codings/` in the folder of policies, by path: what people have read.
    pub codings: Vec<SourceId>,
    /// What `waivers.yaml` beside the policies says.
    pub waivers: Waivers,
}

/// The folder of one district.
#[derive(Debug, Clone)]
pub struct DistrictSource {
    /// Path of the folder below the folder of policies; empty for a tree that is one district.
    pub folder: String,
    /// What its `district.yaml` says; all fields empty when there is none.
    pub info: DistrictFile,
    /// Its policies, by path.
    pub policies: Vec<PolicySource>,
    /// Files that are there and cannot be used; what is wrong with each is reported.
    pub unusable: Vec<Unusable>,
}

/// A policy file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Its name without ending and version.
    pub stem: String,
    /// What its name says about the version; none when it says something unknown.
    pub version: Option<FileVersion>,
}

/// What a file's name says about its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileVersion {
    /// `1114@2012-09-11.md`: an earlier version.
    Dated(PartialDate),
    /// `1114.md`: the version in force.
    InForce,
    /// `1114@draft.md`: a proposed version.
    Draft,
}

/// One file of a policy.
#[derive(Debug, Clone)]
pub struct PolicySource {
    /// The file.
    pub source: SourceId,
    /// Its name without ending and version.
    pub stem: String,
    /// What its name says about the version.
    pub version: FileVersion,
    /// Folders between the district's folder and the file: the series, as the district nests them.
    pub folders: Vec<String>,
    /// What stands between the `---` lines.
    pub front: FrontMatter,
    /// The text of the policy: what follows the front matter.
    pub body: Span,
}

/// Reads a project folder.
///
/// # Errors
/// When the folder or its folder of policies is not there.
pub fn load(root: &Path) -> Result<Diagnosed<Project>, String> {
    if !root.is_dir() {
        return Err(format!("{} is not a folder", root.display()));
    }
    let mut project = Project {
        root: root.to_path_buf(),
        ..Project::default()
    };
    let mut diagnostics = Vec::new();
    if let Some(entries) = mapping_of(&mut project, "policybook.yaml", &mut diagnostics) {
        let read = read_config(&entries);
        diagnostics.extend(read.diagnostics);
        project.config = read.value;
    }
    let folder = project.config.policies().to_string();
    if !inside(&folder) || !root.join(&folder).is_dir() {
        return Err(format!(
            "{} has no folder `{folder}` with policies; `policybook new` makes a project",
            root.display()
        ));
    }
    project.lock = read_lock(&mut project)?;
    project.statutes = text_of(
        &mut project,
        &format!("{folder}/statutes.yaml"),
        &mut diagnostics,
    );
    project.rules = text_of(
        &mut project,
        &format!("{folder}/rules.yaml"),
        &mut diagnostics,
    );
    let (found, problems) = files::find(root, &folder);
    diagnostics.extend(problems);
    read_codings(&mut project, &found, &folder, &mut diagnostics);
    let folders = district_folders(&found, &folder);
    read_districts(&mut project, &found, &folder, &folders, &mut diagnostics);
    read_policies(&mut project, &found, &folder, &mut diagnostics);
    read_templates(&mut project, &mut diagnostics);
    project.waivers = waivers(&mut project, &folder, &mut diagnostics);
    Ok(Diagnosed {
        value: project,
        diagnostics,
    })
}

/// True for a path that stays below the root.
fn inside(path: &str) -> bool {
    let path = Path::new(path);
    path.is_relative()
        && path
            .components()
            .all(|c| matches!(c, std::path::Component::Normal(_)))
}

/// Reads one file below the root as text, when it is there.
fn text_of(
    project: &mut Project,
    path: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SourceId> {
    let disk = project.root.join(path);
    if !disk.exists() {
        return None;
    }
    let found = Found {
        disk,
        path: path.to_string(),
    };
    match files::read_text(&found) {
        Ok(text) => Some(project.sources.add(Source::new(path, text))),
        Err(problem) => {
            diagnostics.push(problem);
            None
        }
    }
}

/// Reads the files of reviewed codings as texts.
fn read_codings(
    project: &mut Project,
    found: &[Found],
    folder: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let inside = format!("{folder}/{CODINGS}");
    let files = found.iter().filter(|f| f.path.starts_with(&inside));
    for file in files.filter(|f| f.path.ends_with(".yaml")) {
        let text = text_of(project, &file.path, diagnostics);
        project.codings.extend(text);
    }
}

/// Reads `policybook.lock`, whatever its size. One that is there and cannot be read stops the
/// program: the ids of published clauses are in it.
fn read_lock(project: &mut Project) -> Result<Option<SourceId>, String> {
    let path = project.root.join("policybook.lock");
    if !path.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(Some(
        project.sources.add(Source::new("policybook.lock", text)),
    ))
}

fn mapping_of(
    project: &mut Project,
    path: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<(Key, Node)>> {
    let id = text_of(project, path, diagnostics)?;
    match read_entries(&project.sources, id) {
        Ok(entries) => Some(entries),
        Err(problem) => {
            diagnostics.push(problem);
            None
        }
    }
}

/// The `key: value` entries of a whole file.
///
/// # Errors
/// When it is no YAML of that form: what is wrong, and where.
pub fn read_entries(sources: &SourceMap, id: SourceId) -> Result<Vec<(Key, Node)>, Diagnostic> {
    let source = sources.get(id);
    read_mapping(source, id, 0, source.text.len())
        .map_err(|error| bad_yaml(&error.message, error.span))
}

/// The entries of a file that is a list. An empty file is an empty list.
///
/// # Errors
/// When it is no YAML of that form: what is wrong, and where.
pub fn read_list(sources: &SourceMap, id: SourceId) -> Result<Vec<Node>, Diagnostic> {
    let source = sources.get(id);
    let document = read_document(source, id, 0, source.text.len())
        .map_err(|error| bad_yaml(&error.message, error.span))?;
    match document.value {
        Value::List(items) => Ok(items),
        Value::Null => Ok(Vec::new()),
        _ => {
            let message = "expected a list of entries that begin with `- `";
            Err(bad_yaml(message, document.span))
        }
    }
}

fn waivers(project: &mut Project, folder: &str, diagnostics: &mut Vec<Diagnostic>) -> Waivers {
    let path = format!("{folder}/waivers.yaml");
    let Some(id) = text_of(project, &path, diagnostics) else {
        return Waivers::default();
    };
    let source = project.sources.get(id);
    let read = match read_document(source, id, 0, source.text.len()) {
        Ok(document) => read_waivers(&document),
        Err(error) => {
            diagnostics.push(bad_yaml(&error.message, error.span));
            return Waivers::default();
        }
    };
    diagnostics.extend(read.diagnostics);
    read.value
}

fn bad_yaml(message: &str, span: Span) -> Diagnostic {
    let (message, help) = plain_words(message);
    Diagnostic::at(
        "bad-yaml",
        Severity::Error,
        span,
        format!("{message}; the file is not used"),
    )
    .help(help)
}

/// What the YAML engine says, in the words of someone who writes policies.
fn plain_words(message: &str) -> (String, &'static str) {
    const QUOTE: &str = "put a text that holds a colon, a # or quotes between \"double quotes\"";
    let has = |words: &str| message.contains(words);
    let (said, help) = if has("found a tab") || has("tabs disallowed") || has("tab character") {
        ("there is a tab here", "write blanks instead of the tab")
    } else if has("mapping values are not allowed") {
        ("there is a second colon in this line", QUOTE)
    } else if has("duplicate mapping key") || has("duplicate key") {
        ("this key stands twice", "keep one of the two lines")
    } else if has("quoted scalar") || has("unexpected end of stream") {
        (
            "a quotation mark is opened and not closed",
            "close the quotation mark on the same line",
        )
    } else if has("unclosed bracket")
        || has("flow sequence")
        || has("',' or ']'")
        || has("flow mapping")
    {
        (
            "a [ or { is opened and not closed",
            "close the bracket at the end of the list",
        )
    } else {
        let end = message.find(" at line ").unwrap_or(message.len());
        return (message[..end].to_string(), QUOTE);
    };
    (said.to_string(), help)
}

/// The folders that are districts, outermost first: those with a `district.yaml`; when other
/// files lie beside them, their top folder; when there is none at all, the whole tree.
fn district_folders(found: &[Found], folder: &str) -> BTreeSet<String> {
    let below = |f: &Found| f.path[folder.len() + 1..].to_string();
    let is_district = |path: &String| !path.starts_with(CODINGS);
    let mut named: BTreeSet<String> = BTreeSet::new();
    for path in found.iter().map(below).filter(is_district) {
        if let Some(district) = path.strip_suffix("district.yaml") {
            let district = district.trim_end_matches('/');
            if !named.iter().any(|outer| is_below(district, outer)) {
                named.insert(district.to_string());
            }
        }
    }
    if named.is_empty() {
        return BTreeSet::from([String::new()]);
    }
    let strays: Vec<String> = found
        .iter()
        .map(below)
        .filter(|path| path.ends_with(".md") && !named.iter().any(|d| is_below(path, d)))
        .filter_map(|path| path.split_once('/').map(|(top, _)| top.to_string()))
        .collect();
    named.extend(strays);
    named
}

fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
}

fn read_districts(
    project: &mut Project,
    found: &[Found],
    folder: &str,
    districts: &BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let paths: BTreeSet<&str> = found.iter().map(|f| f.path.as_str()).collect();
    for district in districts {
        let parts = [folder, district, "district.yaml"];
        let path = parts
            .iter()
            .filter(|p| !p.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("/");
        let mut info = DistrictFile::default();
        if paths.contains(path.as_str()) {
            if let Some(entries) = mapping_of(project, &path, diagnostics) {
                let read = read_district_file(&entries);
                diagnostics.extend(read.diagnostics);
                info = read.value;
            }
        } else if !district.is_empty() {
            let message = "this folder has no district.yaml; it is shown by its folder's name";
            let at = path.trim_end_matches("/district.yaml");
            diagnostics.push(
                Diagnostic::of_path("no-district-file", Severity::Warning, at, message)
                    .help("add a file district.yaml with the line `name: …`"),
            );
        }
        project.districts.push(DistrictSource {
            folder: district.clone(),
            info,
            policies: Vec::new(),
            unusable: Vec::new(),
        });
    }
}

fn read_policies(
    project: &mut Project,
    found: &[Found],
    folder: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let files: Vec<&Found> = found
        .iter()
        .filter(|f| is_policy_file(f, diagnostics))
        .collect();
    let texts: Vec<_> = files
        .par_iter()
        .map(|file| files::read_text(file))
        .collect();
    let mut ids: Vec<(&Found, Option<SourceId>)> = Vec::new();
    for (file, text) in files.into_iter().zip(texts) {
        let id = match text {
            Ok(text) => Some(project.sources.add(Source::new(file.path.clone(), text))),
            Err(problem) => {
                diagnostics.push(problem);
                None
            }
        };
        ids.push((file, id));
    }
    let sources = &project.sources;
    let read: Vec<_> = ids
        .par_iter()
        .map(|(_, id)| id.map(|id| read_policy(sources.get(id), id)))
        .collect();
    for ((file, _), read) in ids.into_iter().zip(read) {
        let below = &file.path[folder.len() + 1..];
        let home = project
            .districts
            .iter_mut()
            .filter(|d| is_below(below, &d.folder))
            .max_by_key(|d| d.folder.len());
        let Some(district) = home else {
            diagnostics.push(homeless(&file.path));
            continue;
        };
        let policy = read.and_then(|read| {
            diagnostics.extend(read.diagnostics);
            read.value
        });
        match policy {
            Some(mut policy) => {
                let inner = below[district.folder.len()..].trim_start_matches('/');
                policy.folders = inner.split('/').map(str::to_string).collect();
                policy.folders.pop();
                district.policies.push(policy);
            }
            None => district.unusable.push(unusable(&file.path)),
        }
    }
}

/// Markdown files are policies, but not those that speak of the folder they lie in. Documents in
/// other formats are pointed out: someone may wait for them to appear.
fn is_policy_file(file: &Found, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let name = file
        .path
        .rsplit('/')
        .next()
        .unwrap_or(&file.path)
        .to_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if matches!(
        ending,
        "markdown" | "txt" | "docx" | "doc" | "pdf" | "html" | "htm" | "rtf" | "odt"
    ) {
        let message = "this file is not read; policies are files that end in .md";
        diagnostics.push(
            Diagnostic::of_path("ignored-file", Severity::Note, &file.path, message)
                .help("write the policy as Markdown in a file that ends in .md"),
        );
    }
    ending == "md" && !matches!(name.as_str(), "readme.md" | "index.md")
}

fn unusable(path: &str) -> Unusable {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('@').next().unwrap_or(name);
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    match file_version(path) {
        Ok((stem, version)) => Unusable {
            stem,
            version: Some(version),
        },
        Err(_) => Unusable {
            stem: stem.to_string(),
            version: None,
        },
    }
}

fn homeless(path: &str) -> Diagnostic {
    let message = "this file belongs to no district; it is not published";
    Diagnostic::of_path("no-district", Severity::Error, path, message)
        .help("move it into the folder of a district")
}

/// Reads one policy file: its name, front matter and body. None when the front matter cannot be
/// trusted; such a file is not published, because it may be a draft.
pub fn read_policy(source: &Source, id: SourceId) -> Diagnosed<Option<PolicySource>> {
    let mut diagnostics = Vec::new();
    let value = read_policy_parts(source, id, &mut diagnostics);
    Diagnosed { value, diagnostics }
}

fn read_policy_parts(
    source: &Source,
    id: SourceId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<PolicySource> {
    let (stem, version) = match file_version(&source.path) {
        Ok(read) => read,
        Err(problem) => {
            diagnostics.push(problem);
            return None;
        }
    };
    let Some((yaml, body)) = split(&source.text) else {
        let message = "the front matter is never closed; the file is not published";
        diagnostics.push(
            Diagnostic::at(
                "front-matter-open",
                Severity::Error,
                Span::new(id, 0..3),
                message,
            )
            .help("put a line `---` after the last `key: value` line"),
        );
        return None;
    };
    let front = match read_mapping(source, id, yaml.start, yaml.end) {
        Ok(entries) => read_front_matter(&entries),
        Err(error) => {
            diagnostics.push(bad_yaml(&error.message, error.span));
            return None;
        }
    };
    diagnostics.extend(front.diagnostics);
    if source.text[body.clone()].trim().is_empty() {
        diagnostics.push(
            Diagnostic::of_path(
                "empty-policy",
                Severity::Warning,
                &source.path,
                "has no text",
            )
            .help("write the policy below the front matter, or remove the file"),
        );
    }
    Some(PolicySource {
        source: id,
        stem,
        version,
        folders: Vec::new(),
        front: front.value,
        body: Span::new(id, body),
    })
}

/// `401.15@2012-09-11.md` → `401.15` and its date.
fn file_version(path: &str) -> Result<(String, FileVersion), Diagnostic> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name
        .strip_suffix(".md")
        .or_else(|| name.strip_suffix(".MD"))
        .unwrap_or(name);
    let Some((stem, version)) = stem.rsplit_once('@') else {
        return Ok((stem.to_string(), FileVersion::InForce));
    };
    if version.eq_ignore_ascii_case("draft") {
        return Ok((stem.to_string(), FileVersion::Draft));
    }
    match read_date(version) {
        Ok(read) => Ok((stem.to_string(), FileVersion::Dated(read.date))),
        Err(_) => Err(Diagnostic::of_path(
            "file-name",
            Severity::Error,
            path,
            format!("`{version}` after @ is neither a date nor `draft`; the file is not published"),
        )
        .help("name it like 1114@2012-09-11.md or 1114@draft.md")),
    }
}

/// Where the text of a policy stands in its file, whatever its front matter is like.
pub fn body_of(text: &str) -> std::ops::Range<usize> {
    split(text).map_or(0..text.len(), |(_, body)| body)
}

/// Byte ranges of front matter and body; none when front matter is opened and not closed.
fn split(text: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let blank = text.len() - text.trim_start().len();
    let mut lines = text[blank..].split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    if first.trim_end() != "---" {
        return Some((0..0, 0..text.len()));
    }
    let start = blank + first.len();
    let mut at = start;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((start..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    None
}

fn read_templates(project: &mut Project, diagnostics: &mut Vec<Diagnostic>) {
    if !project.root.join("templates").is_dir() {
        return;
    }
    let (found, problems) = files::find(&project.root, "templates");
    diagnostics.extend(problems);
    for file in found {
        match files::read_text(&file) {
            Ok(text) => {
                let name = file.path["templates/".len()..].to_string();
                project.templates.insert(name, text);
            }
            Err(problem) => diagnostics.push(problem),
        }
    }
}
