//! Picture files as RGBA pixels, turned upright.

use std::io::Cursor;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use mien::image::{Frame, MAX_SIDE, fit_within};

/// A decoded picture.
#[derive(Debug)]
pub struct Picture {
    rgba: image::RgbaImage,
    /// Pixels of the file per pixel here: above 1 where a large picture was scaled down.
    pub scale: f32,
}

impl Picture {
    /// Reads a JPEG, PNG or WebP file. The orientation that a camera noted is applied; pictures
    /// longer than [`MAX_SIDE`] are scaled down, as the page does.
    pub fn open(path: &Path) -> Result<Self> {
        let (picture, scale) = decode(path, MAX_SIDE)?;
        Ok(Self {
            rgba: picture.into_rgba8(),
            scale,
        })
    }

    /// Reads the bytes of such a file; `name` is what errors call it.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self> {
        let (picture, scale) = decode_bytes(name, bytes, MAX_SIDE)?;
        Ok(Self {
            rgba: picture.into_rgba8(),
            scale,
        })
    }

    /// The picture itself.
    pub fn into_rgba(self) -> image::RgbaImage {
        self.rgba
    }

    /// The pixels.
    pub fn frame(&self) -> Result<Frame<'_>> {
        let (width, height) = self.rgba.dimensions();
        Ok(Frame::new(
            self.rgba.as_raw(),
            width as usize,
            height as usize,
        )?)
    }
}

/// Decodes a JPEG, PNG or WebP file and turns it upright. A picture that is longer than `longest`
/// pixels is scaled down; the second value is how many of the file's pixels one of the result is.
///
/// # Errors
/// Names the file, and whether it cannot be read, is no picture or is damaged.
pub fn decode(path: &Path, longest: usize) -> Result<(DynamicImage, f32)> {
    let name = path.display();
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
    decode_bytes(&name.to_string(), bytes, longest)
}

fn decode_bytes(name: &str, bytes: Vec<u8>, longest: usize) -> Result<(DynamicImage, f32)> {
    ensure!(!bytes.is_empty(), "{name} is an empty file");
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .with_context(|| format!("cannot read {name}"))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(16_384);
    limits.max_image_height = Some(16_384);
    limits.max_alloc = Some(1 << 30);
    reader.limits(limits);
    let mut decoder = reader
        .into_decoder()
        .with_context(|| format!("{name} is not a JPEG, PNG or WebP picture"))?;
    let orientation = decoder
        .orientation()
        .unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder)
        .with_context(|| format!("{name} is damaged or too large"))?;
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    ensure!(width > 0 && height > 0, "{name} has no pixels");
    let (small_width, small_height) = fit_within(width, height, longest);
    if (small_width, small_height) != (width, height) {
        picture = picture.resize_exact(
            small_width as u32,
            small_height as u32,
            image::imageops::FilterType::Triangle,
        );
    }
    Ok((picture, width as f32 / small_width as f32))
}
