//! Keras: its description of a network, which TensorFlow.js shares, and its two kinds of file.

#[cfg(feature = "formats")]
mod archive;
#[cfg(feature = "save")]
mod describe;
#[cfg(feature = "formats")]
mod h5;
mod topology;

#[cfg(feature = "formats")]
pub use archive::{read as read_archive, write as write_archive};
#[cfg(feature = "save")]
pub use describe::{Dialect, describe};
#[cfg(feature = "formats")]
pub use h5::{read as read_h5, write as write_h5};
pub use topology::read as read_topology;

/// The weights that a layer can have, in the order in which Keras keeps them.
#[cfg(feature = "formats")]
const WEIGHTS: [&str; 7] = [
    "kernel",
    "depthwise_kernel",
    "bias",
    "gamma",
    "beta",
    "moving_mean",
    "moving_variance",
];
