//! Pictures in a table, as FER2013 is published: a row a face, with a label of 0 to 6 and 48 x 48
//! grey values in one field. Read piece by piece, since such a table is some 300 MB long, and as
//! pandas, Excel and people write it, where that has one meaning.

use std::io::{self, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::names::{Purpose, expression, purpose};
use super::unpack;
use crate::Error;
use crate::error::{Fault, Foreign, Subject, shortened};
use crate::studio::faults::{Faults, Note, RowFault};

/// The expressions of FER2013 in the order of its labels 0 to 6.
pub const FER2013_LABELS: [&str; 7] = [
    "Anger",
    "Disgust",
    "Fear",
    "Happiness",
    "Sadness",
    "Surprise",
    "Neutral",
];

/// Width and height of its faces in pixels.
pub const FER2013_SIDE: usize = 48;

const PIXELS: usize = FER2013_SIDE * FER2013_SIDE;

/// The most bytes and fields of a row. A row of FER2013 has 9,240 bytes at most; one with commas
/// between its pixels, a field for each.
const MAX_ROW: usize = 64 << 10;
const MAX_FIELDS: usize = 2 * PIXELS;

/// Bytes that are read at a time.
const PIECE: u64 = 1 << 20;

/// What stands between fields: the first of these in the first line.
const SEPARATORS: [u8; 3] = *b",;\t";

/// The split of rows that name none.
const UNNAMED: &str = "Training";

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FerRow {
    /// Which, from 1; the line with the columns' names does not count.
    pub row: usize,
    /// What the face shows: 0 to 6, in the order of [`FER2013_LABELS`].
    pub label: usize,
    /// What its maker meant it for; `Training` where the table does not say.
    pub usage: String,
    /// 48 x 48 grey values, row by row.
    pub pixels: Vec<u8>,
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Which, from 1; the line with the columns' names does not count.
    pub row: usize,
    /// As of a good one; `None` where the row has not so many fields.
    pub usage: Option<String>,
    /// What is wrong with it.
    pub fault: RowFault,
}

/// A row of the table, good or bad.
pub type Row = Result<FerRow, BadRow>;

impl FerRow {
    /// Whether its maker kept it for testing: what is measured with must not be learnt.
    pub fn is_for_testing(&self) -> bool {
        purpose(&self.usage) != Some(Purpose::Training)
    }
}

/// Reads a table piece by piece. The columns `emotion`, `pixels` and `Usage` may stand in any order
/// and case, among others; the last may be missing.
pub struct FerReader {
    text: Box<dyn Read>,
    /// What was read of it and is not looked through yet, and why no more can be read.
    piece: Vec<u8>,
    failure: Option<io::Error>,
    core: Reader,
    fields: Vec<u8>,
    ends: Vec<usize>,
    /// How much of `fields` and `ends` the row that is being read has filled.
    filled: (usize, usize),
    /// What is wrong with that row where it does not fit into them.
    too_long: Option<RowFault>,
    columns: Option<Columns>,
    rows: usize,
}

#[derive(Clone, Copy)]
struct Columns {
    count: usize,
    emotion: usize,
    pixels: usize,
    usage: Option<usize>,
}

impl FerReader {
    /// Opens a table: a csv file, or one in a gzip, tar or zip file, in UTF-8 or UTF-16.
    ///
    /// # Errors
    /// [`Error::Unsupported`] for a file of another kind; [`Error::Malformed`] for one that cannot
    /// be read.
    pub fn open(file: impl Read + 'static) -> Result<Self, Error> {
        let mut reader = Self {
            text: unpack::table(file)?,
            piece: Vec::new(),
            failure: None,
            core: Reader::new(),
            fields: vec![0; MAX_ROW],
            ends: vec![0; MAX_FIELDS],
            filled: (0, 0),
            too_long: None,
            columns: None,
            rows: 0,
        };
        reader.fill();
        let mut lines = reader
            .piece
            .trim_ascii_start()
            .split(|byte| b"\r\n".contains(byte));
        let mut first = lines.next().unwrap_or_default().iter();
        if let Some(&separator) = first.find(|byte| SEPARATORS.contains(byte)) {
            reader.core = ReaderBuilder::new().delimiter(separator).build();
        }
        Ok(reader)
    }

    /// The rows that end in the next piece of the table; `None` at its end.
    ///
    /// # Errors
    /// [`Error::Unsupported`] for a table without the columns; [`Error::Malformed`] for one without
    /// a line, and where it cannot be read on.
    pub fn read(&mut self) -> Result<Option<Vec<Row>>, Error> {
        let mut rows = Vec::new();
        let piece = std::mem::take(&mut self.piece);
        let mut rest = &piece[..];
        while !rest.is_empty() {
            rest = self.advance(rest, &mut rows)?.0;
        }
        if let Some(failure) = self.failure.take_if(|_| piece.is_empty()) {
            return Err(unpack::unreadable(failure));
        }
        if piece.is_empty() {
            // The last row, where no line ends it.
            while !self.advance(&[], &mut rows)?.1 {}
            if self.columns.is_none() {
                return Err(malformed(Fault::Empty));
            }
            return Ok((!rows.is_empty()).then_some(rows));
        }
        self.fill();
        Ok(Some(rows))
    }

    /// Whether the table says what its rows are meant for; known once its first line was read.
    pub fn has_usage(&self) -> bool {
        self.columns.is_some_and(|columns| columns.usage.is_some())
    }

    fn fill(&mut self) {
        if self.failure.is_none() {
            let mut next = self.text.by_ref().take(PIECE);
            self.failure = next.read_to_end(&mut self.piece).err();
        }
    }

    /// Reads up to the end of a row; gives what follows it, and whether that was the last.
    fn advance<'a>(
        &mut self,
        bytes: &'a [u8],
        rows: &mut Vec<Row>,
    ) -> Result<(&'a [u8], bool), Error> {
        let (byte, field) = self.filled;
        let (result, read, wrote, ended) =
            self.core
                .read_record(bytes, &mut self.fields[byte..], &mut self.ends[field..]);
        self.filled = (byte + wrote, field + ended);
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => self.overflow(RowFault::TooLong { kib: MAX_ROW >> 10 }),
            ReadRecordResult::OutputEndsFull => self.overflow(RowFault::Fields {
                got: MAX_FIELDS,
                expected: self.columns.map_or(0, |columns| columns.count),
            }),
            ReadRecordResult::Record => {
                match self.columns {
                    None => self.columns = Some(self.names()?),
                    Some(columns) if !self.is_blank() => {
                        self.rows += 1;
                        rows.push(self.row(columns));
                    }
                    Some(_) => {}
                }
                (self.filled, self.too_long) = ((0, 0), None);
            }
            ReadRecordResult::End => return Ok((&[], true)),
        }
        Ok((bytes.get(read..).unwrap_or_default(), false))
    }

    /// Only where the row ends matters from here.
    fn overflow(&mut self, fault: RowFault) {
        let fault = self.or_zero_bytes(fault);
        self.too_long.get_or_insert(fault);
        self.filled = (0, 0);
    }

    /// Whether the row that was read holds nothing but separators, as the last of Excel's often do.
    fn is_blank(&self) -> bool {
        let (bytes, _) = self.filled;
        self.too_long.is_none() && self.fields[..bytes].trim_ascii().is_empty()
    }

    /// What is wrong with the row that was read: such bytes, where it holds any.
    fn or_zero_bytes(&self, fault: RowFault) -> RowFault {
        match self.fields[..self.filled.0].contains(&0) {
            true => RowFault::ZeroBytes,
            false => fault,
        }
    }

    /// The row that was read.
    fn row(&self, columns: Columns) -> Row {
        let bad = |usage, fault| BadRow {
            row: self.rows,
            usage,
            fault,
        };
        if let Some(fault) = &self.too_long {
            return Err(bad(None, fault.clone()));
        }
        let (got, expected) = (self.filled.1, columns.count);
        // Where no quotes keep commas between the pixels together, each is a field.
        let of_pixels = match got == expected + PIXELS - 1 {
            true => PIXELS,
            false => 1,
        };
        if got != expected + of_pixels - 1 {
            let fault = RowFault::Fields { got, expected };
            return Err(bad(None, self.or_zero_bytes(fault)));
        }
        let text = |column: usize| {
            let behind = column > columns.pixels;
            let field = self.field(if behind {
                column + of_pixels - 1
            } else {
                column
            });
            String::from_utf8_lossy(field).trim().to_owned()
        };
        let usage = columns.usage.map(text).filter(|usage| !usage.is_empty());
        let usage = usage.map_or_else(|| UNNAMED.into(), |usage| shortened(&usage));
        let fields = (columns.pixels..columns.pixels + of_pixels).map(|i| self.field(i));
        let values = label(&text(columns.emotion)).and_then(|label| Ok((label, pixels(fields)?)));
        match values {
            Ok((label, pixels)) => Ok(FerRow {
                row: self.rows,
                label,
                usage,
                pixels,
            }),
            Err(fault) => Err(bad(Some(usage), self.or_zero_bytes(fault))),
        }
    }

    /// Where the row that was read says the columns are.
    fn names(&self) -> Result<Columns, Error> {
        if self.too_long.is_some() {
            return Err(malformed(Fault::EndlessLine));
        }
        let names: Vec<String> = (0..self.filled.1)
            .map(|i| {
                let name = String::from_utf8_lossy(self.field(i));
                name.trim_start_matches('\u{feff}').trim().to_lowercase()
            })
            .collect();
        let place = |wanted: &str| names.iter().position(|name| name == wanted);
        let found = || names.iter().take(8).map(|name| shortened(name)).collect();
        let no_pixels = || Error::unsupported(Foreign::NoPixels { found: found() });
        let no_labels = || Error::unsupported(Foreign::NoLabels { found: found() });
        let pixels = place("pixels").ok_or_else(no_pixels)?;
        let emotion = place("emotion").ok_or_else(no_labels)?;
        Ok(Columns {
            count: names.len(),
            emotion,
            pixels,
            usage: place("usage"),
        })
    }

    fn field(&self, index: usize) -> &[u8] {
        let start = match index {
            0 => Some(0),
            _ => self.ends.get(index - 1).copied(),
        };
        let range = start.zip(self.ends.get(index).copied());
        let field = range.and_then(|(start, end)| self.fields.get(start..end));
        field.unwrap_or_default()
    }
}

