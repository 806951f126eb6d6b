//! Waves: what many people file about, for their agency's desk.
//!
//! In: a filing on its way, or a caseworker's call. Out: the filing's telling words, for the register alone; a page of waves.
//! Never: a failure that is the citizen's: without the list of common words there are no waves.

use super::accesses::page_of;
use super::assets;
use super::filing::unexpected;
use super::present::in_language;
use super::suggestions;
use crate::auth::Desk;
use crate::auth::staff::ReadCases;
use crate::call::Call;
use crate::clock;
use crate::directory;
use crate::fault::Fault;
use crate::register::{AgencyRecord, Command, Found, Reply, client};
use crate::{log, matter, reply};
use domain::language::Language;
use domain::reference::RegisterName;
use routing::Everyday;
use std::cell::RefCell;
use std::rc::Rc;
use wire::v1::desk::{WavePage, WaveView};
use wire::v1::filing::FileCase;
use worker::Response;

/// Most waves of a page: cases of each are opened for its words.
const PAGE_MAX: u32 = 20;

thread_local! {
    /// The list, once it was read.
    static EVERYDAY: RefCell<Option<Rc<Everyday>>> = const { RefCell::new(None) };
}

/// The words that anybody writes; none where they cannot be had, which is logged.
async fn everyday(call: &Call) -> Option<Rc<Everyday>> {
    if let Some(everyday) = EVERYDAY.with(|c| c.borrow().clone()) {
        return Some(everyday);
    }
    let read =
        |bytes: Vec<u8>| Everyday::read(&bytes).ok_or_else(|| Fault::broken("the list of common words".to_owned()));
    match assets::bytes(call, "everyday.bin").await.and_then(read) {
        Ok(everyday) => {
            let everyday = Rc::new(everyday);
            EVERYDAY.with(|c| *c.borrow_mut() = Some(everyday.clone()));
            Some(everyday)
        }
        Err(fault) => {
            log::broken(&call.id, "waves", fault.code.name(), fault.cause.as_deref().unwrap_or_default());
            None
        }
    }
}

/// The words of a filing that say which event it is about: none that anybody writes, nor names of people, of the agency and
/// of its categories.
pub async fn telling(call: &Call, record: &AgencyRecord, filing: &FileCase, found: Option<&Found>) -> Vec<String> {
    if record.body.wave_people == 0 || filing.voice.is_some() {
        return Vec::new();
    }
    let (Some(everyday), Some(model)) = (everyday(call).await, suggestions::model(call).await) else {
        return Vec::new();
    };
    let category = found.map_or(&filing.category, |found| &found.category);
    let category = record.body.categories.iter().find(|known| known.id == *category);
    let topics = category.map(|category| matter::topics(&model, category)).unwrap_or_default();
    let mut but_not = String::new();
    let people = [Some(&filing.complainant), filing.representative.as_ref()].into_iter().flatten();
    let people = people.filter_map(|person| person.name.as_ref());
    let categories = record.body.categories.iter().flat_map(|category| category.names.values());
    for name in people.chain(record.body.names.values()).chain(categories) {
        but_not.push_str(name);
        but_not.push('\n');
    }
    everyday.telling(&format!("{}\n{}", filing.subject, filing.body), &topics, &but_not)
}

/// `GET /v1/desk/waves`.
pub async fn list(call: &Call) -> Result<Response, Fault> {
    let desk = Desk::<ReadCases>::of(call).await?;
    let language = call.language(&words::languages());
    let (limit, cursor) = page_of(call)?;
    let limit = limit.min(PAGE_MAX);
    let mut page = WavePage { waves: Vec::new(), cursor: None };
    let registers = directory::registers(&call.config, &desk.agency.id).await?;
    let begin = cursor.as_ref().map_or(0, |(name, _)| registers.iter().position(|r| r == name).unwrap_or(0));
    for name in registers.iter().skip(begin) {
        let Some(register) = RegisterName::parse(name) else { continue };
        let before = cursor.as_ref().filter(|(of, _)| of == name).map(|(_, serial)| *serial);
        let room = limit - u32::try_from(page.waves.len()).unwrap_or(limit);
        if room == 0 {
            // The next register from its beginning.
            page.cursor = Some(format!("{name}.{}", u32::MAX));
            break;
        }
        let command = Command::Waves { before, limit: room, now: clock::now().0, reader: desk.reader() };
        match client::ask(&call.config, &register, &command).await? {
            Reply::Waves { rows, next } => {
                page.waves.extend(rows.into_iter().map(|wave| named(&desk.agency, wave, language)));
                page.cursor = next.map(|wave| format!("{name}.{wave}"));
            }
            Reply::NeedsAgency => {}
            other => return Err(unexpected(other)),
        }
        if page.cursor.is_some() {
            break;
        }
    }
    reply::json(200, &page)
}

/// A wave with its category as people read it.
fn named(agency: &AgencyRecord, mut wave: WaveView, language: Language) -> WaveView {
    let category = agency.body.categories.iter().find(|category| category.id == wave.category);
    wave.category_name = category.map(|category| in_language(&category.names, language)).unwrap_or_default();
    wave
}
