//! A zip file of pictures, whoever made it.

use serde::Serialize;
use serde_json::Value;

use crate::Error;
use crate::error::{Fault, Foreign, Subject, shortened};
use crate::studio::faults::{Faults, Note};
use crate::studio::project::{EMBEDDINGS, FACES, MAX_NAME, ProjectFile, SETTINGS};
use crate::studio::train::TrainConfig;
use crate::unzip::{Entry, MAX_ENTRY, MAX_TOTAL, Unzip, entry_size, leads_outside, too_large};

const MAX_ENTRIES: usize = 100_000;
const MANIFEST: &str = "manifest.json";
/// Between class and number in the names of Teachable Machine's samples.
const SEPARATOR: &str = "-!-";
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
pub struct Archive {
    /// Who made it.
    pub kind: ArchiveKind,
    /// Its pictures, in the order of the file, which for Teachable Machine is that of the classes.
    pub entries: Vec<ArchiveEntry>,
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
        let zip = Unzip::open(bytes, MAX_ENTRIES)?;
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
        let entries = pictures(&zip, kind, &mut skipped)?;
        if entries.is_empty() && kind == ArchiveKind::Pictures {
            return Err(Error::unsupported(match has("model.json") {
                true => Foreign::Model,
                false => Foreign::NoPictures,
            }));
        }
        Ok(Self {
            kind,
            entries,
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

/// The pictures of an archive that can be read.
fn pictures(
    zip: &Unzip,
    kind: ArchiveKind,
    skipped: &mut Faults<Note>,
) -> Result<Vec<ArchiveEntry>, Error> {
    let mut entries = Vec::new();
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
        } else if let Some(error) = &entry.unsupported {
            let error = error.clone();
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
            let (class, name) = class_and_name(&entry.name, kind);
            entries.push(ArchiveEntry {
                index,
                class,
                name,
                bytes: entry.size,
            });
        }
    }
    if hidden > 0 {
        skipped.add(Note::HiddenFiles { count: hidden });
    }
    if others > 0 {
        skipped.add(Note::OtherFiles { count: others });
    }
    match unreadable {
        Some(fault) if entries.is_empty() => Err(fault),
        _ => Ok(entries),
    }
}

fn class_and_name(path: &str, kind: ArchiveKind) -> (Option<String>, String) {
    let (folder, name) = path.rsplit_once(['/', '\\']).unwrap_or(("", path));
    let class = match path.rsplit_once(SEPARATOR) {
        // A class's own name may hold a slash.
        Some((class, _)) if kind == ArchiveKind::TeachableMachine => class,
        _ => folder.rsplit(['/', '\\']).next().unwrap_or_default(),
    };
    let class: String = class.chars().take(MAX_NAME).collect();
    ((!class.is_empty()).then_some(class), name.into())
}

fn is_hidden(path: &str) -> bool {
    path.split(['/', '\\'])
        .any(|part| part.starts_with('.') || part == "__MACOSX")
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
