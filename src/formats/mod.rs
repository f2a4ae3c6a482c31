//! Networks of other projects: read into one [`Graph`], whatever file they come in, and run.
//!
//! | format | files | module |
//! |---|---|---|
//! | TensorFlow.js, as Teachable Machine exports it | model.json, weights.bin, metadata.json | [`tfjs`] |

pub mod fold;
pub mod graph;
mod image_model;
mod keras;
mod open;
pub mod own;
pub mod plan;
pub mod tfjs;

pub use fold::fold;
pub use graph::{Graph, Layer, LayerKind, Size, Weight, Window};
pub use image_model::{Description, Fit, ImageModel};
pub use open::open;
pub use own::expression_graph;
pub use plan::{Plan, ranges};
