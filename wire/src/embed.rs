//! The promise to web teams: element, attributes, events and custom properties of the widget.
//!
//! Out: names, nothing else. The loader, the styles, the documentation and the tests use these
//! names; changing one breaks pages that nobody here can mend.

/// The custom element.
pub const ELEMENT: &str = "wasl-widget";

/// Attribute: the agency's identifier. Needed.
pub const ATTRIBUTE_AGENCY: &str = "agency";
/// Attribute: the language (BCP 47). Else the page's `lang`, else the browser's, else the agency's first.
pub const ATTRIBUTE_LANG: &str = "lang";
/// Attribute: where the form stands, one of [`MODES`].
pub const ATTRIBUTE_MODE: &str = "mode";
/// Attribute: what the button of a dialog says. Empty for no button.
pub const ATTRIBUTE_LABEL: &str = "label";
/// Attribute: the node's address, where the script does not come from it.
pub const ATTRIBUTE_NODE: &str = "node";
/// Every attribute of the element. The script tag has the same ones with `data-` before them, but for the node.
pub const ATTRIBUTES: [&str; 5] = [ATTRIBUTE_AGENCY, ATTRIBUTE_LANG, ATTRIBUTE_MODE, ATTRIBUTE_LABEL, ATTRIBUTE_NODE];

/// In its place, behind a button, behind a button that stays in a corner.
pub const MODES: [&str; 3] = ["inline", "dialog", "floating"];
/// Attribute of the script tag: `none` where the page has elements of its own.
pub const SCRIPT_PLACE: &str = "data-place";

/// The element's methods.
pub const METHODS: [&str; 4] = ["open", "close", "prefill", "destroy"];
/// What `prefill` takes.
pub const PREFILLED: [&str; 7] = ["kind", "category", "subject", "body", "name", "email", "phone"];

/// Event: the form can be used. No detail.
pub const EVENT_READY: &str = "wasl:ready";
/// Event: a case was filed. `detail.reference`; never the access code.
pub const EVENT_FILED: &str = "wasl:filed";
/// Event: something went wrong that the person was told about. `detail.code`.
pub const EVENT_ERROR: &str = "wasl:error";

/// Custom property: the accent colour.
pub const PROPERTY_ACCENT: &str = "--wasl-accent";
/// Custom property: the text on the accent colour.
pub const PROPERTY_ON_ACCENT: &str = "--wasl-on-accent";
/// Custom property: the font family.
pub const PROPERTY_FONT: &str = "--wasl-font";
/// Custom property: the corner radius.
pub const PROPERTY_RADIUS: &str = "--wasl-radius";
/// Custom property: the room kept for the form until it is there.
pub const PROPERTY_RESERVE: &str = "--wasl-reserve";
/// Every custom property.
pub const PROPERTIES: [&str; 5] =
    [PROPERTY_ACCENT, PROPERTY_ON_ACCENT, PROPERTY_FONT, PROPERTY_RADIUS, PROPERTY_RESERVE];

/// Names for `::part()`.
pub const PARTS: [&str; 9] = ["frame", "head", "title", "field", "input", "button", "opener", "dialog", "close"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_in_the_documentation_and_in_the_types() {
        let docs = include_str!("../../docs/embedding.md");
        let types = include_str!("../../widget/package/index.d.ts");
        let names = [ATTRIBUTES.as_slice(), &MODES, &METHODS, &PREFILLED, &PROPERTIES, &PARTS];
        let events = [EVENT_READY, EVENT_FILED, EVENT_ERROR];
        for name in names.concat().into_iter().chain(events).chain([ELEMENT, SCRIPT_PLACE]) {
            assert!(docs.contains(&format!("`{name}`")), "docs/embedding.md does not name {name}");
        }
        for name in ATTRIBUTES.iter().chain(&MODES).chain(&METHODS).chain(&PREFILLED).chain(&events).chain([&ELEMENT]) {
            assert!(types.contains(name), "index.d.ts does not name {name}");
        }
    }
}
