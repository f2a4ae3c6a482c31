//! The boundary to JavaScript, compiled for wasm32 only. It moves data and turns errors into
//! JavaScript errors, once; everything that decides or computes is elsewhere, natively tested.

mod browser_detector;
mod error;
mod picture;
#[cfg(feature = "studio")]
mod teacher;
mod worker;
