//! The project file and other zips, for the studio's worker.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::to_js;
use super::extractor::WebExtractor;
use crate::Error;
use crate::error::{Fault, Subject};
use crate::studio::project::{Project, ProjectFile, ProjectWriter, picture_path, zip_files};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { Faults, Note } from "./rust.js";"#;

/// A project file that was opened.
#[wasm_bindgen]
pub struct ProjectReader(pub(super) ProjectFile);

#[wasm_bindgen]
impl ProjectReader {
    /// The project, as JSON. Its head may have been trained on other weights than these.
    ///
    /// # Errors
    /// None that a file could cause.
    pub fn project(&self) -> Result<String, JsValue> {
        serde_json::to_string(&self.0.project)
            .map_err(|e| Error::malformed(Subject::Project, Fault::cause(e)).into())
    }

    /// What is damaged.
    ///
    /// # Errors
    /// None that a file could cause.
    #[wasm_bindgen(unchecked_return_type = "Faults<Note>")]
    pub fn damage(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.damage)
    }

    /// How many samples were left out, because neither face nor picture is whole.
    #[wasm_bindgen(getter)]
    pub fn lost(&self) -> usize {
        self.0.lost
    }

    /// Whether the crop of the sample at this place in the project is whole.
    #[wasm_bindgen(js_name = hasFace)]
    pub fn has_face(&self, place: usize) -> bool {
        self.0.faces.get(place).is_some_and(Option::is_some)
    }

    /// The crop of the sample at this place in the project, of the extractor's size; nothing where it
    /// is lost.
    ///
    /// # Errors
    /// None that a file could cause.
    pub fn face(&self, place: usize, extractor: &WebExtractor) -> Result<Option<Vec<u8>>, JsValue> {
        let face = self.0.faces.get(place).and_then(Option::as_ref);
        Ok(face
            .map(|face| extractor.extractor.resized(face))
            .transpose()?)
    }

    /// The embedding of the sample at this place in the project, made by the project's `backbone`; nothing where
    /// there is none.
    pub fn embedding(&self, place: usize) -> Vec<f32> {
        self.0.embeddings.get(place).cloned().unwrap_or_default()
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

    /// Adds the embeddings of all samples, one after the other.
    pub fn embeddings(&mut self, values: &[f32]) {
        self.0.embeddings(values);
    }

    /// The file: `project` is JSON, `faces` are the samples' crops, one after the other. Format,
    /// version and size of the faces are filled in.
    ///
    /// # Errors
    /// A `MienError` where they do not fit each other.
    pub fn finish(
        self,
        extractor: &WebExtractor,
        project: &str,
        faces: &[u8],
    ) -> Result<Vec<u8>, JsValue> {
        let mut project: Project = serde_json::from_str(project)
            .map_err(|e| Error::malformed(Subject::Project, Fault::cause(e)))?;
        project.face_size = extractor.extractor.preprocess().size;
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
