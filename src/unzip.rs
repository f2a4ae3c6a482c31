//! Zip files from anywhere: read within limits, and looked through for their entries where the
//! directory at their end is lost.

#![cfg_attr(
    not(feature = "studio"),
    expect(dead_code, reason = "models need less of it than projects do")
)]

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::read::read_zipfile_from_stream_with_options;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive, ZipReadOptions};

use crate::Error;
use crate::error::{Bounds, Fault, FileKind, Foreign, Subject, shortened};

/// The longest entry that is unpacked, where a format does not need more.
pub(crate) const MAX_ENTRY: u64 = 64 << 20;

/// The most bytes that a file is unpacked to in all.
pub(crate) const MAX_TOTAL: u64 = 2 << 30;

const HEADER: &[u8] = b"PK\x03\x04";
const HEADER_BYTES: usize = 30;

/// A file inside a zip file.
pub(crate) struct Entry {
    /// Its path, as it is written there; where that is not UTF-8, as far as it can be shown.
    pub name: String,
    /// The bytes of a path that is not UTF-8: of which code page they are is written nowhere.
    pub raw: Option<Vec<u8>>,
    /// How long it says it is, unpacked.
    pub size: u64,
    /// Whether it is a folder.
    pub folder: bool,
    /// Whether its end lies behind the end of the zip file.
    pub cut: bool,
    /// Where its own header begins.
    start: usize,
    compressed: u64,
    crc: u32,
    encrypted: bool,
    method: CompressionMethod,
}

impl Entry {
    /// Why it cannot be unpacked whatever its bytes are.
    pub fn unsupported(&self) -> Option<Error> {
        let name = || shortened(&self.name);
        if self.encrypted {
            return Some(Error::unsupported(Foreign::Encrypted { name: name() }));
        }
        if ![CompressionMethod::STORE, CompressionMethod::DEFLATE].contains(&self.method) {
            return Some(Error::unsupported(Foreign::Compression { name: name() }));
        }
        None
    }
}

/// A zip file in memory.
pub(crate) struct Unzip {
    bytes: Vec<u8>,
    /// What it holds, in the order of its directory.
    pub entries: Vec<Entry>,
    /// Whether the directory was lost, so that the entries had to be searched for.
    pub damaged: bool,
}

impl Unzip {
    pub fn open(bytes: Vec<u8>, most: usize) -> Result<Self, Error> {
        let listed = list(&bytes, most)?;
        let damaged = listed.is_none();
        let entries = match listed {
            Some(entries) => entries,
            None => {
                refuse_others(&bytes)?;
                search(&bytes, most)?
            }
        };
        if damaged && entries.is_empty() {
            return Err(Error::malformed(Subject::Zip, Fault::NothingWhole));
        }
        Ok(Self {
            bytes,
            entries,
            damaged,
        })
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Where each name is.
    pub fn names(&self) -> HashMap<String, usize> {
        let names = self.entries.iter().enumerate();
        names.map(|(i, entry)| (entry.name.clone(), i)).collect()
    }

    /// An entry's contents.
    pub fn read(&self, index: usize, limit: u64) -> Result<Vec<u8>, Error> {
        match self.salvage(index, limit) {
            (contents, None) => Ok(contents),
            (_, Some(fault)) => Err(fault),
        }
    }

    /// As much of an entry's contents as could be unpacked, and what kept the rest back.
    pub fn salvage(&self, index: usize, limit: u64) -> (Vec<u8>, Option<Error>) {
        let mut contents = Vec::new();
        let fault = self.unpack(index, limit, &mut contents).err();
        (contents, fault)
    }

    fn unpack(&self, index: usize, limit: u64, contents: &mut Vec<u8>) -> Result<(), Error> {
        let what = || Error::malformed(Subject::Zip, Fault::NoEntry { index });
        let entry = self.entries.get(index).ok_or_else(what)?;
        if let Some(unsupported) = entry.unsupported() {
            return Err(unsupported);
        }
        if entry.size > limit {
            return Err(too_large(entry_size(&entry.name), entry.size, limit));
        }
        let malformed = |fault| Error::malformed(Subject::entry(&entry.name), fault);
        let damaged = |error: ZipError| malformed(fault(&error));
        let mut rest = self.bytes.get(entry.start..).unwrap_or_default();
        // The directory's word counts; the length is counted here, whatever is declared.
        let options = ZipReadOptions::new()
            .override_compressed_size(entry.compressed)
            .override_uncompressed_size(u64::MAX)
            .override_crc(entry.crc);
        let file = read_zipfile_from_stream_with_options(&mut rest, options).map_err(damaged)?;
        let Some(file) = file else {
            return Err(malformed(Fault::Misplaced));
        };
        file.take(entry.size + 1)
            .read_to_end(contents)
            .map_err(|e| damaged(e.into()))?;
        let got = contents.len() as u64;
        if got > entry.size {
            contents.truncate(entry.size as usize);
            let limit = Bounds::Promised { bytes: entry.size };
            return Err(Error::limit(entry_size(&entry.name), got, limit));
        }
        if got < entry.size {
            let expected = entry.size;
            return Err(malformed(Fault::Length { got, expected }));
        }
        Ok(())
    }
}

/// The error for an entry, or all of them, of more bytes than are unpacked.
pub(crate) fn too_large(what: Subject, bytes: u64, limit: u64) -> Error {
    let limit = Bounds::Mebibytes { mib: limit >> 20 };
    Error::limit(what, format!("{} MiB", bytes.div_ceil(1 << 20)), limit)
}

/// The length of an entry, as errors name it.
pub(crate) fn entry_size(name: &str) -> Subject {
    Subject::EntrySize {
        name: shortened(name),
    }
}

/// Whether an entry's path could lead out of the folder that a zip file is unpacked in.
pub(crate) fn leads_outside(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    let mut parts = name.split(['/', '\\']);
    drive || name.contains('\0') || name.starts_with(['/', '\\']) || parts.any(|p| p == "..")
}

/// The entries by the directory; `None` where it cannot be read.
fn list(bytes: &[u8], most: usize) -> Result<Option<Vec<Entry>>, Error> {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Ok(None);
    };
    Error::check_range(Subject::ZipFiles, archive.len(), 0..=most)?;
    let mut entries = Vec::with_capacity(archive.len());
    for i in 0..archive.len() {
        let Ok(entry) = archive.by_index_data(i) else {
            return Ok(None);
        };
        // What a field beside the name says in UTF-8 is in its place here.
        let (name, raw) = named(entry.name_raw());
        entries.push(Entry {
            name,
            raw,
            size: entry.size(),
            folder: entry.is_dir(),
            cut: false,
            start: usize::try_from(entry.header_start()).unwrap_or(usize::MAX),
            compressed: entry.compressed_size(),
            crc: entry.crc32(),
            encrypted: entry.encrypted(),
            method: entry.compression(),
        });
    }
    Ok(Some(entries))
}

