//! Publishing: whole or not at all, whatever happens.

use crate::support::Project;
use policybook::bundle::Bundle;
use policybook::publish::publish;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn bundle(files: &[(&str, &str)]) -> Bundle {
    let mut bundle = Bundle::default();
    for (path, text) in files {
        bundle.add(*path, text.as_bytes());
    }
    bundle
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, out: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, out);
            } else {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                out.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut out = BTreeMap::new();
    walk(folder, folder, &mut out);
    out
}

#[test]
fn a_new_site_takes_the_place_of_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let first = publish(&bundle(&[("a.html", "1"), ("b/c.html", "2")]), &site).unwrap();
    assert_eq!((first.files, first.changed, first.removed), (2, 2, 0));
    let second = publish(&bundle(&[("a.html", "1"), ("d.html", "3")]), &site).unwrap();
    assert_eq!((second.files, second.changed, second.removed), (2, 1, 1));
    let names: Vec<String> = files(&site).into_keys().collect();
    assert_eq!(names, [".policybook", "a.html", "d.html"]);
    let beside: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(beside, ["site"], "nothing is left beside the site");
}

#[test]
fn unchanged_files_keep_their_times() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    publish(&bundle(&[("a.html", "1"), ("b.html", "2")]), &site).unwrap();
    let time = |name: &str| fs::metadata(site.join(name)).unwrap().modified().unwrap();
    let old = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    for name in ["a.html", "b.html"] {
        fs::File::options()
            .write(true)
            .open(site.join(name))
            .unwrap()
            .set_modified(old)
            .unwrap();
    }
    publish(&bundle(&[("a.html", "1"), ("b.html", "changed")]), &site).unwrap();
    assert_eq!(time("a.html"), old);
    assert_ne!(time("b.html"), old);
}

#[test]
fn a_folder_that_the_program_did_not_make_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.doc"), "years of work").unwrap();
    let error = publish(&bundle(&[("a.html", "1")]), folder.path()).unwrap_err();
    assert!(error.contains("thesis.doc"), "{error}");
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn what_others_put_into_the_site_is_carried_over() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    publish(&bundle(&[("a.html", "1")]), &site).unwrap();
    fs::write(site.join("CNAME"), "policies.example.org").unwrap();
    fs::create_dir(site.join(".git")).unwrap();
    fs::write(site.join(".git/HEAD"), "ref").unwrap();
    publish(&bundle(&[("a.html", "2")]), &site).unwrap();
    let found = files(&site);
    assert_eq!(found["CNAME"], b"policies.example.org");
    assert_eq!(found[".git/HEAD"], b"ref");
    assert_eq!(found["a.html"], b"2");
}

#[test]
fn a_failed_build_leaves_the_old_site() {
    let project = Project::new().policy("a", "code: \"1\"\ntitle: A", "Text.");
    let build = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_policybook"));
        command
            .args(["build", "--root"])
            .arg(project.root())
            .output()
            .unwrap()
    };
    assert!(build().status.success());
    let before = files(&project.root().join("output"));
    project.put("templates/about.html", "{% if %}");
    let failed = build();
    assert_eq!(failed.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&failed.stderr).contains("about.html:1"));
    assert!(files(&project.root().join("output")) == before);
}

/// A build is killed at many moments; each time the site is the old one or the new one, whole.
#[cfg(unix)]
#[test]
fn a_killed_build_leaves_a_whole_site() {
    let project = Project::new();
    let write = |edition: &str| {
        for n in 0..60 {
            let body =
                format!("{edition} text.\n\n1. First rule of {edition}.\n\n2. Second rule.\n");
            project.put(
                &format!("policies/d/{n}.md"),
                format!("---\ncode: \"{n}\"\ntitle: T\n---\n\n{body}"),
            );
        }
    };
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_policybook"));
        command.args(["build", "--root"]).arg(project.root());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let output = project.root().join("output");
    let editions = ["old", "new"];
    let mut whole = Vec::new();
    for edition in editions {
        write(edition);
        command().status().unwrap();
        whole.push(files(&output));
    }
    let begun = std::time::Instant::now();
    command().status().unwrap();
    let usual = begun.elapsed();
    for step in 0..40_u32 {
        write(editions[(step % 2) as usize]);
        let mut child = command().spawn().unwrap();
        std::thread::sleep(usual * step / 36);
        let _ = child.kill();
        child.wait().unwrap();
        let found = files(&output);
        assert!(
            whole.contains(&found),
            "after {step} of 40 parts of a build, a mixed site"
        );
    }
    write("new");
    assert!(
        command().status().unwrap().code().is_some_and(|c| c < 2),
        "the next build works"
    );
    assert!(files(&output) == whole[1]);
}
