//! # Mien
//!
//! Real-time facial-expression recognition: faces in a picture get a box, five landmarks and a
//! probability for each expression. The same code runs in the browser (WebAssembly, in a worker)
//! and natively.
//!
//! ## The path of one frame
//!
//! 1. [`image::Frame`] borrows RGBA pixels.
//! 2. [`detect::FaceDetector`] scales them for its network, decodes the answer and suppresses
//!    overlaps: a list of [`detect::Detection`]s in source pixels.
//! 3. [`align`](mod@align) maps five landmarks onto a template by a [`geometry::SimilarityTransform`] and
//!    cuts out an [`align::AlignedFace`]: the one definition of what the expression network is
//!    shown, in training and live alike.
//! 4. [`expression::Classifier`] turns a batch `[faces, channels, height, width]` into
//!    [`expression::Probabilities`].
//! 5. [`display::track::Tracker`] gives faces stable ids and steadies the copy that is displayed;
//!    [`display::overlay`] says where boxes and chips go.
//!
//! `studio` (a cargo feature) branches off at step 4: it trains a [`head`] for a person's own classes
//! on what the network's backbone makes of each face.
//!
//! [`recognizer::Recognizer`] is that path on one screen. Both networks are burn modules;
//! where the app computes on burn-flex, [`kernels`] run them.
//!
//! Coordinates are source pixels with the origin at the top left unless a name says otherwise.

pub mod align;
pub mod detect;
pub mod display;
pub mod error;
pub mod expression;
pub mod geometry;
pub mod head;
pub mod image;
pub mod kernels;
pub mod layers;
pub mod manifest;
pub mod recognizer;
#[cfg(feature = "studio")]
pub mod studio;
pub mod weights;

#[cfg(target_arch = "wasm32")]
mod web;

pub use error::Error;
