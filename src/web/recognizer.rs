//! What the worker script calls.

use std::cell::RefCell;

use js_sys::Function;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ImageBitmap, Performance, WorkerGlobalScope};

use super::browser_detector::BrowserDetector;
use super::error::{js_error, shape_error};
use super::picture::Picture;
use crate::detect::Detection;
use crate::head::HeadFile;
use crate::image::Frame;
use crate::manifest::Manifest;
use crate::recognizer::{Recognizer, Report, Settings};

/// Side in pixels of the picture that warms up: small to draw, and enlarged for the detector like
/// any other.
const WARM_UP_SIDE: usize = 160;

thread_local! {
    static ON_PANIC: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Calls `report` with the text of a panic, after which this module is of no more use.
#[wasm_bindgen(js_name = watchPanics)]
pub fn watch_panics(report: Function) {
    ON_PANIC.set(Some(report));
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let report = ON_PANIC.take();
        if let Some(report) = report {
            let _ = report.call1(&JsValue::NULL, &info.to_string().into());
        }
    }));
}

/// Which detector a person asked for.
#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum DetectorChoice {
    Auto,
    Browser,
    BuiltIn,
}

/// Which detector answered.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum DetectorName {
    Browser,
    BuiltIn,
}

/// Milliseconds in the worker.
#[derive(Serialize)]
struct Timing {
    detect: f64,
    classify: f64,
    total: f64,
}

#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    report: Report,
    timing: Timing,
    detector: DetectorName,
}

/// A recogniser and the canvas it reads from.
#[wasm_bindgen(js_name = RecognizerWorker)]
pub struct WebRecognizer {
    recognizer: Recognizer,
    picture: Picture,
    browser: Option<BrowserDetector>,
    choice: DetectorChoice,
    clock: Performance,
}

#[wasm_bindgen(js_class = RecognizerWorker)]
impl WebRecognizer {
    /// Decodes the weights that `manifest` (the text of `manifest.json`) describes.
    ///
    /// # Errors
    /// A `MienError` where a file is damaged or does not fit.
    #[wasm_bindgen(constructor)]
    pub fn new(
        manifest: &str,
        detector: &[u8],
        expression: &[u8],
    ) -> Result<WebRecognizer, JsValue> {
        let manifest = Manifest::from_json(manifest)?;
        let recognizer = Recognizer::new(&manifest, detector, expression, &crate::device())?;
        let clock = js_sys::global()
            .dyn_into::<WorkerGlobalScope>()
            .ok()
            .and_then(|scope| scope.performance())
            .ok_or_else(|| js_error("unsupported", "This is not a worker", ""))?;
        Ok(Self {
            recognizer,
            picture: Picture::new()?,
            browser: None,
            choice: DetectorChoice::Auto,
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

    /// What the maker of the head in use calls it; nothing while the expressions are recognised.
    #[wasm_bindgen(js_name = headName)]
    pub fn head_name(&self) -> Option<String> {
        self.recognizer.head().map(|head| head.name.clone())
    }

    /// The threshold in force, 0 to 1.
    pub fn threshold(&self) -> f32 {
        self.recognizer.threshold()
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
        let pixels = vec![0; WARM_UP_SIDE * WARM_UP_SIDE * 4];
        let frame = Frame::new(&pixels, WARM_UP_SIDE, WARM_UP_SIDE)?;
        self.recognizer.detect(&frame)?;
        let nobody = self.recognizer.locate(&frame, &[frame.bounds()])?;
        self.recognizer.classify(&frame, &nobody)?;
        Ok(())
    }

    /// Puts settings in force; what is left out gets its default. `detector` is `"auto"`,
    /// `"browser"` or `"built-in"`.
    ///
    /// # Errors
    /// A `MienError` where a value is outside its range; the old settings stay.
    pub fn settings(&mut self, settings: JsValue, detector: JsValue) -> Result<(), JsValue> {
        let settings: Settings = serde_wasm_bindgen::from_value(settings).map_err(shape_error)?;
        let choice = serde_wasm_bindgen::from_value(detector).map_err(shape_error)?;
        self.recognizer.set_settings(settings)?;
        self.choice = choice;
        Ok(())
    }

    /// Forgets all faces: for a new source.
    pub fn reset(&mut self) {
        self.recognizer.reset();
    }

    /// The report on a picture, which it closes. `time` is in ms.
    ///
    /// # Errors
    /// A `MienError` where the picture cannot be read.
    pub async fn recognize(&mut self, bitmap: ImageBitmap, time: f64) -> Result<JsValue, JsValue> {
        let start = self.clock.now();
        self.picture.draw(&bitmap)?;
        self.report(start, time).await
    }

    /// The report on the last picture once more, for settings that changed.
    ///
    /// # Errors
    /// A `MienError` where there is no picture.
    #[wasm_bindgen(js_name = recognizeAgain)]
    pub async fn recognize_again(&mut self, time: f64) -> Result<JsValue, JsValue> {
        self.report(self.clock.now(), time).await
    }

    async fn report(&mut self, start: f64, time: f64) -> Result<JsValue, JsValue> {
        let (width, height) = self.picture.size();
        let pixels = self.picture.pixels()?;
        let frame = Frame::new(&pixels, width, height)?;

        let before = self.clock.now();
        let (detections, detector) = self.detect(&frame).await?;
        let between = self.clock.now();
        let mut faces = self.recognizer.classify(&frame, &detections)?;
        let after = self.clock.now();

        let source = self.picture.source_size();
        if source != (width, height) {
            let x = source.0 as f32 / width as f32;
            let y = source.1 as f32 / height as f32;
            for face in &mut faces {
                face.bounds = face.bounds.scaled(x, y);
                face.landmarks = face.landmarks.scaled(x, y);
            }
        }
        let report = self.recognizer.track(source, time, faces);
        let answer = Answer {
            report,
            timing: Timing {
                detect: between - before,
                classify: after - between,
                total: self.clock.now() - start,
            },
            detector,
        };
        answer
            .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
            .map_err(shape_error)
    }

    async fn detect(&self, frame: &Frame<'_>) -> Result<(Vec<Detection>, DetectorName), JsValue> {
        if let (Some(browser), DetectorChoice::Auto | DetectorChoice::Browser) =
            (&self.browser, self.choice)
        {
            // A detector that stops working later is no reason to stop recognising.
            if let Ok(boxes) = browser.detect(self.picture.canvas()).await {
                let located = self.recognizer.locate(frame, &boxes)?;
                return Ok((located, DetectorName::Browser));
            }
        }
        Ok((self.recognizer.detect(frame)?, DetectorName::BuiltIn))
    }
}
