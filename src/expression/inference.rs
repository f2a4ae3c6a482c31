//! The expression network on the kernels: the layers of `ExpressionNet::forward`, with weights
//! laid out for them.

use super::architecture::{BlockConfig, ExpressionNetConfig};
use crate::Error;
#[cfg(feature = "burn")]
use crate::kernels::Device;
use crate::kernels::{Convolution, FeatureMap, Limits, Packed, Shape};
use crate::weights::Tensors;

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

impl Packed for PackedExpressionNet {
    type Architecture = ExpressionNetConfig;

    fn pack(architecture: &ExpressionNetConfig, tensors: &mut Tensors) -> Result<Self, Error> {
        let stem = [1, architecture.stem];
        let stem = Convolution::read(tensors, "backbone.stem.conv", stem, 3, 2)?.in_integers();
        let blocks = architecture.blocks().into_iter().enumerate();
        let blocks = blocks
            .map(|(i, block)| PackedBlock::read(tensors, &format!("backbone.blocks.{i}"), block));
        let blocks = blocks.collect::<Result<_, _>>()?;
        let head = [architecture.embedding_width(), architecture.classes];
        Ok(Self {
            stem,
            blocks,
            head: Convolution::read_dense(tensors, "head", head)?,
        })
    }

    #[cfg(feature = "burn")]
    type Layers = super::ExpressionNet;

    #[cfg(feature = "burn")]
    fn layers(architecture: &ExpressionNetConfig, device: &Device) -> super::ExpressionNet {
        super::ExpressionNet::folded(architecture, device)
    }
}

impl PackedExpressionNet {
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
    fn read(tensors: &mut Tensors, name: &str, block: BlockConfig) -> Result<Self, Error> {
        let BlockConfig { from, to, stride } = block;
        let mut unit = |part: &str, from, kernel, stride| {
            let name = format!("{name}.{part}.conv");
            let convolution = Convolution::read(tensors, &name, [from, to], kernel, stride)?;
            // Those of stride 1 have a faster way.
            Ok(if stride == 1 {
                convolution
            } else {
                convolution.in_integers()
            })
        };
        let shortcut = block.has_shortcut();
        Ok(Self {
            first: unit("first", from, 3, stride)?,
            second: unit("second", to, 3, 1)?,
            shortcut: shortcut
                .then(|| unit("shortcut", from, 1, stride))
                .transpose()?,
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
