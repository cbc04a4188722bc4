//! Permanent ids of clauses and the file that keeps them, `policybook.lock`.
//!
//! An id is given once and never given again. It is carried from version to version by the
//! alignment of their texts ([`crate::align`]). Where a version was edited in place, the file knows
//! only fingerprints of its old words: there an id is carried where the words are the same, then
//! where the alignment with the version before says so, then where the place is. The file has
//! one line a clause and version, so that version control shows and merges it well:
//!
//! ```text
//! policybook.lock 1
//! = larkmoor-falls  4118-2
//! @ 2014-08-11
//! h7k2m9qa3t  iii-b-2  9c1f0a2b33d1
//! ~ h7k2m9qa3t  ii-3
//! - x4c8d0wb2r  v-e  51aa09be7c20  2023-07-10  repealed
//! ```
//!
//! Columns are set apart by tabs. After `@` stand the clauses of a version: id, anchor,
//! fingerprint of the words. `~` is an address that the clause had in that version before it was
//! edited in place. `-` is a clause that no version after the named one has: how it ended
//! (`moved`, `split`, `merged`, `repealed`, or `lost` when it was taken out of a version that had
//! been published) and the ids it went to.

use super::carry::Carry;
use crate::align::{Alignment, align};
use crate::clause::ClauseTree;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::{self, Write as _};

/// The permanent id of a clause, unique in its policy: ten letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseId(pub String);

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A clause as the ledger knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: ClauseId,
    /// Its address in the page of the version.
    pub anchor: String,
    /// Fingerprint of its words: twelve hexadecimal digits.
    pub print: String,
}

/// How a clause ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It stands in another policy now.
    Moved,
    /// It became several clauses.
    Split,
    /// It became part of another clause.
    Merged,
    /// It was taken out by a later version.
    Repealed,
    /// It was taken out of a version that had been published.
    Lost,
}

const ENDS: [(End, &str); 5] = [
    (End::Moved, "moved"),
    (End::Split, "split"),
    (End::Merged, "merged"),
    (End::Repealed, "repealed"),
    (End::Lost, "lost"),
];

/// A clause that is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// What it was.
    pub row: Row,
    /// The last version that had it.
    pub version: String,
    /// How it ended.
    pub end: End,
    /// The ids of the clauses it went to.
    pub to: Vec<ClauseId>,
}

/// The clauses of one version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionRows {
    /// Label of the version.
    pub label: String,
    /// Its clauses in document order.
    pub rows: Vec<Row>,
    /// Addresses that clauses had in this version before it was edited in place.
    pub former: Vec<(ClauseId, String)>,
}

/// The clauses of one policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyRows {
    /// Its versions, oldest first; drafts are not kept.
    pub versions: Vec<VersionRows>,
    /// Clauses that are no more.
    pub ended: Vec<Ended>,
}

/// All permanent ids of a project, by policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The policies; the key is the slug of the district and that of the policy.
    pub policies: BTreeMap<(String, String), PolicyRows>,
}

const HEAD: &str = "policybook.lock 1";