/// Kinds of rows that are named among those left out.
const NAMED_USAGES: usize = 5;

/// A table of which only the rows that are not meant for testing are taken. Bad rows are passed over.
pub struct TrainingTable {
    reader: FerReader,
    faults: Faults<Note>,
    left_out: usize,
    usages: Vec<String>,
}

impl TrainingTable {
    /// Opens a table.
    ///
    /// # Errors
    /// As [`FerReader::open`].
    pub fn open(file: impl Read + 'static) -> Result<Self, Error> {
        Ok(Self {
            reader: FerReader::open(file)?,
            faults: Faults::default(),
            left_out: 0,
            usages: Vec::new(),
        })
    }

    /// The rows to learn from that end in the next piece of the table; `None` at its end.
    ///
    /// # Errors
    /// As [`FerReader::read`].
    pub fn read(&mut self) -> Result<Option<Vec<FerRow>>, Error> {
        let rows = self.reader.read()?;
        Ok(rows.map(|rows| self.chosen(rows)))
    }

    fn chosen(&mut self, rows: Vec<Row>) -> Vec<FerRow> {
        let mut chosen = Vec::with_capacity(rows.len());
        for row in rows {
            match row {
                Ok(row) if row.is_for_testing() => self.leave_out(row.usage),
                Ok(row) => chosen.push(row),
                Err(BadRow { row, fault, .. }) => self.faults.add(Note::Row { row, fault }),
            }
        }
        chosen
    }

