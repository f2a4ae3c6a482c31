//! Random changes to a training face, so that the network learns what a live camera shows: faces
//! a little turned, shifted, blurred, badly lit, far away, partly covered, mirrored.

use mien::align::AlignedFace;
use mien::geometry::SimilarityTransform;
use rand::{Rng, RngExt};

/// How much is changed; all amounts are the largest that occur.
#[derive(Debug, Clone, Copy)]
pub struct Strength {
    /// Turn, degrees.
    pub turn: f32,
    /// Shift as a share of the side.
    pub shift: f32,
    /// Change of size as a share.
    pub zoom: f32,
    /// Change of width alone as a share.
    pub stretch: f32,
    /// Change of the gamma: its largest natural logarithm.
    pub gamma: f32,
    /// Change of contrast as a share.
    pub contrast: f32,
    /// Change of brightness, grey values.
    pub brightness: f32,
    /// How often a face is blurred as by distance.
    pub blur: f64,
    /// How often noise is added.
    pub noise: f64,
    /// How often part of the face is covered.
    pub cover: f64,
}

impl Default for Strength {
    fn default() -> Self {
        Self {
            turn: 14.0,
            shift: 0.09,
            zoom: 0.14,
            stretch: 0.075,
            gamma: 0.35,
            contrast: 0.4,
            brightness: 35.0,
            blur: 0.3,
            noise: 0.2,
            cover: 0.35,
        }
    }
}

impl Strength {
    /// Every amount times `factor`, 0 to 1.
    pub fn scaled(self, factor: f32) -> Self {
        let factor = factor.clamp(0.0, 1.0);
        let share = f64::from(factor);
        Self {
            turn: self.turn * factor,
            shift: self.shift * factor,
            zoom: self.zoom * factor,
            stretch: self.stretch * factor,
            gamma: self.gamma * factor,
            contrast: self.contrast * factor,
            brightness: self.brightness * factor,
            blur: self.blur * share,
            noise: self.noise * share,
            cover: self.cover * share,
        }
    }
}

/// A small random similarity around the middle of an aligned face of `size` pixels.
pub fn jitter(strength: &Strength, size: usize, rng: &mut impl Rng) -> SimilarityTransform {
    let mut around = |most: f32| rng.random_range(-most..=most);
    let angle = around(strength.turn);
    let zoom = 1.0 + around(strength.zoom);
    let side = size as f32;
    let moved = [around(strength.shift) * side, around(strength.shift) * side];
    around_middle(angle, zoom, moved, size)
}

/// Turns by `degrees` and scales around the middle of `size` x `size` pixels, then moves.
pub fn around_middle(
    degrees: f32,
    zoom: f32,
    [dx, dy]: [f32; 2],
    size: usize,
) -> SimilarityTransform {
    let angle = degrees.to_radians();
    let (a, b) = (zoom * angle.cos(), zoom * angle.sin());
    let middle = size as f32 / 2.0;
    SimilarityTransform {
        a,
        b,
        tx: middle - a * middle + b * middle + dx,
        ty: middle - b * middle - a * middle + dy,
    }
}

/// Changes a face's pixels in place.
pub fn change_pixels(face: &mut AlignedFace, strength: &Strength, rng: &mut impl Rng) {
    if rng.random_bool(0.5) {
        *face = face.mirrored();
    }
    stretch(
        face,
        1.0 + rng.random_range(-strength.stretch..=strength.stretch),
    );
    if rng.random_bool(strength.blur) {
        coarsen(face, rng.random_range(1.2..2.6));
    }
    relight(face, strength, rng);
    if rng.random_bool(strength.cover) {
        cover(face, rng);
    }
}

/// Makes a face `factor` times as wide, from its middle.
fn stretch(face: &mut AlignedFace, factor: f32) {
    let size = face.size;
    let last = size.saturating_sub(1);
    let middle = size as f32 / 2.0;
    for row in face.pixels.chunks_exact_mut(size) {
        let old = row.to_vec();
        for (x, value) in row.iter_mut().enumerate() {
            let place = (middle + (x as f32 + 0.5 - middle) / factor - 0.5).clamp(0.0, last as f32);
            let left = place as usize;
            let right = (left + 1).min(last);
            *value = old[left] + (old[right] - old[left]) * (place - left as f32);
        }
    }
}

