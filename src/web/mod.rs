//! The boundary to JavaScript, compiled for wasm32 only. It moves data and turns errors into
//! JavaScript errors, once; everything that decides or computes is elsewhere, natively tested.

mod browser_detector;
mod convert;
mod error;
mod picture;
mod recognizer;
mod weights;

#[cfg(feature = "studio")]
mod extractor;
#[cfg(feature = "studio")]
mod import;
#[cfg(feature = "studio")]
mod project;
#[cfg(feature = "studio")]
mod training;

use burn::tensor::Device;

/// The device that this module computes on: burn-flex; in a build without it, burn-ndarray.
fn device() -> Device {
    #[cfg(feature = "flex")]
    return Device::flex();
    #[cfg(not(feature = "flex"))]
    #[allow(deprecated)] // since burn 0.22; kept as the second opinion
    return Device::ndarray();
}
