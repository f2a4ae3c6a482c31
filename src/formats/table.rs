//! All formats. A new one is a file and a row here.

use std::collections::HashMap;

use super::folder::{Folder, beside};
use super::graph::Graph;
use super::tfjs;
#[cfg(feature = "formats")]
use super::{keras, onnx, tflite};
use crate::Error;

/// A file that is written: its name and its bytes.
#[cfg(feature = "save")]
pub type SavedFile = (String, Vec<u8>);

/// A network, and what the file says of its values' range, if it does.
type Found = (Graph, Option<f32>);

/// A kind of file that holds a network.
pub struct Format {
    /// What programs call it.
    pub id: &'static str,
    /// How the name of its main file ends.
    pub ending: &'static str,
    /// Whether labels.txt stands beside it, where those who use the format look for the classes' names; metadata.json,
    /// which has them too, always does.
    pub labels: bool,
    /// Values are `pixel / half_range − 1` as a rule: 127 in Teachable Machine's browser library, 127.5 in its snippets for other
    /// runtimes. The two differ by up to 0.008 in a probability.
    pub half_range: f32,
    /// Reads the main file of this name, and what it needs of the others; with it, in the place of `half_range`, what the
    /// file itself says of it.
    pub(super) read: fn(&Folder, &str) -> Result<Found, Error>,
    /// Writes a network that takes values in this format's range.
    #[cfg(feature = "save")]
    pub(super) write: fn(&Graph) -> Result<Vec<SavedFile>, Error>,
}

/// How the names of the main files of all formats but the first end, whether they are read here or not.
pub const OTHER_ENDINGS: [&str; 4] = [".h5", ".keras", ".tflite", ".onnx"];

/// In the order in which they are looked for.
pub const FORMATS: &[Format] = &[
    Format {
        id: "tfjs",
        ending: "model.json",
        labels: false,
        half_range: 127.0,
        read: read_tfjs,
        #[cfg(feature = "save")]
        write: |graph| {
            let written = tfjs::write(graph)?;
            Ok(vec![
                ("model.json".into(), written.model.into_bytes()),
                ("weights.bin".into(), written.weights),
            ])
        },
    },
    #[cfg(feature = "formats")]
    Format {
        id: "keras-h5",
        ending: ".h5",
        labels: true,
        half_range: 127.5,
        read: |folder, main| Ok((keras::read_h5(folder.expect(main)?)?, None)),
        #[cfg(feature = "save")]
        write: |graph| Ok(vec![("keras_model.h5".into(), keras::write_h5(graph)?)]),
    },
    #[cfg(feature = "formats")]
    Format {
        id: "keras",
        ending: ".keras",
        labels: true,
        half_range: 127.5,
        read: |folder, main| Ok((keras::read_archive(folder.expect(main)?)?, None)),
        #[cfg(feature = "save")]
        write: |graph| Ok(vec![("model.keras".into(), keras::write_archive(graph)?)]),
    },
    #[cfg(feature = "formats")]
    Format {
        id: "tflite",
        ending: ".tflite",
        labels: true,
        half_range: 127.5,
        read: |folder, main| tflite::read(&folder.expect(main)?),
        #[cfg(feature = "save")]
        write: |graph| Ok(vec![("model_unquant.tflite".into(), tflite::write(graph)?)]),
    },
    #[cfg(feature = "formats")]
    Format {
        id: "onnx",
        ending: ".onnx",
        labels: true,
        half_range: 127.5,
        read: |folder, main| Ok((onnx::read(&folder.expect(main)?)?, None)),
        #[cfg(feature = "save")]
        write: |graph| Ok(vec![("model.onnx".into(), onnx::write(graph)?)]),
    },
];

fn read_tfjs(folder: &Folder, main: &str) -> Result<Found, Error> {
    let model = folder.text(main)?.unwrap_or_default();
    let mut weights = HashMap::new();
    for name in tfjs::weight_files(&model)? {
        if let Some(bytes) = folder.read(&beside(main, &name))? {
            weights.insert(name, bytes);
        }
    }
    let graph = tfjs::read(&model, |name| weights.get(name).map(|bytes| bytes.as_ref()))?;
    Ok((graph, None))
}

#[cfg(all(test, feature = "formats"))]
mod tests {
    use super::*;

    #[test]
    fn all_formats_but_the_first_are_known_by_their_endings() {
        let endings: Vec<_> = FORMATS[1..].iter().map(|format| format.ending).collect();
        assert_eq!(endings, OTHER_ENDINGS);
    }
}
