//! FlatBuffers, as plain data: tables of numbered fields. Their compilers would write thousands of lines for
//! the dozen tables that are used here; this reads and writes them without, and checks every offset.

/// A table in the bytes of a file.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where its fields are listed.
    list: usize,
    /// Length of the list in bytes.
    length: usize,
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(array(bytes, at)?)).ok()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u16::from_le_bytes(array(bytes, at)?).into())
}

impl<'a> Table<'a> {
    /// The first table of a file that says it is of this kind.
    pub fn root(bytes: &'a [u8], identifier: &[u8; 4]) -> Option<Self> {
        (bytes.get(4..8)? == identifier).then_some(())?;
        Self::at(bytes, u32_at(bytes, 0)?)
    }

    fn at(bytes: &'a [u8], at: usize) -> Option<Self> {
        let back = i32::from_le_bytes(array(bytes, at)?);
        let list = i64::try_from(at).ok()?.checked_sub(back.into())?;
        let list = usize::try_from(list).ok()?;
        Some(Self {
            bytes,
            at,
            list,
            length: u16_at(bytes, list)?,
        })
    }

    /// Where a field is; `None` where the table leaves it out.
    fn field(&self, field: u16) -> Option<usize> {
        let entry = 4 + 2 * usize::from(field);
        (entry + 2 <= self.length).then_some(())?;
        let offset = u16_at(self.bytes, self.list + entry)?;
        (offset > 0).then(|| self.at + offset)
    }

    pub fn u8(&self, field: u16, default: u8) -> u8 {
        let found = self.field(field).and_then(|at| self.bytes.get(at));
        found.copied().unwrap_or(default)
    }

    pub fn i32(&self, field: u16, default: i32) -> i32 {
        let found = self.field(field).and_then(|at| array(self.bytes, at));
        found.map_or(default, i32::from_le_bytes)
    }

    pub fn f32(&self, field: u16, default: f32) -> f32 {
        let found = self.field(field).and_then(|at| array(self.bytes, at));
        found.map_or(default, f32::from_le_bytes)
    }

    fn follow(&self, at: usize) -> Option<usize> {
        at.checked_add(u32_at(self.bytes, at)?)
    }

    pub fn table(&self, field: u16) -> Option<Table<'a>> {
        Self::at(self.bytes, self.follow(self.field(field)?)?)
    }

    /// The bytes of a vector whose items have `width` bytes.
    fn vector(&self, field: u16, width: usize) -> Option<&'a [u8]> {
        let at = self.follow(self.field(field)?)?;
        let length = u32_at(self.bytes, at)?.checked_mul(width)?;
        self.bytes.get(at + 4..)?.get(..length)
    }

    pub fn bytes(&self, field: u16) -> &'a [u8] {
        self.vector(field, 1).unwrap_or_default()
    }

    pub fn text(&self, field: u16) -> &'a str {
        std::str::from_utf8(self.bytes(field)).unwrap_or_default()
    }

    pub fn i32s(&self, field: u16) -> Vec<i32> {
        let found = self.vector(field, 4).unwrap_or_default().as_chunks::<4>();
        found
            .0
            .iter()
            .map(|four| i32::from_le_bytes(*four))
            .collect()
    }

    pub fn f32s(&self, field: u16) -> Vec<f32> {
        let found = self.vector(field, 4).unwrap_or_default().as_chunks::<4>();
        found
            .0
            .iter()
            .map(|four| f32::from_le_bytes(*four))
            .collect()
    }

    pub fn i64s(&self, field: u16) -> Vec<i64> {
        let found = self.vector(field, 8).unwrap_or_default().as_chunks::<8>();
        found
            .0
            .iter()
            .map(|eight| i64::from_le_bytes(*eight))
            .collect()
    }

    /// The tables of a vector; `None` where one of them is not inside of the file.
    pub fn tables(&self, field: u16) -> Option<Vec<Table<'a>>> {
        let Some(at) = self.field(field) else {
            return Some(Vec::new());
        };
        let first = self.follow(at)? + 4;
        let count = self.vector(field, 4)?.len() / 4;
        let table = |item: usize| Self::at(self.bytes, self.follow(first + 4 * item)?);
        (0..count).map(table).collect()
    }
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    U8(u8),
    U32(u32),
    I32(i32),
    F32(f32),
    Text(String),
    I32s(Vec<i32>),
    F32s(Vec<f32>),
    I64s(Vec<i64>),
    /// Begins at a multiple of 16 bytes, as TensorFlow Lite wants weights.
    Bytes(Vec<u8>),
    Table(Fields),
    Tables(Vec<Fields>),
}

/// A table: its fields and their numbers.
pub type Fields = Vec<(u16, Field)>;

/// The bytes of a file.
pub fn write(root: &Fields, identifier: &[u8; 4]) -> Vec<u8> {
    let mut writer = Writer {
        bytes: [[0; 4], *identifier].concat(),
    };
    let at = writer.table(root);
    writer.point(0, at);
    writer.bytes
}

struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Zeros until `ahead` bytes further on is a multiple of `to`.
    fn align(&mut self, to: usize, ahead: usize) {
        while !(self.bytes.len() + ahead).is_multiple_of(to) {
            self.bytes.push(0);
        }
    }

    fn point(&mut self, from: usize, to: usize) {
        let offset = (to - from) as u32;
        self.bytes[from..from + 4].copy_from_slice(&offset.to_le_bytes());
    }

    /// Writes a table and then what it points to; gives its place.
    fn table(&mut self, fields: &Fields) -> usize {
        let slots = fields
            .iter()
            .map(|(slot, _)| usize::from(*slot) + 1)
            .max()
            .unwrap_or(0);
        let length = 4 + 2 * slots;
        self.align(4, length);
        let list = self.bytes.len();
        self.bytes.resize(list + length, 0);
        let at = self.bytes.len();
        self.bytes.extend((length as i32).to_le_bytes());
        // Fields of four bytes first, then those of one: all are aligned.
        let is_small = |field: &Field| matches!(field, Field::U8(_));
        let mut pointers = Vec::new();
        for small in [false, true] {
            for (slot, field) in fields.iter().filter(|(_, field)| is_small(field) == small) {
                let place = self.bytes.len();
                let entry = list + 4 + 2 * usize::from(*slot);
                let offset = ((place - at) as u16).to_le_bytes();
                self.bytes[entry..entry + 2].copy_from_slice(&offset);
                match field {
                    Field::U8(value) => self.bytes.push(*value),
                    Field::U32(value) => self.bytes.extend(value.to_le_bytes()),
                    Field::I32(value) => self.bytes.extend(value.to_le_bytes()),
                    Field::F32(value) => self.bytes.extend(value.to_le_bytes()),
                    _ => {
                        self.bytes.extend([0; 4]);
                        pointers.push((place, field));
                    }
                }
            }
        }
        let size = ((self.bytes.len() - at) as u16).to_le_bytes();
        self.bytes[list..list + 2].copy_from_slice(&(length as u16).to_le_bytes());
        self.bytes[list + 2..list + 4].copy_from_slice(&size);
        for (place, field) in pointers {
            let to = self.pointed(field);
            self.point(place, to);
        }
        at
    }

    fn pointed(&mut self, field: &Field) -> usize {
        match field {
            Field::Table(fields) => self.table(fields),
            Field::Tables(tables) => {
                let at = self.vector(tables.len(), 4, &[]);
                let first = self.bytes.len();
                self.bytes.resize(first + 4 * tables.len(), 0);
                for (item, fields) in tables.iter().enumerate() {
                    let table = self.table(fields);
                    self.point(first + 4 * item, table);
                }
                at
            }
            Field::Text(text) => {
                let at = self.vector(text.len(), 4, text.as_bytes());
                self.bytes.push(0);
                at
            }
            Field::Bytes(bytes) => self.vector(bytes.len(), 16, bytes),
            Field::I32s(values) => {
                let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
                self.vector(values.len(), 4, &bytes)
            }
            Field::F32s(values) => {
                let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
                self.vector(values.len(), 4, &bytes)
            }
            Field::I64s(values) => {
                let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
                self.vector(values.len(), 8, &bytes)
            }
            // Those lie in the table itself.
            Field::U8(_) | Field::U32(_) | Field::I32(_) | Field::F32(_) => self.bytes.len(),
        }
    }

    /// A length, and items that begin at a multiple of `to` bytes.
    fn vector(&mut self, count: usize, to: usize, items: &[u8]) -> usize {
        self.align(to.max(4), 4);
        let at = self.bytes.len();
        self.bytes.extend((count as u32).to_le_bytes());
        self.bytes.extend(items);
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let inner = vec![(1, Field::I32(-7)), (0, Field::U8(9)), (4, Field::F32(0.5))];
        let root = vec![
            (0, Field::U32(3)),
            (2, Field::Tables(vec![inner.clone(), vec![], inner.clone()])),
            (3, Field::Text("Ω".into())),
            (5, Field::I64s(vec![-1, i64::MAX])),
            (6, Field::Bytes(vec![1, 2, 3])),
            (7, Field::Table(inner)),
            (8, Field::I32s(vec![4, -5])),
        ];
        let bytes = write(&root, b"TEST");
        assert!(Table::root(&bytes, b"ELSE").is_none());
        let table = Table::root(&bytes, b"TEST").expect("it begins with a table");
        assert_eq!(table.i32(0, 0), 3);
        assert_eq!(table.i32(1, 12), 12);
        assert_eq!(table.text(3), "Ω");
        assert_eq!(table.i64s(5), [-1, i64::MAX]);
        assert_eq!(table.bytes(6), [1, 2, 3]);
        assert_eq!(table.i32s(8), [4, -5]);
        let tables = table.tables(2).expect("they are in the file");
        assert_eq!(tables.len(), 3);
        for inner in [tables[0], tables[2], table.table(7).expect("it is there")] {
            assert_eq!(
                (inner.u8(0, 0), inner.i32(1, 0), inner.f32(4, 0.0)),
                (9, -7, 0.5)
            );
        }
        assert_eq!(tables[1].i32(1, 8), 8);
    }
}
