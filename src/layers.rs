//! What both of this project's own networks are made of.

use burn::module::Module;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::{BatchNorm, BatchNormConfig, Initializer, PaddingConfig2d};
use burn::tensor::{Device, Tensor};

/// A convolution, followed by batch normalisation while it is trained.
#[derive(Module, Debug)]
pub struct ConvUnit {
    /// The convolution; its bias is used once the normalisation is folded in.
    pub conv: Conv2d,
    /// Present in training only.
    pub norm: Option<BatchNorm>,
}

impl ConvUnit {
    /// `kernel` x `kernel` random weights between `from` and `to` channels; sides are kept, or divided
    /// by `stride`.
    pub fn new(
        [from, to]: [usize; 2],
        kernel: usize,
        stride: usize,
        normalized: bool,
        device: &Device,
    ) -> Self {
        let pad = kernel / 2;
        Self {
            conv: Conv2dConfig::new([from, to], [kernel, kernel])
                .with_stride([stride, stride])
                .with_padding(PaddingConfig2d::Explicit(pad, pad, pad, pad))
                .with_bias(!normalized)
                // He et al., "Delving Deep into Rectifiers" (2015).
                .with_initializer(Initializer::KaimingNormal {
                    gain: std::f64::consts::SQRT_2,
                    fan_out_only: true,
                })
                .init(device),
            norm: normalized.then(|| BatchNormConfig::new(to).init(device)),
        }
    }

    /// From `[pictures, from, side, side]` to `[pictures, to, side', side']`, without an activation.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let x = self.conv.forward(x);
        match &self.norm {
            Some(norm) => norm.forward(x),
            None => x,
        }
    }

    /// The same function as one convolution: `w' = w·γ/√(σ²+ε)`, `b' = β − μ·γ/√(σ²+ε)`.
    pub fn fold(&self) -> Self {
        let Some(norm) = &self.norm else {
            return self.clone();
        };
        let scale = norm.gamma.val() / (norm.running_var.value_sync() + norm.epsilon).sqrt();
        let bias = norm.beta.val() - norm.running_mean.value_sync() * scale.clone();
        let [to] = scale.dims();
        let mut conv = self.conv.clone();
        conv.weight = conv.weight.map(|w| w * scale.reshape([to, 1, 1, 1]));
        conv.bias = Some(burn::module::Param::from_tensor(bias));
        Self { conv, norm: None }
    }
}
