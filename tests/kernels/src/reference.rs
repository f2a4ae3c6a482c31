//! What the kernels are held to.

use mien::kernels::Shape;

/// Numbers from -1 to 1 that look like noise and are the same every time.
pub fn noise(count: usize, seed: u64) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2) + 1;
    (0..count)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
        })
        .collect()
}

/// How far sums of values from -1 to 1 by these weights `[outputs, inputs]` can be from what they should be where integers
/// are multiplied: values are rounded by up to a half of 1/8191, and each of the 64 weights of a piece by up to
/// a half of 1/131,000 of what all come to.
pub fn rounded(weights: &[f32], inputs: usize) -> f32 {
    3.1e-4 * largest_sum(weights, inputs)
}

/// What sums of values from -1 to 1 by these weights `[outputs, inputs]` can come to.
pub fn largest_sum(weights: &[f32], inputs: usize) -> f32 {
    let sums = weights
        .chunks(inputs)
        .map(|of| of.iter().map(|w| w.abs()).sum());
    sums.fold(0.0, f32::max)
}

/// What a convolution is, said as plainly as possible: `[batch, channels, height, width]`, padded
/// with zeros by half the kernel. `groups` are 1 or as many as the channels.
pub fn plain(
    input: &[f32],
    shape: Shape,
    (weights, bias): (&[f32], &[f32]),
    (kernel, stride, depthwise): (usize, usize, bool),
) -> Vec<f32> {
    let (out_height, out_width) = (shape.height.div_ceil(stride), shape.width.div_ceil(stride));
    let per_output = if depthwise { 1 } else { shape.channels };
    let mut output = Vec::new();
    for picture in 0..shape.batch {
        for (channel, bias) in bias.iter().enumerate() {
            for place in 0..out_height * out_width {
                let mut sum = f64::from(*bias);
                for tap in 0..per_output * kernel * kernel {
                    let from = if depthwise {
                        channel
                    } else {
                        tap / (kernel * kernel)
                    };
                    let y = place / out_width * stride + tap / kernel % kernel;
                    let x = place % out_width * stride + tap % kernel;
                    let (y, x) = (y.wrapping_sub(kernel / 2), x.wrapping_sub(kernel / 2));
                    if y < shape.height && x < shape.width {
                        let row = (picture * shape.channels + from) * shape.height + y;
                        let weight = weights[channel * per_output * kernel * kernel + tap];
                        sum += f64::from(input[row * shape.width + x]) * f64::from(weight);
                    }
                }
                output.push(sum as f32);
            }
        }
    }
    output
}
