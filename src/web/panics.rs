//! What the page hears of a panic.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static ON_PANIC: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Calls `report` with the text of a panic, after which this module is of no more use.
#[wasm_bindgen(js_name = watchPanics)]
pub fn watch_panics(
    #[wasm_bindgen(unchecked_param_type = "(details: string) => void")] report: Function,
) {
    ON_PANIC.set(Some(report));
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let report = ON_PANIC.take();
        if let Some(report) = report {
            let _ = report.call1(&JsValue::NULL, &info.to_string().into());
        }
    }));
}
