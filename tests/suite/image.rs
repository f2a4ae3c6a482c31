use mien::geometry::SimilarityTransform;
use mien::image::{Frame, Level, PER_LEVEL, PixelFormat, fit_within, resize, warp_gray};
use proptest::prelude::*;

fn gray(width: usize, height: usize, value: impl Fn(usize, usize) -> u8) -> Vec<u8> {
    (0..width * height)
        .flat_map(|i| {
            let v = value(i % width, i / width);
            [v, v, v, 255]
        })
        .collect()
}

/// The frame scaled to `content` at the top left of a picture of `size`, whose pixels were something else before.
fn scaled_as<T: Level>(
    frame: &Frame,
    content: (usize, usize),
    size: (usize, usize),
) -> Vec<[T; 3]> {
    let mut pixels = vec![[T::new(99.0); 3]; size.0 * size.1];
    let rows = pixels.chunks_exact_mut(size.0);
    resize(frame, content, rows.map(<[_]>::as_flattened_mut));
    pixels
}

/// In floating point; whole numbers are as near to that as they can be.
fn scaled(frame: &Frame, content: (usize, usize), size: (usize, usize)) -> Vec<[f32; 3]> {
    let levels = scaled_as::<f32>(frame, content, size);
    let whole = scaled_as::<i16>(frame, content, size);
    for (level, whole) in levels.as_flattened().iter().zip(whole.as_flattened()) {
        let off = (level * f32::from(PER_LEVEL) - f32::from(*whole)).abs();
        assert!(off <= 0.501, "{whole} is not {level}");
    }
    levels
}

/// The mean of the source's channel over each target pixel, weighted by the covered area: slow and plain.
fn area_mean(frame: &Frame, target: (usize, usize), channel: usize) -> Vec<f32> {
    let (sx, sy) = (
        frame.width() as f32 / target.0 as f32,
        frame.height() as f32 / target.1 as f32,
    );
    let mut out = Vec::new();
    for y in 0..target.1 {
        for x in 0..target.0 {
            let (mut sum, mut area) = (0.0, 0.0);
            for v in 0..frame.height() {
                for u in 0..frame.width() {
                    let share = |i: usize, scale: f32, p: usize| {
                        let (low, high) = (i as f32 * scale, (i + 1) as f32 * scale);
                        (high.min(p as f32 + 1.0) - low.max(p as f32)).max(0.0)
                    };
                    let weight = share(x, sx, u) * share(y, sy, v);
                    sum += weight * f32::from(frame.row(v)[u * 4 + channel]);
                    area += weight;
                }
            }
            out.push(sum / area);
        }
    }
    out
}

#[test]
fn shrinking_by_a_whole_factor_averages_whole_blocks() {
    // Sides that fill vectors, and one that leaves a pixel over.
    for (factor, side) in [1, 2, 3, 4, 5, 6]
        .into_iter()
        .flat_map(|f| [(f, 12), (f, 15)])
    {
        let source = factor * side;
        let pixels: Vec<u8> = (0..source * source)
            .flat_map(|i| [7, 11, 13, 17].map(|step| (i * step % 251) as u8))
            .collect();
        let frame = Frame::new(&pixels, source, source).unwrap();
        let target = (side, side);
        let small = scaled(&frame, target, target);
        for (place, channel) in [2, 1, 0].into_iter().enumerate() {
            for (got, expected) in small.iter().zip(area_mean(&frame, target, channel)) {
                let got = got[place];
                assert!(
                    (got - expected).abs() < 1e-3,
                    "{factor}, channel {channel}: {got} is not {expected}"
                );
            }
        }
    }
}

#[test]
fn pixels_are_blue_green_red_and_padding_is_black() {
    let pixels = [10u8, 20, 30, 255].repeat(4);
    let scaled = scaled(&Frame::new(&pixels, 2, 2).unwrap(), (2, 2), (32, 32));
    for (place, pixel) in scaled.into_iter().enumerate() {
        let inside = place % 32 < 2 && place / 32 < 2;
        let expected = if inside { [30.0, 20.0, 10.0] } else { [0.0; 3] };
        assert_eq!(pixel, expected, "{place}");
    }
}

