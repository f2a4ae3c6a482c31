//! From the files that somebody has to a model, whatever they are.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::graph::Graph;
use super::image_model::{Description, ImageModel};
use super::tfjs;
use crate::Error;
use crate::error::{Fault, Foreign, KnownFile, Subject};
use crate::head::HeadFile;
use crate::unzip::{MAX_ENTRY, Unzip};

/// Files in a zip file.
const MAX_FILES: usize = 10_000;

/// A kind of file that holds a network.
struct Format {
    /// How the name of its main file ends.
    ending: &'static str,
    read: fn(&Folder, &str) -> Result<Graph, Error>,
    /// See [`Description::half_range`].
    half_range: f32,
}

/// What can be read, in the order in which it is looked for.
const FORMATS: &[Format] = &[Format {
    ending: "model.json",
    read: read_tfjs,
    half_range: 127.0,
}];

/// Reads a model out of files, by their names: those of an export, in any folder, or the zip file that they came
/// in. Of more than one model the one with the shortest path is read.
///
/// # Errors
/// [`Error::Unsupported`] says what the files are where there is no model in them; [`Error::Malformed`] where it
/// is damaged; those of [`ImageModel::new`].
pub fn open(mut files: BTreeMap<String, Vec<u8>>) -> Result<ImageModel, Error> {
    let alone = (files.len() == 1).then(|| files.pop_first()).flatten();
    let folder = match alone {
        Some((_, bytes)) if bytes.starts_with(b"PK") => {
            let zip = Unzip::open(bytes, MAX_FILES)?;
            Folder::Zip(zip.names(), zip)
        }
        Some((name, bytes)) => Folder::Files(BTreeMap::from([(name, bytes)])),
        None => Folder::Files(files),
    };
    let names = folder.names();
    let found = FORMATS.iter().find_map(|format| {
        let of_format = names.iter().filter(|name| name.ends_with(format.ending));
        of_format
            .min_by_key(|name| name.len())
            .map(|name| (format, name))
    });
    let Some((format, main)) = found else {
        let file = what_it_is(&folder, &names);
        return Err(Error::unsupported(Foreign::NoModel { file }));
    };
    let graph = (format.read)(&folder, main)?;
    let metadata = match folder.text(&beside(main, "metadata.json"))? {
        Some(text) => serde_json::from_str(&text)
            .map_err(|e| Error::malformed(Subject::ModelMetadata, Fault::cause(e)))?,
        None => Metadata::default(),
    };
    let description = Description {
        labels: metadata.labels,
        grayscale: metadata.grayscale,
        half_range: format.half_range,
    };
    ImageModel::new(&graph, description)
}

/// What files are that hold no model.
fn what_it_is(folder: &Folder, names: &[&str]) -> KnownFile {
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    let all = |ends: &[&str]| {
        let mut files = names.iter().filter(|name| !name.ends_with('/'));
        let lower = |name: &str| name.to_ascii_lowercase();
        !names.is_empty() && files.all(|name| ends.iter().any(|end| lower(name).ends_with(end)))
    };
    let starts = |start: &[u8]| {
        let first = names.first().and_then(|name| folder.read(name).ok()?);
        first.is_some_and(|bytes| bytes.starts_with(start))
    };
    // In this order: a bundle holds a file with classes, a project pictures.
    if has("mien-project.json") {
        KnownFile::Project
    } else if has("mien-camera.js") {
        KnownFile::Bundle
    } else if has("manifest.json") && names.iter().any(|name| name.contains("-!-")) {
        KnownFile::TeachableProject
    } else if all(&[".bin"]) {
        KnownFile::Weights
    } else if all(&[".jpg", ".jpeg", ".png", ".webp", ".gif"]) {
        KnownFile::Pictures
    } else if names.len() == 1 && starts(b"{") && is_head(folder, names) {
        KnownFile::Head
    } else {
        KnownFile::Other
    }
}

fn is_head(folder: &Folder, names: &[&str]) -> bool {
    let text = names.first().and_then(|name| folder.text(name).ok()?);
    text.is_some_and(|text| HeadFile::from_text(&text).is_ok())
}

/// `metadata.json`, of which everything can be missing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Metadata {
    labels: Vec<String>,
    grayscale: Option<bool>,
}

fn read_tfjs(folder: &Folder, main: &str) -> Result<Graph, Error> {
    let model = folder.text(main)?.unwrap_or_default();
    let mut weights = HashMap::new();
    for name in tfjs::weight_files(&model)? {
        if let Some(bytes) = folder.read(&beside(main, &name))? {
            weights.insert(name, bytes);
        }
    }
    tfjs::read(&model, |name| weights.get(name).map(|bytes| bytes.as_ref()))
}

/// The path of another file in the same folder.
fn beside(path: &str, name: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

/// Files by their paths.
enum Folder {
    Files(BTreeMap<String, Vec<u8>>),
    Zip(HashMap<String, usize>, Unzip),
}

impl Folder {
    fn names(&self) -> Vec<&str> {
        match self {
            Folder::Files(files) => files.keys().map(String::as_str).collect(),
            Folder::Zip(names, _) => names.keys().map(String::as_str).collect(),
        }
    }

    fn read(&self, path: &str) -> Result<Option<Cow<'_, [u8]>>, Error> {
        match self {
            Folder::Files(files) => Ok(files.get(path).map(|bytes| Cow::from(bytes.as_slice()))),
            Folder::Zip(names, zip) => match names.get(path) {
                Some(&index) => Ok(Some(zip.read(index, MAX_ENTRY)?.into())),
                None => Ok(None),
            },
        }
    }

    fn text(&self, path: &str) -> Result<Option<String>, Error> {
        let Some(bytes) = self.read(path)? else {
            return Ok(None);
        };
        match String::from_utf8(bytes.into_owned()) {
            Ok(text) => Ok(Some(text)),
            Err(e) => Err(Error::malformed(Subject::entry(path), Fault::cause(e))),
        }
    }
}
