//! A file that a person chose, as Rust reads files: in a worker, which may wait for it.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, FileReaderSync};

/// Bytes that the browser is asked for at a time, at most: each asking goes by way of two other processes.
const PIECE: usize = 8 << 20;

struct ChosenFile {
    file: Blob,
    reader: FileReaderSync,
    /// Bytes that were read.
    read: Rc<Cell<f64>>,
}

/// The file's bytes, and how many of them were read so far.
///
/// # Errors
/// Outside of a worker, where no file can be waited for.
pub fn open(file: Blob) -> Result<(impl Read, Rc<Cell<f64>>), JsValue> {
    let read = Rc::new(Cell::new(0.0));
    let room = (file.size() as usize).clamp(1, PIECE);
    let file = ChosenFile {
        file,
        reader: FileReaderSync::new()?,
        read: read.clone(),
    };
    Ok((BufReader::with_capacity(room, file), read))
}

impl Read for ChosenFile {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let start = self.read.get();
        let end = start + to.len() as f64;
        let piece = self.file.slice_with_f64_and_f64(start, end);
        let piece = piece.and_then(|piece| self.reader.read_as_array_buffer(&piece));
        let cause =
            |error: JsValue| io::Error::other(String::from(js_sys::Error::from(error).message()));
        let bytes = Uint8Array::new(&piece.map_err(cause)?.into());
        let length = bytes.length() as usize;
        bytes.copy_to(&mut to[..length]);
        self.read.set(start + length as f64);
        Ok(length)
    }
}
