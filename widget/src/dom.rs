//! The browser's page: every call to it that is not a request.
//!
//! In: elements and events. Out: plain values, the focus, DOM events. Never: decisions, requests, words.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element, Event, FormData, HtmlElement, HtmlFormElement};

use crate::state::Fields;

/// The loader's ear: it is told what happens.
pub use js_sys::Function as Ear;
/// The element that holds a widget, as the rest of the crate calls it.
pub use web_sys::Element as Place;

thread_local! {
    /// The loader's ear. A panic hook outlives every component, so it cannot hold the function itself.
    static LOADER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// From now on a panic is reported to the loader, which then goes on without us.
pub fn report_death_to(tell: &Function) {
    LOADER.with_borrow_mut(|ear| *ear = Some(tell.clone()));
    // The message may quote the page's text, and with it personal data: nothing of it is logged.
    yew::set_custom_panic_hook(Box::new(|_| {
        let ear = LOADER.with(|ear| ear.try_borrow().ok().and_then(|ear| ear.clone()));
        if let Some(ear) = ear {
            say(&ear, "died");
        }
    }));
}

/// Tells the loader something: `ready` or `died`.
pub fn say(loader: &Function, what: &str) {
    // A loader that fails has no one to tell.
    drop(loader.call1(&JsValue::NULL, &JsValue::from_str(what)));
}

/// The form that an event is about.
pub fn form_of(event: &Event) -> Option<HtmlFormElement> {
    event.target()?.dyn_into().ok()
}

/// Everything that a form would post.
pub fn fields(form: &HtmlFormElement) -> Fields {
    let Ok(data) = FormData::new_with_form(form) else { return Fields::new() };
    // Not by `Array.from`: some old libraries put one of their own in its place, which knows no iterators.
    let Ok(Some(pairs)) = js_sys::try_iter(&data) else { return Fields::new() };
    let read = |pair: JsValue| {
        let pair: Array = pair.unchecked_into();
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    pairs.filter_map(|pair| read(pair.ok()?)).collect()
}

/// The name and value of the field that an event is about.
pub fn field_of(event: &Event) -> Option<(String, String)> {
    let target = event.target()?;
    Some((text_of(&target, "name")?, text_of(&target, "value")?))
}

/// The choice made in a group.
pub fn chosen(root: &Element, name: &str) -> Option<String> {
    let choice = root.query_selector(&["[name=", name, "]:checked"].concat()).ok()??;
    text_of(&choice, "value")
}

fn text_of(object: &JsValue, property: &str) -> Option<String> {
    Reflect::get(object, &JsValue::from_str(property)).ok()?.as_string()
}

/// Moves the focus to where the screen wants it: what went wrong, else what is new.
pub fn follow(root: &Element) {
    if let Ok(Some(place)) = root.query_selector("[data-focus]") {
        drop(place.unchecked_into::<HtmlElement>().focus());
    }
}

/// Tells the host page.
pub fn tell_host(root: &Element, event: &str, key: &str, value: &str) {
    let detail = Object::new();
    drop(Reflect::set(&detail, &JsValue::from_str(key), &JsValue::from_str(value)));
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        drop(root.dispatch_event(&event));
    }
}
