//! A zip file that is opened as a model, and as pictures.

#![no_main]

use std::collections::BTreeMap;

use mien::formats::open;
use mien::studio::import::Archive;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let files = BTreeMap::from([("a.zip".to_owned(), bytes.to_vec())]);
    let _ = open(files);
    if let Ok(archive) = Archive::open(bytes.to_vec()) {
        let _ = archive.read(0);
    }
});
