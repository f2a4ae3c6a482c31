//! Field numbers and codes of TensorFlow Lite's `schema.fbs` (version 3, Apache-2.0), as far as they are used here.

/// `TFL3`: what the files say they are.
pub const IDENTIFIER: &[u8; 4] = b"TFL3";
/// Of the schema.
pub const VERSION: u32 = 3;

/// Fields of tables.
pub mod field {
    pub mod model {
        pub const VERSION: u16 = 0;
        pub const OPERATOR_CODES: u16 = 1;
        pub const SUBGRAPHS: u16 = 2;
        pub const DESCRIPTION: u16 = 3;
        pub const BUFFERS: u16 = 4;
    }
    pub mod operator_code {
        /// An `i8`, from before there were more than 127.
        pub const SHORT_CODE: u16 = 0;
        pub const VERSION: u16 = 2;
        pub const CODE: u16 = 3;
    }
    pub mod subgraph {
        pub const TENSORS: u16 = 0;
        pub const INPUTS: u16 = 1;
        pub const OUTPUTS: u16 = 2;
        pub const OPERATORS: u16 = 3;
        pub const NAME: u16 = 4;
    }
    pub mod tensor {
        pub const SHAPE: u16 = 0;
        pub const KIND: u16 = 1;
        pub const BUFFER: u16 = 2;
        pub const NAME: u16 = 3;
        pub const QUANTIZATION: u16 = 4;
    }
    pub mod quantization {
        pub const SCALE: u16 = 2;
        pub const ZERO_POINT: u16 = 3;
        pub const DIMENSION: u16 = 6;
    }
    pub mod buffer {
        pub const DATA: u16 = 0;
    }
    pub mod operator {
        pub const CODE: u16 = 0;
        pub const INPUTS: u16 = 1;
        pub const OUTPUTS: u16 = 2;
        pub const OPTIONS_KIND: u16 = 3;
        pub const OPTIONS: u16 = 4;
    }
    /// Of `Conv2DOptions`, `DepthwiseConv2DOptions` and `Pool2DOptions`.
    pub mod window {
        pub const PADDING: u16 = 0;
        pub const STRIDE_WIDTH: u16 = 1;
        pub const STRIDE_HEIGHT: u16 = 2;
        pub const CONV_ACTIVATION: u16 = 3;
        pub const CONV_DILATION: [u16; 2] = [4, 5];
        pub const DEPTH_MULTIPLIER: u16 = 3;
        pub const DEPTHWISE_ACTIVATION: u16 = 4;
        pub const DEPTHWISE_DILATION: [u16; 2] = [5, 6];
        pub const POOL_WIDTH: u16 = 3;
        pub const POOL_HEIGHT: u16 = 4;
    }
    /// Of `AddOptions`, `MulOptions`, `SubOptions` and `FullyConnectedOptions`.
    pub const ACTIVATION: u16 = 0;
    pub const SOFTMAX_BETA: u16 = 0;
    pub const KEEP_DIMS: u16 = 0;
}

/// Operators.
pub mod code {
    pub const ADD: i32 = 0;
    pub const AVERAGE_POOL_2D: i32 = 1;
    pub const CONV_2D: i32 = 3;
    pub const DEPTHWISE_CONV_2D: i32 = 4;
    pub const DEQUANTIZE: i32 = 6;
    pub const FULLY_CONNECTED: i32 = 9;
    pub const MUL: i32 = 18;
    pub const RELU: i32 = 19;
    pub const RELU6: i32 = 21;
    pub const RESHAPE: i32 = 22;
    pub const SOFTMAX: i32 = 25;
    pub const PAD: i32 = 34;
    pub const MEAN: i32 = 40;
    pub const SUB: i32 = 41;
    pub const SQUEEZE: i32 = 43;
    pub const STRIDED_SLICE: i32 = 45;
    pub const SHAPE: i32 = 77;
    pub const PACK: i32 = 83;
    pub const QUANTIZE: i32 = 114;
}

/// Kinds of options, for those operators that are written with some.
pub mod options {
    pub const CONV_2D: u8 = 1;
    pub const DEPTHWISE_CONV_2D: u8 = 2;
    pub const FULLY_CONNECTED: u8 = 8;
    pub const SOFTMAX: u8 = 9;
    pub const ADD: u8 = 11;
    pub const RESHAPE: u8 = 17;
    pub const MUL: u8 = 21;
    pub const PAD: u8 = 22;
    pub const REDUCER: u8 = 27;
    pub const QUANTIZE: u8 = 89;
}

/// Kinds of numbers.
pub mod kind {
    pub const FLOAT32: u8 = 0;
    pub const FLOAT16: u8 = 1;
    pub const INT32: u8 = 2;
    pub const UINT8: u8 = 3;
    pub const INT64: u8 = 4;
    pub const INT8: u8 = 9;
}

/// What a result is held to.
pub mod activation {
    pub const NONE: u8 = 0;
    pub const RELU: u8 = 1;
    pub const RELU6: u8 = 3;
}

/// `Padding`.
pub mod padding {
    pub const SAME: u8 = 0;
    pub const VALID: u8 = 1;
}
