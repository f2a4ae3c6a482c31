//! What the recognizer's worker calls.

use js_sys::{Array, Float32Array, Function, Object, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ImageBitmap, Performance, WorkerGlobalScope};

use super::browser_detector::BrowserDetector;
use super::convert::to_js;
use super::device;
use super::error::{Problem, shape_error};
use super::picture::Picture;
use super::weights::WebWeightFiles;
use crate::Error;
use crate::error::{self, Fault};
use crate::expression::Probabilities;
use crate::geometry::BoundingBox;
use crate::head::HeadFile;
use crate::image::Frame;
use crate::manifest::Manifest;
use crate::recognizer::{FoundBoxes, Input, OtherModel, Recognizer, Settings, Subject};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { Report, Settings } from "./rust.js";"#;

/// A recognizer and the picture that it looks at.
#[wasm_bindgen(js_name = Recognizer)]
pub struct WebRecognizer {
    recognizer: Recognizer,
    picture: Picture,
    browser: Option<BrowserDetector>,
    clock: Performance,
}

#[wasm_bindgen(js_class = Recognizer)]
impl WebRecognizer {
    /// Decodes the weights that `manifest` (the text of `manifest.json`) describes.
    ///
    /// # Errors
    /// A `MienError` where a file is missing or damaged or does not fit.
    #[wasm_bindgen(constructor)]
    pub fn new(manifest: &str, files: &WebWeightFiles) -> Result<WebRecognizer, JsValue> {
        let manifest = Manifest::from_json(manifest)?;
        let recognizer = Recognizer::new(&manifest, &files.0, &device())?;
        let clock = js_sys::global()
            .dyn_into::<WorkerGlobalScope>()
            .ok()
            .and_then(|scope| scope.performance())
            .ok_or(Problem::NoWorker)?;
        Ok(Self {
            recognizer,
            picture: Picture::new()?,
            browser: None,
            clock,
        })
    }

    /// The classes in their fixed order.
    pub fn classes(&self) -> Vec<String> {
        self.recognizer.classes().to_vec()
    }

    /// Tells a person's own classes apart from now on: a head as JSON or as the text of a link.
    /// Nothing goes back to the expressions.
    ///
    /// # Errors
    /// A `MienError` where the head is damaged or does not fit; the old classes stay.
    #[wasm_bindgen(js_name = useHead)]
    pub fn use_head(&mut self, head: Option<String>) -> Result<(), JsValue> {
        let head = head.map(|text| HeadFile::from_text(&text)).transpose()?;
        Ok(self.recognizer.use_head(head.as_ref())?)
    }