impl Ledger {
    /// Reads the text of a lock file.
    ///
    /// # Errors
    /// Line number, from 1, and what is wrong with it. A lock that cannot be read must not be
    /// written over.
    pub fn read(text: &str) -> Result<Ledger, (usize, String)> {
        let mut lines = text.lines().enumerate().map(|(n, l)| (n + 1, l.trim_end()));
        let head = lines.find(|(_, l)| !l.is_empty() && !l.starts_with('#'));
        match head {
            None => return Ok(Ledger::default()),
            Some((_, HEAD)) => {}
            Some((n, line)) => return Err((n, format!("expected `{HEAD}`, found `{line}`"))),
        }
        let mut ledger = Ledger::default();
        let mut key = None;
        for (n, line) in lines.filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            ledger.read_line(line, &mut key).map_err(|why| (n, why))?;
        }
        Ok(ledger)
    }

    fn read_line(&mut self, line: &str, key: &mut Option<(String, String)>) -> Result<(), String> {
        if let Some(name) = line.strip_prefix("= ") {
            let (district, slug) = name
                .split_once('\t')
                .ok_or("a policy needs its district and its own name")?;
            *key = Some((district.to_string(), slug.to_string()));
            self.policies
                .entry((district.to_string(), slug.to_string()))
                .or_default();
            return Ok(());
        }
        let policy = key
            .as_ref()
            .and_then(|k| self.policies.get_mut(k))
            .ok_or("a line before the first policy")?;
        if let Some(label) = line.strip_prefix("@ ") {
            policy.versions.push(VersionRows {
                label: label.to_string(),
                ..VersionRows::default()
            });
            return Ok(());
        }
        let cells: Vec<&str> = line.split('\t').collect();
        match cells.as_slice() {
            ["-", id, anchor, print, version, end, to @ ..] => {
                let end = ENDS.iter().find(|(_, word)| word == end);
                let (end, _) = end.ok_or("unknown end of a clause")?;
                policy.ended.push(Ended {
                    row: row(id, anchor, print),
                    version: (*version).to_string(),
                    end: *end,
                    to: to.iter().map(|t| ClauseId((*t).to_string())).collect(),
                });
            }
            ["~", id, anchor] => {
                let version = policy
                    .versions
                    .last_mut()
                    .ok_or("an address before its version")?;
                version
                    .former
                    .push((ClauseId((*id).to_string()), (*anchor).to_string()));
            }
            [id, anchor, print] => {
                let version = policy
                    .versions
                    .last_mut()
                    .ok_or("a clause before its version")?;
                version.rows.push(row(id, anchor, print));
            }
            _ => return Err("a line with the wrong number of columns".to_string()),
        }
        Ok(())
    }

    /// The text of the lock file.
    pub fn write(&self) -> String {
        let mut out = format!(
            "{HEAD}\n# Permanent ids of clauses. Written by policybook; keep it in version control.\n"
        );
        for ((district, slug), policy) in &self.policies {
            let _ = writeln!(out, "= {district}\t{slug}");
            for version in &policy.versions {
                let _ = writeln!(out, "@ {}", version.label);
                for row in &version.rows {
                    let _ = writeln!(out, "{}\t{}\t{}", row.id, row.anchor, row.print);
                }
                for (id, anchor) in &version.former {
                    let _ = writeln!(out, "~\t{id}\t{anchor}");
                }
            }
            for ended in &policy.ended {
                let Ended {
                    row,
                    version,
                    end,
                    to,
                } = ended;
                let word = ENDS.iter().find(|(e, _)| e == end).map_or("", |(_, w)| w);
                let _ = write!(
                    out,
                    "-\t{}\t{}\t{}\t{version}\t{word}",
                    row.id, row.anchor, row.print
                );
                for id in to {
                    let _ = write!(out, "\t{id}");
                }
                out.push('\n');
            }
        }
        out
    }
}

fn row(id: &str, anchor: &str, print: &str) -> Row {
    Row {
        id: ClauseId(id.to_string()),
        anchor: anchor.to_string(),
        print: print.to_string(),
    }
}

/// Fingerprint of a clause's words.
pub fn fingerprint(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..12].to_string()
}

/// A version that wants ids.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Its label.
    pub label: &'a str,
    /// True when its ids are to be kept in the lock; a draft's are not.
    pub kept: bool,
    /// Its clauses.
    pub tree: &'a ClauseTree,
}

/// Gives ids to the clauses of all versions of a policy, oldest version first.
pub fn assign(
    name: (&str, &str),
    versions: &[Wanted<'_>],
    known: Option<&PolicyRows>,
) -> (Vec<Vec<ClauseId>>, PolicyRows) {
    let empty = PolicyRows::default();
    let known = known.unwrap_or(&empty);
    let mut giver = Giver::new(name, known);
    let mut all: Vec<Vec<ClauseId>> = Vec::new();
    let mut kept: Vec<VersionRows> = Vec::new();
    let mut before: Option<(Vec<Row>, &ClauseTree)> = None;
    for version in versions {
        let last = before.as_ref().map(|(rows, tree)| (rows.as_slice(), *tree));
        let rows = giver.version(version, known, last);
        all.push(rows.iter().map(|r| r.id.clone()).collect());
        if version.kept {
            kept.push(VersionRows {
                label: version.label.to_string(),
                former: former(version.label, &rows, known),
                rows: rows.clone(),
            });
        }
        before = Some((rows, version.tree));
    }
    let ended = ended(known, &kept, &giver.merged);
    let rows = PolicyRows {
        versions: kept,
        ended,
    };
    (all, rows)
}

/// Addresses that published clauses of a version had before it was edited in place.
fn former(label: &str, rows: &[Row], known: &PolicyRows) -> Vec<(ClauseId, String)> {
    let Some(old) = known.versions.iter().find(|v| v.label == label) else {
        return Vec::new();
    };
    let now: HashMap<&ClauseId, &str> = rows.iter().map(|r| (&r.id, r.anchor.as_str())).collect();
    let moved = old.rows.iter().map(|r| (r.id.clone(), r.anchor.clone()));
    let mut seen = BTreeSet::new();
    // The newest first: where two clauses had one address, the later one is likelier meant.
    moved
        .chain(old.former.iter().cloned())
        .filter(|(id, anchor)| now.get(id).is_some_and(|here| here != anchor))
        .filter(|entry| seen.insert(entry.clone()))
        .collect()
}

/// Clauses that the newest version does not have, with what was known of their end before.
fn ended(known: &PolicyRows, kept: &[VersionRows], merged: &Merged) -> Vec<Ended> {
    let living: BTreeSet<&ClauseId> = kept
        .last()
        .iter()
        .flat_map(|v| v.rows.iter().map(|r| &r.id))
        .collect();
    let mut out: BTreeMap<ClauseId, Ended> = BTreeMap::new();
    let mut note = |row: &Row, version: &str, end: End| {
        if !living.contains(&row.id) {
            let to = merged.get(&row.id).cloned().into_iter().collect::<Vec<_>>();
            let end = if to.is_empty() { end } else { End::Merged };
            let ended = Ended {
                row: row.clone(),
                version: version.to_string(),
                end,
                to,
            };
            out.insert(row.id.clone(), ended);
        }
    };
    for version in &known.versions {
        for row in &version.rows {
            note(row, &version.label, End::Lost);
        }
    }
    for version in kept {
        for row in &version.rows {
            note(row, &version.label, End::Repealed);
        }
    }
    for old in &known.ended {
        // A lost clause that is accounted for now is lost no more.
        let fresh = out
            .get(&old.row.id)
            .is_some_and(|e| e.end != End::Lost && old.end == End::Lost);
        if !living.contains(&old.row.id) && !fresh {
            out.insert(old.row.id.clone(), old.clone());
        }
    }
    out.into_values().collect()
}

/// Hands out ids of one policy.
struct Giver<'a> {
    name: (&'a str, &'a str),
    taken: BTreeSet<ClauseId>,
    merged: Merged,
}

