//! Networks of other projects: read into one [`Graph`], whatever file they come in, and run.
//!
//! | format | files | module |
//! |---|---|---|
//! | TensorFlow.js, as Teachable Machine exports it | model.json, weights.bin, metadata.json | [`tfjs`] |
//! | Keras | .h5 with labels.txt, .keras | [`keras`] |
//! | TensorFlow Lite | .tflite with labels.txt | [`tflite`] |
//! | ONNX | .onnx with labels.txt | [`onnx`] |
//!
//! Without the cargo feature `formats` there is TensorFlow.js alone: most of the others' code is for files.

pub mod fold;
mod folder;
pub mod graph;
mod image_model;
pub mod keras;
pub mod labels;
mod model;
#[cfg(feature = "save")]
mod names;
#[cfg(feature = "formats")]
pub mod onnx;
mod open;
pub mod own;
pub mod plan;
#[cfg(feature = "save")]
mod save;
mod table;
pub mod tfjs;
#[cfg(feature = "formats")]
pub mod tflite;

pub use fold::fold;
pub use graph::{Graph, Layer, LayerKind, Size, Weight, Window};
pub use image_model::{Fit, ImageModel, fitted};
pub use model::Model;
pub use open::{head_in_bundle, needs_formats, open};
pub use own::{expression_graph, expression_model, with_head};
pub use plan::{Plan, ranges};
#[cfg(feature = "save")]
pub use save::save;
#[cfg(feature = "formats")]
pub use save::save_int8;
#[cfg(feature = "save")]
pub use table::SavedFile;
pub use table::{FORMATS, Format};
