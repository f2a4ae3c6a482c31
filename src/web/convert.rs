//! Plain data to JavaScript.

use serde::Serialize;
use wasm_bindgen::JsValue;

use super::error::shape_error;

/// Plain objects, as the page expects them.
pub fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(shape_error)
}
