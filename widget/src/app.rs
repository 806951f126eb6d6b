//! The one component: it shows the state, hands events to it, and makes the call that it asks for.
//!
//! In: what the server said. Out: the views, the focus, DOM events for the host page. Never: a rule (`state`),
//! a request (`api`), a browser call (`dom`).

use std::rc::Rc;

use js_sys::Function;
use views::page::PageData;
use views::screens::form::FILE;
use views::{Handlers, View};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use words::Words;
use yew::{
    Callback, Event, Html, InputEvent, MouseEvent, Properties, SubmitEvent, UseReducerHandle, component, hook,
    use_effect_with, use_memo, use_reducer,
};

use crate::api::Node;
use crate::dom;
use crate::state::{Action, State};

/// What the loader hands over.
#[derive(Properties, Clone)]
pub struct AppProps {
    /// The page.
    pub page: Rc<PageData>,
    /// Its words.
    pub words: Rc<Words>,
    /// Whether it is our own page: links then simply lead on.
    pub hosted: bool,
    /// The element that holds us.
    pub root: Element,
    /// The loader's ear.
    pub tell: Function,
}

/// The loader hands everything over once.
impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.page, &other.page)
    }
}

/// The root. It stands where the server's root stood: the one component boundary.
#[component]
pub fn App(props: &AppProps) -> Html {
    let state = use_reducer(|| State::new((*props.page).clone(), props.words.clone(), props.hosted));
    let handlers = use_handlers(&state, props);
    use_calls(&state);
    use_consequences(&state, props);
    views::page(&View { page: &state.page, words: &state.words, live: &state.live, on: &handlers })
}

#[hook]
fn use_handlers(state: &UseReducerHandle<State>, props: &AppProps) -> Rc<Handlers> {
    let (dispatcher, hosted, root) = (state.dispatcher(), props.hosted, props.root.clone());
    let counted = state.live.body_chars;
    let state = state.clone();
    // Made again only as the count appears, moves or goes: typing elsewhere renders nothing.
    use_memo(counted, move |counted| {
        let counted = *counted;
        let submit = {
            let dispatcher = dispatcher.clone();
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                if let Some((form, name)) = dom::form_of(&event) {
                    let fields = dom::fields(&form);
                    dispatcher.dispatch(Action::Submitted { form: name, fields, fresh: dom::random() });
                }
            })
        };
        let input = {
            let (dispatcher, state) = (dispatcher.clone(), state.clone());
            Callback::from(move |event: InputEvent| {
                if let Some((name, value)) = dom::field_of(&event).filter(|(name, _)| name == "body") {
                    drop(name);
                    let chars = u32::try_from(value.chars().count()).unwrap_or(u32::MAX);
                    if state.counted(chars) != counted {
                        dispatcher.dispatch(Action::Typed(chars));
                    }
                }
            })
        };
        let change = {
            let dispatcher = dispatcher.clone();
            Callback::from(move |event: Event| {
                if let Some((_, kind)) = dom::field_of(&event).filter(|(name, _)| name == "kind") {
                    dispatcher.dispatch(Action::Chose(kind));
                }
            })
        };
        let click = Callback::from(move |event: MouseEvent| {
            let Some(to) = dom::asked_for(&event).filter(|_| !hosted) else { return };
            event.prevent_default();
            let typed = dom::held(&root, FILE);
            dispatcher.dispatch(Action::Went { to, typed, fresh: dom::random(), at: dom::address() });
        });
        Handlers { submit: Some(submit), input: Some(input), change: Some(change), click: Some(click) }
    })
}

/// Makes the call that the state asks for, once for each number.
#[hook]
fn use_calls(state: &UseReducerHandle<State>) {
    let number = state.call.as_ref().map(|(number, _)| *number);
    let state = state.clone();
    use_effect_with(number, move |_| {
        let Some((number, call)) = state.call.clone() else { return };
        spawn_local(async move {
            let page = &state.page;
            let node = Node { base_url: &page.base_url, agency: &page.agency.id, language: &page.language };
            let result = node.ask(&call).await;
            state.dispatch(Action::Answered(number, result));
        });
    });
}

/// What follows a render: the loader hears that we live, the host hears news, the focus goes where the eye goes.
#[hook]
fn use_consequences(state: &UseReducerHandle<State>, props: &AppProps) {
    let (root, tell, dispatcher) = (props.root.clone(), props.tell.clone(), state.dispatcher());
    use_effect_with((), move |()| {
        // A kind may have been chosen before we were here.
        let typed = dom::held(&root, FILE).unwrap_or_default();
        if let Some((_, kind)) = typed.into_iter().find(|(name, _)| name == "kind") {
            dispatcher.dispatch(Action::Chose(kind));
        }
        dom::say(&tell, "ready");
    });
    let (root, news) = (props.root.clone(), state.news.clone());
    use_effect_with((state.moved, news), move |(_, news)| {
        if let Some(news) = news {
            dom::tell_host(&root, news);
        }
    });
    let root = props.root.clone();
    use_effect_with(state.moved, move |moved| {
        if *moved > 0 {
            dom::follow(&root);
        }
    });
}
