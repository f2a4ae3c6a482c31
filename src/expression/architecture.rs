//! The shape of an expression network: data that travels with its weights.

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::Subject;

/// The shape of an expression network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressionNetConfig {
    /// Channels of the first convolution, which halves the sides.
    pub stem: usize,
    /// Channels and number of residual blocks of each stage; every stage but the first halves the
    /// sides.
    pub stages: Vec<(usize, usize)>,
    /// Number of outputs.
    pub classes: usize,
}

impl ExpressionNetConfig {
    /// # Errors
    /// [`Error::Limit`] for no stage, no class, or more than a browser should be asked to hold.
    pub fn validate(&self) -> Result<(), Error> {
        Error::check_range(Subject::StemChannels, self.stem, 1..=1024)?;
        Error::check_range(Subject::NetworkStages, self.stages.len(), 1..=6)?;
        for &(channels, blocks) in &self.stages {
            Error::check_range(Subject::StageChannels, channels, 1..=1024)?;
            Error::check_range(Subject::StageBlocks, blocks, 1..=16)?;
        }
        Error::check_range(Subject::Classes, self.classes, 2..=10_000)
    }

    /// Values that the backbone makes of a picture.
    pub fn embedding_width(&self) -> usize {
        self.stages
            .last()
            .map_or(self.stem, |&(channels, _)| channels)
    }

    /// The residual blocks of all stages, one after the other.
    pub fn blocks(&self) -> Vec<BlockConfig> {
        let mut from = self.stem;
        let mut blocks = Vec::new();
        for (index, &(to, count)) in self.stages.iter().enumerate() {
            for block in 0..count {
                let stride = if index > 0 && block == 0 { 2 } else { 1 };
                blocks.push(BlockConfig { from, to, stride });
                from = to;
            }
        }
        blocks
    }

    /// Multiply-adds for one picture of `size` x `size` pixels; a FLOP count is twice this.
    pub fn multiply_adds(&self, size: usize) -> usize {
        let conv = |from: usize, to: usize, kernel: usize, side: usize| {
            from * to * kernel * kernel * side * side
        };
        let mut side = size.div_ceil(2);
        let mut total = conv(1, self.stem, 3, side);
        for block in self.blocks() {
            let BlockConfig { from, to, stride } = block;
            side = side.div_ceil(stride);
            total += conv(from, to, 3, side) + conv(to, to, 3, side);
            if block.has_shortcut() {
                total += conv(from, to, 1, side);
            }
        }
        total + self.embedding_width() * self.classes
    }
}

/// The shape of a residual block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockConfig {
    /// Channels that it takes.
    pub from: usize,
    /// Channels that it gives.
    pub to: usize,
    /// What it divides the sides by.
    pub stride: usize,
}

impl BlockConfig {
    /// Whether its input has to be brought to the shape of its result before it is added.
    pub fn has_shortcut(&self) -> bool {
        self.from != self.to || self.stride != 1
    }
}
