//! The kernels beside sums that are said as plainly as possible, for every shape that the shipped networks have, and for some
//! hundred others. A module for a browser: what that runs was compiled anew, by another compiler than native
//! tests, and twice.

mod reference;

use std::fmt::{self, Display};

use mien::Manifest;
use mien::expression::BlockConfig;
use mien::image::{Level, PER_LEVEL};
use mien::kernels::{
    Convolution, Depthwise, FeatureMap, Limits, Pixels, Separable, Shape, Windows, forward,
    forward_pixels,
};
use reference::{noise, plain, rounded};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Shapes beside those of the networks, of every kind of layer.
const OTHERS: u64 = 300;

/// The shapes of pictures as the detector is given them: of 640x480 and of 1280x720.
const PICTURES: [[usize; 2]; 2] = [[256, 320], [192, 320]];

/// Values of floating point are this near, as a share of what they should be or of 1, whichever is more.
const NEAR: f32 = 1e-4;

/// Whether this was compiled for relaxed SIMD.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub fn relaxed() -> bool {
    cfg!(target_feature = "relaxed-simd")
}

/// A line for every comparison: how far off the worst value is and how far it may be, as shares of what it should be or of 1,
/// and what was compared.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub fn compare() -> Vec<String> {
    let mut all = detector();
    all.extend(expressions());
    all.extend(landmarks());
    all.extend((0..OTHERS).flat_map(other));
    all.iter().map(Compared::to_string).collect()
}

struct Compared {
    off: f32,
    bound: f32,
    what: String,
}

impl Compared {
    fn new(got: &[f32], expected: &[f32], bound: f32, what: String) -> Self {
        let shares = got.iter().zip(expected).map(|(a, b)| {
            let off = (a - b).abs() / b.abs().max(1.0);
            if off.is_nan() { f32::INFINITY } else { off }
        });
        let off = match got.len() == expected.len() {
            true => shares.fold(0.0, f32::max),
            false => f32::INFINITY,
        };
        Self { off, bound, what }
    }
}

impl Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self { off, bound, what } = self;
        write!(f, "{off:e} {bound:e} {what}")
    }
}

/// A layer that mixes channels.
#[derive(Debug, Clone, Copy)]
struct Mixing {
    to: usize,
    kernel: usize,
    stride: usize,
    integers: bool,
    residual: bool,
    relu: bool,
}

/// The layers of the detector: a stem and units of two convolutions, on maps that get smaller.
fn detector() -> Vec<Compared> {
    let mut all = Vec::new();
    for [height, width] in PICTURES {
        let map = |halved: usize, channels| shape(1, height >> halved, width >> halved, channels);
        let stem = Mixing {
            to: 16,
            kernel: 3,
            stride: 2,
            integers: true,
            residual: false,
            relu: true,
        };
        all.push(mixing(map(0, 3), stem));
        all.push(chain(map(0, 3), stem));
        let units = [
            (1, 16, 16),
            (2, 16, 16),
            (2, 16, 32),
            (2, 32, 32),
            (2, 32, 64),
            (3, 64, 64),
            (4, 64, 64),
            (5, 64, 64),
        ];
        for (halved, from, to) in units {
            all.extend(separable(map(halved, from), to, true));
        }
        for halved in 3..=5 {
            all.extend(separable(map(halved, 64), 16, false));
        }
    }
    all
}

/// The layers of the expression network, for one face and for three.
fn expressions() -> Vec<Compared> {
    let manifest = Manifest::from_json(include_str!("../../../model/manifest.json"));
    let model = manifest.expect("the shipped manifest is read").model;
    let architecture = &model.architecture;
    let mut all = Vec::new();
    for faces in [1, 3] {
        let mut side = model.preprocess.size;
        let mut layer = |side, from, to, kernel, stride, (residual, relu)| {
            let layer = Mixing {
                to,
                kernel,
                stride,
                integers: stride > 1,
                residual,
                relu,
            };
            all.push(mixing(shape(faces, side, side, from), layer));
        };
        layer(side, 1, architecture.stem, 3, 2, (false, true));
        side = side.div_ceil(2);
        for block in architecture.blocks() {
            let BlockConfig { from, to, stride } = block;
            layer(side, from, to, 3, stride, (false, true));
            if block.has_shortcut() {
                layer(side, from, to, 1, stride, (false, false));
            }
            side = side.div_ceil(stride);
            layer(side, to, to, 3, 1, (true, true));
        }
        let width = architecture.embedding_width();
        layer(1, width, architecture.classes, 1, 1, (false, false));
    }
    all
}

