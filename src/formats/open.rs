//! From the files that somebody has to a model, whatever they are.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::folder::{Folder, beside};
use super::labels;
use super::model::Model;
use super::table::{FORMATS, OTHER_ENDINGS};
use crate::Error;
use crate::error::{Fault, Foreign, KnownFile, Subject};

/// Reads a model out of files, by their names: those of an export, in any folder, or the zip file that they came
/// in. Of more than one model the one with the shortest path is read.
///
/// # Errors
/// [`Error::Unsupported`] says what the files are where there is no model in them; [`Error::Malformed`] where it
/// is damaged; [`Error::Mismatch`] where its metadata is another model's.
pub fn open(files: BTreeMap<String, Vec<u8>>) -> Result<Model, Error> {
    let folder = Folder::open(files)?;
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
    let (graph, half_range) = (format.read)(&folder, main)?;
    let metadata = match folder.text(&beside(main, "metadata.json"))? {
        Some(text) => serde_json::from_str(&text)
            .map_err(|e| Error::malformed(Subject::ModelMetadata, Fault::cause(e)))?,
        None => Metadata::default(),
    };
    let labels = match folder.text(&beside(main, "labels.txt"))? {
        Some(text) if metadata.labels.is_empty() => labels::from_text(&text),
        _ => metadata.labels,
    };
    // Teachable Machine's library turns pictures grey where this says so.
    let channels = graph.input.channels;
    if metadata.grayscale == Some(true) && channels != 1 {
        return Err(Error::mismatch(Subject::ModelChannels, 1, channels));
    }
    Ok(Model {
        name: metadata.model_name,
        graph,
        labels,
        half_range: half_range.unwrap_or(format.half_range),
        notes: metadata.user_metadata,
        time: metadata.time_stamp,
    })
}

/// Whether files hold a model of a format that needs the cargo feature `formats`.
pub fn needs_formats(files: &BTreeMap<String, Vec<u8>>) -> Result<bool, Error> {
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let other = |names: &[&str]| {
        let has = |ending: &str| names.iter().any(|name| name.ends_with(ending));
        !has(FORMATS[0].ending) && OTHER_ENDINGS.iter().any(|ending| has(ending))
    };
    let packed = files.len() == 1 && files.values().any(|bytes| bytes.starts_with(b"PK"));
    if packed && !other(&names) {
        let folder = Folder::open(files.clone())?;
        return Ok(other(&folder.names()));
    }
    Ok(other(&names))
}

/// The file with classes in a bundle that the studio made of a project of faces; a bundle of whole pictures holds a model.
///
/// # Errors
/// [`Error::Malformed`] where the files are a zip file that can't be read.
pub fn head_in_bundle(files: &BTreeMap<String, Vec<u8>>) -> Result<Option<String>, Error> {
    if !files.values().any(|bytes| bytes.starts_with(b"PK")) {
        return Ok(None);
    }
    let folder = Folder::open(files.clone())?;
    let names = folder.names();
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    if !is_bundle(&names) || has(FORMATS[0].ending) {
        return Ok(None);
    }
    match names.iter().find(|name| name.ends_with("mien/head.json")) {
        Some(head) => folder.text(head),
        None => Ok(None),
    }
}

/// Whether files are a bundle: the widget is among them, by the name that it has had since, or by its first.
fn is_bundle(names: &[&str]) -> bool {
    let widget = ["mien/widget.js", "mien-camera.js"];
    names
        .iter()
        .any(|name| widget.iter().any(|end| name.ends_with(end)))
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
    } else if is_bundle(names) {
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
    let value = text.and_then(|text| serde_json::from_str::<Value>(&text).ok());
    value.is_some_and(|value| value["format"] == crate::head::FORMAT)
}

/// `metadata.json`, of which everything can be missing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Metadata {
    labels: Vec<String>,
    grayscale: Option<bool>,
    model_name: String,
    time_stamp: String,
    user_metadata: Value,
}
