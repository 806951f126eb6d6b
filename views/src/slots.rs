//! Places in a screen that are not the views' own: what stands in them is put there by the node once, or by a part
//! of the widget that is loaded later (`widget/parts`).
//!
//! In: a slot's name. Out: an element that is empty in this tree, so that nothing here ever touches its content.
//! The loader lifts the content out while the browser takes a page over, and puts it back.
//! Never: words or fields that the rules of the form need.

use yew::{Html, html};

/// The first question of orientation.
pub const ORIENT: &str = "orientation";
/// The list of countries.
pub const COUNTRY: &str = "country";
/// The documents that were chosen, and how far they have come.
pub const DOCUMENTS: &str = "documents";
/// Speaking instead of writing.
pub const VOICE: &str = "voice";
/// What an earlier visit left on the device, offered where the form begins.
pub const OFFER: &str = "offer";
/// Keeping a draft on the device.
pub const DRAFT: &str = "draft";
/// The receipt's code for cameras.
pub const QR: &str = "qr";
/// What is new in an open case.
pub const LIVE: &str = "live";

/// A slot whose part is loaded as soon as it is shown.
pub fn slot_of(name: &'static str, part: &'static str) -> Html {
    html! { <div class={["wasl-slot wasl-slot-", name].concat()} data-part={name} data-start={part}></div> }
}

/// A slot.
pub fn slot(name: &'static str) -> Html {
    html! { <div class={["wasl-slot wasl-slot-", name].concat()} data-part={name}></div> }
}
