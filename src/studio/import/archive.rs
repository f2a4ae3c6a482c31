//! A zip file of pictures, whoever made it.

use serde::Serialize;
use serde_json::Value;

use super::folders::{ForTesting, Place, class_name, is_hidden, note_left_out, places};
use crate::Error;
use crate::error::{Fault, Foreign, Subject, shortened};
use crate::studio::code_pages::decode_names;
use crate::studio::faults::{Faults, Note};
use crate::studio::project::{EMBEDDINGS, FACES, ProjectFile, SETTINGS};
use crate::studio::train::TrainConfig;
use crate::unzip::{Entry, MAX_ENTRY, MAX_TOTAL, Unzip, entry_size, leads_outside, too_large};

const MAX_ENTRIES: usize = 100_000;
const MANIFEST: &str = "manifest.json";
/// Between class and number in the names of Teachable Machine's samples.
const SEPARATOR: &str = "-!-";
/// Windows' tools write the second.
const SLASHES: [char; 2] = ['/', '\\'];
/// Endings of the pictures that browsers decode.
const PICTURES: [&str; 8] = ["jpg", "jpeg", "jfif", "png", "webp", "gif", "bmp", "avif"];

/// Who made an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ArchiveKind {
    /// A Teachable Machine image project (`.tm`).
    TeachableMachine,
    /// A project of this studio: see [`Archive::into_project`].
    Mien,
    /// Any zip file with pictures.
    Pictures,
}

/// A picture in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ArchiveEntry {
    /// What [`Archive::read`] takes.
    pub index: usize,
    /// The class that its name or folder tells.
    pub class: Option<String>,
    /// Its file name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
}

/// An archive that was opened; as data, what is in it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Archive {
    /// Who made it.
    pub kind: ArchiveKind,
    /// Its pictures to learn from, in the order of the file, which for Teachable Machine is that of
    /// the classes.
    pub entries: Vec<ArchiveEntry>,
    /// What was left out as meant for testing.
    pub for_testing: ForTesting,
    /// The code page that names were taken to be in, where nothing in the file says which it is.
    pub guessed: Option<&'static str>,
    /// What was passed over.
    pub skipped: Faults<Note>,
    /// What a Teachable Machine project says about training. Nothing else of its manifest is
    /// kept: it can hold a key to its maker's cloud storage.
    pub settings: Option<TrainConfig>,
    #[serde(skip)]
    zip: Unzip,
}

impl Archive {
    /// Opens a file that a person chose.
    ///
    /// # Errors
    /// [`Error::Unsupported`] for a file of another kind, encrypted or without pictures;
    /// [`Error::Malformed`] for one that is empty or damaged throughout; [`Error::Limit`] for more
    /// than 100,000 files, a picture over 64 MiB or pictures over 2 GiB.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        let mut zip = Unzip::open(bytes, MAX_ENTRIES)?;
        let guessed = decode_names(&mut zip);
        let mut skipped = Faults::default();
        if zip.damaged {
            skipped.add(Note::CutOff);
        }
        let manifest = manifest(&zip)?;
        let has = |name: &str| zip.entries.iter().any(|entry| entry.name == name);
        let separated = |entry: &Entry| entry.name.contains(SEPARATOR) && is_picture(&entry.name);
        let kind = if has(SETTINGS) || has(FACES) {
            ArchiveKind::Mien
        } else if manifest.is_some() || zip.entries.iter().any(separated) {
            ArchiveKind::TeachableMachine
        } else {
            ArchiveKind::Pictures
        };
        let pictures = pictures(&zip, &mut skipped)?;
        if pictures.is_empty() && kind == ArchiveKind::Pictures {
            return Err(Error::unsupported(match has("model.json") {
                true => Foreign::Model,
                false => Foreign::NoPictures,
            }));
        }
        let mut for_testing = ForTesting::default();
        let entries = match kind {
            ArchiveKind::TeachableMachine => named_by_files(&zip, &pictures),
            _ => named_by_folders(&zip, &pictures, &mut for_testing),
        };
        Ok(Self {
            kind,
            entries,
            for_testing,
            guessed,
            skipped,
            settings: manifest.as_ref().map(train_config),
            zip,
        })
    }

    /// A picture's bytes, by the index of its entry.
    ///
    /// # Errors
    /// [`Error::Malformed`] where it is damaged or missing; [`Error::Limit`] where it unpacks to
    /// more than was promised.
    pub fn read(&self, index: usize) -> Result<Vec<u8>, Error> {
        self.zip.read(index, MAX_ENTRY)
    }

    /// The same file, as a project of this studio.
    ///
    /// # Errors
    /// Those of [`ProjectFile::open`].
    pub fn into_project(self) -> Result<ProjectFile, Error> {
        ProjectFile::open(self.zip.into_bytes())
    }
}

