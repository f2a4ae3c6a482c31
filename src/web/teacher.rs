//! What the studio's worker script calls.

use js_sys::{Float32Array, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{ImageBitmap, OffscreenCanvas};

use super::error::{js_error, shape_error};
use super::picture::Picture;
use crate::Error;
use crate::expression::EXPRESSIONS;
use crate::geometry::{BoundingBox, SimilarityTransform};
use crate::head::{Head, HeadFile};
use crate::image::Frame;
use crate::manifest::Manifest;
use crate::studio::extract::Teacher;
use crate::studio::import::fer::FerReader;
use crate::studio::import::{Archive, ArchiveEntry, ArchiveKind};
use crate::studio::project::{Project, ProjectFile, ProjectWriter, picture_path, zip_files};
use crate::studio::train::{
    Advice, Epoch, Example, HeadTrainer, Metrics, Mistake, TrainConfig, advice,
};

/// Plain objects, as the page expects them.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(shape_error)
}

/// A face that was cut out of the last picture.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Face {
    /// In pixels of the picture as drawn.
    #[serde(rename = "box")]
    bounds: BoundingBox,
    /// From the picture as drawn to the crop.
    to_face: SimilarityTransform,
}

/// A teacher and the canvas it reads from.
#[wasm_bindgen]
pub struct TeacherWorker {
    teacher: Teacher,
    picture: Picture,
    crops: Vec<u8>,
}

#[wasm_bindgen]
impl TeacherWorker {
    /// Decodes the weights that `manifest` (the text of `manifest.json`) describes.
    ///
    /// # Errors
    /// A `MienError` where a file is damaged or does not fit.
    #[wasm_bindgen(constructor)]
    pub fn new(
        manifest: &str,
        detector: &[u8],
        landmarks: &[u8],
        expression: &[u8],
    ) -> Result<TeacherWorker, JsValue> {
        let manifest = Manifest::from_json(manifest)?;
        let device = crate::device();
        let teacher = Teacher::new(&manifest, detector, landmarks, expression, &device)?;
        Ok(Self {
            teacher,
            picture: Picture::new()?,
            crops: Vec::new(),
        })
    }

    /// Width and height of a crop.
    #[wasm_bindgen(js_name = cropSide, getter)]
    pub fn crop_side(&self) -> usize {
        self.teacher.preprocess().size
    }

    /// Draws a picture, closes it and finds its faces: `[{box, toFace}]`, largest first. `which`
    /// is `"largest"` or `"all"`.
    ///
    /// # Errors
    /// A `MienError` where the picture cannot be read.
    pub fn faces(&mut self, bitmap: &ImageBitmap, which: JsValue) -> Result<JsValue, JsValue> {
        let which = serde_wasm_bindgen::from_value(which).map_err(shape_error)?;
        self.picture.draw(bitmap)?;
        let (width, height) = self.picture.size();
        let pixels = self.picture.pixels()?;
        let found = self
            .teacher
            .faces(&Frame::new(&pixels, width, height)?, which)?;
        self.crops = found
            .iter()
            .flat_map(|face| &face.pixels)
            .copied()
            .collect();
        let faces: Vec<_> = found
            .into_iter()
            .map(|face| Face {
                bounds: face.bounds,
                to_face: face.to_face,
            })
            .collect();
        to_js(&faces)
    }

    /// The crops of the faces that were found last, one after the other.
    pub fn crops(&self) -> Uint8Array {
        Uint8Array::from(self.crops.as_slice())
    }

    /// The last picture as drawn: pictures of its faces for people are cut out of it.
    pub fn canvas(&self) -> OffscreenCanvas {
        self.picture.canvas().clone()
    }

    /// The embeddings of crops, or of the crops as in a mirror: `[crops, embedding]`.
    ///
    /// # Errors
    /// A `MienError` where the bytes are not whole crops.
    pub fn embed(&self, crops: &[u8], mirrored: bool) -> Result<Float32Array, JsValue> {
        let embeddings = self.teacher.embed(crops, mirrored)?;
        Ok(Float32Array::from(embeddings.as_slice()))
    }
}

