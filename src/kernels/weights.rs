//! From burn's layers to the kernels' weights.

use burn::module::Param;
use burn::nn::Linear;
use burn::nn::conv::Conv2d;
use burn::tensor::Tensor;

use super::{Convolution, Limits, Separable, Windows};
use crate::Error;
use crate::error::{Fault, Subject};

impl Convolution {
    /// Lays out a 1x1 or 3x3 convolution that pads by half its kernel.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the weights are not `f32`.
    pub fn from_layer(layer: &Conv2d) -> Result<Self, Error> {
        let [out_channels, in_channels, kernel, _] = layer.weight.dims();
        Ok(Self::new(
            &values(&layer.weight)?,
            &bias(&layer.bias, out_channels)?,
            in_channels,
            [kernel, kernel],
            Windows::Centred(layer.stride[0]),
        ))
    }

    /// A dense layer, as a 1x1 convolution of maps with a single place.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the weights are not `f32`.
    pub fn from_dense(layer: &Linear) -> Result<Self, Error> {
        let [in_channels, out_channels] = layer.weight.dims();
        let by_input = values(&layer.weight)?;
        let by_output: Vec<f32> = (0..out_channels)
            .flat_map(|output| by_input.iter().skip(output).step_by(out_channels).copied())
            .collect();
        Ok(Self::new(
            &by_output,
            &bias(&layer.bias, out_channels)?,
            in_channels,
            [1, 1],
            Windows::Centred(1),
        ))
    }
}

impl Separable {
    /// Lays out a 1x1 convolution and the depthwise 3x3 one that follows it.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the weights are not `f32`.
    pub fn from_layers(
        pointwise: &Conv2d,
        depthwise: &Conv2d,
        limits: Limits,
    ) -> Result<Self, Error> {
        let [out_channels, _, _, _] = pointwise.weight.dims();
        Ok(Self::new(
            (
                &values(&pointwise.weight)?,
                &bias(&pointwise.bias, out_channels)?,
            ),
            (
                &values(&depthwise.weight)?,
                &bias(&depthwise.bias, out_channels)?,
            ),
            limits,
        ))
    }
}

fn values<const D: usize>(weights: &Param<Tensor<D>>) -> Result<Vec<f32>, Error> {
    let data = weights.val().into_data();
    data.try_into_vec()
        .map_err(|e| Error::malformed(Subject::LayerWeights, Fault::cause(format!("{e:?}"))))
}

fn bias(bias: &Option<Param<Tensor<1>>>, outputs: usize) -> Result<Vec<f32>, Error> {
    match bias {
        Some(bias) => values(bias),
        None => Ok(vec![0.0; outputs]),
    }
}
