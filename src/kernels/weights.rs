//! From tensors, named as burn names the parameters of its layers, to the kernels' weights.

use super::{Convolution, Separable, Windows};
use crate::Error;
use crate::weights::Tensors;

impl Convolution {
    /// Lays out the square convolution `name`, which pads by half its kernel: its `weight`,
    /// `[to, from, kernel, kernel]`, and its `bias`.
    ///
    /// # Errors
    /// Those of [`Tensors::take`].
    pub fn read(
        tensors: &mut Tensors,
        name: &str,
        [from, to]: [usize; 2],
        kernel: usize,
        stride: usize,
    ) -> Result<Self, Error> {
        let (weights, bias) = pair(tensors, name, &[to, from, kernel, kernel], to)?;
        let windows = Windows::Centred(stride);
        Ok(Self::new(&weights, &bias, from, [kernel; 2], windows))
    }

    /// The dense layer `name`, whose `weight` is `[from, to]`, as a 1x1 convolution of maps with a single
    /// place.
    ///
    /// # Errors
    /// Those of [`Tensors::take`].
    pub fn read_dense(
        tensors: &mut Tensors,
        name: &str,
        [from, to]: [usize; 2],
    ) -> Result<Self, Error> {
        let (by_input, bias) = pair(tensors, name, &[from, to], to)?;
        let by_output: Vec<f32> = (0..to)
            .flat_map(|output| by_input.iter().skip(output).step_by(to).copied())
            .collect();
        let windows = Windows::Centred(1);
        Ok(Self::new(&by_output, &bias, from, [1, 1], windows))
    }
}

impl Separable {
    /// Lays out `name.pointwise`, a 1x1 convolution, and `name.depthwise`, the 3x3 one of every channel by
    /// itself that follows it.
    ///
    /// # Errors
    /// Those of [`Tensors::take`].
    pub fn read(
        tensors: &mut Tensors,
        name: &str,
        [from, to]: [usize; 2],
        relu: bool,
    ) -> Result<Self, Error> {
        let (mix, mix_bias) = pair(tensors, &format!("{name}.pointwise"), &[to, from, 1, 1], to)?;
        let (look, look_bias) = pair(tensors, &format!("{name}.depthwise"), &[to, 1, 3, 3], to)?;
        Ok(Self::new((&mix, &mix_bias), (&look, &look_bias), relu))
    }
}

/// A layer's weights and its biases, one an output.
fn pair(
    tensors: &mut Tensors,
    name: &str,
    shape: &[usize],
    outputs: usize,
) -> Result<(Vec<f32>, Vec<f32>), Error> {
    Ok((
        tensors.take(&format!("{name}.weight"), shape)?,
        tensors.take(&format!("{name}.bias"), &[outputs])?,
    ))
}
