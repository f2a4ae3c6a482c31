//! Reading the project file, as much of it as is whole.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::{
    EMBEDDINGS, FACES, MAX_CLASSES, MAX_NAME, MAX_SAMPLES, MAX_SETTINGS, PICTURES, Project,
    ProjectClass, ProjectSample, SETTINGS, check_format, check_path,
};
use crate::Error;
use crate::error::{Fault, Subject};
use crate::studio::code_pages::decode_names;
use crate::studio::faults::{Faults, Note};
use crate::studio::names::folded;
use crate::unzip::{MAX_ENTRY, MAX_TOTAL, Unzip, too_large};

/// The most bytes of `faces.bin`, the longest part of a project: 200,000 faces of 48 x 48, or fewer
/// larger ones.
pub(super) const MAX_FACES: u64 = 460 << 20;

/// A project file that was opened.
pub struct ProjectFile {
    /// What is in it, without the samples that were lost.
    pub project: Project,
    /// The face of every sample, [`Project::face_bytes`] each; `None` where it was lost and has to be found
    /// in the sample's picture again.
    pub faces: Vec<Option<Vec<u8>>>,
    /// The embedding of every sample, made by [`Project::backbone`]; empty where there is none in the file.
    pub embeddings: Vec<Vec<f32>>,
    /// What was damaged and left out; empty for a sound file.
    pub damage: Faults<Note>,
    /// Samples that were left out, because neither face nor picture is whole.
    pub lost: usize,
    zip: Unzip,
    /// Which entry each path is, [`folded`].
    names: HashMap<String, usize>,
}

impl ProjectFile {
    /// Opens a project file. What is damaged is left out and told in `damage`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] for a file of another kind or version, [`Error::Malformed`] where
    /// nothing can be read or the project contradicts itself, [`Error::Limit`] where it is larger
    /// than a project may be.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        let mut zip = Unzip::open(bytes, MAX_SAMPLES + 2)?;
        // Whoever packs it anew may write its names in another way.
        decode_names(&mut zip);
        // What claims to be longer than any part of a project is not unpacked at all.
        let sizes = zip.entries.iter().map(|entry| entry.size);
        let total: u64 = sizes.filter(|&size| size <= MAX_FACES).sum();
        if total > MAX_TOTAL {
            return Err(too_large(Subject::ProjectSize, total, MAX_TOTAL));
        }
        let paths = zip.entries.iter().enumerate();
        let names = paths.map(|(i, entry)| (folded(&entry.name), i)).collect();
        let mut damage = Faults::default();
        if zip.damaged {
            damage.add(Note::CutOff);
        }
        let (mut project, faces) = match settings(&zip, &names)? {
            Some(project) => {
                let faces = faces(&zip, &names, &project, &mut damage);
                (project, faces)
            }
            None => {
                let project = from_folders(&zip)?;
                damage.add(Note::SettingsLost);
                let faces = vec![None; project.samples.len()];
                (project, faces)
            }
        };
        let damaged = damaged_pictures(&project, &zip, &names, &mut damage);
        let embeddings = embeddings(&zip, &names, project.samples.len());
        let mut kept_embeddings = Vec::with_capacity(embeddings.len());
        let mut samples = Vec::with_capacity(project.samples.len());
        let mut kept = Vec::with_capacity(faces.len());
        let mut lost = 0;
        let all = project.samples.into_iter().zip(faces).zip(embeddings);
        for ((mut sample, face), embedding) in all {
            sample.picture.take_if(|path| damaged.contains(path));
            if face.is_none() && sample.picture.is_none() {
                lost += 1;
                continue;
            }
            samples.push(sample);
            kept.push(face);
            kept_embeddings.push(embedding);
        }
        project.samples = samples;
        Ok(Self {
            project,
            faces: kept,
            embeddings: kept_embeddings,
            damage,
            lost,
            zip,
            names,
        })
    }

    /// A picture as it was added.
    ///
    /// # Errors
    /// [`Error::Malformed`] where it is missing or damaged.
    pub fn picture(&self, path: &str) -> Result<Vec<u8>, Error> {
        picture(&self.zip, &self.names, path)
    }
}

fn picture(zip: &Unzip, names: &HashMap<String, usize>, path: &str) -> Result<Vec<u8>, Error> {
    match names.get(&folded(path)) {
        Some(&index) => zip.read(index, MAX_ENTRY),
        None => Err(Error::malformed(Subject::entry(path), Fault::Missing)),
    }
}

