//! When the runtime comes back to us: after what is being done, or in a turn of its own.
//!
//! In: nothing. Out: a moment. A Rust future that can go on is run by `queueMicrotask`, and the runtime's own costs
//! some microseconds of wrapping for each call: what is put in its place here asks V8 itself, through a promise that
//! is kept. The order is the same. Never: waiting for a time (`clock` has none to wait for).

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen(inline_js = "const kept = Promise.resolve();
globalThis.queueMicrotask = (task) => { kept.then(task); };
export const nextTurn = () => new Promise((done) => setTimeout(done, 0));
")]
extern "C" {
    #[wasm_bindgen(catch, js_name = nextTurn)]
    async fn next_turn() -> Result<JsValue, JsValue>;
}

/// Waits for the next turn: what has arrived meanwhile comes before it.
pub async fn next() {
    // A turn that cannot be waited for is this one.
    drop(next_turn().await);
}
