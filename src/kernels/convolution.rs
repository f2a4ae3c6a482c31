//! Convolutions that mix channels.

use std::cell::Cell;
use std::sync::OnceLock;

use super::integers::Integers;
use super::panels::{LANES, Lanes, Limits, PLACES, groups, multiply, pack, pack_bias};
use super::rows::{Layer, Rows};
use super::windows::{Place, Windows};
use super::winograd::{self, Side, Winograd};
use super::{FeatureMap, Pixels, Shape, vectorized};

thread_local! {
    /// Where the last convolution's windows were: the memory is used again.
    static WINDOWS: Cell<Vec<Place>> = const { Cell::new(Vec::new()) };
}

/// A convolution of all channels.
#[derive(Debug, Clone)]
pub struct Convolution {
    weights: Vec<Lanes>,
    bias: Vec<Lanes>,
    in_channels: usize,
    out_channels: usize,
    kernel: [usize; 2],
    windows: Windows,
    /// The weights for products in integers, where it may use them.
    integers: Option<Integers>,
    /// The weights for tiles of the sides of each kind of map that was seen, where there is a way with fewer products.
    winograd: [OnceLock<Winograd>; 2],
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
            integers: None,
            winograd: Default::default(),
        }
    }

    /// The same layer, which may multiply integers where that is faster: what comes out differs by some 1/10,000 of
    /// the largest value.
    pub fn in_integers(mut self) -> Self {
        self.integers = Some(Integers::new(
            &self.weights,
            self.bias.len(),
            self.kernel[0],
        ));
        self
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
        let mut output = FeatureMap::unwritten(placement.shape(input.shape(), self.out_channels));
        if let Some(winograd) = self.winograd(input.shape())
            && let Some(relu) = limits.as_relu()
        {
            let job = winograd::Job {
                input,
                bias: &self.bias,
                residual,
                relu,
            };
            winograd.forward(&job, &mut output);
            return output;
        }
        if residual.is_none()
            && let Some(rows) = self.rows(input, limits)
        {
            rows.forward(&mut output);
            return output;
        }
        let mut places = WINDOWS.take();
        placement.places(input, &output, &mut places);
        let job = Job {
            convolution: self,
            input,
            residual: residual.map(|map| &*map.values),
            limits,
        };
        match (self.kernel, self.in_channels) {
            ([3, 3], 1 | 3) => compute_gathered(&job, &places, &mut output),
            _ => compute(&job, &places, &mut output),
        }
        WINDOWS.set(places);
        output
    }

    /// The rows of `conv(input)` within `limits`, to be computed one by one in integers; `None` where that can't be.
    fn rows<'a>(&'a self, input: &'a FeatureMap, limits: Limits) -> Option<Rows<'a>> {
        let layer = self.layer(input.shape(), limits)?;
        Some(Rows::new(layer, input))
    }

    /// As [`Self::rows`], of a picture.
    pub(super) fn rows_of_pixels<'a>(
        &'a self,
        input: &'a Pixels,
        limits: Limits,
    ) -> Option<Rows<'a>> {
        let layer = self.layer(input.shape(), limits)?;
        Some(Rows::of_pixels(layer, input))
    }

    /// What is computed in integers of maps of this shape, if it can be.
    fn layer(&self, input: Shape, limits: Limits) -> Option<Layer<'_>> {
        let integers = self.integers.as_ref()?;
        let placement = self.windows.place(self.kernel, input);
        placement.is_even(input).then_some(Layer {
            integers,
            bias: &self.bias,
            out_channels: self.out_channels,
            rows: self.kernel[0],
            placement,
            limits,
        })
    }

    /// A way with fewer products for maps of this shape.
    fn winograd(&self, shape: Shape) -> Option<&Winograd> {
        if (self.kernel, self.windows) != ([3, 3], Windows::Centred(1))
            || !winograd::fits(self.in_channels, self.out_channels)
        {
            return None;
        }
        let side = Side::of(shape.height, shape.width)?;
        let transformed = &self.winograd[side as usize];
        Some(transformed.get_or_init(|| Winograd::new(&self.weights, self.in_channels, side)))
    }
}

/// What is computed.
struct Job<'a> {
    convolution: &'a Convolution,
    input: &'a FeatureMap,
    residual: Option<&'a [f32]>,
    limits: Limits,
}

impl<'a> Job<'a> {
    #[inline(always)]
    fn panels(&self) -> impl Iterator<Item = Panel<'a>> {
        let of = self.convolution;
        let window = of.kernel[0] * of.kernel[1] * of.in_channels;
        let weights = of.weights.chunks_exact(window).zip(&of.bias);
        weights
            .zip(self.outputs())
            .map(|((weights, bias), outputs)| Panel {
                weights,
                bias,
                outputs,
            })
    }

    /// Where the outputs of each panel go.
    #[inline(always)]
    fn outputs(&self) -> impl Iterator<Item = Outputs<'a>> {
        let channels = self.convolution.out_channels;
        let (residual, limits) = (self.residual, self.limits);
        (0..channels).step_by(LANES).map(move |first| Outputs {
            first,
            lanes: LANES.min(channels - first),
            residual,
            limits,
        })
    }
}

