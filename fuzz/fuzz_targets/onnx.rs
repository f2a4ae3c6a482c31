//! An ONNX file.

#![no_main]

use mien::formats::{Plan, onnx};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(graph) = onnx::read(bytes) {
        let _ = Plan::new(&graph);
    }
    let _ = onnx::convolutions(bytes);
});
