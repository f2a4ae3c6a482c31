//! Metadata or labels beside a sound model.

#![no_main]

use std::collections::BTreeMap;

use mien::formats::open;

const MODEL: &[u8] = br#"{"modelTopology":{"class_name":"Sequential","config":[{"class_name":"Dense","config":{"name":"dense","units":2,"batch_input_shape":[null,3],"activation":"softmax","use_bias":false}}]},"weightsManifest":[{"paths":["weights.bin"],"weights":[{"name":"dense/kernel","shape":[3,2],"dtype":"float32"}]}]}"#;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut files = BTreeMap::from([
        ("model.json".to_owned(), MODEL.to_vec()),
        ("weights.bin".to_owned(), vec![0; 24]),
    ]);
    files.insert("metadata.json".to_owned(), bytes.to_vec());
    let _ = open(files);
});
