//! Weights as integers: a tensor `x` of i8 or i16 beside a float tensor `x.scale` of as many axes, which has one scale
//! an output channel and length 1 along every other axis. A weight is its integer times its channel's scale.

use burn_pack::{Bytes, DType, Error, Reader, Tensor};

/// What the scales of a tensor are called beside it.
pub const SCALE: &str = ".scale";

/// The tensors of a burnpack file, its integers turned to f32 and without their scales.
///
/// # Errors
/// Where the bytes are no burnpack file, or scales do not fit their integers.
pub fn tensors(bytes: Bytes) -> Result<Vec<Tensor>, Error> {
    let tensors = Reader::from_bytes(bytes)?.into_tensors()?;
    let (scales, tensors): (Vec<_>, Vec<_>) =
        tensors.into_iter().partition(|t| t.name.ends_with(SCALE));
    let floats = tensors.into_iter().map(|tensor| {
        let mut own = scales
            .iter()
            .filter(|scale| scale.name.strip_suffix(SCALE) == Some(&tensor.name));
        match own.next() {
            Some(scale) => decode(tensor, scale),
            None if matches!(tensor.dtype, DType::I8 | DType::I16) => Err(misfit(&tensor.name)),
            None => Ok(tensor),
        }
    });
    floats.collect()
}

fn misfit(name: &str) -> Error {
    Error::ValidationError(format!("{name} has no scales that fit its integers"))
}

/// The integers times their channels' scales.
fn decode(integers: Tensor, scale: &Tensor) -> Result<Tensor, Error> {
    let (name, dtype, shape, id, bytes) = integers.into_parts()?;
    let scale_bytes = scale.to_bytes()?;
    let (scales, rest) = scale_bytes.as_chunks::<4>();
    let (lengths, channels) = (scale.shape.as_slice(), scales.len());
    // The one axis that scales run along; of a single channel, any.
    let axis = lengths.iter().position(|&n| n != 1).unwrap_or(0);
    let fits = scale.dtype == DType::F32
        && rest.is_empty()
        && lengths.len() == shape.len()
        && lengths.iter().product::<usize>() == channels
        && channels > 0
        && (channels == 1 || shape.get(axis) == Some(&channels));
    if !fits {
        return Err(misfit(&name));
    }
    // Values in a row that one scale is for.
    let run = shape.iter().skip(axis + 1).product::<usize>().max(1);
    let floats = match dtype {
        DType::I8 => scaled(&bytes, |v| f32::from(v.cast_signed()), run, scales),
        DType::I16 => {
            let (pairs, _) = bytes.as_chunks::<2>();
            scaled(pairs, |v| f32::from(i16::from_le_bytes(v)), run, scales)
        }
        _ => return Err(misfit(&name)),
    };
    Ok(Tensor::new(
        name,
        DType::F32,
        shape,
        id,
        Bytes::from_bytes_vec(floats),
    ))
}

/// The little-endian floats of integers, `run` after `run` times the next of the scales.
fn scaled<Integer: Copy>(
    integers: &[Integer],
    value: impl Fn(Integer) -> f32,
    run: usize,
    scales: &[[u8; 4]],
) -> Vec<u8> {
    let mut floats = vec![0; 4 * integers.len()];
    let (places, _) = floats.as_chunks_mut::<4>();
    let runs = places.chunks_mut(run).zip(integers.chunks(run));
    for ((places, integers), scale) in runs.zip(scales.iter().cycle()) {
        let scale = f32::from_le_bytes(*scale);
        for (place, &integer) in places.iter_mut().zip(integers) {
            *place = (value(integer) * scale).to_le_bytes();
        }
    }
    floats
}
