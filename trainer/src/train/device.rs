//! What computes a run.

use anyhow::{Result, bail};
use burn::tensor::Device;
use serde::{Deserialize, Serialize};

/// What computes a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeviceName {
    /// burn-flex
    Cpu,
    /// LibTorch on the CPU (cargo feature `torch`)
    Torch,
    /// An NVIDIA GPU (cargo feature `cuda`)
    Cuda,
}

impl DeviceName {
    /// The device, ready to use.
    ///
    /// # Errors
    /// Where this trainer was built without it, or the machine has none.
    pub fn device(self) -> Result<Device> {
        match self {
            Self::Cpu => Ok(Device::flex()),
            #[cfg(feature = "torch")]
            #[allow(deprecated)] // As in `torch.rs`.
            Self::Torch => Ok(Device::libtorch()),
            #[cfg(feature = "cuda")]
            Self::Cuda => first_gpu(),
            #[allow(unreachable_patterns)]
            other => {
                let name = serde_json::to_value(other)?;
                let name = name.as_str().unwrap_or_default();
                bail!(
                    "this trainer was built without {name}: add `--features {name}` to cargo's options"
                )
            }
        }
    }

    /// How many parts of a step are computed side by side.
    pub fn parts(self) -> usize {
        match self {
            Self::Cpu => 2,
            // These keep all of their cores busy with one.
            Self::Torch | Self::Cuda => 1,
        }
    }
}

/// The first NVIDIA GPU. Burn lists the GPUs that there are without touching one, and lists none
/// where the driver is missing; making the device first would panic there.
#[cfg(feature = "cuda")]
fn first_gpu() -> Result<Device> {
    use burn::tensor::DeviceType;

    match Device::enumerate(DeviceType::Cuda).into_iter().next() {
        Some(device) => Ok(device),
        None => bail!("no NVIDIA GPU was found: is its driver installed? --device cpu needs none"),
    }
}
