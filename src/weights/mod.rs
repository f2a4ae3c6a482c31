//! Weight files: what they are called, how they are checked, and how they fill a network.

pub mod integers;
mod tensors;

pub use tensors::Tensors;

use std::collections::BTreeMap;

#[cfg(feature = "burn")]
use burn::module::Module;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Error;
use crate::error::{Fault, Subject};

/// A weight file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelFile {
    /// Its name, beside the manifest.
    pub file: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// Its SHA-256, 64 hexadecimal digits.
    pub sha256: String,
}

impl ModelFile {
    /// Describes a file with these contents.
    pub fn describe(file: &str, contents: &[u8]) -> Self {
        Self {
            file: file.into(),
            bytes: contents.len(),
            sha256: sha256(contents),
        }
    }

    /// # Errors
    /// [`Error::Malformed`] where the contents are not the ones that were described.
    pub fn verify(&self, contents: &[u8]) -> Result<(), Error> {
        self.check(contents, None)
    }

    /// As [`Self::verify`]; `sum` is the SHA-256 of the contents, where it is known already.
    fn check(&self, contents: &[u8], sum: Option<&str>) -> Result<(), Error> {
        if contents.len() != self.bytes {
            return Err(Error::malformed(
                Subject::file(&self.file),
                Fault::Length {
                    got: contents.len() as u64,
                    expected: self.bytes as u64,
                },
            ));
        }
        let same = match sum {
            Some(sum) => sum == self.sha256,
            None => sha256(contents) == self.sha256,
        };
        if !same {
            return Err(Error::malformed(Subject::file(&self.file), Fault::Checksum));
        }
        Ok(())
    }
}

/// The contents of weight files, by their names.
#[derive(Debug, Clone, Default)]
pub struct WeightFiles(BTreeMap<String, Contents>);

#[derive(Debug, Clone)]
struct Contents {
    bytes: Vec<u8>,
    /// Their SHA-256, where it is known already.
    sha256: Option<String>,
}

impl WeightFiles {
    /// Takes in the contents of a file.
    pub fn insert(&mut self, file: &str, contents: Vec<u8>) {
        self.insert_summed(file, contents, None);
    }

    /// Takes in the contents of a file with their SHA-256, 64 hexadecimal digits, where somebody
    /// trusted has computed it already: browsers do it many times as fast as code that they have
    /// not optimised yet.
    pub fn insert_summed(&mut self, file: &str, bytes: Vec<u8>, sha256: Option<String>) {
        self.0.insert(file.into(), Contents { bytes, sha256 });
    }

    /// The contents of the file that is described.
    ///
    /// # Errors
    /// [`Error::Malformed`] where it was not taken in, or is not the one described.
    pub fn get(&self, described: &ModelFile) -> Result<&[u8], Error> {
        let Contents { bytes, sha256 } = self
            .0
            .get(&described.file)
            .ok_or_else(|| Error::malformed(Subject::file(&described.file), Fault::Missing))?;
        described.check(bytes, sha256.as_deref())?;
        Ok(bytes)
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Fills `module` with the burnpack weights in `bytes`; `file` names them in errors. Weights
/// stored as f16 or as [`integers`] become f32.
///
/// # Errors
/// [`Error::Malformed`] where the bytes are no burnpack file or hold other tensors.
#[cfg(feature = "burn")]
pub fn load_weights<M: Module>(file: &str, bytes: &[u8], module: M) -> Result<M, Error> {
    use burn::store::ModuleRecord;
    use burn_pack::{Bytes, Writer};

    let malformed = |cause: String| Error::malformed(Subject::file(file), Fault::cause(cause));
    let floats = integers::tensors(Bytes::from_bytes_vec(bytes.to_vec()))
        .and_then(|tensors| Writer::new(tensors).into_bytes())
        .map_err(|e| malformed(e.to_string()))?;
    let record = ModuleRecord::from_bytes(floats)
        .map_err(|e| malformed(e.to_string()))?
        .cast_to_module_dtype();
    module
        .try_load_record(record)
        .map_err(|e| malformed(e.to_string()))
}
