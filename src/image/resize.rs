//! Scaling a frame into planes of floats: first whole blocks of pixels are averaged, so that no
//! pixel is skipped, then what is left (a factor under two, or an enlargement) is interpolated.

use super::Frame;

/// Three planes of floats, 0 to 255, blue first: `[3, height, width]`, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Planar {
    /// The values, plane after plane: blue, green, red.
    pub data: Vec<f32>,
    /// Width of a plane, padding included.
    pub width: usize,
    /// Height of a plane, padding included.
    pub height: usize,
}

/// Scales `frame` to `content_width` x `content_height` at the top left of planes of
/// `width` x `height`; the rest stays 0. Pixel centres lie at halves (`source = (target + ½) ·
/// scale − ½`), so a coordinate in the result times `frame.width() / content_width` is the
/// coordinate in the frame.
pub fn resize(
    frame: &Frame,
    (content_width, content_height): (usize, usize),
    (width, height): (usize, usize),
) -> Planar {
    let block = (frame.width() / content_width.max(1))
        .min(frame.height() / content_height.max(1))
        .max(1);
    let exact = frame.width() == content_width * block && frame.height() == content_height * block;
    if exact {
        let mut data = vec![0.0; 3 * width * height];
        average_blocks(frame, block, &mut data, width, width * height);
        return Planar {
            data,
            width,
            height,
        };
    }
    let (small_width, small_height) = (frame.width() / block, frame.height() / block);
    let mut small = vec![0.0; 3 * small_width * small_height];
    average_blocks(
        frame,
        block,
        &mut small,
        small_width,
        small_width * small_height,
    );
    // Blocks that don't fill the last column or row are dropped; the scale accounts for them.
    let columns = taps(
        content_width,
        frame.width() as f32 / block as f32,
        small_width,
    );
    let rows = taps(
        content_height,
        frame.height() as f32 / block as f32,
        small_height,
    );
    let mut data = vec![0.0; 3 * width * height];
    for plane in 0..3 {
        let source = &small[plane * small_width * small_height..];
        let target = &mut data[plane * width * height..];
        for (y, &(top, bottom, fy)) in rows.iter().enumerate() {
            let upper = &source[top * small_width..(top + 1) * small_width];
            let lower = &source[bottom * small_width..(bottom + 1) * small_width];
            for (x, &(left, right, fx)) in columns.iter().enumerate() {
                let a = upper[left] + (upper[right] - upper[left]) * fx;
                let b = lower[left] + (lower[right] - lower[left]) * fx;
                target[y * width + x] = a + (b - a) * fy;
            }
        }
    }
    Planar {
        data,
        width,
        height,
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

/// Writes the mean of every `block` x `block` square, blue, green and red, `plane` floats apart.
fn average_blocks(frame: &Frame, block: usize, out: &mut [f32], stride: usize, plane: usize) {
    let (columns, rows) = (frame.width() / block, frame.height() / block);
    let (blue, rest) = out.split_at_mut(plane);
    let (green, red) = rest.split_at_mut(plane);
    let share = 1.0 / (block * block) as f32;
    for y in 0..rows {
        let line = y * stride..y * stride + columns;
        let (blue, green, red) = (
            &mut blue[line.clone()],
            &mut green[line.clone()],
            &mut red[line],
        );
        match block {
            1 => {
                let row = frame.row(y).as_chunks::<4>().0;
                for (((pixel, b), g), r) in row.iter().zip(blue).zip(green).zip(red) {
                    *r = f32::from(pixel[0]);
                    *g = f32::from(pixel[1]);
                    *b = f32::from(pixel[2]);
                }
            }
            2 => {
                let upper = frame.row(2 * y).as_chunks::<8>().0;
                let lower = frame.row(2 * y + 1).as_chunks::<8>().0;
                for ((((p, q), b), g), r) in upper.iter().zip(lower).zip(blue).zip(green).zip(red) {
                    let mean = |c: usize| {
                        let sum = u16::from(p[c])
                            + u16::from(p[c + 4])
                            + u16::from(q[c])
                            + u16::from(q[c + 4]);
                        f32::from(sum) * 0.25
                    };
                    *r = mean(0);
                    *g = mean(1);
                    *b = mean(2);
                }
            }
            _ => {
                for x in 0..columns {
                    let mut sum = [0u32; 3];
                    for dy in 0..block {
                        let row = &frame.row(y * block + dy)[x * block * 4..(x + 1) * block * 4];
                        for pixel in row.as_chunks::<4>().0 {
                            for (s, &v) in sum.iter_mut().zip(pixel) {
                                *s += u32::from(v);
                            }
                        }
                    }
                    red[x] = sum[0] as f32 * share;
                    green[x] = sum[1] as f32 * share;
                    blue[x] = sum[2] as f32 * share;
                }
            }
        }
    }
}
