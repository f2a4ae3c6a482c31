//! Teaching: from embeddings with class labels to a head that tells a person's own classes apart.
//!
//! The backbone of the expression network turns every aligned face into an embedding once; only
//! the small [`Head`](crate::head::Head) on top is trained, with burn's autodiff, an epoch a call, so that a page can
//! show progress and stop. Everything random follows from the seed in its configuration.

mod adam;
mod advice;
mod alike;
mod config;
mod fit;
mod metrics;
mod split;

pub use advice::{Advice, Finding, Level, Wanted, advice, advice_after};
pub use alike::Alike;
pub use config::TrainConfig;
pub use fit::{Epoch, HeadFit, Loss, MISTAKES, Mistake, TrainResult};
pub use metrics::{ClassResult, Metrics, measure};
pub use split::Split;

/// An embedded face and what it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What the backbone made of the face.
    pub embedding: Vec<f32>,
    /// What it made of the mirrored face; empty where it is not learnt from.
    pub mirrored: Vec<f32>,
    /// Index of its class.
    pub class: usize,
}
