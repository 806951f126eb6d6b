//! The views as text, for the worker. In: a page and its words. Out: the children of `<div data-wasl-root>`.
//! Never: waiting (the scheduler of `yew/not_browser_env`, like the native one, renders at once).

mod slots;

use crate::page::{PageData, Screen};
use crate::screens::{case, form, notice, open, orient, paper, receipt};
use crate::{Handlers, Live, View};
use futures_util::FutureExt;
use std::rc::Rc;
use words::Words;
use yew::{Html, LocalServerRenderer, Properties, component};

#[derive(Properties, Clone)]
struct RootProps {
    page: Rc<PageData>,
    words: &'static Words,
}

impl PartialEq for RootProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.page, &other.page) && std::ptr::eq(self.words, other.words)
    }
}

/// The one component boundary; the browser's root stands in the same place.
#[component]
fn Root(props: &RootProps) -> Html {
    let (live, on) = (Live::default(), Handlers::default());
    let page = &*props.page;
    let view = View {
        language: &page.language,
        base_url: &page.base_url,
        agency: &page.agency,
        words: props.words,
        live: &live,
        on: &on,
    };
    match &page.screen {
        Screen::Form(screen) => form::page(&view, screen),
        Screen::Receipt(screen) | Screen::Again(screen) => receipt::page(&view, screen),
        Screen::Paper(screen) => paper::page(&view, screen),
        Screen::Open(screen) => open::page(&view, screen),
        Screen::Case(screen) => case::page(&view, screen),
        Screen::Orient(screen) => orient::page(&view, screen),
        Screen::Notice(screen) => notice::page(&view, screen),
    }
}

/// The page's HTML, with what the node puts into its slots. `whole`: it has to do without the loader, and so has the lists
/// that the loader fetches when somebody opens them.
#[must_use]
pub fn render_root(page: &PageData, words: &'static Words, whole: bool) -> Option<String> {
    render_tree(page, words).map(|html| slots::filled(html, page, words, whole))
}

/// The tree that the browser takes over: the slots are empty. `None` would mean that rendering had to wait, which nothing here does.
#[must_use]
pub fn render_tree(page: &PageData, words: &'static Words) -> Option<String> {
    let props = RootProps { page: Rc::new(page.clone()), words };
    LocalServerRenderer::<Root>::with_props(props).render().now_or_never()
}
