//! Archives and tables that a person brings, for the studio's worker.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::to_js;
use super::extractor::WebExtractor;
use super::project::ProjectReader;
use crate::expression::EXPRESSIONS;
use crate::studio::import::fer::FerReader;
use crate::studio::import::{Archive, ArchiveEntry, ArchiveKind};
use crate::studio::train::TrainConfig;

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
    pub fn push(&mut self, extractor: &WebExtractor, bytes: &[u8]) -> Result<TableRows, JsValue> {
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
                .extend(extractor.extractor.cut_precropped(&row.pixels, side)?);
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
