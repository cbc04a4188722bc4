use super::code::{Code, compare_codes};
use super::ledger::{Ledger, PolicyRows, Wanted, assign};
use super::{District, Forward, Library, Policy, Standing, Version};
use crate::clause::{ClauseKind, Known, read_clauses};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::source::{
    DistrictSource, Event, EventKind, FileVersion, FrontMatter, PolicySource, Project, Status,
};
use crate::text::{SourceMap, Span, slug};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Builds the library of a project.
///
/// # Errors
/// When `policybook.lock` cannot be read: going on would give published clauses new ids.
pub fn build(project: &Project) -> Result<Diagnosed<Library>, String> {
    let known = read_ledger(project)?;
    let mut diagnostics = Vec::new();
    let mut library = Library::default();
    let mut slugs = Slugs::reserving(&RESERVED);
    for source in &project.districts {
        let built = district(project, source, &known, &mut slugs);
        diagnostics.extend(built.diagnostics);
        let (district, rows) = built.value;
        for (policy, rows) in district.policies.iter().zip(rows) {
            let key = (district.slug.clone(), policy.slug.clone());
            library.ledger.policies.insert(key, rows);
        }
        library.districts.push(district);
    }
    keep_absent(&known, &mut library.ledger);
    library
        .districts
        .sort_by(|a, b| (&a.name, &a.slug).cmp(&(&b.name, &b.slug)));
    Ok(Diagnosed {
        value: library,
        diagnostics,
    })
}

fn read_ledger(project: &Project) -> Result<Ledger, String> {
    let Some(id) = project.lock else {
        return Ok(Ledger::default());
    };
    let source = project.sources.get(id);
    Ledger::read(&source.text).map_err(|(line, why)| {
        format!(
            "policybook.lock, line {line}: {why}. The ids of published clauses are in it: \
             restore it from version control"
        )
    })
}

/// Policies whose files are gone keep their ids, so that none is given again.
fn keep_absent(known: &Ledger, ledger: &mut Ledger) {
    for (key, rows) in &known.policies {
        ledger
            .policies
            .entry(key.clone())
            .or_insert_with(|| rows.clone());
    }
}

/// Gives each name one address.
struct Slugs {
    taken: HashMap<String, String>,
}

/// Names that the site itself uses at its top.
const RESERVED: [&str; 12] = [
    "data",
    "assets",
    "compare",
    "rules",
    "references",
    "handbook",
    "index",
    "matrix",
    "about",
    "404",
    "changes",
    "definitions",
];

impl Slugs {
    /// None of the names is given away: the site itself has pages there.
    fn reserving(names: &[&str]) -> Slugs {
        let own = |name: &&str| ((*name).to_string(), "the site itself".to_string());
        Slugs {
            taken: names.iter().map(own).collect(),
        }
    }

    /// The address for a name; the second value is the name that has the plain address already.
    fn give(&mut self, name: &str) -> (String, Option<String>) {
        let base = match slug(name, 80) {
            s if s.is_empty() => "x".to_string(),
            // Names that Windows keeps for devices.
            s if matches!(s.as_str(), "con" | "prn" | "aux" | "nul") => format!("{s}-"),
            s => s,
        };
        let Some(owner) = self.taken.get(&base).cloned() else {
            self.taken.insert(base.clone(), name.to_string());
            return (base, None);
        };
        let free = (2..)
            .map(|n| format!("{base}-{n}"))
            .find(|s| !self.taken.contains_key(s));
        let free = free.expect("there are more numbers than names");
        self.taken.insert(free.clone(), name.to_string());
        (free, Some(owner))
    }
}

type Built = (District, Vec<PolicyRows>);

fn district(
    project: &Project,
    source: &DistrictSource,
    known: &Ledger,
    slugs: &mut Slugs,
) -> Diagnosed<Built> {
    let mut diagnostics = Vec::new();
    for name in RESERVED {
        slugs
            .taken
            .entry(name.to_string())
            .or_insert_with(|| "the site itself".to_string());
    }
    let folder = match source.folder.as_str() {
        "" => "district",
        folder => folder,
    };
    let (own_slug, _) = slugs.give(folder);
    let text = |field: &Option<crate::source::Field>| field.as_ref().map(|f| f.value.clone());
    let groups = group(source, &project.sources, &mut diagnostics);
    let built: Vec<(Policy, PolicyRows, Vec<Diagnostic>)> = groups
        .into_par_iter()
        .map(|group| policy(&project.sources, &own_slug, group, known))
        .collect();
    let (mut policies, mut rows) = (Vec::new(), Vec::new());
    for (policy, row, problems) in built {
        diagnostics.extend(problems);
        policies.push(policy);
        rows.push(row);
    }
    let district = District {
        name: text(&source.info.name).unwrap_or_else(|| default_name(project, source)),
        slug: own_slug,
        state: text(&source.info.state),
        website: text(&source.info.website),
        note: text(&source.info.note),
        fictional: source.info.fictional,
        forwards: forwards(&policies),
        policies,
    };
    Diagnosed {
        value: (district, rows),
        diagnostics,
    }
}

