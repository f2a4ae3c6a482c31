//! Mien's native tests. One binary, one module a room of the library.

#![allow(clippy::unwrap_used)] // a test that cannot go on should stop

mod align;
mod alike;
mod answers;
mod backends;
mod detect;
mod exports;
mod expression;
mod expression_photos;
mod extract;
mod formats;
mod geometry;
mod head_file;
mod image;
mod import;
mod kernels;
mod landmarks;
mod manifest;
mod memory;
mod mirrored;
mod overlay;
mod pictures;
mod project;
mod recognizer;
mod support;
mod track;
mod train;
mod training_fixture;
mod turned;
mod weights;
