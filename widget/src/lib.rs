//! The browser's wing of Wasl: what the loader starts once the person touches the form.
//!
//! In: the root that the server rendered, its page data, the words of its language. Out: the same form, alive:
//! checked by the domain's own rules, sent once, nothing typed ever lost. Tells the loader when it is ready and
//! when it has died, so that the plain page can go on. Never here: HTML (`views`), sentences (`words`).

mod api;
mod app;
mod dom;
mod js;
mod state;

use std::cell::RefCell;

use app::{App, AppProps};
use domain::language::Language;
use serde::Deserialize;
use state::State;
use views::page::FormScreen;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::Element;
use wire::v1::agencies::AgencyView;
use words::{Catalogue, Words};
use yew::Renderer;

/// A page with the form on it: the part of [`views::page::PageData`] that is taken over here.
#[derive(Deserialize)]
struct Start {
    language: String,
    base_url: String,
    agency: AgencyView,
    screen: StartScreen,
}

/// Only the form is taken over.
#[derive(Deserialize)]
struct StartScreen {
    form: FormScreen,
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
    renderer(root, page, words, hosted, tell)?.hydrate();
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
    renderer(root, page, words, hosted, tell)?.render();
    Ok(())
}

fn renderer(
    root: Element,
    page: JsValue,
    words: JsValue,
    hosted: bool,
    tell: js_sys::Function,
) -> Result<Renderer<App>, JsValue> {
    dom::report_death_to(&tell);
    let page: Start = js::read(page)?;
    let catalogue: Catalogue = js::read(words)?;
    let words = Words::from_catalogue(Language::parse(&page.language).unwrap_or_default(), catalogue);
    let state = State::new(words, page.agency, page.screen.form, hosted);
    let props = AppProps { start: RefCell::new(Some(state)), base_url: page.base_url, root: root.clone(), tell };
    Ok(Renderer::with_root_and_props(root, props))
}
