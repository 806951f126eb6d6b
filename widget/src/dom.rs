//! The browser's page: every call to it that is not a request.
//!
//! In: elements and events. Out: plain values, the focus, DOM events. Never: decisions, requests, the words.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element, Event, FormData, HtmlElement, HtmlFormElement, MouseEvent};
use wire::embed;

use crate::state::{Fields, News};

thread_local! {
    /// The loader's ear. A panic hook outlives every component, so it cannot hold the function itself.
    static LOADER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// From now on a panic is reported to the loader, which then goes on without us.
pub fn report_death_to(tell: &Function) {
    LOADER.with_borrow_mut(|ear| *ear = Some(tell.clone()));
    // The message may quote the page's text, and with it personal data: only the place is logged.
    yew::set_custom_panic_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        web_sys::console::error_1(&JsValue::from_str(&format!("wasl: stopped at {place}; the plain form goes on")));
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

/// The form that an event is about, and its `data-form`.
pub fn form_of(event: &Event) -> Option<(HtmlFormElement, String)> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let name = form.get_attribute("data-form")?;
    Some((form, name))
}

/// Everything that a form would post.
pub fn fields(form: &HtmlFormElement) -> Fields {
    let Ok(data) = FormData::new_with_form(form) else { return Fields::new() };
    let pairs = js_sys::try_iter(&data).ok().flatten().into_iter().flatten();
    pairs
        .filter_map(|pair| {
            let pair: js_sys::Array = pair.ok()?.dyn_into().ok()?;
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        })
        .collect()
}

/// What a form on the page holds, by its `data-form`.
pub fn held(root: &Element, form: &str) -> Option<Fields> {
    let found = root.query_selector(&format!("form[data-form={form}]")).ok()??;
    Some(fields(found.unchecked_ref()))
}

/// The name and value of the field that an event is about.
pub fn field_of(event: &Event) -> Option<(String, String)> {
    let target = event.target()?;
    let of = |name: &str| js_sys::Reflect::get(&target, &JsValue::from_str(name)).ok()?.as_string();
    Some((of("name")?, of("value")?))
}

/// The screen that a plain click on a link asks for.
pub fn asked_for(event: &MouseEvent) -> Option<String> {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
    let target: Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a[data-go]").ok().flatten()?;
    if modified { None } else { link.get_attribute("data-go") }
}

/// Moves the focus to where the screen wants it: what went wrong, else what is new.
pub fn follow(root: &Element) {
    if let Ok(Some(place)) = root.query_selector("[data-focus]") {
        drop(place.unchecked_into::<HtmlElement>().focus());
    }
}

/// Tells the host page.
pub fn tell_host(root: &Element, news: &News) {
    let (event, key, value) = match news {
        News::Filed(reference) => (embed::EVENT_FILED, "reference", reference),
        News::Error(code) => (embed::EVENT_ERROR, "code", code),
    };
    let detail = js_sys::Object::new();
    drop(js_sys::Reflect::set(&detail, &JsValue::from_str(key), &JsValue::from_str(value)));
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        drop(root.dispatch_event(&event));
    }
}

/// 128 random bits in hexadecimal, for idempotency keys.
pub fn random() -> String {
    let mut bytes = [0u8; 16];
    let filled = web_sys::window().and_then(|w| w.crypto().ok()).map(|c| c.get_random_values_with_u8_array(&mut bytes));
    drop(filled);
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The address of the page where the widget stands.
pub fn address() -> String {
    web_sys::window().and_then(|w| w.location().href().ok()).unwrap_or_default()
}
