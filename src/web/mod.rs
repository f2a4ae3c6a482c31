//! The boundary to JavaScript, compiled for wasm32 only. It moves data and turns errors into
//! JavaScript errors, once; everything that decides or computes is elsewhere, natively tested.

mod convert;
mod error;
mod panics;

#[cfg(feature = "recognizer")]
mod browser_detector;
#[cfg(feature = "recognizer")]
mod recognizer;

#[cfg(any(feature = "recognizer", feature = "studio"))]
mod picture;
#[cfg(any(feature = "recognizer", feature = "studio"))]
mod weights;

#[cfg(feature = "models")]
mod image_model;

#[cfg(feature = "save")]
mod saved;

#[cfg(all(feature = "models", feature = "formats"))]
mod converter;

#[cfg(feature = "studio")]
mod chosen_file;
#[cfg(feature = "studio")]
mod extractor;
#[cfg(feature = "studio")]
mod import;
#[cfg(feature = "studio")]
mod pictures;
#[cfg(feature = "studio")]
mod project;
#[cfg(feature = "studio")]
mod training;

#[cfg(any(feature = "recognizer", feature = "studio"))]
use crate::kernels::Device;

/// The device that this module computes on: that of the kernels; in a build with burn-ndarray alone, that.
#[cfg(any(feature = "recognizer", feature = "studio"))]
fn device() -> Device {
    #[cfg(feature = "flex")]
    return Device::flex();
    #[cfg(not(feature = "burn"))]
    return Device;
    #[cfg(all(feature = "burn", not(feature = "flex")))]
    #[allow(deprecated)] // since burn 0.22; kept as the second opinion
    return Device::ndarray();
}
