//! Histograms of oriented gradients (Dalal and Triggs, "Histograms of Oriented Gradients for Human
//! Detection", 2005), with the paper's choices: no smoothing, nine directions over 180 degrees,
//! cells of 8x8 pixels, overlapping blocks of 2x2 cells, L2-Hys.

use std::f32::consts::PI;

use mien::align::AlignedFace;

/// Pixels along the side of a cell.
const CELL: usize = 8;

/// Directions of a histogram.
const BINS: usize = 9;

/// Cells along the side of a block.
const BLOCK: usize = 2;

/// No value of a normalised block is larger before it is normalised again.
const CLIP: f32 = 0.2;

/// About how much arithmetic a pixel is: its gradient's length and direction, and a share for each
/// of two directions in each of four cells.
const FLOP_A_PIXEL: usize = 60;

/// How many features a face of `size` x `size` pixels has.
pub fn length(size: usize) -> usize {
    let blocks = (size / CELL + 1).saturating_sub(BLOCK);
    blocks * blocks * BLOCK * BLOCK * BINS
}

/// About how many floating-point operations they take.
pub fn flop(size: usize) -> usize {
    size * size * FLOP_A_PIXEL
}

/// The features of a face: its blocks row by row, each normalised.
pub fn features(face: &AlignedFace) -> Vec<f32> {
    let cells = face.size / CELL;
    let histograms = histograms(face, cells);
    let blocks = (cells + 1).saturating_sub(BLOCK);
    let mut features = Vec::with_capacity(length(face.size));
    for y in 0..blocks {
        for x in 0..blocks {
            let mut block = [0.0; BLOCK * BLOCK * BINS];
            let within = (0..BLOCK).flat_map(|dy| (0..BLOCK).map(move |dx| (x + dx, y + dy)));
            for ((x, y), part) in within.zip(block.chunks_exact_mut(BINS)) {
                let cell = y * cells + x;
                part.copy_from_slice(&histograms[cell * BINS..][..BINS]);
            }
            normalize(&mut block);
            block = block.map(|v| v.min(CLIP));
            normalize(&mut block);
            features.extend(block);
        }
    }
    features
}

/// A histogram a cell, row by row. Every pixel gives its gradient's length to the two nearest
/// directions of the four nearest cells, in shares by distance.
fn histograms(face: &AlignedFace, cells: usize) -> Vec<f32> {
    let mut histograms = vec![0.0; cells * cells * BINS];
    let last = face.size - 1;
    let pixel = |x: usize, y: usize| face.pixels[y * face.size + x];
    let place = |at: usize| (at as f32 + 0.5) / CELL as f32 - 0.5;
    for y in 0..face.size {
        for x in 0..face.size {
            let dx = pixel((x + 1).min(last), y) - pixel(x.saturating_sub(1), y);
            let dy = pixel(x, (y + 1).min(last)) - pixel(x, y.saturating_sub(1));
            let strength = dx.hypot(dy);
            let direction = dy.atan2(dx).rem_euclid(PI) / PI * BINS as f32 - 0.5;
            for (row, by_row) in neighbours(place(y)) {
                for (column, by_column) in neighbours(place(x)) {
                    let range = 0..cells as isize;
                    if !(range.contains(&row) && range.contains(&column)) {
                        continue;
                    }
                    let cell = row as usize * cells + column as usize;
                    for (bin, by_bin) in neighbours(direction) {
                        let bin = bin.rem_euclid(BINS as isize) as usize;
                        histograms[cell * BINS + bin] += strength * by_row * by_column * by_bin;
                    }
                }
            }
        }
    }
    histograms
}

/// The two whole numbers around a place, and the share that is due to each.
fn neighbours(place: f32) -> [(isize, f32); 2] {
    let first = place.floor();
    let share = place - first;
    [(first as isize, 1.0 - share), (first as isize + 1, share)]
}

fn normalize(block: &mut [f32]) {
    // The small number keeps flat places at zero.
    let length = (block.iter().map(|v| v * v).sum::<f32>() + 1e-6).sqrt();
    for value in block {
        *value /= length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(grey: impl Fn(usize, usize) -> f32) -> AlignedFace {
        let size = 48;
        AlignedFace {
            size,
            pixels: (0..size * size).map(|i| grey(i % size, i / size)).collect(),
        }
    }

    #[test]
    fn there_are_five_by_five_blocks_of_36_values() {
        assert_eq!(length(48), 900);
        assert_eq!(features(&face(|_, _| 7.0)), vec![0.0; 900]);
    }

    #[test]
    fn an_edge_is_seen_where_it_is_and_in_its_direction() {
        // Dark on the left of x = 24, bright on the right: a gradient of 0 degrees, between the
        // first direction and the last.
        let features = features(&face(|x, _| if x < 24 { 0.0 } else { 200.0 }));
        for block in features.chunks_exact(36).enumerate() {
            let (column, values) = (block.0 % 5, block.1);
            let bins: Vec<f32> = (0..BINS)
                .map(|bin| values.iter().skip(bin).step_by(BINS).sum())
                .collect();
            let at_edge = (1..=3).contains(&column);
            assert_eq!(bins[0] > 0.1, at_edge, "block {}: {bins:?}", block.0);
            assert!((bins[0] - bins[8]).abs() < 1e-5);
            assert!(bins[1..8].iter().all(|&v| v < 1e-5));
        }
    }

    #[test]
    fn light_and_contrast_do_not_matter() {
        let wave = |x: usize, y: usize| ((x * 3 + y * 5) as f32 / 7.0).sin() * 40.0;
        let plain = features(&face(wave));
        let lit = features(&face(|x, y| 2.0 * wave(x, y) + 60.0));
        let off = plain.iter().zip(&lit).map(|(a, b)| (a - b).abs());
        assert!(off.fold(0.0, f32::max) < 1e-3);
    }
}
