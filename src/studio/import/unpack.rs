//! The text of a table that came packed, or in another encoding: in gzip, in a tar or zip file, in
//! UTF-16. Read from the beginning to the end, so that a piece of it at a time is in memory.

use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read, Take};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder};

use crate::Error;
use crate::error::{Fault, FileKind, Foreign, Subject, shortened};

/// Bytes that tell what a file is: as many as the header of a file in a tar file.
const HEAD: usize = 512;

type Source = Box<dyn BufRead>;

/// The text, in UTF-8, of the table that a file is or holds.
///
/// # Errors
/// [`Error::Unsupported`] for what is no table and holds none; [`Error::Malformed`] where it cannot
/// be read.
pub(super) fn table(file: impl Read + 'static) -> Result<Box<dyn Read>, Error> {
    let (mut head, mut source) = peek(file).map_err(unreadable)?;
    if head.starts_with(b"\x1f\x8b") {
        (head, source) = peek(MultiGzDecoder::new(source)).map_err(unreadable)?;
    }
    if head.starts_with(b"PK\x03\x04") {
        (head, source) = inside(source, FileKind::Zip, zip_entry)?;
    } else if FileKind::of(&head) == Some(FileKind::Tar) {
        (head, source) = inside(source, FileKind::Tar, tar_entry)?;
    }
    if let Some(unit) = utf16(&head) {
        return Ok(Box::new(Utf16::new(source, unit)));
    }
    let first_line = head.split(|byte| b"\r\n".contains(byte)).next();
    let binary = first_line.is_some_and(|line| line.contains(&0));
    match FileKind::of(&head).or(binary.then_some(FileKind::Other)) {
        Some(file) => Err(no_table(file)),
        None => Ok(source),
    }
}

/// The first bytes, and all of them.
fn peek(mut file: impl Read + 'static) -> io::Result<(Vec<u8>, Source)> {
    let mut head = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let all = Cursor::new(head.clone()).chain(file);
    Ok((head, Box::new(BufReader::new(all))))
}

fn no_table(file: FileKind) -> Error {
    Error::unsupported(match file {
        FileKind::Rar | FileKind::SevenZip => Foreign::PackedTable { file },
        FileKind::Spreadsheet | FileKind::Parquet | FileKind::Json => Foreign::OtherTable { file },
        file => Foreign::NoTable { file },
    })
}

/// The error for bytes that could not be read or unpacked.
pub(super) fn unreadable(error: io::Error) -> Error {
    let what = match error.kind() {
        ErrorKind::UnexpectedEof => Fault::EndMissing,
        ErrorKind::InvalidInput | ErrorKind::InvalidData => Fault::Changed,
        _ => Fault::Unreadable {
            cause: error.to_string(),
        },
    };
    Error::malformed(Subject::Table, what)
}

/// A file in an archive.
struct Entry {
    /// Empty for what is no file.
    name: String,
    body: Body,
    /// Bytes that fill up its last block.
    padding: u64,
    /// Why it cannot be read whatever its bytes are.
    unsupported: Option<Foreign>,
}

enum Body {
    Stored(Take<Source>),
    Deflated(DeflateDecoder<Source>),
}

impl Read for Body {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self {
            Body::Stored(stored) => match stored.read(to)? {
                0 if stored.limit() > 0 && !to.is_empty() => Err(ErrorKind::UnexpectedEof.into()),
                length => Ok(length),
            },
            Body::Deflated(deflated) => deflated.read(to),
        }
    }
}

impl Entry {
    /// What follows it in its archive.
    fn skip(mut self) -> io::Result<Source> {
        io::copy(&mut self.body, &mut io::sink())?;
        let mut source = match self.body {
            Body::Stored(stored) => stored.into_inner(),
            Body::Deflated(deflated) => deflated.into_inner(),
        };
        io::copy(&mut source.by_ref().take(self.padding), &mut io::sink())?;
        Ok(source)
    }
}

/// The first csv file in an archive whose first line names the column of the pixels.
fn inside(
    mut source: Source,
    mut kind: FileKind,
    next: fn(Source) -> io::Result<Option<Entry>>,
) -> Result<(Vec<u8>, Source), Error> {
    while let Some(mut entry) = next(source).map_err(unreadable)? {
        if entry.name.starts_with("xl/") || entry.name == "content.xml" {
            // How the zip files of Excel and of LibreOffice look from inside.
            kind = FileKind::Spreadsheet;
        }
        if entry.name.to_ascii_lowercase().ends_with(".csv") {
            if let Some(found) = entry.unsupported {
                return Err(Error::unsupported(found));
            }
            let mut head = Vec::new();
            let start = entry.body.by_ref().take(HEAD as u64);
            BufReader::new(start)
                .read_to_end(&mut head)
                .map_err(unreadable)?;
            if names_pixels(&head) {
                let all = Cursor::new(head.clone()).chain(entry.body);
                return Ok((head, Box::new(BufReader::new(all))));
            }
        }
        source = entry.skip().map_err(unreadable)?;
    }
    Err(match kind {
        FileKind::Spreadsheet => no_table(kind),
        file => Error::unsupported(Foreign::NoTableInside { file }),
    })
}

