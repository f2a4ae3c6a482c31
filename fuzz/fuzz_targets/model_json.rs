//! A topology and a manifest, with more bytes than any weights need.

#![no_main]

use mien::formats::{Plan, tfjs};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let weights = vec![0; 1 << 20];
    if let Ok(graph) = tfjs::read(text, |_| Some(weights.as_slice())) {
        let _ = Plan::new(&graph);
    }
});
