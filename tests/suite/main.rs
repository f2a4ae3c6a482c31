//! Mien's native tests. One binary, one module a room of the library.

#![allow(clippy::unwrap_used)] // a test that cannot go on should stop

mod align;
mod answers;
mod backends;
mod detect;
mod expression;
mod geometry;
mod head_file;
mod image;
mod kernels;
#[cfg(feature = "studio")]
mod landmarks;
#[cfg(feature = "studio")]
mod learn;
#[cfg(feature = "studio")]
mod lesson;
mod manifest;
mod overlay;
mod photos;
#[cfg(feature = "studio")]
mod project;
mod recognizer;
mod support;
#[cfg(feature = "studio")]
mod teachable;
#[cfg(feature = "studio")]
mod teacher;
mod track;
