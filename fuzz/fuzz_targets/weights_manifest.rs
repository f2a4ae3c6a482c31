//! A small network whose manifest and weights are both what is fuzzed: a line of text, then bytes.

#![no_main]

use mien::formats::tfjs;

const TOPOLOGY: &str = r#"{"class_name":"Sequential","config":[{"class_name":"Dense","config":{"name":"dense","units":2,"batch_input_shape":[null,3],"activation":"softmax","use_bias":true}}]}"#;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let end = bytes
        .iter()
        .position(|&byte| byte == b'\n')
        .unwrap_or(bytes.len());
    let (manifest, weights) = bytes.split_at(end);
    let Ok(manifest) = std::str::from_utf8(manifest) else {
        return;
    };
    let model = format!("{{\"modelTopology\":{TOPOLOGY},\"weightsManifest\":{manifest}}}");
    let _ = tfjs::read(&model, |_| Some(weights.get(1..).unwrap_or_default()));
});
