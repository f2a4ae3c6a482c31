//! From a program to the bytes of a file.

use super::flat::{self, Field, Fields};
use super::program::{Content, Operator, Program, Settings, Tensor};
use super::schema::{IDENTIFIER, VERSION, code, field, kind, options};
use crate::Error;
use crate::formats::fold::fold;
use crate::formats::graph::Graph;
use crate::formats::names::plain_names;

/// The bytes of a file that computes with floats; it takes a picture as `[1, height, width, channels]`.
///
/// # Errors
/// As [`Graph::sizes`]; a ReLU with a limit other than 6 is not known to the format.
pub fn write(graph: &Graph) -> Result<Vec<u8>, Error> {
    let program = Program::new(&plain_names(&fold(graph)?))?;
    let stored: Vec<_> = program.tensors.iter().map(as_floats).collect();
    Ok(serialize(
        &stored,
        &program.operators,
        program.input,
        program.output,
        false,
    ))
}

/// A tensor as it is stored.
pub struct Stored {
    pub name: String,
    pub shape: Vec<usize>,
    pub kind: u8,
    /// Its values, where they are constant.
    pub bytes: Vec<u8>,
    /// `value = (stored − zero) · scale`, for all of it or for each place of an axis.
    pub scales: Vec<f32>,
    pub zeros: Vec<i64>,
    pub axis: usize,
}

impl Stored {
    pub fn new(tensor: &Tensor, kind: u8, bytes: Vec<u8>) -> Self {
        Self {
            name: tensor.name.clone(),
            shape: tensor.shape.clone(),
            kind,
            bytes,
            scales: Vec::new(),
            zeros: Vec::new(),
            axis: 0,
        }
    }
}

fn as_floats(tensor: &Tensor) -> Stored {
    let (kind, bytes) = match &tensor.content {
        Content::Result { .. } => (kind::FLOAT32, Vec::new()),
        Content::Integers(values) => (kind::INT32, bytes_of_integers(values)),
        Content::Weights { values, .. }
        | Content::Bias { values, .. }
        | Content::Constant(values) => {
            let bytes = values.iter().flat_map(|value| value.to_le_bytes());
            (kind::FLOAT32, bytes.collect())
        }
    };
    Stored::new(tensor, kind, bytes)
}