    fn leave_out(&mut self, usage: String) {
        self.left_out += 1;
        if !self.usages.contains(&usage) && self.usages.len() < NAMED_USAGES {
            self.usages.push(usage);
        }
    }

    /// As [`FerReader::has_usage`].
    pub fn has_usage(&self) -> bool {
        self.reader.has_usage()
    }

    /// How many rows were left out as meant for testing.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// What those rows are called, the first few kinds of them.
    pub fn usages(&self) -> &[String] {
        &self.usages
    }

    /// What was passed over.
    pub fn faults(&self) -> &Faults<Note> {
        &self.faults
    }
}

/// The label that a field names: 0 to 6, or an expression's name.
///
/// # Errors
/// What the field holds instead.
fn label(text: &str) -> Result<usize, RowFault> {
    let last = FER2013_LABELS.len() - 1;
    let number = whole(text.as_bytes()).map(usize::from);
    let label = number.filter(|label| *label <= last).or(expression(text));
    label.ok_or_else(|| RowFault::Label {
        text: shortened(text),
        last,
    })
}

/// The 48 x 48 grey values of one or several fields: numbers with spaces or commas between them,
/// in brackets or without.
///
/// # Errors
/// Which is no grey value, or how many there are instead.
fn pixels<'a>(fields: impl Iterator<Item = &'a [u8]>) -> Result<Vec<u8>, RowFault> {
    let mut pixels = Vec::with_capacity(PIXELS);
    for field in fields {
        let mut rest = field;
        while !rest.is_empty() {
            let (number, length) = digits(rest);
            let after = rest.get(length);
            if after.is_none_or(stands_between) {
                if length > 0 {
                    pixels.push(u8::try_from(number).map_err(|_| no_pixel(&rest[..length]))?);
                }
                rest = rest.get(length + 1..).unwrap_or_default();
                continue;
            }
            // Not digits alone, which is rare.
            let end = rest.iter().position(stands_between);
            let text = &rest[..end.unwrap_or(rest.len())];
            pixels.push(whole(text).ok_or_else(|| no_pixel(text))?);
            rest = &rest[text.len()..];
        }
    }
    if pixels.len() != PIXELS {
        return Err(RowFault::Pixels {
            got: pixels.len(),
            expected: PIXELS,
        });
    }
    Ok(pixels)
}

