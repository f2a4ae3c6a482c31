//! The one JavaScript error class: `{name: "MienError", problem}`. The problem is a code and values; the page makes
//! a sentence of it.

use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::convert::to_js;
use crate::Error;

/// What can go wrong at the edge only.
#[derive(Serialize)]
#[serde(tag = "code", rename_all = "camelCase")]
pub enum Problem {
    /// A picture that the browser would not draw or hand out.
    Picture { cause: String },
    /// A value from the page that does not have the agreed shape.
    Settings { cause: String },
    /// Training was stopped before it began.
    Stopped,
    /// The module was not started in a worker.
    NoWorker,
}

/// An error for the page.
fn js_error(problem: &impl Serialize) -> JsValue {
    let error = js_sys::Error::new("See `problem`");
    error.set_name("MienError");
    if let Ok(problem) = to_js(problem) {
        // Fails for frozen objects only, which a new one is not.
        let _ = Reflect::set(&error, &"problem".into(), &problem);
    }
    error.into()
}

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        js_error(&error)
    }
}

impl From<Problem> for JsValue {
    fn from(problem: Problem) -> Self {
        js_error(&problem)
    }
}

/// A value from the page that does not have the agreed shape.
#[cfg(any(feature = "recognizer", feature = "studio"))]
pub fn shape_error(error: serde_wasm_bindgen::Error) -> JsValue {
    let cause = error.to_string();
    Problem::Settings { cause }.into()
}
