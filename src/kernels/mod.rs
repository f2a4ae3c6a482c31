//! Inference kernels: the few layers of the shipped networks as plain functions over `f32`
//! slices, for one thread and whatever vectors the machine has.
//!
//! The networks themselves are burn modules; they define shapes, weights, training and the
//! answers that these kernels must give (`tests/suite/kernels.rs`). burn runs a layer as several
//! passes over memory; here a layer is one pass: every output is finished in registers (bias,
//! residual and ReLU included) before it is stored. Weights are laid out once, when they are
//! loaded: straight from the file, so that the browser's recognizer can do without burn.
//!
//! Maps and scratch values take turns in memory that each thread keeps: a frame after the first ones asks for none.
//!
//! Values lie channels last, and maps carry a border of zeros, so that a row of a 3x3
//! neighbourhood is one contiguous slice and no convolution ever asks where a map ends.

mod chain;
mod convolution;
mod depthwise;
mod feature_map;
mod integers;
mod lanes;
mod memory;
mod panels;
mod pixels;
mod rows;
mod runner;
mod scaled;
mod separable;
mod weights;
mod windows;
mod winograd;

pub use chain::{forward, forward_pixels};
pub use convolution::Convolution;
pub use depthwise::Depthwise;
pub use feature_map::{FeatureMap, Shape};
pub use panels::Limits;
pub use pixels::Pixels;
#[cfg(feature = "burn")]
pub(crate) use runner::values;
pub(crate) use runner::{Packed, Runner};
pub use separable::{Separable, Unit};
pub use windows::{Placement, Windows};

#[cfg(feature = "burn")]
pub use burn::tensor::Device;

/// What computes: where burn is left out, the kernels.
#[cfg(not(feature = "burn"))]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Device;

/// Whether the kernels run the networks on this device: burn-flex, without gradients.
#[cfg_attr(not(feature = "flex"), expect(unused_variables))]
pub fn supports(device: &Device) -> bool {
    #[cfg(feature = "flex")]
    return *device == Device::flex() && !device.is_autodiff();
    #[cfg(not(feature = "flex"))]
    return cfg!(not(feature = "burn"));
}

/// Runs `$work($arguments)` compiled for AVX2 where the machine has it. WASM and ARM need no
/// choice: their vectors are known when the program is built.
macro_rules! vectorized {
    ($work:ident($($argument:ident: $type:ty),*)) => {{
        #[cfg(target_arch = "x86_64")]
        {
            #[target_feature(enable = "avx2")]
            fn with_avx2($($argument: $type),*) {
                $work($($argument),*)
            }
            if std::arch::is_x86_feature_detected!("avx2") {
                // SAFETY: the machine has AVX2, as was just asked.
                #[allow(unsafe_code)]
                return unsafe { with_avx2($($argument),*) };
            }
        }
        $work($($argument),*)
    }};
}
use vectorized;