/// A path, and its bytes where they are not UTF-8.
fn named(bytes: &[u8]) -> (String, Option<Vec<u8>>) {
    let name = String::from_utf8_lossy(bytes).into_owned();
    let raw = std::str::from_utf8(bytes).is_err().then(|| bytes.to_vec());
    (name, raw)
}

/// The entries whose own headers are found in the bytes.
fn search(bytes: &[u8], most: usize) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    let mut at = 0;
    while let Some(found) = find(bytes.get(at..).unwrap_or_default()) {
        let start = at + found;
        at = start + HEADER.len();
        let Some(entry) = local_entry(bytes, start) else {
            continue;
        };
        let end = data_start(bytes, start).saturating_add(entry.compressed as usize);
        // Where something other than the next header follows, the length may be what is damaged.
        if bytes.get(end..).is_some_and(|rest| rest.starts_with(b"PK")) {
            at = end;
        }
        entries.push(entry);
        Error::check_range(Subject::ZipFiles, entries.len(), 0..=most)?;
    }
    Ok(entries)
}

fn find(bytes: &[u8]) -> Option<usize> {
    bytes.windows(HEADER.len()).position(|four| four == HEADER)
}

/// What an entry's own header says of it; `None` where that is no header, or one without lengths.
fn local_entry(bytes: &[u8], start: usize) -> Option<Entry> {
    let header: &[u8; HEADER_BYTES] = bytes.get(start..)?.first_chunk()?;
    let [.., f0, f1, m0, m1] = *header.first_chunk::<10>()?;
    let (flags, method) = (u16::from_le_bytes([f0, f1]), u16::from_le_bytes([m0, m1]));
    let number = |from: usize| {
        let four = header.get(from..)?.first_chunk()?;
        Some(u32::from_le_bytes(*four))
    };
    let (crc, compressed, size) = (number(14)?, number(18)?, number(22)?);
    let data = data_start(bytes, start);
    let name_end = start + HEADER_BYTES + usize::from(u16::from_le_bytes([header[26], header[27]]));
    let (name, raw) = named(bytes.get(start + HEADER_BYTES..name_end)?);
    let method = match method {
        0 => CompressionMethod::STORE,
        8 => CompressionMethod::DEFLATE,
        // Any other is not supported here, so which does not matter.
        _ => CompressionMethod::BZIP2,
    };
    const ENCRYPTED: u16 = 1;
    const LENGTHS_FOLLOW: u16 = 1 << 3;
    let folder = name.ends_with('/');
    let known = flags & LENGTHS_FOLLOW == 0 && data <= bytes.len();
    (known && !name.is_empty()).then(|| Entry {
        folder,
        name,
        raw,
        size: u64::from(size),
        cut: data.saturating_add(compressed as usize) > bytes.len(),
        start,
        compressed: u64::from(compressed),
        crc,
        encrypted: flags & ENCRYPTED != 0,
        method,
    })
}

/// Where an entry's contents begin, after its header, its name and what else is noted there.
fn data_start(bytes: &[u8], start: usize) -> usize {
    let length = |at: usize| match bytes.get(start + at..start + at + 2) {
        Some(&[low, high]) => usize::from(u16::from_le_bytes([low, high])),
        _ => 0,
    };
    start + HEADER_BYTES + length(26) + length(28)
}

/// Says what a file is that is no zip file.
fn refuse_others(bytes: &[u8]) -> Result<(), Error> {
    if bytes.is_empty() {
        return Err(Error::malformed(Subject::ChosenFile, Fault::Empty));
    }
    let file = match FileKind::of(bytes) {
        Some(kind) => kind,
        None if find(bytes).is_some() || bytes.starts_with(b"PK") => return Ok(()),
        None => FileKind::Other,
    };
    Err(Error::unsupported(Foreign::NoZip { file }))
}

fn fault(error: &ZipError) -> Fault {
    match error {
        ZipError::Io(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Fault::EndMissing,
        ZipError::Io(_) => Fault::Changed,
        _ => Fault::PlaceUnclear,
    }
}
