//! Pixels: the borrowed frame, scaling, and sampling through a transform.

mod frame;
mod resize;
mod warp;

pub use frame::{Frame, MAX_SIDE, PixelFormat, fit_within};
pub use resize::{Level, PER_LEVEL, resize};
pub use warp::warp_gray;
