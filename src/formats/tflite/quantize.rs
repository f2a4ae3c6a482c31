//! A program with 8-bit integers: `value = (stored − zero) · scale`.
//!
//! By the rules of TensorFlow Lite: weights are symmetric, with a scale for each output of a convolution;
//! results have a zero of their own; what is added to sums has the product of both scales. Pictures and
//! answers are unsigned bytes, as people have them.

use super::program::{Content, Operator, Program, Settings, Tensor};
use super::schema::{code, kind};
use super::write::{Stored, bytes_of_integers, serialize};
use crate::Error;
use crate::error::Subject;
use crate::formats::graph::Graph;

/// The bytes of a file that computes with 8-bit integers and takes pixels, 0 to 255, as `[1, height, width, channels]`.
///
/// `graph` has plain names and no normalisation that could be folded; `ranges` are those of its layers, as
/// [`ranges`](crate::formats::ranges) gives them; it expects `pixel / half_range − 1`.
///
/// # Errors
/// As [`write`](super::write()); [`Error::Mismatch`] where there is not one range a layer.
pub fn write_int8(graph: &Graph, ranges: &[[f32; 2]], half_range: f32) -> Result<Vec<u8>, Error> {
    if ranges.len() != graph.layers.len() {
        let (expected, got) = (graph.layers.len(), ranges.len());
        return Err(Error::mismatch(Subject::ModelLayers, expected, got));
    }
    let program = Program::new(graph)?;
    let scales = scales_of_results(&program, ranges, half_range);
    let mut stored: Vec<Stored> = Vec::with_capacity(program.tensors.len() + 2);
    for (tensor, scale) in program.tensors.iter().zip(&scales) {
        let made = store(tensor, *scale, &stored);
        stored.push(made);
    }
    // Bytes at both ends.
    let mut operators = program.operators;
    let input = at_end(&mut stored, program.input, "pixels");
    let output = at_end(&mut stored, program.output, "answer");
    let quantize = |from, to| Operator {
        code: code::QUANTIZE,
        inputs: vec![from],
        output: to,
        settings: Settings::default(),
    };
    operators.insert(0, quantize(input, program.input));
    operators.push(quantize(program.output, output));
    Ok(serialize(&stored, &operators, input, output, true))
}

/// A scale, and what 0 is stored as.
type Scale = (f32, i64);

/// The scales of all results; of other tensors none.
fn scales_of_results(
    program: &Program,
    ranges: &[[f32; 2]],
    half_range: f32,
) -> Vec<Option<Scale>> {
    let mut scales: Vec<Option<Scale>> = program
        .tensors
        .iter()
        .map(|tensor| match tensor.content {
            Content::Result { layer } => Some(scale_of(ranges[layer])),
            _ => None,
        })
        .collect();
    // A pixel is the byte that it is: −1 is stored as −128.
    scales[program.input] = Some((1.0 / half_range, half_range as i64 - 128));
    for operator in &program.operators {
        match operator.code {
            // What only moves values keeps their scale.
            code::PAD | code::RESHAPE => scales[operator.output] = scales[operator.inputs[0]],
            code::SOFTMAX => scales[operator.output] = Some((1.0 / 256.0, -128)),
            _ => {}
        }
    }
    scales
}

/// The scale with which a range, which has 0 in it, fills −128 to 127.
fn scale_of([least, most]: [f32; 2]) -> Scale {
    let scale = ((most - least) / 255.0).max(f32::MIN_POSITIVE.sqrt());
    let zero = (-128.0 - least / scale).round().clamp(-128.0, 127.0);
    (scale, zero as i64)
}

/// `before` holds the tensors that come first, weights before what is added to their sums.
fn store(tensor: &Tensor, scale: Option<Scale>, before: &[Stored]) -> Stored {
    match &tensor.content {
        Content::Result { .. } => {
            let mut stored = Stored::new(tensor, kind::INT8, Vec::new());
            let (scale, zero) = scale.unwrap_or((1.0, 0));
            stored.scales = vec![scale];
            stored.zeros = vec![zero];
            stored
        }
        Content::Integers(values) => Stored::new(tensor, kind::INT32, bytes_of_integers(values)),
        Content::Weights { values, axis } => weights(tensor, values, *axis),
        Content::Constant(values) => {
            let least = values.iter().copied().fold(0.0, f32::min);
            let most = values.iter().copied().fold(0.0, f32::max);
            let (scale, zero) = scale_of([least, most]);
            let byte = |value: &f32| (value / scale).round() as i64 + zero;
            let bytes = values
                .iter()
                .map(|value| byte(value).clamp(-128, 127) as i8 as u8);
            let mut stored = Stored::new(tensor, kind::INT8, bytes.collect());
            stored.scales = vec![scale];
            stored.zeros = vec![zero];
            stored
        }
        Content::Bias {
            values,
            input,
            weights,
        } => {
            let of_input = before[*input].scales[0];
            let of_weights = &before[*weights].scales;
            let scale = |output: usize| of_input * of_weights[output.min(of_weights.len() - 1)];
            let sums = values.iter().enumerate();
            let sums: Vec<i32> = sums
                .map(|(i, value)| (value / scale(i)).round() as i32)
                .collect();
            let mut stored = Stored::new(tensor, kind::INT32, bytes_of_integers(&sums));
            stored.scales = (0..of_weights.len()).map(scale).collect();
            stored.zeros = vec![0; of_weights.len()];
            stored
        }
    }
}

/// Weights between −127 and 127, with a scale for each place of an axis, or one.
fn weights(tensor: &Tensor, values: &[f32], axis: Option<usize>) -> Stored {
    let inner: usize = match axis {
        Some(axis) => tensor.shape[axis + 1..].iter().product(),
        None => values.len(),
    };
    let count = axis.map_or(1, |axis| tensor.shape[axis]);
    let place = |index: usize| index / inner % count;
    let mut largest = vec![0.0f32; count];
    for (index, value) in values.iter().enumerate() {
        largest[place(index)] = largest[place(index)].max(value.abs());
    }
    let scales: Vec<f32> = largest
        .into_iter()
        .map(|largest| if largest > 0.0 { largest / 127.0 } else { 1.0 })
        .collect();
    let bytes = values.iter().enumerate().map(|(index, value)| {
        (value / scales[place(index)]).round().clamp(-127.0, 127.0) as i8 as u8
    });
    let mut stored = Stored::new(tensor, kind::INT8, bytes.collect());
    stored.zeros = vec![0; count];
    stored.scales = scales;
    stored.axis = axis.unwrap_or(0);
    stored
}

/// A tensor like another one, of unsigned bytes; gives its place.
fn at_end(stored: &mut Vec<Stored>, like: usize, name: &str) -> usize {
    let like = &stored[like];
    let end = Stored {
        name: name.into(),
        shape: like.shape.clone(),
        kind: kind::UINT8,
        bytes: Vec::new(),
        scales: like.scales.clone(),
        zeros: like.zeros.iter().map(|zero| zero + 128).collect(),
        axis: 0,
    };
    stored.push(end);
    stored.len() - 1
}
