//! The files that somebody has, by their paths: as they are, or in a zip file.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::Error;
use crate::error::{Fault, Subject};
use crate::unzip::{MAX_ENTRY, Unzip};

/// Files in a zip file.
const MAX_FILES: usize = 10_000;

/// The path of another file in the same folder.
pub fn beside(path: &str, name: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

/// Files by their paths.
pub enum Folder {
    Files(BTreeMap<String, Vec<u8>>),
    Zip(HashMap<String, usize>, Unzip),
}

impl Folder {
    /// Files, or the contents of the zip file that they are.
    pub fn open(mut files: BTreeMap<String, Vec<u8>>) -> Result<Self, Error> {
        if files.len() > 1 {
            return Ok(Folder::Files(files));
        }
        match files.pop_first() {
            // A .keras file is a zip file, too.
            Some((name, bytes)) if bytes.starts_with(b"PK") && !name.ends_with(".keras") => {
                let zip = Unzip::open(bytes, MAX_FILES)?;
                Ok(Folder::Zip(zip.names(), zip))
            }
            other => Ok(Folder::Files(other.into_iter().collect())),
        }
    }

    /// All paths.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Folder::Files(files) => files.keys().map(String::as_str).collect(),
            Folder::Zip(names, _) => names.keys().map(String::as_str).collect(),
        }
    }

    /// A file's bytes; nothing where there is no such file.
    pub fn read(&self, path: &str) -> Result<Option<Cow<'_, [u8]>>, Error> {
        match self {
            Folder::Files(files) => Ok(files.get(path).map(|bytes| Cow::from(bytes.as_slice()))),
            Folder::Zip(names, zip) => match names.get(path) {
                Some(&index) => Ok(Some(zip.read(index, MAX_ENTRY)?.into())),
                None => Ok(None),
            },
        }
    }

    /// A file's bytes.
    #[cfg(feature = "formats")]
    pub fn expect(&self, path: &str) -> Result<Vec<u8>, Error> {
        match self.read(path)? {
            Some(bytes) => Ok(bytes.into_owned()),
            None => Err(Error::malformed(Subject::entry(path), Fault::Missing)),
        }
    }

    /// A file as text; nothing where there is no such file.
    pub fn text(&self, path: &str) -> Result<Option<String>, Error> {
        let Some(bytes) = self.read(path)? else {
            return Ok(None);
        };
        match String::from_utf8(bytes.into_owned()) {
            Ok(text) => Ok(Some(text)),
            Err(e) => Err(Error::malformed(Subject::entry(path), Fault::cause(e))),
        }
    }
}
