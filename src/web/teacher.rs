//! What the studio's worker script calls.

use js_sys::{Float32Array, Uint8Array};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{ImageBitmap, OffscreenCanvas};

use super::error::shape_error;
use super::picture::Picture;
use crate::geometry::{BoundingBox, SimilarityTransform};
use crate::image::Frame;
use crate::learn::{Example, HeadTrainer, TrainConfig};
use crate::manifest::Manifest;
use crate::teacher::Teacher;

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
        expression: &[u8],
    ) -> Result<TeacherWorker, JsValue> {
        let manifest = Manifest::from_json(manifest)?;
        let teacher = Teacher::new(&manifest, detector, expression, &crate::device())?;
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

    /// The embeddings of crops, `[crops, 2, embedding]`: of each face as it is and mirrored.
    ///
    /// # Errors
    /// A `MienError` where the bytes are not whole crops.
    pub fn embed(&self, crops: &[u8]) -> Result<Float32Array, JsValue> {
        Ok(Float32Array::from(self.teacher.embed(crops)?.as_slice()))
    }
}

/// A head in training.
#[wasm_bindgen]
pub struct HeadTraining(HeadTrainer);

#[wasm_bindgen]
impl HeadTraining {
    /// Prepares training on `embeddings` (`[samples, 2, embedding]`) whose classes are `truth`,
    /// of `classes` classes in all; what `config` leaves out gets its default.
    ///
    /// # Errors
    /// A `MienError` for a setting outside its range or a class without samples.
    #[wasm_bindgen(constructor)]
    pub fn new(
        embeddings: &[f32],
        truth: &[u32],
        classes: usize,
        config: JsValue,
    ) -> Result<HeadTraining, JsValue> {
        let config: TrainConfig = serde_wasm_bindgen::from_value(config).map_err(shape_error)?;
        let width = embeddings.len() / (2 * truth.len()).max(1);
        let examples = embeddings
            .chunks_exact((2 * width).max(1))
            .zip(truth)
            .map(|(pair, &class)| Example {
                embedding: pair[..width].to_vec(),
                mirrored: match config.mirror {
                    true => pair[width..].to_vec(),
                    false => Vec::new(),
                },
                class: class as usize,
            })
            .collect();
        let device = crate::device();
        Ok(Self(HeadTrainer::new(examples, classes, &config, &device)?))
    }

    /// Whether all epochs are done.
    pub fn finished(&self) -> bool {
        self.0.finished()
    }

    /// Learns every training sample once; says how well.
    ///
    /// # Errors
    /// A `MienError` where the backend's answer cannot be read.
    pub fn epoch(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.0.epoch()?)
    }
}
