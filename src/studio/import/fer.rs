//! Pictures in a table, as FER2013 is published: a row a face, with a label of 0 to 6 and 48 x 48
//! grey values in one field. Read piece by piece, since such a table is some 300 MB long.

use csv_core::{ReadRecordResult, Reader};

use crate::Error;
use crate::error::{Fault, Subject, shortened};
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

/// The most bytes and fields of a row. A row of FER2013 has 9,240 bytes at most.
const MAX_ROW: usize = 64 << 10;
const MAX_FIELDS: usize = 64;

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FerRow {
    /// Which, from 1; the line with the columns' names does not count.
    pub row: usize,
    /// What the face shows: 0 to 6, in the order of [`FER2013_LABELS`].
    pub label: usize,
    /// What its maker meant it for, such as `Training`; empty without such a column.
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
        !["", "Training"].contains(&self.usage.as_str())
    }
}

/// Takes a table piece by piece. The columns `emotion` and `pixels` may stand in any order, in
/// either of the two spellings that there are (` pixels`), among others.
pub struct FerReader {
    core: Reader,
    fields: Vec<u8>,
    ends: [usize; MAX_FIELDS],
    /// How much of `fields` and `ends` the row that is being read has filled.
    filled: (usize, usize),
    too_long: bool,
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

impl Default for FerReader {
    fn default() -> Self {
        Self {
            core: Reader::new(),
            fields: vec![0; MAX_ROW],
            ends: [0; MAX_FIELDS],
            filled: (0, 0),
            too_long: false,
            columns: None,
            rows: 0,
        }
    }
}

impl FerReader {
    /// The rows that end in these bytes.
    ///
    /// # Errors
    /// [`Error::Malformed`] for a table without the columns.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<Row>, Error> {
        let mut rows = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            rest = self.advance(rest, &mut rows)?.0;
        }
        Ok(rows)
    }

    /// The last row, where no line ends it.
    ///
    /// # Errors
    /// As [`FerReader::push`], and for a table without a single line.
    pub fn finish(&mut self) -> Result<Vec<Row>, Error> {
        let mut rows = Vec::new();
        while !self.advance(&[], &mut rows)?.1 {}
        if self.columns.is_none() {
            return Err(malformed(Fault::Empty));
        }
        Ok(rows)
    }

    /// Whether the table says what its rows are meant for; known once its first line was read.
    pub fn has_usage(&self) -> bool {
        self.columns.is_some_and(|columns| columns.usage.is_some())
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
            ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                // Only where the row ends matters from here.
                self.too_long = true;
                self.filled = (0, 0);
            }
            ReadRecordResult::Record => {
                match self.columns {
                    None => self.columns = Some(self.names().map_err(malformed)?),
                    Some(columns) => {
                        self.rows += 1;
                        rows.push(self.row(columns));
                    }
                }
                (self.filled, self.too_long) = ((0, 0), false);
            }
            ReadRecordResult::End => return Ok((&[], true)),
        }
        Ok((bytes.get(read..).unwrap_or_default(), false))
    }

    /// The row that was read.
    fn row(&self, columns: Columns) -> Row {
        let bad = |usage, fault| BadRow {
            row: self.rows,
            usage,
            fault,
        };
        let fields = self.filled.1;
        if self.too_long {
            let kib = MAX_ROW >> 10;
            return Err(bad(None, RowFault::TooLong { kib }));
        }
        if fields != columns.count {
            let (got, expected) = (fields, columns.count);
            return Err(bad(None, RowFault::Fields { got, expected }));
        }
        let text = |column| {
            String::from_utf8_lossy(self.field(column))
                .trim()
                .to_owned()
        };
        let usage = columns.usage.map(text).unwrap_or_default();
        let values = label(&text(columns.emotion))
            .and_then(|label| Ok((label, pixels(self.field(columns.pixels))?)));
        match values {
            Ok((label, pixels)) => Ok(FerRow {
                row: self.rows,
                label,
                usage,
                pixels,
            }),
            Err(fault) => Err(bad(Some(usage), fault)),
        }
    }

    fn names(&self) -> Result<Columns, Fault> {
        if self.too_long {
            return Err(Fault::EndlessLine);
        }
        let names: Vec<String> = (0..self.filled.1)
            .map(|i| {
                let name = String::from_utf8_lossy(self.field(i));
                name.trim_start_matches('\u{feff}').trim().to_lowercase()
            })
            .collect();
        let place = |wanted: &str| names.iter().position(|name| name == wanted);
        let needed = |wanted: &str| {
            place(wanted).ok_or_else(|| {
                let found = names.iter().take(8).map(|name| shortened(name)).collect();
                let name = wanted.into();
                Fault::NoColumn { name, found }
            })
        };
        Ok(Columns {
            count: names.len(),
            emotion: needed("emotion")?,
            pixels: needed("pixels")?,
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
#[derive(Default)]
pub struct TrainingTable {
    reader: FerReader,
    faults: Faults<Note>,
    left_out: usize,
    usages: Vec<String>,
}

impl TrainingTable {
    /// The rows to learn from that end in these bytes.
    ///
    /// # Errors
    /// As [`FerReader::push`].
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<FerRow>, Error> {
        let rows = self.reader.push(bytes)?;
        Ok(self.chosen(rows))
    }

    /// The last row, where no line ends it.
    ///
    /// # Errors
    /// As [`FerReader::finish`].
    pub fn finish(&mut self) -> Result<Vec<FerRow>, Error> {
        let rows = self.reader.finish()?;
        Ok(self.chosen(rows))
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

/// The label that a field names: 0 to 6.
///
/// # Errors
/// What the field holds instead.
fn label(text: &str) -> Result<usize, RowFault> {
    let last = FER2013_LABELS.len() - 1;
    match text.parse() {
        Ok(label) if label <= last => Ok(label),
        Ok(label) => Err(RowFault::UnknownLabel { label, last }),
        Err(_) => Err(RowFault::NoLabel {
            text: shortened(text),
        }),
    }
}

/// The 48 x 48 grey values of a field: numbers with spaces between them.
///
/// # Errors
/// Which is no grey value, or how many there are instead.
fn pixels(field: &[u8]) -> Result<Vec<u8>, RowFault> {
    let mut pixels = Vec::with_capacity(PIXELS);
    let mut number: Option<u16> = None;
    let mut sound = true;
    // One more space ends the last number.
    for byte in field.iter().chain(b" ") {
        match (byte, number) {
            (b'0'..=b'9', _) => {
                let value = number.unwrap_or(0) * 10 + u16::from(byte - b'0');
                sound &= value <= 255;
                number = Some(value & 255);
            }
            (b' ' | b'\t' | b'\r' | b'\n', Some(value)) => {
                pixels.push(value as u8);
                number = None;
            }
            (b' ' | b'\t' | b'\r' | b'\n', None) => {}
            _ => sound = false,
        }
    }
    if !sound {
        let text = String::from_utf8_lossy(field);
        let bad = text
            .split_ascii_whitespace()
            .find(|v| v.parse::<u8>().is_err());
        let text = shortened(bad.unwrap_or_default());
        return Err(RowFault::Pixel { text });
    }
    if pixels.len() != PIXELS {
        return Err(RowFault::Pixels {
            got: pixels.len(),
            expected: PIXELS,
        });
    }
    Ok(pixels)
}

fn malformed(fault: Fault) -> Error {
    Error::malformed(Subject::Table, fault)
}
