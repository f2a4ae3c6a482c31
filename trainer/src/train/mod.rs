//! What a training step is made of: pictures and how they change, the network that learns, what it learns from.

pub mod augment;
pub mod batches;
pub mod corrupt;
pub mod device;
pub mod distill;
pub mod ema;
pub mod sam;
pub mod schedule;
pub mod student;
#[cfg(feature = "torch")]
pub mod torch;