/// Mistakes that are reported: the surest, which are worth a look.
const MISTAKES: usize = 100;

/// A class that takes part in training.
#[derive(Deserialize)]
struct Counted {
    name: String,
    count: usize,
}

/// What to do before training: `counts` is `[{name, count}]`, what `config` leaves out gets its
/// default.
///
/// # Errors
/// A `MienError` for values of another shape.
#[wasm_bindgen(js_name = adviceBefore)]
pub fn advice_before(counts: JsValue, config: JsValue) -> Result<JsValue, JsValue> {
    let counts: Vec<Counted> = serde_wasm_bindgen::from_value(counts).map_err(shape_error)?;
    let config: TrainConfig = serde_wasm_bindgen::from_value(config).map_err(shape_error)?;
    let counts: Vec<_> = counts.into_iter().map(|c| (c.name, c.count)).collect();
    to_js(&advice(&counts, &config, &[]))
}

/// The text of a head file as the fragment of a link.
///
/// # Errors
/// A `MienError` where the text is no head file.
#[wasm_bindgen(js_name = linkOf)]
pub fn link_of(head: &str) -> Result<String, JsValue> {
    Ok(HeadFile::from_json(head)?.to_link())
}

/// A head in training.
#[wasm_bindgen]
pub struct HeadTraining {
    trainer: HeadTrainer,
    config: TrainConfig,
    counts: Vec<(String, usize)>,
    history: Vec<Epoch>,
}

/// What training gave.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Trained {
    #[serde(flatten)]
    head: Head,
    history: Vec<Epoch>,
    training: Metrics,
    validation: Option<Metrics>,
    mistakes: Vec<Mistake>,
    advice: Vec<Advice>,
}

#[wasm_bindgen]
impl HeadTraining {
    /// Prepares training on `embeddings` (`[samples, embedding]`) whose classes are `truth`,
    /// counted in `names`; `mirrored` are those of the mirrored faces, or nothing. What `config`
    /// leaves out gets its default.
    ///
    /// # Errors
    /// A `MienError` for a setting outside its range or a class without samples.
    #[wasm_bindgen(constructor)]
    pub fn new(
        embeddings: &[f32],
        mirrored: &[f32],
        truth: &[u32],
        names: Vec<String>,
        config: JsValue,
    ) -> Result<HeadTraining, JsValue> {
        let config: TrainConfig = serde_wasm_bindgen::from_value(config).map_err(shape_error)?;
        let width = (embeddings.len() / truth.len().max(1)).max(1);
        let mut mirrored = mirrored.chunks_exact(width);
        let examples = embeddings
            .chunks_exact(width)
            .zip(truth)
            .map(|(embedding, &class)| Example {
                embedding: embedding.to_vec(),
                mirrored: mirrored.next().map(<[f32]>::to_vec).unwrap_or_default(),
                class: class as usize,
            })
            .collect();
        let trainer = HeadTrainer::new(examples, names.len(), &config, &crate::device())?;
        let samples = |class| truth.iter().filter(|&&t| t as usize == class).count();
        Ok(Self {
            trainer,
            config,
            counts: (names.into_iter().enumerate())
                .map(|(class, name)| (name, samples(class)))
                .collect(),
            history: Vec::new(),
        })
    }

    /// Whether all epochs are done.
    pub fn finished(&self) -> bool {
        self.trainer.finished()
    }

    /// Learns every training sample once; says how well.
    ///
    /// # Errors
    /// A `MienError` where the backend's answer cannot be read.
    pub fn epoch(&mut self) -> Result<JsValue, JsValue> {
        let epoch = self.trainer.epoch()?;
        self.history.push(epoch);
        to_js(&epoch)
    }

