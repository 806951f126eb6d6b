//! The one component: it shows the state, hands events to it, and does what follows.
//!
//! In: what the loader hands over. Out: the views, the focus, DOM events for the host page. Never: a rule (`state`),
//! a request (`api`), a browser call (`dom`).

use std::cell::RefCell;

use views::screens::{form, receipt};
use views::{Handlers, View};
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, Component, Context, Event, Html, InputEvent, Properties, SubmitEvent};

use crate::dom::{Ear, Place};
use crate::state::{Action, Consequence, Screen, State};
use crate::{api, dom};

/// What the loader hands over, once.
#[derive(Properties)]
pub struct AppProps {
    /// The filing, taken by the component when it is made.
    pub start: RefCell<Option<State>>,
    /// The node's public address.
    pub base_url: String,
    /// The element that holds us.
    pub root: Place,
    /// The loader's ear.
    pub tell: Ear,
}

/// Nobody hands over anything else later.
impl PartialEq for AppProps {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The root. It stands where the server's root stood: the one component boundary.
pub struct App {
    state: Option<State>,
    on: Handlers,
    /// Whether the focus follows the next render.
    moved: bool,
}

impl Component for App {
    type Message = Action;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let submit = link.batch_callback(|event: SubmitEvent| {
            event.prevent_default();
            dom::form_of(&event).map(|form| Action::Submitted(dom::fields(&form)))
        });
        let of = |wanted: &'static str| move |event: &Event| dom::field_of(event).filter(|(name, _)| name == wanted);
        let (body, kind) = (of("body"), of("kind"));
        let input: Callback<InputEvent> =
            link.batch_callback(move |e: InputEvent| body(&e).map(|(_, text)| Action::Typed(text.chars().count())));
        let change = link.batch_callback(move |e: Event| kind(&e).map(|(_, kind)| Action::Chose(kind)));
        let on = Handlers { submit: Some(submit), input: Some(input), change: Some(change) };
        // Said now and done by the loader behind the first render, which comes in the same task. Yew says `rendered` a task later
        // where the render took long, and until the loader acts, what stands in slots is out of the page.
        dom::say(&ctx.props().tell, "ready");
        Self { state: ctx.props().start.take(), on, moved: false }
    }

    fn update(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let Some(state) = &mut self.state else { return false };
        let props = ctx.props();
        match state.reduce(action) {
            Consequence::Nothing => return false,
            Consequence::Shown => {}
            Consequence::Moved => self.moved = true,
            Consequence::Called => {
                let Some(call) = state.call.clone() else { return true };
                let url = [&props.base_url, "/v1/agencies/", &state.agency.id, "/cases"].concat();
                let (language, link) = (state.words.language().tag(), ctx.link().clone());
                spawn_local(async move {
                    link.send_message(Action::Answered(Box::new(api::file(url, language, call).await)))
                });
            }
            Consequence::Filed(reference) => {
                self.moved = true;
                dom::tell_host(&props.root, wire::embed::EVENT_FILED, "reference", &reference);
            }
            Consequence::Failed(code) => {
                self.moved = true;
                dom::tell_host(&props.root, wire::embed::EVENT_ERROR, "code", &code);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Some(state) = &self.state else { return Html::default() };
        let view = View {
            language: state.words.language().tag(),
            base_url: &ctx.props().base_url,
            agency: &state.agency,
            words: &state.words,
            live: &state.live,
            on: &self.on,
        };
        match &state.screen {
            Screen::Form(screen) => form::page(&view, screen),
            Screen::Receipt(screen) => receipt::first(&view, screen),
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let props = ctx.props();
        if first {
            // A kind may have been chosen before we were here.
            if let Some(kind) = dom::chosen(&props.root, "kind") {
                ctx.link().send_message(Action::Chose(kind));
            }
        }
        if std::mem::take(&mut self.moved) {
            dom::follow(&props.root);
        }
    }
}
