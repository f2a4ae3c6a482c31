//! A table like fer2013.csv, or anything that is called one.

#![no_main]

use std::io::Cursor;

use mien::studio::import::fer::TrainingTable;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(mut table) = TrainingTable::open(Cursor::new(bytes.to_vec())) {
        while let Ok(Some(_)) = table.read() {}
    }
});
