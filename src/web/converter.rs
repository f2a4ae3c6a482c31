//! A model in other formats, for the export's worker.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::image_model::ModelFiles;
use super::saved::{WebSavedFile, saved};
use crate::Error;
use crate::error::Subject;
use crate::formats::{FORMATS, Model, Plan, open, save, save_int8};

/// A model that was read, to be written in other formats.
#[wasm_bindgen]
pub struct ModelConverter {
    model: Model,
    plan: Plan,
}

#[wasm_bindgen]
impl ModelConverter {
    /// Reads a model.
    ///
    /// # Errors
    /// A `MienError` that says what is missing, damaged or not known, and where.
    #[wasm_bindgen(constructor)]
    pub fn new(files: ModelFiles) -> Result<ModelConverter, JsValue> {
        let model = open(files.0)?;
        let plan = Plan::new(&model.graph)?;
        Ok(Self { model, plan })
    }

    /// Its files in a format, by the format's name: `tfjs`, `keras-h5`, `keras`, `tflite` or `onnx`.
    ///
    /// # Errors
    /// A `MienError` where there is no such format.
    pub fn save(&self, format: &str) -> Result<Vec<WebSavedFile>, JsValue> {
        let found = FORMATS.iter().find(|known| known.id == format);
        let Some(format) = found else {
            let known: Vec<_> = FORMATS.iter().map(|known| known.id).collect();
            return Err(Error::mismatch(Subject::Model, known.join(", "), format).into());
        };
        Ok(saved(save(&self.model, format)?))
    }

    /// Its files for TensorFlow Lite with 8-bit integers, fitted to pictures of the network's own size, one after the
    /// other: `[pictures, height, width, channels]`, 0 to 255.
    ///
    /// # Errors
    /// A `MienError` where the pixels are not those of whole pictures.
    #[wasm_bindgen(js_name = saveInt8)]
    pub fn save_int8(&self, pictures: &[u8]) -> Result<Vec<WebSavedFile>, JsValue> {
        Ok(saved(save_int8(&self.model, self.pictures(pictures)?)?))
    }

    /// What the network says of pictures, as `saveInt8` takes them: `[pictures, classes]`.
    ///
    /// # Errors
    /// As `saveInt8`.
    pub fn answers(&self, pictures: &[u8]) -> Result<Vec<f32>, JsValue> {
        let mut answers = Vec::new();
        for mut picture in self.pictures(pictures)? {
            for value in &mut picture {
                *value = *value / self.model.half_range - 1.0;
            }
            answers.extend(self.plan.run(&picture)?);
        }
        Ok(answers)
    }
}

impl ModelConverter {
    fn pictures<'a>(
        &self,
        pixels: &'a [u8],
    ) -> Result<impl Iterator<Item = Vec<f32>> + use<'a>, JsValue> {
        // A network that was read takes at least one value.
        let length = self.plan.input().values().unwrap_or(1);
        if !pixels.len().is_multiple_of(length) {
            let expected = format!("a multiple of {length}");
            return Err(Error::mismatch(Subject::SampleFaces, expected, pixels.len()).into());
        }
        let picture = |pixels: &[u8]| pixels.iter().map(|&value| f32::from(value)).collect();
        Ok(pixels.chunks_exact(length).map(picture))
    }
}
