//! # Mien
//!
//! Real-time facial-expression recognition: faces in a picture get a box, five landmarks and a
//! probability for each expression. The same code runs in the browser (WebAssembly, in a worker)
//! and natively.
//!
//! ```
//! use std::path::Path;
//!
//! use mien::{Device, Frame, Input, Manifest, Recognizer};
//!
//! let (manifest, files) = Manifest::open(Path::new("model"))?;
//! let mut recognizer = Recognizer::new(&manifest, &files, &Device::flex())?;
//!
//! let picture = image::open("tests/data/pictures/astronaut.jpg")?.into_rgba8();
//! let (width, height) = picture.dimensions();
//! let frame = Frame::new(&picture, width as usize, height as usize)?;
//! let report = recognizer.recognize(&frame, Input::still(&frame), || 0.0)?;
//!
//! let face = &report.faces[0];
//! assert_eq!(face.label, "Happiness");
//! assert!(face.probability > 0.9 && face.landmarks.is_some_and(|of| of.is_valid()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ## The path of one frame
//!
//! [`Recognizer::recognize`] is this path, and the only spelling of it:
//!
//! 1. [`image::Frame`] borrows RGBA pixels.
//! 2. [`detect::FaceDetector`] scales them for its network, decodes the answer and keeps the best of
//!    what overlaps ([`detect::nms`]): a list of [`detect::Detection`]s. Into boxes of another detector
//!    it puts landmarks instead.
//! 3. [`align`](mod@align) maps five landmarks onto a template by a [`geometry::SimilarityTransform`] and
//!    cuts out an [`align::AlignedFace`]: the one definition of what the expression network is
//!    shown, in training and live alike.
//! 4. [`expression::Classifier`] turns a batch `[faces, channels, height, width]` into
//!    [`expression::Probabilities`], or its backbone into embeddings for a person's own [`head`].
//! 5. [`display::track`] gives faces stable ids and steadies the copy that is displayed;
//!    [`display::overlay`] says where boxes and chips go, and [`display::report`] what is in them.
//!
//! [`studio`] (a cargo feature) is the other half: pictures become samples, samples a [`head::Head`].
//!
//! The three networks (detector, expressions, landmarks of pre-cropped faces) are burn modules; where
//! the device is burn-flex, or burn is left out (a cargo feature), [`kernels`] run them. Which there are, and how they are fed, is data: the
//! [`Manifest`].
//!
//! Coordinates are source pixels with the origin at the top left unless a name says otherwise.

pub mod align;
pub mod detect;
pub mod display;
pub mod error;
pub mod expression;
#[cfg(feature = "graph")]
pub mod formats;
pub mod geometry;
pub mod head;
pub mod image;
pub mod kernels;
#[cfg(feature = "burn")]
pub mod layers;
pub mod manifest;
pub mod metrics;
pub mod recognizer;
#[cfg(feature = "studio")]
pub mod studio;
#[cfg(all(test, feature = "studio", feature = "formats"))]
mod types;
#[cfg(feature = "files")]
mod unzip;
pub mod weights;

#[cfg(target_arch = "wasm32")]
mod web;

pub use crate::image::Frame;
pub use detect::FaceDetector;
pub use error::Error;
pub use kernels::Device;
pub use manifest::Manifest;
pub use recognizer::{FacePrediction, Input, Recognizer, Report, Settings};
pub use weights::WeightFiles;
