//! The kernels must give burn's answers: they are asked on burn-flex, burn's layers on burn-flex
//! with gradients, which the kernels leave alone.

use burn::tensor::Device;
use mien::align::{AlignedFace, align, alignment};
use mien::detect::{Candidate, FaceDetector, NetworkInput};
use mien::expression::Classifier;
use mien::image::{Level, PER_LEVEL};
use mien::kernels::{
    Convolution, Depthwise, FeatureMap, Limits, Pixels, Placement, Separable, Shape, Windows,
    forward, forward_pixels, supports,
};
use proptest::prelude::*;

use crate::support::{Picture, manifest, model_file};

#[path = "../kernels/src/reference.rs"]
mod reference;
use reference::{largest_sum, noise, plain, rounded};

fn burns_own() -> Device {
    Device::flex().autodiff()
}

fn detector(device: &Device) -> FaceDetector {
    let file = manifest().detector.file;
    FaceDetector::from_bytes(&file, &model_file(&file), device).expect("the shipped weights decode")
}

fn classifier(device: &Device) -> Classifier {
    let manifest = manifest();
    let file = &manifest.expression.file;
    Classifier::from_bytes(&manifest.model, file, &model_file(file), device)
        .expect("the shipped weights decode")
}

fn assert_close(got: &[f32], expected: &[f32], what: &str) {
    assert_within(1e-4, got, expected, what);
}

/// Neither value is further from what it should be than by a share of that or of 1, whichever is more.
fn assert_within(share: f32, got: &[f32], expected: &[f32], what: &str) {
    assert_eq!(got.len(), expected.len(), "{what}");
    for (i, (a, b)) in got.iter().zip(expected).enumerate() {
        assert!(
            (a - b).abs() <= share * b.abs().max(1.0),
            "{what}: value {i} is {a}, should be {b}"
        );
    }
}

#[test]
fn the_kernels_run_on_flex_without_gradients_only() {
    assert!(supports(&Device::flex()));
    assert!(!supports(&burns_own()));
    #[allow(deprecated)] // deprecated since burn 0.22, kept as the second opinion
    let second = Device::ndarray();
    assert!(!supports(&second));
}

#[test]
fn the_detector_answers_as_burn_does() {
    let (kernels, burn) = (detector(&Device::flex()), detector(&burns_own()));
    let picture = |name| NetworkInput::new(&Picture::shipped(name).frame(), 320).pixels;
    let random = |width, height| {
        let values = noise(3 * width * height, 5);
        let mut pixels = Pixels::unwritten(shape((1, height, width, 3)), PER_LEVEL);
        let to_write = pixels.rows_mut().flatten().zip(values);
        to_write.for_each(|(to, value)| *to = Level::new((value + 1.0) * 127.5));
        pixels
    };
    // Of rows that see zeros alone the kernels compute one.
    let barred = |bars: &[std::ops::Range<usize>]| {
        let mut pixels = random(64, 96);
        let rows = pixels.rows_mut().enumerate();
        let in_bars = rows.filter(|(y, _)| bars.iter().any(|bar| bar.contains(y)));
        in_bars.for_each(|(_, row)| row.fill(0));
        pixels
    };
    let inputs = [
        picture("frame-6.jpg"),
        picture("group.jpg"),
        random(32, 32),
        random(96, 160),
        random(352, 64),
        barred(&[0..21, 80..96]),
        barred(&[40..47, 48..60]),
        barred(&[0..48, 48..96]),
    ];
    for input in inputs {
        let numbers = |detector: &FaceDetector| -> Vec<f32> {
            let all = detector.candidates(&input, 0.0).unwrap();
            all.iter().flat_map(in_cells).collect()
        };
        let what = format!("{:?}", input.shape());
        // Of all cells, most of which see no face.
        assert_within(3e-3, &numbers(&kernels), &numbers(&burn), &what);
    }
}

/// A candidate's numbers in cells of the finest map, about as large as the network's own.
fn in_cells(found: &Candidate) -> Vec<f32> {
    let b = found.bounds;
    let mut numbers = vec![found.score];
    numbers.extend([b.x, b.y, b.width, b.height].map(|v| v / 8.0));
    numbers.extend(
        found
            .landmarks
            .0
            .iter()
            .flat_map(|p| [p.x / 8.0, p.y / 8.0]),
    );
    numbers
}

