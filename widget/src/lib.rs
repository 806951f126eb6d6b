//! The browser's wing of Wasl: what the loader starts once the person touches the form.
//!
//! In: the root that the server rendered, its page data, the words of its language. Out: the same form, alive:
//! checked by the domain's own rules, sent once, nothing typed ever lost. Tells the loader when it is ready and
//! when it has died, so that the plain page can go on. Never here: HTML (`views`), sentences (`words`).

mod api;
mod app;
mod dom;
mod js;
mod json;
mod state;

use std::cell::RefCell;

use app::{App, AppProps};
use js::Given;
use state::State;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::Element;
use yew::{AppHandle, Renderer};

/// Memory: the standard library's own allocator is twice as much code.
#[cfg(target_family = "wasm")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    /// What lives on the page, and where.
    static LIVING: RefCell<Vec<(Element, AppHandle<App>)>> = const { RefCell::new(Vec::new()) };
}

/// Takes over the HTML that the server rendered into `root`.
///
/// # Errors
/// The page's data or the words cannot be read: the page then stays as it is.
#[wasm_bindgen]
pub fn hydrate(
    root: Element,
    page: JsValue,
    words: JsValue,
    hosted: bool,
    tell: js_sys::Function,
) -> Result<(), JsValue> {
    let living = renderer(root.clone(), page, words, hosted, tell)?.hydrate();
    LIVING.with_borrow_mut(|all| all.push((root, living)));
    Ok(())
}

/// Renders the form into an empty `root`: for a page whose HTML somebody else has changed.
///
/// # Errors
/// The page's data or the words cannot be read.
#[wasm_bindgen]
pub fn render(
    root: Element,
    page: JsValue,
    words: JsValue,
    hosted: bool,
    tell: js_sys::Function,
) -> Result<(), JsValue> {
    let living = renderer(root.clone(), page, words, hosted, tell)?.render();
    LIVING.with_borrow_mut(|all| all.push((root, living)));
    Ok(())
}

/// Lets go of what lives in `root`, and empties it. For a root that has left the page: nothing of it stays in memory.
#[wasm_bindgen]
pub fn end(root: &Element) {
    let found = LIVING
        .with_borrow_mut(|all| all.iter().position(|(place, _)| place == root).map(|place| all.swap_remove(place)));
    if let Some((_, living)) = found {
        living.destroy();
    }
}

fn renderer(
    root: Element,
    page: JsValue,
    words: JsValue,
    hosted: bool,
    tell: js_sys::Function,
) -> Result<Renderer<App>, JsValue> {
    dom::report_death_to(&tell);
    let unfit = || JsValue::from_str("unfit");
    let page = Given::from(page).start().ok_or_else(unfit)?;
    let words = Given::from(words).words(page.language).ok_or_else(unfit)?;
    let state = State::new(words, page.agency, page.form, hosted);
    let props = AppProps { start: RefCell::new(Some(state)), base_url: page.base_url, root: root.clone(), tell };
    Ok(Renderer::with_root_and_props(root, props))
}
