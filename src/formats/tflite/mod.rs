//! TensorFlow Lite (LiteRT): floats, and 8-bit integers.

mod flat;
mod program;
mod quantize;
mod read;
mod schema;
mod write;

pub use quantize::write_int8;
pub use read::read;
pub use write::write;