    /// The best head so far, and what is known about it.
    ///
    /// # Errors
    /// A `MienError` before the first epoch.
    pub fn result(&self) -> Result<JsValue, JsValue> {
        let Some(head) = self.trainer.best() else {
            let hint = "Press Train again";
            return Err(js_error(
                "stopped",
                "Training was stopped before it began",
                hint,
            ));
        };
        let split = self.trainer.split();
        let validation =
            (!split.validation.is_empty()).then(|| self.trainer.measure(head, &split.validation));
        let mut list = advice(&self.counts, &self.config, &self.history);
        // What holds before training is said beside it already.
        let before = advice(&self.counts, &self.config, &[]);
        list.retain(|each| !before.contains(each));
        let mut mistakes = self.trainer.mistakes(head);
        mistakes.truncate(MISTAKES);
        to_js(&Trained {
            head: head.clone(),
            history: self.history.clone(),
            training: self.trainer.measure(head, &split.training),
            validation,
            mistakes,
            advice: list,
        })
    }
}

/// A zip that a person chose: a Teachable Machine project, a project of ours, or pictures.
#[wasm_bindgen]
pub struct ArchiveReader(Archive);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Contents<'a> {
    kind: ArchiveKind,
    entries: &'a [ArchiveEntry],
    skipped: &'a [String],
    settings: Option<TrainConfig>,
}

#[wasm_bindgen]
impl ArchiveReader {
    /// Opens the file.
    ///
    /// # Errors
    /// A `MienError` for a file of another kind, a damaged one, or one that is too large.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Result<ArchiveReader, JsValue> {
        Ok(Self(Archive::open(bytes)?))
    }

    /// `{kind, entries: [{index, class, name, bytes}], skipped, settings}`.
    ///
    /// # Errors
    /// None that a file could cause.
    pub fn contents(&self) -> Result<JsValue, JsValue> {
        to_js(&Contents {
            kind: self.0.kind,
            entries: &self.0.entries,
            skipped: &self.0.skipped,
            settings: self.0.settings,
        })
    }

    /// The bytes of an entry.
    ///
    /// # Errors
    /// A `MienError` where it is damaged.
    pub fn read(&self, index: usize) -> Result<Vec<u8>, JsValue> {
        Ok(self.0.read(index)?)
    }

    /// The file as a project of ours.
    ///
    /// # Errors
    /// A `MienError` where nothing of it can be read.
    #[wasm_bindgen(js_name = intoProject)]
    pub fn into_project(self) -> Result<ProjectReader, JsValue> {
        Ok(ProjectReader(self.0.into_project()?))
    }
}

/// A project file that was opened.
#[wasm_bindgen]
pub struct ProjectReader(ProjectFile);

#[wasm_bindgen]
impl ProjectReader {
    /// The project, as JSON.
    ///
    /// # Errors
    /// None that a file could cause.
    pub fn project(&self) -> Result<String, JsValue> {
        serde_json::to_string(&self.0.project)
            .map_err(|e| Error::malformed("The project", e).into())
    }

    /// What is damaged, a sentence each.
    pub fn damage(&self) -> Vec<String> {
        self.0.damage.clone()
    }

    /// The crop of the sample at this place in the project; nothing where it is lost.
    pub fn face(&self, place: usize) -> Option<Vec<u8>> {
        self.0.faces.get(place).cloned().flatten()
    }

    /// A picture, by its path.
    ///
    /// # Errors
    /// A `MienError` where it is damaged or missing.
    pub fn picture(&self, path: &str) -> Result<Vec<u8>, JsValue> {
        Ok(self.0.picture(path)?)
    }
}

/// A project file in the making.
#[wasm_bindgen]
pub struct ProjectPacker(ProjectWriter);

#[wasm_bindgen]
impl ProjectPacker {
    /// A file without pictures.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)] // JavaScript knows no defaults.
    pub fn new() -> Self {
        Self(ProjectWriter::new())
    }

