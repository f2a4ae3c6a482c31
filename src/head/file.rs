//! A trained head as it is kept and passed on: as JSON, or as the text of a link.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use serde::{Deserialize, Serialize};

use super::{Dense, Head};
use crate::Error;
use crate::error::{Bounds, Fault, Subject};
use crate::expression::ClassLabel;
use crate::manifest::Manifest;

/// What a file with a head says that it is.
pub(crate) const FORMAT: &str = "mien-head";
const VERSION: u32 = 1;

const MAX_CLASSES: usize = 1000;
/// Characters of a label, and of the name.
const MAX_NAME: usize = 100;
/// The largest head that can be trained has 1.1 million weights.
const MAX_TEXT: usize = 32 << 20;
const MAX_UNPACKED: usize = 4 << 20;

/// A head with all that is needed to use it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HeadFile {
    /// What its maker calls it; may be empty.
    pub name: String,
    /// The classes in the order of the head's outputs.
    pub labels: Vec<ClassLabel>,
    /// SHA-256 of the expression weights whose embeddings it was trained on.
    pub backbone: String,
    /// Below this probability a face is displayed as unsure, 0 to 1.
    pub threshold: f32,
    /// Whether it was taught that a face and its mirror image are the same class: only then is it
    /// asked about both.
    #[serde(default)]
    pub mirrored: bool,
    /// The layers.
    #[serde(flatten)]
    pub head: Head,
}

/// Says what a JSON text is, before the rest is read.
#[derive(Serialize, Deserialize)]
struct Heading {
    format: String,
    version: u32,
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    heading: Heading,
    #[serde(flatten)]
    file: &'a HeadFile,
}

impl HeadFile {
    /// Reads the JSON text of a head.
    ///
    /// # Errors
    /// [`Error::Malformed`] names the line and column; [`HeadFile::check`] has to follow.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Error::check_range(Subject::HeadLength, text.len(), 0..=MAX_TEXT)?;
        let heading: Heading = serde_json::from_str(text)
            .map_err(|_| Error::malformed(Subject::HeadFile, Fault::NotMien))?;
        if heading.format != FORMAT {
            return Err(Error::malformed(Subject::HeadFile, Fault::NotMien));
        }
        if heading.version != VERSION {
            return Err(Error::malformed(Subject::HeadFile, Fault::OtherVersion));
        }
        serde_json::from_str(text).map_err(|e| Error::malformed(Subject::HeadFile, Fault::cause(e)))
    }

    /// The JSON text.
    ///
    /// # Errors
    /// [`Error::Malformed`] where serde cannot write it, which plain data never cause.
    pub fn to_json(&self) -> Result<String, Error> {
        let document = Document {
            heading: Heading {
                format: FORMAT.into(),
                version: VERSION,
            },
            file: self,
        };
        serde_json::to_string(&document)
            .map_err(|e| Error::malformed(Subject::HeadFile, Fault::cause(e)))
    }

    /// Reads either form: JSON begins with a brace, which no link holds.
    ///
    /// # Errors
    /// As [`HeadFile::from_json`] and [`HeadFile::from_link`].
    pub fn from_text(text: &str) -> Result<Self, Error> {
        if text.trim_start().starts_with('{') {
            Self::from_json(text)
        } else {
            Self::from_link(text)
        }
    }

    /// Whether it fits the shipped network.
    ///
    /// # Errors
    /// As [`HeadFile::check_for`].
    pub fn check(&self, manifest: &Manifest) -> Result<(), Error> {
        let width = manifest.model.architecture.embedding_width();
        self.check_for(&manifest.expression.sha256, width)
    }

    /// Whether it fits a network whose weights have this checksum and whose embeddings have `width` values.
    ///
    /// # Errors
    /// [`Error::Outdated`] where it was taught on another backbone; [`Error::Limit`],
    /// [`Error::Mismatch`] or [`Error::Malformed`] names the first value that cannot be used.
    pub fn check_for(&self, backbone: &str, width: usize) -> Result<(), Error> {
        if self.backbone != backbone {
            return Err(Error::Outdated {
                name: self.name.trim().chars().take(MAX_NAME).collect(),
            });
        }
        Error::check_range(Subject::Classes, self.labels.len(), 2..=MAX_CLASSES)?;
        let characters = |text: &str| text.chars().count();
        Error::check_range(Subject::NameLength, characters(&self.name), 0..=MAX_NAME)?;
        for (index, label) in self.labels.iter().enumerate() {
            let length = characters(label.trim()).max(characters(label));
            Error::check_range(Subject::ClassNameLength, length, 1..=MAX_NAME)?;
            if self.labels[..index].contains(label) {
                let name = label.to_string();
                return Err(Error::malformed(
                    Subject::HeadFile,
                    Fault::SameName { name },
                ));
            }
        }
        if !(0.0..=1.0).contains(&self.threshold) {
            return Err(Error::limit(
                Subject::Threshold,
                self.threshold,
                Bounds::share(),
            ));
        }
        self.head.validate(width, self.labels.len())
    }
}

/// A link is base64url of: this version, then a zlib stream, whose checksum tells a cut or changed
/// link, of: name, backbone, threshold (f32), whether mirrored faces were learnt (1 byte; not in version
/// 1, where it is not known), number of labels and the labels, number of units (inputs of the first
/// layer, then the outputs of each) and the units; then the layers: for each output a scale (f32) and
/// its weights as signed bytes in units of it, then the biases (f32). Little-endian; numbers and
/// lengths of texts are u16.
const LINK_VERSION: u8 = 2;

