//! Watching a project while someone writes in it. The room is given a function to call when
//! something changed; it does not know what is built.

use notify::{EventKind, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

/// An editor saves in several steps; what comes within this time is one change.
const PAUSE: Duration = Duration::from_millis(150);

/// Calls `changed` after every change below one of the paths, until the watcher fails. None of
/// the paths may hold the site: the program writes there itself.
///
/// # Errors
/// When the system cannot watch a path.
pub fn watch(paths: &[PathBuf], mut changed: impl FnMut()) -> Result<(), String> {
    let (send, receive) = channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        // The other end is gone only when the watch is over.
        let _ = send.send(event);
    })
    .map_err(|e| e.to_string())?;
    for path in paths.iter().filter(|p| p.exists()) {
        let watched = watcher.watch(path, RecursiveMode::Recursive);
        watched.map_err(|e| format!("{}: {e}", path.display()))?;
    }
    // Reading a file is an event, too; the build itself reads.
    let counts = |event: &notify::Event| !matches!(event.kind, EventKind::Access(_));
    loop {
        match receive.recv() {
            Err(_) => return Ok(()),
            Ok(Err(error)) => return Err(error.to_string()),
            Ok(Ok(event)) if !counts(&event) => continue,
            Ok(Ok(_)) => {}
        }
        while receive.recv_timeout(PAUSE).is_ok() {}
        changed();
    }
}

/// What is to be watched of a project: its sources and templates, and its configuration.
pub fn watched(root: &Path, policies: &str) -> Vec<PathBuf> {
    ["policybook.yaml", policies, "templates"]
        .iter()
        .map(|p| root.join(p))
        .collect()
}
