//! Writing the project file.

use std::collections::HashSet;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::read::MAX_FACES;
use super::{EMBEDDINGS, FACES, MAX_SETTINGS, PICTURES, Project, SETTINGS, check_path};
use crate::Error;
use crate::error::{Fault, Subject, shortened};
use crate::unzip::{MAX_ENTRY, entry_size, too_large};

/// The path of a picture: its class's name made safe for any file system, and a `number` that no
/// other picture of the project has (its sample's id), since two names can become the same.
///
/// ```
/// use mien::studio::project::picture_path;
/// assert_eq!(picture_path("Wink left", 7, "JPG"), "pictures/Wink left/7.jpg");
/// assert_eq!(picture_path("../etc", 8, ""), "pictures/_etc/8.jpg");
/// ```
pub fn picture_path(class: &str, number: u32, extension: &str) -> String {
    // 50 characters stay below the 255 bytes that file systems give a name.
    const LONGEST: usize = 50;
    let extension: String = extension
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(5)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let extension = if extension.is_empty() {
        "jpg"
    } else {
        &extension
    };
    format!(
        "{PICTURES}{}/{number}.{extension}",
        safe_folder(class, LONGEST)
    )
}

fn safe_folder(name: &str, longest: usize) -> String {
    let safe: String = name
        .chars()
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
            // What turns the direction of writing can make a name look like another.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .collect();
    // No hidden folders, and Windows drops dots and spaces at the end.
    let trimmed = |s: &str| s.trim_matches(['.', ' ']).to_owned();
    let cut: String = trimmed(&safe).chars().take(longest).collect();
    let folder = trimmed(&cut);
    if folder.is_empty() {
        return "class".into();
    }
    // Names that Windows keeps for devices.
    let stem = folder.split('.').next().unwrap_or_default();
    let upper = stem.trim_end().to_ascii_uppercase();
    let numbered = upper.len() == 4 && (upper.starts_with("COM") || upper.starts_with("LPT"));
    match numbered || ["CON", "PRN", "AUX", "NUL"].contains(&upper.as_str()) {
        true => format!("_{folder}"),
        false => folder,
    }
}

/// A project file in the making. The same contents give the same bytes.
#[derive(Debug, Default)]
pub struct ProjectWriter {
    pictures: Vec<(String, Vec<u8>)>,
    paths: HashSet<String>,
    embeddings: Vec<u8>,
}

impl ProjectWriter {
    /// A file without pictures.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a picture as it is, at a path from [`picture_path`].
    ///
    /// # Errors
    /// [`Error::Malformed`] for a path outside `pictures/` or one that was used before,
    /// [`Error::Limit`] for a picture that would be refused when read.
    pub fn picture(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        check_path(path)?;
        let length = bytes.len() as u64;
        if length > MAX_ENTRY {
            return Err(too_large(entry_size(path), length, MAX_ENTRY));
        }
        if !self.paths.insert(path.into()) {
            let path = shortened(path);
            return Err(Error::malformed(Subject::Project, Fault::SamePath { path }));
        }
        self.pictures.push((path.into(), bytes.into()));
        Ok(())
    }

    /// Adds the embeddings of all samples, `[samples, embedding]`. More than a file may hold are left out: they
    /// are made anew when it is opened.
    pub fn embeddings(&mut self, values: &[f32]) {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes());
        if 4 * values.len() as u64 <= MAX_FACES {
            self.embeddings = bytes.collect();
        }
    }

    /// The file. `faces` are the grey values of every sample, [`Project::face_bytes`] each, in the
    /// order of the samples. They stand before the pictures, so that a download that was cut off
    /// can still be taught from.
    ///
    /// # Errors
    /// What [`Project::validate`] finds; [`Error::Mismatch`] for faces or pictures that are not
    /// those of the samples.
    pub fn finish(self, project: &Project, faces: &[u8]) -> Result<Vec<u8>, Error> {
        project.validate()?;
        let expected = project.samples.len() * project.face_bytes();
        if faces.len() != expected {
            let got = faces.len();
            return Err(Error::mismatch(Subject::SampleFaces, expected, got));
        }
        if faces.len() as u64 > MAX_FACES {
            return Err(too_large(entry_size(FACES), faces.len() as u64, MAX_FACES));
        }
        let mut named = project.samples.iter().flat_map(|s| &s.picture);
        if let Some(missing) = named.find(|path| !self.paths.contains(*path)) {
            return Err(Error::mismatch(
                Subject::SamplePictures,
                shortened(missing),
                0,
            ));
        }
        let version = project.version.max(project.kind.version());
        let project = Project {
            version,
            ..project.clone()
        };
        let settings = serde_json::to_vec_pretty(&project).map_err(failed)?;
        if settings.len() as u64 > MAX_SETTINGS {
            return Err(too_large(
                entry_size(SETTINGS),
                settings.len() as u64,
                MAX_SETTINGS,
            ));
        }
        let told = [
            (SETTINGS, settings.as_slice()),
            (FACES, faces),
            (EMBEDDINGS, &self.embeddings),
        ];
        let told = told
            .into_iter()
            .filter(|(path, bytes)| *path != EMBEDDINGS || !bytes.is_empty())
            .map(|(path, bytes)| (path, bytes, CompressionMethod::DEFLATE));
        let pictures = self.pictures.iter();
        let pictures = pictures
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice(), CompressionMethod::STORE));
        zip(told.chain(pictures))
    }
}

/// Any files as a zip, with their paths. The same contents give the same bytes.
///
/// # Errors
/// [`Error::Malformed`] for two files of one path.
pub fn zip_files(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Error> {
    let files = files.iter();
    zip(files.map(|(path, bytes)| (path.as_str(), bytes.as_slice(), CompressionMethod::DEFLATE)))
}

fn zip<'a>(
    files: impl Iterator<Item = (&'a str, &'a [u8], CompressionMethod)>,
) -> Result<Vec<u8>, Error> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes, method) in files {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::DEFAULT);
        zip.start_file(path, options).map_err(failed)?;
        zip.write_all(bytes).map_err(failed)?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

fn failed(cause: impl ToString) -> Error {
    Error::malformed(Subject::Project, Fault::cause(cause))
}