/// The addresses of former codes that no policy has now.
fn forwards(policies: &[Policy]) -> Vec<Forward> {
    let mut taken: HashSet<String> = policies.iter().map(|p| p.slug.clone()).collect();
    let mut forwards = Vec::new();
    for (at, policy) in policies.iter().enumerate() {
        let codes = policy.current().map_or(&[][..], |v| &v.front.former_codes);
        for code in codes {
            let slug = slug(&code.value, 80);
            if !slug.is_empty() && taken.insert(slug.clone()) {
                forwards.push(Forward {
                    slug,
                    code: code.value.clone(),
                    policy: at,
                });
            }
        }
    }
    forwards
}

fn default_name(project: &Project, source: &DistrictSource) -> String {
    match source.folder.as_str() {
        "" => project.config.title().to_string(),
        folder => folder.to_string(),
    }
}

fn address_clash(file: &str, name: &str, owner: &str, slug: &str) -> Diagnostic {
    let message =
        format!("`{name}` and `{owner}` would have one address; this one gets {slug}.html");
    Diagnostic::of_path("address-clash", Severity::Warning, file, message)
        .help("make the codes differ in more than case and punctuation")
}

/// The files of one policy.
struct Group<'a> {
    code: Code,
    /// What its address is made from: the code, or the file's name where another policy of the
    /// district has the code already.
    name: String,
    slug: String,
    files: Vec<&'a PolicySource>,
    /// The file of the version in force cannot be used.
    unusable: bool,
}

/// The policies of a district: files with one code, or one file name where no code is printed.
fn group<'a>(
    source: &'a DistrictSource,
    sources: &SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Group<'a>> {
    let printed = |p: &PolicySource| p.front.code.as_ref().map(|c| c.value.trim().to_string());
    let mut code_of_stem: HashMap<&str, String> = HashMap::new();
    for policy in &source.policies {
        if let (Some(code), FileVersion::InForce) = (printed(policy), policy.version) {
            code_of_stem.entry(&policy.stem).or_insert(code);
        }
    }
    let mut groups: BTreeMap<(String, String), Group<'_>> = BTreeMap::new();
    // The file that is named like its code is the policy; another with the code is a copy.
    let named = |p: &PolicySource| printed(p).is_some_and(|c| slug(&c, 80) == slug(&p.stem, 80));
    let (named, others): (Vec<_>, Vec<_>) = source.policies.iter().partition(|p| named(p));
    for policy in named.into_iter().chain(others) {
        let code = printed(policy).or_else(|| code_of_stem.get(policy.stem.as_str()).cloned());
        let code = Code {
            printed: code.is_some(),
            text: code.unwrap_or_else(|| policy.stem.clone()),
        };
        let first = (code.text.clone(), String::new());
        let taken = groups.get(&first).and_then(|g| twin(g, policy));
        let (key, name) = match taken {
            None => (first, code.text.clone()),
            Some(twin) => {
                diagnostics.push(duplicate(sources, policy, twin));
                let path = sources.get(policy.source).path.clone();
                ((code.text.clone(), path), policy.stem.clone())
            }
        };
        let group = groups.entry(key).or_insert_with(|| Group {
            code,
            name,
            slug: String::new(),
            files: Vec::new(),
            unusable: false,
        });
        group.files.push(policy);
    }
    mark_unusable(source, &mut groups);
    let mut groups: Vec<Group<'_>> = groups.into_values().collect();
    groups.sort_by(|a, b| {
        compare_codes(&a.code.text, &b.code.text).then_with(|| compare_codes(&a.name, &b.name))
    });
    set_slugs(sources, &mut groups, diagnostics);
    groups
}

