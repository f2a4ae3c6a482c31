//! Folders for tests, removed at their end.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// An empty folder of its own; removed when dropped.
pub struct Scratch(TempDir);

impl Scratch {
    /// Makes the folder.
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Makes a folder in it.
    pub fn folder(&self, name: &str) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(&path).unwrap();
        path
    }

    /// Writes a file in it.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// Writes a picture in it.
    pub fn picture(&self, name: &str, picture: &image::DynamicImage) -> PathBuf {
        let path = self.file(name, "");
        picture.save(&path).unwrap();
        path
    }

    /// Unpacks one of `tests/data/cases`.
    pub fn case(&self, name: &str) -> PathBuf {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/cases");
        let file = fs::File::open(cases.join(format!("{name}.zip"))).unwrap();
        let path = self.folder(name);
        zip::ZipArchive::new(file).unwrap().extract(&path).unwrap();
        path
    }
}