impl HeadFile {
    /// A text for the fragment of an address. It keeps 8 bits a weight, which moves probabilities
    /// by less than a hundredth.
    pub fn to_link(&self) -> String {
        let mut bytes = Vec::new();
        pack_text(&self.name, &mut bytes);
        pack_text(&self.backbone, &mut bytes);
        bytes.extend(self.threshold.to_le_bytes());
        bytes.push(self.mirrored.into());
        pack_number(self.labels.len(), &mut bytes);
        for label in &self.labels {
            pack_text(label, &mut bytes);
        }
        pack_number(1 + self.head.layers.len(), &mut bytes);
        pack_number(self.head.inputs(), &mut bytes);
        for layer in &self.head.layers {
            pack_number(layer.bias.len(), &mut bytes);
        }
        for layer in &self.head.layers {
            pack_layer(layer, &mut bytes);
        }
        let mut link = vec![LINK_VERSION];
        link.extend(compress_to_vec_zlib(&bytes, 9));
        URL_SAFE_NO_PAD.encode(link)
    }

    /// Reads the text of a link.
    ///
    /// # Errors
    /// [`Error::Malformed`] for a link that was cut or changed; [`HeadFile::check`] has to follow.
    pub fn from_link(link: &str) -> Result<Self, Error> {
        let cut = || Error::malformed(Subject::Link, Fault::Cut);
        let link = link.trim();
        Error::check_range(Subject::LinkLength, link.len(), 0..=2 * MAX_UNPACKED)?;
        let bytes = URL_SAFE_NO_PAD.decode(link).map_err(|_| cut())?;
        let (&version, packed) = bytes.split_first().ok_or_else(cut)?;
        if !(1..=LINK_VERSION).contains(&version) {
            return Err(Error::malformed(Subject::Link, Fault::OtherVersion));
        }
        let bytes = decompress_to_vec_zlib_with_limit(packed, MAX_UNPACKED).map_err(|_| cut())?;
        unpack(&bytes, version).ok_or_else(cut)
    }
}

/// What is longer than any head that passes [`HeadFile::check`] gives a link that cannot be read.
fn pack_number(number: usize, bytes: &mut Vec<u8>) {
    bytes.extend(u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes());
}

fn pack_text(text: &str, bytes: &mut Vec<u8>) {
    pack_number(text.len(), bytes);
    bytes.extend(text.as_bytes());
}

fn pack_layer(layer: &Dense, bytes: &mut Vec<u8>) {
    let outputs = layer.bias.len();
    for output in 0..outputs {
        let column = || layer.weights.iter().skip(output).step_by(outputs);
        let scale = column().fold(0.0f32, |most, w| most.max(w.abs())) / 127.0;
        bytes.extend(scale.to_le_bytes());
        for weight in column() {
            let units = if scale > 0.0 { weight / scale } else { 0.0 };
            bytes.extend((units.round() as i8).to_le_bytes());
        }
    }
    bytes.extend(layer.bias.iter().flat_map(|value| value.to_le_bytes()));
}

/// What [`HeadFile::to_link`] wrote; `None` where anything is missing or left over.
fn unpack(bytes: &[u8], version: u8) -> Option<HeadFile> {
    let rest = &mut &*bytes;
    let name = unpack_text(rest)?;
    let backbone = unpack_text(rest)?;
    let threshold = f32::from_le_bytes(take(rest)?);
    let mirrored = version >= 2 && take::<1>(rest)? != [0];
    let count = unpack_number(rest)?;
    let labels = (0..count)
        .map(|_| unpack_text(rest))
        .collect::<Option<_>>()?;
    let count = unpack_number(rest)?;
    let units = (0..count)
        .map(|_| unpack_number(rest))
        .collect::<Option<Vec<_>>>()?;
    let layers = units
        .windows(2)
        .map(|units| unpack_layer(rest, units[0], units[1]))
        .collect::<Option<_>>()?;
    rest.is_empty().then_some(HeadFile {
        name,
        labels,
        backbone,
        threshold,
        mirrored,
        head: Head { layers },
    })
}

fn unpack_number(rest: &mut &[u8]) -> Option<usize> {
    take(rest).map(|bytes| u16::from_le_bytes(bytes).into())
}

fn unpack_text(rest: &mut &[u8]) -> Option<String> {
    let length = unpack_number(rest)?;
    let text = rest.split_off(..length)?;
    std::str::from_utf8(text).ok().map(Into::into)
}

fn unpack_layer(rest: &mut &[u8], inputs: usize, outputs: usize) -> Option<Dense> {
    // Units come from outside: nothing is allocated before that much is known to be there.
    let mut columns = rest.split_off(..outputs.checked_mul(4 + inputs)?)?;
    let mut weights = vec![0.0; inputs * outputs];
    for output in 0..outputs {
        let scale = f32::from_le_bytes(take(&mut columns)?);
        for (input, &byte) in columns.split_off(..inputs)?.iter().enumerate() {
            weights[input * outputs + output] = scale * f32::from(i8::from_le_bytes([byte]));
        }
    }
    let bias = (0..outputs)
        .map(|_| take(rest).map(f32::from_le_bytes))
        .collect::<Option<_>>()?;
    Some(Dense { weights, bias })
}

/// The next `N` bytes; `None` where there are fewer.
fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk()?;
    *rest = left;
    Some(*taken)
}