/// A file in force that cannot be used leaves its policy without a text in force: an earlier
/// version must not take its place.
fn mark_unusable(source: &DistrictSource, groups: &mut BTreeMap<(String, String), Group<'_>>) {
    let in_force = source
        .unusable
        .iter()
        .filter(|u| u.version == Some(FileVersion::InForce));
    for file in in_force {
        let own = |g: &&mut Group<'_>| {
            g.files.iter().any(|f| f.stem == file.stem) || slug(&g.name, 80) == slug(&file.stem, 80)
        };
        if let Some(group) = groups.values_mut().find(own) {
            group.unusable = true;
            continue;
        }
        let group = Group {
            code: Code {
                text: file.stem.clone(),
                printed: false,
            },
            name: file.stem.clone(),
            slug: String::new(),
            files: Vec::new(),
            unusable: true,
        };
        groups.insert((file.stem.clone(), String::new()), group);
    }
}

/// The file of a group that has the version of this one already.
fn twin<'a>(group: &Group<'a>, policy: &PolicySource) -> Option<&'a PolicySource> {
    let mut files = group.files.iter();
    files.find(|f| f.version == policy.version).copied()
}

fn set_slugs(sources: &SourceMap, groups: &mut [Group<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut slugs = Slugs::reserving(&["index", "clauses"]);
    for group in groups {
        let (slug, owner) = slugs.give(&group.name);
        if let Some(owner) = owner {
            let file = group
                .files
                .first()
                .map_or("", |f| &sources.get(f.source).path);
            diagnostics.push(address_clash(file, &group.name, &owner, &slug));
        }
        group.slug = slug;
    }
}

fn duplicate(sources: &SourceMap, policy: &PolicySource, twin: &PolicySource) -> Diagnostic {
    let other = &sources.get(twin.source).path;
    let what = match policy.version {
        FileVersion::InForce => "a version in force".to_string(),
        FileVersion::Draft => "a draft".to_string(),
        FileVersion::Dated(date) => format!("a version of {date}"),
    };
    let code = policy.front.code.as_ref();
    let name = code.map_or(policy.stem.as_str(), |c| c.value.as_str());
    let message =
        format!("{name} has {what} already, in {other}; this file gets a page of its own");
    let span = code.map_or(Span::new(policy.source, 0..0), |c| c.span);
    let found = Diagnostic::at("duplicate-code", Severity::Error, span, message).help(
        "give one of them another code; name an older text like 1114@2012-09-11.md and a \
             proposed one like 1114@draft.md",
    );
    match &twin.front.code {
        Some(code) => found.other(code.span, "the other one"),
        None => found,
    }
}

fn policy(
    sources: &SourceMap,
    district: &str,
    group: Group<'_>,
    known: &Ledger,
) -> (Policy, PolicyRows, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let Group {
        code,
        slug,
        mut files,
        unusable,
        ..
    } = group;
    files.sort_by_key(|f| f.version);
    let standings = standings(sources, &files, &mut diagnostics);
    let mut versions: Vec<Version> = Vec::new();
    for (file, standing) in files.iter().zip(standings) {
        let mut read = version(sources, file, standing, &code);
        diagnostics.extend(read.diagnostics);
        let drafts = versions.iter().filter(|v| v.standing == Standing::Draft);
        // Each draft has an address of its own.
        match (standing, drafts.count()) {
            (Standing::Draft, before) if before > 0 => {
                read.value.label = format!("{}-{}", read.value.label, before + 1);
            }
            _ => {}
        }
        versions.push(read.value);
    }
    let in_force = |(_, v): &(&&PolicySource, &Version)| v.standing == Standing::Current;
    let lead = files
        .iter()
        .zip(&versions)
        .find(in_force)
        .map(|(file, _)| *file);
    let lead = lead.or_else(|| files.last().copied());
    let front = lead.map(|l| l.front.clone()).unwrap_or_default();
    let title = match lead {
        Some(lead) => title(sources, lead, &versions, &code, &mut diagnostics),
        None => code.text.clone(),
    };
    let key = (district.to_string(), slug.clone());
    let wanted: Vec<Wanted<'_>> = versions
        .iter()
        .map(|v| Wanted {
            label: &v.label,
            kept: v.standing != Standing::Draft,
            tree: &v.tree,
        })
        .collect();
    let (ids, mut rows) = assign((district, &slug), &wanted, known.policies.get(&key));
    if let (true, Some(known)) = (unusable, known.policies.get(&key)) {
        rows = known.clone();
    }
    for (version, ids) in versions.iter_mut().zip(ids) {
        version.ids = ids;
    }
    let series = front.series.as_ref().map(|f| f.value.clone());
    let policy = Policy {
        code,
        slug,
        title,
        kind: front.kind,
        parent: front.parent.as_ref().map(|f| f.value.clone()),
        series: series.or_else(|| lead?.folders.last().cloned()),
        versions,
        unusable,
    };
    (policy, rows, diagnostics)
}

/// Which of the files, sorted by version, is in force. At most one is.
fn standings(
    sources: &SourceMap,
    files: &[&PolicySource],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Standing> {
    let is_draft = |f: &PolicySource| {
        f.version == FileVersion::Draft || f.front.status.is_some_and(Status::is_proposed)
    };
    let current = files
        .iter()
        .position(|f| f.version == FileVersion::InForce && !is_draft(f));
    for (at, file) in files.iter().enumerate() {
        if Some(at) != current && !is_draft(file) && file.front.status == Some(Status::Active) {
            diagnostics.push(two_in_force(sources, file));
        }
    }
    files
        .iter()
        .enumerate()
        .map(|(at, file)| match Some(at) == current {
            true => Standing::Current,
            false if is_draft(file) => Standing::Draft,
            false => Standing::Earlier,
        })
        .collect()
}

fn two_in_force(sources: &SourceMap, file: &PolicySource) -> Diagnostic {
    let path = &sources.get(file.source).path;
    let message = "this file says that it is in force, but another version of the policy is";
    Diagnostic::of_path("two-in-force", Severity::Warning, path, message)
        .help("write `status: superseded`, or take the date out of the name of the file in force")
}

fn version(
    sources: &SourceMap,
    file: &PolicySource,
    standing: Standing,
    code: &Code,
) -> Diagnosed<Version> {
    let title = file.front.title.as_ref().map(|t| t.value.as_str());
    let known = Known {
        title,
        code: code.printed.then_some(code.text.as_str()),
    };
    let source = sources.get(file.source);
    let read = read_clauses(source, file.source, file.body.range(), known);
    Diagnosed {
        value: Version {
            standing,
            label: label(file, standing),
            status: file.front.status,
            front: file.front.clone(),
            source: file.source,
            tree: read.value,
            ids: Vec::new(),
        },
        diagnostics: read.diagnostics,
    }
}

fn label(file: &PolicySource, standing: Standing) -> String {
    match (standing, file.version) {
        (Standing::Draft, _) => "draft".to_string(),
        (_, FileVersion::Dated(date)) => date.to_string(),
        _ => dating_event(&file.front).map_or("current".to_string(), |e| e.date.to_string()),
    }
}

/// The event that dates a text: when it takes effect, else when it was last adopted, approved or
/// revised. None when the front matter says none of these; one date never stands in for another.
pub fn dating_event(front: &FrontMatter) -> Option<Event> {
    let of = |wanted: fn(EventKind) -> bool| {
        let events = front.events.iter().filter(move |e| wanted(e.kind));
        events.max().copied()
    };
    of(|kind| kind == EventKind::Effective).or_else(|| of(EventKind::brings_into_force))
}

/// The title without the code: from the front matter, else the title line of the text, else the
/// name of the file.
fn title(
    sources: &SourceMap,
    lead: &PolicySource,
    versions: &[Version],
    code: &Code,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    if let Some(title) = &lead.front.title {
        return without_code(&title.value, &code.text);
    }
    let printed = versions.iter().rev().find_map(|v| {
        let line = v
            .tree
            .clauses()
            .iter()
            .find(|c| c.kind == ClauseKind::Title)?;
        Some(without_code(&line.text, &code.text))
    });
    let title = printed.unwrap_or_else(|| lead.stem.clone());
    let path = &sources.get(lead.source).path;
    let message = format!("this file has no title; it is shown as “{title}”");
    diagnostics.push(
        Diagnostic::of_path("missing-title", Severity::Warning, path, message)
            .help("add a line `title: …` to the front matter"),
    );
    title
}

fn without_code(title: &str, code: &str) -> String {
    let rest = title.trim().strip_prefix(code).unwrap_or(title);
    let rest = rest.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '.')
    });
    if rest.is_empty() {
        title.trim().to_string()
    } else {
        rest.trim().to_string()
    }
}
