//! The one JavaScript error class: `{name: "MienError", code, message, hint}`.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::Error;

/// An error for the page: `code` selects its state, `hint` says what a person can do.
pub fn js_error(code: &str, message: &str, hint: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name("MienError");
    for (key, value) in [("code", code), ("hint", hint)] {
        // Fails for frozen objects only, which a new one is not.
        let _ = Reflect::set(&error, &key.into(), &value.into());
    }
    error.into()
}

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        js_error(error.code(), &error.to_string(), error.hint())
    }
}

/// A picture that the browser would not draw or hand out.
pub fn picture_error(cause: &JsValue) -> JsValue {
    let cause = cause
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| Object::from(cause.clone()).to_string(), |e| e.message());
    js_error(
        "picture",
        &format!("The browser could not read the picture: {cause}"),
        "Try again, or use another picture",
    )
}

/// A value from the page that does not have the agreed shape.
pub fn shape_error(error: serde_wasm_bindgen::Error) -> JsValue {
    js_error(
        "settings",
        &error.to_string(),
        "Use the settings that the documentation names",
    )
}
