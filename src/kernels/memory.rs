//! Memory that maps and scratch values take turns in: after the first few frames none is asked for.
//!
//! To ask for memory is not cheap here: it comes as pages of zeros that somebody has to clear, and it is
//! cold. What is dropped is kept by its thread instead.

use std::cell::Cell;
use std::ops::{Deref, DerefMut};

/// So many values a thread keeps: 32 MiB. All maps of a detector of 320 pixels and of fifteen faces have a fourth of that.
const MOST_KEPT: usize = 8 << 20;

thread_local! {
    /// Buffers that nobody uses, those that were given back last at the end.
    static KEPT: Cell<Vec<Vec<f32>>> = const { Cell::new(Vec::new()) };
}

/// A number of values.
#[derive(Debug, Clone, Default)]
pub struct Buffer {
    /// At least as many as are used.
    values: Vec<f32>,
    len: usize,
}

impl Buffer {
    /// Values that are to be written before they are read: what they are is left over from others.
    pub fn unwritten(len: usize) -> Self {
        let mut kept = KEPT.take();
        let smallest = kept
            .iter()
            .enumerate()
            // A small one is not to take up a large one's memory.
            .filter(|(_, values)| (len..=2 * len).contains(&values.len()))
            .min_by_key(|(_, values)| values.len());
        let values = match smallest.map(|(index, _)| index) {
            Some(index) => kept.remove(index),
            None => vec![0.0; len],
        };
        KEPT.set(kept);
        Self { values, len }
    }

    /// Zeros.
    pub fn zeros(len: usize) -> Self {
        let mut buffer = Self::unwritten(len);
        buffer.fill(0.0);
        buffer
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let values = std::mem::take(&mut self.values);
        if values.is_empty() || values.len() > MOST_KEPT {
            return;
        }
        // A thread that ends keeps nothing.
        let _ = KEPT.try_with(|cell| {
            let mut kept = cell.take();
            kept.push(values);
            let mut total: usize = kept.iter().map(Vec::len).sum();
            let mut oldest = 0;
            while total > MOST_KEPT {
                total -= kept[oldest].len();
                oldest += 1;
            }
            kept.drain(..oldest);
            cell.set(kept);
        });
    }
}

impl Deref for Buffer {
    type Target = [f32];

    #[inline(always)]
    fn deref(&self) -> &[f32] {
        &self.values[..self.len]
    }
}

impl DerefMut for Buffer {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.values[..self.len]
    }
}

impl PartialEq for Buffer {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}