#[test]
fn the_expression_network_answers_as_burn_does_for_any_number_of_faces() {
    let (kernels, burn) = (classifier(&Device::flex()), classifier(&burns_own()));
    let preprocess = &kernels.model().preprocess;
    let picture = Picture::shipped("frame-6.jpg");
    let found = detector(&Device::flex())
        .detect(&picture.frame(), &Default::default())
        .unwrap();
    let mut faces: Vec<_> = found
        .iter()
        .filter_map(|face| alignment(&face.landmarks, preprocess))
        .map(|to_face| align(&picture.frame(), &to_face, preprocess))
        .collect();
    assert!(faces.len() >= 5);
    let side = preprocess.size;
    faces.extend((faces.len() as u64..15).map(|seed| {
        AlignedFace {
            pixels: noise(side * side, seed)
                .iter()
                .map(|v| (v + 1.0) * 127.5)
                .collect(),
            size: side,
        }
    }));
    for count in [1, 2, 5, 15] {
        let answer = |classifier: &Classifier| classifier.logits(&faces[..count]).unwrap().concat();
        let what = format!("{count} faces");
        assert_within(1e-3, &answer(&kernels), &answer(&burn), &what);
    }
}

#[test]
fn maps_keep_what_they_are_given() {
    let shape = Shape {
        batch: 2,
        height: 2,
        width: 4,
        channels: 3,
    };
    let values = noise(48, 1);
    let mut map = FeatureMap::from_planar(&values, shape);
    assert_eq!(map.to_planar(), values);

    let half = map.max_pool2();
    let largest = |y: usize, x: usize| values[y * 4 + x].max(values[y * 4 + x + 1]);
    assert_eq!(half.shape().height, 1);
    assert_eq!(half.to_planar()[1], largest(0, 2).max(largest(1, 2)));

    map.add_upsampled(&half);
    assert_eq!(map.to_planar()[6], values[6] + half.to_planar()[1]);
    let mean = values[8..16].iter().sum::<f32>() / 8.0;
    let means = FeatureMap::from_planar(&values, shape).global_avg_pool();
    assert!((means[1] - mean).abs() < 1e-6);
}

fn any_size() -> impl Strategy<Value = Shape> {
    (1usize..4, 1usize..9, 1usize..9, 1usize..20).prop_map(shape)
}

/// Sides of whole tiles and whole vectors of channels: what the way with fewer products is for.
fn size_of_whole_tiles() -> impl Strategy<Value = Shape> {
    (1usize..4, 3usize..5, 1usize..4, 1usize..4, 1usize..8).prop_map(
        |(batch, tile, height, width, channels)| {
            shape((batch, tile * height, tile * width, 4 * channels))
        },
    )
}

fn shape((batch, height, width, channels): (usize, usize, usize, usize)) -> Shape {
    Shape {
        batch,
        height,
        width,
        channels,
    }
}

