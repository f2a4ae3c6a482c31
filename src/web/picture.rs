//! From a bitmap to pixels: one canvas, kept between frames.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use super::error::Problem;
use crate::image::{MAX_SIDE, fit_within};

/// The last picture, drawn.
pub struct Picture {
    canvas: OffscreenCanvas,
    context: OffscreenCanvasRenderingContext2d,
    source: (usize, usize),
}

impl Picture {
    pub fn new() -> Result<Self, JsValue> {
        let canvas = OffscreenCanvas::new(1, 1).map_err(|e| picture_error(&e))?;
        let options = Object::new();
        // Keeps the pixels where the processor can read them.
        Reflect::set(&options, &"willReadFrequently".into(), &true.into())?;
        let context = canvas
            .get_context_with_context_options("2d", &options)
            .map_err(|e| picture_error(&e))?
            .ok_or_else(|| picture_error(&"no 2d context".into()))?
            .unchecked_into();
        Ok(Self {
            canvas,
            context,
            source: (0, 0),
        })
    }

    /// Draws a bitmap, smaller where it is larger than a frame may be, and closes it.
    pub fn draw(&mut self, bitmap: &ImageBitmap) -> Result<(), JsValue> {
        self.source = (bitmap.width() as usize, bitmap.height() as usize);
        let (width, height) = fit_within(self.source.0, self.source.1, MAX_SIDE);
        if self.size() != (width, height) {
            self.canvas.set_width(width as u32);
            self.canvas.set_height(height as u32);
        }
        // Through a transparent picture the one before would be seen.
        self.context
            .clear_rect(0.0, 0.0, width as f64, height as f64);
        let drawn = self
            .context
            .draw_image_with_image_bitmap_and_dw_and_dh(
                bitmap,
                0.0,
                0.0,
                width as f64,
                height as f64,
            )
            .map_err(|e| picture_error(&e));
        bitmap.close();
        drawn
    }

    pub fn canvas(&self) -> &OffscreenCanvas {
        &self.canvas
    }

    /// Width and height as drawn.
    pub fn size(&self) -> (usize, usize) {
        (self.canvas.width() as usize, self.canvas.height() as usize)
    }

    /// Width and height of the bitmap.
    #[cfg(feature = "recognizer")]
    pub fn source_size(&self) -> (usize, usize) {
        self.source
    }

    /// The pixels as drawn, RGBA8.
    pub fn pixels(&self) -> Result<Vec<u8>, JsValue> {
        let (width, height) = self.size();
        let data = self
            .context
            .get_image_data(0.0, 0.0, width as f64, height as f64)
            .map_err(|e| picture_error(&e))?;
        Ok(data.data().0)
    }
}

/// A picture that the browser would not draw or hand out.
pub fn picture_error(cause: &JsValue) -> JsValue {
    let cause = cause
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| Object::from(cause.clone()).to_string(), |e| e.message());
    Problem::Picture {
        cause: cause.into(),
    }
    .into()
}
