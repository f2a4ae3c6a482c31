//! ONNX, as far as the layers of a [`Graph`](super::Graph) go.

mod proto;
mod read;
mod tensor;
mod write;

pub use read::{convolutions, read};
pub use tensor::Tensor;
pub use write::write;
