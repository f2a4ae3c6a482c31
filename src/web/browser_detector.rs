//! The browser's own `FaceDetector` (Shape Detection API), which web-sys does not know.
//!
//! Its landmarks are contours or single points, in an order that differs between systems, never
//! the five that alignment needs. So only its boxes are used; the built-in detector places the
//! landmarks inside them.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRectReadOnly, OffscreenCanvas};

use crate::geometry::BoundingBox;

#[wasm_bindgen]
extern "C" {
    type FaceDetector;

    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<FaceDetector, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn detect(this: &FaceDetector, picture: &OffscreenCanvas) -> Result<JsValue, JsValue>;

    type DetectedFace;

    #[wasm_bindgen(method, getter, js_name = boundingBox)]
    fn bounding_box(this: &DetectedFace) -> DomRectReadOnly;
}

/// The browser's detector, once it has proved that it works.
#[wasm_bindgen]
pub struct BrowserDetector(FaceDetector);

/// Runs the browser's detector on a small picture: in some browsers the class exists and every
/// `detect` fails.
#[wasm_bindgen(js_name = probeBrowserDetector)]
pub async fn probe_browser_detector() -> Option<BrowserDetector> {
    let detector = FaceDetector::new().ok()?;
    let picture = OffscreenCanvas::new(32, 32).ok()?;
    // Without a context the canvas has no pixels to look at.
    picture.get_context("2d").ok()??;
    let faces = detector.detect(&picture).await.ok()?;
    Array::is_array(&faces).then_some(BrowserDetector(detector))
}

impl BrowserDetector {
    /// Boxes in pixels of `picture`.
    pub async fn detect(&self, picture: &OffscreenCanvas) -> Result<Vec<BoundingBox>, JsValue> {
        let faces = Array::from(&self.0.detect(picture).await?);
        Ok(faces
            .iter()
            .map(|face| {
                let bounds = face.unchecked_into::<DetectedFace>().bounding_box();
                BoundingBox::new(
                    bounds.x() as f32,
                    bounds.y() as f32,
                    bounds.width() as f32,
                    bounds.height() as f32,
                )
            })
            .collect())
    }
}