fn limits(relu: bool) -> Limits {
    if relu { Limits::RELU } else { Limits::NONE }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_convolution_is_what_it_says(
        (shape, to) in prop_oneof![
            (any_size(), 1usize..20),
            (size_of_whole_tiles(), (1usize..5).prop_map(|panels| 8 * panels)),
        ],
        large in any::<bool>(), stride in 1usize..3,
        relu in any::<bool>(), with_residual in any::<bool>(), integers in any::<bool>(),
    ) {
        let kernel = if large { 3 } else { 1 };
        let input = noise(shape.batch * shape.channels * shape.height * shape.width, 1);
        let weights = noise(to * shape.channels * kernel * kernel, 2);
        let bias = noise(to, 3);
        let mut expected = plain(&input, shape, (&weights, &bias), (kernel, stride, false));
        let residual = with_residual.then(|| noise(expected.len(), 4));
        for (i, value) in expected.iter_mut().enumerate() {
            *value += residual.as_ref().map_or(0.0, |r| r[i]);
            *value = if relu { value.max(0.0) } else { *value };
        }
        let convolution = Convolution::new(&weights, &bias, shape.channels, [kernel; 2], Windows::Centred(stride));
        let inputs = shape.channels * kernel * kernel;
        let (convolution, bound) = match integers {
            true => (convolution.in_integers(), rounded(&weights, inputs)),
            // Tiles make large numbers of small ones, whose rounding stays.
            false => (convolution, 3e-6 * largest_sum(&weights, inputs)),
        };
        let bound = bound.max(1e-4);
        let out = Shape {
            height: shape.height.div_ceil(stride),
            width: shape.width.div_ceil(stride),
            channels: to,
            ..shape
        };
        let residual = residual.map(|r| FeatureMap::from_planar(&r, out));
        let got = convolution.forward(&FeatureMap::from_planar(&input, shape), residual.as_ref(), limits(relu));
        prop_assert_eq!(got.shape(), out);
        assert_within(bound, &got.to_planar(), &expected, "convolution");
    }

    #[test]
    fn a_depthwise_convolution_is_what_it_says(shape in any_size(), stride in 1usize..3, relu in any::<bool>()) {
        let input = noise(shape.batch * shape.channels * shape.height * shape.width, 1);
        let weights = noise(shape.channels * 9, 2);
        let bias = noise(shape.channels, 3);
        let mut expected = plain(&input, shape, (&weights, &bias), (3, stride, true));
        if relu {
            expected.iter_mut().for_each(|v| *v = v.max(0.0));
        }
        let by_place: Vec<f32> = (0..9).flat_map(|place| weights.iter().skip(place).step_by(9)).copied().collect();
        let got = Depthwise::new(&by_place, &bias, [3, 3], Windows::Centred(stride))
            .forward(&FeatureMap::from_planar(&input, shape), limits(relu));
        assert_close(&got.to_planar(), &expected, "depthwise convolution");
    }

    #[test]
    fn windows_of_any_kernel_and_place_are_those_of_a_larger_map(
        shape in any_size(), kernel in [1usize..4, 1usize..4], strides in [1usize..4, 1usize..4],
        before in [0usize..2, 0usize..2], to in 1usize..20,
    ) {
        let sides = [shape.height, shape.width];
        // As many as fit between the borders.
        let sides = [0, 1].map(|axis| (sides[axis] + 1 + before[axis]).saturating_sub(kernel[axis]) / strides[axis] + 1);
        let placement = Placement { strides, before, sides };
        prop_assume!(placement.fits(kernel, [shape.height, shape.width]));
        let input = FeatureMap::from_planar(&noise(shape.batch * shape.channels * shape.height * shape.width, 1), shape);
        let around = Shape { height: shape.height + 2, width: shape.width + 2, ..shape };
        let values = input.padded([1, 1], around).to_places();
        let value = |picture: usize, y: usize, x: usize, channel: usize| {
            values[((picture * around.height + y) * around.width + x) * shape.channels + channel]
        };
        let taps = kernel[0] * kernel[1];
        let weights = noise(to * shape.channels * taps, 2);
        let depthwise = noise(shape.channels * taps, 3);
        let got = Convolution::new(&weights, &vec![0.0; to], shape.channels, kernel, Windows::At(placement))
            .forward(&input, None, Limits::NONE);
        let alone = Depthwise::new(&depthwise, &vec![0.0; shape.channels], kernel, Windows::At(placement))
            .forward(&input, Limits::NONE);
        let (mut mixed, mut each) = (Vec::new(), Vec::new());
        for picture in 0..shape.batch {
            for (y, x) in (0..sides[0]).flat_map(|y| (0..sides[1]).map(move |x| (y, x))) {
                let at = |tap: usize, channel| {
                    let y = 1 - before[0] + y * strides[0] + tap / kernel[1];
                    value(picture, y, 1 - before[1] + x * strides[1] + tap % kernel[1], channel)
                };
                mixed.extend((0..to).map(|output| {
                    let weight = |channel: usize, tap| weights[(output * shape.channels + channel) * taps + tap];
                    let of = |channel| (0..taps).map(|tap| at(tap, channel) * weight(channel, tap)).sum::<f32>();
                    (0..shape.channels).map(of).sum::<f32>()
                }));
                each.extend((0..shape.channels).map(|channel| {
                    (0..taps).map(|tap| at(tap, channel) * depthwise[tap * shape.channels + channel]).sum::<f32>()
                }));
            }
        }
        assert_close(&got.to_places(), &mixed, "convolution");
        assert_close(&alone.to_places(), &each, "depthwise convolution");
    }

    #[test]
    fn a_separable_convolution_is_its_two_parts(
        shape in any_size(), panels in 1usize..4, relu in any::<bool>(),
    ) {
        let to = panels * 8;
        let input = noise(shape.batch * shape.channels * shape.height * shape.width, 1);
        let pointwise = (noise(to * shape.channels, 2), noise(to, 3));
        let depthwise = (noise(to * 9, 4), noise(to, 5));
        let (pointwise, depthwise) =
            ((&pointwise.0[..], &pointwise.1[..]), (&depthwise.0[..], &depthwise.1[..]));
        let between = plain(&input, shape, pointwise, (1, 1, false));
        let out = Shape { channels: to, ..shape };
        let mut expected = plain(&between, out, depthwise, (3, 1, true));
        if relu {
            expected.iter_mut().for_each(|v| *v = v.max(0.0));
        }
        let map = FeatureMap::from_planar(&input, shape);
        let separable = Separable::new(pointwise, depthwise, relu);
        let got = forward(&map, [separable.whole()]);
        prop_assert_eq!(got.shape(), out);
        // A window adds nine of them.
        let bound = 9.0 * rounded(pointwise.0, shape.channels).max(1e-4);
        assert_within(bound, &got.to_planar(), &expected, "separable convolution");
        prop_assert_eq!(forward(&map, [separable.pooled()]), got.max_pool2());
    }

    #[test]
    fn units_of_a_chain_are_those_one_after_the_other(shape in any_size(), pooled in any::<[bool; 3]>()) {
        let input = noise(shape.batch * shape.channels * shape.height * shape.width, 1);
        let input = FeatureMap::from_planar(&input, shape);
        let next = [unit(shape.channels, 8, true), unit(8, 16, false), unit(16, 8, true)];
        let apart = next.iter().zip(pooled).fold(input.clone(), |map, (next, pooled)| {
            let whole = forward(&map, [next.whole()]);
            if pooled { whole.max_pool2() } else { whole }
        });
        let part = |i: usize| if pooled[i] { next[i].pooled() } else { next[i].whole() };
        // With its border of zeros.
        prop_assert_eq!(forward(&input, [part(0), part(1), part(2)]), apart);
    }

    #[test]
    fn pixels_are_used_as_the_map_that_they_are(
        shape in any_size(), to in 1usize..20, stride in 1usize..3, integers in any::<bool>(),
        blank in any::<[bool; 12]>(),
    ) {
        let shape = Shape { batch: 1, ..shape };
        let values = noise(shape.channels * shape.height * shape.width, 1);
        let mut pixels = Pixels::unwritten(shape, PER_LEVEL);
        let to_write = pixels.rows_mut().flatten();
        to_write.zip(&values).for_each(|(to, value)| *to = (value.abs() * 16_000.0) as i16);
        let rows = pixels.rows_mut().zip(blank);
        rows.filter(|(_, blank)| *blank).for_each(|(row, _)| row.fill(0));
        let map = pixels.to_map();
        let mut border = map.clone();
        border.rows_mut().for_each(|row| row.fill(0.0));
        prop_assert_eq!(border, FeatureMap::zeros(shape));
        let weights = noise(to * shape.channels * 9, 2);
        let first = Convolution::new(&weights, &noise(to, 3), shape.channels, [3, 3], Windows::Centred(stride));
        let first = if integers { first.in_integers() } else { first };
        let next = unit(to, 8, true);
        let apart = forward(&first.forward(&map, None, Limits::RELU), [next.whole()]).to_planar();
        let got = forward_pixels(&first, Limits::RELU, &pixels, [next.whole()]).to_planar();
        // Pixels are exact, the map's values rounded by at most a half of 1/16383, and so are those between the two layers: of
        // what sums can come to, as most of it may cancel out.
        let layers = [largest_sum(&weights, 9 * shape.channels), largest_sum(&noise(8 * to, 4), to), largest_sum(&noise(9 * 8, 5), 9)];
        let largest = layers.iter().fold(250.0, |values, weights| values * weights + 1.0);
        assert_within(1e-4 * largest, &got, &apart, "pixels");
    }
}