proptest! {
    #[test]
    fn blue_may_come_before_red(
        (width, height) in (1usize..50, 1usize..50),
        (to_width, to_height) in (1usize..30, 1usize..30),
        (a, b, tx, ty) in (-4.0f32..4.0, -4.0f32..4.0, -10.0f32..60.0, -10.0f32..60.0),
        seed: u8,
    ) {
        let byte = |i: usize| ((i * i + usize::from(seed)) * 37 % 251) as u8;
        let rgba: Vec<u8> = (0..width * height * 4).map(byte).collect();
        let bgrx: Vec<u8> = rgba.as_chunks().0.iter().flat_map(|&[r, g, b, _]| [b, g, r, seed]).collect();
        let frame = Frame::new(&rgba, width, height).unwrap();
        let other = Frame::new(&bgrx, width, height).unwrap().with_format(PixelFormat::Bgrx);
        let target = (to_width, to_height);
        prop_assert_eq!(scaled_as::<i16>(&frame, target, target), scaled_as::<i16>(&other, target, target));
        prop_assert_eq!(scaled_as::<f32>(&frame, target, target), scaled_as::<f32>(&other, target, target));
        let transform = SimilarityTransform { a, b, tx, ty };
        prop_assert_eq!(warp_gray(&frame, &transform, 12), warp_gray(&other, &transform, 12));
        let colors = |rgba: &[u8]| rgba.as_chunks::<4>().0.iter().map(|&[r, g, b, _]| [r, g, b]).collect::<Vec<_>>();
        prop_assert_eq!(colors(&frame.rgba()), colors(&other.rgba()));
    }

    #[test]
    fn scaling_a_plain_picture_leaves_it_plain(
        width in 1usize..90, height in 1usize..90, to_width in 1usize..90, to_height in 1usize..90, value: u8,
    ) {
        let pixels = gray(width, height, |_, _| value);
        let frame = Frame::new(&pixels, width, height).unwrap();
        let target = (to_width, to_height);
        let scaled = scaled(&frame, target, target);
        prop_assert!(scaled.iter().flatten().all(|v| (v - f32::from(value)).abs() < 1e-3));
    }

    #[test]
    fn warping_never_leaves_the_range_of_the_pixels(
        a in -6.0f32..6.0, b in -6.0f32..6.0, tx in -100.0f32..100.0, ty in -100.0f32..100.0,
    ) {
        let pixels = gray(40, 30, |x, y| if (x + y) % 2 == 0 { 50 } else { 200 });
        let frame = Frame::new(&pixels, 40, 30).unwrap();
        let values = warp_gray(&frame, &SimilarityTransform { a, b, tx, ty }, 16);
        prop_assert_eq!(values.len(), 256);
        prop_assert!(values.iter().all(|v| (49.9..=200.1).contains(v)));
    }

    #[test]
    fn drawing_size_keeps_the_shape_and_the_limit(width in 1usize..20_000, height in 1usize..20_000) {
        let (w, h) = fit_within(width, height, 2048);
        prop_assert!(w >= 1 && h >= 1 && w.max(h) <= width.max(height).min(2048));
        if w.min(h) > 20 {
            prop_assert!((w as f64 / h as f64 / (width as f64 / height as f64) - 1.0).abs() < 0.05);
        }
    }
}

#[test]
fn warping_by_whole_pixels_gives_the_pixels_themselves() {
    let pixels = gray(20, 16, |x, y| (x * 12 + y) as u8);
    let frame = Frame::new(&pixels, 20, 16).unwrap();
    let square = gray(16, 16, |x, y| (x * 12 + y) as u8);
    let square = Frame::new(&square, 16, 16).unwrap();
    for (frame, moved) in [(square, 0), (frame, 0), (frame, 4)] {
        let transform = SimilarityTransform {
            tx: moved as f32,
            ..SimilarityTransform::IDENTITY
        };
        let values = warp_gray(&frame, &transform, 16);
        for (i, v) in values.iter().enumerate() {
            let expected = ((i % 16 + moved) * 12 + i / 16) as f32;
            assert!(
                (v - expected).abs() < 1e-2,
                "moved by {moved}, pixel {i}: {v} is not {expected}"
            );
        }
    }
}

#[test]
fn a_frame_must_have_pixels_and_their_number_must_fit() {
    let cases: [(&[u8], usize, usize, &str); 4] = [
        (&[], 0, 0, "limit"),
        (&[], 0, 5, "limit"),
        (&[0; 16], 3, 2, "mismatch"),
        (&[], 20_000, 1, "limit"),
    ];
    for (pixels, width, height, code) in cases {
        let error = Frame::new(pixels, width, height).expect_err("not a picture");
        assert_eq!(error.code(), code, "{width}x{height}");
    }
}

#[test]
fn a_crop_of_one_colour_has_its_luma_however_much_of_the_picture_a_pixel_covers() {
    for (colour, luma) in [([200u8, 100, 50, 9], 124.2), ([255; 4], 255.0)] {
        let pixels = colour.repeat(700 * 600);
        let frame = Frame::new(&pixels, 700, 600).unwrap();
        for scale in [0.5, 1.0, 3.3, 64.0, 90.0] {
            let to_frame = SimilarityTransform {
                a: scale,
                b: 0.1,
                tx: 20.0,
                ty: 10.0,
            };
            for value in warp_gray(&frame, &to_frame, 7) {
                assert!(
                    (value - luma).abs() < 0.02,
                    "{scale}: {value} is not {luma}"
                );
            }
        }
    }
}
