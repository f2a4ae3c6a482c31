//! A borrowed view of RGBA pixels.

use crate::Error;
use crate::error::{Bounds, Subject};
use crate::geometry::BoundingBox;

/// Longest side in pixels that a frame may have; larger pictures are scaled down while they are
/// drawn (see [`fit_within`]). 2048 keeps a frame under 17 MB and loses no face of 40 px that a
/// detector of 640 px could find.
pub const MAX_SIDE: usize = 2048;

/// RGBA8 pixels, row by row from the top left, borrowed from whoever decoded them.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    rgba: &'a [u8],
    width: usize,
    height: usize,
}

impl<'a> Frame<'a> {
    /// Views `rgba` (length `width · height · 4`) as a picture.
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
            rgba,
            width,
            height,
        })
    }

    /// The RGBA bytes of all rows.
    pub fn pixels(&self) -> &'a [u8] {
        self.rgba
    }

    /// Width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The RGBA bytes of row `y`, counted from the top.
    ///
    /// # Panics
    /// Where `y` is not below the height.
    pub fn row(&self, y: usize) -> &'a [u8] {
        let stride = self.width * 4;
        &self.rgba[y * stride..(y + 1) * stride]
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
