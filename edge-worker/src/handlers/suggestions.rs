//! What a text is about, said while it is written, and for a filing that came without a category.
//!
//! In: a text. Out: categories, or who is competent; or a category for the register. The model is one of the assets,
//! read once an isolate. Never: a text that is stored or logged; a failure that is the citizen's: without a model
//! nothing is proposed.

use super::agencies::checked;
use super::assets;
use super::filing::{Door, embeddable};
use super::present::in_language;
use crate::call::{Call, FILING_MAX_BYTES};
use crate::directory::{self, Command, Reply};
use crate::fault::Fault;
use crate::register::{AgencyRecord, Found};
use crate::{limits, log, matter, reply};
use domain::draft::{SUBJECT_MAX, TEXT_MAX, optional_text};
use domain::field_error::{FieldError, FieldErrorCode};
use domain::language::Language;
use domain::status::Kind;
use routing::{Judgement, Model, Topic};
use std::cell::RefCell;
use std::rc::Rc;
use wire::problem::ProblemCode;
use wire::read;
use wire::v1::about::{Competent, SuggestedCategory, Suggestions};
use wire::v1::filing::FileCase;
use worker::Response;

thread_local! {
    /// The model, once it was read.
    static MODEL: RefCell<Option<Rc<Model>>> = const { RefCell::new(None) };
}

/// Most agencies that are named.
const ELSEWHERE_MAX: usize = 3;

/// The model; none where it cannot be had, which is logged.
pub async fn model(call: &Call) -> Option<Rc<Model>> {
    if let Some(model) = MODEL.with(|m| m.borrow().clone()) {
        return Some(model);
    }
    let read = |bytes: Vec<u8>| Model::read(&bytes).map_err(|e| Fault::broken(e.to_string()));
    match assets::bytes(call, "routing.bin").await.and_then(read) {
        Ok(model) => {
            let model = Rc::new(model);
            MODEL.with(|m| *m.borrow_mut() = Some(model.clone()));
            Some(model)
        }
        Err(fault) => {
            log::broken(&call.id, "suggestions", fault.code.name(), fault.cause.as_deref().unwrap_or_default());
            None
        }
    }
}

/// `POST /v1/agencies/{agency}/suggestions`.
pub async fn post(call: &mut Call, agency: &str) -> Result<Response, Fault> {
    limits::spend(call, limits::SUGGESTIONS)?;
    let body = call.json(FILING_MAX_BYTES).await?;
    let reading = read::about_text(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let (asked, mut errors) = (reading.value, reading.errors);
    let record = directory::agency_seen(&call.config, agency).await?;
    let rules = checked(&record)?;
    embeddable(call, &rules)?;
    let kind = asked.kind.unwrap_or_default();
    if !kind.is_empty() && Kind::parse(&kind).is_none() {
        errors.push(FieldError::new("/kind", FieldErrorCode::UnknownValue));
    }
    errors.extend(optional_text("/text", &asked.text, SUBJECT_MAX + TEXT_MAX).err());
    if !errors.is_empty() {
        return Err(Fault::fields(errors));
    }
    call.speaks(&asked.language.unwrap_or_default());
    let language = call.language(&words::languages());
    let mut answer = Suggestions::default();
    if let Some(model) = model(call).await {
        let said = model.judge(&asked.text);
        let (found, sure) = matter::ranked(&model, &record.body, &kind, &said);
        if sure {
            let name = |names| in_language(names, language);
            let proposed = found.into_iter().map(|(category, sure)| SuggestedCategory {
                id: category.id.clone(),
                name: name(&category.names),
                confidence: percent(sure),
            });
            answer.categories = proposed.collect();
        } else if let Some(topic) = said.topic.filter(|topic| !matter::takes(&model, &record.body, *topic)) {
            answer.outside = topic.outside_competence();
            answer.elsewhere = elsewhere(call, &model, &record, topic, language).await;
        }
        if sure || answer.outside || !answer.elsewhere.is_empty() {
            answer.because = because(&said, &asked.text);
        }
    }
    reply::json(200, &answer)
}

/// Who is competent: whom the agency itself names, else agencies of this node whose categories say so.
async fn elsewhere(
    call: &Call,
    model: &Model,
    record: &AgencyRecord,
    topic: Topic,
    language: Language,
) -> Vec<Competent> {
    let named = matter::bodies(&record.body, topic).map(|body| Competent {
        agency: None,
        body: in_language(&body.body, language),
        reason: Some(in_language(&body.reason, language)),
        url: body.url.clone(),
    });
    let named: Vec<Competent> = named.take(ELSEWHERE_MAX).collect();
    if !named.is_empty() || topic.outside_competence() {
        return named;
    }
    let Ok(Reply::Agencies(others)) = directory::ask(&call.config, &Command::Agencies).await else { return named };
    let others = others.iter().filter(|other| other.id != record.id && matter::takes(model, &other.body, topic));
    let here = |other: &AgencyRecord| Competent {
        agency: Some(other.id.clone()),
        body: in_language(&other.body.names, language),
        reason: None,
        url: Some(format!("{}/{}?lang={}", call.config.base_url, other.id, language.tag())),
    };
    others.map(here).take(ELSEWHERE_MAX).collect()
}

/// The category of a filing that names none: told from its text, else the last that is offered for its kind, which
/// agencies keep for everything else. None where the person has chosen, speaks, or is asked by the form.
pub async fn found(call: &Call, door: Door<'_>, record: &AgencyRecord, filing: &FileCase) -> Option<Found> {
    if door != Door::Api || !filing.category.trim().is_empty() || filing.voice.is_some() {
        return None;
    }
    let kind = Kind::parse(&filing.kind).map_or("", Kind::name);
    let text = format!("{}\n{}", filing.subject, filing.body);
    let mut found = Found::default();
    if let Some(model) = model(call).await {
        let said = model.judge(&text);
        let (ranked, sure) = matter::ranked(&model, &record.body, kind, &said);
        if let Some((category, confidence)) = ranked.into_iter().next() {
            found.confidence = percent(confidence);
            if sure {
                found.category.clone_from(&category.id);
                found.because = because(&said, &text);
                return Some(found);
            }
        }
    }
    found.category.clone_from(&matter::open(&record.body, kind)?.id);
    Some(found)
}

fn because(said: &Judgement, text: &str) -> Vec<String> {
    said.because.iter().filter_map(|at| text.get(at.clone())).map(str::to_owned).collect()
}

fn percent(sure: f32) -> u8 {
    (sure.clamp(0.0, 1.0) * 100.0).round() as u8
}