/// Clauses that went into another, with that one.
type Merged = BTreeMap<ClauseId, ClauseId>;

impl<'a> Giver<'a> {
    fn new(name: (&'a str, &'a str), known: &PolicyRows) -> Giver<'a> {
        let rows = known.versions.iter().flat_map(|v| &v.rows);
        let ended = known.ended.iter().map(|e| &e.row);
        Giver {
            name,
            taken: rows.chain(ended).map(|r| r.id.clone()).collect(),
            merged: Merged::new(),
        }
    }

    fn version(
        &mut self,
        version: &Wanted<'_>,
        known: &PolicyRows,
        before: Option<(&[Row], &ClauseTree)>,
    ) -> Vec<Row> {
        let clauses = version.tree.clauses();
        let prints: Vec<String> = clauses.iter().map(|c| fingerprint(&c.text)).collect();
        let anchors: Vec<&str> = clauses.iter().map(|c| c.anchor.as_str()).collect();
        let mut carry = Carry::new(&anchors, &prints);
        let aligned = before.map(|(rows, tree)| (rows, align(tree, version.tree)));
        if let Some(own) = known.versions.iter().find(|v| v.label == version.label) {
            carry.by_words(&own.rows);
            if let Some((rows, alignment)) = &aligned {
                let published: BTreeSet<&ClauseId> = own.rows.iter().map(|r| &r.id).collect();
                carry.by_alignment(rows, alignment, |id| published.contains(id));
            }
            carry.by_place(&own.rows);
        }
        if let Some((rows, alignment)) = &aligned {
            carry.by_alignment(rows, alignment, |_| true);
        }
        // A version that came to light later, or went and came back: by its words only.
        let others = known
            .versions
            .iter()
            .rev()
            .filter(|v| v.label != version.label);
        let others = others
            .flat_map(|v| &v.rows)
            .chain(known.ended.iter().map(|e| &e.row));
        carry.by_words(&others.cloned().collect::<Vec<Row>>());
        let ids = carry.into_ids().into_iter().zip(&anchors).zip(&prints);
        let ids = ids.map(|((id, anchor), print)| Row {
            id: id.unwrap_or_else(|| self.fresh(version.label, anchor, print)),
            anchor: (*anchor).to_string(),
            print: print.clone(),
        });
        let ids: Vec<Row> = ids.collect();
        if let (true, Some((rows, alignment))) = (version.kept, &aligned) {
            self.note_merged(rows, &ids, alignment);
        }
        ids
    }

    /// Keeps where clauses went that are part of another one now.
    fn note_merged(&mut self, before: &[Row], now: &[Row], alignment: &Alignment) {
        for (from, to) in alignment.merged() {
            let (from, to) = (&before[from.0 as usize].id, &now[to.0 as usize].id);
            if from != to {
                self.merged
                    .entry(from.clone())
                    .or_insert_with(|| to.clone());
            }
        }
    }

    /// An id made from where and what the clause is when it first appears.
    fn fresh(&mut self, label: &str, anchor: &str, print: &str) -> ClauseId {
        for salt in 0_u32.. {
            let (district, slug) = self.name;
            let seed = format!("{district}\0{slug}\0{label}\0{anchor}\0{print}\0{salt}");
            let id = ClauseId(base32(blake3::hash(seed.as_bytes()).as_bytes()));
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
        unreachable!("a policy has fewer clauses than there are salts")
    }
}

/// Ten signs of 32 that are hard to mistake for one another.
fn base32(bytes: &[u8; 32]) -> String {
    const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let signs = bytes.iter().take(10).map(|b| SIGNS[usize::from(b % 32)]);
    signs.map(char::from).collect()
}