    /// Adds a picture; its path is what the sample names.
    ///
    /// # Errors
    /// A `MienError` for a picture that is too large.
    pub fn picture(
        &mut self,
        class: &str,
        number: u32,
        extension: &str,
        bytes: &[u8],
    ) -> Result<String, JsValue> {
        let path = picture_path(class, number, extension);
        self.0.picture(&path, bytes)?;
        Ok(path)
    }

    /// The file: `project` is JSON, `faces` are the samples' crops, one after the other.
    ///
    /// # Errors
    /// A `MienError` where they do not fit each other.
    pub fn finish(self, project: &str, faces: &[u8]) -> Result<Vec<u8>, JsValue> {
        let project: Project =
            serde_json::from_str(project).map_err(|e| Error::malformed("The project", e))?;
        Ok(self.0.finish(&project, faces)?)
    }
}

/// Files for a zip.
#[wasm_bindgen]
pub struct Zip(Vec<(String, Vec<u8>)>);

#[wasm_bindgen]
impl Zip {
    /// Without files.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)] // JavaScript knows no defaults.
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a file.
    pub fn add(&mut self, path: String, bytes: Vec<u8>) {
        self.0.push((path, bytes));
    }

    /// The zip.
    ///
    /// # Errors
    /// A `MienError` for two files of one path.
    pub fn finish(self) -> Result<Vec<u8>, JsValue> {
        Ok(zip_files(&self.0)?)
    }
}

/// A table of faces, read piece by piece.
#[wasm_bindgen]
pub struct TableReader {
    reader: FerReader,
    left_out: usize,
    usages: Vec<String>,
}

/// The rows that a piece ended.
#[wasm_bindgen(getter_with_clone)]
pub struct TableRows {
    /// Index of each row's expression in [`TableReader::expressions`].
    pub labels: Vec<u8>,
    /// The crops, one after the other.
    pub faces: Vec<u8>,
}

#[wasm_bindgen]
impl TableReader {
    /// A reader that passes over bad rows and counts them.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)] // JavaScript knows no defaults.
    pub fn new() -> Self {
        Self {
            reader: FerReader::new(true),
            left_out: 0,
            usages: Vec::new(),
        }
    }

    /// Names of the expressions that a row can have.
    pub fn expressions(&self) -> Vec<String> {
        EXPRESSIONS.map(String::from).to_vec()
    }

    /// The faces of the rows that end in these bytes; without bytes, of the last row. Rows for
    /// testing are left out.
    ///
    /// # Errors
    /// A `MienError` where the table has no such columns.
    pub fn push(&mut self, teacher: &TeacherWorker, bytes: &[u8]) -> Result<TableRows, JsValue> {
        let rows = match bytes.is_empty() {
            true => self.reader.finish()?,
            false => self.reader.push(bytes)?,
        };
        let mut found = TableRows {
            labels: Vec::new(),
            faces: Vec::new(),
        };
        for row in rows {
            if row.is_for_testing() {
                self.left_out += 1;
                if !self.usages.contains(&row.usage) && self.usages.len() < 5 {
                    self.usages.push(row.usage);
                }
                continue;
            }
            found.labels.push(row.label as u8);
            let side = row.pixels.len().isqrt();
            found
                .faces
                .extend(teacher.teacher.cut_ready(&row.pixels, side)?);
        }
        Ok(found)
    }

    /// How many rows were left out as meant for testing.
    #[wasm_bindgen(js_name = leftOut, getter)]
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// What those rows are called.
    #[wasm_bindgen(getter)]
    pub fn usages(&self) -> Vec<String> {
        self.usages.clone()
    }

    /// How many rows were bad.
    #[wasm_bindgen(getter)]
    pub fn bad(&self) -> usize {
        self.reader.faults().count
    }

    /// What was wrong with the first of them.
    #[wasm_bindgen(getter)]
    pub fn faults(&self) -> Vec<String> {
        self.reader.faults().sentences()
    }
}
