//! From a picture of the browser's to pixels: one canvas and one piece of memory, kept between frames.

#[cfg(feature = "recognizer")]
use js_sys::Uint8Array;
use js_sys::{Object, Reflect};
#[cfg(feature = "recognizer")]
use wasm_bindgen::Clamped;
use wasm_bindgen::{JsCast, JsValue};
#[cfg(feature = "recognizer")]
use web_sys::ImageData;
use web_sys::{ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use super::error::Problem;
use crate::Error;
use crate::image::{Frame, MAX_SIDE, PixelFormat, fit_within};

/// The last picture.
pub struct Picture {
    canvas: OffscreenCanvas,
    context: OffscreenCanvasRenderingContext2d,
    /// Row by row.
    pixels: Vec<u8>,
    format: PixelFormat,
    size: (usize, usize),
    #[cfg(feature = "recognizer")]
    source_size: (usize, usize),
    /// Whether the canvas shows it.
    #[cfg(feature = "recognizer")]
    drawn: bool,
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
            pixels: Vec::new(),
            format: PixelFormat::Rgba,
            size: (0, 0),
            #[cfg(feature = "recognizer")]
            source_size: (0, 0),
            #[cfg(feature = "recognizer")]
            drawn: false,
        })
    }

    /// Draws a bitmap, smaller where it is larger than a frame may be, closes it and reads its pixels.
    pub fn draw(&mut self, bitmap: &ImageBitmap) -> Result<(), JsValue> {
        let source_size = (bitmap.width() as usize, bitmap.height() as usize);
        let size = fit_within(source_size.0, source_size.1, MAX_SIDE);
        let (width, height) = (size.0 as f64, size.1 as f64);
        // Where this one can't be read, the one before stays.
        #[cfg(feature = "recognizer")]
        {
            self.drawn = false;
        }
        self.shape_canvas(size);
        // Through a transparent picture the one before would be seen.
        self.context.clear_rect(0.0, 0.0, width, height);
        let drawn = self
            .context
            .draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height);
        bitmap.close();
        let data = drawn
            .and_then(|()| self.context.get_image_data(0.0, 0.0, width, height))
            .map_err(|e| picture_error(&e))?;
        // There need not be room for two.
        self.pixels = Vec::new();
        self.pixels = data.data().0;
        self.format = PixelFormat::Rgba;
        self.size = size;
        #[cfg(feature = "recognizer")]
        {
            self.source_size = source_size;
            self.drawn = true;
        }
        Ok(())
    }

    /// Room for the pixels of a picture (BGRX8, row by row), into which the browser copies them; none where it is larger than a frame may be.
    /// When the memory grows it is taken away, empty then, and asked for anew: what was copied by then is lost.
    #[cfg(feature = "recognizer")]
    pub fn room(&mut self, width: usize, height: usize) -> Option<Uint8Array> {
        let size = (width, height);
        if size != fit_within(width, height, MAX_SIDE) {
            return None;
        }
        let bytes = width * height * 4;
        if self.pixels.len() != bytes {
            // There need not be room for two.
            self.pixels = Vec::new();
            self.pixels = vec![0; bytes];
        }
        self.format = PixelFormat::Bgrx;
        (self.size, self.source_size, self.drawn) = (size, size, false);
        // SAFETY: these bytes stay where they are until the next picture, and whoever asked is done with them before it reads or draws one.
        #[allow(unsafe_code)]
        Some(unsafe { Uint8Array::view_mut_raw(self.pixels.as_mut_ptr(), bytes) })
    }

    fn shape_canvas(&self, (width, height): (usize, usize)) {
        if (self.canvas.width() as usize, self.canvas.height() as usize) != (width, height) {
            self.canvas.set_width(width as u32);
            self.canvas.set_height(height as u32);
        }
    }

    /// The canvas as it was drawn on.
    #[cfg(feature = "studio")]
    pub fn canvas(&self) -> &OffscreenCanvas {
        &self.canvas
    }

    /// The canvas with the picture on it, also where its pixels were copied.
    #[cfg(feature = "recognizer")]
    pub fn on_canvas(&mut self) -> Result<&OffscreenCanvas, JsValue> {
        if !self.drawn {
            self.shape_canvas(self.size);
            let (width, height) = (self.size.0 as u32, self.size.1 as u32);
            let pixels = self.frame()?.rgba();
            let data =
                ImageData::new_with_u8_clamped_array_and_sh(Clamped(&pixels), width, height)?;
            self.context.put_image_data(&data, 0.0, 0.0)?;
            self.drawn = true;
        }
        Ok(&self.canvas)
    }

    /// What is looked at.
    pub fn frame(&self) -> Result<Frame<'_>, Error> {
        let frame = Frame::new(&self.pixels, self.size.0, self.size.1)?;
        Ok(frame.with_format(self.format))
    }

    /// Width and height of the picture as it came.
    #[cfg(feature = "recognizer")]
    pub fn source_size(&self) -> (usize, usize) {
        self.source_size
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
