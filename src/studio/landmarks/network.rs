//! The layers. Shapes are `[batch, channels, height, width]`.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

use super::SIDE;
use crate::layers::ConvUnit;

/// Channels and strides of the convolutions: 48 pixels become 24, 12, 6, 3. At 3 places are still
/// told apart.
pub(super) const CONVOLUTIONS: [(usize, usize); 5] = [(16, 2), (32, 2), (48, 2), (64, 2), (64, 1)];

/// Numbers that it answers with: five places.
pub const OUTPUTS: usize = 10;

/// The network: 89,082 weights, 3.7 MFLOP a crop.
#[derive(Module, Debug)]
pub struct LandmarkNet {
    /// 3x3 convolutions, each followed by ReLU.
    pub convolutions: Vec<ConvUnit>,
    /// All that the last convolution sees to the places.
    pub places: Linear,
}

impl LandmarkNet {
    fn new(normalized: bool, device: &Device) -> Self {
        let mut from = 1;
        let mut side = SIDE;
        let mut convolutions = Vec::new();
        for (to, stride) in CONVOLUTIONS {
            convolutions.push(ConvUnit::new([from, to], 3, stride, normalized, device));
            (from, side) = (to, side / stride);
        }
        Self {
            convolutions,
            places: LinearConfig::new(from * side * side, OUTPUTS).init(device),
        }
    }

    /// The network as it is trained, with batch normalisation and random weights.
    pub fn trainable(device: &Device) -> Self {
        Self::new(true, device)
    }

    /// The network as it is shipped, without batch normalisation; its weights are arbitrary until a
    /// record is loaded.
    pub fn folded(device: &Device) -> Self {
        Self::new(false, device)
    }

    /// The same function without batch normalisation.
    pub fn fold(&self) -> Self {
        Self {
            convolutions: self.convolutions.iter().map(ConvUnit::fold).collect(),
            places: self.places.clone(),
        }
    }

    /// From crops `[faces, 1, 48, 48]`, each of mean 0 and standard deviation 1, to places
    /// `[faces, 10]`: x and y of the five landmarks in the order of
    /// [`Landmarks`](crate::geometry::Landmarks), from -1 (left, top edge) to 1 (right, bottom).
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        let x = self
            .convolutions
            .iter()
            .fold(x, |x, convolution| relu(convolution.forward(x)));
        self.places.forward(x.flatten(1, 3))
    }

    /// Multiply-adds for one crop; a FLOP count is twice this.
    pub fn multiply_adds(&self) -> usize {
        let [inputs, outputs] = self.places.weight.dims();
        let mut side = SIDE;
        let mut total = inputs * outputs;
        for ConvUnit { conv, .. } in &self.convolutions {
            side /= conv.stride[0];
            total += conv.weight.dims().iter().product::<usize>() * side * side;
        }
        total
    }
}
