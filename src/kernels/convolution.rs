//! Convolutions that mix channels.

use super::panels::{self, LANES, Lanes, PLACES, groups, multiply, pack, pack_bias};
use super::winograd::Winograd;
use super::{FeatureMap, Shape, vectorized};

/// A 1x1 or 3x3 convolution that keeps the sides, or divides them by its stride (rounded up).
#[derive(Debug, Clone)]
pub struct Convolution {
    weights: Vec<Lanes>,
    bias: Vec<Lanes>,
    in_channels: usize,
    out_channels: usize,
    kernel: usize,
    stride: usize,
    /// Present where a way with fewer products exists for maps of even sides.
    winograd: Option<Winograd>,
}

/// Where a place's window begins in the input, and where its outputs go.
type Place = (u32, u32);

impl Convolution {
    /// Lays out the weights `[out_channels, in_channels, kernel, kernel]` (`kernel` is 1 or 3) and a bias an
    /// output.
    pub fn new(
        weights: &[f32],
        bias: &[f32],
        in_channels: usize,
        kernel: usize,
        stride: usize,
    ) -> Self {
        Self {
            weights: pack(weights, bias.len(), in_channels, kernel),
            bias: pack_bias(bias),
            in_channels,
            out_channels: bias.len(),
            kernel,
            stride,
            winograd: match (kernel, stride) {
                (3, 1) => Winograd::new(weights, bias.len(), in_channels),
                _ => None,
            },
        }
    }

    /// Channels that it takes.
    pub fn inputs(&self) -> usize {
        self.in_channels
    }

    /// `conv(input) + residual`, negative values cut off where `relu` says so. The input has the
    /// channels that the weights were made for, the residual has the shape of the result.
    pub fn forward(
        &self,
        input: &FeatureMap,
        residual: Option<&FeatureMap>,
        relu: bool,
    ) -> FeatureMap {
        let shape = input.shape();
        let mut output = FeatureMap::zeros(Shape {
            height: shape.height.div_ceil(self.stride),
            width: shape.width.div_ceil(self.stride),
            channels: self.out_channels,
            ..shape
        });
        if let Some(winograd) = self.winograd.as_ref().filter(|w| w.fits(input)) {
            winograd.forward(input, &self.bias, residual, relu, &mut output);
            return output;
        }
        let places = self.places(input, &output);
        compute(self, input, &places, residual, relu, &mut output);
        output
    }

    fn places(&self, input: &FeatureMap, output: &FeatureMap) -> Vec<Place> {
        let shape = output.shape();
        // A 3x3 window begins in the border.
        let first = usize::from(self.kernel == 1);
        let mut places = Vec::with_capacity(shape.batch * shape.height * shape.width);
        for picture in 0..shape.batch {
            for y in 0..shape.height {
                let from = input.offset(picture, y * self.stride + first, first);
                let to = output.offset(picture, y + 1, 1);
                places.extend((0..shape.width).map(|x| {
                    let from = from + x * self.stride * self.in_channels;
                    (from as u32, (to + x * self.out_channels) as u32)
                }));
            }
        }
        places
    }
}

/// Computes all `places` of all outputs.
fn compute(
    convolution: &Convolution,
    input: &FeatureMap,
    places: &[Place],
    residual: Option<&FeatureMap>,
    relu: bool,
    output: &mut FeatureMap,
) {
    vectorized!(compute_with(
        convolution: &Convolution,
        input: &FeatureMap,
        places: &[Place],
        residual: Option<&FeatureMap>,
        relu: bool,
        output: &mut FeatureMap
    ))
}

#[inline(always)]
fn compute_with(
    convolution: &Convolution,
    input: &FeatureMap,
    places: &[Place],
    residual: Option<&FeatureMap>,
    relu: bool,
    output: &mut FeatureMap,
) {
    let [fours, threes] = groups(places.len());
    let (in_fours, places) = places.split_at(fours);
    let (in_threes, places) = places.split_at(threes);
    let residual = residual.map(|map| map.values.as_slice());
    let window = convolution.kernel * convolution.kernel * convolution.in_channels;
    let panels = convolution.weights.chunks_exact(window);
    for (panel, (weights, bias)) in panels.zip(&convolution.bias).enumerate() {
        let panel = Panel {
            weights,
            bias,
            segment: convolution.kernel * convolution.in_channels,
            first: panel * LANES,
            lanes: LANES.min(convolution.out_channels - panel * LANES),
            residual,
            relu,
        };
        panel.compute::<PLACES>(input, in_fours, output);
        panel.compute::<3>(input, in_threes, output);
        panel.compute::<1>(input, places, output);
    }
}

/// Up to [`LANES`] outputs of a convolution.
struct Panel<'a> {
    weights: &'a [Lanes],
    bias: &'a Lanes,
    /// Values that a row of a window has.
    segment: usize,
    /// The first output.
    first: usize,
    lanes: usize,
    residual: Option<&'a [f32]>,
    relu: bool,
}

impl Panel<'_> {
    /// Computes places, `P` together.
    #[inline(always)]
    fn compute<const P: usize>(
        &self,
        input: &FeatureMap,
        places: &[Place],
        output: &mut FeatureMap,
    ) {
        let pitch = input.pitch();
        for group in places.as_chunks::<P>().0 {
            let mut sums = [*self.bias; P];
            for (row, weights) in self.weights.chunks_exact(self.segment).enumerate() {
                let values = group.map(|(start, _)| {
                    &input.values[start as usize + row * pitch..][..self.segment]
                });
                sums = multiply(sums, values, weights);
            }
            for (sums, (_, to)) in sums.into_iter().zip(group) {
                self.store(sums, *to as usize + self.first, output);
            }
        }
    }

    #[inline(always)]
    fn store(&self, mut sums: Lanes, place: usize, output: &mut FeatureMap) {
        let range = place..place + self.lanes;
        if let Some(residual) = self.residual {
            let residual = &residual[range.clone()];
            match <&Lanes>::try_from(residual) {
                Ok(residual) => (0..LANES).for_each(|lane| sums[lane] += residual[lane]),
                Err(_) => sums.iter_mut().zip(residual).for_each(|(s, r)| *s += r),
            }
        }
        if self.relu {
            sums = sums.map(panels::relu);
        }
        let to = &mut output.values[range];
        match <&mut Lanes>::try_from(&mut *to) {
            Ok(to) => *to = sums,
            Err(_) => to.copy_from_slice(&sums[..self.lanes]),
        }
    }
}
