//! The screens, presentational: the same views at the edge (feature `ssr`) and in the browser.
//!
//! In: what a screen is about, the words of its language, and in the browser what is going on ([`Live`]) and
//! who listens ([`Handlers`]). Out: one tree of HTML, the same on both sides, so that the browser can take
//! over what the server sent. Forms carry absolute addresses and work without any script.
//! Never here: a request, a clock, state, a browser call, a sentence that is not in the words.
//!
//! Screens are plain functions and not components: each component is a boundary that both sides would have
//! to repeat, and a screen has no state of its own. There is exactly one boundary: the root on each side.

pub mod fields;
pub mod frame;
pub mod page;
pub mod screens;
pub mod slots;

#[cfg(feature = "ssr")]
pub mod script;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub mod style;

use domain::time::UnixMillis;
use wire::v1::agencies::AgencyView;
use words::{Arg, Words};
use yew::{Callback, Event, InputEvent, SubmitEvent};

/// What only the browser knows. The default is what the server renders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Live {
    /// Whether the filing form is being sent.
    pub busy: bool,
    /// Characters in the filing's text, once they are worth counting.
    pub body_chars: Option<u32>,
    /// The kind chosen, once it is known: categories that are not for it cannot be chosen.
    pub kind: Option<String>,
}

/// Who listens to the filing form, in the browser.
#[derive(Clone, Default, PartialEq)]
pub struct Handlers {
    /// It is sent.
    pub submit: Option<Callback<SubmitEvent>>,
    /// Something is typed.
    pub input: Option<Callback<InputEvent>>,
    /// Something is chosen.
    pub change: Option<Callback<Event>>,
}

/// Everything that a view needs to draw itself.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// BCP 47 tag.
    pub language: &'a str,
    /// The node's public address, without a slash at its end.
    pub base_url: &'a str,
    /// The agency.
    pub agency: &'a AgencyView,
    /// In whose words.
    pub words: &'a Words,
    /// What is going on.
    pub live: &'a Live,
    /// Who listens.
    pub on: &'a Handlers,
}

impl View<'_> {
    /// A sentence without variables.
    fn say(&self, key: &str) -> String {
        self.words.text(key, &[])
    }

    /// The sentence whose key is made of a family and a name: `kind-` and `complaint`.
    fn say_of(&self, family: &str, name: &str) -> String {
        self.say(&[family, name].concat())
    }

    /// A sentence with variables.
    fn tell(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.words.text(key, args)
    }

    /// The agency's name in the page's language.
    fn agency_name(&self) -> &str {
        self.agency.name_in(self.language)
    }

    /// `{base}/{agency}{path}`: where forms are posted.
    fn url(&self, path: &str) -> String {
        [self.base_url, "/", &self.agency.id, path].concat()
    }

    /// The same with the language, for links.
    fn link(&self, path: &str) -> String {
        [&self.url(path), "?lang=", self.language].concat()
    }

    /// A time of the contract as a day in full.
    fn day(&self, rfc3339: &str) -> String {
        let at = UnixMillis::parse_rfc3339(rfc3339).unwrap_or_default();
        self.words.date_long(at, self.agency.offset_at(at))
    }

    /// A time of the contract as a day and time.
    fn moment(&self, rfc3339: &str) -> String {
        let at = UnixMillis::parse_rfc3339(rfc3339).unwrap_or_default();
        self.words.date_time_long(at, self.agency.offset_at(at))
    }
}