/// Changes a face's gamma, contrast, brightness and light, and adds noise.
pub fn relight(face: &mut AlignedFace, strength: &Strength, rng: &mut impl Rng) {
    let gamma = rng.random_range(-strength.gamma..=strength.gamma).exp();
    for value in &mut face.pixels {
        *value = 255.0 * (*value / 255.0).clamp(0.0, 1.0).powf(gamma);
    }
    let gain = 1.0 + rng.random_range(-strength.contrast..=strength.contrast);
    let offset = rng.random_range(-strength.brightness..=strength.brightness);
    let mean = face.pixels.iter().sum::<f32>() / face.pixels.len() as f32;
    // Light from one side: a slope over the face.
    let (slope_x, slope_y) = (
        rng.random_range(-1.0..=1.0f32),
        rng.random_range(-1.0..=1.0f32),
    );
    let light = rng.random_range(0.0..=strength.brightness);
    let noise = if rng.random_bool(strength.noise) {
        rng.random_range(2.0..12.0f32)
    } else {
        0.0
    };
    let size = face.size;
    for (index, value) in face.pixels.iter_mut().enumerate() {
        let x = (index % size) as f32 / size as f32 - 0.5;
        let y = (index / size) as f32 / size as f32 - 0.5;
        let lit = (*value - mean) * gain + mean + offset + light * (slope_x * x + slope_y * y);
        let grain = if noise > 0.0 {
            // The sum of three uniform numbers is close enough to a normal one.
            noise * (0..3).map(|_| rng.random_range(-1.0..1.0f32)).sum::<f32>()
        } else {
            0.0
        };
        *value = (lit + grain).clamp(0.0, 255.0);
    }
}

/// Samples the face at `factor` times fewer points and interpolates between them: half the
/// resolution at a factor of two.
pub fn coarsen(face: &mut AlignedFace, factor: f32) {
    let size = face.size;
    let small = ((size as f32 / factor) as usize).max(4);
    let step = size as f32 / small as f32;
    let mut coarse = vec![0.0; small * small];
    for (index, value) in coarse.iter_mut().enumerate() {
        let range = |i: usize| {
            let first = (i as f32 * step) as usize;
            first..(((i + 1) as f32 * step).ceil() as usize).min(size)
        };
        let (rows, columns) = (range(index / small), range(index % small));
        let count = rows.len() * columns.len();
        let sum: f32 = rows
            .flat_map(|y| columns.clone().map(move |x| (x, y)))
            .map(|(x, y)| face.pixels[y * size + x])
            .sum();
        *value = sum / count.max(1) as f32;
    }
    let tap = |i: usize| {
        let place = ((i as f32 + 0.5) / step - 0.5).clamp(0.0, (small - 1) as f32);
        let first = place as usize;
        (first, (first + 1).min(small - 1), place - first as f32)
    };
    for y in 0..size {
        let (top, bottom, fy) = tap(y);
        for x in 0..size {
            let (left, right, fx) = tap(x);
            let line = |row: usize| {
                let (a, b) = (coarse[row * small + left], coarse[row * small + right]);
                a + (b - a) * fx
            };
            face.pixels[y * size + x] = line(top) + (line(bottom) - line(top)) * fy;
        }
    }
}

/// Covers a random rectangle with one grey value (Zhong et al., "Random Erasing Data
/// Augmentation", 2017).
fn cover(face: &mut AlignedFace, rng: &mut impl Rng) {
    let size = face.size;
    let width = rng.random_range(size / 8..=size * 2 / 5);
    let height = rng.random_range(size / 8..=size * 2 / 5);
    let (x, y) = (
        rng.random_range(0..=size - width),
        rng.random_range(0..=size - height),
    );
    let value = rng.random_range(0.0..255.0f32);
    for row in y..y + height {
        face.pixels[row * size + x..row * size + x + width].fill(value);
    }
}
