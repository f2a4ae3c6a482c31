//! The expression network on the kernels: the layers of [`ExpressionNet::forward`], with weights
//! laid out for them.

use super::network::{ExpressionNet, ResidualBlock};
use crate::Error;
use crate::kernels::{Convolution, FeatureMap, Limits, Shape};
use crate::layers::ConvUnit;

/// An expression network, ready to look at any number of faces.
#[derive(Debug)]
pub struct PackedExpressionNet {
    stem: Convolution,
    blocks: Vec<PackedBlock>,
    head: Convolution,
}

#[derive(Debug)]
struct PackedBlock {
    first: Convolution,
    second: Convolution,
    shortcut: Option<Convolution>,
}

impl PackedExpressionNet {
    /// Lays out the weights of `network`.
    ///
    /// # Errors
    /// [`Error::Malformed`] where weights are not `f32`.
    pub fn new(network: &ExpressionNet) -> Result<Self, Error> {
        let backbone = &network.backbone;
        Ok(Self {
            stem: convolution(&backbone.stem)?,
            blocks: backbone
                .blocks
                .iter()
                .map(PackedBlock::new)
                .collect::<Result<_, _>>()?,
            head: Convolution::from_dense(&network.head)?,
        })
    }

    /// From `faces` pictures of `side` x `side` values, one after the other, to logits
    /// `[faces, classes]`.
    pub fn forward(&self, values: &[f32], faces: usize, side: usize) -> Vec<f32> {
        let means = self.embed(values, faces, side);
        let embeddings = FeatureMap::from_planar(&means, shape(faces, 1, self.head.inputs()));
        self.head
            .forward(&embeddings, None, Limits::NONE)
            .to_planar()
    }

    /// As [`PackedExpressionNet::forward`], but what the last layer is given: embeddings
    /// `[faces, channels]`.
    pub fn embed(&self, values: &[f32], faces: usize, side: usize) -> Vec<f32> {
        let x = FeatureMap::from_planar(values, shape(faces, side, 1));
        let x = self.stem.forward(&x, None, Limits::RELU);
        let x = self.blocks.iter().fold(x, |x, block| block.forward(x));
        x.global_avg_pool()
    }
}

fn shape(batch: usize, side: usize, channels: usize) -> Shape {
    Shape {
        batch,
        height: side,
        width: side,
        channels,
    }
}

impl PackedBlock {
    fn new(block: &ResidualBlock) -> Result<Self, Error> {
        Ok(Self {
            first: convolution(&block.first)?,
            second: convolution(&block.second)?,
            shortcut: block.shortcut.as_ref().map(convolution).transpose()?,
        })
    }

    fn forward(&self, x: FeatureMap) -> FeatureMap {
        let inner = self.first.forward(&x, None, Limits::RELU);
        let around = match &self.shortcut {
            Some(shortcut) => shortcut.forward(&x, None, Limits::NONE),
            None => x,
        };
        self.second.forward(&inner, Some(&around), Limits::RELU)
    }
}

/// A unit whose normalisation is folded into its convolution, if it has one.
fn convolution(unit: &ConvUnit) -> Result<Convolution, Error> {
    Convolution::from_layer(&unit.fold().conv)
}
