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
use wire::v1::agencies::{AgencyView, CategoryView, Limits, Names, Theme};
use words::{Catalogue, Words};
use yew::{AppHandle, Renderer};

thread_local! {
    /// What lives on the page, and where.
    static LIVING: RefCell<Vec<(Element, AppHandle<App>)>> = const { RefCell::new(Vec::new()) };
}

/// A page with the form on it: the part of [`views::page::PageData`] that is taken over here.
#[derive(Deserialize)]
struct Start {
    language: String,
    base_url: String,
    agency: Offer,
    screen: StartScreen,
}

/// What the form needs to know of its agency: reading less weighs less.
#[derive(Deserialize)]
struct Offer {
    id: String,
    name: Names,
    kinds: Vec<String>,
    categories: Vec<CategoryView>,
    languages: Vec<String>,
    limits: Limits,
    answer_within_days: u32,
    utc_offset_minutes: i32,
    #[serde(default)]
    utc_shifts: Vec<(i64, i32)>,
    calling_code: String,
    asks_national_id: bool,
    proof: bool,
}

impl From<Offer> for AgencyView {
    fn from(offer: Offer) -> Self {
        Self {
            id: offer.id,
            name: offer.name,
            kinds: offer.kinds,
            categories: offer.categories,
            languages: offer.languages,
            limits: offer.limits,
            answer_within_days: offer.answer_within_days,
            answer_within: Names::new(),
            time_zone: String::new(),
            utc_offset_minutes: offer.utc_offset_minutes,
            utc_shifts: offer.utc_shifts,
            calling_code: offer.calling_code,
            asks_national_id: offer.asks_national_id,
            proof: offer.proof,
            theme: Theme::default(),
            mediator: false,
            orientation: Vec::new(),
            widget: String::new(),
        }
    }
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
    let page: Start = js::read(page)?;
    let catalogue: Catalogue = js::read(words)?;
    let words = Words::from_catalogue(Language::parse(&page.language).unwrap_or_default(), catalogue);
    let state = State::new(words, page.agency.into(), page.screen.form, hosted);
    let props = AppProps { start: RefCell::new(Some(state)), base_url: page.base_url, root: root.clone(), tell };
    Ok(Renderer::with_root_and_props(root, props))
}
