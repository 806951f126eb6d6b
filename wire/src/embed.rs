//! The promise to web teams: element, attributes, events and custom properties of the widget.
//!
//! Out: names, nothing else. The loader, the styles, the documentation and the tests use these
//! names; changing one breaks pages that nobody here can mend.

/// The custom element.
pub const ELEMENT: &str = "wasl-widget";

/// Attribute: the agency's identifier. Needed.
pub const ATTRIBUTE_AGENCY: &str = "agency";
/// Attribute: the language (BCP 47). Else the page's `lang`, else the browser's.
pub const ATTRIBUTE_LANG: &str = "lang";

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