pub fn bytes_of_integers(values: &[i32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

/// The bytes of a file. `integers`: whether operators compute with 8-bit integers, which they do since
/// later versions of themselves.
pub fn serialize(
    tensors: &[Stored],
    operators: &[Operator],
    input: usize,
    output: usize,
    integers: bool,
) -> Vec<u8> {
    let mut codes: Vec<i32> = Vec::new();
    let described = operators.iter().map(|operator| {
        let index = codes.iter().position(|code| *code == operator.code);
        let index = index.unwrap_or_else(|| {
            codes.push(operator.code);
            codes.len() - 1
        });
        describe(operator, index)
    });
    let described: Vec<Fields> = described.collect();
    let codes = codes.into_iter().map(|code| {
        use field::operator_code::{CODE, SHORT_CODE, VERSION};
        vec![
            (SHORT_CODE, Field::U8(code.min(127) as u8)),
            (VERSION, Field::I32(version(code, integers))),
            (CODE, Field::I32(code)),
        ]
    });
    // The first buffer is that of tensors without constant values.
    let mut buffers: Vec<Fields> = vec![Vec::new()];
    let tensors = tensors.iter().map(|tensor| {
        let buffer = match tensor.bytes.is_empty() {
            true => 0,
            false => {
                buffers.push(vec![(
                    field::buffer::DATA,
                    Field::Bytes(tensor.bytes.clone()),
                )]);
                buffers.len() - 1
            }
        };
        describe_tensor(tensor, buffer)
    });
    use field::{model, subgraph};
    let graph = vec![
        (subgraph::TENSORS, Field::Tables(tensors.collect())),
        (subgraph::INPUTS, Field::I32s(vec![input as i32])),
        (subgraph::OUTPUTS, Field::I32s(vec![output as i32])),
        (subgraph::OPERATORS, Field::Tables(described)),
        (subgraph::NAME, Field::Text("main".into())),
    ];
    let root = vec![
        (model::VERSION, Field::U32(VERSION)),
        (model::OPERATOR_CODES, Field::Tables(codes.collect())),
        (model::SUBGRAPHS, Field::Tables(vec![graph])),
        (model::DESCRIPTION, Field::Text("Mien".into())),
        (model::BUFFERS, Field::Tables(buffers)),
    ];
    flat::write(&root, IDENTIFIER)
}

fn describe_tensor(tensor: &Stored, buffer: usize) -> Fields {
    use field::tensor::{BUFFER, KIND, NAME, QUANTIZATION, SHAPE};
    let shape = tensor.shape.iter().map(|&side| side as i32).collect();
    let mut fields = vec![
        (SHAPE, Field::I32s(shape)),
        (KIND, Field::U8(tensor.kind)),
        (BUFFER, Field::U32(buffer as u32)),
        (NAME, Field::Text(tensor.name.clone())),
    ];
    if !tensor.scales.is_empty() {
        use field::quantization::{DIMENSION, SCALE, ZERO_POINT};
        let quantization = vec![
            (SCALE, Field::F32s(tensor.scales.clone())),
            (ZERO_POINT, Field::I64s(tensor.zeros.clone())),
            (DIMENSION, Field::I32(tensor.axis as i32)),
        ];
        fields.push((QUANTIZATION, Field::Table(quantization)));
    }
    fields
}

fn describe(operator: &Operator, index: usize) -> Fields {
    use field::operator::{CODE, INPUTS, OPTIONS, OPTIONS_KIND, OUTPUTS};
    let inputs = operator.inputs.iter().map(|&input| input as i32).collect();
    let mut fields = vec![
        (CODE, Field::U32(index as u32)),
        (INPUTS, Field::I32s(inputs)),
        (OUTPUTS, Field::I32s(vec![operator.output as i32])),
    ];
    if let Some((kind, options)) = settings(operator.code, &operator.settings) {
        fields.push((OPTIONS_KIND, Field::U8(kind)));
        fields.push((OPTIONS, Field::Table(options)));
    }
    fields
}

fn settings(of: i32, settings: &Settings) -> Option<(u8, Fields)> {
    let window = |activation: u16| {
        use field::window::{PADDING, STRIDE_HEIGHT, STRIDE_WIDTH};
        let (padding, [down, along]) = settings.window.unwrap_or((0, [1, 1]));
        vec![
            (PADDING, Field::U8(padding)),
            (STRIDE_WIDTH, Field::I32(along as i32)),
            (STRIDE_HEIGHT, Field::I32(down as i32)),
            (activation, Field::U8(settings.activation)),
        ]
    };
    let held = || vec![(field::ACTIVATION, Field::U8(settings.activation))];
    Some(match of {
        code::CONV_2D => {
            let mut fields = window(field::window::CONV_ACTIVATION);
            fields.extend(field::window::CONV_DILATION.map(|of| (of, Field::I32(1))));
            (options::CONV_2D, fields)
        }
        code::DEPTHWISE_CONV_2D => {
            let mut fields = window(field::window::DEPTHWISE_ACTIVATION);
            fields.push((field::window::DEPTH_MULTIPLIER, Field::I32(1)));
            fields.extend(field::window::DEPTHWISE_DILATION.map(|of| (of, Field::I32(1))));
            (options::DEPTHWISE_CONV_2D, fields)
        }
        code::FULLY_CONNECTED => (options::FULLY_CONNECTED, held()),
        code::ADD => (options::ADD, held()),
        code::MUL => (options::MUL, held()),
        code::SOFTMAX => (
            options::SOFTMAX,
            vec![(field::SOFTMAX_BETA, Field::F32(1.0))],
        ),
        code::RESHAPE => (
            options::RESHAPE,
            vec![(0, Field::I32s(settings.shape.clone()))],
        ),
        code::MEAN => (options::REDUCER, vec![(field::KEEP_DIMS, Field::U8(0))]),
        code::PAD => (options::PAD, Vec::new()),
        code::QUANTIZE => (options::QUANTIZE, Vec::new()),
        _ => return None,
    })
}

/// The first version of an operator that does what is asked of it here.
fn version(of: i32, integers: bool) -> i32 {
    match (of, integers) {
        (code::CONV_2D | code::DEPTHWISE_CONV_2D, true) => 3,
        (code::FULLY_CONNECTED, true) => 4,
        (code::ADD | code::MUL | code::MEAN | code::PAD | code::SOFTMAX | code::RELU, true) => 2,
        (code::RELU6, true) => 2,
        _ => 1,
    }
}
