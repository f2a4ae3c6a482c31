//! A borrowed view of pixels.

use std::borrow::Cow;

use crate::Error;
use crate::error::{Bounds, Subject};
use crate::geometry::BoundingBox;

/// Longest side in pixels that a frame may have; larger pictures are scaled down while they are
/// drawn (see [`fit_within`]). 2048 keeps a frame under 17 MB and loses no face of 40 px that a
/// detector of 640 px could find.
pub const MAX_SIDE: usize = 2048;

/// In which order a pixel's four bytes lie, as WebCodecs calls them. The fourth one is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PixelFormat {
    /// Red, green, blue and alpha.
    Rgba,
    /// Blue, green, red and anything.
    Bgrx,
}

/// Pixels of four bytes, row by row from the top left, borrowed from whoever decoded them.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    pixels: &'a [u8],
    width: usize,
    height: usize,
    format: PixelFormat,
}

impl<'a> Frame<'a> {
    /// Views `rgba` (length `width · height · 4`) as a picture; [`Self::with_format`] is for others.
    ///
    /// # Errors
    /// [`Error::Limit`] for an empty picture or a side over 16,384; [`Error::Mismatch`] where the
    /// length is not that of the size.
    pub fn new(rgba: &'a [u8], width: usize, height: usize) -> Result<Self, Error> {
        if width == 0 || height == 0 || width > 16_384 || height > 16_384 {
            return Err(Error::limit(
                Subject::PictureSize,
                format!("{width}x{height}"),
                Bounds::Between {
                    from: "1x1".into(),
                    to: "16384x16384".into(),
                },
            ));
        }
        if rgba.len() != width * height * 4 {
            return Err(Error::mismatch(
                Subject::PixelBytes,
                width * height * 4,
                rgba.len(),
            ));
        }
        Ok(Self {
            pixels: rgba,
            width,
            height,
            format: PixelFormat::Rgba,
        })
    }

    /// The same bytes, as pixels of this format.
    ///
    /// ```
    /// use mien::image::{Frame, PixelFormat};
    ///
    /// let orange = Frame::new(&[0, 128, 255, 0], 1, 1)?.with_format(PixelFormat::Bgrx);
    /// assert_eq!(*orange.rgba(), [255, 128, 0, 255]);
    /// # Ok::<(), mien::Error>(())
    /// ```
    pub fn with_format(self, format: PixelFormat) -> Self {
        Self { format, ..self }
    }

    /// The order of a pixel's bytes.
    pub fn format(&self) -> PixelFormat {
        self.format
    }

    /// The bytes of all rows.
    pub fn pixels(&self) -> &'a [u8] {
        self.pixels
    }

    /// All rows as RGBA8, copied where they are something else.
    pub fn rgba(&self) -> Cow<'a, [u8]> {
        match self.format {
            PixelFormat::Rgba => self.pixels.into(),
            PixelFormat::Bgrx => {
                let pixels = self.pixels.as_chunks::<4>().0.iter();
                let rgba = pixels.flat_map(|&[blue, green, red, _]| [red, green, blue, 255]);
                rgba.collect()
            }
        }
    }

    /// Which of a pixel's bytes are its red, green and blue.
    pub fn colors(&self) -> [usize; 3] {
        match self.format {
            PixelFormat::Rgba => [0, 1, 2],
            PixelFormat::Bgrx => [2, 1, 0],
        }
    }

    /// Width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The bytes of row `y`, counted from the top.
    ///
    /// # Panics
    /// Where `y` is not below the height.
    pub fn row(&self, y: usize) -> &'a [u8] {
        let stride = self.width * 4;
        &self.pixels[y * stride..(y + 1) * stride]
    }

    /// The whole picture as a box.
    pub fn bounds(&self) -> BoundingBox {
        BoundingBox::new(0.0, 0.0, self.width as f32, self.height as f32)
    }
}

/// The size at which a picture of `width` x `height` is drawn so that its longest side is at most
/// `longest` pixels: the aspect is kept, nothing is enlarged, no side falls below one pixel.
///
/// ```
/// use mien::image::fit_within;
/// assert_eq!(fit_within(12_000, 9_000, 2048), (2048, 1536));
/// assert_eq!(fit_within(640, 480, 2048), (640, 480));
/// ```
pub fn fit_within(width: usize, height: usize, longest: usize) -> (usize, usize) {
    let side = width.max(height);
    if side <= longest || side == 0 {
        return (width, height);
    }
    let scaled = |v: usize| ((v as f64 * longest as f64 / side as f64).round() as usize).max(1);
    (scaled(width), scaled(height))
}
