//! Teaching: from embeddings with class labels to a head that tells a person's own classes apart.
//!
//! The backbone of the expression network turns every aligned face into an embedding once; only
//! the small [`Head`] on top is trained, with burn's autodiff, an epoch a call, so that a page can
//! show progress and stop. Everything random follows from [`TrainConfig::seed`].

mod advice;
mod config;
mod head;
mod head_file;
mod metrics;
mod split;
mod trainer;

pub use advice::{Advice, Level, advice};
pub use config::TrainConfig;
pub use head::{Dense, Head};
pub use head_file::HeadFile;
pub use metrics::{ClassResult, Metrics, measure};
pub use split::Split;
pub use trainer::{Epoch, HeadTrainer, Loss, Mistake};

/// An embedded face and what it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What the backbone made of the face.
    pub embedding: Vec<f32>,
    /// What it made of the mirrored face; empty where mirroring is not wanted.
    pub mirrored: Vec<f32>,
    /// Index of its class.
    pub class: usize,
}