/// The layers of the network that finds landmarks in the studio's crops, for one crop and for three.
fn landmarks() -> Vec<Compared> {
    let plain = |to, kernel, stride, relu| Mixing {
        to,
        kernel,
        stride,
        integers: stride > 1,
        residual: false,
        relu,
    };
    let mut all = Vec::new();
    for crops in [1, 3] {
        let (mut side, mut from) = (48, 1);
        for (to, stride) in [(16, 2), (32, 2), (48, 2), (64, 2), (64, 1)] {
            all.push(mixing(
                shape(crops, side, side, from),
                plain(to, 3, stride, true),
            ));
            (side, from) = (side / stride, to);
        }
        let flat = shape(crops, 1, 1, from * side * side);
        all.push(mixing(flat, plain(10, 1, 1, false)));
    }
    all
}

/// One of every kind of layer for some shape.
fn other(seed: u64) -> Vec<Compared> {
    let mut numbers = noise(16, 1000 + seed).into_iter();
    let mut below = |most: usize| {
        let number = numbers.next().unwrap_or_default();
        ((number + 1.0) / 2.0 * most as f32) as usize
    };
    // Sides of whole tiles and whole vectors of channels have a way with fewer products.
    let of = match below(2) {
        0 => shape(1 + below(3), 1 + below(8), 1 + below(8), 1 + below(19)),
        _ => {
            let (batch, tile) = (1 + below(3), 3 + below(2));
            let [height, width] = [1 + below(3), 1 + below(3)].map(|tiles| tile * tiles);
            shape(batch, height, width, 4 * (1 + below(7)))
        }
    };
    let to = 1 + below(19);
    let whole = 8 * (1 + below(3));
    let stride = 1 + below(2);
    let relu = below(2) == 1;
    let layer = Mixing {
        to: if below(2) == 1 { to } else { whole },
        kernel: 1 + 2 * below(2),
        stride,
        integers: below(2) == 1,
        residual: below(2) == 1,
        relu,
    };
    let mut all = vec![mixing(of, layer), depthwise(of, stride, relu)];
    all.extend(separable(of, whole, relu));
    all
}

fn mixing(of: Shape, layer: Mixing) -> Compared {
    let (weights, bias) = weights(layer.to, window(of, layer), 2);
    let input = noise(values(of), 1);
    let kind = (layer.kernel, layer.stride, false);
    let mut expected = plain(&input, of, (&weights, &bias), kind);
    let residual = layer.residual.then(|| noise(expected.len(), 4));
    for (i, value) in expected.iter_mut().enumerate() {
        *value += residual.as_ref().map_or(0.0, |around| around[i]);
    }
    limit(layer.relu, &mut expected);
    let residual = residual.map(|around| FeatureMap::from_planar(&around, result(of, layer)));
    let got = convolution(of, layer).forward(
        &FeatureMap::from_planar(&input, of),
        residual.as_ref(),
        limits(layer.relu),
    );
    let bound = match layer.integers {
        true => rounded(&weights, window(of, layer)).max(NEAR),
        false => NEAR,
    };
    let what = format!("{layer:?} of {of:?}");
    Compared::new(&got.to_planar(), &expected, bound, what)
}

fn depthwise(of: Shape, stride: usize, relu: bool) -> Compared {
    let (weights, bias) = weights(of.channels, 9, 2);
    let input = noise(values(of), 1);
    let mut expected = plain(&input, of, (&weights, &bias), (3, stride, true));
    limit(relu, &mut expected);
    let by_place: Vec<f32> = (0..9)
        .flat_map(|place| weights.iter().skip(place).step_by(9).copied())
        .collect();
    let layer = Depthwise::new(&by_place, &bias, [3, 3], Windows::Centred(stride));
    let got = layer.forward(&FeatureMap::from_planar(&input, of), limits(relu));
    let what = format!("depthwise of {of:?}, stride {stride}");
    Compared::new(&got.to_planar(), &expected, NEAR, what)
}

/// Two convolutions in one pass, and the largest of every 2x2 values of what comes of them.
fn separable(of: Shape, to: usize, relu: bool) -> [Compared; 2] {
    let (pointwise, depthwise) = (weights(to, of.channels, 2), weights(to, 9, 3));
    let input = noise(values(of), 1);
    let between = plain(&input, of, (&pointwise.0, &pointwise.1), (1, 1, false));
    let out = Shape { channels: to, ..of };
    let mut expected = plain(&between, out, (&depthwise.0, &depthwise.1), (3, 1, true));
    limit(relu, &mut expected);
    let map = FeatureMap::from_planar(&input, of);
    let layer = Separable::new(
        (&pointwise.0, &pointwise.1),
        (&depthwise.0, &depthwise.1),
        relu,
    );
    // What is off by so much in the first one is added up by the windows of the second.
    let windows = depthwise
        .0
        .chunks(9)
        .map(|of| of.iter().map(|w| w.abs()).sum());
    let bound = windows.fold(1.0, f32::max) * rounded(&pointwise.0, of.channels).max(NEAR);
    let compare = |got: FeatureMap, expected: &[f32], name: &str| {
        let what = format!("{name} of {of:?} to {to}");
        Compared::new(&got.to_planar(), expected, bound, what)
    };
    [
        compare(forward(&map, [layer.whole()]), &expected, "separable"),
        compare(
            forward(&map, [layer.pooled()]),
            &pooled(&expected, out),
            "pooled",
        ),
    ]
}

