//! Products that are added to sums, in several lanes at once.

/// `sums + values · weights`. With relaxed SIMD that is one instruction, which on most machines rounds once and not twice.
#[inline(always)]
pub fn add_products<const N: usize>(sums: &mut [f32; N], values: &[f32; N], weights: &[f32; N]) {
    #[cfg(target_feature = "relaxed-simd")]
    relaxed(sums, values, weights);
    #[cfg(not(target_feature = "relaxed-simd"))]
    for lane in 0..N {
        sums[lane] += values[lane] * weights[lane];
    }
}

#[cfg(target_feature = "relaxed-simd")]
#[inline(always)]
fn relaxed<const N: usize>(sums: &mut [f32; N], values: &[f32; N], weights: &[f32; N]) {
    use std::arch::wasm32::{f32x4, f32x4_extract_lane, f32x4_relaxed_madd};
    let (sums, rest) = sums.as_chunks_mut::<4>();
    debug_assert!(rest.is_empty(), "lanes come in fours");
    let factors = values
        .as_chunks::<4>()
        .0
        .iter()
        .zip(weights.as_chunks::<4>().0);
    for (sums, (values, weights)) in sums.iter_mut().zip(factors) {
        let [values, weights, total] =
            [values, weights, &*sums].map(|of| f32x4(of[0], of[1], of[2], of[3]));
        let total = f32x4_relaxed_madd(values, weights, total);
        *sums = [
            f32x4_extract_lane::<0>(total),
            f32x4_extract_lane::<1>(total),
            f32x4_extract_lane::<2>(total),
            f32x4_extract_lane::<3>(total),
        ];
    }
}
