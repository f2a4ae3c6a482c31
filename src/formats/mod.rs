//! Networks of other projects: read into one [`Graph`], whatever file they come in, and run.
//!
//! | format | files | module |
//! |---|---|---|
//! | TensorFlow.js, as Teachable Machine exports it | model.json, weights.bin, metadata.json | [`tfjs`] |

pub mod fold;
pub mod graph;
mod keras;
pub mod plan;
pub mod teachable;
pub mod tfjs;

pub use fold::fold;
pub use graph::{Graph, Layer, LayerKind, Size, Weight, Window};
pub use plan::{Plan, ranges};
pub use teachable::ImageModel;