/// The entries of the pictures that can be read.
fn pictures(zip: &Unzip, skipped: &mut Faults<Note>) -> Result<Vec<usize>, Error> {
    let mut pictures = Vec::new();
    let mut unreadable = None;
    let (mut total, mut hidden, mut others) = (0, 0, 0);
    for (index, entry) in zip.entries.iter().enumerate() {
        if entry.folder || [MANIFEST, SETTINGS, FACES, EMBEDDINGS].contains(&entry.name.as_str()) {
            continue;
        }
        let name = || shortened(&entry.name);
        if leads_outside(&entry.name) {
            skipped.add(Note::LeadsOutside { name: name() });
        } else if is_hidden(&entry.name) {
            hidden += 1;
        } else if !is_picture(&entry.name) {
            others += 1;
        } else if let Some(error) = entry.unsupported() {
            skipped.add(Note::LeftOut {
                error: error.clone(),
            });
            unreadable.get_or_insert(error);
        } else if entry.cut {
            let file = Subject::entry(&entry.name);
            let error = Error::malformed(file, Fault::EndMissing);
            skipped.add(Note::LeftOut { error });
        } else if entry.size > MAX_ENTRY {
            return Err(too_large(entry_size(&entry.name), entry.size, MAX_ENTRY));
        } else {
            total += entry.size;
            if total > MAX_TOTAL {
                return Err(too_large(Subject::PicturesSize, total, MAX_TOTAL));
            }
            pictures.push(index);
        }
    }
    note_left_out(skipped, hidden, others);
    match unreadable {
        Some(fault) if pictures.is_empty() => Err(fault),
        _ => Ok(pictures),
    }
}

/// The pictures with the classes that their folders tell, without those for testing.
fn named_by_folders(
    zip: &Unzip,
    pictures: &[usize],
    for_testing: &mut ForTesting,
) -> Vec<ArchiveEntry> {
    let paths: Vec<&str> = pictures.iter().map(|&i| &*zip.entries[i].name).collect();
    let mut entries = Vec::with_capacity(pictures.len());
    for (&index, place) in pictures.iter().zip(places(&paths)) {
        match place {
            Place::Class(class) => entries.push(picture(zip, index, class)),
            Place::Testing(folder) => for_testing.add(folder),
        }
    }
    entries
}

/// The pictures with the classes that their names tell, as Teachable Machine names them.
fn named_by_files(zip: &Unzip, pictures: &[usize]) -> Vec<ArchiveEntry> {
    let named = |&index: &usize| {
        let path = zip.entries[index].name.as_str();
        // A class's own name may hold a slash.
        let class = match path.rsplit_once(SEPARATOR) {
            Some((class, _)) => class,
            None => folder_and_file(path).0.rsplit(SLASHES).next()?,
        };
        Some(class).filter(|class| !class.is_empty())
    };
    let all = pictures.iter();
    all.map(|index| picture(zip, *index, named(index)))
        .collect()
}

fn picture(zip: &Unzip, index: usize, class: Option<&str>) -> ArchiveEntry {
    let entry = &zip.entries[index];
    ArchiveEntry {
        index,
        class: class.map(class_name),
        name: folder_and_file(&entry.name).1.into(),
        bytes: entry.size,
    }
}

fn folder_and_file(path: &str) -> (&str, &str) {
    path.rsplit_once(SLASHES).unwrap_or(("", path))
}

fn is_picture(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    PICTURES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
}

/// What a Teachable Machine project says about itself; `None` where it is something else.
fn manifest(zip: &Unzip) -> Result<Option<Value>, Error> {
    let Some(index) = zip.entries.iter().position(|e| e.name == MANIFEST) else {
        return Ok(None);
    };
    let Ok(text) = zip.read(index, 1 << 20) else {
        return Ok(None);
    };
    let value: Value = serde_json::from_slice(&text).unwrap_or_default();
    match value["type"].as_str() {
        Some("image") => Ok(Some(value)),
        Some(kind @ ("audio" | "pose")) if value["appdata"].is_object() => {
            let project = kind.into();
            Err(Error::unsupported(Foreign::OtherProject { project }))
        }
        _ => Ok(None),
    }
}

/// The settings that make sense; the usual ones in place of the others.
fn train_config(manifest: &Value) -> TrainConfig {
    let appdata = &manifest["appdata"];
    // Numbers, or numbers in quotes.
    let number = |name: &str| match &appdata[name] {
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_f64(),
    };
    let whole = |name: &str| number(name).filter(|n| n.fract() == 0.0 && *n >= 0.0);
    let usual = TrainConfig::default();
    let sound = |wanted: TrainConfig, otherwise: TrainConfig| match wanted.validate() {
        Ok(()) => wanted,
        Err(_) => otherwise,
    };
    let epochs = whole("trainEpochs").map_or(usual.epochs, |n| n as usize);
    let config = sound(TrainConfig { epochs, ..usual }, usual);
    let batch = whole("trainBatchSize").map_or(usual.batch, |n| n as usize);
    let config = sound(TrainConfig { batch, ..config }, config);
    let learning_rate = number("trainLearningRate").unwrap_or(usual.learning_rate);
    let wanted = TrainConfig {
        learning_rate,
        ..config
    };
    sound(wanted, config)
}
