//! A project in a temporary folder, and what is read and made from it.

use policybook::bundle::Bundle;
use policybook::cli::{Read, bundle, read};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A project that lives as long as this value.
pub struct Project {
    pub folder: TempDir,
}

impl Project {
    /// A project without files.
    pub fn empty() -> Project {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("policies")).expect("policies/");
        Project { folder }
    }

    /// A project with one district, `d`.
    pub fn new() -> Project {
        Project::empty().file("policies/d/district.yaml", "name: D\n")
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// With one file more.
    pub fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Project {
        self.put(path, bytes);
        self
    }

    /// Writes a file.
    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }

    /// With a policy of district `d`.
    pub fn policy(self, name: &str, front: &str, body: &str) -> Project {
        self.file(
            &format!("policies/d/{name}.md"),
            format!("---\n{front}\n---\n\n{body}\n"),
        )
    }

    pub fn read(&self) -> Read {
        read(self.root()).expect("the project can be read")
    }

    pub fn bundle(&self) -> Bundle {
        bundle(&self.read()).expect("the templates are right")
    }

    /// The problems as `severity[code] file:line:column message`, without a place for whole files.
    /// The policies of tests have no dates; that they lack them is left out.
    pub fn problems(&self) -> Vec<String> {
        let read = self.read();
        policybook::diagnostic::to_json(&read.project.sources, &read.diagnostics)
            .into_iter()
            .filter(|d| d["code"] != "missing-date")
            .map(|d| {
                let place = match d["line"].as_u64() {
                    Some(line) => format!("{}:{line}:{}", d["file"].as_str().unwrap(), d["column"]),
                    None => d["file"].as_str().unwrap().to_string(),
                };
                assert_ne!(d["help"], "", "every problem says what to do: {d}");
                let text = |key: &str| d[key].as_str().unwrap().to_string();
                format!(
                    "{}[{}] {place} {}",
                    text("severity"),
                    text("code"),
                    text("message")
                )
            })
            .collect()
    }
}

/// A file of a bundle as text.
pub fn page(bundle: &Bundle, path: &str) -> String {
    let bytes = bundle.get(path).unwrap_or_else(|| {
        panic!(
            "no {path} among {:?}",
            bundle.iter().map(|(p, _)| p).collect::<Vec<_>>()
        )
    });
    String::from_utf8(bytes.to_vec()).expect("pages are UTF-8")
}

/// The words that a reader of HTML sees: tags away, entities read.
pub fn visible_words(html: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let end = rest[open..].find('>').map_or(rest.len(), |n| open + n + 1);
        let tag = &rest[open..end];
        // Inline tags do not part words; all others do.
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if !matches!(
            name.as_str(),
            "strong" | "em" | "u" | "s" | "sup" | "sub" | "code" | "a"
        ) {
            text.push(' ');
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.split_whitespace().map(str::to_string).collect()
}

/// The part of a policy's page that holds its clauses.
pub fn article(html: &str) -> &str {
    let start = html.find("<article").expect("an article");
    let end = html.find("</article>").expect("its end");
    &html[start..end]
}

/// Runs `policybook check` in the folder of a project.
pub fn check(project: &Project, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_policybook"))
        .arg("check")
        .args(args)
        .current_dir(project.root())
        .output()
        .expect("the program runs")
}