/// Computes all `places` of all outputs.
fn compute(job: &Job, places: &[Place], output: &mut FeatureMap) {
    vectorized!(compute_with(job: &Job, places: &[Place], output: &mut FeatureMap))
}

#[inline(always)]
fn compute_with(job: &Job, places: &[Place], output: &mut FeatureMap) {
    let [fours, threes] = groups(places.len());
    let (in_fours, places) = places.split_at(fours);
    let (in_threes, places) = places.split_at(threes);
    let segment = job.convolution.kernel[1] * job.convolution.in_channels;
    for panel in job.panels() {
        panel.compute::<PLACES>(job.input, segment, in_fours, output);
        panel.compute::<3>(job.input, segment, in_threes, output);
        panel.compute::<1>(job.input, segment, places, output);
    }
}

/// As [`compute`], for windows of 3x3 places with one channel or three: their rows are so short that a loop over
/// one is hardly worth starting, and are copied side by side first.
fn compute_gathered(job: &Job, places: &[Place], output: &mut FeatureMap) {
    vectorized!(compute_gathered_with(job: &Job, places: &[Place], output: &mut FeatureMap))
}

#[inline(always)]
fn compute_gathered_with(job: &Job, places: &[Place], output: &mut FeatureMap) {
    match job.convolution.in_channels {
        1 => gather::<3>(job, places, output),
        _ => gather::<9>(job, places, output),
    }
}

/// The rows of a window have `SEGMENT` values.
#[inline(always)]
fn gather<const SEGMENT: usize>(job: &Job, places: &[Place], output: &mut FeatureMap) {
    let pitch = job.input.pitch();
    for group in places.chunks(PLACES) {
        let mut windows = [[[0.0; SEGMENT]; 3]; PLACES];
        for (window, (start, _)) in windows.iter_mut().zip(group) {
            let values = &job.input.values[*start as usize..][..2 * pitch + SEGMENT];
            for (row, to) in window.iter_mut().enumerate() {
                to.copy_from_slice(&values[row * pitch..][..SEGMENT]);
            }
        }
        let windows = windows.each_ref().map(|window| window.as_flattened());
        for panel in job.panels() {
            let sums = multiply([*panel.bias; PLACES], windows, panel.weights);
            for (sums, (_, to)) in sums.into_iter().zip(group) {
                panel.outputs.store(sums, *to as usize, &mut output.values);
            }
        }
    }
}

/// Up to [`LANES`] outputs of a convolution.
struct Panel<'a> {
    weights: &'a [Lanes],
    bias: &'a Lanes,
    outputs: Outputs<'a>,
}

/// Up to [`LANES`] outputs.
struct Outputs<'a> {
    first: usize,
    lanes: usize,
    residual: Option<&'a [f32]>,
    limits: Limits,
}

impl Panel<'_> {
    /// Computes places, `P` together. A row of a window has `segment` values.
    #[inline(always)]
    fn compute<const P: usize>(
        &self,
        input: &FeatureMap,
        segment: usize,
        places: &[Place],
        output: &mut FeatureMap,
    ) {
        let pitch = input.pitch();
        for group in places.as_chunks::<P>().0 {
            let mut sums = [*self.bias; P];
            for (row, weights) in self.weights.chunks_exact(segment).enumerate() {
                let values = group
                    .map(|(start, _)| &input.values[start as usize + row * pitch..][..segment]);
                sums = multiply(sums, values, weights);
            }
            for (sums, (_, to)) in sums.into_iter().zip(group) {
                self.outputs.store(sums, *to as usize, &mut output.values);
            }
        }
    }
}

impl Outputs<'_> {
    /// Stores a place's sums, finished.
    #[inline(always)]
    fn store(&self, sums: Lanes, place: usize, to: &mut [f32]) {
        let first = place + self.first;
        if self.lanes < LANES {
            return self.store_part(sums, first, to);
        }
        let sums = match self.residual {
            Some(residual) => {
                let residual = &residual[first..][..LANES];
                std::array::from_fn(|lane| sums[lane] + residual[lane])
            }
            None => sums,
        };
        to[first..][..LANES].copy_from_slice(&sums.map(|sum| self.limits.apply(sum)));
    }

    /// Of outputs that don't fill a panel.
    #[inline(never)]
    fn store_part(&self, sums: Lanes, first: usize, to: &mut [f32]) {
        let to = &mut to[first..][..self.lanes];
        for (lane, to) in to.iter_mut().enumerate() {
            let around = self.residual.map_or(0.0, |residual| residual[first + lane]);
            *to = self.limits.apply(sums[lane] + around);
        }
    }
}
