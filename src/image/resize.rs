//! Scaling a frame: first whole blocks of pixels are averaged, so that no pixel is skipped, then what is
//! left (a factor under two, or an enlargement) is interpolated.

use wide::{f32x4, i16x8, i32x4, i32x8, u8x16};

use super::{Frame, PixelFormat};

/// A pixel's blue, green and red.
type Color<T> = [T; 3];

/// How much of a colour there is, as a number.
pub trait Level: Copy + Default {
    /// From 0 to 255.
    fn new(level: f32) -> Self;

    /// From the sums of several pixels' bytes, and what a pixel has for a share.
    fn pixel(sums: i32x4, share: f32) -> [Self; 4];

    /// The means of squares of two pixels of a row and two of the one below, of two squares each.
    fn average_squares<const BLUE_FIRST: bool>(
        upper: &[[u8; 16]],
        lower: &[[u8; 16]],
        means: &mut [[Color<Self>; 2]],
    );
}

/// From 0 to 255.
impl Level for f32 {
    fn new(level: f32) -> Self {
        level
    }

    #[inline(always)]
    fn pixel(sums: i32x4, share: f32) -> [Self; 4] {
        (sums.round_float() * share).to_array()
    }

    #[inline(never)]
    fn average_squares<const BLUE_FIRST: bool>(
        upper: &[[u8; 16]],
        lower: &[[u8; 16]],
        means: &mut [[Color<Self>; 2]],
    ) {
        for ((upper, lower), means) in upper.iter().zip(lower).zip(means) {
            *means = columns_of_squares(*upper, *lower).map(|columns| {
                let [left, right] = pixels(columns);
                color::<_, BLUE_FIRST>(Self::pixel(left + right, 0.25))
            });
        }
    }
}

/// So many make one of 255 levels, where they are whole numbers.
pub const PER_LEVEL: i16 = 64;

/// In [`PER_LEVEL`]ths of a level.
impl Level for i16 {
    fn new(level: f32) -> Self {
        (level * f32::from(PER_LEVEL) + 0.5) as i16
    }

    #[inline(always)]
    fn pixel(sums: i32x4, share: f32) -> [Self; 4] {
        let levels = sums.round_float() * (share * f32::from(PER_LEVEL)) + f32x4::splat(0.5);
        levels.trunc_int().to_array().map(|level| level as i16)
    }

    /// Of a pixel four values are written at once, of which the next one overwrites the last, and all are moved about in whole
    /// vectors: for others, and for vectors that are partly unused, browsers load a pattern anew each time.
    #[inline(never)]
    fn average_squares<const BLUE_FIRST: bool>(
        upper: &[[u8; 16]],
        lower: &[[u8; 16]],
        means: &mut [[Color<Self>; 2]],
    ) {
        let squares = |upper: [u8; 16], lower: [u8; 16]| {
            let [[a, b], [c, d]]: [[i64; 2]; 2] =
                columns_of_squares(upper, lower).map(bytemuck::cast);
            let [left, right] = [[a, c], [b, d]].map(bytemuck::cast::<_, i16x8>);
            // 16 of a square's sum are 64 of its mean.
            let sums = ((left + right) << 4i32).to_array();
            let order = match BLUE_FIRST {
                true => [0, 1, 2, 3, 4, 5, 6, 7],
                false => [2, 1, 0, 3, 6, 5, 4, 7],
            };
            let blue_first = i16x8::new(order.map(|place| sums[place]));
            bytemuck::cast::<_, [i64; 2]>(blue_first).map(bytemuck::cast::<_, [i16; 4]>)
        };
        let count = means.len();
        let to = means.as_flattened_mut().as_flattened_mut();
        let last = count.saturating_sub(1);
        for (pair, (upper, lower)) in upper.iter().zip(lower).enumerate().take(last) {
            let [first, second] = squares(*upper, *lower);
            let to = &mut to[6 * pair..][..7];
            to[..4].copy_from_slice(&first);
            to[3..].copy_from_slice(&second);
        }
        for (pair, (upper, lower)) in upper.iter().zip(lower).enumerate().take(count).skip(last) {
            let [first, second] = squares(*upper, *lower);
            let to = &mut to[6 * pair..][..6];
            to[..4].copy_from_slice(&first);
            to[3..].copy_from_slice(&second[..3]);
        }
    }
}

/// The sums of the columns of two squares: two pixels each.
#[inline(always)]
fn columns_of_squares(upper: [u8; 16], lower: [u8; 16]) -> [i16x8; 2] {
    let [upper, lower] = [upper, lower].map(u8x16::new);
    [i16x8::from_u8x16_low, i16x8::from_u8x16_high].map(|two| two(upper) + two(lower))
}

