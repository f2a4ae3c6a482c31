//! Convolutions that mix channels.

use super::panels::{LANES, Lanes, PLACES, multiply, pack, pack_bias, positive};
use super::winograd::Winograd;
use super::{Map, Size, vectorized};

/// A 1x1 or 3x3 convolution that keeps the sides, or divides them by its stride (rounded up).
#[derive(Debug, Clone)]
pub struct Convolution {
    weights: Vec<Lanes>,
    bias: Vec<Lanes>,
    from: usize,
    to: usize,
    kernel: usize,
    stride: usize,
    /// Present where a way with fewer products exists for maps of even sides.
    winograd: Option<Winograd>,
}

/// Where a place's window begins in the input, and where its outputs go.
type Place = (u32, u32);

impl Convolution {
    /// Lays out the weights `[to, from, kernel, kernel]` (`kernel` is 1 or 3) and a bias an
    /// output.
    pub fn new(weights: &[f32], bias: &[f32], from: usize, kernel: usize, stride: usize) -> Self {
        Self {
            weights: pack(weights, bias.len(), from, kernel),
            bias: pack_bias(bias),
            from,
            to: bias.len(),
            kernel,
            stride,
            winograd: match (kernel, stride) {
                (3, 1) => Winograd::new(weights, bias.len(), from),
                _ => None,
            },
        }
    }

    /// Channels that it takes.
    pub fn inputs(&self) -> usize {
        self.from
    }

    /// `conv(input) + residual`, negative values cut off where `relu` says so. The input has the
    /// channels that the weights were made for, the residual has the shape of the result.
    pub fn forward(&self, input: &Map, residual: Option<&Map>, relu: bool) -> Map {
        let size = input.size();
        let mut output = Map::zeros(Size {
            height: size.height.div_ceil(self.stride),
            width: size.width.div_ceil(self.stride),
            channels: self.to,
            ..size
        });
        if let Some(winograd) = self.winograd.as_ref().filter(|w| w.fits(input)) {
            winograd.forward(input, &self.bias, residual, relu, &mut output);
            return output;
        }
        let places = self.places(input, &output);
        compute(self, input, &places, residual, relu, &mut output);
        output
    }

    fn places(&self, input: &Map, output: &Map) -> Vec<Place> {
        let size = output.size();
        // A 3x3 window begins in the border.
        let first = usize::from(self.kernel == 1);
        let mut places = Vec::with_capacity(size.batch * size.height * size.width);
        for picture in 0..size.batch {
            for y in 0..size.height {
                let from = input.offset(picture, y * self.stride + first, first);
                let to = output.offset(picture, y + 1, 1);
                places.extend((0..size.width).map(|x| {
                    let from = from + x * self.stride * self.from;
                    (from as u32, (to + x * self.to) as u32)
                }));
            }
        }
        places
    }
}

/// Computes all `places` of all outputs.
fn compute(
    convolution: &Convolution,
    input: &Map,
    places: &[Place],
    residual: Option<&Map>,
    relu: bool,
    output: &mut Map,
) {
    vectorized!(compute_with(
        convolution: &Convolution,
        input: &Map,
        places: &[Place],
        residual: Option<&Map>,
        relu: bool,
        output: &mut Map
    ))
}

#[inline(always)]
fn compute_with(
    convolution: &Convolution,
    input: &Map,
    places: &[Place],
    residual: Option<&Map>,
    relu: bool,
    output: &mut Map,
) {
    let (kernel, to) = (convolution.kernel, convolution.to);
    let (pitch, segment) = (input.pitch(), kernel * convolution.from);
    let residual = residual.map(|map| map.values.as_slice());
    let panels = convolution.weights.chunks_exact(kernel * segment);
    for (panel, (weights, bias)) in panels.zip(&convolution.bias).enumerate() {
        let first = panel * LANES;
        let lanes = LANES.min(to - first);
        for tile in places.chunks(PLACES) {
            // A tile that is not full repeats its last place.
            let starts: [usize; PLACES] =
                std::array::from_fn(|i| tile[i.min(tile.len() - 1)].0 as usize);
            let mut sums = [*bias; PLACES];
            for (row, weights) in weights.chunks_exact(segment).enumerate() {
                let values = starts.map(|start| &input.values[start + row * pitch..][..segment]);
                sums = multiply(sums, values, weights);
            }
            for (i, sums) in sums.iter().enumerate() {
                let Some(&(_, place)) = tile.get(i) else {
                    break;
                };
                let place = place as usize + first;
                let mut sums = *sums;
                if let Some(residual) = residual {
                    let residual = &residual[place..place + lanes];
                    for (sum, value) in sums.iter_mut().zip(residual) {
                        *sum += value;
                    }
                }
                if relu {
                    sums = sums.map(positive);
                }
                output.values[place..place + lanes].copy_from_slice(&sums[..lanes]);
            }
        }
    }
}