    /// Lets another network tell its classes apart from now on. `ask` is called with pixels (RGBA8) of a frame, its width and height, and
    /// boxes (left, top, width, height, in pixels, one after the other); it gives a probability a class for each box.
    #[wasm_bindgen(js_name = useModel)]
    pub fn use_model(
        &mut self,
        name: String,
        labels: Vec<String>,
        whole_picture: bool,
        #[wasm_bindgen(
            unchecked_param_type = "(pixels: Uint8Array, width: number, height: number, boxes: Float32Array) => Float32Array"
        )]
        ask: Function,
    ) {
        let classes = labels.len();
        let ask = move |frame: &Frame, boxes: &[BoundingBox]| {
            let boxes: Vec<f32> = boxes
                .iter()
                .flat_map(|of| [of.x, of.y, of.width, of.height])
                .collect();
            let arguments = Array::of4(
                &Uint8Array::from(&*frame.rgba()).into(),
                &frame.width().into(),
                &frame.height().into(),
                &Float32Array::from(boxes.as_slice()).into(),
            );
            let answer = ask
                .apply(&JsValue::NULL, &arguments)
                .map_err(|e| no_answer(&e))?
                .dyn_into::<Float32Array>()
                .map_err(|e| no_answer(&e))?
                .to_vec();
            let answers = answer.chunks_exact(classes.max(1));
            Ok(answers
                .map(|of| Probabilities::from_shares(of.to_vec()))
                .collect())
        };
        self.recognizer.use_model(OtherModel {
            name,
            labels,
            subject: match whole_picture {
                true => Subject::Picture,
                false => Subject::Faces,
            },
            ask: Box::new(ask),
        });
    }

    /// What the maker of the classes in use calls them; nothing while the expressions are recognised.
    pub fn name(&self) -> Option<String> {
        self.recognizer.name().map(str::to_owned)
    }

    /// The threshold in force, 0 to 1.
    pub fn threshold(&self) -> f64 {
        // 0.4 stays 0.4, not what it is in single precision.
        (f64::from(self.recognizer.threshold()) * 1e6).round() / 1e6
    }

    /// Lets the browser's own detector be used.
    #[wasm_bindgen(js_name = useBrowserDetector)]
    pub fn use_browser_detector(&mut self, detector: BrowserDetector) {
        self.browser = Some(detector);
    }

    /// Runs both networks once on nothing, so that the first real picture finds the module
    /// compiled and its memory in place.
    ///
    /// # Errors
    /// A `MienError` where a network's answer cannot be read.
    #[wasm_bindgen(js_name = warmUp)]
    pub fn warm_up(&self) -> Result<(), JsValue> {
        Ok(self.recognizer.warm_up()?)
    }

    /// Puts settings in force; what is left out gets its default.
    ///
    /// # Errors
    /// A `MienError` where a value is outside its range; the old settings stay.
    pub fn settings(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Partial<Settings>")] settings: JsValue,
    ) -> Result<(), JsValue> {
        let settings: Settings = serde_wasm_bindgen::from_value(settings).map_err(shape_error)?;
        Ok(self.recognizer.set_settings(settings)?)
    }

    /// Forgets all faces: for a new source.
    pub fn reset(&mut self) {
        self.recognizer.reset();
    }

    /// Reads a picture, smaller where it is larger than what is looked at, and closes it.
    ///
    /// # Errors
    /// A `MienError` where the browser does not hand its pixels out.
    pub fn draw(&mut self, bitmap: &ImageBitmap) -> Result<(), JsValue> {
        self.picture.draw(bitmap)
    }

    /// Room for the pixels of the next picture (BGRX8, row by row), to be written into before anything else is asked; nothing where
    /// it is larger than what is looked at. Room that is empty later was lost as the memory grew, with what was in it.
    pub fn room(&mut self, width: usize, height: usize) -> Option<Uint8Array> {
        self.picture.room(width, height)
    }

    /// The report on the last picture: one of a stream, or one that stands still. `started` is when work on it began, by this
    /// thread's clock; `time` is the picture's. Both are in ms.
    ///
    /// # Errors
    /// A `MienError` where there is no picture.
    #[wasm_bindgen(unchecked_return_type = "Report")]
    pub async fn recognize(
        &mut self,
        started: f64,
        time: f64,
        still: bool,
    ) -> Result<JsValue, JsValue> {
        let asked = self.clock.now();
        let boxes = self.browser_boxes().await;
        let input = Input {
            source_size: self.picture.source_size(),
            time,
            started,
            still,
            found: boxes.as_deref().map(|boxes| FoundBoxes {
                boxes,
                took: self.clock.now() - asked,
            }),
        };
        let frame = self.picture.frame()?;
        to_js(
            &self
                .recognizer
                .recognize(&frame, input, || self.clock.now())?,
        )
    }

    /// What the browser's detector finds. One that stops working later is no reason to stop
    /// recognising.
    async fn browser_boxes(&mut self) -> Option<Vec<BoundingBox>> {
        let wanted = self.recognizer.wants_boxes();
        let browser = self.browser.as_ref().filter(|_| wanted)?;
        browser.detect(self.picture.on_canvas().ok()?).await.ok()
    }
}

/// Why another network gave no answer.
fn no_answer(cause: &JsValue) -> Error {
    let cause = Object::from(cause.clone()).to_string();
    Error::malformed(error::Subject::NetworkAnswer, Fault::cause(cause))
}