fn no_pixel(text: &[u8]) -> RowFault {
    RowFault::Pixel {
        text: shortened(&String::from_utf8_lossy(text)),
    }
}

fn stands_between(byte: &u8) -> bool {
    matches!(
        byte,
        b' ' | b',' | b';' | b'\t' | b'\r' | b'\n' | b'[' | b']'
    )
}

/// The number that a text begins with, and how many digits it has.
fn digits(text: &[u8]) -> (u32, usize) {
    let mut number = 0u32;
    for (length, byte) in text.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return (number, length);
        }
        number = number.saturating_mul(10).saturating_add(digit.into());
    }
    (number, text.len())
}

/// A whole number of 0 to 255, also as `70.0`.
fn whole(text: &[u8]) -> Option<u8> {
    let point = text.iter().position(|byte| *byte == b'.');
    let (digits, decimals) = text.split_at(point.unwrap_or(text.len()));
    let is_whole = decimals.iter().skip(1).all(|byte| *byte == b'0');
    let number = digits.iter().try_fold(0u8, |number, digit| match digit {
        b'0'..=b'9' => number.checked_mul(10)?.checked_add(digit - b'0'),
        _ => None,
    });
    number.filter(|_| is_whole && !digits.is_empty())
}

fn malformed(fault: Fault) -> Error {
    Error::malformed(Subject::Table, fault)
}
