use std::fs;
use std::io;
use std::path::Path;

/// Puts the folder `new` in the place of `old`; afterwards `new` holds what `old` held.
///
/// Where the system can exchange two names in one step, no moment is without a site. Elsewhere
/// the old folder steps aside first, and steps back when the new one cannot take its place.
pub fn swap(new: &Path, old: &Path) -> io::Result<()> {
    if !old.exists() {
        return fs::rename(new, old);
    }
    match exchange(new, old) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => step_aside(new, old),
        done => done,
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE).map_err(|error| match error {
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        other => other.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn step_aside(new: &Path, old: &Path) -> io::Result<()> {
    let aside = new.with_file_name("old");
    fs::rename(old, &aside)?;
    if let Err(error) = fs::rename(new, old) {
        fs::rename(&aside, old)?;
        return Err(error);
    }
    Ok(())
}