/// A 1x1 convolution and one of every channel by itself.
fn unit(from: usize, to: usize, relu: bool) -> Separable {
    let (mix, look, bias) = (noise(from * to, 4), noise(9 * to, 5), noise(to, 6));
    Separable::new((&mix, &bias), (&look, &bias), relu)
}

#[test]
fn sums_of_integers_have_room_for_the_largest_values_and_weights() {
    let signs = |count: usize| (0..count).map(|i| if i % 2 == 0 { 1.0 } else { -1.0 });
    for inputs in [1, 2, 63, 64, 65, 128, 129, 600] {
        let map = |values: &[f32]| FeatureMap::from_places(values, shape((1, 1, 1, inputs)));
        let ones = vec![1.0; inputs];
        let both: Vec<f32> = signs(inputs).collect();
        for (weights, values) in [
            (&ones, &ones),
            (&both, &both),
            (&ones, &both),
            (&both, &ones),
        ] {
            let sum: f32 = weights.iter().zip(values).map(|(w, v)| w * v).sum();
            for sign in [1.0, -1.0] {
                let weights: Vec<f32> = weights.iter().map(|w| w * sign).collect();
                let layer = Convolution::new(&weights, &[0.0], inputs, [1, 1], Windows::Centred(1));
                let got = layer
                    .in_integers()
                    .forward(&map(values), None, Limits::NONE);
                let bound = 3e-4 * inputs as f32;
                let got = got.to_places()[0];
                assert!(
                    (got - sign * sum).abs() <= bound,
                    "{inputs} inputs: {got}, not {}",
                    sign * sum
                );
            }
        }
    }
}

#[test]
fn values_that_are_no_numbers_come_to_no_panic() {
    let weights = noise(8 * 3 * 9, 1);
    let layer = Convolution::new(&weights, &[0.0; 8], 3, [3, 3], Windows::Centred(2)).in_integers();
    for value in [
        f32::NAN,
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::MAX,
        f32::MIN_POSITIVE,
        0.0,
    ] {
        let mut values = noise(6 * 6 * 3, 2);
        values[20..40].fill(value);
        let map = FeatureMap::from_places(&values, shape((1, 6, 6, 3)));
        assert_eq!(
            layer.forward(&map, None, Limits::RELU).to_places().len(),
            8 * 9
        );
    }
}
