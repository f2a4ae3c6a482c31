//! The few messages of an ONNX file that hold its weights, by their field numbers in
//! `onnx.proto3` (ONNX 1.16, Apache-2.0).

use std::collections::HashMap;

use anyhow::{Context, Result, bail, ensure};
use prost::Message;

/// An ONNX file.
#[derive(Clone, PartialEq, Message)]
struct Model {
    #[prost(message, optional, tag = "7")]
    graph: Option<Graph>,
}

/// Its graph, of which only the constants matter here.
#[derive(Clone, PartialEq, Message)]
struct Graph {
    #[prost(message, repeated, tag = "1")]
    nodes: Vec<Node>,
    #[prost(message, repeated, tag = "5")]
    initializers: Vec<Initializer>,
}

/// An operation.
#[derive(Clone, PartialEq, Message)]
struct Node {
    #[prost(string, repeated, tag = "1")]
    inputs: Vec<String>,
    #[prost(string, repeated, tag = "2")]
    outputs: Vec<String>,
    #[prost(string, tag = "4")]
    operator: String,
}

/// A constant tensor.
#[derive(Clone, PartialEq, Message)]
struct Initializer {
    #[prost(int64, repeated, tag = "1")]
    dims: Vec<i64>,
    #[prost(int32, tag = "2")]
    data_type: i32,
    #[prost(float, repeated, tag = "4")]
    floats: Vec<f32>,
    #[prost(string, tag = "8")]
    name: String,
    #[prost(bytes = "vec", tag = "9")]
    raw: Vec<u8>,
}

/// Number of `FLOAT` in `TensorProto.DataType`.
const FLOAT: i32 = 1;

/// Weight and bias of a convolution.
#[derive(Debug, Clone)]
pub struct Convolution {
    /// `[out, in / groups, height, width]`.
    pub shape: [usize; 4],
    /// The weights, row by row.
    pub weight: Vec<f32>,
    /// One value an output.
    pub bias: Vec<f32>,
}

/// All convolutions of an ONNX file in the order in which they are computed.
pub fn convolutions(bytes: &[u8]) -> Result<Vec<Convolution>> {
    let graph = Model::decode(bytes)
        .context("not an ONNX file")?
        .graph
        .context("the ONNX file has no graph")?;
    let constants: HashMap<_, _> = graph
        .initializers
        .iter()
        .map(|tensor| (tensor.name.as_str(), tensor))
        .collect();
    graph
        .nodes
        .iter()
        .filter(|node| node.operator == "Conv")
        .map(|node| {
            let name = node.outputs.first().map_or("?", String::as_str);
            let [_, weight, bias] = node.inputs.as_slice() else {
                bail!("convolution {name} has no bias");
            };
            let find = |of: &String| {
                constants
                    .get(of.as_str())
                    .with_context(|| format!("convolution {name} misses the constant {of}"))
            };
            let (weight, bias) = (find(weight)?, find(bias)?);
            let dims: Vec<usize> = weight.dims.iter().map(|&d| d as usize).collect();
            let Ok(shape) = <[usize; 4]>::try_from(dims) else {
                bail!("convolution {name} is not two-dimensional");
            };
            Ok(Convolution {
                shape,
                weight: values(weight)?,
                bias: values(bias)?,
            })
        })
        .collect()
}

fn values(tensor: &Initializer) -> Result<Vec<f32>> {
    let name = &tensor.name;
    ensure!(tensor.data_type == FLOAT, "tensor {name} is not f32");
    let values: Vec<f32> = if tensor.raw.is_empty() {
        tensor.floats.clone()
    } else {
        let (chunks, rest) = tensor.raw.as_chunks::<4>();
        ensure!(rest.is_empty(), "tensor {name} ends within a number");
        chunks.iter().map(|c| f32::from_le_bytes(*c)).collect()
    };
    let expected: i64 = tensor.dims.iter().product();
    ensure!(
        values.len() as i64 == expected,
        "tensor {name} has {} values instead of {expected}",
        values.len()
    );
    Ok(values)
}
