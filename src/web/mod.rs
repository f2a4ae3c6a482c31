//! The boundary to JavaScript, compiled for wasm32 only. It moves data and turns errors into
//! JavaScript errors, once; everything that decides or computes is elsewhere, natively tested.

mod browser_detector;
mod convert;
mod error;
mod picture;
mod recognizer;

#[cfg(feature = "studio")]
mod extractor;
#[cfg(feature = "studio")]
mod import;
#[cfg(feature = "studio")]
mod project;
#[cfg(feature = "studio")]
mod training;