/// Whether the beginning of a table, in UTF-8 or UTF-16, names the column of the pixels.
fn names_pixels(head: &[u8]) -> bool {
    let text = head.iter().filter(|byte| **byte != 0);
    let text: Vec<u8> = text.map(u8::to_ascii_lowercase).collect();
    text.windows(6).any(|six| six == b"pixels")
}

/// The next file of a tar file: a block that names it, then its bytes, filled up to whole blocks.
fn tar_entry(mut source: Source) -> io::Result<Option<Entry>> {
    let mut header = [0; HEAD];
    source.read_exact(&mut header)?;
    if header[0] == 0 {
        return Ok(None);
    }
    let text = |from: usize, to: usize| {
        let field = header[from..to].split(|byte| *byte == 0).next();
        String::from_utf8_lossy(field.unwrap_or_default()).into_owned()
    };
    let size = u64::from_str_radix(text(124, 136).trim(), 8);
    let size = size.map_err(|_| ErrorKind::InvalidData)?;
    let is_file = matches!(header[156], b'0' | 0);
    Ok(Some(Entry {
        name: if is_file { text(0, 100) } else { String::new() },
        body: Body::Stored(source.take(size)),
        padding: size.next_multiple_of(HEAD as u64) - size,
        unsupported: None,
    }))
}

/// The next file of a zip file, by its own header.
fn zip_entry(mut source: Source) -> io::Result<Option<Entry>> {
    if !find(&mut source, *b"PK\x03\x04")? {
        return Ok(None);
    }
    let mut header = [0; 26];
    source.read_exact(&mut header)?;
    let number = |at: usize| u16::from_le_bytes([header[at], header[at + 1]]);
    let (flags, method, size) = (number(2), number(4), [number(14), number(16)]);
    let size = u64::from(size[0]) | u64::from(size[1]) << 16;
    let mut name = vec![0; number(22).into()];
    source.read_exact(&mut name)?;
    let name = String::from_utf8_lossy(&name).into_owned();
    io::copy(
        &mut source.by_ref().take(number(24).into()),
        &mut io::sink(),
    )?;
    const ENCRYPTED: u16 = 1;
    let shown = shortened(&name);
    let unsupported = match method {
        _ if flags & ENCRYPTED != 0 => Some(Foreign::Encrypted { name: shown }),
        0 | 8 => None,
        _ => Some(Foreign::Compression { name: shown }),
    };
    let body = match (method, &unsupported) {
        // Where it ends is known to itself only, where the lengths follow it.
        (8, None) => Body::Deflated(DeflateDecoder::new(source)),
        _ => Body::Stored(source.take(size)),
    };
    Ok(Some(Entry {
        name,
        body,
        padding: 0,
        unsupported,
    }))
}

/// Reads up to behind the next place of these bytes; whether there is one.
fn find(source: &mut Source, wanted: [u8; 4]) -> io::Result<bool> {
    let mut last = [0; 4];
    for byte in source.bytes() {
        last.rotate_left(1);
        last[3] = byte?;
        if last == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How two bytes make a unit of UTF-16, where that is what a text begins as.
fn utf16(head: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match *head.first_chunk()? {
        [0xff, 0xfe, _, _] => Some(u16::from_le_bytes),
        [0xfe, 0xff, _, _] => Some(u16::from_be_bytes),
        [1..128, 0, 1..128, 0] => Some(u16::from_le_bytes),
        [0, 1..128, 0, 1..128] => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// UTF-16 as UTF-8. Not for names: a character of two units is lost where it stands across two
/// pieces.
struct Utf16 {
    source: Source,
    unit: fn([u8; 2]) -> u16,
    text: Cursor<Vec<u8>>,
}

impl Utf16 {
    const PIECE: u64 = 1 << 14;

    fn new(source: Source, unit: fn([u8; 2]) -> u16) -> Self {
        Self {
            source,
            unit,
            text: Cursor::default(),
        }
    }
}

impl Read for Utf16 {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.text.fill_buf()?.is_empty() {
            let mut bytes = Vec::new();
            let mut piece = self.source.by_ref().take(Self::PIECE);
            piece.read_to_end(&mut bytes)?;
            let (units, _) = bytes.as_chunks();
            let units = units.iter().map(|&pair| (self.unit)(pair));
            let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
            self.text = Cursor::new(text.collect::<String>().into_bytes());
        }
        self.text.read(to)
    }
}
