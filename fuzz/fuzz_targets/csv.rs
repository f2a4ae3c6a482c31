//! A table like fer2013.csv, in pieces.

#![no_main]

use mien::studio::import::fer::TrainingTable;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut table = TrainingTable::default();
    for piece in bytes.chunks(97) {
        let _ = table.push(piece);
    }
    let _ = table.finish();
});