/// The paths of the samples' pictures that cannot be read.
fn damaged_pictures(
    project: &Project,
    zip: &Unzip,
    names: &HashMap<String, usize>,
    damage: &mut Faults<Note>,
) -> HashSet<String> {
    // Samples can share a picture.
    let paths: BTreeSet<_> = project.samples.iter().flat_map(|s| &s.picture).collect();
    let mut damaged = HashSet::new();
    for path in paths {
        if let Err(error) = picture(zip, names, path) {
            damage.add(Note::PictureLost { error });
            damaged.insert(path.clone());
        }
    }
    damaged
}

/// The project as it was written; `None` where it is missing or damaged.
fn settings(zip: &Unzip, names: &HashMap<String, usize>) -> Result<Option<Project>, Error> {
    let read = |&index| zip.read(index, MAX_SETTINGS).ok();
    let Some(text) = names.get(SETTINGS).and_then(read) else {
        return Ok(None);
    };
    let Ok(value) = serde_json::from_slice::<Value>(&text) else {
        return Ok(None);
    };
    let format = value["format"].as_str().unwrap_or_default();
    check_format(format, value["version"].as_u64().unwrap_or_default())?;
    let project: Project = serde_json::from_value(value)
        .map_err(|e| Error::malformed(Subject::file(SETTINGS), Fault::cause(e)))?;
    project.validate()?;
    Ok(Some(project))
}

/// The faces of a project's samples. Where the file was cut off, those before the cut are whole;
/// where bytes in the middle changed, none can be trusted.
fn faces(
    zip: &Unzip,
    names: &HashMap<String, usize>,
    project: &Project,
    damage: &mut Faults<Note>,
) -> Vec<Option<Vec<u8>>> {
    let samples = project.samples.len();
    if project.face_bytes() == 0 {
        return vec![None; samples];
    }
    let (bytes, fault) = match names.get(FACES) {
        Some(&index) => {
            let (bytes, fault) = zip.salvage(index, MAX_FACES);
            let cut = zip.entries.get(index).is_some_and(|entry| entry.cut);
            match fault {
                Some(fault) if !cut => (Vec::new(), Some(fault)),
                fault => (bytes, fault),
            }
        }
        None if samples == 0 => (Vec::new(), None),
        None => (
            Vec::new(),
            Some(Error::malformed(Subject::file(FACES), Fault::Missing)),
        ),
    };
    let whole = bytes.chunks_exact(project.face_bytes());
    let mut faces: Vec<_> = whole.take(samples).map(|face| Some(face.into())).collect();
    let missing = samples - faces.len();
    if let Some(fault) = fault {
        damage.add(Note::Damaged { error: fault });
    }
    if missing > 0 {
        damage.add(Note::FacesLost { count: missing });
    }
    faces.resize(samples, None);
    faces
}

/// The embeddings of so many samples. What is damaged is no loss: they are made anew.
fn embeddings(zip: &Unzip, names: &HashMap<String, usize>, samples: usize) -> Vec<Vec<f32>> {
    let read = |&index| zip.read(index, MAX_FACES).ok();
    let bytes = names.get(EMBEDDINGS).and_then(read).unwrap_or_default();
    let values = bytes.as_chunks::<4>().0.iter();
    let values: Vec<f32> = values.map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let width = values.len() / samples.max(1);
    let whole = width > 0 && bytes.len() == 4 * width * samples;
    if !whole || !values.iter().all(|value| value.is_finite()) {
        return vec![Vec::new(); samples];
    }
    values.chunks_exact(width).map(<[f32]>::to_vec).collect()
}

/// Classes after the folders of the pictures, for a project whose settings are lost.
fn from_folders(zip: &Unzip) -> Result<Project, Error> {
    let mut project = Project::default();
    let mut ids: HashMap<String, u32> = HashMap::new();
    for entry in zip.entries.iter().filter(|entry| !entry.folder) {
        let inside = entry.name.strip_prefix(PICTURES);
        let parts = inside.and_then(|inside| inside.rsplit_once('/'));
        let (Some((folder, file)), Ok(())) = (parts, check_path(&entry.name)) else {
            continue;
        };
        let name: String = folder.chars().take(MAX_NAME).collect();
        let class = match ids.get(&folded(&name)) {
            Some(&id) => id,
            None if ids.len() == MAX_CLASSES => continue,
            None => {
                let id = ids.len() as u32 + 1;
                ids.insert(folded(&name), id);
                project.classes.push(ProjectClass {
                    id,
                    name,
                    disabled: false,
                });
                id
            }
        };
        project.samples.push(ProjectSample {
            id: project.samples.len() as u32 + 1,
            class,
            name: file.into(),
            picture: Some(entry.name.clone()),
        });
    }
    if project.samples.is_empty() {
        return Err(Error::malformed(
            Subject::file(SETTINGS),
            Fault::NoPicturesEither,
        ));
    }
    Ok(project)
}
