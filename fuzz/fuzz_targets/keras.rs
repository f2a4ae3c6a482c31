//! A `.keras` file.

#![no_main]

use mien::formats::{Plan, keras};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(graph) = keras::read_archive(bytes.to_vec()) {
        let _ = Plan::new(&graph);
    }
});
