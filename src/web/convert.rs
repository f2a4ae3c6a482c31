//! Plain data to JavaScript.

use serde::Serialize;
use wasm_bindgen::JsValue;

/// Plain objects, as the page expects them.
///
/// # Errors
/// None that plain data cause.
pub fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}