/// The detector's first layers, which hand their rows on, beside all of them for themselves, which are compared with plain sums
/// elsewhere.
fn chain(of: Shape, first: Mixing) -> Compared {
    let units = [[16, 16], [16, 16], [16, 32], [32, 32], [32, 64]].map(unit);
    let [a, b, c, d, e] = &units;
    let all = [a.pooled(), b.whole(), c.whole(), d.whole(), e.pooled()];
    let mut input = Pixels::unwritten(of, PER_LEVEL);
    let levels = noise(values(of), 1);
    for (to, level) in input.rows_mut().flatten().zip(levels) {
        *to = Level::new(255.0 * level.abs());
    }
    // As frames are padded, and as some begin.
    let blank = of.height / 8;
    let above_and_below = |y| y < blank || y >= of.height - blank;
    for (_, row) in input
        .rows_mut()
        .enumerate()
        .filter(|(y, _)| above_and_below(*y))
    {
        row.fill(0);
    }
    let stem = convolution(of, first);
    let apart = forward(
        &stem.forward(&input.to_map(), None, Limits::RELU),
        [a.whole()],
    );
    let apart = [b, c, d]
        .iter()
        .fold(apart.max_pool2(), |map, unit| forward(&map, [unit.whole()]));
    let apart = forward(&apart, [e.whole()]).max_pool2();
    let got = forward_pixels(&stem, Limits::RELU, &input, all);
    let what = format!("chain after {first:?} of {of:?}");
    let largest = apart.to_planar().into_iter().fold(1.0, f32::max);
    Compared::new(&got.to_planar(), &apart.to_planar(), 1e-3 * largest, what)
}

fn unit([from, to]: [usize; 2]) -> Separable {
    let (pointwise, depthwise) = (weights(to, from, 4), weights(to, 9, 5));
    Separable::new(
        (&pointwise.0, &pointwise.1),
        (&depthwise.0, &depthwise.1),
        true,
    )
}

fn convolution(of: Shape, layer: Mixing) -> Convolution {
    let (weights, bias) = weights(layer.to, window(of, layer), 2);
    let kernel = [layer.kernel; 2];
    let windows = Windows::Centred(layer.stride);
    let convolution = Convolution::new(&weights, &bias, of.channels, kernel, windows);
    match layer.integers {
        true => convolution.in_integers(),
        false => convolution,
    }
}

/// Weights `[outputs, inputs]` by which sums of values from -1 to 1 come to about 1, and biases.
fn weights(outputs: usize, inputs: usize, seed: u64) -> (Vec<f32>, Vec<f32>) {
    let scale = (3.0 / inputs as f32).sqrt();
    let weights = noise(outputs * inputs, seed);
    let weights = weights.into_iter().map(|w| w * scale).collect();
    (weights, noise(outputs, seed + 10))
}

fn window(of: Shape, layer: Mixing) -> usize {
    of.channels * layer.kernel * layer.kernel
}

fn result(of: Shape, layer: Mixing) -> Shape {
    Shape {
        height: of.height.div_ceil(layer.stride),
        width: of.width.div_ceil(layer.stride),
        channels: layer.to,
        ..of
    }
}

/// The largest of every 2x2 values.
fn pooled(planar: &[f32], of: Shape) -> Vec<f32> {
    let (height, width) = (of.height / 2, of.width / 2);
    let maps = planar.chunks(of.height * of.width);
    maps.flat_map(|map| {
        let row = move |y: usize| &map[y * of.width..][..of.width];
        let largest = move |y: usize, x: usize| {
            let pair = |y: usize| row(y)[2 * x].max(row(y)[2 * x + 1]);
            pair(2 * y).max(pair(2 * y + 1))
        };
        (0..height * width).map(move |place| largest(place / width, place % width))
    })
    .collect()
}

fn limit(relu: bool, values: &mut [f32]) {
    if relu {
        values.iter_mut().for_each(|value| *value = value.max(0.0));
    }
}

fn limits(relu: bool) -> Limits {
    if relu { Limits::RELU } else { Limits::NONE }
}

fn values(of: Shape) -> usize {
    of.batch * of.height * of.width * of.channels
}

fn shape(batch: usize, height: usize, width: usize, channels: usize) -> Shape {
    Shape {
        batch,
        height,
        width,
        channels,
    }
}
