//! Teaching: from embeddings with class labels to a head that tells a person's own classes apart.
//!
//! The backbone of the expression network turns every aligned face into an embedding once; only
//! the small [`Head`](crate::head::Head) on top is trained, with burn's autodiff, an epoch a call, so that a page can
//! show progress and stop. Everything random follows from the seed in its configuration. What trains
//! comes with the cargo feature `studio`; a [`HeadFile`](crate::head::HeadFile) is read and used without it.

#[cfg(feature = "studio")]
mod advice;
#[cfg(feature = "studio")]
mod config;
#[cfg(feature = "studio")]
mod metrics;
#[cfg(feature = "studio")]
mod split;
#[cfg(feature = "studio")]
mod trainer;

#[cfg(feature = "studio")]
pub use advice::{Advice, Level, advice};
#[cfg(feature = "studio")]
pub use config::TrainConfig;
#[cfg(feature = "studio")]
pub use metrics::{ClassResult, Metrics, measure};
#[cfg(feature = "studio")]
pub use split::Split;
#[cfg(feature = "studio")]
pub use trainer::{Epoch, HeadTrainer, Loss, Mistake};

/// An embedded face and what it shows.
#[cfg(feature = "studio")]
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What the backbone made of the face.
    pub embedding: Vec<f32>,
    /// What it made of the mirrored face; empty where mirroring is not wanted.
    pub mirrored: Vec<f32>,
    /// Index of its class.
    pub class: usize,
}