/// Scales `frame` to `width` x `height` pixels, blue, green and red one after the other, and
/// writes them row by row into `rows`. What lies beyond them, in a row or below, becomes 0.
///
/// Pixel centres lie at halves (`source = (target + ½) · scale − ½`), so a coordinate in the result times
/// `frame.width() / width` is the coordinate in the frame.
pub fn resize<'a, T: Level + 'a>(
    frame: &Frame,
    (width, height): (usize, usize),
    rows: impl IntoIterator<Item = &'a mut [T]>,
) {
    let mut rows = rows.into_iter();
    let content = rows.by_ref().take(height).map(|row| {
        let (content, beyond) = row.as_chunks_mut().0.split_at_mut(width);
        beyond.as_flattened_mut().fill(T::default());
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
    rows.for_each(|row| row.fill(T::default()));
}

/// As [`resize()`], where blocks of `block` x `block` pixels are not yet the pixels of the result.
fn interpolate<'a, T: Level + 'a>(
    frame: &Frame,
    block: usize,
    (width, height): (usize, usize),
    rows: impl Iterator<Item = &'a mut [Color<T>]>,
) {
    let (small_width, small_height) = (frame.width() / block, frame.height() / block);
    let mut small = vec![Color::<f32>::default(); small_width * small_height];
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
                let between = |row: &[Color<f32>]| {
                    row[left][color] + (row[right][color] - row[left][color]) * fx
                };
                let (a, b) = (between(upper), between(lower));
                *to = T::new(a + (b - a) * fy);
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

/// The means of row `y` of the frame's squares of `block` x `block` pixels. Each size is a function of its own: a browser compiles those that
/// are called, and has the less to do before the first picture is answered.
fn average_blocks<T: Level>(frame: &Frame, block: usize, y: usize, means: &mut [Color<T>]) {
    match frame.format() {
        PixelFormat::Rgba => average::<T, false>(frame, block, y, means),
        PixelFormat::Bgrx => average::<T, true>(frame, block, y, means),
    }
}

fn average<T: Level, const BLUE_FIRST: bool>(
    frame: &Frame,
    block: usize,
    y: usize,
    means: &mut [Color<T>],
) {
    match block {
        1 => convert::<T, BLUE_FIRST>(frame.row(y).as_chunks().0, means),
        2 => {
            let [upper, lower] = [2 * y, 2 * y + 1].map(|y| frame.row(y).as_chunks().0);
            let (pairs, last) = means.as_chunks_mut();
            T::average_squares::<BLUE_FIRST>(upper, lower, pairs);
            average_any::<T, BLUE_FIRST>(frame, block, y, 2 * pairs.len(), last);
        }
        4 => {
            let rows = [0, 1, 2, 3].map(|row| frame.row(4 * y + row).as_chunks().0);
            average_fours::<T, BLUE_FIRST>(rows, means);
        }
        _ => average_any::<T, BLUE_FIRST>(frame, block, y, 0, means),
    }
}

#[inline(never)]
fn convert<T: Level, const BLUE_FIRST: bool>(pixels: &[[u8; 4]], levels: &mut [Color<T>]) {
    for (&pixel, to) in pixels.iter().zip(levels) {
        *to = color::<_, BLUE_FIRST>(pixel).map(|level| T::new(f32::from(level)));
    }
}

/// The means of four pixels of each of four rows.
#[inline(never)]
fn average_fours<T: Level, const BLUE_FIRST: bool>(
    [a, b, c, d]: [&[[u8; 16]]; 4],
    means: &mut [Color<T>],
) {
    for ((((a, b), c), d), mean) in a.iter().zip(b).zip(c).zip(d).zip(means) {
        let sums = [a, b, c, d].map(|row| {
            let four = u8x16::new(*row);
            i16x8::from_u8x16_low(four) + i16x8::from_u8x16_high(four)
        });
        let [left, right] = pixels(sums[0] + sums[1] + sums[2] + sums[3]);
        *mean = color::<_, BLUE_FIRST>(T::pixel(left + right, 1.0 / 16.0));
    }
}

/// The means from a square of the row on.
#[inline(never)]
fn average_any<T: Level, const BLUE_FIRST: bool>(
    frame: &Frame,
    block: usize,
    y: usize,
    first: usize,
    means: &mut [Color<T>],
) {
    let share = 1.0 / (block * block) as f32;
    for (x, mean) in (first..).zip(means) {
        let rows = block * y..block * (y + 1);
        let sums = rows.fold(i32x4::ZERO, |sums, row| {
            sums + sum_of_pixels(&frame.row(row)[4 * block * x..][..4 * block])
        });
        *mean = color::<_, BLUE_FIRST>(T::pixel(sums, share));
    }
}

/// Byte by byte of a pixel.
#[inline(always)]
fn sum_of_pixels(pixels: &[u8]) -> i32x4 {
    let pixels = pixels.as_chunks::<4>().0.iter();
    pixels.fold(i32x4::ZERO, |sums, pixel| {
        sums + i32x4::new(pixel.map(i32::from))
    })
}

/// Two pixels.
fn pixels(both: i16x8) -> [i32x4; 2] {
    bytemuck::cast(i32x8::from_i16x8(both))
}

/// A pixel's blue, green and red.
#[inline(always)]
fn color<T, const BLUE_FIRST: bool>([first, green, third, _]: [T; 4]) -> Color<T> {
    match BLUE_FIRST {
        true => [first, green, third],
        false => [third, green, first],
    }
}
