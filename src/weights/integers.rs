//! Weights as integers: a tensor `x` of i8 or i16 beside a float tensor `x.scale` of as many axes, which has one scale
//! an output channel and length 1 along every other axis. A weight is its integer times its channel's scale.

use burn::tensor::{Bytes, DType};
use burn_pack::{Error, Reader, Tensor, Writer};

/// What the scales of a tensor are called beside it.
pub const SCALE: &str = ".scale";

/// The burnpack file with its integers turned to f32, and without their scales.
///
/// # Errors
/// Where the bytes are no burnpack file, or scales do not fit their integers.
pub fn to_floats(bytes: Bytes) -> Result<Bytes, Error> {
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
    Writer::new(floats.collect::<Result<_, _>>()?).into_bytes()
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
    let integers: Vec<f32> = match dtype {
        DType::I8 => bytes.iter().map(|&v| v.cast_signed().into()).collect(),
        DType::I16 => {
            let (pairs, _) = bytes.as_chunks::<2>();
            pairs
                .iter()
                .map(|&v| i16::from_le_bytes(v).into())
                .collect()
        }
        _ => return Err(misfit(&name)),
    };
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
    let run: usize = shape.iter().skip(axis + 1).product();
    let mut floats = Vec::with_capacity(4 * integers.len());
    for (run, integers) in integers.chunks(run.max(1)).enumerate() {
        let scale = f32::from_le_bytes(scales[run % channels]);
        floats.extend(
            integers
                .iter()
                .flat_map(|integer| (integer * scale).to_le_bytes()),
        );
    }
    Ok(Tensor::new(
        name,
        DType::F32,
        shape,
        id,
        Bytes::from_bytes_vec(floats),
    ))
}
