//! The browser's wing of Wasl: what the loader starts once the person touches the form.
//!
//! In: the root that the server rendered, its page data, the words of its language. Out: the same page, alive:
//! checked by the domain's own rules, sent once, nothing typed ever lost. Tells the loader when it is ready and
//! when it has died, so that the plain page can go on. Never here: HTML (`views`), sentences (`words`).

mod api;
mod app;
mod dom;
mod state;

use std::rc::Rc;

use app::{App, AppProps};
use domain::language::Language;
use views::page::PageData;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::Element;
use words::{Catalogue, Words};
use yew::Renderer;

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
    let props = props(&root, page, words, hosted, tell)?;
    Renderer::<App>::with_root_and_props(root, props).hydrate();
    Ok(())
}

/// Renders the page into an empty `root`: for a page whose HTML somebody else has changed.
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
    let props = props(&root, page, words, hosted, tell)?;
    Renderer::<App>::with_root_and_props(root, props).render();
    Ok(())
}

fn props(
    root: &Element,
    page: JsValue,
    words: JsValue,
    hosted: bool,
    tell: js_sys::Function,
) -> Result<AppProps, JsValue> {
    dom::report_death_to(&tell);
    let page: PageData = serde_wasm_bindgen::from_value(page)?;
    let catalogue: Catalogue = serde_wasm_bindgen::from_value(words)?;
    let language = Language::parse(&page.language).unwrap_or_default();
    Ok(AppProps {
        page: Rc::new(page),
        words: Rc::new(Words::from_catalogue(language, catalogue)),
        hosted,
        root: root.clone(),
        tell,
    })
}
