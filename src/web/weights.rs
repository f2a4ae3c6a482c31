//! Weight files that were fetched.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::weights::WeightFiles;

/// The contents of weight files, by the names that the manifest gives them.
#[wasm_bindgen(js_name = WeightFiles)]
#[derive(Default)]
pub struct WebWeightFiles(pub(super) WeightFiles);

#[wasm_bindgen(js_class = WeightFiles)]
impl WebWeightFiles {
    /// Without files.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the contents of a file, with their SHA-256 in hexadecimal digits where the browser has computed it.
    pub fn insert(&mut self, file: &str, contents: Vec<u8>, sha256: Option<String>) {
        self.0.insert_summed(file, contents, sha256);
    }
}
