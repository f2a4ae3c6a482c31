//! Convolutions that mix channels.

use super::panels::{LANES, Lanes, Limits, PLACES, groups, multiply, pack, pack_bias};
use super::windows::{Place, Windows};
use super::winograd::Winograd;
use super::{FeatureMap, vectorized};

/// A convolution of all channels.
#[derive(Debug, Clone)]
pub struct Convolution {
    weights: Vec<Lanes>,
    bias: Vec<Lanes>,
    in_channels: usize,
    out_channels: usize,
    kernel: [usize; 2],
    windows: Windows,
    /// Present where a way with fewer products exists for maps of even sides.
    winograd: Option<Winograd>,
}

impl Convolution {
    /// Lays out the weights `[out_channels, in_channels, rows, columns]` and a bias an output.
    pub fn new(
        weights: &[f32],
        bias: &[f32],
        in_channels: usize,
        kernel: [usize; 2],
        windows: Windows,
    ) -> Self {
        Self {
            weights: pack(weights, bias.len(), in_channels, kernel[0] * kernel[1]),
            bias: pack_bias(bias),
            in_channels,
            out_channels: bias.len(),
            kernel,
            windows,
            winograd: match (kernel, windows) {
                ([3, 3], Windows::Centred(1)) => Winograd::new(weights, bias.len(), in_channels),
                _ => None,
            },
        }
    }

    /// Channels that it takes.
    pub fn inputs(&self) -> usize {
        self.in_channels
    }

    /// `conv(input) + residual` within `limits`. The input has the channels that the weights were made
    /// for, the residual has the shape of the result.
    pub fn forward(
        &self,
        input: &FeatureMap,
        residual: Option<&FeatureMap>,
        limits: Limits,
    ) -> FeatureMap {
        let placement = self.windows.place(self.kernel, input.shape());
        let mut output = FeatureMap::zeros(placement.shape(input.shape(), self.out_channels));
        if let Some(winograd) = self.winograd.as_ref().filter(|w| w.fits(input))
            && let Some(relu) = limits.as_relu()
        {
            winograd.forward(input, &self.bias, residual, relu, &mut output);
            return output;
        }
        let places = placement.places(input, &output);
        compute(self, input, &places, residual, limits, &mut output);
        output
    }
}

/// Computes all `places` of all outputs.
fn compute(
    convolution: &Convolution,
    input: &FeatureMap,
    places: &[Place],
    residual: Option<&FeatureMap>,
    limits: Limits,
    output: &mut FeatureMap,
) {
    vectorized!(compute_with(
        convolution: &Convolution,
        input: &FeatureMap,
        places: &[Place],
        residual: Option<&FeatureMap>,
        limits: Limits,
        output: &mut FeatureMap
    ))
}

#[inline(always)]
fn compute_with(
    convolution: &Convolution,
    input: &FeatureMap,
    places: &[Place],
    residual: Option<&FeatureMap>,
    limits: Limits,
    output: &mut FeatureMap,
) {
    let [fours, threes] = groups(places.len());
    let (in_fours, places) = places.split_at(fours);
    let (in_threes, places) = places.split_at(threes);
    let residual = residual.map(|map| map.values.as_slice());
    let segment = convolution.kernel[1] * convolution.in_channels;
    let window = convolution.kernel[0] * segment;
    let panels = convolution.weights.chunks_exact(window);
    for (panel, (weights, bias)) in panels.zip(&convolution.bias).enumerate() {
        let panel = Panel {
            weights,
            bias,
            segment,
            first: panel * LANES,
            lanes: LANES.min(convolution.out_channels - panel * LANES),
            residual,
            limits,
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
    limits: Limits,
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
        let sums = sums.map(|sum| self.limits.apply(sum));
        let to = &mut output.values[range];
        match <&mut Lanes>::try_from(&mut *to) {
            Ok(to) => *to = sums,
            Err(_) => to.copy_from_slice(&sums[..self.lanes]),
        }
    }
}
