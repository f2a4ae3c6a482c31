//! Archives and tables that a person brings, for the studio's worker.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Blob;

use super::chosen_file;
use super::convert::to_js;
use super::error::shape_error;
use super::project::ProjectReader;
use crate::studio::import::Archive;
use crate::studio::import::fer::{FER2013_LABELS, TrainingTable};
use crate::studio::import::folders::{FolderFile, Folders};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { Archive, FolderFile, Folders } from "./rust.js";"#;

/// What is to be done with files in folders that a person picked or dropped.
///
/// # Errors
/// A `MienError` for values of another shape.
#[wasm_bindgen(js_name = sortFolders, unchecked_return_type = "Folders")]
pub fn sort_folders(
    #[wasm_bindgen(unchecked_param_type = "FolderFile[]")] files: JsValue,
) -> Result<JsValue, JsValue> {
    let files: Vec<FolderFile> = serde_wasm_bindgen::from_value(files).map_err(shape_error)?;
    to_js(&Folders::of(&files))
}

/// A zip that a person chose: a Teachable Machine project, a project of ours, or pictures.
#[wasm_bindgen]
pub struct ArchiveReader(Archive);

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

    /// `{kind, entries: [{index, class, name, bytes}], forTesting, guessed, skipped, settings}`.
    ///
    /// # Errors
    /// None that a file could cause.
    #[wasm_bindgen(unchecked_return_type = "Archive")]
    pub fn contents(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0)
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

/// A table of faces, read piece by piece. Bad rows and rows for testing are passed over.
#[wasm_bindgen]
pub struct TableReader {
    table: TrainingTable,
    read: Rc<Cell<f64>>,
}

/// The rows that a piece ended.
#[wasm_bindgen(getter_with_clone)]
pub struct TableRows {
    /// Index of each row's expression in [`TableReader::expressions`].
    pub labels: Vec<u8>,
    /// The pictures, one after the other.
    pub pictures: Vec<u8>,
}

#[wasm_bindgen]
impl TableReader {
    /// Opens a table, packed or not.
    ///
    /// # Errors
    /// A `MienError` for a file of another kind, or one that cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(file: Blob) -> Result<TableReader, JsValue> {
        let (file, read) = chosen_file::open(file)?;
        let table = TrainingTable::open(file)?;
        Ok(Self { table, read })
    }

    /// Names of the expressions that a row can have.
    pub fn expressions(&self) -> Vec<String> {
        FER2013_LABELS.map(String::from).to_vec()
    }

    /// The rows that end in the next piece; nothing at the end of the table.
    ///
    /// # Errors
    /// A `MienError` where the table has no such columns, is empty or cannot be read on.
    pub fn read(&mut self) -> Result<Option<TableRows>, JsValue> {
        let rows = self.table.read()?;
        Ok(rows.map(|rows| TableRows {
            labels: rows.iter().map(|row| row.label as u8).collect(),
            pictures: rows
                .iter()
                .map(|row| &row.pixels[..])
                .collect::<Vec<_>>()
                .concat(),
        }))
    }

    /// Bytes of the file that were read.
    #[wasm_bindgen(js_name = bytesRead, getter)]
    pub fn bytes_read(&self) -> f64 {
        self.read.get()
    }

    /// Whether the table says what its rows are meant for.
    #[wasm_bindgen(js_name = hasUsage, getter)]
    pub fn has_usage(&self) -> bool {
        self.table.has_usage()
    }

    /// How many rows were left out as meant for testing.
    #[wasm_bindgen(js_name = leftOut, getter)]
    pub fn left_out(&self) -> usize {
        self.table.left_out()
    }

    /// What those rows are called.
    #[wasm_bindgen(getter)]
    pub fn usages(&self) -> Vec<String> {
        self.table.usages().to_vec()
    }

    /// The bad rows.
    ///
    /// # Errors
    /// None that a file could cause.
    #[wasm_bindgen(unchecked_return_type = "Faults<Note>")]
    pub fn faults(&self) -> Result<JsValue, JsValue> {
        to_js(self.table.faults())
    }
}
