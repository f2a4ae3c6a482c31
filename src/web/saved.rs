//! Files that leave.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::formats::SavedFile;

/// A file of a model.
#[wasm_bindgen(js_name = SavedFile, getter_with_clone)]
pub struct WebSavedFile {
    /// Its name.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

pub fn saved(files: Vec<SavedFile>) -> Vec<WebSavedFile> {
    files
        .into_iter()
        .map(|(path, bytes)| WebSavedFile { path, bytes })
        .collect()
}
