//! A TensorFlow Lite file.

#![no_main]

use mien::formats::{Plan, tflite};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok((graph, _)) = tflite::read(bytes) {
        let _ = Plan::new(&graph);
    }
});
