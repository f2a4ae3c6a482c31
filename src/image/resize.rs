//! Scaling a frame: first whole blocks of pixels are averaged, so that no pixel is skipped, then what is
//! left (a factor under two, or an enlargement) is interpolated.

use wide::{i16x8, i32x4, i32x8, u8x16};

use super::Frame;

/// A pixel's blue, green and red, 0 to 255.
type Color = [f32; 3];

/// Scales `frame` to `width` x `height` pixels, blue, green and red (0 to 255) one after the other, and
/// writes them row by row into `rows`. What lies beyond them, in a row or below, becomes 0.
///
/// Pixel centres lie at halves (`source = (target + ½) · scale − ½`), so a coordinate in the result times
/// `frame.width() / width` is the coordinate in the frame.
pub fn resize<'a>(
    frame: &Frame,
    (width, height): (usize, usize),
    rows: impl IntoIterator<Item = &'a mut [f32]>,
) {
    let mut rows = rows.into_iter();
    let content = rows.by_ref().take(height).map(|row| {
        let (content, beyond) = row.as_chunks_mut().0.split_at_mut(width);
        beyond.as_flattened_mut().fill(0.0);
        content
    });
    let block = (frame.width() / width.max(1))
        .min(frame.height() / height.max(1))
        .max(1);
    if frame.width() == width * block && frame.height() == height * block {
        content
            .enumerate()
            .for_each(|(y, row)| average_blocks(frame, block, y, row));
    } else {
        interpolate(frame, block, (width, height), content);
    }
    rows.for_each(|row| row.fill(0.0));
}

/// As [`resize()`], where blocks of `block` x `block` pixels are not yet the pixels of the result.
fn interpolate<'a>(
    frame: &Frame,
    block: usize,
    (width, height): (usize, usize),
    rows: impl Iterator<Item = &'a mut [Color]>,
) {
    let (small_width, small_height) = (frame.width() / block, frame.height() / block);
    let mut small = vec![Color::default(); small_width * small_height];
    for (y, row) in small.chunks_exact_mut(small_width).enumerate() {
        average_blocks(frame, block, y, row);
    }
    // Blocks that don't fill the last column or row are dropped; the scale accounts for them.
    let extent = |side: usize| side as f32 / block as f32;
    let across = taps(width, extent(frame.width()), small_width);
    let down = taps(height, extent(frame.height()), small_height);
    for (row, &(top, bottom, fy)) in rows.zip(&down) {
        let [upper, lower] = [top, bottom].map(|y| &small[y * small_width..][..small_width]);
        for (to, &(left, right, fx)) in row.iter_mut().zip(&across) {
            for (color, to) in to.iter_mut().enumerate() {
                let between =
                    |row: &[Color]| row[left][color] + (row[right][color] - row[left][color]) * fx;
                let (a, b) = (between(upper), between(lower));
                *to = a + (b - a) * fy;
            }
        }
    }
}

/// For every target pixel the two source pixels that it lies between and the share of the second.
fn taps(target: usize, extent: f32, source: usize) -> Vec<(usize, usize, f32)> {
    let scale = extent / target as f32;
    (0..target)
        .map(|i| {
            let place = ((i as f32 + 0.5) * scale - 0.5).clamp(0.0, (source - 1) as f32);
            let first = place as usize;
            (first, (first + 1).min(source - 1), place - first as f32)
        })
        .collect()
}

/// The means of row `y` of the frame's squares of `block` x `block` pixels.
fn average_blocks(frame: &Frame, block: usize, y: usize, means: &mut [Color]) {
    match block {
        1 => {
            let pixels = frame.row(y).as_chunks::<4>().0;
            for (&[red, green, blue, _], mean) in pixels.iter().zip(means) {
                *mean = [blue, green, red].map(f32::from);
            }
        }
        2 => {
            let [upper, lower] = [2 * y, 2 * y + 1].map(|y| frame.row(y).as_chunks().0);
            let (pairs, last) = means.as_chunks_mut();
            for ((upper, lower), pair) in upper.iter().zip(lower).zip(pairs.iter_mut()) {
                *pair = average_squares(*upper, *lower);
            }
            average_any(frame, block, y, 2 * pairs.len(), last);
        }
        4 => {
            let rows = [0, 1, 2, 3].map(|row| frame.row(4 * y + row).as_chunks().0);
            let [a, b, c, d] = rows;
            for ((((a, b), c), d), mean) in a.iter().zip(b).zip(c).zip(d).zip(means) {
                let sums = [a, b, c, d].map(|row| {
                    let four = u8x16::new(*row);
                    i16x8::from_u8x16_low(four) + i16x8::from_u8x16_high(four)
                });
                let [left, right] = pixels(sums[0] + sums[1] + sums[2] + sums[3]);
                *mean = color(left + right, 1.0 / 16.0);
            }
        }
        _ => average_any(frame, block, y, 0, means),
    }
}

/// The means from a square of the row on.
fn average_any(frame: &Frame, block: usize, y: usize, first: usize, means: &mut [Color]) {
    let share = 1.0 / (block * block) as f32;
    for (x, mean) in (first..).zip(means) {
        let rows = block * y..block * (y + 1);
        let sums = rows.fold(i32x4::ZERO, |sums, row| {
            sums + sum_of_pixels(&frame.row(row)[4 * block * x..][..4 * block])
        });
        *mean = color(sums, share);
    }
}

/// Red, green, blue and alpha of pixels.
#[inline(always)]
pub(super) fn sum_of_pixels(rgba: &[u8]) -> i32x4 {
    let pixels = rgba.as_chunks::<4>().0.iter();
    pixels.fold(i32x4::ZERO, |sums, pixel| {
        sums + i32x4::new(pixel.map(i32::from))
    })
}

/// The means of two squares of two pixels of a row and two of the one below.
fn average_squares(upper: [u8; 16], lower: [u8; 16]) -> [Color; 2] {
    let [upper, lower] = [upper, lower].map(u8x16::new);
    [i16x8::from_u8x16_low, i16x8::from_u8x16_high].map(|two| {
        let [left, right] = pixels(two(upper) + two(lower));
        color(left + right, 0.25)
    })
}

/// Two pixels.
fn pixels(both: i16x8) -> [i32x4; 2] {
    bytemuck::cast(i32x8::from_i16x8(both))
}

/// From red, green, blue and alpha.
fn color(sums: i32x4, share: f32) -> Color {
    let [red, green, blue, _] = (sums.round_float() * share).to_array();
    [blue, green, red]
}
